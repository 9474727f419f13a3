"""Finds dates and stretches of time: `ngày 9 tháng 9 năm 2010`, `quý III/2023`, `6 tháng đầu năm 2024`.

A day or month without its year takes the year of the document's own date, else that of the date before it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from corpus.records import DateMention, Span
from nlp.calendar_spans import Days, day_of, months_of, year_of
from nlp.page import Page, page_of
from nlp.patterns import BLANK, CLOSE, FOOTNOTE, GAP, RUN_ON, YEAR, late

Parts = dict[str, str | None]
Reading = Callable[[Parts, int | None], Days | None]

_SIGN = rf"{GAP}[/.-]{GAP}"
_START = r"(?<![\w/.,-])(?<!\d )"


def _starts(word: str, *, never: Sequence[str] = ()) -> str:
    """A word at the start of a time, behind none of `never`; asked behind the word, as a pattern that begins
    with a literal is looked for by leaps from one to the next."""
    return word + "".join(rf"(?<!{before}{word})" for before in (r"[\w/.,-]", r"\d ", *never))


_END = rf"{CLOSE}(?![/-]?\d|/|[.,]\d)"
_TO = rf"{GAP}(?:-|(?:cho{BLANK})?(?:đến|tới)(?:{BLANK}hết)?){GAP}"
_DAY_WORD = rf"(?:ngày{GAP})?"
_YEARLY = (
    rf"(?!{BLANK}năm{BLANK}\d)"
    rf"(?!{BLANK}(?:hàng|hằng|mỗi|của|các){BLANK}năm|{BLANK}năm{BLANK}(?:sau|trước|liền))"
)


def _full_day(n: int) -> str:
    """`ngày 03 tháng 4 năm 2020`, `03/4/2020`, `05 - 04 - 2021`."""
    return (
        rf"{_DAY_WORD}(?P<d{n}>\d{{1,2}})(?:{GAP}tháng{GAP}|{_SIGN})(?P<m{n}>\d{{1,2}})"
        rf"(?:,?{GAP}(?:năm|tháng){GAP}|{_SIGN})(?P<y{n}>{YEAR})"
    )


def _short_day(n: int) -> str:
    """`ngày 14/6`, `ngày 14 tháng 6`."""
    return rf"(?P<d{n}>\d{{1,2}})(?:{GAP}tháng{GAP}|[/.-])(?P<m{n}>\d{{1,2}})"


def _whole_days(parts: Parts, year: int | None) -> Days | None:
    """One day, or from one to another; a part that the first lacks is the last's."""
    last_year = int(parts.get("y2") or 0) or year
    last_month = parts.get("m2")
    if last_year is None or last_month is None:
        return None
    first_year = int(parts.get("y1") or last_year)
    first = day_of(first_year, int(parts.get("m1") or last_month), int(parts.get("d1") or parts["d2"] or 0))
    last = day_of(last_year, int(last_month), int(parts["d2"] or 0))
    return (first, last) if first and last and first <= last else None


def _months(parts: Parts, year: int | None) -> Days | None:
    last_year = int(parts.get("y2") or 0) or year
    last = int(parts["m2"] or 0)
    first = int(parts.get("m1") or last)
    if last_year is None or not (1 <= first <= 12 and 1 <= last <= 12):
        return None
    first_year = int(parts.get("y1") or last_year)
    days = months_of(first_year, first, first)[0], months_of(last_year, last, last)[1]
    return _edge(days, parts.get("edge")) if days[0] <= days[1] else None


def _edge(days: Days, edge: str | None) -> Days:
    """`đầu`, `giữa` and `cuối` are days: the first, the middle and the last."""
    first, last = days
    if edge == "giữa":
        middle = months_of(first.year, 6, 6)[1] if first.month != last.month else first.replace(day=15)
        return middle, middle
    return {"đầu": (first, first), "cuối": (last, last)}.get(edge or "", days)


_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}


def _quarter(word: str | None) -> int:
    return _ROMAN.get(word or "", 0) or int(word or 0)


