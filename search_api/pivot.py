"""Provinces × years: one indicator as a table, conflicts side by side and gaps shown as gaps."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from corpus.errors import WrongUse
from corpus.records import Modifier
from nlp.places import current_province, provinces
from search_api.figures import FigureRecord, all_figures
from search_api.filters import Selection, place_key
from search_api.indicators import Series, find_series
from search_api.series import LeftOut, Observation, Stretch
from search_api.services import Services

MERGED = date(2025, 7, 1)  # from this day on a province's name means the one of today's map
NEARLY = 0.05  # how far a rounded value may be from another without a conflict


@dataclass(frozen=True)
class Cell:
    """One province in one year; two different values for the same stretch of time are a conflict."""

    province: str
    year: int
    conflict: bool
    figures: tuple[FigureRecord, ...]
    value: float | None = None  # that the figures agree on; of a merged province their sum
    whole_year: bool = True
    values: tuple[float, ...] = ()  # that are stated, side by side
    missing: tuple[str, ...] = ()  # provinces of the merger that no text tells of


@dataclass(frozen=True)
class Gap:
    province: str
    year: int


@dataclass(frozen=True)
class Pivot:
    indicator: str
    unit: str | None
    units: tuple[str, ...]  # of all figures found; the table shows one of them
    provinces: tuple[str, ...]
    years: tuple[int, ...]
    cells: tuple[Cell, ...]
    gaps: tuple[Gap, ...]
    left_out: int  # figures that were found and stand in no cell
    left_out_because: Mapping[str, int]
    other_indicators: tuple[str, ...]  # found beside the one that is shown, most frequent first


def pivot(services: Services, q: str, *, filters: Selection, current: bool = False) -> Pivot:
    """The values of one indicator in its most frequent unit; `current` rolls up to the map of today."""
    if not q.strip():
        raise WrongUse("q", "chưa có chỉ tiêu.", "Nhập chỉ tiêu cần lập bảng, ví dụ: số người cai nghiện.")
    found = find_series(services, q, all_figures(services, q, filters=filters))
    cells = tuple(_cells(found.observations, current=current))
    rows = tuple(sorted({cell.province for cell in cells}, key=place_key))
    years = _years(cells)
    held = {(cell.province, cell.year) for cell in cells}
    shown = sum(len(cell.figures) for cell in cells)
    because = _because(found, shown)
    return Pivot(
        indicator=q,
        unit=found.unit,
        units=found.units,
        provinces=rows,
        years=years,
        cells=cells,
        gaps=tuple(Gap(name, year) for name in rows for year in years if (name, year) not in held),
        left_out=sum(because.values()),
        left_out_because=because,
        other_indicators=found.others,
    )


def _because(found: Series, shown: int) -> dict[str, int]:
    """How many figures stand in no cell, by the reason."""
    counts = Counter(reason.value for reason in found.left_out)
    counts[LeftOut.PART_OF_YEAR.value] += len(found.observations) - shown
    return {reason: count for reason, count in sorted(counts.items()) if count}


def _cells(observations: Iterable[Observation], *, current: bool) -> Iterator[Cell]:
    spots: dict[tuple[str, int], list[Observation]] = defaultdict(list)
    for one in observations:
        name = current_province(one.province) or one.province if current else one.province
        spots[name, one.stretch.year].append(one)
    for (name, year), inside in sorted(spots.items(), key=lambda item: item[0]):
        yield _cell(name, year, inside, current=current)


def _cell(name: str, year: int, inside: Sequence[Observation], *, current: bool) -> Cell:
    """The best of a province's year: whole years before parts, today's map before the parts of a merger."""
    stretch = _best_stretch(inside)
    chosen = [one for one in inside if one.stretch == stretch]
    parts = _parts_of(chosen) if current else {name: chosen}
    told = {part: agreed_value(some) for part, some in parts.items()}
    of_now = name in told and any(_is_of_now(one) for one in parts[name])
    if of_now:
        told, chosen = {name: told[name]}, parts[name]
    missing = () if of_now or not current else tuple(old for old in _merged(name) if old not in told)
    agreed = [value for value in told.values() if value is not None]
    return Cell(
        province=name,
        year=year,
        conflict=len(agreed) < len(told),
        figures=tuple(one.record for one in chosen),
        value=sum(agreed) if len(agreed) == len(told) else None,
        whole_year=stretch.whole,
        values=tuple(sorted({one.value for one in chosen})),
        missing=missing,
    )


def _best_stretch(inside: Sequence[Observation]) -> Stretch:
    """All of the year where it is told, else the stretch that goes furthest."""
    return max(
        (one.stretch for one in inside),
        key=lambda s: (s.whole, s.last or date.min, -(s.first or date.max).toordinal()),
    )


def _parts_of(observations: Iterable[Observation]) -> dict[str, list[Observation]]:
    parts: dict[str, list[Observation]] = defaultdict(list)
    for one in observations:
        parts[one.province].append(one)
    return parts


def _is_of_now(one: Observation) -> bool:
    published = one.record.published
    return published is not None and published >= MERGED.isoformat()[: len(published)]


@cache
def _merged(name: str) -> tuple[str, ...]:
    """The provinces that became one of today's."""
    return tuple(old for old in provinces() if current_province(old) == name)


def agreed_value(observations: Sequence[Observation]) -> float | None:
    """The value that they agree on, if any; a rounded one agrees with an exact one nearby."""
    if not observations:
        return None
    exact = {one.value for one in observations if one.record.figure.modifier is Modifier.EXACT}
    about = {one.value for one in observations} - exact
    best = next(iter(exact or about))
    far = any(abs(value - best) > NEARLY * abs(best) for value in about)
    return None if len(exact) > 1 or far else best


def _years(cells: Iterable[Cell]) -> tuple[int, ...]:
    years = [cell.year for cell in cells]
    return tuple(range(min(years), max(years) + 1)) if years else ()
