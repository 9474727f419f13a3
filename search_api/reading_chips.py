"""How a question was read, as chips: each says what was understood, and taking it away is a link."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from search_api.filters import Value
from search_api.page_words import PageWords
from search_api.query import Question
from search_api.understanding import written_years


@dataclass(frozen=True)
class Chip:
    """`changes` are the parameters that take it away, or of one that was taken away, bring it back."""

    name: str  # what it is about, in the reader's language
    text: str
    changes: Mapping[str, Any]
    ignored: bool = False


def chips(
    t: PageWords, question: Question | None, filters: Mapping[str, Value], ignore: Sequence[str]
) -> list[Chip]:
    """The filters that were set, then what was read out of the question, then what of it was taken away."""
    read = _read(t, question, filters, ignore) if question else ()
    return [*_filters(t, filters), *read, *_taken_away(t, ignore)]


def _filters(t: PageWords, filters: Mapping[str, Value]) -> Iterator[Chip]:
    for name, value in filters.items():
        text = t.get("doc_type", str(value)) if name in ("doc_type", "type") else str(value)
        yield Chip(t(f"filter.{name}"), text, {name: None})


def _read(
    t: PageWords, question: Question, filters: Mapping[str, Value], ignore: Sequence[str]
) -> Iterator[Chip]:
    for name, value, text in _readings(t, question):
        if name not in filters:
            yield Chip(t(f"filter.{name}"), text, {"ignore": [*ignore, value]})


def _readings(t: PageWords, question: Question) -> Iterator[tuple[str, str, str]]:
    """Name, value and text of each thing that was understood."""
    for province in question.provinces:
        yield "province", province, province
    if question.years:
        years = written_years(question.years)
        yield "year", years, years.replace("-", "–")
    if question.doc_type:
        yield "doc_type", question.doc_type.value, t.get("doc_type", question.doc_type.value)
    for number in question.numbers:
        yield "number", number, number


def _taken_away(t: PageWords, ignore: Sequence[str]) -> Iterator[Chip]:
    for value in ignore:
        rest = [other for other in ignore if other != value]
        yield Chip(t("search.ignored"), t.get("doc_type", value), {"ignore": rest or None}, ignored=True)
