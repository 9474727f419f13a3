"""One quantity, and the text that quantities are read from."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from corpus.records import Modifier, Span
from nlp.fold import fold
from nlp.modifiers import Left, modifier_after
from nlp.numerals import Amount
from nlp.units import MEASURED, Unit, read_unit

# "03 (ba) người": the number again in words.
_IN_WORDS = re.compile(r"[ ]?\([^\W\d_]{2,6}(?:[ ][^\W\d_]{2,6}){0,9}\)")


class Stretch(Protocol):
    """A part of the text that something else owns: a reference, a date, a row of a table."""

    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Quantity(Span):
    """A number with its unit; `lead` is where its modifier begins, `kind` what its unit counts."""

    value: float
    unit: str
    kind: str
    modifier: Modifier
    denominator: float | None
    lead: int
    labelled: bool = False  # its noun stands before it
    spelled: bool = False


@dataclass(frozen=True, slots=True)
class QuantityPage:
    text: str
    folded: str
    taken: tuple[tuple[int, int], ...]

    def is_taken(self, start: int, end: int) -> bool:
        """Something else owns a part of this stretch."""
        after = bisect_right(self.taken, (end - 1, len(self.text)))
        return after > 0 and self.taken[after - 1][1] > start

    def unit_after(self, end: int, *, unknown: bool) -> Unit | None:
        words = _IN_WORDS.match(self.folded, end)
        unit = read_unit(self.text, self.folded, words.end() if words else end, unknown=unknown)
        return None if unit is None or self.is_taken(unit.start, unit.end) else unit

    def span(self, start: int, end: int) -> tuple[int, int, str]:
        return start, end, self.text[start:end]


def quantity_page(text: str, taken: Sequence[Stretch]) -> QuantityPage:
    """A text, closed where something else owns it."""
    return QuantityPage(text, fold(text), _merged(taken))


def _merged(spans: Sequence[Stretch]) -> tuple[tuple[int, int], ...]:
    merged: list[tuple[int, int]] = []
    for span in sorted(spans, key=lambda span: span.start):
        if merged and span.start <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(merged[-1][1], span.end)
        else:
            merged.append((span.start, span.end))
    return tuple(merged)


def quantity_of(
    page: QuantityPage, amount: Amount, unit: Unit, left: Left, end: int | None = None
) -> Quantity:
    end = max(unit.end, amount.end) if end is None else end
    modifier, value = left.modifier, value_in(amount, unit)
    after = modifier_after(page.folded, end)
    if after is not None:
        modifier = after
    elif left.opens_range and modifier is Modifier.EXACT and unit.kind in MEASURED:
        modifier = Modifier.AT_LEAST
    elif (
        left.lead < amount.start
        and modifier is Modifier.MORE_THAN
        and _is_place(page.folded, left.lead, unit)
    ):
        modifier = Modifier.EXACT
    elif modifier is Modifier.EXACT and unit.kind == "age" and page.folded.endswith("đủ ", 0, amount.start):
        modifier = Modifier.AT_LEAST
    return Quantity(*page.span(amount.start, end), value, unit.name, unit.kind, modifier, None, left.lead)


def _is_place(folded: str, lead: int, unit: Unit) -> bool:
    """`trên 5 địa bàn` says where, not how many at least."""
    return folded.startswith("trên ", lead) and unit.name in (
        "địa bàn",
        "lĩnh vực",
        "tuyến",
        "tuyến đường",
        "mặt",
        "trang",
    )


def value_in(amount: Amount, unit: Unit) -> float:
    return amount.decimal if unit.kind in ("measure", "share", "money") else amount.value
