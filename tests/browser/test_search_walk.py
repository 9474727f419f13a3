"""Searching as a reader does: a question, its chips, facets and hits, by mouse, by keys, without scripts."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Shot

pytestmark = pytest.mark.browser
QUESTION = "Số người cai nghiện bắt buộc của Đắk Lắk năm 2020 là bao nhiêu?"


def test_a_question_is_answered_with_its_sentence_and_source(page: Page, shot: Shot) -> None:
    page.goto("/")
    shot(page, "search-empty")
    page.get_by_role("searchbox").fill(QUESTION)
    page.get_by_role("button", name="Tìm", exact=True).click()
    answer = page.get_by_role("region", name="Trả lời")
    expect(answer.locator(".said").first).to_contain_text("398")
    expect(answer.locator("blockquote").first).to_contain_text("Đắk Lắk")
    shot(page, "search")
    answer.get_by_role("link").first.click()
    expect(page.locator("mark#quote")).to_contain_text("Đắk Lắk")


def test_a_chip_is_taken_away_and_brought_back(page: Page, shot: Shot) -> None:
    page.goto(f"/?q={QUESTION}")
    page.locator("a.chip", has_text="2020").click()
    expect(page).to_have_url(re.compile(r"ignore=2020"))
    expect(page.locator("a.chip.ignored", has_text="2020")).to_be_visible()
    shot(page, "search-chip-removed")
    page.locator("a.chip.ignored", has_text="2020").click()
    expect(page).not_to_have_url(re.compile("ignore"))
    expect(page.locator("a.chip", has_text="Năm: 2020")).to_be_visible()


def test_a_facet_narrows_the_hits_and_stands_as_a_chip(page: Page) -> None:
    page.goto("/?q=cai nghiện bắt buộc")
    facet = page.get_by_role("complementary").get_by_role("link", name="An Giang")
    facet.click()
    expect(page).to_have_url(re.compile("province=An"))
    for line in page.locator("article.hit").all():
        expect(line.locator("p.quiet").first).to_contain_text("An Giang")
    page.locator("a.chip", has_text="An Giang").click()
    expect(page).not_to_have_url(re.compile("province="))


def test_typing_without_accents_works_and_says_so(page: Page, shot: Shot) -> None:
    page.goto("/?q=so nguoi dieu tri methadone o dak lak nam 2020")
    expect(page.locator("#understood")).to_contain_text("số người điều trị")
    expect(page.locator(".answer .said").first).to_contain_text("283")
    shot(page, "search-without-accents")


def test_it_says_when_the_documents_do_not(page: Page) -> None:
    page.goto("/?q=Giá vé tàu điện ngầm ở Nha Trang là bao nhiêu?")
    expect(page.get_by_role("region", name="Trả lời")).to_contain_text("không nói về điều này")


def test_similar_passages_of_a_hit(page: Page) -> None:
    page.goto("/?q=cai nghiện bắt buộc")
    page.get_by_role("link", name=re.compile("^Đoạn tương tự")).first.click()
    expect(page).to_have_url(re.compile("similar="))
    expect(page.locator("article.hit").first).to_be_visible()


def test_keys_go_to_the_box_and_through_the_hits(page: Page) -> None:
    page.goto("/?q=cai nghiện bắt buộc")
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(page.locator(".hit .open").nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/documents/"))


def test_the_letter_key_can_be_turned_off(page: Page) -> None:
    page.goto("/?q=cai nghiện")
    page.get_by_role("button", name="Tắt phím /").click()
    page.locator("h3").first.click()
    page.goto("/?q=cai nghiện")
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox")).not_to_be_focused()


def test_the_language_is_switched_and_remembered(page: Page, shot: Shot) -> None:
    page.goto("/?q=cai nghiện")
    page.get_by_role("link", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.get_by_role("link", name="Figures").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Figures")
    shot(page, "figures-english")
    page.get_by_role("link", name="Tiếng Việt").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Số liệu")


def test_all_of_it_without_scripts(plain_page: Page) -> None:
    plain_page.goto("/")
    plain_page.locator("#q").fill(QUESTION)
    plain_page.locator(".box button").click()
    plain_page.locator("a.chip", has_text="2020").click()
    assert "ignore=2020" in plain_page.url
    plain_page.locator("aside a").first.click()
    plain_page.locator(".hit .open").first.click()
    plain_page.locator("a.figure").first.click()
    expect(plain_page.locator("#record dl")).to_contain_text("Câu nguồn")
