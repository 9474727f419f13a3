"""Cited documents: counts, details, and what became of them."""

from __future__ import annotations

from datetime import date

import pytest

from corpus.errors import UnknownDocument
from search_api.filters import REFERENCE_FILTERS, Selection, select
from search_api.references import describe_reference, list_references
from search_api.services import Services


def test_each_document_is_listed_once_and_the_most_cited_first(services: Services) -> None:
    found = list_references(services, None, filters=Selection()).references
    numbers = [one.number for one in found if one.number]
    assert len(set(numbers)) == len(numbers)
    assert [one.count for one in found] == sorted((one.count for one in found), reverse=True)
    decree = next(one for one in found if one.number == "94/2010/NĐ-CP")
    assert (decree.type, decree.issued, decree.issuer, decree.count) == (
        "decree",
        "2010-09-09",
        "Chính phủ",
        2,
    )
    assert len(decree.cited_by) == 2


@pytest.mark.parametrize(
    ("q", "filters", "numbers"),
    [
        ("đào tạo trình độ sơ cấp", {}, {"46/2015/QĐ-TTg"}),
        ("giam dinh y khoa", {}, {"14/2014/TT-BYT"}),
        (None, {"type": "circular"}, {"14/2014/TT-BYT"}),
        (None, {"number": "46/2015/QĐ–TTg"}, {"46/2015/QĐ-TTg"}),
        (None, {"province": "Hòa Bình"}, {"46/2015/QĐ-TTg"}),
    ],
)
def test_filters_hold(services: Services, q: str | None, filters: dict[str, str], numbers: set[str]) -> None:
    found = list_references(services, q, filters=select(REFERENCE_FILTERS, **filters)).references
    assert {one.number for one in found} == numbers


@pytest.mark.parametrize("number", ["94/2010/NĐ-CP", "94/2010/nđ-cp", "94/2010/ND-CP", " 94/2010/NĐ – CP "])
def test_a_replaced_decree_in_any_spelling(services: Services, number: str) -> None:
    found = describe_reference(services, number)
    assert (found.document.number, found.state) == ("94/2010/NĐ-CP", "replaced_by")
    assert found.replaced_by == ("116/2021/NĐ-CP",)
    assert {citation.text.split()[0] for citation in found.citations} == {"Nghị"}


def test_state_on_a_day(services: Services) -> None:
    def state(day: date) -> str:
        return describe_reference(services, "94/2010/NĐ-CP", on=day).state

    assert state(date(2009, 1, 1)) == "unknown"  # not issued yet
    assert state(date(2015, 1, 1)) == "in_force_as_far_as_known"
    assert state(date(2021, 12, 25)) == "in_force_as_far_as_known"  # the new decree is issued, not in force
    assert state(date(2022, 1, 1)) == "replaced_by"
    assert state(date(2023, 1, 1)) == "replaced_by"


def test_what_takes_its_place_is_in_force(services: Services) -> None:
    assert describe_reference(services, "116/2021/NĐ-CP").state == "in_force_as_far_as_known"
    assert describe_reference(services, "116/2021/NĐ-CP", on=date(2021, 12, 1)).state == "unknown"


@pytest.mark.parametrize("q", [None, "cai nghiện ma túy"])
def test_pages_hold_every_document_once(services: Services, q: str | None) -> None:
    seen, cursor = [], None
    while True:
        page = list_references(services, q, filters=Selection(), limit=2, cursor=cursor)
        seen += page.references
        cursor = page.cursor
        if cursor is None:
            break
    assert len({(one.number, one.type, one.subject) for one in seen}) == len(seen) == page.total


def test_a_document_of_the_library_is_linked(services: Services, ids: dict[str, str]) -> None:
    assert describe_reference(services, "2214/KH-UBND").document_id == ids["lam-dong-2020.txt"]


def test_a_number_that_nothing_cites_is_unknown(services: Services) -> None:
    with pytest.raises(UnknownDocument):
        describe_reference(services, "1/1900/XX-YY")


def test_the_day_from_which_another_takes_its_place(sample_services: Services) -> None:
    """`Từ ngày 01/01/2022, Nghị định số … thay thế …`, without a word of force."""

    def state(day: date) -> str:
        return describe_reference(sample_services, "94/2010/NĐ-CP", on=day).state

    assert (state(date(2021, 12, 25)), state(date(2022, 1, 1))) == ("in_force_as_far_as_known", "replaced_by")


def test_the_end_of_some_articles_is_no_end_of_the_document(sample_services: Services) -> None:
    """`Bãi bỏ Quyết định số 905 … và khoản 3 Điều 2 Quyết định số 1187`."""
    found = describe_reference(sample_services, "1187/QĐ-UBND")
    assert (found.state, found.replaced_by, found.amended_by) == ("amended_by", (), ("2316/QĐ-UBND",))
    assert describe_reference(sample_services, "905/QĐ-UBND").state == "replaced_by"
