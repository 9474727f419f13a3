"""Ranking: candidates of the lexical and the meaning lane, fused by a weighted sum, ties in order.

Passages are ranked as the evaluation ranks (`nlp.fusion.hybrid`); figures and references, whose answers are
judged on by their fields, by the lanes alone.
"""

from __future__ import annotations

import enum
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice
from typing import Any

from corpus.collections import DENSE, FOLDED, LEXICAL
from corpus.index import EVERYTHING, Collection, Condition, Match, Payload, SparseVector, Vector
from nlp.closeness import Words, unpacked
from nlp.fusion import DEPTH, compared, fuse, hybrid, in_order
from nlp.lexical import query_vector
from nlp.reranking import DEPTH as READ_AGAIN
from nlp.reranking import Reranker, reordered
from search_api.query import Question
from search_api.services import Services


class Mode(enum.StrEnum):
    HYBRID = "hybrid"
    SEMANTIC = "semantic"
    LEXICAL = "lexical"


@dataclass(frozen=True)
class Candidate:
    key: str
    score: float
    payload: Payload

    def value(self, name: str) -> Any:
        return self.payload.get(name)


def rank(
    services: Services,
    question: Question,
    collection: Collection,
    *,
    where: Condition = EVERYTHING,
    mode: Mode = Mode.HYBRID,
    depth: int = DEPTH,
) -> list[Candidate]:
    """The candidates for a question, best first; equal ones in the order of their ids."""
    matches = order(services, question, collection, where=where, mode=mode, depth=depth)
    hits = services.index.hits(collection, matches).values()
    found = [Candidate(hit.key, hit.score, hit.payload) for hit in hits]
    if services.reranker and mode is Mode.HYBRID and collection is Collection.PASSAGES:
        return _read_again(found, question, services.reranker)
    return found


def order(
    services: Services,
    question: Question,
    collection: Collection,
    *,
    where: Condition = EVERYTHING,
    mode: Mode = Mode.HYBRID,
    depth: int = DEPTH,
) -> list[Match]:
    """The same without what the candidates hold."""
    lanes = _Lanes(services, question, collection, where)
    if mode is Mode.LEXICAL:
        scores = fuse(lanes.lexical(limit=depth), {})
    elif mode is Mode.SEMANTIC:
        scores = fuse({}, lanes.dense(limit=depth))
    else:
        scores = _hybrid(lanes, question, depth, closely=collection is Collection.PASSAGES)
    return [*map(Match._make, in_order(scores))]


def _hybrid(lanes: _Lanes, question: Question, depth: int, *, closely: bool) -> dict[int, float]:
    near = compared(depth)
    words, meaning = lanes.lexical(limit=depth), lanes.dense(limit=near)
    meaning |= lanes.dense(among=[found for found in islice(words, near) if found not in meaning])
    if not closely:
        return fuse(words, meaning)
    return hybrid(question.wording, lanes.words_lane, words, meaning, read=lanes.read)


def _read_again(found: list[Candidate], question: Question, reranker: Reranker) -> list[Candidate]:
    """The best in the reranker's order; scores stay with the places, so that boosts weigh the same."""
    texts = [f"{candidate.payload['title']}\n{candidate.payload['text']}" for candidate in found[:READ_AGAIN]]
    order = reordered(reranker.scores(question.wording, texts), len(found))
    return [replace(found[at], score=place.score) for at, place in zip(order, found, strict=True)]


class _Lanes:
    """One question put to the two lanes of a collection; a query without accents takes the folded words."""

    def __init__(
        self, services: Services, question: Question, collection: Collection, where: Condition
    ) -> None:
        self._index, self._collection, self._where = services.index, collection, where
        self._embedder, self._wording = services.embedder, question.wording
        self._kept, self._version = services.words, services.index.version()
        self.words_lane = LEXICAL if question.accented else FOLDED

    @cached_property
    def _words(self) -> SparseVector:
        return query_vector(self._wording, self.words_lane)

    @cached_property
    def _meaning(self) -> Vector:
        vector: Vector = self._embedder.encode_queries([self._wording])[0]
        return vector

    def lexical(self, *, limit: int) -> dict[int, float]:
        return self._nearest(self._words, self.words_lane, limit, None)

    def dense(self, *, limit: int = 0, among: Sequence[int] | None = None) -> dict[int, float]:
        return self._nearest(self._meaning, DENSE, limit, among)

    def read(self, likely: Sequence[int], folded: bool) -> dict[int, Words]:
        """Some passages as closeness reads them."""
        lane = FOLDED if folded else LEXICAL
        return self._kept[lane].all(likely, self._version, lambda ids: self._read(ids, lane))

    def _read(self, ids: Sequence[int], lane: str) -> dict[int, Words]:
        words = self._index.values(Collection.WORDS, ids, lane)
        return {found: unpacked(packed or "") for found, packed in words.items()}

    def _nearest(
        self, vector: Vector | SparseVector, lane: str, limit: int, among: Sequence[int] | None
    ) -> dict[int, float]:
        """The best `limit`, or all of `among`, with their scores."""
        found = self._index.nearest(
            self._collection,
            vector,
            lane=lane,
            where=self._where,
            limit=limit if among is None else len(among),
            among=among,
        )
        return dict(found)
