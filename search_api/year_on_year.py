"""This period beside the one before: the change, and whether the texts' own `tăng` or `giảm` agrees."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from corpus.errors import WrongUse
from corpus.records import Comparison
from search_api.figures import FigureRecord, all_figures
from search_api.filters import Selection, place_key
from search_api.indicators import find_series
from search_api.pivot import agreed_value
from search_api.series import LeftOut, Observation, Stretch, counted_unit, province_of, stretch_of
from search_api.services import Services

HALF_OF_THE_LAST_DIGIT = 0.5


@dataclass(frozen=True)
class StatedChange:
    """What a text says of the change; `agrees` is None where the two values are not known."""

    change: float
    unit: str
    agrees: bool | None
    figure: FigureRecord


@dataclass(frozen=True)
class YearOnYear:
    """One province's value, that of the same stretch a year before, and the change between them."""

    province: str
    year: int
    whole_year: bool
    period: str | None
    value: float | None
    previous: float | None
    change: float | None
    change_percent: float | None
    conflict: bool  # the texts give two values for one of the two periods
    stated: tuple[StatedChange, ...]
    agrees: bool | None  # all stated changes with the values; None where there is nothing to compare
    figures: tuple[FigureRecord, ...]
    previous_figures: tuple[FigureRecord, ...]


@dataclass(frozen=True)
class Changes:
    indicator: str
    unit: str | None
    rows: tuple[YearOnYear, ...]


Spot = tuple[str, Stretch]


def year_on_year(services: Services, q: str, *, filters: Selection, year: int | None = None) -> Changes:
    """Every province and period with a value before it or a stated change, or those of one year."""
    if not q.strip():
        raise WrongUse("q", "chưa có chỉ tiêu.", "Nhập chỉ tiêu cần so sánh, ví dụ: số người cai nghiện.")
    found = find_series(services, q, all_figures(services, q, filters=filters))
    values: dict[Spot, list[Observation]] = defaultdict(list)
    for one in found.observations:
        values[one.province, one.stretch].append(one)
    changes = _stated(found.changes)
    spots = [spot for spot in sorted({*values, *changes}, key=_order) if year in (None, spot[1].year)]
    rows = (_row(spot, values, changes.get(spot, ()), found.unit) for spot in spots)
    return Changes(q, found.unit, tuple(row for row in rows if row.previous is not None or row.stated))


def _order(spot: Spot) -> tuple[object, ...]:
    name, stretch = spot
    return place_key(name), stretch.year, not stretch.whole, str(stretch.first), str(stretch.last)


def _stated(changes: Iterable[FigureRecord]) -> dict[Spot, list[FigureRecord]]:
    """Stated changes against the same stretch of the year before, where they belong."""
    stated: dict[Spot, list[FigureRecord]] = defaultdict(list)
    for record in changes:
        place, stretch = province_of(record), stretch_of(record.figure.period)
        comparison = record.figure.comparison
        if isinstance(place, LeftOut) or stretch is None or comparison is None:
            continue
        base = stretch_of(comparison.base_period)
        if base is None or base.year == stretch.year - 1:
            stated[place, stretch].append(record)
    return stated


def _row(
    spot: Spot,
    values: dict[Spot, list[Observation]],
    changes: Sequence[FigureRecord],
    unit: str | None,
) -> YearOnYear:
    province, stretch = spot
    now, before = values.get(spot, []), values.get((province, stretch.before()), [])
    value, previous = agreed_value(now), agreed_value(before)
    change = value - previous if value is not None and previous is not None else None
    stated = tuple(_compared(record, value, previous, unit) for record in changes)
    verdicts = [one.agrees for one in stated if one.agrees is not None]
    return YearOnYear(
        province=province,
        year=stretch.year,
        whole_year=stretch.whole,
        period=next((record.figure.period.text for record in _records(now, changes)), None),
        value=value,
        previous=previous,
        change=change,
        change_percent=round(100 * change / previous, 2) if change is not None and previous else None,
        conflict=any(some and agreed is None for some, agreed in ((now, value), (before, previous))),
        stated=stated,
        agrees=all(verdicts) if verdicts else None,
        figures=tuple(one.record for one in now),
        previous_figures=tuple(one.record for one in before),
    )


def _records(now: Sequence[Observation], changes: Sequence[FigureRecord]) -> Iterator[FigureRecord]:
    yield from (one.record for one in now)
    yield from changes


def _compared(
    record: FigureRecord, value: float | None, previous: float | None, unit: str | None
) -> StatedChange:
    """A stated change beside the two values: in the unit of the values, or in per cent of the one before."""
    comparison = record.figure.comparison or Comparison(0.0, "")
    computed: float | None = None
    if value is not None and previous is not None:
        if counted_unit(comparison.unit) == unit:
            computed = value - previous
        elif comparison.unit == "%" and previous:
            computed = 100 * (value - previous) / previous
    agrees = None if computed is None else abs(computed - comparison.change) <= _rounding(record)
    return StatedChange(comparison.change, comparison.unit, agrees, record)


def _rounding(record: FigureRecord) -> float:
    """Half of the last digit that the text prints: `8,3%` stands for 8,25 to 8,35."""
    number = record.figure.text.split("%")[0].split()[0] if record.figure.text else ""
    decimals = len(number.partition(",")[2])
    return float(HALF_OF_THE_LAST_DIGIT * 10**-decimals) if "%" in record.figure.text else 1e-9
