"""Reads the periods that figures are of: `tính đến cuối năm 2020`, `6 tháng đầu năm 2024`, `hiện nay`."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from corpus.records import DateMention, Period, Span
from nlp.calendar_spans import Days, months_of, shifted, year_of
from nlp.dates import find_dates
from nlp.page import Page, page_of
from nlp.patterns import BLANK, CLOSE, OPEN


class PeriodKind(StrEnum):
    SPAN = "span"  # in the year 2020
    STOCK = "stock"  # on a day
    UNTIL = "until"  # counted up to a day
    SINCE = "since"  # from a day on
    NOW = "now"  # "hiện nay": stated without a day
    RELATIVE = "relative"  # "năm trước", "cùng kỳ"


@dataclass(frozen=True, slots=True)
class StatedPeriod(Span):
    """A period as stated, from its lead word on."""

    period: Period
    kind: PeriodKind


# "Tính đến thời điểm ngày 14/6/2024", "tại thời điểm 15/12/2020": a stock on that day
_AT = re.compile(rf"{OPEN}(?:(?:tính|tại|đến|vào|ở){BLANK}){{1,2}}thời{BLANK}điểm{BLANK}$")
# "Tính đến cuối năm 2020", "lũy kế đến hết ngày 30/6/2023", "đến năm 2025"
_UNTIL = re.compile(
    rf"{OPEN}(?:(?:tính|lũy{BLANK}kế|luỹ{BLANK}kế|cộng{BLANK}dồn)(?:{BLANK}từ{BLANK}đầu{BLANK}năm)?{BLANK})?(?:cho{BLANK})?(?:đến|tới)(?:{BLANK}(?:hết|cuối|đầu))?{BLANK}$"
    rf"|{OPEN}(?:tính{BLANK})?hết{BLANK}$"
)
_SINCE = re.compile(rf"{OPEN}(?:từ|kể{BLANK}từ)(?:{BLANK}sau)?{BLANK}$")
_TO_NOW = re.compile(rf"{BLANK}(?:cho{BLANK})?(?:đến|tới){BLANK}nay{CLOSE}")
# "Từ đầu năm đến ngày 29/6/2022", "lũy kế từ đầu năm đến hết tháng 8/2022": since the first of January
_THIS_YEAR_TO = re.compile(
    rf"{OPEN}(?:từ{BLANK})?đầu{BLANK}năm{BLANK}(?:cho{BLANK})?(?:đến|tới)(?:{BLANK}hết)?{BLANK}$"
)
# "đang quản lý 120 người", "hiện có": what is there on the day, not what was counted up to it
_STANDING = re.compile(rf"{OPEN}(?:đang|hiện|còn|có{BLANK}\d)")
_DONE = re.compile(rf"{OPEN}(?:đã|được)")
# "hiện nay", "đến nay"; not "thực hiện tại xã", "hiện thời gian làm việc"
_NOW = re.compile(
    rf"{OPEN}(?<!thực )(?<!xuất )(?<!phát )(?<!thể )(?<!biểu )"
    rf"(?:hiện{BLANK}(?:nay|tại){CLOSE}|hiện{BLANK}thời{CLOSE}(?!{BLANK}(?:gian|hạn|điểm|kỳ|sự|giờ))|(?:tính{BLANK})?đến{BLANK}(?:thời{BLANK}điểm{BLANK})?(?:nay|hiện{BLANK}(?:nay|tại)){CLOSE})"
)
# "Từ đầu năm | đến nay": of the document's year
_SINCE_NEW_YEAR = re.compile(rf"{OPEN}từ{BLANK}đầu{BLANK}năm{BLANK}(?:cho{BLANK})?\Z")
_YEAR_RELATIVE = re.compile(
    rf"{OPEN}(?<!hai )(?<!ba )(?<!bốn )(?<!mấy )(?<!vài )(?<!nhiều )(?<!những )(?<!\d )"
    rf"năm{BLANK}(trước|ngoái|nay){CLOSE}"
)
# "Trong năm, tỉnh mở …", "cả năm", "năm qua": the year that the text speaks of; not "trong năm học"
_THIS_YEAR = re.compile(
    rf"{OPEN}(?:(?:trong|cả|suốt){BLANK}năm(?:{BLANK}qua)?|năm{BLANK}(?:vừa{BLANK})?qua){CLOSE}"
    rf"(?!{BLANK}(?:\d|học|tới|sau|trước|nay|này|đầu|cuối|tiếp|thứ|ngày|tháng|nhất|châu|tài))"
)
# "đạt 91% chỉ tiêu cả năm": a goal has its own time
_GOAL = re.compile(
    rf"(?:chỉ{BLANK}tiêu|kế{BLANK}hoạch|mục{BLANK}tiêu|dự{BLANK}toán|nghị{BLANK}quyết){BLANK}$"
)
# "so với năm 2021": not the year that is told of
_COMPARED = re.compile(rf"{OPEN}so(?:{BLANK}sánh)?{BLANK}(?:với|cùng){CLOSE}[^.;,\n]{{0,30}}$")
# "Kết quả năm 2022, phương hướng, nhiệm vụ năm 2023": the second year of a heading is that of its plans
_PLANNED = re.compile(
    r"\d{4}[^.;\n]{0,60}(?:nhiệm vụ|phương hướng|kế hoạch|mục tiêu|giải pháp)[^.;\n]{0,40}$"
)
# "cùng kỳ năm 2023", "cùng kỳ năm trước", "cùng kỳ"
_SAME = re.compile(rf"{OPEN}cùng{BLANK}kỳ(?:{BLANK}năm{BLANK}(?:(\d{{4}}){CLOSE}|trước|ngoái))?")
# "Tổng mức bán lẻ 9 tháng ước đạt", "lũy kế 9 tháng tăng 10%": the months told in the heading;
# "thời gian cai nghiện 6 tháng" is none
_SO_FAR = re.compile(
    rf"{OPEN}(?P<lead>(?:lũy{BLANK}kế|luỹ{BLANK}kế|cộng{BLANK}dồn|tính{BLANK}chung){BLANK}(?:cả{BLANK})?)?(?P<count>\d{{1,2}}){BLANK}tháng"
    rf"(?P<goes>{BLANK}(?:ước|đạt|tăng|giảm){CLOSE})?(?!{BLANK}(?:đầu|cuối|năm|của|qua|tới|trước|sau))"
)
_MOST_MONTHS = 11
REACH = 160


def find_periods(
    text: str, *, published: str | None = None, dates: Sequence[DateMention] | None = None
) -> tuple[StatedPeriod, ...]:
    """Every stated period, in order; where two overlap the longer one stays."""
    page = page_of(text)
    mentions = find_dates(text, published=published) if dates is None else dates
    dated = [_of_date(page, mention) for mention in mentions]
    dated = sorted([*dated, *_so_far(page, dated)], key=lambda period: period.end)
    relative = [
        *_now(page, published),
        *_years_before(page, published),
        *_this_year(page, dated, published),
        *_same(page, dated, published),
    ]
    kept: list[StatedPeriod] = []
    for period in sorted([*dated, *relative], key=lambda period: (period.start, -period.end)):
        if kept and period.start < kept[-1].end:
            if period.end - period.start > kept[-1].end - kept[-1].start:
                kept[-1] = period
        else:
            kept.append(period)
    return tuple(kept)


def _stated(
    page: Page, start: int, end: int, days: tuple[date | None, date | None], kind: PeriodKind
) -> StatedPeriod:
    text = page.text[start:end]
    return StatedPeriod(start, end, text, Period(text, *days), kind)


def _of_date(page: Page, mention: DateMention) -> StatedPeriod:
    """A date with its lead word: a stock, a count up to it, a count since it, or the stretch itself."""
    window = max(0, mention.start - 40)
    before = page.key[window : mention.start]
    at, until, since = (pattern.search(before) for pattern in (_AT, _UNTIL, _SINCE))
    if at:
        return _stated(page, window + at.start(), mention.end, (mention.last, mention.last), PeriodKind.STOCK)
    to_now = _TO_NOW.match(page.key, mention.end)
    if to_now:
        start = window + since.start() if since else mention.start
        return _stated(page, start, to_now.end(), (mention.first, None), PeriodKind.SINCE)
    this_year = _THIS_YEAR_TO.search(before)
    if this_year:
        days = (date(mention.last.year, 1, 1), mention.last)
        return _stated(page, window + this_year.start(), mention.end, days, PeriodKind.SPAN)
    if until:
        is_stock = mention.first == mention.last and _is_standing(page, mention)
        kind, first = (PeriodKind.STOCK, mention.last) if is_stock else (PeriodKind.UNTIL, None)
        return _stated(page, window + until.start(), mention.end, (first, mention.last), kind)
    return _stated(page, mention.start, mention.end, (mention.first, mention.last), PeriodKind.SPAN)


def _is_standing(page: Page, mention: DateMention) -> bool:
    """What follows a given day is there on it, rather than done by it; the end of a year counts up."""
    if page.key[mention.start : mention.end].startswith(("cuối", "đầu", "giữa", "năm", "tháng", "quý")):
        return False
    clause = re.split(r"[.;\n]", page.key[mention.end : mention.end + REACH], maxsplit=1)[0]
    standing, done = _STANDING.search(clause), _DONE.search(clause)
    return standing is not None and (done is None or standing.start() < done.start())


def _now(page: Page, published: str | None) -> Iterator[StatedPeriod]:
    for found in _NOW.finditer(page.key):
        window = max(0, found.start() - 24)
        since = _SINCE_NEW_YEAR.search(page.key, window, found.start()) if published else None
        if since and published:
            first = date(int(published[:4]), 1, 1)
            yield _stated(page, since.start(), found.end(), (first, None), PeriodKind.SINCE)
            continue
        yield _stated(page, found.start(), found.end(), (None, None), PeriodKind.NOW)


def _years_before(page: Page, published: str | None) -> Iterator[StatedPeriod]:
    """`năm trước`, `năm ngoái`, `năm nay`, from the document's own year."""
    if published is None:
        return
    for found in _YEAR_RELATIVE.finditer(page.key):
        year = int(published[:4]) - (found[1] != "nay")
        yield _stated(page, found.start(), found.end(), year_of(year), PeriodKind.RELATIVE)


