"""How a text uses its words: which follows which, and which it writes large within a sentence."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import chain, pairwise

from nlp.fold import fold

FEWEST_ENDS = 2
RATHER_SMALL = 0.25  # large ones for each small one at most
LONGEST_CELL = 40  # characters: a longer line of prose comes back too, where its words are those of a title

Words = tuple[str, ...]

_BEGINS = re.compile(r"[.:;!?…”\"“(\[]$")  # a word after these may begin a sentence, a title, an item


class WordUsage:
    """Counts over the lines of a text, made when first asked for."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._lines = lines

    def share_together(self, last: str, following: str) -> float:
        """How often two words stand side by side within a line, of the places of the rarer one; the second
        one as it is spelt, for "nhà tư" begins no "Tư pháp".
        """
        pair = fold(last), following
        rarer = min(self._counts[pair[0],], self._counts["", following])
        return self._counts[pair] / rarer if rarer else 0.0

    def begins_sentence(self, line: str) -> bool:
        """Whether a line begins with a large word that the text writes small elsewhere, and never large
        within a sentence: "Doanh nghiệp", but not "Ủy ban".
        """
        words = tuple(line.split()[:2])
        if len(words) < 2 or not words[0].istitle() or not words[1].islower():
            return False
        return self._spelt[words[0].lower(), words[1]] > 0 and not self._spelt[words]

    def is_rather_small(self, line: str) -> bool:
        """Whether a line begins with a large word that the text mostly writes small: "Trong thời hạn"."""
        words = tuple(line.split()[:2])
        if len(words) < 2 or not words[0].istitle() or not words[1].islower():
            return False
        small, large = self._spelt[words[0].lower(), words[1]], self._spelt[words]
        return small > large and large <= max(1, RATHER_SMALL * small)

    def ends_cell(self, line: str, following: str) -> bool:
        """Whether a line that comes back ends something: elsewhere, no small letter ever follows it."""
        large, small = self._followed[line]
        if following[0].islower():
            return large >= FEWEST_ENDS and small == 1
        return large >= FEWEST_ENDS and not small and len(line) <= LONGEST_CELL

    @cached_property
    def _followed(self) -> dict[str, tuple[int, int]]:
        """How often each line stands before one that begins with a small letter, and before another."""
        followed: dict[str, tuple[int, int]] = defaultdict(lambda: (0, 0))
        for line, following in pairwise(line for line in self._lines if line):
            large, small = followed[line]
            is_small = following[0].islower()
            followed[line] = (large + (not is_small), small + is_small)
        return followed

    @cached_property
    def _counts(self) -> Counter[Words]:
        """Of folded words, of words as spelt (after an empty one), and of pairs of one and the other."""
        return Counter(chain.from_iterable(map(_usage, self._lines)))

    @cached_property
    def _spelt(self) -> Counter[Words]:
        """Pairs of words as they are spelt, without those whose first one may begin a sentence."""
        spelt: Counter[Words] = Counter()
        for line in self._lines:
            words = line.split()
            for before, pair in zip(["", *words], pairwise(words), strict=False):
                if pair[0].islower() or (before and not _BEGINS.search(before)):
                    spelt[pair] += 1
        return spelt


def _usage(line: str) -> Iterator[Words]:
    """The folded words of a line, its words as spelt, and each of the one with the next of the other."""
    words, folded = line.split(), fold(line).split()
    yield from ((word,) for word in folded)
    yield from (("", word) for word in words)
    yield from zip(folded, words[1:], strict=False)
