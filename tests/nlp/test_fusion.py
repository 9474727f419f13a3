from __future__ import annotations

import pytest

from corpus.collections import FOLDED, LEXICAL
from nlp.closeness import COVERAGE, TITLE, WINDOW, read_words
from nlp.fusion import SEMANTIC_WEIGHT, SEMANTIC_WEIGHT_ALONE, fuse, hybrid


def test_takes_words_over_their_best_and_cosines_as_they_are() -> None:
    fused = fuse({"a": 8.0, "b": 4.0}, {"b": 0.5, "c": 1.0})
    assert fused == pytest.approx(
        {"a": 1, "b": 0.5 + SEMANTIC_WEIGHT_ALONE * 0.5, "c": SEMANTIC_WEIGHT_ALONE}
    )


def test_adds_closeness() -> None:
    fused = fuse({"a": 8.0, "b": 4.0}, {"a": 0.1}, {"a": 0.25, "b": 0.25})
    assert fused["a"] / fused["b"] == pytest.approx((1.25 + SEMANTIC_WEIGHT * 0.1) / 0.75)


def test_the_best_possible_score_is_the_same_with_closeness() -> None:
    """What search adds for the place, the year or a number weighs as much in either sum."""
    perfect = WINDOW + COVERAGE + TITLE
    assert fuse({"a": 3.0}, {"a": 1.0}, {"a": perfect}) == pytest.approx(fuse({"a": 3.0}, {"a": 1.0}))


@pytest.mark.parametrize(("lane", "close"), [(LEXICAL, "accented"), (FOLDED, "bare")])
def test_candidates_are_read_as_the_lane_reads(lane: str, close: str) -> None:
    texts = {"accented": "vay vốn học nghề", "bare": "vay von hoc nghe"}
    query = texts[close]
    scores = hybrid(
        query,
        lane,
        dict.fromkeys(texts, 1.0),
        {},
        read=lambda keys, folded: {
            key: read_words(texts[key] if not folded or key == "bare" else "xe", folded=folded)
            for key in keys
        },
    )
    assert max(scores, key=lambda key: scores[key]) == close


@pytest.mark.parametrize("words", [{}, {"a": 0.0}])
def test_without_shared_words_meaning_decides(words: dict[str, float]) -> None:
    assert fuse(words, {"a": 0.5}) == {"a": SEMANTIC_WEIGHT_ALONE * 0.5}
