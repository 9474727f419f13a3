"""How closely the words of a query stand together in a candidate: what BM25 over a whole text cannot see.

A long article that holds all words of a question, far apart, scores like one that answers it in a sentence.
So the candidates of the lanes are read again. A term's weight is its IDF among the candidates: what they all
share tells none of them apart. Three measures, each from 0 to 1, are summed: the weight of the query's terms
in the best window, over that of the best candidate; the share of it that the text holds; that of the title.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise
from string import ascii_letters, digits
from typing import NamedTuple, TypeVar

import numpy as np
import numpy.typing as npt

from corpus.collections import FOLDED, LEXICAL
from nlp.lexical import QUERY_LIMIT, WEIGHTS, dimension, words_of

STEP = 40  # syllables; a window is two steps, and the next begins one step on
WINDOW, COVERAGE, TITLE = 1.5, 1.25, 0.75  # against 1 for the best BM25 score; found on train queries
SATURATION = 0.6  # of repeated terms in a window, as BM25's k1
Measure = npt.NDArray[np.float64]
Places = npt.NDArray[np.int64]
Terms = npt.NDArray[np.uint32]
K = TypeVar("K")
# A syllable is four letters that spell 24 bits of its hash: an index keeps them as plain text, and read as a
# number they are compared without decoding. Of five thousand syllables some two share one; 16 bits cost a
# question of `alqac_2022` its place.
_LETTERS = np.frombuffer(ascii_letters.encode() + digits.encode() + b"-_", np.uint8)
_SHIFTS = np.array([26, 20, 14, 8], np.uint32)
_NUMBER, _HALF = np.dtype("<u4"), np.dtype("<u2")
_BETWEEN = "\n"


class Words(NamedTuple):
    """A candidate as its syllables in their order, each a number, with accents or without."""

    text: Terms
    title: Terms


def read_words(text: str, title: str = "", *, folded: bool = False) -> Words:
    """A candidate read for `closeness`; `folded` for a query without accents."""
    return Words(_terms(words_of(text, folded=folded)), _terms(words_of(title, folded=folded)))


def _terms(words: Sequence[str]) -> Terms:
    hashes = np.fromiter(map(dimension, words), np.uint32, len(words))
    letters: Terms = _LETTERS[(hashes[:, None] >> _SHIFTS) & 63].view(_NUMBER)
    return letters.ravel()


def passage_words(text: str, *, title: str = "", section: Sequence[str] = ()) -> dict[str, str]:
    """A passage for an index to keep, packed for each lane; the path to its section counts as title."""
    heading = " \n".join((title, *section))
    return {lane: packed(read_words(text, heading, folded=lane == FOLDED)) for lane in (LEXICAL, FOLDED)}


def packed(words: Words) -> str:
    """Words as an index keeps them: four letters a syllable."""
    return _BETWEEN.join(terms.astype(_NUMBER, copy=False).tobytes().decode("ascii") for terms in words)


def unpacked(kept: str) -> Words:
    text, _, title = kept.partition(_BETWEEN)
    return Words(np.frombuffer(text.encode("ascii"), _NUMBER), np.frombuffer(title.encode("ascii"), _NUMBER))


def closeness(query: str, candidates: Mapping[K, Words], *, folded: bool = False) -> dict[K, float]:
    """How closely each candidate answers to the query's words, 0 for not at all."""
    asked = _Asked(words_of(query, folded=folded)[:QUERY_LIMIT])
    if not len(asked.weights) or not candidates:
        return dict.fromkeys(candidates, 0.0)
    texts, titles = zip(*((words.text, words.title) for words in candidates.values()), strict=True)
    steps = [-(-len(text) // STEP) or 1 for text in texts]
    first = np.cumsum([0, *steps])
    blocks = int(first[-1])
    # a row of counts for each step of a text, then one for each title
    rows = np.concatenate([first[:-1], np.arange(blocks, blocks + len(titles))])
    part, place, term = asked.places([*texts, *titles])
    row = rows[part] + place // STEP * (part < len(texts))
    size = (blocks + len(titles), len(asked.weights))
    counts = np.bincount(row * size[1] + term, minlength=size[0] * size[1]).reshape(size).astype(np.float64)
    values = _measures(asked.weights, counts[:blocks], counts[blocks:], first[:-1], steps)
    return dict(zip(candidates, values.tolist(), strict=True))


class _Asked:
    """The terms of a query, numbered: its syllables, then its pairs of neighbours; each with its weight."""

    def __init__(self, syllables: Sequence[str]) -> None:
        alone = Counter(syllables)
        number = {word: at for at, word in enumerate(alone)}
        terms = _terms(list(alone))
        self._order = np.argsort(terms)
        self._sorted = terms[self._order]
        pairs = Counter((number[left], number[right]) for left, right in pairwise(syllables))
        self._pair = np.full((len(number), len(number)), -1)
        for at, pair in enumerate(pairs, start=len(number)):
            self._pair[pair] = at
        weights = [*alone.values(), *(WEIGHTS.pair * count for count in pairs.values())]
        self.weights = np.array(weights, np.float64)

    def places(self, texts: Sequence[Terms]) -> tuple[Places, Places, Places]:
        """Where the terms stand: text, syllable and term of each place."""
        words = np.concatenate(texts)
        at, term = self._known(words)
        ends = np.cumsum([len(text) for text in texts])
        row = np.searchsorted(ends, at, side="right")
        left = np.flatnonzero((at[1:] == at[:-1] + 1) & (row[1:] == row[:-1]))
        pair = self._pair[term[left], term[left + 1]]
        is_asked = pair >= 0
        left = left[is_asked]
        every, place = np.concatenate([row, row[left]]), np.concatenate([at, at[left]])
        starts = np.concatenate([[0], ends[:-1]])
        return every, place - starts[every], np.concatenate([term, pair[is_asked]])

    def _known(self, words: Terms) -> tuple[Places, Places]:
        """Which words are asked for, and as which term: most others are told by half of their letters."""
        halves = np.zeros(1 << 16, bool)
        halves[self._sorted.view(_HALF)[::2]] = True
        at = np.flatnonzero(halves[words.view(_HALF)[::2]])
        found = words[at]
        term = np.searchsorted(self._sorted[1:], found, side="right")
        is_asked = self._sorted[term] == found
        return at[is_asked], self._order[term[is_asked]]


def _measures(
    asked: Measure, blocks: Measure, titles: Measure, first: Places, steps: Sequence[int]
) -> Measure:
    """The weighted sum, from counts; `blocks` has a row a step, `steps` of them from row `first[i]` on for
    candidate i."""
    owner = np.repeat(np.arange(len(first)), steps)
    in_title = titles > 0
    held = np.add.reduceat(blocks, first, axis=0) + titles > 0
    df = held.sum(axis=0)
    weights = asked * np.log1p((len(titles) - df + 0.5) / (df + 0.5))
    windows = blocks + titles[owner]
    windows[:-1] += blocks[1:] * (owner[1:] == owner[:-1])[:, None]
    best = np.maximum.reduceat((windows * (1 + SATURATION) / (windows + SATURATION)) @ weights, first)
    total = weights.sum()
    return (
        WINDOW * _over(best, best.max())
        + COVERAGE * _over(held @ weights, total)
        + TITLE * _over(in_title @ weights, total)
    )


def _over(values: Measure, best: float) -> Measure:
    return values / best if best > 0 else np.zeros_like(values)
