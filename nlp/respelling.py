"""Words that OCR has read with a wrong mark, put right by their neighbours: "tô chức" is "tổ chức".

Tesseract takes one mark for another far more often than one letter for another. So a word may only change
its marks, only where the pair with a neighbour is far more usual than the one that was read, and the less
Tesseract was sure of it the sooner. What is usual was counted in legal texts (`evaluation.count_pairs`).
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from math import log
from pathlib import Path

from nlp.fold import fold, unaccent

STORED = Path(__file__).parent / "tables" / "syllable_pairs.npz"
NUMBER = "#"  # any number, as a neighbour
SURE, UNSURE = 96.0, 60.0  # Tesseract's confidence in a word, in percent; right words have some 96
COST_SURE, COST_UNSURE = 9.0, 4.0  # of a change, as logarithm of the odds
WEIGHT_UNSURE = 0.5  # of the costs below; for a sure word they count three times as much
COST_LETTER = 2.5  # of each further letter that changes
COST_TONE = 1.5  # "bồ sung" for "bổ sung"; "chỉ tiết" for "chi tiết": the dot of an i is taken for a tone
COST_LOST_TONE = 3.0  # "nhẫn" for "nhân": Tesseract rarely sees a tone where there is none
COST_HAT = 2.0  # "phó" for "phố", "mắt" for "mất": the mark below a tone
COST_MARK = 6.0  # of any other mark
COST_NAME = 2.0  # of a change in a capitalised word: a name is a rare pair
UNSEEN = 0.3  # occurrences that a word which was never seen is taken to have
TRUST = 6.0  # occurrences after which a pair's own share counts as much as the word's
HAT, DOT = "\u0302", "\u0323"
SHAPES = (HAT, "\u0306", "\u031b")  # hat, breve, horn

# "(dịch", "cán bộ/vạn dân", "21/8/2017,": runs of letters, numbers, and what parts two clauses
_PARTS = re.compile(r"(?P<word>[^\W\d_]+)|(?P<number>\d+)|(?P<end>[.;:!?()/|…])")


@dataclass(frozen=True, slots=True)
class _Place:
    """A run of letters within a word as read."""

    word: int
    start: int
    end: int
    surface: str
    cost: float  # of any change
    weight: float  # of what is unlike in a change


@dataclass(frozen=True)
class Pairs:
    """How often syllables, and pairs of neighbours, stand in the texts that were counted."""

    single: dict[str, int]
    double: dict[tuple[str, str], int]
    total: int
    alike: dict[str, tuple[str, ...]]  # unaccented -> the syllables that are written so but for their marks

    def likelihood(self, before: str | None, word: str) -> float:
        """The logarithm of a word's chance after the one before it."""
        alone = max(self.single.get(word, 0), UNSEEN) / self.total
        count = self.single.get(before, 0) if before else 0
        pair = self.double.get((before, word), 0) if before else 0
        return log((pair + TRUST * alone) / (count + TRUST))


def make_pairs(single: dict[str, int], double: dict[tuple[str, str], int]) -> Pairs:
    alike: dict[str, list[str]] = defaultdict(list)
    for word in single:
        alike[unaccent(word)].append(word)
    return Pairs(single, double, sum(single.values()), {key: tuple(words) for key, words in alike.items()})


