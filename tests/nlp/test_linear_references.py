"""Hostile input, doubled three times: the time of each doubling stays near twice the one before."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest

from nlp.dates import find_dates
from nlp.periods import find_periods
from nlp.references import find_references
from nlp.relations import find_relations

SIZE = 4_000
GROWTH = 3.2  # a doubling that costs four times as much is quadratic
ENOUGH = 0.02  # seconds: below it the clock says nothing

UNITS = [
    "Điều 1, ",
    "khoản 2 Điều 5 ",
    "Nghị định số ",
    "Luật ",
    "Luật Phòng, ",
    "94/2010/NĐ-CP ",
    "Nghị định số 94/2010/NĐ-CP, ",
    "Nghị định 94, 95, ",
    "của Ban Chỉ đạo ",
    "Kế hoạch thực hiện Kế hoạch ",
    "Thông tư này thay thế Thông tư số 1/2010/TT-BYT và ",
    "Căn cứ Luật Đất đai;\n",
    "được sửa đổi bởi ",
    "hết hiệu lực ",
    "ngày 1 tháng 1 đến ",
    "13, 14, ",
    "1/1 ",
    "tháng 1 - ",
    "năm 2010 - ",
    "tính đến ",
    "cùng kỳ ",
    " ",
    "\n",
    "a",
    "A",
    "- ",
    "NĐ-",
    " - B",
    "(",
    "1.",
    "“",
    "\n“a ",
    "” ",
    'x" ',
    "Nghị định này thay thế ",
    "\nThực hiện Kế hoạch số 12/KH-UBND ",
    "\nCăn cứ Luật số 1/2020/QH14 được sửa đổi bởi Luật số 2/2021/QH15, ",
    "bởi:\nThông tư số 1/2020/TT-BYT;\n",
    "UBND tỉnh ban hành Quyết định số 1/QĐ-UBND ",
    "tháng 4, ",
    "3 quý đầu năm ",
    "🙂",
]


def seconds(text: str) -> float:
    best = float("inf")
    for _ in range(2):
        start = time.process_time()
        references = find_references(text)
        find_relations(text, references)
        find_periods(text, dates=find_dates(text, published="2020-01-01"), published="2020-01-01")
        best = min(best, time.process_time() - start)
    return best


@pytest.mark.parametrize("unit", UNITS)
def test_time_grows_with_the_text(unit: str) -> None:
    seconds("Nghị định số 94/2010/NĐ-CP")  # compiles the tables
    times = [seconds(unit * (SIZE * 2**step // len(unit))) for step in range(4)]
    growths = [later / max(earlier, ENOUGH) for earlier, later in pairwise(times)]
    assert min(growths[1:]) < GROWTH, times
