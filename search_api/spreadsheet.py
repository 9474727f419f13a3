"""Excel workbooks, written row by row: memory stays small, and a long table goes on in a further sheet."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import chain, islice
from typing import IO, TYPE_CHECKING, Any

if TYPE_CHECKING:
    from search_api.exports import Cell

MOST_ROWS = 1 << 20  # of a sheet, its heading counted
LONGEST = 32_767  # characters of a cell; Excel refuses the workbook beyond
CHUNK = 1 << 16
OPTIONS = {  # a document's text is never run, nor made a link
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "nan_inf_to_errors": True,
}

Table = tuple[Sequence[str], Iterable[Sequence["Cell"]]]


def as_xlsx(sheets: Mapping[str, Table], *, most_rows: int = MOST_ROWS) -> Iterator[bytes]:
    """A workbook of named tables, each with a bold heading that stays in sight."""
    with tempfile.TemporaryFile() as file:
        _write(file, sheets, most_rows)
        file.seek(0)
        while chunk := file.read(CHUNK):
            yield chunk


def _write(file: IO[bytes], sheets: Mapping[str, Table], most_rows: int) -> None:
    from xlsxwriter import Workbook

    with Workbook(file, OPTIONS) as book:
        bold, day = book.add_format({"bold": True}), book.add_format({"num_format": "dd/mm/yyyy"})
        for name, (columns, rows) in sheets.items():
            for at, some in enumerate(_parts(rows, most_rows - 1), start=1):
                sheet = book.add_worksheet(name if at == 1 else f"{name} {at}")
                sheet.freeze_panes(1, 0)
                sheet.write_row(0, 0, columns, bold)
                for line, cells in enumerate(some, start=1):
                    for place, cell in enumerate(cells):
                        _put(sheet, line, place, cell, day)


def _parts(rows: Iterable[Sequence[Cell]], size: int) -> Iterator[Iterable[Sequence[Cell]]]:
    """The rows of each sheet; the first sheet is there even without rows."""
    waiting = iter(rows)
    yield islice(waiting, size)
    for first in waiting:
        yield chain([first], islice(waiting, size - 1))


def _put(sheet: Any, line: int, place: int, cell: Cell, day: Any) -> None:
    """One cell; no day before 1900 is one for Excel."""
    if isinstance(cell, bool):
        sheet.write_boolean(line, place, cell)
    elif isinstance(cell, int | float):
        sheet.write_number(line, place, cell)
    elif isinstance(cell, date) and cell.year >= 1900:
        sheet.write_datetime(line, place, cell, day)
    elif cell is not None:
        text = str(cell)
        sheet.write_string(line, place, text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…")
