"""Codes that make indicators comparable: `số người vào cai nghiện bắt buộc` is `rehab_compulsory`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from corpus.errors import WrongUse
from nlp.fold import fold
from nlp.units import known_unit_at
from nlp.vocabulary import table

_FIELDS = ("code", "label", "patterns", "unit")
_HINT = "Mỗi dòng [[indicator]] cần có code, label, patterns và unit; xem nlp/tables/indicators.toml."
_GAP = "…"
# up to five syllables between the words of a pattern
_BETWEEN = r"(?:[ ,]{1,2}[^\W\d_]{1,8}){0,5}[ ,]{1,2}"
# "số người … tăng", "tỷ lệ giảm …", "chỉ tiêu số người …": a change or a goal is not the level itself
_NO_LEVEL = re.compile(
    r"(?:số|tỷ lệ|tỉ lệ|mức)[ ](?:tăng|giảm)(?!\w)|(?<!\w)(?:tăng|giảm)\Z|tỷ lệ đạt(?!\w)"
    r"|(?:chỉ tiêu|mục tiêu|kế hoạch|dự kiến)(?!\w)"
)


@dataclass(frozen=True, slots=True)
class IndicatorCode:
    """A row of the table, its words compiled."""

    code: str
    label: str
    patterns: tuple[re.Pattern[str], ...]
    without: re.Pattern[str] | None
    units: frozenset[str]
    examples: tuple[str, ...] = ()

    def fits(self, phrase: str, units: frozenset[str]) -> bool:
        if not units & self.units or (self.without is not None and self.without.search(phrase)):
            return False
        return any(pattern.search(phrase) for pattern in self.patterns)


_OWN: list[IndicatorCode] = []  # rows of the table that a setting names


def code_of(indicator: str | None, unit: str) -> str | None:
    """The code of what a figure counts, or None: free text stays free text."""
    if indicator is None:
        return None
    phrase = fold(indicator)
    if _NO_LEVEL.search(phrase):
        return None
    units = _names_of(unit)
    return next((row.code for row in (*_OWN, *_shipped()) if row.fits(phrase, units)), None)


def indicator_codes() -> tuple[IndicatorCode, ...]:
    """Every row that is in force, a table of the reader's own first."""
    return (*_OWN, *_shipped())


def use_own_table(path: Path) -> None:
    """Let this process read a table of the reader's own before the shipped one; WrongUse where it is none."""
    try:
        rows = tomllib.loads(path.read_text("utf-8")).get("indicator", [])
    except (OSError, ValueError) as error:
        raise WrongUse(str(path), f"không đọc được bảng chỉ tiêu ({error}).", _HINT) from error
    for row in rows:
        if not isinstance(row, dict) or not all(row.get(name) for name in _FIELDS):
            raise WrongUse(str(path), f"dòng {row!r} thiếu một trong {', '.join(_FIELDS)}.", _HINT)
    _OWN[:] = [_row(row) for row in rows]


@cache
def _shipped() -> tuple[IndicatorCode, ...]:
    return tuple(_row(row) for row in table("indicators")["indicator"])


def _row(row: Mapping[str, Any]) -> IndicatorCode:
    without = row.get("without") or ()
    return IndicatorCode(
        row["code"],
        row["label"],
        tuple(re.compile(rf"(?<!\w){_words(pattern)}(?!\w)") for pattern in row["patterns"]),
        re.compile(rf"(?<!\w)(?:{'|'.join(map(_words, without))})(?!\w)") if without else None,
        frozenset(map(fold, [row["unit"]] if isinstance(row["unit"], str) else row["unit"])),
        tuple(row.get("examples", ())),
    )


def _words(pattern: str) -> str:
    """`cai nghiện … bắt buộc`: its words in their order, a few others between where it says so."""
    pieces: Sequence[str] = [re.escape(fold(piece.strip())) for piece in pattern.split(_GAP)]
    return _BETWEEN.join(piece.replace(r"\ ", r"[ ,]{1,2}") for piece in pieces)


@cache
def _names_of(unit: str) -> frozenset[str]:
    """What a row may call a unit: its noun, the noun's first syllable, and `người` for all people."""
    noun = fold(unit.split("/", maxsplit=1)[0])
    known = known_unit_at(noun, 0)
    names = {noun, noun.split(" ")[0]}
    if known is not None and known[1] == "person" and not noun.startswith("lượt"):
        names.add("người")
    return frozenset(names)
