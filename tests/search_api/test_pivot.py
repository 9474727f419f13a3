"""Provinces × years: cells, gaps, conflicts, and what must not get into a cell."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date

import openpyxl
import pytest
from fastapi.testclient import TestClient

from corpus.errors import WrongUse
from corpus.records import Figure, Modifier, Period
from search_api.figures import FigureRecord
from search_api.filters import FIGURE_FILTERS, Selection, select
from search_api.pivot import Pivot, pivot
from search_api.services import Services

COMPULSORY = "số người cai nghiện bắt buộc"
PLANNED = {  # as corpus/samples/manifest.toml plans it; two values where the texts differ
    "An Giang": ({655}, {702}, {748}, {731}),
    "Hòa Bình": ({214}, {228}, {205, 250}, {241}),
    "Nghệ An": ({1120}, {1064}, {1187}, {1254}),
    "Sơn La": ({1382}, set(), {1415}, {1466}),
    "Đắk Lắk": ({364}, {398}, {416}, {468}),
    "Đắk Nông": ({142}, {156}, {171}, {183}),
}


def cells_of(table: Pivot) -> dict[tuple[str, int], set[float]]:
    return {(cell.province, cell.year): set(cell.values) for cell in table.cells}


@pytest.mark.parametrize("q", [COMPULSORY, "so nguoi cai nghien bat buoc"])
def test_the_samples_give_the_planned_table(sample_services: Services, q: str) -> None:
    table = pivot(sample_services, q, filters=Selection())
    cells = cells_of(table)
    found = {name: tuple(cells.get((name, year), set()) for year in range(2019, 2023)) for name in PLANNED}
    assert found == PLANNED
    assert [(cell.province, cell.year) for cell in table.cells if cell.conflict] == [("Hòa Bình", 2021)]
    assert ("Sơn La", 2020) in {(gap.province, gap.year) for gap in table.gaps}
    assert table.unit == "người"


def test_targets_changes_and_districts_stand_in_no_cell(sample_services: Services) -> None:
    table = pivot(sample_services, COMPULSORY, filters=Selection())
    cells = cells_of(table)
    assert ("Đắk Lắk", 2024) not in cells  # 520 is what was planned
    assert cells["Đắk Lắk", 2023] == {507}
    assert {"target", "change", "smaller_place"} <= set(table.left_out_because)
    assert table.left_out == sum(table.left_out_because.values())


def test_a_part_of_the_year_is_told_as_one(sample_services: Services) -> None:
    table = pivot(sample_services, COMPULSORY, filters=Selection())
    cell = next(cell for cell in table.cells if (cell.province, cell.year) == ("Đắk Nông", 2023))
    assert (cell.whole_year, cell.value) == (False, 137)  # nine months


def test_the_spreadsheet_holds_the_same_numbers(sample_client: TestClient) -> None:
    query = {"q": COMPULSORY}
    table = sample_client.get("/api/v1/figures/pivot", params=query).json()
    response = sample_client.get("/api/v1/figures/pivot", params={**query, "format": "xlsx"})
    book = openpyxl.load_workbook(io.BytesIO(response.content))
    heading, *rows = book["Bảng"].iter_rows(values_only=True)
    assert heading == ("Tỉnh, thành phố", *map(str, table["years"]))
    shown = {
        (row[0], int(str(year))): value
        for row in rows
        for year, value in zip(heading[1:], row[1:], strict=True)
    }
    for cell in table["cells"]:
        value = shown.pop((cell["province"], cell["year"]))
        assert value == ("205 ≠ 250" if cell["conflict"] else cell["value"])
    assert {spot for spot, value in shown.items() if value is None} == {
        (gap["province"], gap["year"]) for gap in table["gaps"]
    }
    sources = list(book["Nguồn"].iter_rows(min_row=2, values_only=True))
    assert len(sources) == sum(len(cell["figures"]) for cell in table["cells"])


def test_the_table_as_csv(sample_client: TestClient) -> None:
    response = sample_client.get("/api/v1/figures/pivot", params={"q": COMPULSORY, "format": "csv"})
    lines = response.content.decode("utf-8-sig").splitlines()
    assert lines[0].startswith('"Tỉnh, thành phố",')
    assert any(line.startswith("Sơn La,,,1382.0,,1415.0,1466.0") for line in lines)


def test_places_roll_up_to_the_map_of_today(sample_services: Services) -> None:
    table = pivot(sample_services, COMPULSORY, filters=Selection(), current=True)
    cell = next(cell for cell in table.cells if (cell.province, cell.year) == ("Lâm Đồng", 2022))
    assert (cell.value, cell.missing) == (183, ("Bình Thuận", "Lâm Đồng"))  # of Đắk Nông alone
    assert "Đắk Nông" not in table.provinces


def test_a_row_per_province_and_a_column_per_year(services: Services) -> None:
    table = pivot(services, "số lớp dạy nghề", filters=Selection())
    assert cells_of(table) == {("Hòa Bình", 2021): {46}, ("Hòa Bình", 2022): {51}}
    assert (table.unit, table.gaps) == ("lớp", ())


def record(  # each one a side of a figure that decides about its cell
    value: float,
    *,
    year: int = 2020,
    place: str | None = "Hòa Bình",
    province: str = "Hòa Bình",
    indicator: str = "số lớp",
    quote: str = "",
    months: tuple[int, int] = (1, 12),
    modifier: Modifier = Modifier.EXACT,
    doc_type: str = "news",
    published: str | None = None,
) -> FigureRecord:
    last = date(year, months[1], 28 if months[1] == 2 else 30 if months[1] in (6, 9) else 31)
    period = Period(str(year), date(year, months[0], 1), last)
    text = f"{value:g}"
    start = len(quote)
    figure = Figure(start, start + len(text), text, value, "lớp", modifier, indicator, place, period)
    return FigureRecord(
        figure, "a", "", doc_type, province, None, published, "", f"{quote}{text} lớp.", 0, 0, 1, None
    )


CELLS: list[tuple[list[FigureRecord], dict[int, set[float]], set[int]]] = [
    ([record(46), record(47)], {2020: {46, 47}}, {2020}),
    ([record(46), record(46)], {2020: {46}}, set()),
    ([record(46), record(45, modifier=Modifier.ABOUT)], {2020: {45, 46}}, set()),  # "khoảng 45"
    ([record(46), record(30, modifier=Modifier.ABOUT)], {2020: {30, 46}}, {2020}),
    ([record(46), record(20, months=(1, 6))], {2020: {46}}, set()),  # half of the year
    ([record(20, months=(1, 6)), record(30, months=(1, 9))], {2020: {30}}, set()),
    ([record(46), record(9, indicator="số lớp ban đêm")], {2020: {46}}, set()),  # a narrower thing
    ([record(46), record(9, place="Mai Châu")], {2020: {46}}, set()),
    ([record(46), record(60, quote="Ngành đặt chỉ tiêu ")], {2020: {46}}, set()),
    ([record(46, quote="So với kế hoạch năm, tỉnh đã mở ")], {2020: {46}}, set()),  # a result
    ([record(60, doc_type="plan", published="2020-01-05")], {}, set()),  # of a year to come
    ([record(46, place=None)], {2020: {46}}, set()),  # the document's province
]


@pytest.mark.parametrize(("records", "cells", "conflicts"), CELLS)
def test_what_gets_into_a_cell(
    monkeypatch: pytest.MonkeyPatch,
    services: Services,
    records: Sequence[FigureRecord],
    cells: dict[int, set[float]],
    conflicts: set[int],
) -> None:
    monkeypatch.setattr("search_api.pivot.all_figures", lambda *_, **__: iter(records))
    table = pivot(services, "số lớp", filters=Selection())
    assert {cell.year: set(cell.values) for cell in table.cells} == cells
    assert {cell.year for cell in table.cells if cell.conflict} == conflicts


def test_merged_provinces_add_up_and_are_no_conflict(
    monkeypatch: pytest.MonkeyPatch, services: Services
) -> None:
    records = [record(10), record(5, place="Vĩnh Phúc", province="Vĩnh Phúc")]
    monkeypatch.setattr("search_api.pivot.all_figures", lambda *_, **__: iter(records))
    cell = pivot(services, "số lớp", filters=Selection(), current=True).cells[0]
    assert (cell.province, cell.value, cell.conflict, cell.missing) == ("Phú Thọ", 15, False, ("Phú Thọ",))


def test_a_filter_by_province_holds(services: Services) -> None:
    chosen = select(FIGURE_FILTERS, province="Đắk Nông")
    assert pivot(services, "số bác sĩ", filters=chosen).provinces == ("Đắk Nông",)


def test_an_indicator_is_needed(services: Services) -> None:
    with pytest.raises(WrongUse, match="q"):
        pivot(services, " ", filters=Selection())
