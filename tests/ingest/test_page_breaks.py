from __future__ import annotations

from ingest.page_breaks import part
from ingest.raw import Line

HEAD = "CÔNG BÁO TỈNH/Số 12 + 13/Ngày 09-02-2021"


def _body(page: int, count: int = 15) -> list[str]:
    return [f"Câu thứ {n} của trang {page} kể lại việc dạy nghề ở một xã vùng cao." for n in range(count)]


def _kept(*lines: str) -> list[list[str]]:
    return [[line.text for line in page if line.text] for page in part([Line(text) for text in lines])[0]]


def test_a_number_and_its_head_part_pages() -> None:
    lines = [text for page in range(4) for text in ("Tạp chí Dạy nghề", str(page + 11), *_body(page))]
    assert _kept(*lines) == [_body(page) for page in range(4)]


def test_two_pages_with_a_head_are_enough() -> None:
    lines = ["94", HEAD, "", *_body(0), "", "", HEAD, "95", "", *_body(1)]
    assert _kept(*lines) == [_body(0), _body(1)]


def test_a_page_turned_sideways_repeats_its_number() -> None:
    lines = [text for n in range(31, 35) for text in ("", str(n), str(n), "", HEAD, str(n), *_body(n))]
    assert _kept(*lines) == [_body(n) for n in range(31, 35)]


def test_numbers_of_a_table_stay() -> None:
    # the number that follows a page's own is a cell of the table under it
    lines = [text for n in (6, 7, 8) for text in ("", str(n), HEAD, "", str(n + 1), *_body(n))]
    assert _kept(*lines) == [[str(n + 1), *_body(n)] for n in (6, 7, 8)]


def test_a_last_cell_that_equals_the_number_of_the_page_stays() -> None:
    bodies = {n: [*_body(n), "9"] if n == 8 else _body(n) for n in range(1, 13)}
    lines = [text for n, body in bodies.items() for text in ("", str(n), HEAD, "", *body)]
    assert _kept(*lines) == list(bodies.values())


def test_a_page_of_pictures_holds_nothing_between_two_heads() -> None:
    lines = [text for n in range(30, 40) for text in ("", str(n), HEAD, *(_body(n) if n % 2 else []))]
    assert _kept(*lines) == [_body(n) if n % 2 else [] for n in range(30, 40)]


def test_numbered_rows_part_nothing() -> None:
    # the last cell of each row is alike and the number of the next row follows it
    lines = [text for n in range(1, 30) for text in (str(n), f"Máy số hiệu {n}", "Theo quy chuẩn quốc gia")]
    assert len(_kept(*lines)) == 1


def test_numbered_items_part_nothing() -> None:
    assert len(_kept(*(f"{n}. Nội dung thứ {n}" for n in range(1, 40)))) == 1
