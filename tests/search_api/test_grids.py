"""Tables inside a plain text: which lines are rows, their cells, and which row names the columns."""

from __future__ import annotations

import pytest

from search_api.grids import cells, grouped, head_of, is_value, names_columns


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("Đắk Lắk | 364 | 398", ["Đắk Lắk", "364", "398"]),
        ("| 364 |", ["", "364", ""]),
        ("Sơn La | | 415", ["Sơn La", "", "415"]),  # a cell without a value
        ("Sơn La |  | 415", ["Sơn La", "", "415"]),
        ("tỷ lệ a|b không phải bảng", ["tỷ lệ a|b không phải bảng"]),  # a bar without blanks
        ("", [""]),
    ],
)
def test_cells(line: str, found: list[str]) -> None:
    text = f"Trên.\n{line}\nDưới."
    assert [text[start:end] for start, end in cells(text, 6, 6 + len(line))] == found


def test_only_neighbouring_rows_are_a_table() -> None:
    lines = ["Tin | Bài", "Mở đầu", "Tỉnh | 2020", "Hòa Bình | 4", "Hết"]
    found = list(grouped(lines, lambda line: len(cells(line, 0, len(line)))))
    assert found == [
        (False, ["Tin | Bài"]),
        (False, ["Mở đầu"]),
        (True, ["Tỉnh | 2020", "Hòa Bình | 4"]),
        (False, ["Hết"]),
    ]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (["Tỉnh", "Năm 2019", "Năm 2020"], True),
        (["Chỉ tiêu (%)", "2022", "2023"], True),  # years
        (["Đắk Lắk", "364", "398"], False),
        (["Sơn La", "1.382", "-"], False),
    ],
)
def test_a_row_without_values_names_the_columns(row: list[str], *, expected: bool) -> None:
    assert names_columns(row) is expected


@pytest.mark.parametrize("cell", ["1.382", "12,5 %", "−17", "-", "–", "+3,6%"])
def test_values(cell: str) -> None:
    assert is_value(cell)


@pytest.mark.parametrize("cell", ["", "Năm 2020", "17 người", "116/2021/NĐ-CP"])
def test_no_values(cell: str) -> None:
    assert not is_value(cell)


TABLE = "Bảng 1\nTỉnh | 2020\nHòa Bình | 4\nSơn La | 7\nHết bảng"


@pytest.mark.parametrize(("word", "head"), [("Sơn", "Tỉnh | 2020"), ("Tỉnh", None), ("Hết", None)])
def test_the_head_over_a_row(word: str, head: str | None) -> None:
    found = head_of(TABLE, TABLE.index(word))
    assert (TABLE[slice(*found)] if found else None) == head
