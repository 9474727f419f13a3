"""Ranking: candidates of the lexical and the meaning lane, fused by a weighted sum, ties in order.

Passages are ranked as the evaluation ranks (`nlp.fusion.hybrid`); figures and references, whose answers are
judged on by their fields, by the lanes alone.
"""

from __future__ import annotations

import enum
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from corpus.collections import DENSE, FOLDED, LEXICAL
from corpus.index import EVERYTHING, Collection, Condition, Hit, Payload, SparseVector, Vector
from nlp.closeness import Words, read_words
from nlp.fusion import DEPTH, fuse, hybrid
from nlp.lexical import query_vectors
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
    """The candidates for a question, best first; equal ones in the order of their keys."""
    lanes = _Lanes(services, question, collection, where)
    words = lanes.lexical(limit=depth) if mode is not Mode.SEMANTIC else []
    meaning = lanes.dense(limit=depth) if mode is not Mode.LEXICAL else []
    if mode is Mode.HYBRID:
        words += lanes.lexical(limit=depth, keys=_absent(words, meaning))
        meaning += lanes.dense(limit=depth, keys=_absent(meaning, words))
    payloads = {hit.key: hit.payload for hit in (*words, *meaning)}
    if mode is Mode.HYBRID and collection is Collection.PASSAGES:
        scores = hybrid(
            question.wording,
            lanes.words_lane,
            _scores(words),
            _scores(meaning),
            read=lambda key, folded: _words(payloads[key], folded=folded),
        )
    else:
        scores = fuse(_scores(words), _scores(meaning))
    found = [Candidate(key, score, payloads[key]) for key, score in in_order(scores)]
    if services.reranker and mode is Mode.HYBRID and collection is Collection.PASSAGES:
        return _read_again(found, question, services.reranker)
    return found


def _read_again(found: list[Candidate], question: Question, reranker: Reranker) -> list[Candidate]:
    """The best in the reranker's order; scores stay with the places, so that boosts weigh the same."""
    texts = [f"{candidate.payload['title']}\n{candidate.payload['text']}" for candidate in found[:READ_AGAIN]]
    order = reordered(reranker.scores(question.wording, texts), len(found))
    return [replace(found[at], score=place.score) for at, place in zip(order, found, strict=True)]


def in_order(scores: dict[str, float]) -> list[tuple[str, float]]:
    return sorted(scores.items(), key=lambda item: (-item[1], item[0]))


class _Lanes:
    """One question put to the two lanes of a collection; a query without accents takes the folded words."""

    def __init__(
        self, services: Services, question: Question, collection: Collection, where: Condition
    ) -> None:
        self._index, self._collection, self._where = services.index, collection, where
        self.words_lane = LEXICAL if question.accented else FOLDED
        self._words: SparseVector = query_vectors(question.wording)[self.words_lane]
        self._meaning: Vector = services.embedder.encode_queries([question.wording])[0]

    def lexical(self, *, limit: int, keys: Sequence[str] | None = None) -> list[Hit]:
        return self._search(self._words, self.words_lane, limit, keys)

    def dense(self, *, limit: int, keys: Sequence[str] | None = None) -> list[Hit]:
        return self._search(self._meaning, DENSE, limit, keys)

    def _search(
        self, vector: Vector | SparseVector, lane: str, limit: int, keys: Sequence[str] | None
    ) -> list[Hit]:
        if keys is not None and not keys:
            return []
        return self._index.search(
            self._collection,
            vector,
            lane=lane,
            where=self._where,
            limit=len(keys) if keys else limit,
            keys=keys,
        )


def _absent(here: Sequence[Hit], there: Sequence[Hit]) -> list[str]:
    known = {hit.key for hit in here}
    return [hit.key for hit in there if hit.key not in known]


def _words(payload: Payload, *, folded: bool) -> Words:
    """A passage as closeness reads it: its text, and its title with the path to its section."""
    title = " \n".join((payload["title"] or "", *payload["section"]))
    return read_words(payload["text"], title, folded=folded)


def _scores(hits: Sequence[Hit]) -> dict[str, float]:
    return {hit.key: hit.score for hit in hits}
