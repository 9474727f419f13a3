"""Tables of PDF pages, found by their ruled lines: cells are what horizontal and vertical rules enclose."""

from __future__ import annotations

import ctypes
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, NamedTuple, Protocol

from ingest.tables import Cells

THIN = 3.0  # points: no rule is thicker
CLOSE = 3.0  # points: rules nearer than this are one
SHORTEST = 8.0  # points
FEWEST_CELLS = 4  # with text; a frame around a page or a note has fewer

Place = tuple[int, int]  # row, column


class Box(NamedTuple):
    left: float
    bottom: float
    right: float
    top: float

    def holds(self, other: Boxed) -> bool:
        across, up = (other.left + other.right) / 2, (other.bottom + other.top) / 2
        return self.left <= across <= self.right and self.bottom <= up <= self.top


class Boxed(Protocol):
    @property
    def left(self) -> float: ...
    @property
    def bottom(self) -> float: ...
    @property
    def right(self) -> float: ...
    @property
    def top(self) -> float: ...


class Inked(Boxed, Protocol):
    @property
    def text(self) -> str: ...


class Rule(NamedTuple):
    """A ruled line: its place across its direction, and where it begins and ends."""

    at: float
    start: float
    end: float


@dataclass(frozen=True)
class RuledTable:
    box: Box
    rows: Cells


def turned(box: Box, turn: int) -> Box:
    """A box as it stands once the page is turned so that text at `turn` quarters reads from left to right."""
    if turn == 1:  # the text ran from top to bottom
        return Box(-box.top, box.left, -box.bottom, box.right)
    if turn == 2:
        return Box(-box.right, -box.top, -box.left, -box.bottom)
    return Box(box.bottom, -box.right, box.top, -box.left) if turn == 3 else box


def find_tables(page: Any, letters: Sequence[Inked], turn: int = 0) -> list[RuledTable]:
    """The ruled tables of a page from top to bottom, with the text of their cells."""
    return ruled_tables(*_rules(page, turn), letters)


def ruled_tables(
    level: Iterable[Rule], upright: Iterable[Rule], letters: Sequence[Inked]
) -> list[RuledTable]:
    """The tables that rules enclose, from top to bottom; pieces of one rule may come apart."""
    groups = _groups(_joined(level), _joined(upright))
    tables = [_table(lines, columns, letters) for lines, columns in groups]
    return sorted((table for table in tables if table), key=lambda table: -table.box.top)


def cell_boxes(level: Iterable[Rule], upright: Iterable[Rule]) -> list[list[Box]]:
    """The cells that rules enclose, table by table, row by row."""
    tables = []
    for lines, columns in _groups(_joined(level), _joined(upright)):
        across, down = _edges(columns), _edges(lines)[::-1]
        if len(across) >= 3 and len(down) >= 2:
            tables.append(_boxes(_owners(lines, columns, across, down), across, down))
    return tables


def _boxes(owners: dict[Place, Place], across: list[float], down: list[float]) -> list[Box]:
    squares: dict[Place, list[Place]] = defaultdict(list)
    for place, owner in owners.items():
        squares[owner].append(place)
    return [
        Box(
            across[min(column for _, column in cell)],
            down[max(row for row, _ in cell) + 1],
            across[max(column for _, column in cell) + 1],
            down[min(row for row, _ in cell)],
        )
        for cell in squares.values()
    ]


def _rules(page: Any, turn: int) -> tuple[list[Rule], list[Rule]]:
    """The horizontal and the vertical rules of a page."""
    level, upright = [], []
    for left, bottom, right, top in (turned(stroke, turn) for stroke in _strokes(page)):
        if top - bottom <= THIN and right - left >= SHORTEST:
            level.append(Rule((top + bottom) / 2, left, right))
        elif right - left <= THIN and top - bottom >= SHORTEST:
            upright.append(Rule((left + right) / 2, bottom, top))
    return level, upright


def _strokes(page: Any) -> Iterator[Box]:
    """The straight strokes of the page's paths; of a box, its four sides."""
    from pypdfium2 import raw

    for path in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=4):
        box = Box(*path.get_bounds())
        if min(box.right - box.left, box.top - box.bottom) <= THIN:
            yield box
        elif raw.FPDFPath_CountSegments(path) <= 400:
            yield from _sides(path)


def _sides(path: Any) -> Iterator[Box]:
    """The straight segments of a path as drawn, with the path's own matrix."""
    from pypdfium2 import raw

    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(path, ctypes.byref(fill), ctypes.byref(stroke))
    if not stroke.value:
        return  # a shaded area
    matrix = path.get_matrix()
    x, y = ctypes.c_float(), ctypes.c_float()
    last = first = None
    for index in range(raw.FPDFPath_CountSegments(path)):
        segment = raw.FPDFPath_GetPathSegment(path, index)
        raw.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        point = matrix.on_point(x.value, y.value)
        is_move = raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_MOVETO
        first = point if is_move or first is None else first
        if last is not None and not is_move:
            yield _between(last, point)
        if raw.FPDFPathSegment_GetClose(segment):
            yield _between(point, first)
        last = point


