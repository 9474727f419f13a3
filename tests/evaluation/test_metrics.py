from __future__ import annotations

import math

import pytest

from evaluation.metrics import interval, measures, ndcg, recall, reciprocal_rank

SECOND = 1 / math.log2(3)  # what the second place is worth

NDCG = [
    (["a", "b"], {"a": 1}, 1.0),
    (["b", "a"], {"a": 1}, SECOND),
    (["b", "a"], {"a": 2}, SECOND),  # a grade alone changes nothing
    (["b", "a"], {"a": 2, "b": 1}, (1 + 2 * SECOND) / (2 + SECOND)),
    (["a"], {"a": 1, "b": 1}, 1 / (1 + SECOND)),  # the other was not found
    (["x"] * 10 + ["a"], {"a": 1}, 0.0),  # beyond the depth
    ([], {"a": 1}, 0.0),
    (["a"], {}, 0.0),
]


@pytest.mark.parametrize(("ranking", "relevant", "expected"), NDCG)
def test_ndcg(ranking: list[str], relevant: dict[str, int], expected: float) -> None:
    assert ndcg(ranking, relevant, 10) == pytest.approx(expected)


def test_reciprocal_rank_is_of_the_first() -> None:
    assert reciprocal_rank(["x", "a", "b"], {"a": 1, "b": 1}, 10) == 0.5
    assert reciprocal_rank(["x"] * 10 + ["a"], {"a": 1}, 10) == 0


def test_recall_is_of_all_relevant() -> None:
    assert recall(["a", "x"], {"a": 1, "b": 1}, 10) == 0.5


def test_hit_counts_any_relevant_on_top() -> None:
    assert measures(["a"], {"a": 1, "b": 1})["hit@1"] == 1
    assert measures(["x", "a"], {"a": 1})["hit@1"] == 0


def test_interval_holds_a_steady_difference() -> None:
    low, high = interval([0.1, 0.2, 0.1, 0.2] * 50)
    assert 0.1 < low < 0.15 < high < 0.2


def test_interval_of_noise_holds_zero_and_is_repeatable() -> None:
    noise = [1.0, -1.0] * 100
    assert interval(noise) == interval(noise)
    assert interval(noise)[0] < 0 < interval(noise)[1]


def test_interval_of_nothing() -> None:
    assert interval([]) == (0.0, 0.0)
