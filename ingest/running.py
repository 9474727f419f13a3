"""Running heads, footers and page numbers: what stands at the edge of many pages, its digits aside."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import takewhile

from ingest.page_breaks import Pages
from ingest.page_numbers import can_be_head, counts_pages, mask, number_of, says_page
from ingest.raw import Kind, Line

EDGE = 4  # lines from the top and from the bottom of a page that can be its head or foot
FEWEST_PAGES = 3
LEAST_SHARE = 0.3  # of the pages: odd and even pages may have different heads
LONG, LONGEST = 20, 160  # characters of a head


def drop_running_lines(pages: Pages) -> tuple[Pages, list[tuple[str, str]]]:
    """The pages without their heads, feet and numbers, and what was dropped."""
    heads = _repeated_masks(pages)
    shift = _number_shift(pages)
    dropped: list[tuple[str, str]] = []
    kept: Pages = []
    for index, page in enumerate(pages):
        edges = _edges(page)
        numbers = _expected(index, shift)
        goes = {at for at in edges if _goes(page[at].text, heads, numbers)}
        goes |= {at for at, line in enumerate(page) if _is_long_head(line, heads)}
        reasons = [(page[at].text, "running head") for at in sorted(goes)]
        dropped += reasons
        kept.append([line for at, line in enumerate(page) if at not in goes])
    return kept, dropped


def _goes(text: str, heads: set[str], numbers: set[int | None]) -> bool:
    return mask(text) in heads or number_of(text) in numbers or says_page(text)


def _is_long_head(line: Line, heads: set[str]) -> bool:
    """A head too long for chance goes wherever it stands: a file may draw it after the first paragraph."""
    return line.kind is not Kind.ROW and LONG <= len(line.text) <= LONGEST and mask(line.text) in heads


def _expected(index: int, shift: int | None) -> set[int | None]:
    return set() if shift is None else {index + shift}


def _edges(page: Sequence[Line]) -> set[int]:
    """The lines from the top and from the bottom of a page up to the first that can be no head: table rows
    and blank lines are passed over, sentences end it.
    """
    filled = [at for at, line in enumerate(page) if line.text.strip()]
    found: set[int] = set()
    for side in (filled[:EDGE], filled[: -EDGE - 1 : -1]):
        near = (at for at in side if page[at].kind is not Kind.ROW)
        found.update(takewhile(lambda at: _can_be_head(page[at].text), near))
    return found


def _can_be_head(text: str) -> bool:
    return len(text) <= LONGEST and (can_be_head(text) or number_of(text) is not None)


def _repeated_masks(pages: Pages) -> set[str]:
    """The lines at page edges that come back, digits aside, on enough pages; list items and articles do
    not count.
    """
    if len(pages) < 2:
        return set()
    counts: Counter[str] = Counter()
    for page in pages:
        masks = {mask(page[at].text) for at in _edges(page)}
        counts.update(one for one in masks if re.search(r"[^\W\d_]", one) and counts_pages(one))
    least = max(min(FEWEST_PAGES, len(pages)), LEAST_SHARE * len(pages))
    return {one for one, count in counts.items() if count >= least}


def _number_shift(pages: Pages) -> int | None:
    """What to add to a page's index for its printed number, where two pages and most agree on it."""
    shifts: Counter[int] = Counter()
    for index, page in enumerate(pages):
        numbers = {number_of(page[at].text) for at in _edges(page)}
        shifts.update(number - index for number in numbers if number is not None)
    if not shifts:
        return None
    shift, count = shifts.most_common(1)[0]
    return shift if count >= 2 and count >= 0.4 * len(pages) else None
