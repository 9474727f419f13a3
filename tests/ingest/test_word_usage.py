from __future__ import annotations

import pytest

from ingest.word_usage import WordUsage

TEXT = [
    "Năm qua doanh nghiệp và Sở Nội vụ mở 12 lớp. Doanh nghiệp trả lương",
    "theo hợp đồng với Sở Nội vụ, người học nghề được",
    "hỗ trợ tiền ăn; Người học nghề là hội viên được thêm",
]
BEGINNINGS = [
    ("Doanh nghiệp được vay vốn", True),
    ("Người học được cấp thẻ", True),  # large after a semicolon only
    ("Nội vụ và các huyện", False),  # large within a sentence
    ("Chủ đầu tư báo cáo", False),  # not known
    ("doanh nghiệp được vay vốn", False),
    ("Doanh", False),
]


@pytest.mark.parametrize(("line", "begins"), BEGINNINGS)
def test_tells_a_sentence_from_a_name(line: str, begins: bool) -> None:
    assert WordUsage(TEXT).begins_sentence(line) is begins


@pytest.mark.parametrize(
    ("last", "following", "share"), [("học", "nghề", 1.0), ("nghề", "ăn", 0.0), ("vắng", "mặt", 0.0)]
)
def test_counts_words_side_by_side(last: str, following: str, share: float) -> None:
    assert WordUsage(TEXT).share_together(last, following) == share


USED = ["Khi nghỉ việc thì báo cho lớp, và khi nghỉ việc thì trả sách", "Bộ Y tế và Bộ Y tế; bộ y tế"]
RATHER_SMALL = [
    ("Khi nghỉ học", True),
    ("Bộ Y tế", False),
    ("Y tế xã", False),
    ("khi nghỉ", False),
    ("Khi", False),
]


@pytest.mark.parametrize(("line", "is_small"), RATHER_SMALL)
def test_tells_a_word_that_is_mostly_small(line: str, is_small: bool) -> None:
    assert WordUsage(USED).is_rather_small(line) is is_small


CELLS = ["Cái", "Máy may", "Cái", "Bàn là", "Bộ, có", "hai chiếc", "Bộ, có", "Kim", "Bộ, có", "Chỉ"]
ENDS = [("Cái", "Kéo", True), ("Cái", "kéo", False), ("Bộ, có", "ba chiếc", True), ("Bộ, có", "Kim", False)]


@pytest.mark.parametrize(("last", "following", "ends"), ENDS)
def test_tells_a_cell_that_comes_back(last: str, following: str, ends: bool) -> None:
    assert WordUsage(CELLS).ends_cell(last, following) is ends
