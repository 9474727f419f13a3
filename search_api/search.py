"""Search: ranked passages for a question, with what is in them, where else to look, and how it was read."""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from corpus.errors import WrongUse
from corpus.index import AllOf, AnyOf, Collection, OneOf
from nlp.calendar_spans import year_of
from nlp.dates import find_dates
from nlp.lexical import highlight
from search_api.answer import Answer
from search_api.answer_figures import figure_answers
from search_api.asked_numbers import number_spellings
from search_api.evidence import Record, records_within
from search_api.filters import Selection
from search_api.fitness import in_province, is_headed
from search_api.paging import check_limit, page_of
from search_api.query import Kind, Question, like
from search_api.ranking import Candidate, Mode, rank
from search_api.retellings import without_retellings
from search_api.services import Services
from search_api.understanding import understand

PLACE_BOOST, YEAR_BOOST, PERIOD_BOOST, HEADING_BOOST, NUMBER_BOOST = 0.35, 0.1, 0.2, 0.4, 2.0
PERIODS_READ = 30  # of the best passages, whether they tell of the asked stretch of time itself
FIGURE_BOOSTS = (0.3, 0.2, 0.1)  # of the passages that hold the best figures
FACETS = ("province", "year", "doc_type", "issuer", "cited")
FACET_VALUES = 20


@dataclass(frozen=True)
class SearchHit:
    """One passage; every offset is into its document's text."""

    document_id: str
    title: str
    passage: str
    start: int
    end: int
    score: float
    highlights: tuple[tuple[int, int], ...]
    section: tuple[str, ...]
    page: int
    province: str | None
    published: str | None
    doc_type: str
    references: tuple[Record, ...]
    figures: tuple[Record, ...]
    passage_id: str  # for `similar`


@dataclass(frozen=True)
class FacetValue:
    value: str | int
    count: int  # of documents


@dataclass(frozen=True)
class SearchResult:
    """`total` counts the passages that can be paged through."""

    query: str
    total: int
    hits: tuple[SearchHit, ...]
    facets: Mapping[str, tuple[FacetValue, ...]]
    took_ms: float
    cursor: str | None
    reading: Question = field(repr=False)


def search(
    services: Services,
    q: str,
    *,
    mode: str = "hybrid",
    filters: Selection | None = None,
    limit: int = 10,
    cursor: str | None = None,
    ignore: Sequence[str] = (),
) -> SearchResult:
    """The passages that answer to a question, best first; `ignore` names what of its reading is not meant."""
    began, chosen = time.perf_counter(), filters or Selection()
    asked = json.dumps(
        [q, mode, dict(chosen.values), limit, cursor, list(ignore)], sort_keys=True, default=str
    )

    def make() -> SearchResult:
        return _searched(services, q, mode, chosen, limit, cursor, ignore)

    found: SearchResult = services.answers.get(asked, services.index.version(), make)
    return replace(found, took_ms=_milliseconds(began))


def _milliseconds(began: float) -> float:
    return round((time.perf_counter() - began) * 1000, 1)


def _searched(
    services: Services,
    q: str,
    mode: str,
    chosen: Selection,
    limit: int,
    cursor: str | None,
    ignore: Sequence[str],
) -> SearchResult:
    question, way = understand(services, q, ignore=ignore), read_mode(mode)
    figures = _asked_figures(services, question, chosen, way)
    found = find_passages(services, question, filters=chosen, mode=way, figures=figures)
    asked = {"q": question.text, "mode": mode, "ignore": list(ignore), **chosen.values}
    page, after = page_of(found, limit=check_limit(limit), cursor=cursor, question=asked)
    hits = _hits(services, page, question)
    return SearchResult(question.text, len(found), hits, _facets(found), 0.0, after, question)


def search_similar(
    services: Services,
    passage_id: str,
    *,
    filters: Selection | None = None,
    limit: int = 10,
    cursor: str | None = None,
) -> SearchResult:
    """The passages that are like one, by words and meaning; it and its copies are left out."""
    began = time.perf_counter()
    passage = services.index.get(Collection.PASSAGES, [passage_id]).get(passage_id)
    if passage is None:
        raise WrongUse(
            "similar", f"không có đoạn {passage_id[:80]!r}.", "Lấy passage_id của một kết quả tìm."
        )
    question, chosen = like(str(passage["text"])), filters or Selection()
    itself = Candidate(passage_id, 2.0, passage)
    ranked = rank(services, question, Collection.PASSAGES, where=chosen.where)
    found = without_retellings(_without_copies([itself, *(c for c in ranked if c.key != passage_id)]))[1:]
    asked = {"similar": passage_id, **chosen.values}
    page, after = page_of(found, limit=check_limit(limit), cursor=cursor, question=asked)
    hits, facets = _hits(services, page, question), _facets(found)
    return SearchResult("", len(found), hits, facets, _milliseconds(began), after, question)


