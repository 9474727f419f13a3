"""Figure lists: filters, meaning, pages, and that nothing is left out."""

from __future__ import annotations

import pytest

from corpus.index import Collection
from search_api.figures import all_figures, list_figures
from search_api.filters import FIGURE_FILTERS, Selection, select
from search_api.services import Services


def values(services: Services, q: str | None = None, **filters: str | int | bool) -> set[float]:
    chosen = select(FIGURE_FILTERS, **filters)
    return {record.figure.value for record in all_figures(services, q, filters=chosen)}


def test_everything_is_listed(services: Services) -> None:
    listed = list(all_figures(services, None, filters=Selection()))
    assert len(listed) == services.index.count(Collection.FIGURES)
    texts = {
        record.document_id: services.library.extraction(record.document_id).document.text for record in listed
    }
    for record in listed:
        assert texts[record.document_id][record.quote_start : record.quote_end] == record.quote
        assert texts[record.document_id][record.figure.start : record.figure.end] == record.figure.text


@pytest.mark.parametrize(
    ("filters", "held", "left_out"),
    [
        ({"unit": "lớp"}, {46, 51}, {1380, 95}),
        ({"province": "Hòa Bình"}, {46, 51, 80}, {95, 60}),
        ({"province": "Lâm Đồng"}, {60, 95}, {46}),  # today's Lâm Đồng holds Đắk Nông
        ({"year_from": 2022, "year_to": 2022}, {51, 1525}, {46, 95}),
        ({"province": "hoa binh", "year_to": 2021}, {46, 1380}, {51}),
        ({"holds": False}, {412}, {46}),  # 95 + 117 + 190 is 402
    ],
)
def test_filters_hold(
    services: Services, filters: dict[str, str | int], held: set[float], left_out: set[float]
) -> None:
    found = values(services, **filters)
    assert held <= found
    assert not left_out & found


def test_an_indicator_is_found_by_its_words(services: Services) -> None:
    assert {46, 51} <= values(services, "số lớp dạy nghề")
    assert 95 not in values(services, "số lớp dạy nghề")
    assert 95 in values(services, "so bac si")


def test_a_document_has_its_own(services: Services, ids: dict[str, str]) -> None:
    found = values(services, document_id=ids["lam-dong-2020.txt"])
    assert 60 in found
    assert 46 not in found


@pytest.mark.parametrize("q", [None, "số người học nghề"])
def test_pages_hold_every_record_once(services: Services, q: str | None) -> None:
    seen, cursor = [], None
    while True:
        page = list_figures(services, q, filters=Selection(), limit=3, cursor=cursor)
        seen += page.figures
        cursor = page.cursor
        if cursor is None:
            break
    places = [(record.document_id, record.figure.start, record.figure.end) for record in seen]
    assert len(set(places)) == len(places) == page.total
