"""Measures of a ranking against graded relevance, and how sure a difference of two means is."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence

import numpy as np

METRICS = ("ndcg@10", "mrr@10", "recall@10", "recall@100", "hit@1")


def measures(ranking: Sequence[str], relevant: Mapping[str, int]) -> dict[str, float]:
    """All metrics of one query; `ranking` holds distinct ids, best first."""
    return {
        "ndcg@10": ndcg(ranking, relevant, 10),
        "mrr@10": reciprocal_rank(ranking, relevant, 10),
        "recall@10": recall(ranking, relevant, 10),
        "recall@100": recall(ranking, relevant, 100),
        "hit@1": recall(ranking, relevant, 1) and 1.0,
    }


def ndcg(ranking: Sequence[str], relevant: Mapping[str, int], depth: int) -> float:
    """Discounted gain over the best gain there could be, with linear gains as in BEIR."""
    gain = _gain(relevant.get(page, 0) for page in ranking[:depth])
    ideal = _gain(sorted(relevant.values(), reverse=True)[:depth])
    return gain / ideal if ideal else 0.0


def reciprocal_rank(ranking: Sequence[str], relevant: Mapping[str, int], depth: int) -> float:
    return next((1 / rank for rank, page in enumerate(ranking[:depth], start=1) if page in relevant), 0.0)


def recall(ranking: Sequence[str], relevant: Mapping[str, int], depth: int) -> float:
    return sum(page in relevant for page in ranking[:depth]) / len(relevant) if relevant else 0.0


def interval(differences: Sequence[float], *, draws: int = 1000, seed: int = 13) -> tuple[float, float]:
    """The middle 95 % of the mean of paired differences, by drawing queries with replacement."""
    values = np.asarray(differences, np.float64)
    if not len(values):
        return 0.0, 0.0
    chosen = np.random.default_rng(seed).integers(0, len(values), (draws, len(values)))
    low, high = np.percentile(values[chosen].mean(axis=1), [2.5, 97.5])
    return float(low), float(high)


def _gain(grades: Iterable[int]) -> float:
    return sum(grade / math.log2(rank + 1) for rank, grade in enumerate(grades, start=1))
