"""How numbers are written: `1.193` with its thousands, `3,7 tỷ` with its scale, `hai mươi lăm` in words."""

from __future__ import annotations

import re
from dataclasses import dataclass

# "1.193 người", "71,1%", "2.305.000,5 đồng", "08 lớp"; "15 000 đồng" has blanks for dots.
DIGITS = re.compile(r"\d{1,3}(?: 000){1,4}(?!\d)|\d+(?:[.,]\d+)*")
_THOUSANDS = re.compile(
    r"[1-9]\d{0,2}(?:\.\d{3})+(?:,\d{1,6})?|[1-9]\d{0,2}(?:,\d{3}){2,}(?:\.\d{1,6})?|\d{1,3}(?: 000)+"
)
_MIXED = re.compile(r"[1-9]\d{0,2}(?:,\d{3}){1,6}\.\d{1,2}")
_ONE_COMMA = re.compile(r"[1-9]\d{0,2},\d{3}")
_DECIMAL = re.compile(r"\d{1,15}(?:,\d{1,6}|\.\d{1,3})?")
LONGEST = 24

_SCALES = {
    "chục": 1e1,
    "trăm": 1e2,
    "nghìn": 1e3,
    "ngàn": 1e3,
    "vạn": 1e4,
    "triệu": 1e6,
    "tr": 1e6,
    "tỷ": 1e9,
    "tỉ": 1e9,
}
# "3,7 tỷ", "200 nghìn tỷ", "1.500 tr": one scale, or a thousand or million of another.
_SCALE = re.compile(r"[ \u00a0]{0,2}(chục|trăm|nghìn|ngàn|vạn|triệu|tr|tỷ|tỉ)(?!\w)(?: (triệu|tỷ|tỉ)(?!\w))?")

