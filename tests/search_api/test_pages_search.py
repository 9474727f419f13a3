"""The search page: the answer, the reading as chips, facets, hits and what is similar to them."""

from __future__ import annotations

import re

from fastapi.testclient import TestClient

from tests.search_api.reading_pages import page


def chips(text: str) -> list[str]:
    """What stands in the chips, without their marks."""
    return re.findall(r'<span class="what">([^<]*)</span>', text)


def test_the_first_page_answers(client: TestClient) -> None:
    text = page(client, "/?q=Nghị định nào quy định về cai nghiện ma túy tại cộng đồng?")
    assert "94/2010/NĐ-CP" in text
    assert "116/2021/NĐ-CP" in text
    assert "<mark>" in text


def test_it_says_when_the_corpus_does_not(client: TestClient) -> None:
    assert "không nói về điều này" in page(client, "/?q=Giá vé tàu điện ngầm là bao nhiêu?")


def test_the_reading_stands_as_chips_that_can_be_taken_away(client: TestClient) -> None:
    q = "Hòa Bình năm 2021 mở bao nhiêu lớp dạy nghề?"
    text = page(client, f"/?q={q}")
    assert chips(text) == ["Hòa Bình", "2021"]
    assert "ignore=H%C3%B2a+B%C3%ACnh" in text
    without = page(client, f"/?q={q}&ignore=2021")
    assert 'class="chip ignored"' in without
    assert chips(without) == ["Hòa Bình", "2021"]
    assert "51 lớp" in without  # of the year after, which was left out before


def test_a_filter_is_a_chip_and_stays_in_the_form_and_the_address(client: TestClient) -> None:
    text = page(client, "/?q=dạy nghề&province=Hòa Bình&year_from=2021&doc_type=report")
    assert chips(text) == ["Hòa Bình", "Báo cáo", "2021"]
    assert "<option selected>Hòa Bình</option>" in text
    assert 'name="year_from" inputmode="numeric" size="5" value="2021"' in text
    assert re.search(r'href="\?q=[^"]*province=H%C3%B2a\+B%C3%ACnh', text)


def test_facets_have_counts_and_a_chosen_one_is_marked(client: TestClient) -> None:
    text = page(client, "/?q=dạy nghề&province=Hòa Bình")
    assert re.search(r'aria-current="true">Hòa Bình ×</a>\s*<span class="count">2</span>', text)


def test_what_was_typed_without_accents_is_shown_with_them(client: TestClient) -> None:
    assert "Gõ không dấu" in page(client, "/?q=so lop day nghe o hoa binh nam 2021")
    assert "Gõ không dấu" not in page(client, "/?q=số lớp dạy nghề ở Hòa Bình")


def test_a_hit_leads_to_passages_like_it(client: TestClient) -> None:
    text = page(client, "/?q=lớp dạy nghề")
    similar = re.search(r'href="(\?similar=[^"]+)"', text)
    assert similar
    assert "giống đoạn đã chọn" in page(client, "/" + similar[1])
