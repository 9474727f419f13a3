from __future__ import annotations

import pytest

from nlp.table_cells import read_cell

CELLS = [
    ("1.193", [(1193, "exact")]),
    ("1 234 567", [(1234567, "exact")]),
    ("384.1230", [(384.123, "exact")]),  # of a spreadsheet
    ("≥10,8", [(10.8, "at_least")]),
    ("-3,2%", [(-3.2, "exact")]),
    ("khoảng 40 người", [(40, "about")]),
    ("14/15", [(14, "exact")]),
    ("11 - 12", [(11, "at_least"), (12, "at_most")]),
    ("18,9 ÷ 60,5", [(18.9, "at_least"), (60.5, "at_most")]),
    ("3,5 tỷ đồng", [(3.5e9, "exact")]),
    ("6/2023", []),  # a month
    ("12/4/2020", []),
    ("-", []),
    ("x", []),
    ("1508/QĐ-UBND", []),
    ("Thuộc nhóm 3 nước dẫn đầu", []),
]


@pytest.mark.parametrize(("text", "expected"), CELLS)
def test_reads_cells_that_hold_a_number(text: str, expected: list[tuple[float, str]]) -> None:
    assert [(number.value, number.modifier.value) for number in read_cell(text)] == expected


def test_a_fraction_keeps_its_denominator_and_a_range_its_places() -> None:
    (fraction,) = read_cell("14/15 xã")
    assert (fraction.denominator, fraction.unit and fraction.unit.name) == (15, "xã")
    low, high = read_cell("40 - 45")
    assert ((low.start, low.end), (high.start, high.end)) == ((0, 2), (5, 7))
