"""The series of an indicator: of the figures that were found, those that tell the same thing comparably."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corpus.index import Collection
from nlp.fold import unaccent
from search_api.figures import FigureRecord, record_of
from search_api.series import LeftOut, Observation, counted_unit, indicator_key, observe, province_of
from search_api.services import Services
from search_api.wording import is_accented

Key = frozenset[str]
CHANGE_WORDS = {form for word in ("tăng", "giảm", "tỷ", "tỉ", "lệ", "mức") for form in (word, unaccent(word))}
OTHERS = 10  # further indicators that are named


@dataclass(frozen=True)
class Series:
    """`changes` are the figures of the same indicator that state a change."""

    unit: str | None
    units: tuple[str, ...]
    observations: tuple[Observation, ...]
    changes: tuple[FigureRecord, ...]
    left_out: tuple[LeftOut, ...]
    others: tuple[str, ...]


def find_series(services: Services, q: str, figures: Iterable[FigureRecord]) -> Series:
    """The indicator that is nearest to the question, in the unit that it is mostly told in."""
    found, accented = list(figures), is_accented(q)
    keys = [_key(record, accented=accented) for record in found]
    shown = _nearest(indicator_key(q, accented=accented), keys)
    same = [record for record, key in zip(found, keys, strict=True) if key in shown]
    names = _units(same)
    read = _without_parts(services, [_read(record, names) for record in same], shown, accented=accented)
    others = Counter(
        record.figure.indicator
        for record, key in zip(found, keys, strict=True)
        if key not in shown and record.figure.indicator
    )
    return Series(
        unit=names[0] if names else None,
        units=names,
        observations=tuple(one for one in read if isinstance(one, Observation)),
        changes=tuple(record for record in same if record.figure.comparison is not None),
        left_out=(
            *(one for one in read if isinstance(one, LeftOut)),
            *[LeftOut.OTHER_INDICATOR] * (len(found) - len(same)),
        ),
        others=tuple(name for name, _ in others.most_common(OTHERS)),
    )


def _key(record: FigureRecord, *, accented: bool) -> Key:
    """What is counted; of a change, what has changed."""
    key = indicator_key(record.figure.indicator or record.figure.unit, accented=accented)
    return key - CHANGE_WORDS if record.figure.comparison else key


def _nearest(asked: Key, keys: Sequence[Key]) -> frozenset[Key]:
    """The indicators that say no more than was asked; where all do, the one that adds least, oftenest."""
    if not keys:
        return frozenset()
    counts = Counter(keys)
    least = min(len(key - asked) for key in counts)
    near = [key for key in counts if len(key - asked) == least]
    return frozenset(near if least == 0 else [max(near, key=lambda key: (counts[key], sorted(key)))])


def _units(records: Sequence[FigureRecord]) -> tuple[str, ...]:
    """The units of values, most frequent first; different words for heads are one."""
    counted = [counted_unit(record.figure.unit) for record in records if record.figure.comparison is None]
    return tuple(sorted(set(counted), key=lambda unit: (-counted.count(unit), unit)))


def _read(record: FigureRecord, names: Sequence[str]) -> Observation | LeftOut:
    if record.figure.comparison is None and counted_unit(record.figure.unit) != names[0]:
        return LeftOut.OTHER_UNIT
    return observe(record)


def _without_parts(
    services: Services, read: Sequence[Observation | LeftOut], shown: frozenset[Key], *, accented: bool
) -> list[Observation | LeftOut]:
    """A part of a total of the same thing in the same province is no value beside it."""
    named = {_total_key(one) for one in read if isinstance(one, Observation)}
    totals = services.index.get(Collection.FIGURES, sorted(name for name in named if name))

    def is_part(one: Observation) -> bool:
        total = totals.get(_total_key(one) or "")
        record = record_of(total) if total else None
        if record is None or _key(record, accented=accented) not in shown:
            return False
        same_unit = counted_unit(record.figure.unit) == counted_unit(one.record.figure.unit)
        return same_unit and province_of(record) == one.province

    return [LeftOut.PART if isinstance(one, Observation) and is_part(one) else one for one in read]


def _total_key(one: Observation) -> str | None:
    """The key of the total in the index."""
    total = one.record.figure.part_of
    return None if total is None else f"{one.record.document_id}/f{total}"
