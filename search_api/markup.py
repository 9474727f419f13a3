"""A document's text cut for the page: paragraphs of pieces, each with what it was found to be."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.records import Annotations, DateMention, Entity, Extraction, Figure, Label, Reference, Span
from nlp.segment import paragraphs
from search_api.grids import cells, grouped, is_value, names_columns, table_rows

PART = 60_000  # characters of a long document that one page shows, whole paragraphs of them
HEADING = 200  # characters that a line has at most to be shown as a heading
KINDS = ("reference", "figure", "date", "place", "name")  # the earlier wins where two overlap


@dataclass(frozen=True)
class Mark:
    """One annotation as it is shown; `index` is its place among the records of its kind."""

    start: int
    end: int
    kind: str
    index: int
    note: str
    number: str | None = None  # of a cited document


@dataclass(frozen=True)
class Piece:
    """A stretch that is shown in one way; `opens_mark` where it is the first of its mark."""

    text: str
    mark: Mark | None
    quoted: bool
    opens_quote: bool
    opens_mark: bool


@dataclass(frozen=True)
class Cell:
    """A cell of a table's row, or all of another paragraph."""

    start: int
    end: int
    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        return "".join(piece.text for piece in self.pieces)

    @property
    def is_value(self) -> bool:
        return is_value(self.text)


@dataclass(frozen=True)
class Paragraph:
    """`pages` begin in it, and so do the sections of `headings`, named by their place in the outline."""

    start: int
    end: int
    cells: tuple[Cell, ...]
    pages: tuple[int, ...]
    headings: tuple[int, ...]
    depth: int  # of the heading that it is; 0 for text


@dataclass(frozen=True)
class Block:
    """One paragraph, or the rows of a table."""

    is_table: bool
    rows: tuple[Paragraph, ...]

    @property
    def columns(self) -> int:
        return max(len(row.cells) for row in self.rows)

    @property
    def has_head(self) -> bool:
        return self.is_table and names_columns([cell.text for cell in self.rows[0].cells])


@dataclass(frozen=True)
class Part:
    """One page's worth of a document; `number` counts from 1."""

    number: int
    count: int
    paragraphs: tuple[Paragraph, ...]

    @property
    def blocks(self) -> Iterator[Block]:
        for is_table, rows in grouped(self.paragraphs, lambda one: len(one.cells)):
            yield Block(is_table, tuple(rows))


def part_of(extraction: Extraction, *, quote: tuple[int, int] | None = None, number: int = 1) -> Part:
    """The part that holds `quote`, the stretch that a link points to, or the part of that number."""
    spans = paragraphs(extraction.document.text)
    starts = part_starts(spans)
    if quote:
        number = bisect_right(starts, quote[0])
    number = min(max(number, 1), len(starts))
    first, last = bisect_left(spans, (starts[number - 1],)), len(spans)
    if number < len(starts):
        last = bisect_left(spans, (starts[number],))
    marks = chosen_marks(extraction.annotations, len(extraction.document.text))
    floors = [0, *(end for _, end in spans)]
    rows = set(table_rows(extraction.document.text, spans[first:last]))
    shown = tuple(
        _paragraph(extraction, spans[n], floors[n], marks, quote, is_row=spans[n] in rows)
        for n in range(first, last)
    )
    return Part(number, len(starts), shown)


def part_starts(spans: Sequence[tuple[int, int]]) -> list[int]:
    """Where each part begins: at the first paragraph that no longer fits in the one before."""
    starts = [0]
    for start, end in spans:
        if end - starts[-1] > PART and start > starts[-1]:
            starts.append(start)
    return starts


def chosen_marks(annotations: Annotations, length: int) -> list[Mark]:
    """Marks in the order of the text that do not overlap."""
    taken, kept = bytearray(length), list[Mark]()
    for mark in sorted(_marks(annotations), key=lambda mark: (KINDS.index(mark.kind), mark.start, -mark.end)):
        if not any(taken[mark.start : mark.end]):
            taken[mark.start : mark.end] = b"\1" * (mark.end - mark.start)
            kept.append(mark)
    return sorted(kept, key=lambda mark: mark.start)


def _marks(annotations: Annotations) -> Iterator[Mark]:
    groups: tuple[Sequence[Span], ...] = (
        annotations.references,
        annotations.figures,
        annotations.dates,
        annotations.entities,
    )
    for group in groups:
        for index, span in enumerate(group):
            yield Mark(span.start, span.end, _kind(span), index, _note(span), getattr(span, "number", None))


def _kind(span: Span) -> str:
    if isinstance(span, Entity):
        return "place" if span.label is Label.PLACE else "name"
    return {Reference: "reference", Figure: "figure", DateMention: "date"}[type(span)]


def _note(span: Span) -> str:
    """What a reader learns by pointing at it."""
    said: tuple[object, ...] = ()
    if isinstance(span, Reference):
        said = (span.number, span.issued, span.issuer, span.subject)
    elif isinstance(span, Figure):
        said = (span.indicator, f"{span.value:,.10g} {span.unit}", span.place, span.period.text)
    elif isinstance(span, DateMention):
        said = tuple(dict.fromkeys((span.first, span.last)))
    elif isinstance(span, Entity):
        said = (span.canonical,)
    return "; ".join(str(part) for part in said if part)


def _paragraph(
    extraction: Extraction,
    span: tuple[int, int],
    floor: int,
    marks: Sequence[Mark],
    quote: tuple[int, int] | None,
    *,
    is_row: bool,
) -> Paragraph:
    """`floor` is the end of the paragraph before: what begins between the two belongs to this one."""
    start, end = span
    text, sections = extraction.document.text, extraction.sections
    pages = tuple(n for n, at in enumerate(extraction.page_starts, 1) if floor <= at < end)
    headings = tuple(n for n, section in enumerate(sections) if floor <= section.start < end)
    depth = len(sections[headings[-1]].path) if headings and end - start <= HEADING else 0
    bounds = cells(text, start, end) if is_row else (span,)
    floors = (floor, *(right for _, right in bounds))
    inside = tuple(
        Cell(*bound, tuple(_pieces(text, bound, before, marks, quote)))
        for bound, before in zip(bounds, floors, strict=False)
    )
    return Paragraph(start, end, inside, pages, headings, depth)


def _pieces(
    text: str, span: tuple[int, int], floor: int, marks: Sequence[Mark], quote: tuple[int, int] | None
) -> Iterator[Piece]:
    """A quote that begins between `floor` and the span opens with it."""
    start, end = span
    first = bisect_right(marks, start, key=lambda mark: mark.end)
    inside = marks[first : bisect_left(marks, end, key=lambda mark: mark.start)]
    cuts = {start, end, *(place for mark in inside for place in (mark.start, mark.end)), *(quote or ())}
    waiting = iter([*inside, None])
    mark = next(waiting)
    for left, right in pairwise(sorted(place for place in cuts if start <= place <= end)):
        while mark and mark.end <= left:
            mark = next(waiting)
        here = mark if mark and mark.start <= left else None
        quoted = quote is not None and quote[0] <= left and right <= quote[1]
        opens = quoted and quote is not None and floor <= quote[0] and left <= max(quote[0], start)
        yield Piece(text[left:right], here, quoted, opens, here is not None and here.start == left)
