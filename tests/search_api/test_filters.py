"""Filters: what each parameter takes, refuses, and asks of the index."""

from __future__ import annotations

import pytest

from corpus.errors import WrongUse
from corpus.index import AllOf, AnyOf, Between, Equals
from search_api.filters import DOCUMENT_FILTERS, FIGURE_FILTERS, REFERENCE_FILTERS, select

TABLES = (DOCUMENT_FILTERS, FIGURE_FILTERS, REFERENCE_FILTERS)


@pytest.mark.parametrize("text", ["Đắk Lắk", "dak lak", "Daklak", "tỉnh Đắk Lắk", " Đắk Lắk "])
def test_a_province_is_taken_in_any_spelling(text: str) -> None:
    assert select(DOCUMENT_FILTERS, province=text).values == {"province": "Đắk Lắk"}


def test_a_province_is_matched_under_its_name_of_then_or_of_today() -> None:
    found = select(DOCUMENT_FILTERS, province="Lâm Đồng").where
    assert found == AllOf((AnyOf((Equals("province", "Lâm Đồng"), Equals("province_current", "Lâm Đồng"))),))


def test_years_are_a_range() -> None:
    chosen = select(DOCUMENT_FILTERS, year_from=2020, year_to=2021)
    assert chosen.conditions == (Between("year", low=2020.0), Between("year", high=2021.0))
    assert chosen.sentences == ("từ năm 2020", "đến năm 2021")


def test_what_is_not_filled_in_is_no_filter() -> None:
    assert select(DOCUMENT_FILTERS, province=None, doc_type="").conditions == ()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("province", "Atlantis"),
        ("doc_type", "novel"),
        ("year_from", "hai nghìn"),
        ("year_from", "-5"),
        ("year_to", 99999),
        ("year_to", "٢٠٢٠"),  # digits of another script
        ("colour", "red"),
    ],
)
def test_a_wrong_value_is_refused_by_name(name: str, value: str | int) -> None:
    with pytest.raises(WrongUse) as refused:
        select(DOCUMENT_FILTERS, **{name: value})
    assert refused.value.subject == name


def test_years_that_run_backwards_are_refused() -> None:
    with pytest.raises(WrongUse, match="year_from"):
        select(DOCUMENT_FILTERS, year_from=2022, year_to=2020)


@pytest.mark.parametrize("table", TABLES)
def test_each_filter_has_a_label_and_a_sentence(table: tuple) -> None:  # type: ignore[type-arg]
    assert all(row.label and "{}" in row.sentence for row in table)
    assert len({row.name for row in table}) == len(table)
