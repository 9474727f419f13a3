"""Which text is in an old encoding, and that text in Unicode: by its valid syllables before and after.

Good text is never touched: its words with marks are valid before, and an English or French word with an
accent turns into no Vietnamese syllable.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from nlp.old_encodings import OldEncoding, old_encodings
from nlp.syllables import is_syllable

MANY = 8  # words with marks: from so many on, some may be names or misspelt
FEWEST = 3  # words with marks: with fewer, only other texts of the same document can tell
AFTER, BEFORE = 0.85, 0.4  # of the words with marks: what is valid decoded, and as it stands
HALF = 0.5  # of the words without marks around a few words with marks

_SPACE = re.compile(r"[ \t\n\r\f\v]+")  # not U+00A0 and U+0085, which may be parts of a letter
_PART = re.compile(r"[-–/.,;:()\[\]{}\"'“”‘’!?…*+=%<>|0-9_]+")
_UNICODE_LETTER = re.compile(
    "[\u0102\u0103\u0110\u0111\u0128\u0129\u0168\u0169\u01a0\u01a1\u01af\u01b0\u1ea0-\u1ef9]"
)


@dataclass(frozen=True, slots=True)
class Evidence:
    """Of the different words that an encoding would change: how many are valid as they stand, and decoded."""

    words: int
    before: int
    after: int

    @property
    def gain(self) -> int:
        return self.after - self.before


def repair(texts: Sequence[str]) -> list[str]:
    """The texts of one document in Unicode, each as it was unless an old encoding is found."""
    whole = find_encoding(texts)
    old = {at for at, text in enumerate(texts) if whole and _may_be(text, whole)}
    found = _found_in_parts([text for at, text in enumerate(texts) if at not in old])
    return [
        whole.decode(text) if whole and at in old else _best(text, found) for at, text in enumerate(texts)
    ]


def find_encoding(texts: Iterable[str]) -> OldEncoding | None:
    """The old encoding that the texts together are in."""
    words = {word for text in texts for word in _SPACE.split(text)}
    weighed = [(weigh(words, encoding), encoding) for encoding in old_encodings()]
    sound = [
        (evidence.after / evidence.words, evidence.gain, encoding)
        for evidence, encoding in weighed
        if _is_sure(evidence) and (evidence.words >= MANY or _is_vietnamese(words))
    ]
    return max(sound, key=lambda one: one[:2])[2] if sound else None


def weigh(texts: Iterable[str], encoding: OldEncoding) -> Evidence:
    """What speaks for and against an encoding."""
    words = {word for text in texts for word in _SPACE.split(text)}
    soundness = [_soundness(word, encoding) for word in words]
    touched = [both for both in soundness if both]
    return Evidence(len(touched), sum(before for before, _ in touched), sum(after for _, after in touched))


def is_unicode(text: str) -> bool:
    """Whether a text holds Vietnamese letters that no old encoding can hold."""
    return bool(_UNICODE_LETTER.search(text))


def _may_be(text: str, encoding: OldEncoding) -> bool:
    """Whether a text may be in its document's encoding; one that holds Unicode letters must gain by it."""
    evidence = weigh([text], encoding)
    if evidence.words >= FEWEST and evidence.after < HALF * evidence.words:
        return False
    return evidence.gain > 0 or (evidence.gain == 0 and not is_unicode(text))


def _is_sure(evidence: Evidence) -> bool:
    words, before, after = evidence.words, evidence.before, evidence.after
    least = AFTER * words if words >= MANY else words
    return words >= FEWEST and after >= least and before <= BEFORE * words


def _is_vietnamese(words: set[str]) -> bool:
    """Whether the words without marks could be Vietnamese: a few marks in an English text decide nothing."""
    plain = [part for word in words if word.isascii() for part in _parts(word)]
    return sum(map(is_syllable, plain)) >= HALF * len(plain)


def _found_in_parts(texts: Sequence[str]) -> list[OldEncoding]:
    """The encodings that single texts of a mixed document are in."""
    broken = [text for text in texts if _is_broken(text)]  # of most texts none: the rest is costly
    suspects = [text for text in broken if any(weigh([text], one).gain >= FEWEST for one in old_encodings())]
    found = [encoding for text in suspects if (encoding := find_encoding([text]))]
    return list(dict.fromkeys(found))


def _is_broken(text: str) -> bool:
    """Whether a text holds so many words that are not valid as they stand that an encoding may gain by it."""
    if text.isascii():
        return False
    marked = {word for word in _SPACE.split(text) if not word.isascii()}
    return sum(not _is_sound_as_is(word) for word in marked) >= FEWEST


def _best(text: str, encodings: Sequence[OldEncoding]) -> str:
    """The text as the encoding reads it that makes the most words valid and breaks none."""
    weighed = [(weigh([text], encoding), encoding) for encoding in encodings]
    better = [
        (evidence.gain, encoding)
        for evidence, encoding in weighed
        if evidence.gain > 0 and evidence.after >= AFTER * evidence.words
    ]
    return max(better, key=lambda one: one[0])[1].decode(text) if better else text


@lru_cache(maxsize=100_000)
def _soundness(word: str, encoding: OldEncoding) -> tuple[bool, bool] | None:
    """Whether a word is valid as it stands and decoded; None where that says nothing: "§TNN" is "ĐTNN"."""
    if word.isascii():
        return None
    composed = unicodedata.normalize("NFC", word)
    decoded = encoding.decode(composed)
    parts = [part for part in _parts(decoded) if not part.isupper() or is_syllable(part)]
    if decoded == composed or not parts:
        return None
    return _is_sound(composed), all(map(is_syllable, parts))


@lru_cache(maxsize=100_000)
def _is_sound_as_is(word: str) -> bool:
    return _is_sound(unicodedata.normalize("NFC", word))


def _parts(word: str) -> list[str]:
    return [part for part in _PART.split(word) if part]


def _is_sound(word: str) -> bool:
    parts = _parts(word)
    return bool(parts) and all(map(is_syllable, parts))
