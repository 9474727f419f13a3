"""A figure as a value of a series: of which province and stretch of time it tells, or why it is none."""

from __future__ import annotations

import enum
import re
from collections.abc import Collection as Group
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from corpus.records import DocType, Period
from nlp.dates import find_dates
from nlp.fold import fold, unaccent
from nlp.lexical import function_words
from nlp.places import provinces
from search_api.figures import FigureRecord
from search_api.question_words import Words, rows, split, texts

PLANNING = {DocType.PLAN, DocType.PROGRAM, DocType.RESOLUTION, DocType.DECISION}
PERSONS = {"người", "học viên", "đối tượng", "bệnh nhân", "trường hợp", "lao động"}  # counted heads
NEAR = 12  # syllables between a word of wanting and its number
YEAR_AT_LEAST, YEAR_AT_MOST = timedelta(days=350), timedelta(days=380)  # "từ 15/12/2020 đến 14/12/2021"

# "giảm 9 người so với năm 2021 (250 người)": the number in brackets is that year's
_BASE = re.compile(r"so\s+với\s+([^().;,]{0,40}\d{4})\s*\($", re.IGNORECASE)
_CLAUSE = re.compile(r"[;:]|\.\s|,\s+(?:trong đó|đạt)\b")  # "Ngành đặt chỉ tiêu 120 lớp; đã mở 95 lớp"


class LeftOut(enum.StrEnum):
    """Why a figure stands in no cell of a table of results."""

    CHANGE = "change"  # it states a change
    TARGET = "target"  # it is wanted, planned or foreseen
    PART = "part"  # of a total of the same place and indicator
    SMALLER_PLACE = "smaller_place"  # a district, a commune, several provinces
    NO_PLACE = "no_place"
    NO_YEAR = "no_year"  # no stated time, or a stretch over years
    OTHER_UNIT = "other_unit"
    OTHER_INDICATOR = "other_indicator"
    PART_OF_YEAR = "part_of_year"  # where the whole year is known


@dataclass(frozen=True)
class Stretch:
    """A stretch of one year; `whole` where it is all of it, or a count at its end."""

    year: int
    whole: bool
    first: date | None = None  # of a stretch that is not whole
    last: date | None = None

    def before(self) -> Stretch:
        """The same stretch of the year before."""
        return Stretch(self.year - 1, self.whole, _year_before(self.first), _year_before(self.last))


@dataclass(frozen=True)
class Observation:
    """A value of a series."""

    record: FigureRecord
    province: str  # under its name in the text's time
    stretch: Stretch

    @property
    def value(self) -> float:
        return self.record.figure.value


def observe(record: FigureRecord) -> Observation | LeftOut:
    """What a figure tells of a province in a year."""
    if record.figure.comparison is not None:
        return LeftOut.CHANGE
    province, stretch = province_of(record), stretch_of(_period(record))
    if isinstance(province, LeftOut):
        return province
    if stretch is None:
        return LeftOut.NO_YEAR
    return LeftOut.TARGET if is_wanted(record) else Observation(record, province, stretch)


def province_of(record: FigureRecord) -> str | LeftOut:
    """The province that a figure is about; one of a smaller place is no figure of the province."""
    place = record.figure.place
    if place in set(provinces()) or (place and place == record.province_current):
        return str(place)
    if place:
        return LeftOut.SMALLER_PLACE
    return record.province or LeftOut.NO_PLACE


def stretch_of(period: Period) -> Stretch | None:
    """The year of a period: whole, counted at its end, or a part of it; None over several years."""
    first, last = period.start, period.end
    if last is None:
        return None
    if first is None or first == last:
        return Stretch(last.year, True) if last.month == 12 else Stretch(last.year, False, last, last)
    if YEAR_AT_LEAST <= last - first <= YEAR_AT_MOST:
        return Stretch(last.year, True)
    return Stretch(last.year, False, first, last) if first.year == last.year else None


def _year_before(day: date | None) -> date | None:
    if day is None:
        return None
    return day.replace(year=day.year - 1, day=28 if (day.month, day.day) == (2, 29) else day.day)


def _period(record: FigureRecord) -> Period:
    """The stated period; of a base that stands in brackets behind a comparison, the time compared with."""
    before = record.quote[: max(0, record.figure.start - record.quote_start)]
    base = _BASE.search(before[-60:])
    found = find_dates(base[1]) if base else ()
    return Period(found[-1].text, found[-1].first, found[-1].last) if found else record.figure.period


def is_wanted(record: FigureRecord) -> bool:
    """A target, a plan or a forecast: the clause says so, or a planning document speaks of time to come."""
    clause = _CLAUSE.split(record.quote[: max(0, record.figure.start - record.quote_start)])[-1]
    words = Words(split(f"{clause} ", accented=True), accented=True)
    wanted = [span for span in words.find(_phrases("target")) if span[1] >= len(words.syllables) - NEAR]
    reached = words.find(_phrases("reached"))
    if wanted and not any(start >= wanted[-1][1] for start, _ in reached):
        return True
    heading = Words(split(" ".join(record.section[-2:]), accented=True), accented=True)
    planned = record.doc_type in PLANNING or heading.find(_phrases("wanted_heading"))
    period = _period(record)
    return _comes_after(period.start, record) or bool(planned and _comes_after(period.end, record))


def _comes_after(day: date | None, record: FigureRecord) -> bool:
    """The day lay ahead when the document appeared."""
    published = record.published
    return day is not None and published is not None and published < day.isoformat()[: len(published)]


def indicator_key(text: str, *, accented: bool = True) -> frozenset[str]:
    """The syllables of an indicator that say what is counted."""
    words = Words(split(fold(text), accented=True), accented=True)
    silent = {place for span in words.find(_phrases("neutral")) for place in range(*span)}
    said = (word for place, word in enumerate(words.syllables) if place not in silent)
    kept = frozenset(word for word in said if not word.isdecimal()) - function_words()
    return kept if accented else frozenset(map(unaccent, kept))


def counted_unit(unit: str) -> str:
    """Heads are heads, whatever they are called; `lượt người` are not heads."""
    return "người" if unit in PERSONS else unit


@cache
def _phrases(name: str) -> Group[str]:
    return tuple(text for row in rows("series", name) for text in texts(row, "phrases"))
