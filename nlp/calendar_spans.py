"""First and last days of months, quarters and years."""

from __future__ import annotations

import calendar
from datetime import date

Days = tuple[date, date]


def day_of(year: int, month: int, day: int) -> date | None:
    """The day, or None where the calendar has none: 31/02."""
    if not (1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]):
        return None
    return date(year, month, day)


def months_of(year: int, first: int, last: int) -> Days:
    """From the first day of one month to the last of another."""
    return date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1])


def year_of(year: int) -> Days:
    return date(year, 1, 1), date(year, 12, 31)


def shifted(days: Days, year: int) -> Days:
    """The same months and days in the year in which they then end."""
    first, last = days
    back = last.year - year
    return _moved(first, back), _moved(last, back)


def _moved(day: date, back: int) -> date:
    """Years earlier; the last of February stays the last."""
    year = day.year - back
    final = calendar.monthrange(year, day.month)[1]
    is_final = day.day == calendar.monthrange(day.year, day.month)[1]
    return day.replace(year=year, day=final if is_final else min(day.day, final))
