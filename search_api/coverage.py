"""How much of a question's subject a text holds, rare words counting more: the honest side of an answer."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache

from nlp.fold import unaccent
from nlp.lexical import function_words, pairs, syllables
from search_api.abbreviations import written_out
from search_api.query import Question

PAIR = 0.5  # of a pair of syllables, against 1 for a syllable
ASPECT = 0.3  # of a term that names a side of the subject
BARE_PAIR, BARE_UNSEEN = 0.65, 0.35  # without accents a single syllable says little
LITTLE = 0.15  # of a pair with a function word
UNSEEN = 0.3  # of a pair that no text holds: mostly the question's own way of putting it
TRANSLATED = 0.8  # of what must be held where the question was put into Vietnamese word by word
LEAST = 0.1  # of a term that every text holds


@lru_cache(maxsize=2048)  # a question reads the same sentences for several of its decisions
def features(text: str, *, accented: bool) -> frozenset[str]:
    """The syllables and adjacent pairs of a text, comparable with the terms of a question."""
    words = [syllable.text for syllable in syllables(text)]
    if not accented:
        words = [unaccent(word) for word in words]
    words = written_out(words, accented=accented)
    return frozenset((*words, *pairs(words)))


class Coverage:
    """Weighs the terms of one question by how rare they are among the texts that came up for it."""

    def __init__(self, question: Question, texts: Iterable[str]) -> None:
        self._translated = question.translated
        self._accented, self._aspects = question.accented, question.subject.aspects
        found = [self._features(text) for text in texts]
        self._weights = {
            term: _weight(term, found, accented=question.accented) for term in question.subject.terms
        }

    def share(self, *texts: str) -> float:
        """The share of the question's terms, by weight, that the texts hold; 1 where it has no subject."""
        return self._share(texts, self._weights)

    def is_enough(self, share: float, *texts: str) -> bool:
        """The texts answer, by the share of the subject that this kind of answer must hold."""
        return self.grounds(*texts) >= share * (TRANSLATED if self._translated else 1.0)

    def grounds(self, *texts: str) -> float:
        """The same for deciding whether the texts answer at all: the asked side may go by other words."""
        lenient = {t: weight * (ASPECT if t in self._aspects else 1.0) for t, weight in self._weights.items()}
        return self._share(texts, lenient)

    def _share(self, texts: Iterable[str], weights: Mapping[str, float]) -> float:
        held = frozenset[str]().union(*map(self._features, texts))
        total = sum(weights.values())
        return sum(weight for term, weight in weights.items() if term in held) / total if total else 1.0

    def _features(self, text: str) -> frozenset[str]:
        return features(text, accented=self._accented)


def _weight(term: str, texts: Sequence[frozenset[str]], *, accented: bool) -> float:
    """Rare terms weigh more; pairs weigh little with a function word, or where no text holds them."""
    holding = sum(term in text for text in texts)
    rarity = max(LEAST, math.log(1 + (len(texts) - holding + 0.5) / (holding + 0.5)))
    parts = term.split()
    if len(parts) == 1:
        return rarity
    pair, unseen = PAIR if accented else BARE_PAIR, UNSEEN if accented else BARE_UNSEEN
    if not _little(accented=accented).isdisjoint(parts):
        return LITTLE * rarity if holding else 0.0
    return pair * rarity if holding else unseen * pair * rarity


@cache
def _little(*, accented: bool) -> frozenset[str]:
    return function_words() if accented else frozenset(map(unaccent, function_words()))
