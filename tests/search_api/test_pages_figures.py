"""The pages of figures: list, provinces and years, charts, changes, and the addresses of the files."""

from __future__ import annotations

import re

import pytest
from fastapi.testclient import TestClient

from search_api.filters import place_key
from tests.search_api.reading_pages import page

Q = "/figures?q=số lớp dạy nghề"


def test_the_list_marks_the_number_in_its_sentence(client: TestClient) -> None:
    assert re.search(r"<mark>46 lớp</mark>", page(client, Q))


def test_what_does_not_add_up_is_marked(client: TestClient) -> None:
    text = page(client, "/figures?holds=false")
    assert '<tr class="warning">' in text
    assert "≠" in text


def test_downloads_keep_the_filters(client: TestClient) -> None:
    text = page(client, f"{Q}&province=Hòa Bình&year_from=2021&holds=")
    address = re.search(r'href="(/api/v1/figures\?[^"]*format=csv)"', text)
    assert address
    wanted = address[1].replace("&amp;", "&")
    assert "province=H%C3%B2a+B%C3%ACnh" in wanted
    assert "year_from=2021" in wanted
    assert "view" not in wanted
    assert client.get(wanted).status_code == 200


def test_the_pivot_links_each_cell_and_shows_its_gaps(client: TestClient) -> None:
    text = page(client, f"{Q}&view=pivot")
    assert re.search(r'<a href="/documents/[0-9a-f]{32}\?start=\d+&amp;end=\d+#record"[^>]*>46</a>', text)
    address = re.findall(r'href="(/api/v1/figures/pivot\?[^"]*)"', text)[0].replace("&amp;", "&")
    assert client.get(address).status_code == 200


@pytest.mark.parametrize(("view", "shape"), [("line", "<circle"), ("bar", "<rect")])
def test_a_chart_names_and_links_each_point(client: TestClient, view: str, shape: str) -> None:
    text = page(client, f"{Q}&view={view}")
    drawn = text[text.index("<svg") : text.index("</svg>")]
    assert shape in drawn
    assert 'aria-label="Hòa Bình, 2021: 46 lớp"' in drawn
    assert not re.search(r"<script|<style|style=|\son\w+=|xlink", drawn)


def test_without_an_indicator_the_pivot_asks_for_one(client: TestClient) -> None:
    assert "Nhập một chỉ tiêu" in page(client, "/figures?view=pivot")


def test_a_change_stands_beside_what_the_text_states(client: TestClient) -> None:
    text = page(client, "/figures?q=số người học nghề&view=change")
    assert "<table" in text


@pytest.mark.parametrize("view", ["table", "pivot", "line", "bar", "change"])
def test_an_unknown_indicator_is_no_error(client: TestClient, view: str) -> None:
    text = page(client, f"/figures?q=tàu điện ngầm&view={view}")
    assert "Không có" in text


def test_a_table_names_its_documents_and_can_be_cited(client: TestClient) -> None:
    text = page(client, f"{Q}&view=pivot&province=Hòa Bình")
    named = re.search(r"Nguồn: (\d+) tài liệu", text)
    assert named
    listed = text[text.index('class="sources-of"') : text.index('class="citation"')]
    assert listed.count("<li>") == int(named[1])
    cited = re.search(r"<textarea[^>]*>(.*?)</textarea>", text, re.DOTALL)
    assert cited
    assert "số lớp dạy nghề" in cited[1]
    assert "view=pivot" in cited[1]


def test_provinces_stand_in_the_order_of_their_alphabet(sample_client: TestClient) -> None:
    """`Đắk Lắk` after `Cà Mau`, not after `Yên Bái`."""
    text = page(sample_client, "/figures?q=số người cai nghiện bắt buộc&view=pivot")
    names = re.findall(r'<th scope="row" lang="vi">([^<]+)</th>', text)
    assert "Đắk Lắk" in names
    assert names == sorted(names, key=place_key)
