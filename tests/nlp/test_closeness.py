from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.collections import FOLDED, LEXICAL
from nlp.closeness import (
    COVERAGE,
    STEP,
    TITLE,
    WINDOW,
    closeness,
    packed,
    passage_words,
    read_words,
    unpacked,
)

FILLER = "ủy ban nhân dân các cấp tổ chức thực hiện kế hoạch này " * 12


def scores(query: str, *texts: str, folded: bool = False) -> list[float]:
    words = {str(n): read_words(text, folded=folded) for n, text in enumerate(texts)}
    return list(closeness(query, words, folded=folded).values())


def test_words_that_stand_together_beat_words_far_apart() -> None:
    together, apart = scores(
        "mức vay vốn", f"{FILLER} mức vay vốn {FILLER}", f"mức {FILLER} vay {FILLER} vốn"
    )
    assert together > apart


def test_a_window_goes_over_a_step() -> None:
    """Words on both sides of a step's end are as close as any."""
    across, within = scores("vay vốn", "x " * (STEP - 1) + "vay vốn", "vay vốn" + " x" * (STEP - 1))
    assert across == pytest.approx(within)


def test_a_title_counts() -> None:
    words = {"a": read_words("Điều này nói rõ.", "Vay vốn"), "b": read_words("Điều này nói rõ.")}
    found = closeness("vay vốn", words)
    assert found["a"] == pytest.approx(WINDOW + COVERAGE + TITLE)
    assert found["b"] == 0


def test_what_all_candidates_share_tells_little() -> None:
    shared, rare = scores("hỗ trợ học nghề", "hỗ trợ tiền ăn", "hỗ trợ, học nghề", "hỗ trợ đi lại")[:2]
    assert rare > 3 * shared


def test_accents_count_unless_folded() -> None:
    assert scores("vay vốn", "vay von") < scores("vay vốn", "vay vốn")
    assert scores("vay von", "vay vốn", folded=True) == scores("vay vốn", "vay vốn")


@pytest.mark.parametrize(
    ("query", "texts"), [("", ["x"]), ("🙂", ["x"]), ("x", [""]), ("x", []), ("a b", ["🙂"])]
)
def test_nonsense_is_close_to_nothing(query: str, texts: list[str]) -> None:
    assert scores(query, *texts) == [0.0] * len(texts)


@given(st.text("ab ", max_size=30), st.lists(st.text("abc ", max_size=200), max_size=6))
def test_scores_are_bounded(query: str, texts: list[str]) -> None:
    assert all(0 <= value <= WINDOW + COVERAGE + TITLE + 1e-9 for value in scores(query, *texts))


def test_an_empty_title_is_no_title() -> None:
    assert closeness("x", {"a": read_words("x")}) == {"a": pytest.approx(WINDOW + COVERAGE)}


@given(st.text(max_size=50), st.text(max_size=20))
def test_words_come_back_as_they_were_packed(text: str, title: str) -> None:
    words = read_words(text, title)
    again = unpacked(packed(words))
    assert again.text.tolist() == words.text.tolist()
    assert again.title.tolist() == words.title.tolist()


def test_a_passage_is_kept_for_both_lanes_with_its_section_as_title() -> None:
    kept = passage_words("Vay vốn", title="Kế hoạch", section=("1. Mục tiêu",))
    expected = {LEXICAL: (2, 5), FOLDED: (2, 5)}
    assert {lane: (len(unpacked(w).text), len(unpacked(w).title)) for lane, w in kept.items()} == expected
    assert unpacked(kept[FOLDED]).text.tolist() == read_words("vay von").text.tolist()
