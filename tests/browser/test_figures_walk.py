"""Figures: the list, the table of provinces and years with its conflict and gaps, charts, and the files."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Shot

pytestmark = pytest.mark.browser
SERIES = "/figures?q=số người cai nghiện bắt buộc"


def downloaded(page: Page, name: str) -> bytes:
    with page.expect_download() as waiting:
        page.get_by_role("link", name=name, exact=True).click()
    return Path(waiting.value.path()).read_bytes()


def test_the_pivot_shows_the_conflict_and_the_gaps(page: Page, shot: Shot) -> None:
    page.goto(SERIES)
    page.get_by_role("link", name="Tỉnh × năm").click()
    conflict = page.locator("td.conflict")
    expect(conflict.first).to_contain_text("250")
    expect(conflict.first).to_contain_text("205")
    row = page.get_by_role("row", name=re.compile("^Sơn La"))
    expect(row.locator("td.gap").first).to_contain_text("không có số liệu")
    shot(page, "pivot")


def test_each_cell_opens_its_sentence(page: Page) -> None:
    page.goto(f"{SERIES}&view=pivot")
    page.get_by_role("row", name=re.compile("^Đắk Lắk")).get_by_role("link", name="398").click()
    expect(page.locator("#record")).to_contain_text("398")
    expect(page.locator("#record blockquote")).to_contain_text("Đắk Lắk")


def test_the_pivot_is_exported_and_holds_the_same_numbers(page: Page) -> None:
    page.goto(f"{SERIES}&view=pivot")
    sheet = openpyxl.load_workbook(io.BytesIO(downloaded(page, "XLSX"))).worksheets[0]
    rows = [list(row) for row in sheet.iter_rows(values_only=True)]
    heading = next(row for row in rows if "2020" in map(str, row))
    place = [str(cell) for cell in heading].index("2020")
    row = next(row for row in rows if row[0] == "Đắk Lắk")
    assert row[place] == 398


def test_downloads_honour_the_filters(page: Page) -> None:
    page.goto(f"{SERIES}&province=An+Giang")
    text = downloaded(page, "CSV").decode("utf-8-sig")
    lines = list(csv.DictReader(io.StringIO(text)))
    assert lines
    assert {line["province"] for line in lines} <= {"An Giang", ""}
    expect(page.get_by_text(f"{len(lines)} số liệu", exact=True)).to_be_visible()


@pytest.mark.parametrize(("view", "shape"), [("Biểu đồ đường", "circle"), ("Biểu đồ cột", "rect")])
def test_a_point_of_a_chart_opens_its_sentence(page: Page, shot: Shot, view: str, shape: str) -> None:
    page.goto(SERIES)
    page.get_by_role("link", name=view).click()
    shot(page, f"chart-{shape}")
    point = page.get_by_role("link", name=re.compile("Đắk Lắk, 2020: 398"))
    expect(point.locator(shape)).to_be_visible()
    point.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#record")).to_contain_text("398")


def test_a_stated_rise_that_is_a_fall_is_seen(page: Page, shot: Shot) -> None:
    page.goto(SERIES)
    page.get_by_role("link", name="So với năm trước").click()
    row = page.get_by_role("row", name=re.compile("An Giang 2022"))
    expect(row).to_contain_text("−17")
    expect(row).to_contain_text("không đúng")
    shot(page, "year-on-year")


def test_only_what_does_not_add_up(page: Page) -> None:
    page.goto("/figures")
    page.get_by_role("link", name="Chỉ xem số liệu không khớp").click()
    expect(page.get_by_role("row", name=re.compile("số lao động nông thôn 1.240"))).to_contain_text("≠")
