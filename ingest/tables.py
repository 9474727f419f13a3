"""Tables as lines: "a | b | c" under their header, one row a line; tables that only lay out a page are
told apart.
"""

from __future__ import annotations

from collections.abc import Iterator

from ingest.raw import Kind, Line
from nlp.fold import fold

Cells = list[list[str | None]]  # rows of cell texts; None is covered by the cell to its left

SEPARATOR = " | "
LONG_CELL = 800  # characters: no cell of a data table is as long
_PAGE_PARTS = ("độc lập", "nơi nhận", "cộng hòa xã hội")  # what masthead and signature tables hold


def is_layout(rows: Cells) -> bool:
    """Whether a table only places blocks on the page: a masthead, a signature block, one big cell."""
    cells = [cell for row in rows for cell in row if cell and cell.strip()]
    widest = max((sum(cell is not None for cell in row) for row in rows), default=0)
    if widest <= 1:
        return True
    if len(rows) <= 4 and any(holds_page_part(fold(cell)) for cell in cells):
        return True
    return any(len(cell) > LONG_CELL for cell in cells) and len(rows) <= 3


def holds_page_part(folded: str) -> bool:
    """Whether a folded text is of a masthead or a signature block."""
    return any(part in folded for part in _PAGE_PARTS)


def rows_as_lines(rows: Cells) -> Iterator[Line]:
    """Each row as one line; a header of several rows is merged into one, a row of one cell stays a line
    of text.
    """
    for row in rows:
        cells = [" ".join((cell or "").split()) for cell in row if cell is not None]
        filled = [cell for cell in cells if cell]
        if len(filled) == 1:
            yield Line(filled[0], Kind.ROW)
        elif filled:
            yield Line(SEPARATOR.join(cells).strip(), Kind.ROW)