def _quarters(parts: Parts, year: int | None) -> Days | None:
    year = int(parts.get("y2") or 0) or year
    last = _quarter(parts["q2"])
    first = _quarter(parts.get("q1")) or last
    return months_of(year, 3 * first - 2, 3 * last) if year and first <= last else None


_MONTHS_OF_QUARTERS = {"2": "6", "hai": "6", "3": "9", "ba": "9"}
_COUNTS = {"ba": 3, "sáu": 6, "chín": 9, "nửa": 6, "mười": 10}


def _first_months(parts: Parts, year: int | None) -> Days | None:
    """`6 tháng đầu năm 2024`, `9 tháng năm 2023`, `6 tháng cuối năm`."""
    year = int(parts.get("y2") or 0) or year
    word = parts["count"] or ""
    count = _COUNTS.get(word) or int(word)
    if year is None or not 1 <= count <= 12:
        return None
    return months_of(year, 13 - count, 12) if parts.get("edge") == "cuối" else months_of(year, 1, count)


def _years(parts: Parts, year: int | None) -> Days | None:  # noqa: ARG001 - one shape for all readings
    last = int(parts["y2"] or 0)
    first = int(parts.get("y1") or last)
    if not first <= last <= first + 60:
        return None
    return _edge((year_of(first)[0], year_of(last)[1]), parts.get("edge"))


def _between_edges(parts: Parts, year: int | None) -> Days | None:  # noqa: ARG001 - one shape for all
    """From one part of a year to a part of another."""
    first, last = (year_of(int(parts[name] or 0)) for name in ("y1", "y2"))
    days = _edge(first, parts.get("edge1"))[0], _edge(last, parts["edge2"])[1]
    return days if days[0] < days[1] else None


@dataclass(frozen=True, slots=True)
class Form:
    """One way to write a time, for folded text; `lead` names a group that is not part of it."""

    pattern: re.Pattern[str]
    read: Reading


def _form(pattern: str, read: Reading) -> Form:
    return Form(late(pattern), read)


_PERIOD_WORD = (
    rf"(?:(?:giai{BLANK}đoạn|nhiệm{BLANK}k[ỳì]|thời{BLANK}k[ỳì]|niên{BLANK}khóa|năm{BLANK}học|mùa"
    rf"|(?:(?:các|những){BLANK})?năm){BLANK})"
)
_MONTH_YEAR = rf"(?:{GAP}năm{GAP}|{GAP}[/-]{GAP}|{BLANK})"
_EDGE = rf"(?:(?P<edge>đầu|giữa|cuối){BLANK})?"
_GOES_ON = (
    rf"(?:có|lần{BLANK}lượt|đều|tăng|giảm|đã|được|tỉnh|toàn|cả|số|tỷ|thì|so|của|trên|tại|trong|cho|như|theo|với"
    rf"|không|chỉ|mỗi|mà|do|vẫn|còn|cũng|tương{BLANK}ứng){CLOSE}"
)
_EACH = ("mỗi ", "hàng ", "hằng ")
_NOT_EACH = "".join(f"(?<!{word})" for word in _EACH)
_NO_COUNT = rf"(?!{BLANK}(?:lần|người|buổi|triệu|nghìn|đồng|kg|ca|vụ|ngày|lượt|phiên|kỳ|cuộc|hộ|tuổi|%)|%)"

