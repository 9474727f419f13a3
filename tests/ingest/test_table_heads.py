from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.raw import Kind, Line
from ingest.table_heads import drop_repeated_heads

HEAD = ["STT", "Tên lớp nghề", "Số học", "viên"]
PROSE = "Các lớp dạy nghề được mở theo nhu cầu của từng xã và danh mục nêu dưới đây."


def _kept(*pages: list[str]) -> list[list[str]]:
    found = drop_repeated_heads([[Line(text) for text in page] for page in pages])
    return [[line.text for line in page] for page in found.pages]


def test_a_head_stands_once() -> None:
    pages = (["Phụ lục", PROSE, *HEAD, "1", "May"], [*HEAD, "2", "Hàn"], ["", *HEAD, "3", "Mộc"])
    assert _kept(*pages) == [list(pages[0]), ["2", "Hàn"], ["", "3", "Mộc"]]


def test_tells_on_which_pages_a_table_goes_on() -> None:
    pages = [[PROSE, *HEAD, "1", "May"], [*HEAD, "2", "Hàn"], [PROSE]]
    found = drop_repeated_heads([[Line(text) for text in page] for page in pages])
    assert found.tables == {1}
    assert found.dropped == [(text, "table head") for text in HEAD]


def test_columns_may_be_wrapped_otherwise() -> None:
    assert _kept([PROSE, *HEAD, "1", "May"], ["STT Tên lớp nghề", "Số", "học viên", "2", "Hàn"])[1] == [
        "2",
        "Hàn",
    ]


def test_numbers_of_columns_belong_to_the_head() -> None:
    numbered = [*HEAD, "(1)", "(2)", "(3)"]
    assert _kept([PROSE, *numbered, "1", "May"], [*numbered, "2", "Hàn"])[1] == ["2", "Hàn"]


def test_a_first_row_that_comes_back_is_no_head() -> None:
    # both pages happen to begin with the same material; the third shows how far the head goes
    pages = ([PROSE, *HEAD, "Bút", "5"], [*HEAD, "Bút", "7"], [*HEAD, "Vở", "2"])
    assert _kept(*pages)[1:] == [["Bút", "7"], ["Vở", "2"]]


def test_notes_drawn_before_the_table_stand_after_it() -> None:
    note = "1 Số liệu do trung tâm dạy nghề cung cấp."
    pages = ([PROSE, *HEAD, "1", "May"], [*HEAD, "2", "Hàn"], [note, *HEAD, "3", "Mộc"])
    assert _kept(*pages)[2] == ["3", "Mộc", note]


def test_rows_are_compared_too() -> None:
    head, *rows = (Line(text, Kind.ROW) for text in ("TT | Nghề | Số lớp", "1 | May | 4", "2 | Hàn | 3"))
    found = drop_repeated_heads([[Line(PROSE), head, rows[0]], [head, rows[1]]])
    assert found.pages[1] == [rows[1]]


KEPT = [
    # the masthead of each form
    ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "ĐƠN ĐĂNG KÝ HỌC NGHỀ"],
    # the office over each of its forms
    ["SỞ NỘI VỤ TUYÊN QUANG", "TRUNG TÂM DỊCH VỤ VIỆC LÀM", "PHIẾU HẸN"],
    # items and sentences
    ["a) Người học nghề", "b) Người dạy nghề", "c) Đơn vị mở lớp"],
    ["Người học được hỗ trợ tiền ăn.", "Người dạy được hỗ trợ tiền tàu xe.", "Mức hỗ trợ do tỉnh quy định."],
    # blanks of a form
    ["Họ và tên học viên: ..........", "Nghề đăng ký: ..........", "Địa chỉ: .........."],
    # values
    ["12", "1.500.000", "9%"],
    # what stands in the middle of a table
    ["Bút bi", "Vở viết"],
]


@pytest.mark.parametrize("repeated", KEPT)
def test_what_is_no_head_stays(repeated: list[str]) -> None:
    pages = (["Mẫu số 01", *repeated, "Nội dung một"], [*repeated, "Nội dung hai"])
    assert _kept(*pages) == [list(page) for page in pages]


@given(st.lists(st.lists(st.sampled_from([*HEAD, "1", "2", "May", "", "Hàn"]), max_size=12), max_size=6))
def test_only_lines_that_an_earlier_page_holds_go(pages: list[list[str]]) -> None:
    found = drop_repeated_heads([[Line(text) for text in page] for page in pages])
    kept = [line.text for page in found.pages for line in page]
    assert sorted(kept + [text for text, _ in found.dropped]) == sorted(
        text for page in pages for text in page
    )
    letters = "".join(text for page in pages[:-1] for text in page).replace(" ", "").lower()
    assert all(text.replace(" ", "").lower() in letters for text, _ in found.dropped)
