"""Answers as the page shows them: number and unit large, its subject apart, its sentence or row marked."""

from __future__ import annotations

from dataclasses import replace

import pytest

from search_api.answer import Answer
from search_api.answer_card import answer_cards
from search_api.labels import Lines
from search_api.search import SearchHit

ROW = "Hòa Bình | 214 | 228"
ANSWER = Answer(
    kind="figure",
    text="228 (số người cai nghiện; Hòa Bình; Năm 2020)",
    document_id="a",
    title="Tổng hợp",
    quote=ROW,
    start=120,
    end=120 + len(ROW),
    page=1,
    score=1.0,
    value=228.0,
    unit="người",
)
PASSAGE = f"Bảng 1\nTỉnh | Năm 2019 | Năm 2020\n{ROW}"
HIT = SearchHit(
    document_id="a", title="Tổng hợp", passage=PASSAGE, start=120 - PASSAGE.index(ROW), end=120 + len(ROW),
    score=1.0, highlights=(), section=(), page=1, province=None, published=None, doc_type="report",
    references=(), figures=(), passage_id="a/p0",
)  # fmt: skip


def marked(lines: Lines) -> list[str]:
    return [text for row in lines.rows for cell in row for text, is_marked in cell if is_marked]


def test_a_row_comes_under_the_names_of_its_columns() -> None:
    card = answer_cards([ANSWER], [HIT])[0]
    assert (card.said, card.about) == ("228 người", "số người cai nghiện · Hòa Bình · Năm 2020")
    assert card.quote[0].is_table
    assert card.quote[0].has_head
    assert marked(card.quote[0]) == ["228"]


def test_without_its_passage_the_row_stands_alone() -> None:
    quote = answer_cards([ANSWER], [replace(HIT, document_id="b")])[0].quote
    assert [line.is_table for line in quote] == [False]


@pytest.mark.parametrize(
    ("text", "quote", "said", "found"),
    [
        ("gần 731 người (số người)", "Có gần 731 người.", "gần 731 người", ["731 người"]),
        ("98 (số lớp)", "Có 398 lớp, 98 lớp may.", "98 lớp", ["98"]),  # 398 holds it, too
        ("5 lớp (số lớp)", "Mở 5 lớp may và 5 lớp điện.", "5 lớp", []),  # which of the two?
    ],
)
def test_the_number_is_marked_where_it_is_certain(text: str, quote: str, said: str, found: list[str]) -> None:
    unit = said.rsplit(maxsplit=1)[-1]
    card = answer_cards([replace(ANSWER, text=text, quote=quote, unit=unit)], [])[0]
    assert card.said == said
    assert marked(card.quote[0]) == found
