"""The subject of a question: its syllables and adjacent pairs without what only puts the question."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from nlp.fold import unaccent
from nlp.lexical import function_words, syllables
from nlp.places import find_provinces
from search_api.abbreviations import written_out
from search_api.question_words import Words, asking_phrases, aspect_phrases, type_words

DATED = ("ngày", "tháng", "năm", "quý", "giai đoạn")
YEAR = 4  # digits


@dataclass(frozen=True)
class Subject:
    """What an answer must speak of; `aspects` are the terms that it may put otherwise."""

    terms: tuple[str, ...] = ()
    aspects: frozenset[str] = frozenset()


def read_subject(
    words: Words, *, numbers: Sequence[str], doc_type: str | None, restored: Sequence[str] = ()
) -> Subject:
    """Terms in the accents of the question; `restored` are its syllables with theirs given back."""
    spoken = Words(tuple(restored), accented=True) if restored else words
    left_out = {place for span in _unspoken(words, spoken, numbers, doc_type) for place in range(*span)}
    kept = ["" if place in left_out else word for place, word in enumerate(spoken.syllables)]
    counts = [word for place, word in enumerate(kept) if word.isdecimal() and _is_count(spoken, place)]
    words_alone = ["" if word.isdecimal() else word for word in kept]
    terms = [*_terms(written_out(words_alone, accented=spoken.accented)), *counts]
    sides = [spoken.syllables[start:end] for start, end in spoken.find(aspect_phrases())]
    aspects = {term for side in sides for term in _terms(side)} | set(counts)
    plain: Callable[[str], str] = str if words.accented else unaccent
    return Subject(tuple(dict.fromkeys(map(plain, terms))), frozenset(map(plain, aspects)))


def _is_count(words: Words, place: int) -> bool:
    """`15 tuổi`, `khoản 2`; no part of a date or a year."""
    said, dated = words.syllables, {words.phrase(word)[0] for word in DATED}
    around = (*said[max(0, place - 1) : place], *said[place + 1 : place + 2])
    return len(said[place]) < YEAR and not any(word in dated or word.isdecimal() for word in around)


def _terms(words: Sequence[str]) -> list[str]:
    return [*_alone(words), *_pairs(words)]


def _alone(kept: Sequence[str]) -> Iterator[str]:
    return (word for word in kept if word and word not in function_words())


def _pairs(kept: Sequence[str]) -> Iterator[str]:
    """Two function words side by side say nothing; one beside a word of matter may (`chỉ tiêu`)."""
    for left, right in pairwise(kept):
        if left and right and not {left, right} <= function_words():
            yield f"{left} {right}"


def _unspoken(
    words: Words, spoken: Words, numbers: Sequence[str], doc_type: str | None
) -> Iterator[tuple[int, int]]:
    """Stretches of syllables: asking phrases, provinces, document numbers, the type that is asked for."""
    bare = spoken is not words
    yield from (span for span in words.find(asking_phrases()) if not bare or span[1] - span[0] > 1)
    yield from spoken.find(asking_phrases())
    yield from words.find(numbers)
    yield from _provinces(words)
    if doc_type:
        yield from words.find(name for kind, names in type_words() for name in names if kind == doc_type)


def _provinces(words: Words) -> Iterator[tuple[int, int]]:
    text = " ".join(words.syllables).title()  # names that are common words count only with a capital
    spans = [(place.start, place.end) for place in find_provinces(text)]
    for place, syllable in enumerate(syllables(text)):
        if any(start <= syllable.start < end for start, end in spans):
            yield place, place + 1
