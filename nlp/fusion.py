"""One order out of the lanes: a weighted sum of normalised scores.

BM25 scores have no upper end, so they are taken over the best of the query; cosines are taken as they are,
and closeness has its weights in itself. Reciprocal rank fusion throws the distances away and was measured
worse than the words alone (docs/evaluation.md).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from operator import itemgetter
from typing import Any, TypeVar

from corpus.collections import FOLDED
from nlp.closeness import COVERAGE, TITLE, WINDOW, Words, closeness

K = TypeVar("K", bound=Any)  # what candidates are known by: anything that has an order

DEPTH = 60  # candidates of the words, and half as many of the meaning; with 100 the mean is .0003 less
READ_CLOSELY = 30  # of them, the best by both lanes; with all of them the mean is the same
SEMANTIC_WEIGHT = 2.5  # of a cosine against the best BM25 score as 1; found on train queries
SEMANTIC_WEIGHT_ALONE = 0.7  # the same where closeness is not measured
# One end for both sums, so that a boost weighs as much in either.
_SCALE = (1 + SEMANTIC_WEIGHT_ALONE) / (1 + SEMANTIC_WEIGHT + WINDOW + COVERAGE + TITLE)


def hybrid(
    query: str,
    lane: str,
    lexical: Mapping[K, float],
    semantic: Mapping[K, float],
    *,
    read: Callable[[Sequence[K], bool], Mapping[K, Words]],
) -> dict[K, float]:
    """What search and its evaluation both rank by; `read` gives candidates' words, `folded` or accented.

    `semantic` holds what may come far up, `lexical` the candidates of its own lane: the words of the others
    weigh nothing beside them, and asking for them took longer than all else.
    """
    folded = lane == FOLDED
    likely = [key for key, _ in in_order(fuse(lexical, semantic))[:READ_CLOSELY]]
    return fuse(lexical, semantic, closeness(query, read(likely, folded), folded=folded))


def compared(depth: int) -> int:
    """How many candidates by meaning are joined to `depth` by words, and how many of these get a cosine too:
    with all of them the mean is the same."""
    return depth // 2


def fuse(
    lexical: Mapping[K, float], semantic: Mapping[K, float], close: Mapping[K, float] | None = None
) -> dict[K, float]:
    """A score for every key of either lane; a key that a lane does not hold gets nothing from it."""
    best = max(lexical.values(), default=0.0)
    weight, scale = (SEMANTIC_WEIGHT, _SCALE) if close else (SEMANTIC_WEIGHT_ALONE, 1.0)
    scores = {key: scale * weight * cosine for key, cosine in semantic.items()}
    for lane, share in ((lexical, scale / best if best > 0 else 0.0), (close or {}, scale)):
        for key, value in lane.items():
            scores[key] = scores.get(key, 0.0) + share * value
    return scores


def in_order(scores: Mapping[K, float]) -> list[tuple[K, float]]:
    """Best first, ties in order of key."""
    return sorted(sorted(scores.items()), key=itemgetter(1), reverse=True)
