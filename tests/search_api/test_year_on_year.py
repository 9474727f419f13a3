"""This period beside the one before, and the texts' own word on the change."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

from search_api.filters import FIGURE_FILTERS, select
from search_api.services import Services
from search_api.year_on_year import year_on_year

COMPULSORY = "số người cai nghiện bắt buộc"

ROWS = [
    ("An Giang", 2022, 731, 748, -17, False),  # "tăng 17 người": a fall that is called a rise
    ("Đắk Lắk", 2023, 507, 468, 39, True),  # "tăng 39 người, tương đương 8,3%"
    ("Sơn La", 2022, 1466, 1415, 51, True),
    ("Nghệ An", 2022, 1254, 1187, 67, None),  # no text says a word of the change
    ("Hòa Bình", 2021, None, 228, None, None),  # two values
]


@pytest.mark.parametrize(("province", "year", "value", "previous", "change", "agrees"), ROWS)
def test_change_and_the_word_for_it(
    sample_client: TestClient,
    province: str,
    year: int,
    value: float | None,
    previous: float,
    change: float | None,
    agrees: bool | None,
) -> None:
    query = {"q": COMPULSORY, "province": province, "year": str(year)}
    rows = sample_client.get("/api/v1/figures/year_on_year", params=query).json()["rows"]
    row = next(row for row in rows if row["whole_year"])
    assert (row["province"], row["year"]) == (province, year)
    assert (row["value"], row["previous"], row["change"]) == (value, previous, change)
    assert row["agrees"] is agrees
    assert row["conflict"] is (value is None)
    assert all(figure["quote"] for figure in (*row["figures"], *row["previous_figures"]))


def test_percentages_are_checked_to_their_last_digit(sample_client: TestClient) -> None:
    query = {"q": COMPULSORY, "province": "Đắk Lắk", "year": "2023"}
    (row,) = sample_client.get("/api/v1/figures/year_on_year", params=query).json()["rows"]
    assert {(one["change"], one["unit"], one["agrees"]) for one in row["stated"]} == {
        (39, "người", True),
        (8.3, "%", True),
    }
    assert row["change_percent"] == pytest.approx(8.33)


def test_the_same_months_are_compared(sample_client: TestClient) -> None:
    query = {"q": COMPULSORY, "province": "Đắk Nông", "year": "2023"}
    (row,) = sample_client.get("/api/v1/figures/year_on_year", params=query).json()["rows"]
    assert (row["value"], row["previous"], row["whole_year"]) == (137, None, False)
    assert [(one["change"], one["agrees"]) for one in row["stated"]] == [(-6, None)]


def test_nothing_to_compare_is_an_empty_table(client: TestClient, services: Services) -> None:
    assert services.version
    found = client.get("/api/v1/figures/year_on_year", params={"q": "số xe đạp điện"}).json()
    assert found["rows"] == []


def test_a_report_that_words_the_indicator_otherwise_is_compared_too(sample_services: Services) -> None:
    """`đưa 468 người vào cơ sở cai nghiện bắt buộc, tăng 12,5%`: the values are of other documents too."""
    here = select(FIGURE_FILTERS, province="Đắk Lắk")
    rows = year_on_year(sample_services, "số người cai nghiện bắt buộc", filters=here, year=2022).rows
    assert [(row.value, row.previous, row.agrees) for row in rows] == [(468, 416, True)]
    assert [(one.change, one.unit) for one in rows[0].stated] == [(12.5, "%")]