def _this_year(page: Page, dated: list[StatedPeriod], published: str | None) -> Iterator[StatedPeriod]:
    """`trong năm`, `cả năm`: the year of the last stretch stated before, else the document's own."""
    own = [stated for stated in dated if not _is_of_another_year(page, stated)]
    for found in _THIS_YEAR.finditer(page.key):
        if _GOAL.search(page.key[max(0, found.start() - 24) : found.start()]):
            continue
        stretch = _stretch_before(own, found.start())
        year = stretch[1].year if stretch else int(published[:4]) if published else None
        if year is not None:
            yield _stated(page, found.start(), found.end(), year_of(year), PeriodKind.RELATIVE)


def _is_of_another_year(page: Page, stated: StatedPeriod) -> bool:
    before = page.key[max(0, stated.start - REACH) : stated.start]
    return _COMPARED.search(before[-40:]) is not None or _PLANNED.search(before) is not None


def _same(page: Page, dated: list[StatedPeriod], published: str | None) -> Iterator[StatedPeriod]:
    """`cùng kỳ`: the months of the stretch stated before it, in the year named or the year before."""
    same = list(_SAME.finditer(page.key))
    named = {found.end() for found in same}  # "năm 2022" of "cùng kỳ năm 2022" is no stretch of its own
    stretches = [stated for stated in dated if stated.end not in named]
    for found in same:
        days = _same_days(found, _stretch_before(stretches, found.start()), published)
        if days:
            yield _stated(page, found.start(), found.end(), days, PeriodKind.RELATIVE)


