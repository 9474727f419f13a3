"""A table of provinces × years as a file: the numbers as they are shown, and a sheet with their sources."""

from __future__ import annotations

from collections.abc import Iterator

from search_api.exports import COLUMNS, as_csv, row
from search_api.exports import Cell as Value
from search_api.pivot import Cell, Pivot
from search_api.spreadsheet import as_xlsx

SOURCES = ("pivot_province", "pivot_year", *COLUMNS)


def export_pivot(table: Pivot, name: str, *, base: str = "") -> Iterator[bytes]:
    """CSV of the table alone, or XLSX with the sources of each cell."""
    columns, rows = pivot_table(table)
    if name == "csv":
        return as_csv(rows, columns)
    return as_xlsx({"Bảng": (columns, rows), "Nguồn": (SOURCES, _sources(table, base))})


def _sources(table: Pivot, base: str) -> Iterator[tuple[Value, ...]]:
    for cell in table.cells:
        for record in cell.figures:
            yield (cell.province, cell.year, *row(record, base=base))


def pivot_table(table: Pivot) -> tuple[tuple[str, ...], list[tuple[Value, ...]]]:
    """The heading and rows: a number a cell, conflicting ones as text side by side, gaps empty."""
    cells = {(cell.province, cell.year): cell for cell in table.cells}
    heading = ("Tỉnh, thành phố", *map(str, table.years))
    rows = [(name, *(_shown(cells.get((name, year))) for year in table.years)) for name in table.provinces]
    return heading, rows


def _shown(cell: Cell | None) -> Value:
    if cell is None:
        return None
    return " ≠ ".join(f"{value:g}" for value in cell.values) if cell.conflict else cell.value
