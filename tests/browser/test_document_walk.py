"""Reading a document: marks, a figure's record, the check that fails, the original, links and citations."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Shot

pytestmark = pytest.mark.browser


def open_document(page: Page, title: str) -> None:
    page.goto("/library?limit=100")
    page.get_by_role("link", name=title, exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)


WRONG = "Đào tạo nghề cho lao động nông thôn và giảm nghèo năm 2023"
REPORT = "Kết quả công tác cai nghiện ma túy năm 2022 trên địa bàn tỉnh An Giang"


def test_the_check_that_fails_stands_out(page: Page, shot: Shot) -> None:
    open_document(page, WRONG)
    note = page.get_by_role("note").first
    expect(note).to_contain_text("1.240 ≠ 1.241")
    expect(page.locator("a.figure.failed")).to_have_attribute("data-computed", "≠ 1.241")
    shot(page, "document-failed-check")
    note.get_by_role("link").first.click()
    expect(page.locator("#record .check.warning")).to_contain_text("142 + 298 + 386 + 415 = 1.241")


def test_a_figure_shows_its_record_without_a_reload(page: Page, shot: Shot) -> None:
    open_document(page, REPORT)
    page.evaluate("window.kept = true")
    page.locator("a.figure", has_text="17 người").first.click()
    record = page.locator("#record")
    expect(record).to_contain_text("+17 người")
    expect(record).to_contain_text("năm 2021")
    expect(page).to_have_url(re.compile(r"\?figure=\d+#record"))
    assert page.evaluate("window.kept")
    shot(page, "document-figure")
    before = page.url
    record.get_by_role("link", name="Số sau").click()
    expect(page).not_to_have_url(before)
    expect(page.locator("a.figure.chosen")).to_have_count(1)
    page.go_back()
    expect(record).to_contain_text("+17 người")


def test_marks_are_toggled(page: Page) -> None:
    open_document(page, REPORT)
    mark = page.locator(".text a.figure").first
    coloured = mark.evaluate("one => getComputedStyle(one).backgroundColor")
    page.get_by_label("số liệu", exact=True).uncheck()
    assert mark.evaluate("one => getComputedStyle(one).backgroundColor") != coloured


def test_the_outline_leads_into_the_text(page: Page) -> None:
    open_document(page, REPORT)
    page.get_by_role("navigation", name="Mục lục").get_by_role("link", name="4. Kinh phí").click()
    heading = page.locator(".paragraph", has_text="4. Kinh phí").first
    expect(heading).to_be_in_viewport()


def test_the_original_stands_beside_the_text(page: Page, shot: Shot) -> None:
    open_document(page, REPORT)
    page.get_by_role("link", name="trang 2").first.wait_for()
    page.get_by_role("link", name="Xem bản gốc bên cạnh").click()
    frame = page.locator("iframe.original")
    expect(frame).to_have_attribute("src", re.compile(r"/original\?page=1#page=1&"))
    answer = page.request.get(str(frame.get_attribute("src")).partition("#")[0])
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.body().startswith(b"%PDF")
    shot(page, "document-original")


def test_a_selected_stretch_becomes_a_link_and_a_citation(page: Page) -> None:
    open_document(page, REPORT)
    text = "toàn tỉnh có 731 người cai nghiện bắt buộc"
    page.get_by_text("toàn tỉnh có").first.evaluate(SELECT, text)
    page.get_by_role("button", name="Sao chép trích dẫn").last.click()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert f"“{text}”" in copied
    assert REPORT in copied
    page.goto(re.search(r"http://\S+", copied)[0])  # type: ignore[index]  # it must be there
    expect(page.locator("#record")).to_contain_text("Đoạn được liên kết")
    marked = "".join(page.locator(".text mark").all_text_contents())
    assert marked == text


# Selects a text that runs over several marks of one paragraph.
SELECT = """(paragraph, wanted) => {
  const walker = document.createTreeWalker(paragraph.closest("p"), NodeFilter.SHOW_TEXT);
  const places = [];
  while (walker.nextNode()) {
    for (let at = 0; at < walker.currentNode.length; at += 1) { places.push([walker.currentNode, at]); }
  }
  const start = paragraph.closest("p").textContent.indexOf(wanted);
  const last = places[start + wanted.length - 1];
  getSelection().setBaseAndExtent(...places[start], last[0], last[1] + 1);
}"""


TABLE = "Tổng hợp số liệu cai nghiện, điều trị của sáu tỉnh giai đoạn 2019 - 2022"


def test_a_table_is_a_table_whose_cells_open_and_whose_rows_are_linked(page: Page, shot: Shot) -> None:
    open_document(page, TABLE)
    table = page.get_by_role("article").get_by_role("table").first
    expect(table.get_by_role("columnheader")).to_have_text(
        ["Tỉnh", "Năm 2019", "Năm 2020", "Năm 2021", "Năm 2022"]
    )
    row = table.get_by_role("row", name=re.compile("Sơn La"))
    row.get_by_role("link", name="1.415").click()
    record = page.locator("#record")
    expect(record).to_contain_text("năm 2021", ignore_case=True)
    expect(record.locator("th").nth(3)).to_have_text("Năm 2021")  # the names of the columns over its row
    expect(record.locator("td mark")).to_have_text("1.415")
    shot(page, "document-table")
    row.get_by_role("link", name="Liên kết đến đoạn này").click()
    marked = "".join(page.locator(".text mark").all_text_contents())
    assert re.sub(r"\s", "", marked) == "SơnLa1.382-1.4151.466"


def test_a_stretch_of_a_table_becomes_a_link(page: Page) -> None:
    open_document(page, TABLE)
    cells = page.get_by_role("row", name=re.compile("Sơn La")).first.locator("td")
    cells.nth(2).evaluate(
        "(one, last) => getSelection().setBaseAndExtent(one, 0, last, 1)", cells.nth(3).element_handle()
    )
    page.locator("#selected").get_by_role("button", name="Sao chép liên kết").click()
    page.goto(page.evaluate("navigator.clipboard.readText()"))
    marked = "".join(page.locator(".text mark").all_text_contents())
    assert re.sub(r"\s", "", marked) == "-1.415"


def test_the_original_turns_to_the_page_of_a_figure(page: Page) -> None:
    open_document(page, REPORT)
    page.get_by_role("link", name="Xem bản gốc bên cạnh").click()
    page.locator("a.figure").last.click()
    expect(page.locator("#record dl")).to_contain_text("Câu nguồn")
    expect(page.locator("iframe.original")).to_have_attribute("src", re.compile(r"#page=2&"))
    expect(page).to_have_url(re.compile(r"original="))


def test_it_prints_with_its_sources(page: Page, shot: Shot) -> None:
    open_document(page, REPORT)
    page.emulate_media(media="print")
    expect(page.locator(".top")).to_be_hidden()
    expect(page.locator(".legend")).to_be_hidden()
    expect(page.locator(".sources")).to_contain_text("116/2021/NĐ-CP")
    expect(page.locator(".sources")).to_contain_text("an-giang-bao-cao-2022.pdf")
    shot(page, "document-print")
