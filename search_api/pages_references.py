"""Cited documents: the most cited first, and one with who cites it, its relations and its state."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from search_api.filters import REFERENCE_FILTERS, province_names
from search_api.page_frame import page
from search_api.page_parameters import ReferencePage, ReferencesPage
from search_api.references import describe_reference, list_references
from search_api.relation_graph import graph_of
from search_api.services import Services
from search_api.standing import StatedRelation


def add_reference_pages(router: APIRouter, services: Services) -> None:
    @router.get("/references")
    def references_page(request: Request, wanted: Annotated[ReferencesPage, Query()]) -> Response:
        found = list_references(
            services, wanted.q, filters=wanted.selection(), limit=wanted.limit, cursor=wanted.cursor
        )
        most = max((one.count for one in found.references), default=1)
        return page(
            request,
            "references.html",
            wanted=wanted,
            found=found,
            most=most,
            filters=REFERENCE_FILTERS,
            provinces=province_names(),
        )

    @router.get("/references/{number:path}")
    def reference_page(request: Request, number: str, wanted: Annotated[ReferencePage, Query()]) -> Response:
        found = describe_reference(services, number, on=wanted.on)
        graph = graph_of(found.document.number or number, found.relations)
        stated = stated_in(found.relations)
        return page(request, "reference.html", found=found, graph=graph, stated=stated, wanted=wanted)


def stated_in(relations: Sequence[StatedRelation]) -> dict[tuple[str, str, str], list[str]]:
    """Each relation once, as source, kind and target, with the documents that state it."""
    told: dict[tuple[str, str, str], list[str]] = {}
    for one in relations:
        told.setdefault((one.source, one.kind, one.target), []).append(one.stated_in)
    return told
