from __future__ import annotations

import pytest

from ingest.cut_cells import find_cut_cells
from ingest.raw import Line
from ingest.wraps import Printed

ROWS = [
    # the amount of a row stands after the cell that the next page goes on with
    (
        ["Người học nghề ở xã vùng cao", "và người thuộc hộ", "350.000"],
        "nghèo theo danh sách",
        {1},
        ["350.000"],
    ),
    # a number is enough where no head shows that it is a table
    (["Người học nghề ở xã vùng cao và hộ", "350.000"], "nghèo theo danh sách", set(), ["350.000"]),
    # a number with its unit may be the end of a line of prose
    (["Lớp học nghề kéo dài trong", "3 tháng"], "kể từ ngày khai giảng", set(), []),
    (["Lớp học nghề kéo dài", "3 tháng"], "kể từ ngày khai giảng", {1}, ["3 tháng"]),
    # the cell is whole
    (["Người học nghề ở xã vùng cao.", "350.000"], "người dạy nghề", {1}, []),
    # the next row begins
    (["Người học nghề ở xã vùng cao", "350.000"], "2", {1}, []),
    (["Người học nghề ở xã vùng cao", "350.000"], "a) Người dạy nghề", {1}, []),
]


def _lines(first: list[str], second: list[str]) -> list[Printed]:
    return [Printed(Line(text), 0) for text in first] + [Printed(Line(text), 1) for text in second]


@pytest.mark.parametrize(("page", "following", "tables", "beside"), ROWS)
def test_finds_the_values_beside_a_cut_cell(
    page: list[str], following: str, tables: set[int], beside: list[str]
) -> None:
    lines = _lines(page, [following])
    found = find_cut_cells(range(len(lines)), lines, tables)
    assert [lines[at].text for cells in found for at in cells] == beside


ELSEWHERE = "Tổng đài tư vấn việc làm dùng trí tuệ nhân tạo từ năm nay"


@pytest.mark.parametrize(("tables", "count"), [({1}, 3), (set[int](), 0)])
def test_the_words_of_the_text_tell_which_cell_was_cut(tables: set[int], count: int) -> None:
    row = ["7", "Xây dựng phần mềm có trí tuệ", "Sở Nội vụ", "Các huyện", "Thường xuyên"]
    lines = _lines([ELSEWHERE, *row], ["nhân tạo để tra cứu"])
    found = find_cut_cells(range(len(lines)), lines, tables)
    assert [lines[at].text for cells in found for at in cells] == row[len(row) - count :]


def test_both_cells_of_a_row_that_the_page_cut_are_found() -> None:
    text = ["Máy tra cứu dùng trí tuệ nhân tạo", "Người học nghề được cấp thẻ khi bắt đầu khóa"]
    row = ["7", "Xây dựng phần mềm có trí tuệ", "Sở Nội vụ cấp thẻ khi bắt"]
    rest = ["nhân tạo", "đầu khóa", "8"]
    lines = _lines([*text, *row], rest)
    found = find_cut_cells(range(len(lines)), lines, {1})
    assert [lines[at].text for cells in found for at in cells] == [row[2], "đầu khóa"]
