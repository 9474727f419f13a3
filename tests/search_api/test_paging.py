"""Cursors come back as they went out, and only to their own query."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from corpus.errors import WrongUse
from search_api.paging import page_of, read_cursor, write_cursor

QUESTION = {"q": "trạm y tế", "province": None}


@given(some.one_of(some.integers(0, 10**9), some.text(max_size=80)))
def test_a_cursor_comes_back(place: int | str) -> None:
    assert read_cursor(write_cursor(place, QUESTION), QUESTION, type(place)) == place


@given(some.text(max_size=60))
def test_any_text_is_a_cursor_or_a_refusal(text: str) -> None:
    try:
        read_cursor(text, QUESTION, int)
    except WrongUse as refused:
        assert refused.subject == "cursor"  # noqa: PT017  # any text may also be a cursor


def test_a_cursor_of_another_query_is_refused() -> None:
    with pytest.raises(WrongUse, match="cursor"):
        read_cursor(write_cursor(3, {"q": "khác"}), QUESTION, int)


def test_pages_cover_a_list_once() -> None:
    seen: list[int] = []
    cursor: str | None = None
    while True:
        rows, cursor = page_of(range(23), limit=5, cursor=cursor, question=QUESTION)
        seen += rows
        if cursor is None:
            break
    assert seen == list(range(23))


def test_a_place_behind_the_end_is_refused() -> None:
    with pytest.raises(WrongUse, match="cursor"):
        page_of([1, 2], limit=5, cursor=write_cursor(99, QUESTION), question=QUESTION)
