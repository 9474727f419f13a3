"""The figures of a text: quantities with what they count, place and period, totals and changes."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate

from corpus.records import Comparison, DateMention, Entity, Figure, Modifier, Period, Reference, Section
from nlp.bare_parts import with_nouns_left_out
from nlp.clauses import Clauses, Site
from nlp.comparisons import base_counts, base_periods, comparison_of, find_changes
from nlp.figure_periods import Periods
from nlp.figure_places import Places
from nlp.fold import fold
from nlp.indicator_codes import code_of
from nlp.indicators import Indicators
from nlp.parts import find_parents
from nlp.periods import StatedPeriod
from nlp.quantities import find_quantities
from nlp.quantity import Quantity, Stretch
from nlp.table_blocks import find_tables
from nlp.table_figures import rows_of_numbers, table_figures
from nlp.table_headings import Surroundings


def find_figures(
    text: str,
    *,
    dates: Sequence[DateMention] = (),
    periods: Sequence[StatedPeriod] = (),
    references: Sequence[Reference] = (),
    places: Sequence[Entity] = (),
    sections: Sequence[Section] = (),
    province: str | None = None,
) -> tuple[Figure, ...]:
    """Every number that the text states about the world, in the order of the text."""
    clauses = Clauses(text, sections)
    tables = find_tables(text)
    stated = _outside(periods, references)
    rows = [row for table in tables for row in rows_of_numbers(table)]
    counted = find_quantities(text, taken=[*references, *dates, *stated, *rows])
    quantities = [
        quantity
        for quantity in with_nouns_left_out(text, fold(text), counted)
        if not _stands_alone(clauses, quantity)
    ]
    prose = _Attributes(clauses, quantities, _outside(stated, tables), places, references, province)
    around = Surroundings(stated, places, prose.places.home, prose.periods.above)
    return _together(prose.figures(), [table_figures(table, around) for table in tables])


def _outside(periods: Sequence[StatedPeriod], stretches: Sequence[Stretch]) -> list[StatedPeriod]:
    """The periods that begin in none of some stretches in the order of the text, which may nest."""
    reach = list(accumulate((stretch.end for stretch in stretches), max))
    starts = [stretch.start for stretch in stretches]
    return [
        period
        for period in periods
        if not (at := bisect_right(starts, period.start)) or reach[at - 1] <= period.start
    ]


def _together(prose: Sequence[Figure], tabled: Sequence[Sequence[Figure]]) -> tuple[Figure, ...]:
    """All figures in the order of the text, their totals renumbered."""
    groups = [list(prose), *map(list, tabled)]
    order = sorted(
        (
            (figure.start, group, at)
            for group, figures in enumerate(groups)
            for at, figure in enumerate(figures)
        )
    )
    number = {(group, at): index for index, (_, group, at) in enumerate(order)}
    return tuple(
        replace(
            figure,
            part_of=None if figure.part_of is None else number[group, figure.part_of],
            indicator_code=None if figure.comparison else code_of(figure.indicator, figure.unit),
        )
        for _, group, at in order
        for figure in [groups[group][at]]
    )


def _stands_alone(clauses: Clauses, quantity: Quantity) -> bool:
    """A line that is nothing but the number says nothing: the zoom of a page, a cell without its row."""
    start, end = clauses.paragraphs[clauses.paragraph_at(quantity.start)]
    return not any(
        letter.isalnum() for letter in clauses.text[start : quantity.start] + clauses.text[quantity.end : end]
    )


class _Attributes:
    """All that is said of each quantity."""

    def __init__(
        self,
        clauses: Clauses,
        quantities: Sequence[Quantity],
        periods: Sequence[StatedPeriod],
        places: Sequence[Entity],
        references: Sequence[Reference],
        province: str | None,
    ) -> None:
        self.clauses, self.quantities, self.stated = clauses, quantities, periods
        self.folded = fold(clauses.text)
        starts = [quantity.start for quantity in quantities]
        changes = find_changes(clauses.text, quantities)
        self.base_counts = base_counts(clauses.text, quantities, changes)
        self.changes = {index: change for index, change in changes.items() if index not in self.base_counts}
        bases = base_periods(self.folded, periods)
        self.periods = Periods(clauses, periods, bases=bases, starts=starts)
        self.parents = find_parents(clauses.text, clauses, quantities, list(self.changes))
        self.places = Places(clauses, places, province=province, starts=starts, parts=self.parents)
        self.indicators = Indicators(
            clauses.text,
            clauses,
            quantities,
            periods=periods,
            places=places,
            references=references,
            changes=self.changes,
            parents=self.parents,
        ).phrases()

    def figures(self) -> tuple[Figure, ...]:
        return tuple(self._figure(index, quantity) for index, quantity in enumerate(self.quantities))

    def _figure(self, index: int, quantity: Quantity) -> Figure:
        site = self.clauses.site(quantity.start)
        change = self.changes.get(index)
        return Figure(
            quantity.start,
            quantity.end,
            quantity.text,
            value=quantity.value,
            unit=quantity.unit,
            modifier=Modifier.EXACT if change and change.is_modifier else quantity.modifier,
            indicator=self.indicators[index],
            place=self.places.of(quantity, site),
            period=self._period(index, quantity, site),
            denominator=quantity.denominator,
            part_of=self.parents.get(index),
            comparison=self._comparison(index, quantity),
        )

    def _period(self, index: int, quantity: Quantity, site: Site) -> Period:
        if index in self.base_counts:
            base = self._comparison(index - 1, self.quantities[index - 1])
            if base is not None and base.base_period.start is not None:
                return base.base_period
        return self.periods.of(quantity, site)

    def _comparison(self, index: int, quantity: Quantity) -> Comparison | None:
        change = self.changes.get(index)
        if change is None:
            return None
        site = self.clauses.site(quantity.start)
        return comparison_of(self.clauses, self.folded, quantity, site, change, self.stated)
