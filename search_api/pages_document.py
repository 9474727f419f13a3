"""A document: its text with everything that was found in it, its outline, and its original beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response

from corpus.records import Entry, Extraction, Reference
from nlp.segment import paragraphs
from search_api.documents import is_readable
from search_api.figure_card import card_of, failed_checks, figure_at
from search_api.markup import KINDS, part_of, part_starts
from search_api.originals import SHOWN
from search_api.page_frame import language_of, page
from search_api.page_parameters import DocumentPage
from search_api.page_words import page_words
from search_api.services import Services

MOST_HEADINGS = 400  # of an outline that one page lists


@dataclass(frozen=True)
class Heading:
    """A line of the outline; `index` names its place in the text, on the page of `part`."""

    index: int
    title: str
    depth: int
    part: int


@dataclass(frozen=True)
class Stretch:
    """What a link points to, as it is quoted."""

    start: int
    end: int
    text: str
    page: int


def add_document_page(router: APIRouter, services: Services) -> None:
    @router.get("/documents/{document_id}")
    def document_page(
        request: Request, document_id: str, wanted: Annotated[DocumentPage, Query()]
    ) -> Response:
        entry = services.library.entry(document_id)
        if not is_readable(entry):
            return page(request, "unread.html", entry=entry)
        extraction = services.library.extraction(document_id)
        return page(request, "document.html", entry=entry, **_shown(request, extraction, entry, wanted))


def _shown(request: Request, extraction: Extraction, entry: Entry, wanted: DocumentPage) -> dict[str, Any]:
    """Everything that the template asks for."""
    span, words = wanted.span(), page_words(language_of(request))
    quoted = _stretch(extraction, span)
    index = wanted.figure
    if index is None and quoted:
        index = figure_at(extraction, quoted.start, quoted.end)
    card = card_of(extraction, index) if index is not None else None
    place = (quoted.start, quoted.end) if quoted else (card.figure.start, card.figure.end) if card else None
    return {
        "extraction": extraction,
        "wanted": wanted,
        "part": part_of(extraction, quote=place, number=wanted.part or 1),
        "outline": outline(extraction),
        "kinds": KINDS,
        "card": card,
        "no_such_figure": wanted.figure is not None and card is None,
        "quoted": quoted,
        "lost_link": span is not None and quoted is None,
        "failed": (failed := failed_checks(extraction.annotations)),
        "failing": {shown.total.index: words.number(shown.computed) for shown in failed},
        "cited": cited(extraction.annotations.references),
        "viewable": entry.media_type.partition(";")[0] in SHOWN,
        "shown_page": extraction.page_at(place[0]) if place else 1,
        "address": str(request.url.replace(query="", fragment="")),
    }


def _stretch(extraction: Extraction, span: tuple[int, int] | None) -> Stretch | None:
    """None for a link that points outside the text, as one to an older reading of it may."""
    text = extraction.document.text
    if span is None or not span[0] < span[1] <= len(text):
        return None
    return Stretch(*span, text[slice(*span)], extraction.page_at(span[0]))


def outline(extraction: Extraction) -> list[Heading]:
    """The headings in the order of the text."""
    starts = part_starts(paragraphs(extraction.document.text))
    return [
        Heading(n, section.path[-1], len(section.path), sum(1 for start in starts if start <= section.start))
        for n, section in enumerate(extraction.sections[:MOST_HEADINGS])
        if section.path
    ]


def cited(references: Sequence[Reference]) -> list[Reference]:
    """The documents that a text cites, each once, in the order of the text."""
    by_name = {(one.number or (one.subject or one.text).lower()): one for one in reversed(references)}
    return sorted(by_name.values(), key=lambda one: one.start)
