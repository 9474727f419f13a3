"""Where a text quotes: what stands there is said by another document or by a person."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from nlp.segment import Offsets

# "ghi rõ “Nghị định này có hiệu lực”", within a line
_IN_LINE = re.compile(r'“[^“”\n]{1,1500}”|"[^"\n]{1,1500}"')
# “Điều 4. Thông tư này thay thế …”: a block that begins with its line and ends with one
_BLOCK = re.compile(r"(?m)^[^\S\n]{0,40}(?P<open>“)|”[.;,\s]{0,4}$")
LONGEST = 12_000  # characters: an opening mark that nothing closes is no quotation


@dataclass(frozen=True, slots=True)
class Quotations:
    """The insides of the outermost quotations, in order."""

    spans: tuple[Offsets, ...]

    def hold(self, offset: int) -> bool:
        at = bisect_right(self.spans, (offset, offset)) - 1
        return at >= 0 and self.spans[at][0] <= offset < self.spans[at][1]


def quotations_of(text: str) -> Quotations:
    in_line = (found.span() for found in _IN_LINE.finditer(text))
    return Quotations(tuple(_outermost(sorted([*_blocks(text), *in_line]))))


def _blocks(text: str) -> Iterator[Offsets]:
    """From an opening mark to the next that closes; of two opening marks the first was never closed."""
    opened: int | None = None
    for mark in _BLOCK.finditer(text):
        if mark["open"]:
            opened = mark.start("open")
        elif opened is not None:
            if mark.end() - opened <= LONGEST:
                yield opened, mark.end()
            opened = None


def _outermost(spans: list[Offsets]) -> Iterator[Offsets]:
    end = 0
    for span in spans:
        if span[0] >= end:
            yield span
            end = span[1]
