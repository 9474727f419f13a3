"""Pieces of a page that stand side by side: letterheads and signatures column by column, plain tables row
by row.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Protocol, TypeVar

from nlp.fold import fold

FEWEST_ROWS = 3  # with the same number of cells, three or more: a table without rules
FEWEST_CELLS = 3
REACH, SIGNED_REACH = 3, 12  # rows without a gap within a block; beside a signature stands a long list
LIST_INDENT = 0.25  # of the way from the list to the signature
_RECEIVERS = "nơi nhận"
_PAIRED = (
    "cộng hòa xã hội",
    "độc lập - tự do",
    _RECEIVERS,
    "đảng cộng sản việt nam",
)  # what stands beside another block


class Placed(Protocol):
    @property
    def left(self) -> float: ...
    @property
    def right(self) -> float: ...
    @property
    def baseline(self) -> float: ...
    @property
    def height(self) -> float: ...
    @property
    def text(self) -> str: ...


P = TypeVar("P", bound=Placed)


def rows_of(pieces: Sequence[P]) -> list[list[P]]:
    """Neighbours on one baseline, each row from left to right."""
    rows: list[list[P]] = []
    for piece in pieces:
        if rows and abs(rows[-1][0].baseline - piece.baseline) < 0.4 * piece.height:
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return [sorted(row, key=lambda piece: piece.left) for row in rows]


def arrange(pieces: Sequence[P]) -> list[list[P]]:
    """The rows of a page in reading order; only the rows of a table without rules keep several pieces."""
    arranged: list[list[P]] = []
    for is_split, group in groupby(_blocks(rows_of(pieces)), key=lambda block: block[0]):
        rows = [row for _, block in group for row in block]
        if is_split and _is_paired(rows):
            arranged += [[piece] for piece in _by_column(rows)]
        elif is_split and _is_table(rows):
            arranged += rows
        else:
            arranged += [[piece] for row in rows for piece in row]
    return arranged


def _blocks(rows: list[list[P]]) -> Iterator[tuple[bool, list[list[P]]]]:
    """Runs of rows: those with a gap in the middle, with the rows between and beside that stay on one
    side of it.
    """
    at = 0
    while at < len(rows):
        first_split = _first_split(rows, at)
        if first_split is None:
            yield False, [rows[at]]
            at += 1
            continue
        is_signed = _RECEIVERS in fold(rows[at][0].text)
        reach = SIGNED_REACH if is_signed else REACH
        end, last_split = first_split, first_split
        while end < len(rows) and (
            len(rows[end]) > 1
            or (
                end - last_split <= reach
                and _is_one_sided(rows[end][0], rows[first_split], is_signed=is_signed)
            )
        ):
            last_split = end if len(rows[end]) > 1 else last_split
            end += 1
        yield True, rows[at:end]
        at = end


def _first_split(rows: Sequence[Sequence[Placed]], at: int) -> int | None:
    """The row with a gap that begins a block at a row: itself, or one under the head of the receivers, where
    the signature beside them begins lower.
    """
    if len(rows[at]) > 1:
        return at
    if _RECEIVERS not in fold(rows[at][0].text):
        return None
    near = range(at + 1, min(len(rows), at + 1 + SIGNED_REACH))
    split = next((one for one in near if len(rows[one]) > 1), at)
    between = (_is_one_sided(row[0], rows[split], is_signed=True) for row in rows[at:split])
    return split if split > at and all(between) else None


def _is_one_sided(piece: Placed, split: Sequence[Placed], *, is_signed: bool) -> bool:
    """Whether a piece stands on one side of a gap; in the list beside a signature, whether it begins near the
    list's edge and ends before the signature.
    """
    gap = (split[0].right + split[1].left) / 2
    indent = LIST_INDENT * (split[1].left - split[0].left)
    is_listed = piece.left < split[0].left + indent and piece.right < split[1].left
    return piece.left > gap or (is_listed if is_signed else piece.right < gap)


def _is_paired(rows: Sequence[Sequence[Placed]]) -> bool:
    keys = [fold(piece.text) for row in rows for piece in row]
    return all(len(row) <= 2 for row in rows) and any(mark in key for key in keys for mark in _PAIRED)


def _is_table(rows: Sequence[Sequence[Placed]]) -> bool:
    return sum(len(row) >= FEWEST_CELLS for row in rows) >= FEWEST_ROWS


def _by_column(rows: Sequence[Sequence[P]]) -> list[P]:
    split = next(row for row in rows if len(row) > 1)
    gap = (split[0].right + split[1].left) / 2
    pieces = [piece for row in rows for piece in row]
    left = [piece for piece in pieces if (piece.left + piece.right) / 2 < gap]
    return left + [piece for piece in pieces if (piece.left + piece.right) / 2 >= gap]
