"""Tables in the clean text: blocks of lines "a | b | c", with their header, caption and columns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from corpus.records import Span
from nlp.fold import fold
from nlp.segment import Offsets, paragraphs
from nlp.table_cells import is_number, is_year

_BAR = re.compile(r"[ ]?\|[ ]?")
# "Chia ra:", "4 Thuế sử dụng đất phi nông nghiệp": a row of one cell is a line without bars.
_LONGEST_LONE_ROW, _LONGEST_CUT = 160, 400
_LONGEST_CAPTION, _MOST_CAPTION_LINES = 240, 3
# "(1) | (2) | (3)", "A | B | 1 | 2 = 3 + 4": the row that numbers the columns.
_COLUMN_NUMBER = re.compile(r"\(?(?:\d{1,2}|[A-Z])\)?(?:[ ]?=[\d+/:()x* -]{1,24})?")
# "STT", "TT", "Số TT": what the first cell of a header may hold, and none of a row.
_ORDER_HEADS = frozenset({"stt", "tt", "số tt", "số thứ tự", "stt."})
_CAPTION = re.compile(r"(?:bảng|biểu|phụ lục|\(|đơn vị|đvt)")
_SEVERAL = 2


@dataclass(frozen=True, slots=True)
class Row:
    start: int
    end: int
    cells: tuple[Span, ...]

    @property
    def filled(self) -> list[Span]:
        return [cell for cell in self.cells if cell.text]


@dataclass(frozen=True, slots=True)
class Table:
    """`columns` holds the header cells over each column, from the top down; `caption` its lines."""

    caption: tuple[Span, ...]
    header: tuple[Row, ...]
    columns: tuple[tuple[Span, ...], ...]
    body: tuple[Row, ...]
    is_rest: bool = False  # of a table that was cut: its header stands with the first part

    @property
    def start(self) -> int:
        return self.body[0].start if self.is_rest else (self.header or self.body)[0].start

    @property
    def end(self) -> int:
        return self.body[-1].end


def find_tables(text: str) -> tuple[Table, ...]:
    """Every block of at least two rows, cut where a new header stands between rows."""
    if "|" not in text:
        return ()
    lines = paragraphs(text)
    tables: list[Table] = []
    for first, rows in _blocks(text, lines):
        caption = _caption(text, lines, first)
        for part in _parted(rows):
            table = _table(part, caption)
            if table is not None:
                tables.append(_continued(table, tables[-1]) if tables else table)
                caption = table.caption
    return tuple(tables)


def _continued(table: Table, above: Table) -> Table:
    """The rest of a table that a line of text or a page's end has cut, under the header of its first part."""
    is_rest = not table.header and len(table.columns) == len(above.columns)
    if not is_rest or table.start - above.end > _LONGEST_CUT:
        return table
    return replace(table, caption=above.caption, header=above.header, columns=above.columns, is_rest=True)


def _blocks(text: str, lines: Sequence[Offsets]) -> Iterator[tuple[int, list[Row]]]:
    """Runs of rows with the number of their first line; a lone cell between two rows belongs to them."""
    block: list[Row] = []
    first = 0
    for at, line in enumerate(lines):
        row = _row(text, *line)
        if len(row.cells) == 1 and not (block and _is_lone_row(text, lines, at, block[-1])):
            if len(block) >= _SEVERAL:
                yield first, block
            block = []
            continue
        first = first if block else at
        block.append(row)
    if len(block) >= _SEVERAL:
        yield first, block


def _is_lone_row(text: str, lines: Sequence[Offsets], at: int, above: Row) -> bool:
    start, end = lines[at]
    if at + 1 == len(lines) or end - start > _LONGEST_LONE_ROW or text[end - 1] in ".;":
        return False
    below = _row(text, *lines[at + 1])
    return len(below.cells) == len(above.cells) and any(is_number(cell.text) for cell in below.cells)


def _row(text: str, start: int, end: int) -> Row:
    """The cells of a line; those of a line without bars are one."""
    cells: list[Span] = []
    place = start
    for bar in _BAR.finditer(text, start, end):
        cells.append(_cell(text, place, bar.start()))
        place = bar.end()
    return Row(start, end, (*cells, _cell(text, place, end)))


def _cell(text: str, start: int, end: int) -> Span:
    inside = text[start:end]
    start += len(inside) - len(inside.lstrip())
    return Span(start, start + len(inside.strip()), inside.strip())


def _parted(rows: list[Row]) -> Iterator[list[Row]]:
    """One list for each table: a full row of words below rows of numbers begins the next."""
    part: list[Row] = []
    for row in rows:
        if part and _opens_table(row, part):
            yield part
            part = []
        part.append(row)
    yield part


def _opens_table(row: Row, above: list[Row]) -> bool:
    """`STT | Nội dung | Số người` between two rows of data, unless it only repeats the header."""
    if not any(_has_number(other) for other in above) or _has_number(row) or len(row.cells) < _SEVERAL:
        return False
    if [cell.text for cell in row.cells] == [cell.text for cell in above[0].cells]:
        return False
    return all(cell.text for cell in row.cells) or fold(row.cells[0].text) in _ORDER_HEADS


