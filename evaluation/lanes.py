"""The lanes of a retrieval set, scored exactly: every document of it, with the product's own vectors."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

from corpus.index import SparseVector
from evaluation.beir import Page
from nlp.embedding import Embedder
from nlp.lexical import dimension, passage_vectors, query_vector, words_of

Scores = npt.NDArray[np.float32]


class SparseLane:
    """An inverted index with the engine's IDF: ln(1 + (N - df + .5) / (df + .5))."""

    def __init__(self, vectors: Sequence[SparseVector]) -> None:
        self._size = len(vectors)
        terms = np.concatenate([v.indices for v in vectors]) if vectors else np.zeros(0, np.uint32)
        values = np.concatenate([v.values for v in vectors]) if vectors else np.zeros(0, np.float32)
        owners = np.repeat(np.arange(self._size, dtype=np.int32), [len(v.indices) for v in vectors])
        order = np.argsort(terms, kind="stable")
        self._values, self._owners = values[order], owners[order]
        self._terms, self._starts = np.unique(terms[order], return_index=True)
        self._ends = np.append(self._starts[1:], len(terms))

    def scores(self, query: SparseVector) -> Scores:
        found = np.zeros(self._size, np.float32)
        for term, weight in zip(query.indices, query.values, strict=True):
            place = int(np.searchsorted(self._terms, term))
            if place < len(self._terms) and self._terms[place] == term:
                held = slice(self._starts[place], self._ends[place])
                found[self._owners[held]] += weight * self._idf(held) * self._values[held]
        return found

    def _idf(self, held: slice) -> float:
        df = held.stop - held.start
        return float(np.log1p((self._size - df + 0.5) / (df + 0.5)))


class DenseLane:
    """Cosines of all documents."""

    def __init__(self, pages: Sequence[Page], embedder: Embedder) -> None:
        self._embedder = embedder
        self._vectors = embedder.encode_passages([f"{page.title}\n{page.text}" for page in pages])

    def scores(self, query: str) -> Scores:
        scores: Scores = self._vectors @ self._embedder.encode_queries([query])[0]
        return scores


def word_lane(pages: Sequence[Page], lane: str) -> Callable[[str], Scores]:
    """The lexical lane of that name, as the product indexes and asks it."""
    index = SparseLane([passage_vectors(page.text, title=page.title, lanes=(lane,))[lane] for page in pages])
    return lambda query: index.scores(query_vector(query, lane))


def baseline_lane(pages: Sequence[Page], *, k1: float = 1.2, b: float = 0.75) -> Callable[[str], Scores]:
    """Plain BM25 over syllables, as anyone would install it: no pairs, no fields, the corpus's own length."""
    counts = [_counts(f"{page.title} {page.text}") for page in pages]
    average = sum(map(sum, (c.values() for c in counts))) / max(len(counts), 1)
    index = SparseLane([_bm25(c, average, k1, b) for c in counts])
    return lambda query: index.scores(_vector(_counts(query)))


def _counts(text: str) -> dict[str, float]:
    return {word: float(count) for word, count in Counter(words_of(text)).items()}


def _bm25(counts: dict[str, float], average: float, k1: float, b: float) -> SparseVector:
    norm = k1 * (1 - b + b * sum(counts.values()) / average)
    return _vector({word: tf * (k1 + 1) / (tf + norm) for word, tf in counts.items()})


def _vector(weights: dict[str, float]) -> SparseVector:
    return SparseVector(
        np.array([dimension(word) for word in weights], np.uint32), np.array([*weights.values()], np.float32)
    )
