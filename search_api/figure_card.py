"""The record of one figure as a page shows it: what it is part of, its parts, and the sums it stands in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from corpus.records import Annotations, Check, Extraction, Figure
from nlp.segment import paragraphs, sentences
from search_api.grids import head_of
from search_api.labels import Lines, lines

SIGNIFICANT = 10  # digits that are shown of what was computed


@dataclass(frozen=True)
class NumberedFigure:
    """A figure with its place among those of its document."""

    index: int
    figure: Figure


@dataclass(frozen=True)
class ShownCheck:
    """A check with the figures that it computes from: `terms` are added, or the one is divided."""

    check: Check
    total: NumberedFigure
    terms: tuple[NumberedFigure, ...]

    @property
    def computed(self) -> float:
        """Rounded as far as the text states its own number, never so far that a difference is lost."""
        for places in range(8):
            rounded = round(self.check.computed, places)
            if self.check.holds or rounded != self.check.stated:
                return rounded
        return float(f"{self.check.computed:.{SIGNIFICANT}g}")


@dataclass(frozen=True)
class FigureCard:
    index: int
    figure: Figure
    page: int
    quote: str
    quote_start: int
    quote_end: int
    shown_quote: tuple[Lines, ...]
    total: NumberedFigure | None
    parts: tuple[NumberedFigure, ...]
    checks: tuple[ShownCheck, ...]
    last: int  # the place of the document's last figure


def card_of(extraction: Extraction, index: int) -> FigureCard | None:
    """The card of a document's figure; none where the document has no such figure."""
    figures = extraction.annotations.figures
    if not 0 <= index < len(figures):
        return None
    figure = figures[index]
    start, end = sentence_around(extraction.document.text, figure.start, figure.end)
    return FigureCard(
        index=index,
        figure=figure,
        page=extraction.page_at(figure.start),
        quote=extraction.document.text[start:end],
        quote_start=start,
        quote_end=end,
        shown_quote=tuple(_shown(extraction.document.text, figure, start, end)),
        total=None if figure.part_of is None else NumberedFigure(figure.part_of, figures[figure.part_of]),
        parts=tuple(NumberedFigure(n, one) for n, one in enumerate(figures) if one.part_of == index),
        checks=tuple(
            shown for shown in shown_checks(extraction.annotations) if index in _members(shown.check)
        ),
        last=len(figures) - 1,
    )


def _shown(text: str, figure: Figure, start: int, end: int) -> Iterator[Lines]:
    """The sentence with its number marked; a row of a table comes under the names of its columns."""
    head = head_of(text, start)
    before = f"{text[slice(*head)]}\n" if head else ""
    yield from lines(before + text[start:end], [(figure.start, figure.end)], start - len(before))


def shown_checks(annotations: Annotations) -> Iterator[ShownCheck]:
    """Every check with its figures."""
    figures = annotations.figures
    for check in annotations.checks:
        terms = tuple(NumberedFigure(index, figures[index]) for index in check.parts)
        yield ShownCheck(check, NumberedFigure(check.total, figures[check.total]), terms)


def failed_checks(annotations: Annotations) -> list[ShownCheck]:
    return [shown for shown in shown_checks(annotations) if not shown.check.holds]


def figure_at(extraction: Extraction, start: int, end: int) -> int | None:
    """The figure that a link points to, when it points to exactly one."""
    spans = enumerate(extraction.annotations.figures)
    return next((index for index, one in spans if (one.start, one.end) == (start, end)), None)


def sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    """The sentence that holds a stretch of the text."""
    for first, last in paragraphs(text):
        if first <= start < last:
            spans = ((first + left, first + right) for left, right in sentences(text[first:last]))
            return next((span for span in spans if span[0] <= start < span[1]), (first, last))
    return start, end


def _members(check: Check) -> set[int]:
    return {check.total, *check.parts}
