"""Rows of a table whose cell a page break cut: the cells beside it would else stand within its sentence."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from itertools import pairwise, takewhile

from ingest.line_marks import begins_counted, begins_item, is_cut, is_measure, is_value
from ingest.raw import Kind
from ingest.word_usage import WordUsage
from ingest.wraps import Printed
from nlp.patterns import LOWER

MOST_VALUES = 4  # of a row beside the cell that was cut
MOST_LINES = 60  # of a row
SURE_SHARE = 0.2  # of a word's places: those beside the other one

_SMALL = re.compile(rf"[{LOWER}(]")
_LETTERS = re.compile(r"[^\W\d]{2}")


def find_cut_cells(body: Sequence[int], lines: Sequence[Printed], tables: Container[int]) -> list[list[int]]:
    """What follows, at the end of a page, the cell that the next page goes on with; `body` are the lines
    that are no footnotes, `tables` the pages that a table surely goes on to.
    """
    filled = [at for at in body if lines[at].text]
    usage = WordUsage([printed.text for printed in lines])
    found: list[list[int]] = []
    for order in range(1, len(filled)):
        last, following = lines[filled[order - 1]], lines[filled[order]]
        is_table = following.page in tables
        if last.page == following.page or not _may_go_on(following, is_table=is_table):
            continue
        page = [at for at in filled[max(0, order - MOST_LINES) : order] if lines[at].page == last.page]
        is_small = bool(_SMALL.match(following.text))
        cells = _values(lines, page[-MOST_VALUES - 1 :], is_table=is_table) if is_small else []
        if is_table and not cells:
            cells = _beside_cut(lines, page, following.text, usage)
            cells += _rest(lines, cells, filled[order : order + MOST_LINES], usage) if cells else []
        found.append(cells)
    return [cells for cells in found if cells]


def _may_go_on(following: Printed, *, is_table: bool) -> bool:
    text = following.text
    if following.line.kind is not Kind.TEXT or begins_item(text) or is_value(text) or begins_counted(text):
        return False
    return is_table or bool(_SMALL.match(text))


def _values(lines: Sequence[Printed], row: Sequence[int], *, is_table: bool) -> list[int]:
    """The values at the end, where a cell without an end stands before them."""
    count = sum(1 for _ in takewhile(lambda at: _is_value(lines[at], is_table=is_table), reversed(row)))
    cell = lines[row[-1 - count]] if 0 < count < len(row) else None
    is_whole = cell is None or not _LETTERS.search(cell.text) or not is_cut(cell.text)
    return [] if is_whole else list(row[-count:])


def _is_value(printed: Printed, *, is_table: bool) -> bool:
    if printed.line.kind is not Kind.TEXT:
        return False
    return is_measure(printed.text) if is_table else is_value(printed.text)


def _beside_cut(lines: Sequence[Printed], page: Sequence[int], following: str, usage: WordUsage) -> list[int]:
    """The cells after the one of the last row whose last word the next page's first word follows elsewhere
    in the text too: "… quản lý bệnh" before "mãn tính".
    """
    row = list(takewhile(lambda at: not _begins_row(lines[at].text), reversed(page)))[::-1]
    cells = list(_cells(lines, row))
    lasts = [lines[cell[-1]].text.split()[-1] for cell in cells]
    shares = [usage.share_together(last, following.split(maxsplit=1)[0]) for last in lasts]
    cut = max(range(len(cells)), key=lambda at: (shares[at], len(cells[at]), at), default=0)
    return [at for cell in cells[cut + 1 :] for at in cell] if cells and shares[cut] >= SURE_SHARE else []


def _rest(lines: Sequence[Printed], cells: Sequence[int], page: Sequence[int], usage: WordUsage) -> list[int]:
    """What goes on with the last of the cells too, on the next page: "… hợp đồng khi bắt" and "đầu học"."""
    last = lines[cells[-1]].text.split()[-1]
    row = list(takewhile(lambda at: not _begins_row(lines[at].text), page))
    for above, at in pairwise(row):
        first = lines[at].text.split()[0]
        share = usage.share_together(last, first)
        if share >= SURE_SHARE and share > usage.share_together(lines[above].text.split()[-1], first):
            return row[row.index(at) :]
    return []


def _begins_row(text: str) -> bool:
    return is_value(text) or begins_counted(text)


def _cells(lines: Sequence[Printed], row: Sequence[int]) -> Iterator[list[int]]:
    """The lines of each cell, as far as one can tell: none begins with a small letter."""
    cell: list[int] = []
    for at in row:
        if cell and not _SMALL.match(lines[at].text):
            yield cell
            cell = []
        cell.append(at)
    if cell:
        yield cell
