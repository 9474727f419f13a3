"""Figures as files: whole, typed, filtered, and harmless in a spreadsheet."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime

import openpyxl
import pyarrow.parquet as pq
import pytest
from fastapi.testclient import TestClient

from corpus.records import Figure, Modifier, Period
from search_api.exports import COLUMNS, export
from search_api.figures import FigureRecord, all_figures
from search_api.filters import Selection
from search_api.services import Services
from search_api.spreadsheet import LONGEST, as_xlsx

HOSTILE = "=HYPERLINK(1)"


def record(value: float, *, quote: str = "Có 12 lớp.", year: int = 2021) -> FigureRecord:
    figure = Figure(
        3, 9, "12 lớp", value, "lớp", Modifier.ABOUT, HOSTILE, "Hòa Bình",
        Period(str(year), date(year, 1, 1), date(year, 12, 31)),
    )  # fmt: skip
    return FigureRecord(
        figure, "0" * 32, "Tựa", "news", "Hòa Bình", "Phú Thọ", None, "a.txt", quote, 0, 10, 1, None
    )


def rows_of(name: str, data: bytes) -> list[dict[str, object]]:
    """The rows of a file, read by a library that did not write it where there is one."""
    if name == "csv":
        return [dict(row) for row in csv.DictReader(io.StringIO(data.decode("utf-8-sig")))]
    if name == "parquet":
        return list(pq.read_table(io.BytesIO(data)).to_pylist())
    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True)
    heading, *rows = book.worksheets[0].iter_rows(values_only=True)
    return [dict(zip(map(str, heading), row, strict=True)) for row in rows]


@pytest.mark.parametrize("name", ["csv", "xlsx", "parquet"])
def test_every_figure_is_a_row_with_its_source(services: Services, client: TestClient, name: str) -> None:
    listed = list(all_figures(services, None, filters=Selection()))
    response = client.get("/api/v1/figures", params={"format": name})
    assert response.headers["content-disposition"] == f'attachment; filename="so-lieu.{name}"'
    rows = rows_of(name, response.content)
    assert [float(str(row["value"])) for row in rows] == [one.figure.value for one in listed]
    assert [row["document_id"] for row in rows] == [one.document_id for one in listed]
    for row, one in zip(rows, listed, strict=True):
        assert list(row) == list(COLUMNS)
        assert str(row["quote"]).lstrip("'") == one.quote
        assert str(row["link"]).startswith(f"http://testserver/documents/{one.document_id}?start=")


@pytest.mark.parametrize("name", ["csv", "xlsx", "parquet"])
def test_files_honour_the_filters(client: TestClient, name: str) -> None:
    wanted = {
        "q": "số lớp dạy nghề",
        "unit": "lớp",
        "province": "Hòa Bình",
        "year_from": "2022",
        "format": name,
    }
    rows = rows_of(name, client.get("/api/v1/figures", params=wanted).content)
    assert [float(str(row["value"])) for row in rows] == [51]


def test_parquet_has_types_and_nulls() -> None:
    rows = rows_of("parquet", b"".join(export([record(12.5)], "parquet")))
    assert (rows[0]["value"], rows[0]["period_end"], rows[0]["holds"]) == (12.5, date(2021, 12, 31), None)


def test_a_spreadsheet_runs_nothing_and_cuts_only_what_no_cell_can_hold() -> None:
    data = b"".join(export([record(12, quote="x" * (LONGEST + 5), year=1500)], "xlsx"))
    row = rows_of("xlsx", data)[0]
    sheet = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    assert (row["indicator"], sheet["A2"].data_type) == (HOSTILE, "s")
    assert len(str(row["quote"])) == LONGEST
    assert row["period_start"] == "1500-01-01"  # older than Excel's calendar


def test_dates_are_dates_in_a_spreadsheet() -> None:
    row = rows_of("xlsx", b"".join(export([record(12)], "xlsx")))[0]
    assert row["period_start"] == datetime(2021, 1, 1)  # noqa: DTZ001, RUF100  # a spreadsheet knows no zones


@pytest.mark.parametrize(("count", "sizes"), [(0, [1]), (3, [4]), (4, [4, 2]), (7, [4, 4, 2])])
def test_a_table_longer_than_a_sheet_goes_on_in_another(count: int, sizes: list[int]) -> None:
    rows = ((number,) for number in range(count))
    data = b"".join(as_xlsx({"Số liệu": (("n",), rows)}, most_rows=4))
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert [sheet.max_row for sheet in book.worksheets] == sizes
    numbers = [row[0] for sheet in book.worksheets for row in sheet.iter_rows(min_row=2, values_only=True)]
    assert [number for number in numbers if number is not None] == list(range(count))
