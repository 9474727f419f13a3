from __future__ import annotations

import pytest

from nlp.table_blocks import find_tables

CASES = [
    # two rows of header over merged cells: the upper cell stands over each of its columns
    (
        "TT | Xã | Nam | Nữ\n| | Mới | Cũ | Mới | Cũ\n1 | Tả Van | 3 | 4 | 5 | 6\n2 | Bản Hồ | 1 | 2 | 3 | 4",
        [["TT"], ["Xã"], ["Nam", "Mới"], ["Nam", "Cũ"], ["Nữ", "Mới"], ["Nữ", "Cũ"]],
    ),
    # the empty cell over the labels is missing
    ("Năm 2021 | Năm 2022\nTả Van | 3 | 4\nBản Hồ | 1 | 2", [[], ["Năm 2021"], ["Năm 2022"]]),
    # a row that numbers the columns is no data
    ("STT | Xã | Số hộ\n(1) | (2) | (3)\n1 | Tả Van | 12\n2 | Bản Hồ | 9", [["STT"], ["Xã"], ["Số hộ"]]),
]


@pytest.mark.parametrize(("text", "columns"), CASES)
def test_reads_the_header_over_each_column(text: str, columns: list[list[str]]) -> None:
    (table,) = find_tables(text)
    assert [[cell.text for cell in column] for column in table.columns] == columns
    assert len(table.body) == 2


def test_takes_the_lines_above_as_caption() -> None:
    text = "Kết quả đạt khá.\nBảng 2. Số hộ nghèo\n(Đơn vị tính: hộ)\nXã | 2021\nTả Van | 12\nBản Hồ | 9"
    (table,) = find_tables(text)
    assert [line.text for line in table.caption] == ["(Đơn vị tính: hộ)", "Bảng 2. Số hộ nghèo"]


def test_a_new_header_begins_a_new_table() -> None:
    text = "Xã | Số hộ\nTả Van | 12\nBản Hồ | 9\nXóm | Số người\nNà Lạng | 40\nNà Hin | 31"
    assert [len(table.body) for table in find_tables(text)] == [2, 2]


def test_the_rest_of_a_cut_table_keeps_its_header() -> None:
    text = "Xã | Số hộ\nTả Van | 12\nBản Hồ | 9\nTrang này được in lại ở mặt sau.\nHầu Thào | 7\nLao Chải | 8"
    first, rest = find_tables(text)
    assert (rest.columns, rest.is_rest) == (first.columns, True)


@pytest.mark.parametrize(
    "text", ["", "Trang chủ | Tin tức | Liên hệ", "Có | Không\nMắt | Tai", "12 | 13", "|", " | \n | "]
)
def test_lines_with_bars_but_without_numbers_are_no_table(text: str) -> None:
    assert find_tables(text) == ()
