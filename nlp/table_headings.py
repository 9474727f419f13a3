"""Labels of rows, columns and captions, taken apart: words, measure, place, period."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from corpus.records import Entity, Period, Span
from nlp.calendar_spans import year_of
from nlp.fold import fold
from nlp.periods import StatedPeriod
from nlp.table_labels import Measure, is_among, is_total, read_label, unnumbered, way_of, without_mark

_BARE_YEAR = re.compile(r"(?<![\d./-])((?:19|20)\d\d)(?![\d/-])")
_LEVELS = re.compile(r"(?:tỉnh|thành phố|tp\.?|huyện|quận|thị xã|tx\.?|thị trấn|tt\.?|xã|phường)[ ]?")
_PREPOSITION = re.compile(
    r"(?:(?:(?:tính )?đến|từ|trong|vào|của)|giai đoạn|theo|tại|năm)?[ ]?\Z", re.IGNORECASE
)
_FEW_WORDS, _SEVERAL = 6, 2


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the text around a table gives: its periods, places and what is inherited from above."""

    periods: Sequence[StatedPeriod]
    places: Sequence[Entity]
    province: str | None
    inherited: Callable[[int], Period]


@dataclass(frozen=True, slots=True)
class Label:
    """A row's or column's label, taken apart."""

    words: str  # without notes, periods and places
    noted: Measure | None = None
    counted: Measure | None = None
    named: Measure | None = None
    place: str | None = None
    period: Period | None = None
    way: int | None = None
    is_total: bool = False
    is_among: bool = False
    is_data: bool = True


NOTHING = Label("")


class LabelReader:
    """Reads the cells of words of one table, with the periods and places of the text."""

    def __init__(self, around: Surroundings) -> None:
        self._around = around
        self._period_starts = [period.start for period in around.periods]
        self._place_starts = [place.start for place in around.places]

    def read(self, cell: Span) -> Label:
        """A cell of words: its notes, periods and place taken out of them."""
        period, words = self._without_periods(cell)
        place = self._place_in(cell)
        read = read_label(without_mark(unnumbered(words)))
        is_place = place is not None and self._is_only(cell, place)
        return Label(
            "" if is_place else read.words,
            read.noted,
            None if is_place else read.counted,
            None if is_place else read.named,
            place.canonical if place else None,
            period,
            way_of(words),
            is_total(cell.text),
            is_among(cell.text),
        )

    def _without_periods(self, cell: Span) -> tuple[Period | None, str]:
        """The last period of a cell, and its text without them."""
        first = bisect_left(self._period_starts, cell.start)
        found = [
            period
            for period in self._around.periods[first : bisect_left(self._period_starts, cell.end)]
            if period.end <= cell.end
        ]
        if not found:
            year = _BARE_YEAR.search(cell.text)
            if year is None or len(cell.text.split()) > _FEW_WORDS:
                return None, cell.text
            return year_period(year[1]), f"{cell.text[: year.start()]} {cell.text[year.end() :]}".strip()
        words = cell.text
        for period in reversed(found):
            start = period.start - cell.start
            words = _PREPOSITION.sub("", words[:start]) + " " + words[period.end - cell.start :]
        return found[-1].period, " ".join(words.split())

    def _place_in(self, cell: Span) -> Entity | None:
        first = bisect_left(self._place_starts, cell.start)
        inside = self._around.places[first : bisect_left(self._place_starts, cell.end)]
        return inside[0] if inside else None

    def _is_only(self, cell: Span, place: Entity) -> bool:
        outside = fold(cell.text[: max(0, place.start - cell.start)] + cell.text[place.end - cell.start :])
        return len(_LEVELS.sub("", outside).strip(" .,:-")) <= _SEVERAL


def year_period(text: str) -> Period:
    return Period(text, *year_of(int(text)))
