"""A document's page: its marks, the record of a figure, its checks, and links into the text."""

from __future__ import annotations

import html
import re

import pytest
from fastapi.testclient import TestClient

from search_api.services import Services
from tests.search_api.reading_pages import page


def test_it_shows_its_records_and_the_linked_stretch(client: TestClient, ids: dict[str, str]) -> None:
    text = page(client, f"/documents/{ids['hoa-binh-2021.txt']}?start=180&end=260")
    assert text.count('id="quote"') == 1
    assert 'class="figure"' in text
    assert 'class="reference"' in text


def test_its_text_is_there_letter_by_letter(
    services: Services, client: TestClient, ids: dict[str, str]
) -> None:
    """What a reader selects is counted in the page's own text."""
    name = ids["=cmd|' /C calc'!A0 <i>.txt"]
    shown = page(client, f"/documents/{name}")
    text = services.library.extraction(name).document.text
    found = re.findall(r'<p data-start="(\d+)">(.*?)</p>', shown, re.DOTALL)
    assert found
    for start, inner in found:
        plain = html.unescape(re.sub(r"<[^>]*>", "", inner))
        assert text[int(start) :].startswith(plain)


def test_a_total_that_does_not_add_up_stands_out(client: TestClient, ids: dict[str, str]) -> None:
    text = page(client, f"/documents/{ids['dak-nong-2023.txt']}")
    assert re.search(r"412</a> ≠ 402", text)
    assert 'data-computed="≠ 402"' in text


def test_a_figure_shows_its_record(services: Services, client: TestClient, ids: dict[str, str]) -> None:
    name = ids["hoa-binh-2022.txt"]
    figures = services.library.extraction(name).annotations.figures
    index = next(n for n, figure in enumerate(figures) if figure.comparison)
    text = page(client, f"/documents/{name}?figure={index}")
    assert "+145 người" in text
    assert "so với" in text
    assert 'class="figure chosen"' in text


def test_a_link_to_a_figure_opens_its_record(
    services: Services, client: TestClient, ids: dict[str, str]
) -> None:
    name = ids["hoa-binh-2022.txt"]
    first = services.library.extraction(name).annotations.figures[0]
    assert "Số liệu 1" in page(client, f"/documents/{name}?start={first.start}&end={first.end}")


@pytest.mark.parametrize("query", ["start=5&end=99999", "start=9&end=9", "start=20&end=10", "figure=99"])
def test_a_link_to_nothing_says_so_above_the_text(
    client: TestClient, ids: dict[str, str], query: str
) -> None:
    text = page(client, f"/documents/{ids['hoa-binh-2021.txt']}?{query}")
    assert 'role="alert"' in text
    assert "Kết quả thực hiện" in text


def test_a_text_without_an_original_to_show_has_no_frame(client: TestClient, ids: dict[str, str]) -> None:
    name = ids["hoa-binh-2021.txt"]
    assert "<iframe" not in page(client, f"/documents/{name}")
    assert f'src="/documents/{name}/original?page=1#page=1&amp;navpanes=0' in page(
        client, f"/documents/{name}?original=1"
    )
