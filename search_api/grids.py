"""Tables inside a plain text: lines that stand together and whose cells are joined by ` | `."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from typing import TypeVar

from nlp.segment import paragraphs

Line = TypeVar("Line")
Offsets = tuple[int, int]
FEWEST_ROWS = 2  # a lone line with a bar is a sentence that holds one

# "Đắk Lắk | 364 | 398"; cells may be empty: "| 364 |", "Sơn La | | 415"
_BAR = re.compile(r"(?: |^|(?<= ))\|(?: |$)")

# "1.382", "12,5 %", "−17", "-": what stands in a cell of values
_VALUE = re.compile(r"[+−–-]?\s?[\d.,]*\s?%?")

# "2019", "Năm 2020" names a column of values and is none itself
_YEAR = re.compile(r"(?:19|20)\d\d")


def cells(text: str, start: int, end: int) -> tuple[Offsets, ...]:
    """The cells of the line that stands at `[start, end)`; one where it is no row."""
    bars = [bar.span() for bar in _BAR.finditer(text[start:end])]
    lefts = [0, *(right for _, right in bars)]
    rights = [*(left for left, _ in bars), end - start]
    return tuple((start + left, start + right) for left, right in zip(lefts, rights, strict=True))


def grouped(lines: Iterable[Line], count: Callable[[Line], int]) -> Iterator[tuple[bool, list[Line]]]:
    """Neighbouring rows together as one table, every other line alone; `count` tells the cells of a line."""
    for is_row, run in groupby(lines, lambda line: count(line) > 1):
        together = list(run)
        if is_row and len(together) >= FEWEST_ROWS:
            yield True, together
        else:
            yield from ((False, [line]) for line in together)


def table_rows(text: str, lines: Iterable[Offsets]) -> Iterator[Offsets]:
    """Those of neighbouring lines that are rows of tables."""
    for is_table, rows in grouped(lines, lambda line: len(cells(text, *line))):
        if is_table:
            yield from rows


def is_value(cell: str) -> bool:
    """Whether a cell holds a number, or the dash that stands for none."""
    return bool(cell) and _VALUE.fullmatch(cell.strip()) is not None


def names_columns(row: Sequence[str]) -> bool:
    """Whether a table's first row is its head: no values behind its first cell, but maybe years."""
    return not any(is_value(cell) and not _YEAR.fullmatch(cell.strip()) for cell in row[1:])


def head_of(text: str, place: int) -> Offsets | None:
    """The line that names the columns of the table in whose later rows a place stands."""
    for is_table, rows in grouped(paragraphs(text), lambda line: len(cells(text, *line))):
        head = rows[0]
        if is_table and head[1] < place < rows[-1][1]:
            return head if names_columns([text[start:end] for start, end in cells(text, *head)]) else None
    return None
