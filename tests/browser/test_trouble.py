"""Bad input and bad moments: each is a page that says what happened."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Shot
from tests.browser.server import RunningServer
from tests.browser.test_library_walk import delete

pytestmark = pytest.mark.browser
HOSTILE = """<script>document.title = "taken"</script> Thông báo mở lớp <img src=x onerror="alert(1)">

Ngày 07/3/2024, xã Ea Tu mở 5 lớp; <svg onload="alert(2)"></svg> có 90 học viên "{{ 7 * 7 }}" đăng ký.
"""
NAME = "'><img src=x onerror=alert(1)> <b>.txt"


def test_scripts_in_titles_texts_and_names_are_shown_as_text(page: Page, shot: Shot, tmp_path: Path) -> None:
    dialogs: list[str] = []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    file = tmp_path / "thu.txt"
    file.write_text(HOSTILE, "utf-8")
    page.goto("/library")
    page.get_by_label(re.compile("Thêm tài liệu")).set_input_files(
        {"name": NAME, "mimeType": "text/plain", "buffer": HOSTILE.encode()}
    )
    page.get_by_role("button", name="Tải lên").click()
    expect(page.locator("#sent li a")).to_be_visible()
    for address in (
        "/library?limit=100",
        "/?q=xã Ea Tu mở bao nhiêu lớp năm 2024?",
        "/figures?q=số lớp Ea Tu",
    ):
        page.goto(address)
        expect(page.locator("main")).to_contain_text("<script>")
        assert page.title() != "taken"
        assert page.locator("main img, main script").count() == 0
    page.goto("/library?limit=100")
    page.get_by_role("link", name=re.compile("Thông báo mở lớp")).first.click()
    expect(page.locator("article.text")).to_contain_text("{{ 7 * 7 }}")
    shot(page, "hostile-document")
    delete(page, "onerror=alert")
    assert not dialogs


def test_a_very_long_question_is_told_so(page: Page, shot: Shot) -> None:
    page.goto("/")
    page.get_by_role("searchbox").fill("nghiện " * 1_430)
    page.get_by_role("button", name="Tìm", exact=True).click()
    expect(page.locator(".detail")).to_contain_text("dài quá 1000 ký tự")
    shot(page, "long-question")


def test_an_unknown_document_is_told_so(page: Page, shot: Shot) -> None:
    answer = page.goto("/documents/00000000000000000000000000000000")
    assert answer is not None
    assert answer.status == 404
    expect(page.get_by_role("heading", level=1)).to_have_text("Không có tài liệu này")
    expect(page.get_by_role("link", name="Xem thư viện")).to_be_visible()
    shot(page, "unknown-document")


@pytest.mark.parametrize("address", ["?start=1&end=99999999", "?figure=99999"])
def test_a_link_to_nothing_still_shows_the_text(page: Page, address: str) -> None:
    page.goto("/?q=cai nghiện bắt buộc")
    page.locator(".hit .open").first.click()
    page.goto(page.url.partition("?")[0] + address)
    expect(page.get_by_role("alert")).to_contain_text("có thể văn bản đã được đọc lại")
    expect(page.locator("article.text")).to_be_visible()


def test_the_server_restarts_while_a_page_is_open(page: Page, server: RunningServer, shot: Shot) -> None:
    page.goto("/?q=cai nghiện bắt buộc&limit=5")
    next_page = page.get_by_role("link", name="Trang sau").get_attribute("href")
    page.locator(".hit .open").first.click()
    figure = page.locator("a.figure").first
    figure.wait_for()
    server.stop()
    try:
        figure.click()
        expect(page.locator("#told")).to_contain_text("Máy chủ không trả lời")
        shot(page, "server-away")
    finally:
        server.start()
    figure.click()
    expect(page.locator("#record dl")).to_contain_text("Câu nguồn")
    page.goto("/" + str(next_page))
    expect(page.locator("article.hit").first).to_be_visible()
