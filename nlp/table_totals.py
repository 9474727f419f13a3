"""Which cells of a table are parts of which: under `Tổng cộng`, beside `Tổng số`, below `Trong đó`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from corpus.records import Figure

_SEVERAL = 2
_LOOSE = 0.03  # a total whose parts come this near is theirs, and misprinted
_NO_SUMS = ("%", "‰")

Cell = tuple[int, int, Figure]  # row, column, figure


def find_totals(
    cells: Sequence[Cell],
    *,
    totals_of_rows: Collection[int],
    totals_of_columns: Collection[int],
    among: Collection[int],
    levels: Mapping[int, int],
) -> dict[int, int]:
    """The number of the total, by the number of its part; `levels` says how deep a row lies (I, 1, 1.1)."""
    parents: dict[int, int] = {}
    lines: dict[int, list[int]] = defaultdict(list)
    columns: dict[int, list[int]] = defaultdict(list)
    for index, (row, column, _) in enumerate(cells):
        lines[row].append(index)
        columns[column].append(index)
    for indices in columns.values():
        totals = [i for i in indices if cells[i][0] in totals_of_rows]
        _read_line(cells, indices, parents, totals, among, levels)
    for indices in lines.values():
        totals = [i for i in indices if cells[i][1] in totals_of_columns]
        _read_line(cells, indices, parents, totals, (), {})
    return parents


def _read_line(
    cells: Sequence[Cell],
    indices: list[int],
    parents: dict[int, int],
    totals: list[int],
    among: Collection[int],
    levels: Mapping[int, int],
) -> None:
    """One row or column: what stands between its totals, and what is said to be among the one above."""
    for number, total in enumerate(totals):
        after = totals[number + 1] if number + 1 < len(totals) else None
        before = totals[number - 1] if number else None
        below = [i for i in indices if i > total and (after is None or i < after)]
        above = [i for i in indices if i < total and (before is None or i > before)]
        for parts in (below, above):
            free = [i for i in parts if cells[i][0] not in among and i not in parents]
            fitting = _best(cells, total, free, levels)
            if fitting:
                parents.update(dict.fromkeys(fitting, total))
                break
    head: int | None = None
    for index in indices:
        if cells[index][0] not in among:
            head = index
        elif head is not None and index not in parents and _may_be_part(cells[index][2], cells[head][2]):
            parents[index] = head


def _best(cells: Sequence[Cell], total: int, parts: list[int], levels: Mapping[int, int]) -> list[int]:
    """All the parts, or those of one level: the first that add up, else the first that come near."""
    depths = sorted({levels.get(cells[i][0], 0) for i in parts})
    choices = [parts, *([i for i in parts if levels.get(cells[i][0], 0) == depth] for depth in depths)]
    near = [fitting for choice in choices if (fitting := _fitting(cells, total, choice))]
    whole = cells[total][2].value
    exact = [fitting for fitting in near if round(sum(cells[i][2].value for i in fitting) - whole, 6) == 0]
    return (exact or near or [[]])[0]


def _fitting(cells: Sequence[Cell], total: int, parts: list[int]) -> list[int]:
    """The parts, where they add up to the total or miss it by little."""
    whole = cells[total][2]
    same = [i for i in parts if cells[i][2].unit == whole.unit and cells[i][2].comparison is None]
    if len(same) < _SEVERAL or whole.unit in _NO_SUMS or not whole.value or whole.denominator:
        return []
    off = abs(sum(cells[i][2].value for i in same) - whole.value) / abs(whole.value)
    return same if off <= _LOOSE else []


def _may_be_part(part: Figure, whole: Figure) -> bool:
    return part.unit == whole.unit and part.value <= whole.value and part.unit not in _NO_SUMS