_ONES = {
    "một": 1,
    "mốt": 1,
    "hai": 2,
    "ba": 3,
    "bốn": 4,
    "tư": 4,
    "năm": 5,
    "lăm": 5,
    "nhăm": 5,
    "sáu": 6,
    "bảy": 7,
    "bẩy": 7,
    "tám": 8,
    "chín": 9,
}
_OPENERS = ("một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "bẩy", "tám", "chín", "mười")
_AFTER_TEN = {"một", "mốt", "hai", "ba", "bốn", "tư", "lăm", "nhăm", "sáu", "bảy", "bẩy", "tám", "chín"}
_STEPS = {"nghìn": 1_000, "ngàn": 1_000, "triệu": 1_000_000, "tỷ": 1_000_000_000, "tỉ": 1_000_000_000}
# "hai mươi lăm xã", "mười lăm người": where a number in words may begin, and its syllables.
WORDS = re.compile(rf"(?<!\w)(?:{'|'.join(_OPENERS)})(?!\w)")
_SYLLABLE = re.compile(r"[ \u00a0]?([^\W\d_]+)")
_MOST_SYLLABLES = 16


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with its scale; `decimal` is its value where a lone comma is read as the decimal sign."""

    start: int
    end: int
    value: float
    decimal: float
    scaled: bool = False
    spelled: bool = False


def read_amount(folded: str, start: int) -> Amount | None:
    """The number in digits that begins here, with the scales that follow: `1 tỷ 200 triệu` is one amount."""
    digits = DIGITS.match(folded, start)
    if digits is None or len(digits[0]) > LONGEST:
        return None
    value, decimal = read_digits(digits[0]), read_digits(digits[0], decimal_comma=True)
    if value is None or decimal is None:
        return None
    scale, end = read_scale(folded, digits.end())
    if scale == 1:
        return Amount(start, digits.end(), value, decimal)
    total = round(decimal * scale, 3)
    rest = _smaller_amount(folded, end, scale)
    if rest is not None:
        total, end = total + rest.value, rest.end
    return Amount(start, end, total, total, scaled=True)


def _smaller_amount(folded: str, end: int, scale: float) -> Amount | None:
    """`200 triệu` after `1 tỷ`: a further number whose scale is smaller."""
    if not folded.startswith(" ", end) or not folded[end + 1 : end + 2].isdigit():
        return None
    digits = DIGITS.match(folded, end + 1)
    if digits is None or len(digits[0]) > LONGEST:
        return None
    value = read_digits(digits[0], decimal_comma=True)
    smaller, after = read_scale(folded, digits.end())
    if value is None or not 1 < smaller < scale or value * smaller >= scale:
        return None
    rest = round(value * smaller, 3)
    return Amount(end + 1, after, rest, rest, scaled=True)


def read_digits(printed: str, *, decimal_comma: bool = False) -> float | None:
    """`1.193` is 1193 and `71,1` is 71.1; `1,193` is 1193 unless the comma is said to be decimal."""
    if _ONE_COMMA.fullmatch(printed):
        return float(printed.replace(",", "." if decimal_comma else ""))
    if _MIXED.fullmatch(printed):
        return float(printed.replace(",", ""))
    if _THOUSANDS.fullmatch(printed):
        return _thousands(printed)
    return float(printed.replace(",", ".")) if _DECIMAL.fullmatch(printed) else None


def _thousands(printed: str) -> float:
    if printed.count(",") > 1:  # 1,193,000.5 as foreign papers write it
        return float(printed.replace(",", ""))
    return float(printed.replace(".", "").replace(" ", "").replace(",", "."))


def read_scale(folded: str, start: int) -> tuple[float, int]:
    """The factor of `tỷ`, `nghìn tỷ` … that begins here, and its end; 1 where there is none."""
    found = _SCALE.match(folded, start)
    if found is None:
        return 1, start
    return _SCALES[found[1]] * _SCALES.get(found[2] or "", 1), found.end()


def read_words(folded: str, start: int) -> Amount | None:
    """The number in words that begins here: `hai mươi lăm` is 25, `hai nghìn không trăm` is 2000."""
    syllables = _syllables(folded, start)
    value, used = _read_all([word for word, _ in syllables])
    if not used:
        return None
    end = syllables[used - 1][1]
    return Amount(start, end, value, value, spelled=True)


def _syllables(folded: str, start: int) -> list[tuple[str, int]]:
    found: list[tuple[str, int]] = []
    place = start
    while len(found) < _MOST_SYLLABLES and (syllable := _SYLLABLE.match(folded, place)):
        found.append((syllable[1], syllable.end()))
        place = syllable.end()
    return found


def _read_all(words: list[str]) -> tuple[int, int]:
    """Value and number of syllables of the longest reading: groups below a thousand with their steps."""
    total, used = 0, 0
    least = 10**12
    while used < len(words):
        group, length = _read_group(words[used:])
        if not length:
            break
        step = _STEPS.get(words[used + length]) if used + length < len(words) else None
        if step is None:
            return total + group, used + length
        if step >= least:
            break
        total, used, least = total + group * step, used + length + 1, step
    return total, used


def _read_group(words: list[str]) -> tuple[int, int]:
    """One to 999: `một trăm linh ba`, `hai mươi lăm`, `mười`."""
    padded = [*words[:6], "", "", "", "", ""]
    if padded[0] == "mười":
        return (10 + _ONES[padded[1]], 2) if padded[1] in _AFTER_TEN else (10, 1)
    if padded[0] == "không" and padded[1] == "trăm":
        return _below_hundred(padded, 2, 0)
    if padded[0] not in _ONES:
        return 0, 0
    if padded[1] == "trăm":
        return _below_hundred(padded, 2, _ONES[padded[0]] * 100)
    return _tens(padded, 0, 0)


def _below_hundred(words: list[str], place: int, hundreds: int) -> tuple[int, int]:
    if words[place] in ("linh", "lẻ") and words[place + 1] in _ONES:
        return hundreds + _ONES[words[place + 1]], place + 2
    if words[place] == "mười":
        rest, length = _read_group(words[place:])
        return hundreds + rest, place + length
    if words[place] in _ONES and words[place + 1] == "mươi":
        return _tens(words, place, hundreds)
    return hundreds, place


def _tens(words: list[str], place: int, hundreds: int) -> tuple[int, int]:
    if words[place + 1] != "mươi":
        return hundreds + _ONES[words[place]], place + 1
    tens = hundreds + _ONES[words[place]] * 10
    return (
        (tens + _ONES[words[place + 2]], place + 3) if words[place + 2] in _AFTER_TEN else (tens, place + 2)
    )