@cache
def usual_pairs() -> Pairs:
    """The counts that ship with the package."""
    import numpy as np

    with np.load(STORED, allow_pickle=False) as stored:
        words = str(stored["words"]).split(" ")
        single = dict(zip(words, stored["single"].tolist(), strict=True))
        codes = np.cumsum(stored["steps"].astype(np.int64)).tolist()
        counts = stored["double"].tolist()
    size = len(words)
    double = {
        (words[code // size], words[code % size]): times for code, times in zip(codes, counts, strict=True)
    }
    return make_pairs(single, double)


def store(single: dict[str, int], double: dict[tuple[str, str], int], path: Path) -> None:
    """Keep counts in a file: pairs as the steps between their sorted codes."""
    import numpy as np

    words = sorted(single)
    place = {word: at for at, word in enumerate(words)}
    pairs = sorted((place[one] * len(words) + place[other], times) for (one, other), times in double.items())
    np.savez_compressed(
        path,
        words=np.array(" ".join(words)),
        single=np.array([single[word] for word in words], np.uint32),
        steps=np.diff([code for code, _ in pairs], prepend=0).astype(np.uint32),
        double=np.array([times for _, times in pairs], np.uint32),
    )


def respell(words: Sequence[str], confidences: Sequence[float], *, pairs: Pairs | None = None) -> list[str]:
    """The words, with marks put right where the neighbours leave no doubt; confidences in percent."""
    pairs = pairs or usual_pairs()
    changed = [unicodedata.normalize("NFC", word) for word in words]
    for clause in _clauses(changed, confidences):
        places = [place for place in clause if isinstance(place, _Place)]
        best = _best(clause, pairs)
        for place, word in reversed(list(zip(places, best, strict=True))):
            if word != fold(place.surface):
                text = changed[place.word]
                changed[place.word] = text[: place.start] + _cased(word, place.surface) + text[place.end :]
    return changed


def _clauses(words: Sequence[str], confidences: Sequence[float]) -> Iterator[list[_Place | str]]:
    """Runs of words that are neighbours in one clause; numbers stand as `NUMBER`."""
    clause: list[_Place | str] = []
    for at, (text, confidence) in enumerate(zip(words, confidences, strict=True)):
        for part in _PARTS.finditer(text):
            if part["end"]:
                yield clause
                clause = []
            elif part["number"]:
                clause.append(NUMBER)
            else:
                clause.append(_place(at, part, confidence))
    yield clause


def _place(at: int, part: re.Match[str], confidence: float) -> _Place:
    sureness = min(1.0, max(0.0, (confidence - UNSURE) / (SURE - UNSURE))) ** 2
    is_name = part[0][:1].isupper() and not part[0].isupper()
    cost = COST_UNSURE + sureness * (COST_SURE - COST_UNSURE) + (COST_NAME if is_name else 0.0)
    return _Place(at, part.start(), part.end(), part[0], cost, WEIGHT_UNSURE + sureness)


def _best(clause: Sequence[_Place | str], pairs: Pairs) -> list[str]:
    """The likeliest reading of a clause (Viterbi), without its numbers."""
    paths: dict[str, tuple[float, list[str]]] = {"": (0.0, [])}
    for place in clause:
        fresh: dict[str, tuple[float, list[str]]] = {}
        for word, cost in _readings(place, pairs):
            score, path = max(
                (
                    (before + pairs.likelihood(last or None, word), path)
                    for last, (before, path) in paths.items()
                ),
                key=lambda reached: reached[0],
            )
            fresh[word] = (score - cost, path if isinstance(place, str) else [*path, word])
        paths = fresh
    return max(paths.values(), key=lambda reached: reached[0])[1]


def _readings(place: _Place | str, pairs: Pairs) -> Iterator[tuple[str, float]]:
    """What a place may hold, with the cost of taking it for that."""
    if isinstance(place, str):
        yield place, 0.0
        return
    read = fold(place.surface)
    yield read, 0.0
    if len(read) > 1:
        for word in pairs.alike.get(unaccent(read), ()):
            if word != read:
                yield word, place.cost + place.weight * _distance(read, word)


def _distance(read: str, word: str) -> float:
    """What it costs to take one word for the other by the marks that differ; a tone over â is free."""
    changes = [_change(one, other) for one, other in zip(read, word, strict=True) if one != other]
    return sum(changes) + COST_LETTER * (len(changes) - 1)


@cache
def _change(one: str, other: str) -> float:
    (base, mark, tone), (_, mark_again, tone_again) = _marks(one), _marks(other)
    if DOT in (tone, tone_again):
        return COST_MARK
    if mark == mark_again == HAT:
        return 0.0 if not tone else COST_TONE if tone_again else COST_LOST_TONE
    if mark == mark_again:
        return COST_TONE if base == "i" else COST_MARK
    return COST_HAT if tone and tone_again else COST_MARK


def _marks(letter: str) -> tuple[str, str, str]:
    """A letter's base, its hat, breve or horn, and its tone."""
    base, *marks = list(unicodedata.normalize("NFD", letter))
    shapes = "".join(mark for mark in marks if mark in SHAPES)
    return base, shapes, "".join(mark for mark in marks if mark not in SHAPES)


def _cased(word: str, surface: str) -> str:
    """A word in the capitals of what it stands for; they have the same length."""
    return "".join(
        letter.upper() if shown.isupper() else letter for letter, shown in zip(word, surface, strict=True)
    )
