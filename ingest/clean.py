"""Pages of raw lines into the clean text: one spelling, no furniture, whole paragraphs. Nothing is lost
silently.

The clean text holds one paragraph a line, without blank lines; list items, headings and table rows are
paragraphs.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, replace

from ingest.characters import clean_characters
from ingest.cut_cells import find_cut_cells
from ingest.files import DOC, DOCX, HTML, MARKDOWN, ODT, PDF, PLAIN, RTF
from ingest.footnotes import find_footnotes
from ingest.furniture import find_furniture
from ingest.page_breaks import Pages, part
from ingest.raw import RawDocument
from ingest.running import drop_running_lines
from ingest.table_heads import drop_repeated_heads
from ingest.wraps import Printed, glue, is_wrapped, join_paragraphs, join_wrapped

Join = Callable[[list[Printed]], list[list[Printed]]]

WEB = (PLAIN, MARKDOWN, HTML)  # what may have been copied or saved from a web page
WORD = (DOCX, DOC, RTF, ODT)  # which keep the heads and feet of pages outside the text


@dataclass(frozen=True, slots=True)
class CleanText:
    """The clean text, where each page of the original begins in it, and what was left out, as (line,
    reason).
    """

    text: str
    page_starts: tuple[int, ...]
    dropped: tuple[tuple[str, str], ...]
    page_confidence: tuple[float | None, ...] = ()  # where OCR read some of the pages


def clean(raw: RawDocument) -> CleanText:
    """The clean text of a raw document."""
    pages = [[replace(line, text=clean_characters(line.text)) for line in page.lines] for page in raw.pages]
    pages, dropped = _without_running_lines(pages, raw.media_type)
    tables: frozenset[int] = frozenset()
    if raw.media_type not in WORD:
        pages, heads, tables = drop_repeated_heads(pages)
        dropped += heads
    is_web = raw.media_type in WEB and len(pages) == 1  # what has pages was printed
    lines, more = _without_furniture(pages, is_web=is_web)
    wrapped = is_wrapped([printed.line for printed in lines]) if raw.wrapped is None else raw.wrapped
    paragraphs = _joined(lines, join_wrapped if wrapped else join_paragraphs, tables)
    text, starts = _assemble(paragraphs, count=max(1, len(pages)))
    return CleanText(text, starts, (*raw.dropped, *dropped, *more), _confidence(raw))


def _joined(lines: list[Printed], join: Join, tables: frozenset[int]) -> list[list[Printed]]:
    """The paragraphs; the footnotes of a page and the values of a row follow the paragraph that they would
    cut.
    """
    notes = find_footnotes(lines)
    noted = {at for note in notes for at in note}
    notes += find_cut_cells([at for at in range(len(lines)) if at not in noted], lines, tables)
    aside = {at for note in notes for at in note}
    body = [at for at in range(len(lines)) if at not in aside]
    after: dict[int, list[list[Printed]]] = defaultdict(list)  # by the last line of the body before them
    for note in sorted(notes):
        above = (body[order] for order in range(bisect_left(body, note[0]) - 1, -1, -1))
        filled = (at for at in above if lines[at].text)
        after[id(lines[next(filled, note[0])])] += join([lines[at] for at in note])
    paragraphs: list[list[Printed]] = []
    for paragraph in join([lines[at] for at in body]):
        paragraphs += [paragraph, *(note for printed in paragraph for note in after.pop(id(printed), ()))]
    return paragraphs + [note for rest in after.values() for note in rest]


def _confidence(raw: RawDocument) -> tuple[float | None, ...]:
    found = tuple(page.confidence for page in raw.pages)
    return found if any(one is not None for one in found) else ()


def _without_running_lines(pages: Pages, media_type: str) -> tuple[Pages, list[tuple[str, str]]]:
    """Pages without heads, feet and numbers; a text without form feeds is parted where its pages began."""
    if media_type in WORD:
        return pages, []
    if len(pages) > 1 or media_type == PDF:
        return drop_running_lines(pages)
    return part(pages[0]) if media_type in (PLAIN, MARKDOWN) else (pages, [])


def _without_furniture(pages: Pages, *, is_web: bool) -> tuple[list[Printed], list[tuple[str, str]]]:
    lines = [Printed(line, page) for page, content in enumerate(pages) for line in content]
    found = find_furniture([printed.line for printed in lines], is_web=is_web)
    dropped = [(lines[at].text, reason) for at, reason in sorted(found.items())]
    return [printed for at, printed in enumerate(lines) if at not in found], dropped


def _assemble(paragraphs: list[list[Printed]], *, count: int) -> tuple[str, tuple[int, ...]]:
    """The text of the paragraphs, and where the first kept line of each page begins in it."""
    parts: list[str] = []
    starts: dict[int, int] = {}
    length = 0
    for paragraph in paragraphs:
        for at, printed in enumerate(paragraph):
            between = "" if not parts else glue(paragraph[at - 1].text) if at else "\n"
            length += len(between)
            starts.setdefault(printed.page, length)
            parts += [between, printed.text]
            length += len(printed.text)
    return "".join(parts), _page_starts(starts, length, count)


def _page_starts(starts: dict[int, int], length: int, count: int) -> tuple[int, ...]:
    """A start for every page; a page of which nothing is left begins where the next one does."""
    filled: list[int] = []
    following = length
    for page in reversed(range(count)):
        following = starts.get(page, following)
        filled.append(following)
    return (0, *reversed(filled[:-1]))