def find_passages(
    services: Services,
    question: Question,
    *,
    filters: Selection,
    mode: Mode = Mode.HYBRID,
    figures: Sequence[Answer] = (),
) -> list[Candidate]:
    """By words, meaning, place and time; lifted are asked documents, and passages that hold `figures`."""
    found = rank(services, question, Collection.PASSAGES, where=filters.where, mode=mode)
    if numbers := _spellings(question):
        cites = AnyOf((OneOf("cited", numbers), OneOf("number", numbers)))
        named = AllOf((*filters.conditions, cites))
        found += rank(services, question, Collection.PASSAGES, where=named, mode=mode)
    best = {candidate.key: candidate for candidate in found}
    boosted = [
        replace(c, score=c.score + _boost(c, question, set(numbers)) + _figure_boost(c, figures))
        for c in best.values()
    ]
    ranked = _best_first(_of_period(_best_first(boosted), question))
    return without_retellings(_without_copies(ranked))


def _best_first(candidates: Iterable[Candidate]) -> list[Candidate]:
    return sorted(candidates, key=lambda candidate: (-candidate.score, candidate.key))


def _of_period(ranked: Sequence[Candidate], question: Question) -> Iterator[Candidate]:
    """Lifts passages that state the very days asked for, where a year alone does not tell them apart."""
    if question.period is None or question.period == year_of(question.period[0].year):
        yield from ranked
        return
    for candidate in ranked[:PERIODS_READ]:
        dates = find_dates(candidate.payload["text"], published=candidate.value("published"))
        stated = question.period in {(when.first, when.last) for when in dates}
        yield replace(candidate, score=candidate.score + PERIOD_BOOST) if stated else candidate
    yield from ranked[PERIODS_READ:]


def _asked_figures(services: Services, question: Question, filters: Selection, mode: Mode) -> list[Answer]:
    """Where a number is asked for, the passages that hold the best ones are looked for."""
    wanted = question.kind is Kind.FIGURE and mode is Mode.HYBRID
    return figure_answers(services, question, filters) if wanted else []


def _figure_boost(candidate: Candidate, figures: Sequence[Answer]) -> float:
    document, start, end = (candidate.value(name) for name in ("document_id", "start", "end"))
    inside = (f.document_id == document and start < f.end and f.start < end for f in figures)
    return max((boost for boost, holds in zip(FIGURE_BOOSTS, inside, strict=False) if holds), default=0.0)


def read_mode(text: str) -> Mode:
    try:
        return Mode(text)
    except ValueError as error:
        raise WrongUse(
            "mode", f"không có cách tìm {text!r}.", f"Chọn một trong: {', '.join(Mode)}."
        ) from error


def _spellings(question: Question) -> tuple[str, ...]:
    return tuple(spelling for number in question.numbers for spelling in number_spellings(number))


def _boost(candidate: Candidate, question: Question, numbers: set[str]) -> float:
    """The question's place and time lift what belongs to them; an exact number goes before everything."""
    year, boost = candidate.value("year"), 0.0
    if in_province(candidate.payload, question.provinces):
        boost += PLACE_BOOST
    if question.years and year is not None and question.years[0] <= year <= question.years[1] + 1:
        boost += YEAR_BOOST
    if is_headed(question, candidate.payload):
        boost += HEADING_BOOST
    if numbers & {*(candidate.value("cited") or ()), candidate.value("number")}:
        boost += NUMBER_BOOST
    return boost


def _without_copies(candidates: Sequence[Candidate]) -> list[Candidate]:
    """The same paragraph printed again, in one document or another, is shown once."""
    first = {candidate.value("words_digest"): candidate for candidate in reversed(candidates)}
    kept = {candidate.key for candidate in first.values()}
    return [candidate for candidate in candidates if candidate.key in kept]


def _hits(services: Services, page: Sequence[Candidate], question: Question) -> tuple[SearchHit, ...]:
    passages = [candidate.payload for candidate in page]
    references = records_within(services.index, Collection.REFERENCES, passages)
    figures = records_within(services.index, Collection.FIGURES, passages)
    return tuple(
        _hit(candidate, question, cited, counted)
        for candidate, cited, counted in zip(page, references, figures, strict=True)
    )


def _hit(
    candidate: Candidate, question: Question, references: tuple[Record, ...], figures: tuple[Record, ...]
) -> SearchHit:
    found = candidate.payload
    marks = highlight(found["text"], question.wording if question.accented else question.text)
    return SearchHit(
        document_id=found["document_id"],
        title=found["title"],
        passage=found["text"],
        start=found["start"],
        end=found["end"],
        score=round(candidate.score, 4),
        highlights=tuple((found["start"] + start, found["start"] + end) for start, end in marks),
        section=tuple(found["section"]),
        page=found["page"],
        province=found.get("province"),
        published=found.get("published"),
        doc_type=found["doc_type"],
        references=references,
        figures=figures,
        passage_id=candidate.key,
    )


def _facets(found: Sequence[Candidate]) -> dict[str, tuple[FacetValue, ...]]:
    """For each field the values of the found documents, most frequent first."""
    return {name: _facet(found, name) for name in FACETS}


def _facet(found: Sequence[Candidate], name: str) -> tuple[FacetValue, ...]:
    pairs = {(value, c.value("document_id")) for c in found for value in _values(c.value(name))}
    counts = Counter(value for value, _ in pairs)
    order = sorted(counts.items(), key=lambda item: (-item[1], str(item[0])))
    return tuple(FacetValue(value, count) for value, count in order[:FACET_VALUES])


def _values(value: Any) -> tuple[str | int, ...]:
    if value is None:
        return ()
    return tuple(value) if isinstance(value, list | tuple) else (value,)