FORMS = (
    # "tháng 7/2010 - 12/2012"; "tháng 01 đến tháng 6 năm 2020"; "tháng 1-6/2020"
    _form(
        rf"{_starts('tháng')}{BLANK}(?P<m1>\d{{1,2}})(?:{_MONTH_YEAR}(?P<y1>{YEAR}))?{_TO}(?:tháng{BLANK})?(?P<m2>\d{{1,2}}){_MONTH_YEAR}(?P<y2>{YEAR}){_END}",
        _months,
    ),
    # "ngày 01 tháng 01 năm 2017 - ngày 30 tháng 6 năm 2020"; "từ 01/01/2017 đến hết ngày 30/6/2020"
    _form(rf"{_START}{_full_day(1)}{_TO}{_full_day(2)}{_END}", _whole_days),
    # "từ ngày 15/11 đến 15/12/2023"; "ngày 13-14/6/2024"; "13, 14 và 15/6/2024"
    _form(
        rf"{_START}{_DAY_WORD}(?P<d1>\d{{1,2}})(?:(?:{GAP}tháng{GAP}|[/.])(?P<m1>\d{{1,2}}))?"
        rf"(?:{GAP},{GAP}\d{{1,2}}){{0,5}}(?:{_TO}|{GAP}(?:và|,){GAP}){_full_day(2)}{_END}",
        _whole_days,
    ),
    _form(rf"{_START}{_full_day(2)}(?:{_END}|{RUN_ON})", _whole_days),
    _form(
        rf"{_START}{_DAY_WORD}(?P<d2>\d{{1,2}}){GAP}tháng{GAP}(?P<m2>\d{{1,2}}),?{GAP}năm{GAP}(?P<y2>{YEAR}){FOOTNOTE}",
        _whole_days,
    ),
    # "trong 2 ngày 13 và 14/6"; "từ ngày 10 đến ngày 15 tháng 6"
    _form(
        rf"(?<![\w/.,-])(?P<lead>(?:ngày|từ|sáng|chiều|tối|đêm|trong)(?:{BLANK}ngày)?{GAP})(?P<d1>\d{{1,2}})(?:(?:{GAP}tháng{GAP}|[/.])(?P<m1>\d{{1,2}}))?"
        rf"(?:{GAP},{GAP}\d{{1,2}}){{0,5}}(?:{_TO}|{GAP}(?:và|,){GAP}){_DAY_WORD}{_short_day(2)}{_END}{_YEARLY}",
        _whole_days,
    ),
    # "ngày 14/6", "sáng 14/6"
    _form(
        rf"(?<![\w/.,-])(?P<lead>(?:ngày|sáng|trưa|chiều|tối|đêm|hôm|khuya)(?:{BLANK}ngày)?{GAP}){_short_day(2)}{_END}{_YEARLY}",
        _whole_days,
    ),
    # "6 tháng đầu năm 2024", "9 tháng năm 2023", "sáu tháng cuối năm"
    _form(
        rf"{_START}(?P<count>\d{{1,2}}|ba|sáu|chín|mười){BLANK}tháng(?:{BLANK}(?P<edge>đầu|cuối)(?:{BLANK}của)?{BLANK}năm(?:{BLANK}(?P<y2>{YEAR}){_END})?"
        rf"|{BLANK}(?:của{BLANK})?năm{BLANK}(?P<y3>{YEAR}){_END})(?!{BLANK}(?:trước|ngoái|sau))",
        lambda parts, year: _first_months({**parts, "y2": parts["y2"] or parts["y3"]}, year),
    ),
    # "3 quý đầu năm 2022"
    _form(
        rf"{_START}(?P<count>[23]|hai|ba){BLANK}quý{BLANK}(?P<edge>đầu|cuối){BLANK}năm(?:{BLANK}(?P<y2>{YEAR}){_END})?",
        lambda parts, year: _first_months(
            {**parts, "count": _MONTHS_OF_QUARTERS[parts["count"] or ""]}, year
        ),
    ),
    # "nửa đầu năm 2023"
    _form(
        rf"(?P<count>{_starts('nửa')}){BLANK}(?P<edge>đầu|cuối){BLANK}năm(?:{BLANK}(?P<y2>{YEAR}){_END})?",
        _first_months,
    ),
    # "quý III/2023", "quý I năm 2022", "quý II đến quý IV năm 2021"
    _form(
        rf"{_starts('quý')}{BLANK}(?:(?P<q1>iv|i{{1,3}}|[1-4]){_TO}(?:quý{BLANK})?)?(?P<q2>iv|i{{1,3}}|[1-4]){CLOSE}"
        rf"(?:(?:{GAP}/{GAP}năm{GAP}|{GAP}năm{GAP}|{GAP}[/-]{GAP})(?P<y2>{YEAR}){_END})?",
        _quarters,
    ),
    # "tháng 4, 5, 6/2023", "tháng 5 và 6 năm 2023"
    _form(
        rf"{_starts('tháng')}{BLANK}(?P<m1>\d{{1,2}})(?:{GAP},{GAP}\d{{1,2}}){{0,9}}{GAP}(?:,|và){GAP}(?P<m2>\d{{1,2}}){_MONTH_YEAR}(?P<y2>{YEAR}){_END}",
        _months,
    ),
    # "T6/2023"
    _form(rf"{_starts('t')}(?P<m2>\d{{1,2}})/(?P<y2>{YEAR}){_END}", _months),
    # "tháng 7 năm 2020", "cuối tháng 6/2021"
    _form(
        rf"{_START}{_EDGE}tháng{BLANK}(?P<m2>\d{{1,2}}){_MONTH_YEAR}(?P<y2>{YEAR}){_END}(?!{BLANK}(?:người|đồng|lượt))",
        _months,
    ),
    # "giai đoạn 2018 - 2020", "năm 2016 đến năm 2020", "2021-2025"
    _form(
        rf"{_START}(?:{_PERIOD_WORD}(?:từ{BLANK})?)?(?:năm{BLANK})?(?P<y1>{YEAR}){_TO}(?:năm{BLANK})?(?P<y2>{YEAR}){_END}",
        _years,
    ),
    # "từ 2017 đến giữa năm 2020", "từ đầu năm 2021 đến cuối năm 2023"
    _form(
        rf"{_START}(?:(?P<edge1>đầu|giữa|cuối){BLANK})?(?:năm{BLANK})?(?P<y1>{YEAR}){_TO}"
        rf"(?P<edge2>đầu|giữa|cuối){BLANK}(?:năm{BLANK})?(?P<y2>{YEAR}){_END}",
        _between_edges,
    ),
    # "trong 3 năm 2020, 2021, 2022": the first one
    _form(
        rf"(?<=\d )năm{GAP}(?P<y2>{YEAR}){CLOSE}(?={GAP},{GAP}{YEAR}{CLOSE}|{BLANK}và{BLANK}{YEAR}{CLOSE})",
        _years,
    ),
    # "năm 2020", "cuối năm 2024"; "những năm 1990" are ten
    _form(rf"(?<!những ){_START}{_EDGE}năm{GAP}(?P<y2>{YEAR})(?:{_END}|{FOOTNOTE})", _years),
    # "các năm: 2019, 2020": the first one
    _form(rf"(?<!\w)(?P<lead>năm:{GAP})(?P<y2>{YEAR}){_END}", _years),
    # "các năm 2019, 2020 và 2021": the later ones
    _form(
        rf"(?<=\d)(?P<lead>,{GAP}|{BLANK}và{BLANK})(?P<y2>{YEAR}){_END}(?={GAP}(?:[,.;:)]|và{CLOSE}|$|\n|là{CLOSE}|đạt{CLOSE}))",
        _years,
    ),
    # "năm 2021 và 2022 có 5 xã", "năm 2021, 2022 đều tăng"; "năm 2021, 2000 người" counts people
    _form(
        rf"(?:(?<=19\d\d)|(?<=20\d\d))(?P<lead>,{GAP}|{BLANK}và{BLANK})(?P<y2>{YEAR}){_END}(?={BLANK}{_GOES_ON})",
        _years,
    ),
    # "năm 2019 (5 vụ), 2020 (6 vụ)"
    _form(rf"(?<=\))(?P<lead>,{GAP}|{BLANK}và{BLANK})(?P<y2>{YEAR}){_END}(?={BLANK}\()", _years),
    # "giảm từ 4,4% (2010) còn 2,6% (2011)"
    _form(rf"(?<=% \()(?P<y2>{YEAR})(?=\))", _years),
    # "tầm nhìn 2050", "đến 2030,", "so với 2015."
    _form(
        rf"{_START}(?P<lead>(?:đến|tầm{BLANK}nhìn|trước|định{BLANK}hướng|trong|so{BLANK}với|từ|vào|hồi){BLANK})(?P<y2>{YEAR}){_END}(?={GAP}(?:[,.;:)”\"]|$|\n|tầm{CLOSE}|và{CLOSE}))",
        _years,
    ),
    # "từ tháng 5 đến tháng 9": the year is the document's
    _form(
        rf"{_starts('tháng', never=_EACH)}{BLANK}(?P<m1>\d{{1,2}}){_TO}tháng{BLANK}(?P<m2>\d{{1,2}}){_END}"
        rf"(?!{_MONTH_YEAR}{YEAR}){_NO_COUNT}{_YEARLY}",
        _months,
    ),
    # "tháng 6", "cuối tháng 6": the year is the document's
    _form(
        rf"{_NOT_EACH}{_START}{_EDGE}tháng{BLANK}(?P<m2>\d{{1,2}}){_END}{_NO_COUNT}{_YEARLY}",
        _months,
    ),
)
_HINT = re.compile(r"\d|tháng|quý|nửa")  # one of them stands in each
_KEPT_LEAD = late(rf"(?<!\w)(ngày{GAP})$")


