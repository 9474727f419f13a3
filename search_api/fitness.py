"""Whether a record is of the place and the time that a question names: another's number is no answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache, lru_cache
from typing import Any

from corpus.index import Payload
from nlp.places import current_province, find_provinces, provinces
from search_api.comparing import names
from search_api.coverage import features
from search_api.query import Question
from search_api.question_words import kin

SAME, INSIDE, UP_TO, AROUND, PUBLISHED, NAMED = 1.0, 0.9, 0.95, 0.7, 0.6, 0.85


def in_province(payload: Payload, provinces: Iterable[str]) -> bool:
    """The document's province is one of these, under its name of then or of today."""
    names = set(provinces)
    return payload.get("province") in names or payload.get("province_current") in names


def fits_place(question: Question, payload: Payload, *texts: str, place: str | None = None) -> bool:
    """The record is about one of the question's provinces, under its name of then or of today."""
    if not question.provinces:
        return True
    own = _provinces_in(place) if place else frozenset()
    if own:
        return any(own & _with_merged(name) for name in question.provinces)
    return in_province(payload, question.provinces) or any(
        names(text, name) for text in texts for name in question.provinces
    )


@lru_cache(maxsize=4096)
def _provinces_in(place: str) -> frozenset[str]:
    return frozenset(found.canonical for found in find_provinces(place))


@cache
def _with_merged(name: str) -> frozenset[str]:
    """A province and those that were merged into it."""
    return frozenset({name, *(old for old in provinces() if current_province(old) == name)})


def period_fit(question: Question, period: Mapping[str, Any], payload: Payload, *texts: str) -> float:
    """How well a figure's period meets the asked one: 1 the same, 0 another time."""
    if question.period is None or question.years is None:
        return 1.0
    first, last = question.period
    start, end = _day(period.get("start")), _day(period.get("end"))
    if end is not None and start is None:
        return _up_to(end, first, last)
    if start is None or end is None:
        return year_fit(question, payload, *texts)
    if (start, end) == (first, last):
        return SAME
    if start > last or end < first:
        return 0.0
    return INSIDE if first <= start and end <= last else AROUND


def _up_to(end: date, first: date, last: date) -> float:
    """Of a count up to a day: that day is asked for, or the stretch that it lies in."""
    if end == last or first <= end <= last:
        return UP_TO
    return AROUND if end.year == last.year else 0.0


def is_headed(question: Question, payload: Payload) -> bool:
    """The passage stands under a heading for the side of the subject that is asked for."""
    sides = kin(question.listed) if question.listed else ()
    return any(names(heading, side) for heading in payload["section"] for side in sides)


def year_fit(question: Question, payload: Payload, *texts: str) -> float:
    """Of a text without a stated period: it names the years, or was published in them or the year after."""
    if question.years is None:
        return 1.0
    held = frozenset[str]().union(*(features(text, accented=False) for text in texts))
    if all(str(year) in held for year in question.years):
        return NAMED
    year = payload.get("year")
    near = year is not None and question.years[0] <= year <= question.years[1] + 1
    return PUBLISHED if near else 0.0


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
