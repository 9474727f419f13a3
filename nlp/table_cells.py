"""What a cell of a table holds: one number, a range, a fraction, with its own unit, or words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from corpus.records import Modifier
from nlp.fold import fold
from nlp.modifiers import modifier_named
from nlp.numerals import read_digits, read_scale
from nlp.units import Unit, read_unit

_LONGEST = 48
_DIGITS = r"\d{1,3}(?:[ ]\d{3}){1,5}(?![\d.,])|\d{1,15}(?:[.,]\d{1,9}){0,5}"
# "1.193", "≥ 10,8", "-3,2%", "khoảng 40 người", "14/15", "11 - 12", "18,9 ÷ 60,5", "3,5 tỷ đồng"
_CELL = re.compile(
    rf"(?P<mark>[≥≤<>]=?|[-+−])?[ ]?(?P<word>[^\W\d_]{{2,8}}(?:[ ][^\W\d_]{{2,8}}){{0,2}}[ ])?"
    rf"(?P<mark2>[≥≤<>])?[ ]?"
    rf"(?P<one>{_DIGITS})(?P<rest>[^\d|]{{0,32}}?)"
    rf"(?:(?P<to>[ ]?[-÷/][ ]?|[ ]đến[ ])(?P<two>{_DIGITS})(?P<rest2>[^\d|]{{0,32}}))?"
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_LONG_FRACTION = re.compile(r"\d{1,15}\.\d{4,9}")  # of a spreadsheet: "384.1230"
_MARKS = {
    "≥": Modifier.AT_LEAST,
    ">=": Modifier.AT_LEAST,
    "≤": Modifier.AT_MOST,
    "<=": Modifier.AT_MOST,
    "<": Modifier.LESS_THAN,
    ">": Modifier.MORE_THAN,
}
_GOALS = ("phấn đấu", "đạt", "ước")
_MONTHS = 12


@dataclass(frozen=True, slots=True)
class Number:
    """A number of a cell, from `start` of the cell's text on; `decimal` as in `numerals.Amount`."""

    start: int
    end: int
    value: float
    decimal: float
    scaled: bool  # by a word of its own, `3,5 tỷ`
    modifier: Modifier
    unit: Unit | None = None
    denominator: float | None = None
    places: int = 0  # digits behind the decimal sign


def is_year(text: str) -> bool:
    return _YEAR.fullmatch(text) is not None


def is_number(text: str) -> bool:
    return bool(text) and bool(read_cell(text))


@lru_cache(maxsize=8192)  # layout, labels and figures each ask for the same cells
def read_cell(text: str) -> tuple[Number, ...]:
    """The numbers of a cell that holds nothing else; none where it holds words."""
    if len(text) > _LONGEST or not any(letter.isdigit() for letter in text):
        return ()
    folded = fold(text)
    found = _CELL.fullmatch(folded)
    if found is None:
        return ()
    word = (found["word"] or "").strip()
    modifier = _modifier(found, word)
    if modifier is None:
        return ()
    one = _number(text, folded, found, "one", "rest", modifier)
    if one is None or found["two"] is None:
        return (one,) if one else ()
    two = _number(text, folded, found, "two", "rest2", Modifier.EXACT)
    return () if two is None else _pair(found["to"].strip(), one, two)


def _modifier(found: re.Match[str], word: str) -> Modifier | None:
    """None where the word before the number is none of modification."""
    mark = found["mark2"] or found["mark"] or ""
    if word and word not in _GOALS:
        return modifier_named(word)
    return _MARKS.get(mark, Modifier.EXACT)


def _number(
    text: str, folded: str, found: re.Match[str], name: str, rest: str, modifier: Modifier
) -> Number | None:
    printed = found[name].replace(" ", ".") if found[name].count(" ") else found[name]
    is_long = _LONG_FRACTION.fullmatch(printed) is not None
    value = float(printed) if is_long else read_digits(printed)
    decimal = value if is_long else read_digits(printed, decimal_comma=True)
    if value is None or decimal is None:
        return None
    factor, end = read_scale(folded, found.end(name))
    unit = _own_unit(text, folded, end, found.end(rest)) if folded[end : found.end(rest)].strip() else None
    if unit is None and folded[end : found.end(rest)].strip(" *"):
        return None
    sign = -1.0 if name == "one" and found["mark"] in ("-", "−") else 1.0
    start = found.start("mark") if sign < 0 else found.start(name)
    end = unit.end if unit else max(end, found.end(name))
    decimals = re.search(r"[.,](\d+)$", printed) if value != decimal or value != int(value) else None
    places = len(decimals[1]) if decimals else 0
    scaled = factor != 1
    whole = round(sign * (decimal if scaled else value) * factor, 6)
    return Number(start, end, whole, round(sign * decimal * factor, 6), scaled, modifier, unit, None, places)


def _own_unit(text: str, folded: str, start: int, end: int) -> Unit | None:
    """The unit that a cell prints itself, where nothing is left behind it."""
    unit = read_unit(text, folded, start)
    return unit if unit is not None and not folded[unit.end : end].strip(" *.") else None


def _pair(to: str, one: Number, two: Number) -> tuple[Number, ...]:
    """A fraction, or the two ends of a range; `6/2023` is a month."""
    if to == "/":
        if (one.value <= _MONTHS and _YEAR.fullmatch(str(int(two.value)))) or not two.decimal:
            return ()
        fraction = Number(
            one.start,
            two.end,
            one.value,
            one.decimal,
            one.scaled,
            one.modifier,
            two.unit or one.unit,
            two.value,
        )
        return (fraction,)
    if two.decimal <= one.decimal or one.decimal < 0:
        return ()
    scale = two.value / two.decimal if two.scaled and not one.scaled and two.decimal else 1
    low = Number(
        one.start,
        one.end,
        one.value * scale,
        one.decimal * scale,
        one.scaled,
        Modifier.AT_LEAST,
        one.unit or two.unit,
    )
    high = Number(two.start, two.end, two.value, two.decimal, two.scaled, Modifier.AT_MOST, two.unit)
    return low, high