def _between(one: tuple[float, float], other: tuple[float, float]) -> Box:
    return Box(min(one[0], other[0]), min(one[1], other[1]), max(one[0], other[0]), max(one[1], other[1]))


def _joined(rules: Iterable[Rule]) -> list[Rule]:
    """Rules with pieces of the same line, touching or nearly so, put together."""
    joined: list[Rule] = []
    for line in _clusters(rules):
        at = sum(rule.at for rule in line) / len(line)
        current: Rule | None = None
        for rule in sorted(line, key=lambda rule: rule.start):
            if current and rule.start <= current.end + CLOSE:
                current = Rule(at, current.start, max(current.end, rule.end))
            else:
                joined += [current] if current else []
                current = Rule(at, rule.start, rule.end)
        joined += [current] if current else []
    return joined


def _clusters(rules: Iterable[Rule]) -> Iterator[list[Rule]]:
    cluster: list[Rule] = []
    for rule in sorted(rules):
        if cluster and rule.at - cluster[-1].at > CLOSE:
            yield cluster
            cluster = []
        cluster.append(rule)
    if cluster:
        yield cluster


def _groups(level: list[Rule], upright: list[Rule]) -> Iterator[tuple[list[Rule], list[Rule]]]:
    """Rules that cross one another, table by table."""
    left = list(upright)
    while left:
        columns, lines = [left.pop()], []
        waiting = list(columns)
        while waiting:
            column = waiting.pop()
            fresh = [line for line in level if line not in lines and _cross(line, column)]
            lines += fresh
            more = [other for other in left if any(_cross(line, other) for line in fresh)]
            left = [other for other in left if other not in more]
            columns += more
            waiting += more
        if len(lines) >= 2 and len(columns) >= 2:
            yield lines, columns


def _cross(line: Rule, column: Rule) -> bool:
    return (
        line.start - CLOSE <= column.at <= line.end + CLOSE
        and column.start - CLOSE <= line.at <= column.end + CLOSE
    )


def _table(lines: list[Rule], columns: list[Rule], letters: Sequence[Inked]) -> RuledTable | None:
    """The cells that the rules enclose, None for a frame without cells or text."""
    across = _edges(columns)
    down = _edges(lines)[::-1]
    if len(across) < 3 or len(down) < 2:
        return None
    owners = _owners(lines, columns, across, down)
    texts = _texts(owners, letters, across, down)
    rows: Cells = [
        [_content(owners, texts, row, column) for column in range(len(across) - 1)]
        for row in range(len(down) - 1)
    ]
    box = Box(across[0], down[-1], across[-1], down[0])
    return RuledTable(box, rows) if len(texts) >= FEWEST_CELLS else None


def _edges(rules: list[Rule]) -> list[float]:
    return [sum(rule.at for rule in cluster) / len(cluster) for cluster in _clusters(rules)]


def _owners(
    lines: list[Rule], columns: list[Rule], across: list[float], down: list[float]
) -> dict[Place, Place]:
    """For each square of the grid, the square at which its cell begins: squares without a rule between
    are one.
    """
    owners: dict[Place, Place] = {}
    for row, (top, bottom) in enumerate(pairwise(down)):
        for column, (left, right) in enumerate(pairwise(across)):
            is_open_above = row > 0 and not _has_rule(lines, top, (left + right) / 2)
            is_open_left = column > 0 and not _has_rule(columns, left, (top + bottom) / 2)
            owner = (row, column)
            if is_open_above:
                owner = owners[row - 1, column]
            elif is_open_left:
                owner = owners[row, column - 1]
            owners[row, column] = owner
    return owners


def _has_rule(rules: list[Rule], at: float, through: float) -> bool:
    return any(abs(rule.at - at) <= CLOSE and rule.start <= through <= rule.end for rule in rules)


def _texts(
    owners: dict[Place, Place], letters: Sequence[Inked], across: list[float], down: list[float]
) -> dict[Place, str]:
    """The text of each cell: its letters in the order of the file, a space where the baseline changes."""
    texts: dict[Place, str] = defaultdict(str)
    levels: dict[Place, Inked] = {}
    rising = [-edge for edge in down]
    for letter in letters:
        column = bisect_right(across, (letter.left + letter.right) / 2) - 1
        row = bisect_right(rising, -(letter.bottom + letter.top) / 2) - 1
        owner = owners.get((row, column))
        if owner is None:
            continue
        last = levels.get(owner)
        if last and abs(last.bottom - letter.bottom) > (letter.top - letter.bottom) / 2:
            texts[owner] += " "
        texts[owner] += letter.text
        levels[owner] = letter
    return {owner: " ".join(text.split()) for owner, text in texts.items() if text.strip()}


def _content(owners: dict[Place, Place], texts: dict[Place, str], row: int, column: int) -> str | None:
    """The text of a cell where it begins, None right of that, nothing below it."""
    owner = owners[row, column]
    if owner == (row, column):
        return texts.get(owner, "")
    return None if column > owner[1] else ""
