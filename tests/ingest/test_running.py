from __future__ import annotations

from ingest.raw import Kind, Line
from ingest.running import drop_running_lines

WORDS = ("một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười")


def _body(page: int) -> list[str]:
    return [f"Đoạn {word} của trang {WORDS[page]} nói về việc làm ở các xã." for word in WORDS]


def _pages(*edges: tuple[str, ...]) -> list[list[Line]]:
    return [[Line(text) for text in (*edge, *_body(page))] for page, edge in enumerate(edges)]


def _texts(pages: list[list[Line]]) -> list[str]:
    return [line.text for page in pages for line in page]


def test_heads_of_odd_and_even_pages_go() -> None:
    head = "CÔNG BÁO/Số 12/Ngày 01-3-2023"
    pages = _pages(*((f"{n} {head}",) if n % 2 else (head, str(n)) for n in range(4, 10)))
    kept, dropped = drop_running_lines(pages)
    assert _texts(kept) == [text for page in range(6) for text in _body(page)]
    assert {reason for _, reason in dropped} == {"running head"}


def test_what_counts_articles_stays() -> None:
    pages = _pages(*((f"Điều {n}",) for n in range(1, 6)))
    assert _texts(drop_running_lines(pages)[0]) == _texts(pages)


def test_a_number_that_follows_no_page_stays() -> None:
    pages = _pages(("418",), ("96",), ("1204",))
    assert _texts(drop_running_lines(pages)[0]) == _texts(pages)


def test_table_rows_stay() -> None:
    row = Line("Huyện | Số lớp", Kind.ROW)
    pages = [[row, *page] for page in _pages((), (), (), ())]
    assert all(row in page for page in drop_running_lines(pages)[0])


def test_what_ends_a_sentence_is_no_foot() -> None:
    note = "Nghị định số 41/2020/NĐ-CP có hiệu lực từ ngày 01 tháng 5 năm 2020."
    pages = [[*page, Line(note)] for page in _pages((), (), (), ())]
    assert _texts(drop_running_lines(pages)[0]) == _texts(pages)
