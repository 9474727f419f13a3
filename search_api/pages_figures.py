"""Figures: a table, provinces × years, and the same as a chart; all of it downloads with its filters."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request, Response
from markupsafe import Markup

from search_api.charts import chart, drawn_provinces
from search_api.figures import list_figures
from search_api.filters import FIGURE_FILTERS, province_names
from search_api.page_frame import language_of, page
from search_api.page_parameters import FiguresPage
from search_api.page_words import page_words
from search_api.pivot import Pivot, pivot
from search_api.services import Services
from search_api.year_on_year import year_on_year

VIEWS = ("table", "pivot", "line", "bar", "change")
FORMATS = ("csv", "xlsx", "json", "parquet")
PIVOT_FORMATS = ("csv", "xlsx", "json")


def add_figures_page(router: APIRouter, services: Services) -> None:
    @router.get("/figures")
    def figures_page(request: Request, wanted: Annotated[FiguresPage, Query()]) -> Response:
        shown: dict[str, Any] = {
            "wanted": wanted,
            "filters": FIGURE_FILTERS,
            "provinces": province_names(),
            "views": VIEWS,
            "downloads": downloads(wanted),
            "pivot_downloads": downloads(wanted, pivot=True) if wanted.q else {},
        }
        if wanted.view == "table":
            return page(request, "figures.html", **shown, found=_table(services, wanted))
        if not wanted.q:
            return page(request, "pivot.html", **shown, found=None)
        if wanted.view == "change":
            changes = year_on_year(services, wanted.q, filters=wanted.selection())
            return page(request, "change.html", **shown, found=changes)
        found = pivot(services, wanted.q, filters=wanted.selection(), current=wanted.current)
        return page(request, "pivot.html", **shown, **_pivoted(request, found, wanted.view))


def _table(services: Services, wanted: FiguresPage) -> Any:
    chosen = wanted.selection()
    return list_figures(services, wanted.q, filters=chosen, limit=wanted.limit, cursor=wanted.cursor)


def _pivoted(request: Request, found: Pivot, view: str) -> dict[str, Any]:
    words = page_words(language_of(request))
    drawn = Markup(chart(words, found, kind=view)) if view != "pivot" and found.cells else None  # noqa: S704  # lxml escaped it
    return {
        "found": found,
        "cells": {(cell.province, cell.year): cell for cell in found.cells},
        "chart": drawn,
        "drawn": drawn_provinces(found),
        "sources": sources(found),
        "address": str(request.url),
        "today": datetime.now(UTC).date(),
    }


def sources(found: Pivot) -> dict[str, str]:
    """The documents whose figures the table holds, by id, in the order of the table."""
    return {record.document_id: record.title for cell in found.cells for record in cell.figures}


def downloads(wanted: FiguresPage, *, pivot: bool = False) -> dict[str, str]:
    """For each kind of file its address, with the filters of the page."""
    names = {row.name for row in FIGURE_FILTERS} | {"q"} | ({"current"} if pivot else set())
    chosen = {
        name: value for name, value in wanted.model_dump(include=names).items() if value not in (None, False)
    }
    if wanted.holds is False:
        chosen["holds"] = "false"
    path, formats = ("/api/v1/figures/pivot", PIVOT_FORMATS) if pivot else ("/api/v1/figures", FORMATS)
    return {kind: f"{path}?{urlencode({**chosen, 'format': kind})}" for kind in formats}
