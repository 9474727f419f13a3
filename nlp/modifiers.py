"""Words that say how exact a number is: `trên 602 người`, `không quá 05 ngày`, `60% trở lên`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache

from corpus.records import Modifier
from nlp.numbering import TABLE, syllables_before


@dataclass(frozen=True, slots=True)
class Left:
    """What stands before a number: its modifier, and whether `từ` opens a range."""

    lead: int
    modifier: Modifier
    opens_range: bool


@cache
def _modifiers(side: str) -> dict[str, Modifier]:
    rows = tomllib.loads(TABLE.read_text("utf-8"))["modifier"]
    return {word: Modifier(row["name"]) for row in rows for word in row[side]}


def read_left(folded: str, start: int) -> Left:
    """The longest modifier right before a number, and the `từ` before that."""
    before = syllables_before(folded, start)
    for length in range(len(before), 0, -1):
        word = " ".join(before[-length:])
        modifier = _modifiers("before").get(word)
        if modifier is not None:
            lead = start - len(word) - 1
            opens = before[: len(before) - length][-1:] == ["từ"] or word.startswith("từ ")
            return Left(lead, modifier, opens)
    if before[-1:] == ["từ"]:
        return Left(start - len("từ "), Modifier.EXACT, opens_range=True)
    return Left(start, Modifier.EXACT, opens_range=False)


def modifier_after(folded: str, end: int) -> Modifier | None:
    for word, modifier in _modifiers("after").items():
        if folded.startswith(word, end + 1) and folded[end : end + 1] == " ":
            return modifier
    return None


def modifier_named(word: str) -> Modifier | None:
    """The modifier that a folded word is, wherever it stands: `tối đa`, `khoảng`."""
    return _modifiers("before").get(word)