def _has_number(row: Row) -> bool:
    return any(is_number(cell.text) and not is_year(cell.text) for cell in row.cells[1:])


def _table(rows: list[Row], caption: tuple[Span, ...]) -> Table | None:
    head = 0
    while head < len(rows) and _is_header(rows, head):
        head += 1
    header = [row for row in rows[:head] if not numbers_columns(row)]
    first = [cell.text for cell in rows[0].cells]
    body = [
        row for row in rows[head:] if not numbers_columns(row) and [cell.text for cell in row.cells] != first
    ]
    width = max((len(row.cells) for row in body if _has_number(row)), default=0)
    if width < _SEVERAL:
        return None
    return Table(caption, tuple(header), _columns(header, width), tuple(body))


def _is_header(rows: list[Row], at: int) -> bool:
    """Rows of words before the first row of numbers; a lone heading of a group is none."""
    row = rows[at]
    if numbers_columns(row):
        return True
    if _has_number(row) or len(row.cells) < _SEVERAL:
        return False
    return at == 0 or (len(row.filled) >= _SEVERAL and _covers_new_columns(rows[at - 1], row))


def _covers_new_columns(above: Row, row: Row) -> bool:
    """The second row of a header goes below cells that are merged; a group of rows has a label only."""
    return not row.cells[0].text or (all(cell.text for cell in row.cells) and above.cells[0].text == "")


def numbers_columns(row: Row) -> bool:
    cells = row.filled
    if len(cells) < _SEVERAL + 1 or not all(_COLUMN_NUMBER.fullmatch(cell.text) for cell in cells):
        return False
    numbers = [int(found[0]) for cell in cells if (found := re.search(r"\d{1,2}", cell.text))]
    return len(numbers) >= _SEVERAL and all(b - a == 1 for a, b in pairwise(numbers))


def _columns(header: list[Row], width: int) -> tuple[tuple[Span, ...], ...]:
    """The cells over each column: a cell that was merged over several stands over each of them."""
    spread: list[list[Span]] = []
    for at, row in enumerate(header):
        below = header[at + 1].cells if at + 1 < len(header) else ()
        spread.append(_spread(list(row.cells), list(below), width))
    return tuple(tuple(row[column] for row in spread if row[column].text) for column in range(width))


def _spread(cells: list[Span], below: list[Span], width: int) -> list[Span]:
    """One cell for each column; without a row below to go by, a label column may be missing at the left."""
    nothing = Span(cells[0].start, cells[0].start, "")
    missing = width - len(cells)
    if missing <= 0:
        return cells[:width]
    if len(below) != width:
        return [nothing] * missing + cells
    runs = _runs(below)
    own = len(below) - sum(len(run) for run in runs)
    shared = len(cells) - own
    if not runs or shared <= 0 or shared % len(runs):
        return [nothing] * missing + cells
    return _over_runs(cells, below, runs, shared // len(runs))


def _runs(below: list[Span]) -> list[list[int]]:
    """The columns that a header's second row fills, as runs of neighbours."""
    runs: list[list[int]] = []
    for column, cell in enumerate(below):
        if cell.text and runs and runs[-1][-1] == column - 1:
            runs[-1].append(column)
        elif cell.text:
            runs.append([column])
    return runs


def _over_runs(cells: list[Span], below: list[Span], runs: list[list[int]], each: int) -> list[Span]:
    """`Đèn đơn | Đèn kép` over `Công suất | Cường độ | Công suất | Cường độ`: two columns for each."""
    filled: list[Span] = []
    taken = 0
    for column, cell in enumerate(below):
        run = next((run for run in runs if column in run), None)
        if not cell.text or run is None:
            filled.append(cells[taken])
            taken += 1
            continue
        share = (column - run[0]) * each // len(run)
        filled.append(cells[taken + share])
        if column == run[-1]:
            taken += each
    return filled


def _caption(text: str, lines: Sequence[Offsets], first: int) -> tuple[Span, ...]:
    """The short lines right above: `Bảng 1. Số người …`, `(đơn vị: người)`, `Tỷ đồng`."""
    found: list[Span] = []
    for at in range(first - 1, max(-1, first - 1 - _MOST_CAPTION_LINES), -1):
        start, end = lines[at]
        line = text[start:end]
        is_note = _CAPTION.match(fold(line)) is not None or _goes_on(line)
        if end - start > _LONGEST_CAPTION or line[-1] in ".;,!?" or (found and not _goes_on(found[-1].text)):
            break
        found.append(Span(start, end, line))
        if not is_note and not line.startswith("("):
            break
    return tuple(found)


_BELOW_TITLE = ("đơn vị", "đvt", "năm ", "quý ", "giai đoạn ", "kèm theo", "tính đến ", "từ ngày ")


def _goes_on(line: str) -> bool:
    """A line of a caption that has more above it: a note in brackets or a bare unit."""
    return line.startswith("(") or len(line.split()) <= _SEVERAL + 1 or fold(line).startswith(_BELOW_TITLE)
