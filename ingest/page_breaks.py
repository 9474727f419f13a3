"""Copied text parted again where its pages began: at a running head with its number, or at a number alone."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.page_numbers import can_be_head, counts_pages, mask, number_of
from ingest.raw import Kind, Line
from nlp.fold import fold

Pages = list[list[Line]]

FEWEST_PAGES = 3  # of pages that bear a number only
LINES_OF_A_PAGE = 12  # fewer lines between two numbers, and they count something else
LINES_OF_A_FORM = 6  # on average, where blank lines part the pages too
LINES_UNPARTED = 24  # on average, where they do not
HEAD = range(8, 161)  # characters
SURE_SHARE = 0.6  # of a head's places that bear the number that follows
HEAD_SHARE = 0.3  # of the numbers that a line beside them comes back with: odd and even pages differ
HEAD_LINES = 2  # on either side of a number
FEWEST_CLUSTER = 3  # a head, its number and a cell

_DIGITS = re.compile(r"\d+")
_WORD = re.compile(r"[^\W\d_]{2}")


@dataclass(frozen=True, slots=True)
class _Series:
    """Places whose numbers grow by one: by their order among the lines that are not blank."""

    places: tuple[int, ...]
    numbers: tuple[int, ...]
    is_parted: bool  # by blank lines


def part(lines: Sequence[Line]) -> tuple[Pages, list[tuple[str, str]]]:
    """The pages without their heads and numbers, and what was dropped; one page where nothing shows more."""
    filled = [at for at, line in enumerate(lines) if line.text]
    texts = [lines[at].text for at in filled]
    series = _headed(lines, filled) or _numbered(lines, filled)
    if series is None:
        return [list(lines)], []
    clusters = [_without_a_cell(cluster, lines, filled) for cluster in _clusters(texts, series)]
    goes = {filled[order] for cluster in clusters for order in cluster}
    cuts = sorted({0, *(filled[cluster[0]] for cluster in clusters), len(lines)})
    pages = [[lines[at] for at in range(start, end) if at not in goes] for start, end in pairwise(cuts)]
    has_front = any(line.text for line in pages[0])
    return pages if has_front or len(pages) == 1 else pages[1:], [
        (lines[at].text, "running head") for at in sorted(goes)
    ]


def _headed(lines: Sequence[Line], filled: Sequence[int]) -> _Series | None:
    """The line that stands oftest beside a number that grows by one: "94" over "CÔNG BÁO/Số 693"."""
    groups: dict[str, list[int]] = defaultdict(list)
    for order, at in enumerate(filled):
        line = lines[at]
        if line.kind is not Kind.ROW and len(line.text) in HEAD and _WORD.search(line.text):
            groups[fold(line.text)].append(order)
    found = (_as_series(lines, filled, places) for places in groups.values() if len(places) > 1)
    return max((one for one in found if one), key=lambda one: (one.is_parted, len(one.places)), default=None)


def _as_series(lines: Sequence[Line], filled: Sequence[int], places: Sequence[int]) -> _Series | None:
    """The places of a line that comes back, where the numbers beside them grow by one from each to the
    next.
    """
    shifts: Counter[int] = Counter()
    for index, order in enumerate(places):
        beside = {number_of(lines[filled[near]].text) for near in _near(order, len(filled))}
        shifts.update(number - index for number in beside if number is not None)
    shift, votes = shifts.most_common(1)[0] if shifts else (0, 0)
    if votes < max(2, SURE_SHARE * len(places)):
        return None
    numbers = tuple(shift + index for index in range(len(places)))
    series = _Series(tuple(places), numbers, _is_parted(lines, filled, places, numbers))
    least = LINES_OF_A_FORM if series.is_parted else LINES_UNPARTED
    return series if len(lines) >= least * len(places) else None


def _near(order: int, count: int) -> Iterable[int]:
    return (near for near in (order - 1, order + 1) if 0 <= near < count)


def _is_parted(
    lines: Sequence[Line], filled: Sequence[int], places: Sequence[int], numbers: Sequence[int]
) -> bool:
    """Whether a blank line stands before the head and its number at nearly every place."""
    count = 0
    for order, number in zip(places, numbers, strict=True):
        first = order
        while first and number_of(lines[filled[first - 1]].text) == number:
            first -= 1
        count += filled[first] == 0 or not lines[filled[first] - 1].text
    return count >= 0.9 * len(places)


def _numbered(lines: Sequence[Line], filled: Sequence[int]) -> _Series | None:
    """The longest series of lines alike but for a number that grows by one, a page of lines apart."""
    groups: dict[str, list[tuple[int, tuple[int, int]]]] = defaultdict(list)
    for order, at in enumerate(filled):
        numbers = [int(digits) for digits in _DIGITS.findall(lines[at].text) if len(digits) <= 4]
        if numbers and len(lines[at].text) <= HEAD[-1] and lines[at].kind is not Kind.ROW:
            groups[mask(lines[at].text)].append((order, (numbers[0], numbers[-1])))
    chains = [
        _chain([(order, numbers[end]) for order, numbers in group], filled)
        for masked, group in groups.items()
        for end in (0, 1)
        if len(group) >= FEWEST_PAGES and counts_pages(masked)
    ]
    best = max(chains, key=len, default=[])
    if len(best) < FEWEST_PAGES or len(lines) < LINES_OF_A_PAGE * len(best):
        return None
    return _Series(tuple(order for order, _ in best), tuple(number for _, number in best), False)


def _chain(places: Sequence[tuple[int, int]], filled: Sequence[int]) -> list[tuple[int, int]]:
    """The longest run of places whose numbers grow by one each, at least a page of lines apart."""
    runs: dict[int, list[tuple[int, int]]] = {}
    best: list[tuple[int, int]] = []
    for order, number in places:
        before = runs.get(number - 1, [])
        is_page = before and filled[order] - filled[before[-1][0]] >= LINES_OF_A_PAGE
        run = [*before, (order, number)] if is_page else [(order, number)]
        if len(run) >= len(runs.get(number, [])):
            runs[number] = run
        best = max(best, run, key=len)
    return best


def _clusters(texts: Sequence[str], series: _Series) -> list[range]:
    """Each place of a series with the heads and the same number right beside it."""
    heads = _heads_beside(texts, series)
    places = set(series.places)
    clusters: list[range] = []
    for order, number in zip(series.places, series.numbers, strict=True):
        first, last = order, order
        while first and first - 1 not in places and _belongs(texts[first - 1], number, heads):
            first -= 1
        while last + 1 < len(texts) and last + 1 not in places and _belongs(texts[last + 1], number, heads):
            last += 1
        if not clusters or first >= clusters[-1].stop:
            clusters.append(range(first, last + 1))
    return clusters


def _without_a_cell(cluster: range, lines: Sequence[Line], filled: Sequence[int]) -> range:
    """The cluster without a number that ends the lines above it and that a blank line parts from the rest:
    a cell that happens to equal the page's number.
    """
    first = cluster.start
    if len(cluster) < FEWEST_CLUSTER or not first or number_of(lines[filled[first]].text) is None:
        return cluster
    ends_lines = filled[first - 1] + 1 == filled[first]
    is_apart = filled[first] + 1 < filled[first + 1]
    return cluster[1:] if ends_lines and is_apart else cluster


def _belongs(text: str, number: int, heads: set[str]) -> bool:
    return number_of(text) == number or mask(text) in heads


def _heads_beside(texts: Sequence[str], series: _Series) -> set[str]:
    """The lines that come back right beside numbers that stand alone; a head of its own needs no more."""
    own = {mask(texts[order]) for order in series.places} - {"#"}
    if own:
        return own
    counts: Counter[str] = Counter()
    for order in series.places:
        near = range(max(0, order - HEAD_LINES), min(len(texts), order + HEAD_LINES + 1))
        counts.update({mask(texts[at]) for at in near if _can_be_head(texts[at])})
    least = max(FEWEST_PAGES - 1, HEAD_SHARE * len(series.places))
    return {one for one, count in counts.items() if count >= least}


def _can_be_head(text: str) -> bool:
    return len(text) in HEAD and bool(_WORD.search(text)) and can_be_head(text) and counts_pages(mask(text))