def _so_far(page: Page, dated: list[StatedPeriod]) -> Iterator[StatedPeriod]:
    """`9 tháng ước đạt`: of the year in which so many first months have been stated."""
    stated = {one.period.end: one.period for one in dated if _is_beginning(one)}
    for found in _SO_FAR.finditer(page.key):
        months = int(found["count"])
        if not (found["lead"] or found["goes"]) or not 1 < months <= _MOST_MONTHS:
            continue
        same = [period for end, period in stated.items() if end and end.month == months]
        if len(same) == 1:
            start, end = found.start(), found.end() - len(found["goes"] or "")
            days = same[0].start, same[0].end
            yield _stated(page, start, end, days, PeriodKind.SPAN)


def _is_beginning(stated: StatedPeriod) -> bool:
    """From the first of January on: `9 tháng đầu năm 2024`."""
    first, last = stated.period.start, stated.period.end
    return bool(first and last and (first.month, first.day) == (1, 1) and last.year == first.year)


def _stretch_before(dated: list[StatedPeriod], offset: int) -> Days | None:
    """The last stretch of less than a year, else the last whole one, that is stated before."""
    before = bisect_left(dated, offset, key=lambda stated: stated.end)
    for stated in reversed(dated[max(0, before - 6) : before]):
        first, last = stated.period.start, stated.period.end
        if first and last and stated.kind is PeriodKind.SPAN and first.year == last.year and first != last:
            return first, last
    return None


def _same_days(found: re.Match[str], stretch: Days | None, published: str | None) -> Days | None:
    if found[1]:
        return shifted(stretch, int(found[1])) if stretch else year_of(int(found[1]))
    if stretch:
        return shifted(stretch, stretch[1].year - 1)
    if published and len(published) >= 7:
        return months_of(int(published[:4]) - 1, 1, int(published[5:7]))
    return None
