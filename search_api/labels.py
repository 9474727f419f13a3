"""How records read on a page: days, marked texts, excerpts, and what a click on a facet asks for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

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


def facet_parameters(name: str, known: Iterable[str]) -> tuple[str, ...]:
    """The parameters that a click on a facet value sets; none for what cannot be filtered."""
    wanted = FACET_FILTERS.get(name, ())
    return wanted if set(wanted) <= set(known) else ()
