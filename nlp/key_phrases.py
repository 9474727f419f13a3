"""Key phrases of a text: words that stand together in it more than once, for facets and texts like it.

The words are underthesea's; their places are the text's own, so a phrase is spelled as the text spells it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from nlp.fold import fold
from nlp.segment import Offsets, words
from nlp.syllables import is_syllable
from nlp.vocabulary import table

LONGEST_READ = 6_000  # letters: what a text is about is said by then, and words are costly to find
MOST = 12
_MOST_WORDS, _MOST_SYLLABLES, _LEAST_SYLLABLES = 4, 8, 2
_LEAST_TIMES = 2
_SWALLOWED = 0.6  # a phrase that stands so often inside one longer phrase is a piece of it
_NAMED = 0.8  # one whose words are that often capitals is a name


def key_phrases(text: str, *, most: int = MOST) -> tuple[str, ...]:
    """The phrases that mark a text, the most telling first."""
    read = text[:LONGEST_READ]
    folded = fold(read)
    times: Counter[str] = Counter()
    surfaces: dict[str, Counter[str]] = defaultdict(Counter)
    for start, end in _candidates(read, folded, words(read)):
        key = " ".join(folded[start:end].split())
        times[key] += 1
        surfaces[key][" ".join(read[start:end].split())] += 1
    often = {key: count for key, count in times.items() if count >= _LEAST_TIMES}
    ranked = sorted(_whole(often), key=lambda key: (-_weight(key, often[key]), key))
    return tuple(key for key in ranked if not _is_name(surfaces[key]))[:most]


def _candidates(text: str, folded: str, found: Sequence[Offsets]) -> Iterator[Offsets]:
    """Runs of up to four neighbouring words of matter that neither open nor close with a common word."""
    run: list[Offsets] = []
    for word, following in pairwise([*found, (len(text), len(text))]):
        if not _is_matter(folded[slice(*word)]):
            run = []
            continue
        run = [*run[-_MOST_WORDS + 1 :], word]
        if not _is_common(folded[slice(*word)]):
            yield from _endings(folded, run)
        if text[word[1] : following[0]].strip(" ") or "\n" in text[word[1] : following[0]]:
            run = []


def _endings(folded: str, run: list[Offsets]) -> Iterator[Offsets]:
    """The phrases that end with the last word of a run."""
    end = run[-1][1]
    for start, stop in run:
        size = len(folded[start:end].split())
        if _LEAST_SYLLABLES <= size <= _MOST_SYLLABLES and not _is_common(folded[start:stop]):
            yield start, end


def _is_matter(word: str) -> bool:
    syllables = word.split()
    return bool(syllables) and all(is_syllable(one) for one in syllables) and not _grammar() >= set(syllables)


def _is_common(word: str) -> bool:
    return " ".join(word.split()) in _common()


def _whole(often: dict[str, int]) -> Iterator[str]:
    """Phrases that are no mere pieces of longer ones."""
    inside: dict[str, int] = defaultdict(int)
    for key, count in often.items():
        syllables = key.split()
        for start in range(len(syllables)):
            for end in range(start + _LEAST_SYLLABLES, len(syllables) + 1):
                piece = " ".join(syllables[start:end])
                if piece != key:
                    inside[piece] = max(inside[piece], count)
    return (key for key, count in often.items() if inside[key] < _SWALLOWED * count)


def _weight(key: str, count: int) -> float:
    """Longer phrases say more: `cai nghiện tự nguyện` three times as much as `lao động`."""
    return count * (len(key.split()) - 1)


def _is_name(surfaces: Counter[str]) -> bool:
    names = sum(
        count for surface, count in surfaces.items() if all(word[:1].isupper() for word in surface.split())
    )
    return names >= _NAMED * surfaces.total()


@cache
def _grammar() -> frozenset[str]:
    return frozenset(one for group in table("function_words")["group"] for one in group["syllables"])


@cache
def _common() -> frozenset[str]:
    return frozenset(fold(one) for group in table("common_words")["group"] for one in group["words"])
