"""Figure records: every number that meets the filters, with its sentence, page and document."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from corpus.index import Collection, Payload, scan_all
from corpus.records import Figure, from_json
from search_api.filters import Selection
from search_api.meaning import all_meant
from search_api.paging import check_limit, page_of, read_cursor, write_cursor
from search_api.query import Question
from search_api.services import Services
from search_api.understanding import understand

MAX_LIMIT = 1_000
MEANS_IT = 0.7  # share of the asked indicator's words that a figure's own words must hold


@dataclass(frozen=True)
class FigureRecord:
    """A figure with where it comes from; `holds` is false where one of its checks fails."""

    figure: Figure
    document_id: str
    title: str
    doc_type: str
    province: str | None
    province_current: str | None
    published: str | None
    source: str
    quote: str
    quote_start: int
    quote_end: int
    page: int
    holds: bool | None
    section: tuple[str, ...] = ()


@dataclass(frozen=True)
class FigurePage:
    total: int
    figures: tuple[FigureRecord, ...]
    cursor: str | None


def list_figures(
    services: Services, q: str | None, *, filters: Selection, limit: int = 100, cursor: str | None = None
) -> FigurePage:
    """One page of the figures, in the order of the library, or best first for an indicator."""
    check_limit(limit, most=MAX_LIMIT)
    asked = {"figures": q, **filters.values}
    if q:
        found = _meant(services, understand(services, q), filters)
        page, after = page_of(found, limit=limit, cursor=cursor, question=asked)
        return FigurePage(len(found), tuple(page), after)
    place = read_cursor(cursor, asked, str) if cursor else None
    hits, next_place = services.index.scan(Collection.FIGURES, filters.where, limit=limit, after=place)
    total = services.index.count(Collection.FIGURES, filters.where)
    after = write_cursor(next_place, asked) if next_place is not None else None
    return FigurePage(total, tuple(record_of(hit.payload) for hit in hits), after)


def all_figures(services: Services, q: str | None, *, filters: Selection) -> Iterator[FigureRecord]:
    """Every figure that meets the filters: exports are never cut."""
    if q:
        yield from _meant(services, understand(services, q), filters)
    else:
        yield from (
            record_of(hit.payload) for hit in scan_all(services.index, Collection.FIGURES, filters.where)
        )


def record_of(payload: Payload) -> FigureRecord:
    """The record that an index point carries."""
    return FigureRecord(
        figure=from_json(Figure, dict(payload["figure"])),
        document_id=payload["document_id"],
        title=payload["title"],
        doc_type=payload["doc_type"],
        province=payload.get("province"),
        province_current=payload.get("province_current"),
        published=payload.get("published"),
        source=payload["source"],
        quote=payload["quote"],
        quote_start=payload["quote_start"],
        quote_end=payload["quote_end"],
        page=payload["page"],
        holds=payload.get("holds"),
        section=tuple(payload.get("section") or ()),
    )


def _meant(services: Services, question: Question, filters: Selection) -> list[FigureRecord]:
    """The figures whose own words say what is asked, best first."""
    found = all_meant(
        services, question, Collection.FIGURES, where=filters.where, words=spoken, share=MEANS_IT
    )
    return [record_of(candidate.payload) for candidate in found]


def spoken(payload: Payload) -> str:
    """The words of a figure itself: what is counted, in what, and where."""
    figure: dict[str, Any] = payload["figure"]
    return " \n".join(
        str(figure[name]) for name in ("indicator", "unit", "text", "place") if figure.get(name)
    )
