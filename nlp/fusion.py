"""One order out of the lanes: a weighted sum of normalised scores.

BM25 scores have no upper end, so they are taken over the best of the query; cosines are taken as they are,
and closeness has its weights in itself. Reciprocal rank fusion throws the distances away and was measured
worse than the words alone (docs/evaluation.md).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from corpus.collections import FOLDED
from nlp.closeness import COVERAGE, TITLE, WINDOW, Words, closeness

DEPTH = 150  # candidates of each lane
SEMANTIC_WEIGHT = 2.5  # of a cosine against the best BM25 score as 1; found on train queries
SEMANTIC_WEIGHT_ALONE = 0.7  # the same where closeness is not measured
# One end for both sums, so that a boost weighs as much in either.
_SCALE = (1 + SEMANTIC_WEIGHT_ALONE) / (1 + SEMANTIC_WEIGHT + WINDOW + COVERAGE + TITLE)


def hybrid(
    query: str,
    lane: str,
    lexical: Mapping[str, float],
    semantic: Mapping[str, float],
    *,
    read: Callable[[str, bool], Words],
) -> dict[str, float]:
    """What search and its evaluation both rank by; `read` gives a candidate's words, `folded` or accented."""
    folded = lane == FOLDED
    words = {key: read(key, folded) for key in dict.fromkeys((*lexical, *semantic))}
    return fuse(lexical, semantic, closeness(query, words, folded=folded))


def fuse(
    lexical: Mapping[str, float], semantic: Mapping[str, float], close: Mapping[str, float] | None = None
) -> dict[str, float]:
    """A score for every key of either lane; a key that a lane does not hold gets nothing from it."""
    best = max(lexical.values(), default=0.0)
    share = 1 / best if best > 0 else 0.0
    weight, scale = (SEMANTIC_WEIGHT, _SCALE) if close else (SEMANTIC_WEIGHT_ALONE, 1.0)
    near = close or {}
    return {
        key: scale * (share * lexical.get(key, 0.0) + weight * semantic.get(key, 0.0) + near.get(key, 0.0))
        for key in dict.fromkeys((*lexical, *semantic))
    }