def find_dates(
    text: str, *, published: str | None = None, taken: Sequence[Span] = ()
) -> tuple[DateMention, ...]:
    """Every time that the calendar can place, in order; spans in `taken` hold none."""
    page = page_of(text)
    if not _HINT.search(page.key):
        return ()
    mask = bytearray(len(text))
    for span in taken:
        mask[span.start : span.end] = b"\x01" * (span.end - span.start)
    found = sorted(_found(page, mask), key=lambda item: item[0])
    return tuple(_dated(page, found, int(published[:4]) if published else None))


def _found(page: Page, mask: bytearray) -> Iterator[tuple[int, int, Parts, Reading]]:
    """Each form in turn, over what the forms before it have left."""
    for form in FORMS:
        for match in form.pattern.finditer(page.key):
            start, end = _without_lead(match), match.end()
            if mask.find(1, start, end) < 0:
                mask[start:end] = b"\x01" * (end - start)
                yield start, end, match.groupdict(), form.read


def _without_lead(match: re.Match[str]) -> int:
    """The start of the time itself: `từ` stays outside, `ngày` does not."""
    lead = match.groupdict().get("lead")
    if lead is None:
        return match.start()
    kept = _KEPT_LEAD.search(lead)
    return match.start() + (kept.start(1) if kept else len(lead))


# "so với cùng kỳ năm 2017", "Quyết định 23/2017/QĐ-UBND ngày 15/9/2017": not the time that is told of
_ASIDE = late(
    rf"so{BLANK}với[^.;,\n]{{0,30}}$"
    rf"|gấp{BLANK}(?:đôi|rưỡi|[\d,.]{{1,4}}{BLANK}lần){BLANK}$"
    rf"|cùng{BLANK}(?:kỳ|thời{BLANK}điểm)[^.;,\n]{{0,12}}$"
    rf"|\d[-/][a-zđ\d/-]{{2,30}}[^.;\n]{{0,60}}$"
)


def _dated(
    page: Page, found: list[tuple[int, int, Parts, Reading]], year: int | None
) -> Iterator[DateMention]:
    """The mentions with their days; without a year they take the document's or the last one told."""
    latest: date | None = None
    for start, end, parts, read in found:
        days = read(parts, year or (latest.year if latest else None))
        if days:
            has_year = any(parts.get(name) for name in ("y1", "y2", "y3"))
            if has_year and not _ASIDE.search(page.key[max(0, start - 80) : start]):
                latest = days[1]
            yield DateMention(start, end, page.text[start:end], *days)
