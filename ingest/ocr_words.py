"""Words as Tesseract reads them, mended where the right reading is certain.

Strokes that are no text go; digits taken for letters, the letters of document numbers, and marks that the
neighbours contradict are put right.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from nlp.respelling import respell
from nlp.syllables import is_syllable

WORST_LINE = 0.4  # mean confidence: strokes of a pen, a stamp, print from the back
WORST_SIGN, WORST_LETTER = 0.6, 0.3  # of a word without letters or digits; of one of a single letter


@dataclass(frozen=True, slots=True)
class Word:
    """A word as read, with its confidence from 0 to 1, its line and its box in points."""

    text: str
    confidence: float
    line: int
    left: float
    bottom: float
    right: float
    top: float


SURE_DIGITS, SURE_DAY = 0.85, 0.6  # print has .9 and more, handwriting .1 to .8

_BLANKS = {"ngày": "tháng", "tháng": "năm"}
_DATE_LINE = re.compile(
    r"^[^,]{2,60},\s?ngày.{0,12}tháng.{0,8}năm\s\d{4}$"
)  # "Kiên Giang, ngày 17 tháng 10 năm 2017"
_GLUED_DAY = re.compile(r"ngày(?P<day>\d{1,2})?[^\w\s]?.{0,3}")
_NUMBER_LABELS = ("Số:", "Số", "số:")
# "Số:202/SYT-NVY", "Số:2IĐÁ" with digits by hand
_NUMBER_BY_HAND = re.compile(r"(?P<label>Số\s?[:.])[^/]{0,12}(?P<symbols>/\S{2,30})?")
_STROKES = "ˆ˜|‹›«»¬©®~^`´\\¦_§¡°¢£¥€"
_SIGNS = re.compile(r"[-–+*•:;.,%()/\"“”'=<>…]{1,3}")
# "l6", "I.791.827", "1O": a number in which a digit was taken for a letter
_ONE_FIRST = re.compile(
    r"(?P<before>\(?)[lIÌ|](?P<rest>(?:\d{1,3}|(?:[.,]\d{3}){1,3}|\d{0,2}(?:[.,]\d{1,3}){1,4})[.,;:)%]{0,3})"
)
_ZERO_LAST = re.compile(r"(?P<digits>[1-9]\d{0,2})[OoQ](?P<rest>[.,;:)%]{0,3})")
_ELEVEN = re.compile(r"[IlÌ|1!\[\]]{2}")
# "02-NO/TW", "135/2020/ND-CP", "84/BC-HDND", "205/1Tr-UBND"
_SYMBOL_ERRORS = (
    (re.compile(r"(?<=[/-])N[OÓÒ](?=[/-])"), "NQ"),
    (re.compile(r"(?<=[/-])[QO]D(?=-)"), "QĐ"),
    (re.compile(r"(?<=[/-])ND(?=-)"), "NĐ"),
    (re.compile(r"(?<=[/-])(?:[1I]Tr|TTt|TT:)-{1,2}"), "TTr-"),
    (re.compile(r"(?<=[/-])HDND\b"), "HĐND"),
    (re.compile(r"(?<=-)TTq\b"), "TTg"),
    (re.compile(r"^(X{1,3})[ƯÚÙ](?=I{0,3}[.,;]?$)"), r"\1V"),  # "khóa XƯI"
)
_PER_MILLE = re.compile(r"%[oọ0]\b")
_ENDS_IN_DIGIT_DASH = re.compile(r"\d[-–]$")
_BEGINS_WITH_SYMBOL = re.compile(r"/(?:(?:19|20)\d\d/)?[A-ZĐ]{2}")
_STRAY_STOP = re.compile(r"(?P<word>[^\W\d_]{2,7})[.]")


def is_noise(line: Sequence[Word]) -> bool:
    """Whether a line is no text: strokes that Tesseract itself is unsure of."""
    return sum(word.confidence for word in line) < WORST_LINE * len(line)


def mended(words: Sequence[Word]) -> list[Word]:
    """The words without strokes, with numbers and marks put right."""
    kept = [clean for word in words if (clean := _without_strokes(word))]
    lines = [_line(list(line)) for _, line in groupby(kept, key=lambda word: word.line)]
    flat = [word for line in lines for word in line]
    texts = respell([word.text for word in flat], [100 * word.confidence for word in flat])
    return [replace(word, text=text) for word, text in zip(flat, texts, strict=True)]


def _without_strokes(word: Word) -> Word | None:
    text = word.text.strip(_STROKES)
    solid = sum(letter.isalnum() for letter in text)
    if not solid and (not _SIGNS.fullmatch(text) or word.confidence < WORST_SIGN):
        return None
    return (
        None if solid == 1 and len(text) == 1 and word.confidence < WORST_LETTER else replace(word, text=text)
    )


def _line(line: list[Word]) -> list[Word]:
    """The words of one line; those that were torn apart joined again."""
    joined: list[Word] = []
    is_dated = bool(_DATE_LINE.search(" ".join(word.text for word in line)))
    for at, word in enumerate(line):
        before = joined[-1] if joined else None
        following = line[at + 1].text if at + 1 < len(line) else ""
        text = _text(word, before.text if before else "", following)
        if before and _by_hand(before.text, text, following, word.confidence, is_dated=is_dated):
            continue
        if before and _is_torn(before.text, text):
            joined[-1] = replace(before, text=before.text + text, right=word.right)
        else:
            joined.append(replace(word, text=text))
    return joined


def _by_hand(before: str, text: str, following: str, confidence: float, *, is_dated: bool) -> bool:
    """Whether a word stands in a blank for the pen, and may be read wrong: no number is better than a wrong
    one. "Số: 4252 /BC-SYT", "ngày *† tháng 10 năm 2017".
    """
    if _BLANKS.get(before) == following and is_dated:
        return confidence < (SURE_DAY if text.isdigit() else SURE_DIGITS)
    return before in _NUMBER_LABELS and following.startswith("/") and confidence < SURE_DIGITS


def _is_torn(before: str, text: str) -> bool:
    """ "2016- 2020", "Số: 84 /BC-SYT": one word with a gap."""
    if text[:1].isdigit():
        return bool(_ENDS_IN_DIGIT_DASH.search(before))
    return before[-1:].isdigit() and bool(_BEGINS_WITH_SYMBOL.match(text))


def _text(word: Word, before: str, following: str) -> str:
    """A word put right; `before` and `following` stand on the same line."""
    text = word.text
    if not before and word.confidence < SURE_DAY and (found := _NUMBER_BY_HAND.fullmatch(text)):
        return f"{found['label']} {found['symbols'] or ''}".strip()
    if following == "tháng" and text != "ngày" and (found := _GLUED_DAY.fullmatch(text)):
        return f"ngày {found['day'] or ''}".strip() if word.confidence >= SURE_DAY else "ngày"
    if (found := _STRAY_STOP.fullmatch(text)) and _goes_on(found["word"], following):
        return found["word"]
    return _with_digits(text, before)


def _with_digits(text: str, before: str) -> str:
    """Digits for the letters that look like them, and the other way round in the symbols of a number."""
    if before.lower() in ("tháng", "ngày") and _ELEVEN.fullmatch(text):
        return "11"  # months and days have no Roman numerals
    if found := _ONE_FIRST.fullmatch(text):
        return f"{found['before']}1{found['rest']}"
    if found := _ZERO_LAST.fullmatch(text):
        return f"{found['digits']}0{found['rest']}"
    text = _PER_MILLE.sub("‰", text)
    for pattern, right in _SYMBOL_ERRORS:
        text = pattern.sub(right, text)
    return text


def _goes_on(word: str, following: str) -> bool:
    """Whether no sentence ends between two words: "thuốc bằng. thuốc thay thế" is a speck."""
    return word.islower() and is_syllable(word) and following[:1].islower() and len(following) > 1
