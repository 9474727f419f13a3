"""Cited documents: the most cited, and one with its relations and its state on a day."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Shot

pytestmark = pytest.mark.browser


def test_from_the_list_to_one_document_and_its_successor(page: Page, shot: Shot) -> None:
    page.goto("/references")
    shot(page, "references")
    page.get_by_role("link", name="94/2010/NĐ-CP").click()
    expect(page.locator("p.state")).to_contain_text("đã được thay thế")
    expect(page.locator("svg.relation-graph")).to_be_visible()
    shot(page, "reference")
    page.locator("svg.relation-graph").get_by_role("link", name="116/2021/NĐ-CP").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("116/2021/NĐ-CP")


def test_its_state_on_a_day_before(page: Page) -> None:
    page.goto("/references/94/2010/NĐ-CP")
    page.get_by_label("Hiệu lực tại ngày").fill("2020-06-30")
    page.get_by_role("button", name="Xem").click()
    expect(page.locator("p.state")).to_contain_text("còn hiệu lực")
    expect(page.locator("p.state")).to_contain_text("30/6/2020")


def test_references_and_figures_without_scripts(plain_page: Page) -> None:
    plain_page.goto("/references")
    plain_page.get_by_role("link", name="94/2010/NĐ-CP").click()
    expect(plain_page.locator("p.state")).to_contain_text("đã được thay thế")
    plain_page.locator("article.hit").first.get_by_role("link").click()
    expect(plain_page.locator("mark#quote")).to_contain_text("94")
    plain_page.goto("/figures?q=số người cai nghiện bắt buộc")
    plain_page.get_by_role("link", name="Tỉnh × năm").click()
    plain_page.locator("td.conflict").get_by_role("link").first.click()
    expect(plain_page.locator("#record dl")).to_contain_text("Hòa Bình")


def test_a_citing_passage_opens_in_its_document(page: Page) -> None:
    page.goto("/references/94/2010/NĐ-CP")
    page.locator("article.hit").first.get_by_role("link").click()
    expect(page.locator("mark#quote")).to_contain_text("94")
