"""The first page: a question, how it was read, its answer, and the passages with their facets."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response

from search_api.answer_card import answer_cards
from search_api.answers import ask
from search_api.filters import DOCUMENT_FILTERS, SEARCH_FILTERS, province_names
from search_api.page_frame import language_of, page
from search_api.page_parameters import SearchPage
from search_api.page_words import page_words
from search_api.reading_chips import chips
from search_api.search import search, search_similar
from search_api.services import Services

KNOWN = {row.name for row in SEARCH_FILTERS}
KINDS = ("figure", "reference", "passage")


def add_search_page(router: APIRouter, services: Services) -> None:
    @router.get("/")
    def search_page(request: Request, wanted: Annotated[SearchPage, Query()]) -> Response:
        shown: dict[str, Any] = {"wanted": wanted, "filters": DOCUMENT_FILTERS, "provinces": province_names()}
        if wanted.similar:
            return page(request, "search.html", **shown, **_like(services, request, wanted, wanted.similar))
        if wanted.q is None:
            return page(request, "search.html", **shown, found=None)
        return page(request, "search.html", **shown, **_found(services, request, wanted, wanted.q))


def _found(services: Services, request: Request, wanted: SearchPage, q: str) -> dict[str, Any]:
    chosen = wanted.selection()
    found = search(
        services,
        q,
        mode=wanted.mode,
        filters=chosen,
        limit=wanted.limit,
        cursor=wanted.cursor,
        ignore=wanted.ignore,
    )
    asked = None
    if wanted.cursor is None and wanted.cited is None:  # figures do not know what is cited around them
        asked = ask(services, q, filters=chosen, kind=wanted.kind, ignore=wanted.ignore)
    read = asked.reading if asked else found.reading
    return {
        "found": found,
        "asked": asked,
        "cards": answer_cards(asked.answers, found.hits) if asked else (),
        "reading": read,
        "chips": chips(page_words(language_of(request)), read, chosen.values, wanted.ignore),
        "known_filters": KNOWN,
        "kinds": KINDS,
    }


def _like(services: Services, request: Request, wanted: SearchPage, passage: str) -> dict[str, Any]:
    """The passages that are like one, instead of those for a question."""
    chosen = wanted.selection()
    found = search_similar(services, passage, filters=chosen, limit=wanted.limit, cursor=wanted.cursor)
    words = page_words(language_of(request))
    return {
        "found": found,
        "asked": None,
        "reading": None,
        "chips": chips(words, None, chosen.values, ()),
        "known_filters": KNOWN,
    }
