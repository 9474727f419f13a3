"""Vietnamese from before Unicode: TCVN3 and VNI codes, windows-1258, and UTF-8 that was read as windows-1252.

Such text has become Unicode as if its bytes were Latin letters: "ViÖt Nam". Decode it before anything
strips soft hyphens or composes letters: TCVN3 writes `ư` as U+00AD.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import accumulate, pairwise, zip_longest

from nlp.syllables import is_syllable
from nlp.vocabulary import table

TONES = ("", "\u0300", "\u0301", "\u0309", "\u0303", "\u0323")  # in the order of the tables' columns

_LETTERS = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, eq=False)  # one object each
class OldEncoding:
    """One way in which text was written before Unicode, and how it is read."""

    name: str
    decode: Callable[[str], str]
    fonts: re.Pattern[str] | None = None
    capital_fonts: re.Pattern[str] | None = None
    codes: dict[str, str] = field(
        default_factory=dict, repr=False
    )  # letter -> code; small letters and capitals

    def encode(self, text: str) -> str:
        """The text in the table's codes; capitals without a code, such as `Ế`, take the small letter's."""
        composed = unicodedata.normalize("NFC", text)
        return "".join(
            self.codes.get(letter) or self.codes.get(letter.lower(), letter) for letter in composed
        )

    def decode_font(self, text: str, font: str) -> str:
        """The text of a run whose font is known."""
        decoded = self.decode(text)
        return decoded.upper() if self.capital_fonts and self.capital_fonts.fullmatch(font) else decoded


@cache
def old_encodings() -> tuple[OldEncoding, ...]:
    """All that are known; those that other programs made of good text come first."""
    return (OldEncoding("utf-8 as windows-1252", _decode_mojibake), _windows_1258(), _tcvn3(), _vni())


def encoding_of_font(font: str) -> OldEncoding | None:
    """`.VnTime` holds TCVN3 codes, `VNI-Times` VNI codes, `Times New Roman` neither."""
    return next((one for one in old_encodings() if one.fonts and one.fonts.fullmatch(font)), None)


def _rows(name: str) -> Iterator[tuple[str, str]]:
    """The small letters of a table with their codes."""
    for base, row in table(name)["letters"].items():
        for tone, code in zip_longest(TONES, row.split(" ")):
            if code:
                yield unicodedata.normalize("NFC", base + tone), code


def _fonts(name: str, key: str) -> re.Pattern[str] | None:
    return re.compile("|".join(table(name)[key])) if table(name)[key] else None


def _tcvn3() -> OldEncoding:
    small = dict(_rows("tcvn3"))
    capitals = table("tcvn3")["capitals"]
    to_letters = {ord(code): letter for letter, code in (small | capitals).items()}
    to_letters |= {ord(alias): to_letters[ord(code)] for alias, code in table("tcvn3")["aliases"].items()}
    has_case = frozenset(
        "".join(small[base] for base in table("tcvn3")["letters"]) + "".join(capitals.values())
    )

    def decode(text: str) -> str:
        decoded = text.translate(to_letters)
        return "".join(_with_capitals(*lines, has_case) for lines in _lines(text, decoded))

    plain_capitals = {letter: letter for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"}
    codes = small | plain_capitals | capitals
    return OldEncoding("tcvn3", decode, _fonts("tcvn3", "fonts"), _fonts("tcvn3", "capital_fonts"), codes)


def _lines(raw: str, decoded: str) -> Iterator[tuple[str, str]]:
    ends = [found.end() for found in re.finditer("\n", raw)]
    for start, end in pairwise([0, *ends, len(raw)]):
        yield raw[start:end], decoded[start:end]


def _with_capitals(raw: str, decoded: str, has_case: frozenset[str]) -> str:
    """A decoded line whose toned letters are capitals where the letters around them are: "QUYÕT" is "QUYẾT".

    A word of which no letter tells, such as "Hµ", is as the words around it: "Hµ NéI" is "HÀ NỘI".
    """
    spans = [found.span() for found in _LETTERS.finditer(decoded)]
    cases = [_case(raw[start:end], decoded[start:end], has_case) for start, end in spans]
    telling = [  # "UBND" and "BC" are capitals wherever they stand
        case if is_syllable(decoded[start:end]) else None
        for (start, end), case in zip(spans, cases, strict=True)
    ]
    before = list(accumulate(telling, _latest))
    after = list(accumulate(reversed(telling), _latest))[::-1]
    letters = list(decoded)
    for (start, end), case, around in zip(spans, cases, zip(before, after, strict=True), strict=True):
        if case or (case is None and True in around and False not in around):
            letters[start:end] = decoded[start:end].upper()
    return "".join(letters)


def _latest(last: bool | None, case: bool | None) -> bool | None:
    return last if case is None else case


def _case(raw: str, decoded: str, has_case: frozenset[str]) -> bool | None:
    """Whether a word is in capitals; None where no letter after the first one tells."""
    telling = [at for at, code in enumerate(raw) if code.isascii() or code in has_case]
    if any(decoded[at].islower() for at in telling):
        return False
    return True if any(at > 0 for at in telling) else None


def _vni() -> OldEncoding:
    small = dict(_rows("vni"))
    codes = small | {letter.upper(): code.upper() for letter, code in small.items()}
    to_letters = {code: letter for letter, code in codes.items()}
    to_letters |= {code[0].upper() + code[1:]: letter.upper() for letter, code in small.items()}
    changed = {code: letter for code, letter in to_letters.items() if code != letter}
    pattern = re.compile("|".join(sorted(map(re.escape, changed), key=len, reverse=True)))

    def decode(text: str) -> str:
        return pattern.sub(lambda found: changed[found[0]], text)

    return OldEncoding("vni", decode, _fonts("vni", "fonts"), None, codes)


def _as_windows_1252(code: int) -> str:
    try:
        return bytes([code]).decode("cp1252")
    except UnicodeDecodeError:
        return chr(code)  # five bytes have no letter


def _windows_1258() -> OldEncoding:
    to_letters: dict[int, str] = {}
    for code in range(0x80, 0x100):
        try:
            letter = bytes([code]).decode("cp1258")
        except UnicodeDecodeError:
            continue
        to_letters |= {code: letter, ord(_as_windows_1252(code)): letter}

    def decode(text: str) -> str:
        return unicodedata.normalize("NFC", text.translate(to_letters))

    return OldEncoding("windows-1258", decode)


_BYTE_OF = {_as_windows_1252(code): code for code in range(0x80, 0x100)}
_BYTE_OF |= {chr(code): code for code in range(0x80, 0x100)}
# "Viá»‡t": a lead byte and the bytes that follow it, each read as a letter of its own
_LEADS = "".join(letter for letter, code in _BYTE_OF.items() if 0xC2 <= code <= 0xF4)
_FOLLOWERS = "".join(re.escape(letter) for letter, code in _BYTE_OF.items() if 0x80 <= code <= 0xBF)
_SEQUENCE = re.compile(f"[{_LEADS}][{_FOLLOWERS}]{{1,3}}")
_LOST_BLANK = re.compile(r"Ã(?=[ .,;:!?)\n]|$)")  # "lÃ " whose no-break space has become a space: à


def _decode_mojibake(text: str) -> str:
    if _SEQUENCE.sub(_letter_of, text) == text:
        return text
    return _SEQUENCE.sub(_letter_of, _LOST_BLANK.sub("Ã\u00a0", text))


def _letter_of(found: re.Match[str]) -> str:
    data = bytes(_BYTE_OF[letter] for letter in found[0])
    for end in range(len(data), 1, -1):
        try:
            return data[:end].decode("utf-8") + found[0][end:]
        except UnicodeDecodeError:
            continue
    return found[0]


def decode_bytes(data: bytes) -> str:
    """One letter a byte, as windows-1252; what the bytes mean is for `nlp.recoding` to find."""
    return "".join(map(_LETTER_OF_BYTE.__getitem__, data))


_LETTER_OF_BYTE = [chr(code) if code < 0x80 else _as_windows_1252(code) for code in range(0x100)]
