from __future__ import annotations

import pytest

from ingest.furniture import find_furniture, vocabulary
from ingest.raw import Line
from nlp.fold import fold
from nlp.vocabulary import table

LONG = (
    "Trong quý vừa qua, các xã đã rà soát, lập danh sách và phân công hội viên giúp đỡ từng người trở về địa "
    "phương học nghề, tìm việc làm phù hợp với sức khỏe."
)

EXAMPLES = [(row["name"], example) for row in table("furniture")["row"] for example in row["examples"]]


@pytest.mark.parametrize(("name", "example"), EXAMPLES)
def test_each_row_means_its_examples(name: str, example: str) -> None:
    folded = fold(example).strip(" -–:.|")
    assert any(row.name == name and (row.means(folded) or row.means(fold(example))) for row in vocabulary())


KEPT = [
    "Từ khóa học đầu tiên đến nay đã có 40 người tốt nghiệp.",
    "Chia sẻ kinh nghiệm là mục đích của hội thảo lần này.",
    "Theo Quyết định số 15/QĐ-UBND (ngày 12/3/2023), mức hỗ trợ được nâng lên.",
    "Năm 2019 có 120 người, năm 2020 có 135 người",
    "100% xã có cán bộ phụ trách",
    "3. Kết quả dạy nghề, giải quyết việc làm cho người sau cai",
    "Ý kiến của các đại biểu",
]


@pytest.mark.parametrize("line", KEPT)
def test_sentences_stay(line: str) -> None:
    lines = [Line("Kết quả công tác giảm nghèo ở vùng cao"), Line(LONG), Line(line), Line(LONG)]
    assert find_furniture(lines, is_web=True) == {}


def test_page_parts_go_with_their_reasons() -> None:
    texts = [
        ("Trang chủ", "button"),
        ("Giới thiệu", "menu"),
        ("Xã hội", "section name"),
        ("Vùng cao mở thêm lớp dạy nghề cho thanh niên", None),
        ("100%", "zoom"),
        (LONG, None),
        ("Quang cảnh lớp học may công nghiệp tại Trung tâm Dạy nghề huyện Na Hang", "caption"),
        (LONG, None),
        ("Ma Thị Hường", None),
        ("Tin liên quan", "sidebar"),
        ("Khai giảng lớp sửa chữa máy nông nghiệp", "after the article"),
        ("°", "ornament"),
        ("37 người đang online", "counter"),
    ]
    found = find_furniture([Line(text) for text, _ in texts], is_web=True)
    reasons = [found.get(at) for at in range(len(texts))]
    assert reasons[0] is not None
    assert [reason is None for reason in reasons] == [expected is None for _, expected in texts]
    assert reasons[4:] == [expected for _, expected in texts[4:]]


def test_few_lines_go_from_printed_pages() -> None:
    gone = ["Ký bởi: Trung tâm Công báo", "_______", "(Xem tiếp Công báo số 12 + 13)"]
    kept = ["Tin liên quan", "Xã hội", "Xem tiếp Công báo số 12 để biết mức hỗ trợ mới của tỉnh."]
    lines = [Line(text) for text in (*kept, *gone)]
    assert set(find_furniture(lines, is_web=False)) == set(range(len(kept), len(lines)))
