from __future__ import annotations

import unicodedata

import pytest

from corpus.errors import EmptyFile
from ingest.clean import clean
from ingest.files import MARKDOWN
from ingest.plain import read_plain
from ingest.raw import Kind

SENTENCE = "Tỉnh đã hỗ trợ học nghề cho những người vừa trở về cộng đồng."

ENCODED = [
    ("utf-8", SENTENCE.encode()),
    ("utf-8 with a mark", SENTENCE.encode("utf-8-sig")),
    ("utf-16", SENTENCE.encode("utf-16")),
    ("decomposed", unicodedata.normalize("NFD", SENTENCE).encode()),
]


@pytest.mark.parametrize(("name", "data"), ENCODED)
def test_reads_encoding(name: str, data: bytes) -> None:
    assert clean(read_plain(data, source=f"{name}.txt")).text == SENTENCE


def test_markdown_marks_are_taken_off() -> None:
    text = (
        "# Tin mới\n\nSố **người** tăng (*gấp đôi*), xem [bảng](https://vi.du/bang).\n\n"
        "| Huyện | Số |\n|---|---|\n| A | 5 |"
    )
    raw = read_plain(text.encode(), source="a.md", media_type=MARKDOWN)
    lines = [line for line in raw.lines() if line.text]
    assert raw.hints.title == "Tin mới"
    assert [line.kind for line in lines] == [Kind.HEADING, Kind.TEXT, Kind.ROW, Kind.ROW]
    assert lines[1].text == "Số người tăng (gấp đôi), xem bảng."
    assert [line.text for line in lines[2:]] == ["Huyện | Số", "A | 5"]


def test_cells_side_by_side_in_adjacent_lines_are_rows() -> None:
    text = "Kết quả\nTT | Xã | Số người\n1 | Pả Vi | 12\n | Cộng | 12\n\nNhóm A | B | C đã họp."
    lines = [line for line in read_plain(text.encode(), source="a.txt").lines() if line.text]
    assert [line.kind for line in lines] == [Kind.TEXT, Kind.ROW, Kind.ROW, Kind.ROW, Kind.TEXT]
    assert [line.text for line in lines[2:4]] == ["1 | Pả Vi | 12", " | Cộng | 12"]


@pytest.mark.parametrize("text", ["5*3 và 4*2", "* một\n* hai", "a * b"])
def test_stars_that_mark_nothing_stay(text: str) -> None:
    assert "\n".join(line.text for line in read_plain(text.encode(), source="a.txt").lines()) == text


def test_form_feeds_part_pages() -> None:
    assert len(read_plain("một\fhai\fba".encode(), source="a.txt").pages) == 3


def test_only_blanks_are_empty() -> None:
    with pytest.raises(EmptyFile):
        read_plain(b" \n \n", source="a.txt")
