"""Results as the JSON of the API: one dictionary each, for the API, the page and the command line."""

from __future__ import annotations

from typing import Any

from corpus.records import to_json
from search_api.answers import AskResult
from search_api.exports import link
from search_api.figures import FigurePage, FigureRecord
from search_api.jobs import Job
from search_api.pivot import Pivot
from search_api.query import Question
from search_api.references import CitedDocumentDetail, CitedPage
from search_api.search import SearchResult
from search_api.year_on_year import Changes, YearOnYear

Json = dict[str, Any]


def search_json(result: SearchResult) -> Json:
    return {**to_json(result), "reading": reading_json(result.reading)}


def ask_json(result: AskResult) -> Json:
    return {**to_json(result), "reading": reading_json(result.reading)}


def reading_json(question: Question) -> Json:
    """How a question was understood."""
    shown = ("kind", "provinces", "years", "doc_type", "numbers", "unit", "wording")
    period = question.period and {
        "start": question.period[0].isoformat(),
        "end": question.period[1].isoformat(),
    }
    about = " ".join(term for term in question.subject.terms if " " not in term)
    return {**{name: to_json(getattr(question, name)) for name in shown}, "period": period, "about": about}


def figure_json(record: FigureRecord) -> Json:
    """The figure's own fields, then where it stands."""
    return {
        **to_json(record.figure),
        "document": {
            "id": record.document_id,
            "title": record.title,
            "doc_type": record.doc_type,
            "province": record.province,
            "province_current": record.province_current,
            "published": record.published,
            "source": record.source,
        },
        "quote": record.quote,
        "quote_start": record.quote_start,
        "quote_end": record.quote_end,
        "page": record.page,
        "holds": record.holds,
        "link": link(record),
    }


def figures_json(page: FigurePage) -> Json:
    return {
        "total": page.total,
        "figures": [figure_json(record) for record in page.figures],
        "cursor": page.cursor,
    }


def pivot_json(pivot: Pivot) -> Json:
    cells = [
        {
            "province": cell.province,
            "year": cell.year,
            "conflict": cell.conflict,
            "value": cell.value,
            "values": list(cell.values),
            "whole_year": cell.whole_year,
            "missing": list(cell.missing),
            "figures": [figure_json(record) for record in cell.figures],
        }
        for cell in pivot.cells
    ]
    return {
        "indicator": pivot.indicator,
        "unit": pivot.unit,
        "units": list(pivot.units),
        "provinces": list(pivot.provinces),
        "years": list(pivot.years),
        "cells": cells,
        "gaps": to_json(pivot.gaps),
        "left_out": pivot.left_out,
        "left_out_because": dict(pivot.left_out_because),
        "other_indicators": list(pivot.other_indicators),
    }


def changes_json(changes: Changes) -> Json:
    """Each row's own fields, its stated changes and figures with where they stand."""
    return {
        "indicator": changes.indicator,
        "unit": changes.unit,
        "rows": [_change_json(row) for row in changes.rows],
    }


def _change_json(row: YearOnYear) -> Json:
    plain = ("province", "year", "whole_year", "period", "value", "previous", "change", "change_percent")
    stated = [
        {"change": one.change, "unit": one.unit, "agrees": one.agrees, "figure": figure_json(one.figure)}
        for one in row.stated
    ]
    return {
        **{name: getattr(row, name) for name in (*plain, "conflict", "agrees")},
        "stated": stated,
        "figures": [figure_json(record) for record in row.figures],
        "previous_figures": [figure_json(record) for record in row.previous_figures],
    }


def job_json(job: Job) -> Json:
    return {**to_json(job), "document": f"/api/v1/documents/{job.document_id}"}


def references_json(page: CitedPage) -> Json:
    result: Json = to_json(page)
    return result


def reference_json(detail: CitedDocumentDetail) -> Json:
    """The cited document's fields, then its citations, relations and state."""
    rest = to_json(detail)
    return {**rest.pop("document"), **rest}
