"""How records read on a page: days, marked texts, excerpts, and what a click on a facet asks for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from nlp.segment import paragraphs
from search_api.citations import Citation
from search_api.grids import cells, grouped, is_value, names_columns

AROUND = 110  # characters of a sentence that are shown before and behind its number
FACET_FILTERS = {
    "province": ("province",),
    "year": ("year_from", "year_to"),
    "doc_type": ("doc_type",),
    "issuer": ("issuer",),
    "cited": ("cited",),
}


def day(text: object) -> str:
    """An ISO day, month or year as it is written here: `14/6/2024`, `6/2024`, `2024`."""
    return "/".join(part.lstrip("0") for part in reversed(str(text or "").split("-")))


def marked(text: str, spans: Iterable[tuple[int, int]], offset: int = 0) -> Iterator[tuple[str, bool]]:
    """A text in pieces with whether each is highlighted; the spans count from `offset`."""
    place = 0
    for start, end in spans:
        yield text[place : start - offset], False
        yield text[start - offset : end - offset], True
        place = end - offset
    yield text[place:], False


Pieces = tuple[tuple[str, bool], ...]


@dataclass(frozen=True)
class Lines:
    """One line, or the rows of a table: each is the pieces of its cells."""

    is_table: bool
    rows: tuple[tuple[Pieces, ...], ...]

    @property
    def has_head(self) -> bool:
        return self.is_table and names_columns([plain(cell) for cell in self.rows[0]])


def lines(text: str, spans: Sequence[tuple[int, int]], offset: int = 0) -> Iterator[Lines]:
    """A text line by line with whether each piece is highlighted, its tables told apart."""
    shifted = [(start - offset, end - offset) for start, end in spans]
    for is_table, run in grouped(paragraphs(text), lambda line: len(cells(text, *line))):
        bounds = (cells(text, *line) if is_table else (line,) for line in run)
        yield Lines(is_table, tuple(tuple(_cut(text, cell, shifted) for cell in row) for row in bounds))


def _cut(text: str, cell: tuple[int, int], spans: Iterable[tuple[int, int]]) -> Pieces:
    left, right = cell
    inside = [(max(start, left), min(end, right)) for start, end in spans if start < right and left < end]
    return tuple(marked(text[left:right], inside, left))


def plain(cell: Pieces) -> str:
    return "".join(text for text, _ in cell)


def holds_value(cell: Pieces) -> bool:
    return is_value(plain(cell))


def excerpt(quote: str, start: int, end: int, offset: int) -> list[tuple[str, bool]]:
    """The words around a number in its sentence, the number marked."""
    first, last = max(0, start - offset - AROUND), min(len(quote), end - offset + AROUND)
    while 0 < first < start - offset and not quote[first - 1].isspace():
        first += 1
    while end - offset < last < len(quote) and not quote[last].isspace():
        last -= 1
    pieces = list(marked(quote[first:last], [(start, end)], offset + first))
    before, behind = ("… " if first else ""), (" …" if last < len(quote) else "")
    return [(before, False), *pieces, (behind, False)]


def naming(quote: str, text: str) -> Iterator[tuple[str, bool]]:
    """A sentence with the words of a citation marked."""
    start = quote.find(text)
    return marked(quote, [(start, start + len(text))] if text and start >= 0 else [])


def titles(citations: Iterable[Citation]) -> dict[str, str]:
    """What the citing documents are called, by their ids."""
    return {one.document_id: one.title for one in citations}


def facet_parameters(name: str, known: Iterable[str]) -> tuple[str, ...]:
    """The parameters that a click on a facet value sets; none for what cannot be filtered."""
    wanted = FACET_FILTERS.get(name, ())
    return wanted if set(wanted) <= set(known) else ()
