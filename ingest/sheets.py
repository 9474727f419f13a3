"""Spreadsheets as text: each sheet under its name, its tables as rows "a | b | c" below one header row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, groupby

from corpus.errors import EmptyFile
from ingest.files import XLS, XLSX
from ingest.raw import Hints, Kind, Line, RawDocument, RawPage
from ingest.tables import SEPARATOR
from ingest.workbook import Merged, Row, Sheet, read_workbook
from nlp.recoding import repair

HEADER_ROWS = 8
BELOW_HEADER = 6  # rows below a header, one of which holds a number

_VALUE = re.compile(r"[-+]?\d[\d.,]*(?:e[-+]?\d+)?")
_YEAR = re.compile(r"(?:19|20)\d\d")
_GOES_ON = re.compile(r"\(?[a-zà-ỹđ]")


def read_xlsx(data: bytes, *, source: str) -> RawDocument:
    return read_sheets(data, source=source, media_type=XLSX)


def read_xls(data: bytes, *, source: str) -> RawDocument:
    return read_sheets(data, source=source, media_type=XLS)


def read_sheets(data: bytes, *, source: str, media_type: str) -> RawDocument:
    """The visible sheets of a workbook as one page: sheets have no running heads to look for."""
    sheets, hidden = read_workbook(data, source=source)
    lines = [line for sheet in _in_unicode(sheets) for line in sheet_lines(sheet)]
    if not lines:
        raise EmptyFile(source, "bảng tính không có chữ nào.", "Hãy kiểm tra lại tệp gốc.")
    title = next((line.text for line in lines if line.kind is Kind.TEXT), None)
    dropped = tuple((name, "hidden sheet") for name in hidden)
    return RawDocument(media_type, (RawPage(tuple(lines)),), False, Hints(title=title), dropped)


def _in_unicode(sheets: list[Sheet]) -> list[Sheet]:
    """The sheets with all their cells judged together: one cell is too short to show its encoding."""
    cells = chain.from_iterable([sheet.name, *chain.from_iterable(sheet.rows)] for sheet in sheets)
    fixed = iter(repair(list(cells)))
    return [
        Sheet(next(fixed), [[next(fixed) for _ in row] for row in sheet.rows], sheet.merged)
        for sheet in sheets
    ]


def sheet_lines(sheet: Sheet) -> Iterator[Line]:
    """The name of a sheet as a heading, then its titles and tables; nothing for a sheet without words."""
    table = Table.of(sheet)
    if not any(letter.isalpha() for row in table.rows for cell in row for letter in cell):
        return
    yield Line(sheet.name, Kind.HEADING)
    filled = [at for at, row in enumerate(table.rows) if any(row)]
    for _, block in groupby(enumerate(filled), key=lambda one: one[1] - one[0]):  # up to a blank row
        yield from table.block_lines([at for _, at in block])


@dataclass(frozen=True)
class Table:
    """The rows of a sheet without its empty columns; the first `labels` columns hold no numbers."""

    rows: list[Row]
    merged: Merged
    labels: int

    @classmethod
    def of(cls, sheet: Sheet) -> Table:
        cells = [[" ".join(cell.split()) for cell in row] for row in sheet.rows]
        width = max(map(len, cells), default=0)
        kept = [at for at in range(width) if any(row[at : at + 1] != [""] for row in cells if at < len(row))]
        place = {old: new for new, old in enumerate(kept)}
        merged = tuple(
            ((top, place[left]), (bottom, max(place.get(at, 0) for at in range(left, right + 1))))
            for (top, left), (bottom, right) in sheet.merged
            if left in place
        )
        rows = [[row[at] if at < len(row) else "" for at in kept] for row in cells]
        values = [at for row in rows for at, cell in enumerate(row) if at and is_value(cell)]
        return cls(rows, merged, min(values, default=len(kept)))

    def block_lines(self, block: Sequence[int]) -> Iterator[Line]:
        """Titles, then the header in one row, then the rows."""
        titles = [at for at in block if _count(self.rows[at]) == 1]
        first = next((place for place, at in enumerate(block) if at not in titles), len(block))
        yield from self._titles(block[:first])
        end = first + self._header_length(block[first:])
        if end > first:
            yield self._row(self._joined(block[first:end]))
        yield from (self._row(self.rows[at]) for at in block[end:])

    def _titles(self, block: Sequence[int]) -> Iterator[Line]:
        """Rows of one cell; a title over several rows is joined: "Tổng mức bán lẻ" / "và dịch vụ"."""
        titles: list[tuple[int, str]] = []
        for at in block:
            column, text = next((column, cell) for column, cell in enumerate(self.rows[at]) if cell)
            if titles and titles[-1][0] == column and _GOES_ON.match(text):
                titles[-1] = (column, f"{titles[-1][1]} {text}")
            else:
                titles.append((column, text))
        yield from (Line(text) for _, text in titles)

    def _header_length(self, block: Sequence[int]) -> int:
        """How many rows are the header: words and years beyond the first column, with numbers below."""
        length = 0
        while length < len(block) and self._is_header(self.rows[block[length]]):
            length += 1
        if not 0 < length <= HEADER_ROWS:
            return 0
        start = block[length - 1] + 1
        below = [row for row in self.rows[start:] if any(row)][:BELOW_HEADER]
        return length if any(is_value(cell) for row in below for cell in row[1:]) else 0

    def _is_header(self, row: Row) -> bool:
        return any(row[1:]) and not any(map(is_value, row))

    def _joined(self, block: Sequence[int]) -> Row:
        """Rows as one: each column's cells from the top down; a merged cell stands over all its columns."""
        columns: list[list[str]] = [[] for _ in self.rows[block[0]]]
        for at in block:
            row = list(self.rows[at])
            for (top, left), (_, right) in self.merged:
                if top == at and row[left]:
                    row[left : right + 1] = [row[left]] * (right + 1 - left)
            for column, cell in zip(columns, row, strict=True):
                if cell and cell not in column[-1:]:
                    column.append(cell)
        return [" ".join(column) for column in columns]

    def _row(self, row: Row) -> Line:
        """The filled labels, then every value; an empty one keeps its place before others."""
        labels = [cell for cell in row[: self.labels] if cell]
        values = row[self.labels :]
        while values and not values[-1]:
            values.pop()
        return Line(SEPARATOR.join([*labels, *values]), Kind.ROW)


def is_value(cell: str) -> bool:
    """Whether a cell is a number, and no year."""
    return bool(_VALUE.fullmatch(cell)) and not _YEAR.fullmatch(cell)


def _count(row: Row) -> int:
    return sum(map(bool, row))
