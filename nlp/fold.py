"""Keys for matching: folded text of the same length, so that offsets into it are offsets into the text."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

LINE, WORD = 200, 24  # characters: what is longer is folded or unaccented once
DASHES = "‐‑‒–—―−\u00ad﹣-"
SPACES = (
    "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\ufeff"
)
CROSSED_D = {"Ð": "Đ", "ð": "đ", "Ɖ": "Đ", "ɖ": "đ"}  # Icelandic and African letters that print alike

# "hoà", "thuỷ", "khoẻ": the tone of an open syllable moves to the vowel before; "quý" and "hoàn" stay.
_LATE_TONE = re.compile(r"(?:o[àáảãạèéẻẽẹ]|u(?<!qu)[ỳýỷỹỵ])(?![^\W\d_])")
EARLY_TONES = {
    late + vowel: early + plain
    for late, earlies in (("o", "òóỏõọ"), ("u", "ùúủũụ"))
    for plain, vowels in (("a", "àáảãạ"), ("e", "èéẻẽẹ"), ("y", "ỳýỷỹỵ"))
    for vowel, early in zip(vowels, earlies, strict=True)
}

# "kế hoạch số 1152/KH – UBND" without its spaces; "94/2010/ND-CP" with the letter that typists leave out.
_BLANKS = re.compile(r"\s+")
_PLAIN_D = re.compile(r"(?<![^\W\d_])(N|Q)D(?=-|$)", re.IGNORECASE)
_PRIME_MINISTER = re.compile(r"-TTG\b", re.IGNORECASE)


def _plain_letter(letter: str) -> str:
    """The base letter of a precomposed Latin one: `ế` is `e`."""
    base = unicodedata.normalize("NFD", letter)[0]
    return base if base.isascii() and base.isalpha() else letter


_LATIN = [chr(code) for code in range(0xC0, 0x250)] + [chr(code) for code in range(0x1E00, 0x1F00)]
_PLAIN = dict.fromkeys(map(ord, DASHES), "-") | dict.fromkeys(map(ord, SPACES), " ")
_PLAIN |= {ord(letter): plain for letter, plain in CROSSED_D.items()}
_BARE = {ord(letter): _plain_letter(letter) for letter in _LATIN}
_BARE |= {ord(letter): plain for letter, plain in zip("ĐđÐðƉɖ", "DdDdDd", strict=True)}
_PLAIN_LOWER = _PLAIN | {ord("İ"): "i"}  # the one letter whose lower case is two code points
_ODD = re.compile(f"[{re.escape(''.join(chr(code) for code in _PLAIN_LOWER if chr(code) != '-'))}]")


def plain(text: str) -> str:
    """The text with one dash, one space and one `Đ`; case and tones stay; the length is the same."""
    return _ODD.sub(lambda found: _PLAIN.get(ord(found[0]), found[0]), text)


def fold(text: str) -> str:
    """Lower case, one dash, one space, one `đ`, one tone placement; the length is the same."""
    return _fold_line(text) if len(text) <= LINE else _fold(text)


def _fold(text: str) -> str:
    lowered = _ODD.sub(lambda found: _PLAIN_LOWER[ord(found[0])], text).lower()
    return _LATE_TONE.sub(lambda found: EARLY_TONES[found[0]], lowered)


_fold_line = lru_cache(maxsize=1 << 13)(_fold)  # many rules look at each line of a document


def unaccent(text: str) -> str:
    """The text without accents, `đ` as `d`; case stays; the length is the same."""
    return _unaccent_word(text) if len(text) <= WORD else text.translate(_BARE)


@lru_cache(maxsize=1 << 14)
def _unaccent_word(text: str) -> str:
    return text.translate(_BARE)


def canonical_number(text: str) -> str:
    """A document's number in its canonical form: `1152/KH – UBND` is `1152/KH-UBND`."""
    number = _BLANKS.sub("", plain(text)).rstrip(".,;:")
    number = _PLAIN_D.sub(r"\1Đ", number)
    return _PRIME_MINISTER.sub("-TTg", number)
