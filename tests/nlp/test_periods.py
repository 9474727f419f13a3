from __future__ import annotations

import pytest

from nlp.periods import PeriodKind, find_periods

PERIODS = [
    (
        "Tính đến cuối năm 2020, đã tiếp cận 120 hộ",
        "Tính đến cuối năm 2020",
        None,
        "2020-12-31",
        PeriodKind.UNTIL,
    ),
    (
        "Lũy kế đến hết ngày 30/6/2023 đã giải ngân",
        "Lũy kế đến hết ngày 30/6/2023",
        None,
        "2023-06-30",
        PeriodKind.UNTIL,
    ),
    (
        "Tính đến ngày 14/6/2024, trại đang nuôi 95 con",
        "Tính đến ngày 14/6/2024",
        "2024-06-14",
        "2024-06-14",
        PeriodKind.STOCK,
    ),
    (
        "Tại thời điểm 15/12/2020, có 43 em",
        "Tại thời điểm 15/12/2020",
        "2020-12-15",
        "2020-12-15",
        PeriodKind.STOCK,
    ),
    ("Từ năm 2016 đến nay", "Từ năm 2016 đến nay", "2016-01-01", None, PeriodKind.SINCE),
    ("Hiện nay, toàn tỉnh có", "Hiện nay", None, None, PeriodKind.NOW),
    ("6 tháng đầu năm 2024, thu 9 tỷ", "6 tháng đầu năm 2024", "2024-01-01", "2024-06-30", PeriodKind.SPAN),
    ("giảm so với năm trước", "năm trước", "2022-01-01", "2022-12-31", PeriodKind.RELATIVE),
    ("tăng so với cùng kỳ năm 2020", "cùng kỳ năm 2020", "2020-01-01", "2020-12-31", PeriodKind.RELATIVE),
]


@pytest.mark.parametrize(("text", "surface", "start", "end", "kind"), PERIODS)
def test_reads_a_period(
    text: str, surface: str, start: str | None, end: str | None, kind: PeriodKind
) -> None:
    (found,) = find_periods(text, published="2023-10-02")
    days = [day.isoformat() if day else None for day in (found.period.start, found.period.end)]
    assert (found.text, days, found.kind) == (surface, [start, end], kind)


def test_the_same_months_of_the_year_before() -> None:
    found = find_periods("Trong 9 tháng đầu năm 2023 có 12 vụ, giảm 3 vụ so với cùng kỳ năm trước.")[-1]
    assert str(found.period.start) == "2022-01-01"
    assert str(found.period.end) == "2022-09-30"


def test_the_same_months_said_twice_are_the_same() -> None:
    text = "6 tháng đầu năm 2023 mở 12 lớp, tăng 3 lớp so với cùng kỳ năm 2022; thêm 5 người so với cùng kỳ."
    found = [(str(one.period.start), str(one.period.end)) for one in find_periods(text)[1:]]
    assert found == [("2022-01-01", "2022-06-30")] * 2


@pytest.mark.parametrize("text", ["Hiện thời gian học là 8 giờ.", "Lớp học được thực hiện tại 5 xã."])
def test_now_is_a_word_of_its_own(text: str) -> None:
    assert find_periods(text) == ()
