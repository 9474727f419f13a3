"""The library: a PDF sent and followed until it is indexed, what cannot be read, trying again, deleting."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Shot
from tests.ingest.builders import TITLE, as_pdf

pytestmark = pytest.mark.browser
DROP = """async ([name, text]) => {
  const held = new DataTransfer();
  held.items.add(new File([text], name, { type: "text/plain" }));
  const form = document.getElementById("upload");
  form.dispatchEvent(new DragEvent("dragover", { dataTransfer: held, bubbles: true, cancelable: true }));
  form.dispatchEvent(new DragEvent("drop", { dataTransfer: held, bubbles: true, cancelable: true }));
}"""


def delete(page: Page, title: str) -> None:
    page.goto("/library?limit=100")
    page.get_by_role("row", name=re.compile(re.escape(title))).get_by_role(
        "link", name=re.compile("^Xóa")
    ).click()
    page.get_by_role("button", name="Xóa tài liệu này").click()


def test_a_pdf_is_followed_until_it_is_indexed_and_then_deleted(
    page: Page, shot: Shot, tmp_path: Path
) -> None:
    file = tmp_path / "tuyen-quang-2023.pdf"
    file.write_bytes(as_pdf())
    page.goto("/library")
    page.get_by_label(re.compile("Thêm tài liệu")).set_input_files(file)
    page.get_by_role("button", name="Tải lên").click()
    line = page.locator("#sent li")
    expect(line).to_contain_text("đã lập chỉ mục")
    shot(page, "library-upload")
    line.get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
    page.goto("/?q=Năm 2023 tỉnh Tuyên Quang dạy nghề cho bao nhiêu người sau cai?")
    expect(page.locator(".answer")).to_contain_text("418")
    delete(page, "tuyen-quang-2023.pdf")
    expect(page.get_by_role("status").first).to_contain_text("Đã xóa")
    page.goto("/?q=dạy nghề cho người sau cai ở Tuyên Quang")
    expect(page.locator("main")).not_to_contain_text("418 người")


def test_a_dropped_file_is_taken(page: Page) -> None:
    page.goto("/library")
    page.evaluate(DROP, ["tha-vao.txt", "Ngày 05/3/2024, xã Ea Kao có 3 lớp xóa mù chữ.\n"])
    expect(page.locator("#sent li")).to_contain_text("đã lập chỉ mục")
    delete(page, "tha-vao.txt")


def test_what_cannot_be_read_says_why_and_can_be_tried_again(page: Page, shot: Shot, tmp_path: Path) -> None:
    broken = tmp_path / "hong.pdf"
    broken.write_bytes(b"%PDF-1.4\nkhong phai PDF\n%%EOF")
    page.goto("/library")
    page.get_by_label(re.compile("Thêm tài liệu")).set_input_files(broken)
    page.get_by_role("button", name="Tải lên").click()
    expect(page.locator("#sent li")).to_contain_text("không nhận được")
    page.goto("/library?state=failed")
    row = page.get_by_role("row", name=re.compile("hong.pdf"))
    expect(row).to_contain_text("không đọc được")
    shot(page, "library-failed")
    row.get_by_role("button", name="Đọc lại").click()
    expect(page.locator("p.warning")).to_contain_text("hong.pdf")
    page.goto("/library?state=failed")
    page.get_by_role("link", name="hong.pdf", exact=True).click()
    expect(page.locator(".state")).to_contain_text("không đọc được")
    delete(page, "hong.pdf")


def test_the_plain_form_does_the_same(plain_page: Page, tmp_path: Path) -> None:
    file = tmp_path / "don-gian.txt"
    file.write_text("Ngày 06/3/2024, xã Hòa Thắng có 2 lớp học nghề cho 40 học viên.\n", "utf-8")
    plain_page.goto("/library")
    plain_page.locator("#file").set_input_files(file)
    plain_page.locator("#upload button").click()
    expect(plain_page.locator("p.card", has_text="don-gian.txt")).to_contain_text("đã lập chỉ mục")
    delete(plain_page, "don-gian.txt")
    expect(plain_page.locator("main")).to_contain_text("Đã xóa “don-gian.txt”")
