"""All pages: everything escaped, one script of ours, two languages, and errors as pages."""

from __future__ import annotations

import re

import pytest
from fastapi.testclient import TestClient

from tests.search_api.reading_pages import BROWSER, page


@pytest.mark.parametrize(
    "path", ["/figures", "/figures?q=số lớp dạy nghề", "/references", "/library", "/docs"]
)
def test_tables_have_rows(client: TestClient, path: str) -> None:
    assert "<td" in page(client, path)


@pytest.mark.parametrize(
    "path",
    [
        "/?q=lớp may lớp điện",
        "/library",
        "/library?deleted=<b>x</b><i>",
        "/figures",
        "/figures?q=<i>số lớp</i>&view=line",
        "/?q=<script>alert(1)</script> học viên",
        "/?q=học viên&ignore=<script>",
        "/references?q=<b>x",
    ],
)
def test_texts_titles_and_names_are_shown_as_text(client: TestClient, path: str) -> None:
    text = page(client, path)
    assert re.findall(r"<script[^>]*>", text) == ['<script src="/static/page.js" defer>']
    assert "<b>" not in text
    assert "<i>" not in text
    assert not re.search(r"\son\w+=|style=", text)  # the policy would refuse them


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("/documents/0123", 404, "Không có tài liệu này"),
        ("/nowhere", 404, "Không có địa chỉ này"),
        ("/?q=" + "a" * 10_000, 400, "Câu hỏi: dài quá"),
        ("/?q=a&province=Atlantis", 400, "Atlantis"),
        ("/?similar=nothing", 400, "không có đoạn"),
        ("/?lang=fr", 400, "lang"),
        ("/documents/0123?figure=-1", 400, "figure"),
        ("/figures?view=map", 400, "view"),
        ("/references/1/1900/XX", 404, "không văn bản nào"),
        ("/library/0123/delete", 404, "Không có tài liệu này"),
    ],
)
def test_errors_are_pages_that_say_what_happened(
    client: TestClient, path: str, status: int, words: str
) -> None:
    assert words in page(client, path, status=status)


def test_an_error_in_english_keeps_the_detail(own_client: TestClient) -> None:
    text = page(own_client, "/documents/0123?lang=en", status=404)
    assert "There is no such thing here" in text
    assert '<p lang="vi" class="detail">' in text


def test_a_chosen_language_is_remembered(own_client: TestClient) -> None:
    assert '<html lang="vi">' in page(own_client, "/")
    assert '<html lang="en">' in page(own_client, "/?lang=en")
    assert "Cited documents" in page(own_client, "/references")
    assert '<html lang="vi">' in page(own_client, "/?lang=vi")


def test_a_made_up_cookie_is_no_language(client: TestClient) -> None:
    answer = client.get("/", headers={**BROWSER, "Cookie": "lang=<script>"})
    assert '<html lang="vi">' in answer.text


def test_no_asset_of_another_site(client: TestClient, ids: dict[str, str]) -> None:
    for path in ("/", "/docs", "/figures?q=số lớp&view=line", f"/documents/{ids['hoa-binh-2021.txt']}"):
        assert not re.search(r'(?:src|href)="(?:https?:)?//', page(client, path))
    for name in ("style.css", "page.js", "icon.svg"):
        text = client.get(f"/static/{name}").text
        assert not re.search(r"@import|https?://(?!www\.w3\.org/2000/svg)", text)
        assert len(text) < 26_000


def test_a_page_is_compressed_for_those_who_read_it(client: TestClient) -> None:
    plain = client.get("/figures", headers={**BROWSER, "Accept-Encoding": "identity"})
    packed = client.get("/figures", headers={**BROWSER, "Accept-Encoding": "gzip"})
    assert "content-encoding" not in plain.headers
    assert packed.headers["content-encoding"] == "gzip"
    assert "Accept-Encoding" in packed.headers["vary"]
    assert int(packed.headers["content-length"]) < len(plain.content) / 3
    assert packed.text == plain.text
