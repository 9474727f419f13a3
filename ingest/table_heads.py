"""Heads of tables that come back at the top of each page that a table goes on to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, islice, takewhile
from typing import NamedTuple

from ingest.footnotes import note_number
from ingest.line_marks import begins_item
from ingest.page_breaks import Pages
from ingest.raw import Kind, Line
from ingest.tables import SEPARATOR, holds_page_part
from nlp.fold import fold

MOST_LINES = 48  # of a head: narrow columns wrap the names of many of them
MOST_PLACES = 16  # of a page at which its table may begin
LONGEST_CELL = 60  # characters of a printed line of a head
LONGEST_ROW = 600
FEWEST_LINES = 3  # of a head that comes back once only and over no first row
MANY_LINES = 6  # which no row of a table has in common with another
MOST_NOTES = 8  # lines of the footnotes that a page turned sideways draws before its table
SAME_SHARE = 0.6  # of a head's letters: a page that begins with fewer of them begins another table

_STOP = re.compile(r"[.!?…]['\"”’)]*$")
_PAUSE = re.compile(r"[.;:!?)]['\"”’]*$")
_LEADER = re.compile(r"\.{4}|…{2}|_{3}")  # "Họ và tên: ........"
_LETTER = re.compile(r"[^\W\d_]")
_FIRST_ROW = re.compile(r"(?:0?1|I|A)(?:[.)]|\s|$)")  # "1", "I. Vật tư", "A THIẾT BỊ"


class _Repeat(NamedTuple):
    """Where a page repeats a head: under how many lines, and the letters that it has in common with it."""

    page: int
    above: int
    letters: int


@dataclass(frozen=True, slots=True)
class _Run:
    """Pages in a row that begin like lines of the page before the first of them."""

    source: Sequence[Line]  # from the head on
    before: Line | None  # the head
    repeats: tuple[_Repeat, ...]

    @property
    def letters(self) -> int:
        return min(repeat.letters for repeat in self.repeats)


class Continued(NamedTuple):
    """Pages without the heads that stand on an earlier page too, what was dropped, and on which pages."""

    pages: Pages
    dropped: list[tuple[str, str]]
    tables: frozenset[int]


def drop_repeated_heads(pages: Pages) -> Continued:
    """The pages without the heads of tables that go on from the page before; what a page draws before such
    a head are its footnotes, and stands at its end then.
    """
    filled = [[at for at, line in enumerate(page) if line.text] for page in pages]
    tops = [[page[at] for at in places] for page, places in zip(pages, filled, strict=True)]
    kept, dropped, tables = list(pages), list[tuple[str, str]](), set[int]()
    for run in _runs(tops):
        letters = _head_length(run)
        for number, above, _ in run.repeats if letters else ():
            page, places = pages[number], filled[number][above:]
            head = places[: _count_within(letters, [page[at] for at in places])]
            rest = [line for at, line in enumerate(page) if at >= head[0] and at not in head]
            kept[number] = rest + page[: head[0]] if above else page[: head[0]] + rest
            dropped += [(page[at].text, "table head") for at in head]
            tables.add(number)
    return Continued(kept, dropped, frozenset(tables))


def _runs(tops: Sequence[Sequence[Line]]) -> Iterator[_Run]:
    run: _Run | None = None
    for page in range(1, len(tops)):
        repeat = _repeat(tops[page], run, page) if run else None
        if run and repeat:
            run = _Run(run.source, run.before, (*run.repeats, repeat))
            continue
        if run:
            yield run
        run = _opened(tops[page], tops[page - 1], page)
    if run:
        yield run


def _repeat(top: Sequence[Line], run: _Run, page: int) -> _Repeat | None:
    """Where a page repeats the head of a run: at its top, or under a few lines."""
    for above in range(min(MOST_NOTES + 1, len(top))):
        if not _is_alike(_key(run.source[0]), _key(top[above])) or not _are_notes(top[:above]):
            continue
        letters = _shared(top[above : above + MOST_LINES], run.source)
        if letters >= SAME_SHARE * run.letters:
            return _Repeat(page, above, letters)
    return None


def _are_notes(lines: Sequence[Line]) -> bool:
    """Whether lines are footnotes alone, or none."""
    return not lines or (note_number(lines[0]) is not None and bool(_STOP.search(lines[-1].text)))


def _count_within(letters: int, lines: Sequence[Line]) -> int:
    """How many lines the letters fill."""
    ends = accumulate(len(_key(line)) for line in lines)
    return sum(1 for _ in takewhile(letters.__ge__, ends))


def _opened(top: Sequence[Line], last: Sequence[Line], page: int) -> _Run | None:
    """The longest beginning of a page that stands on the page before it."""
    first = _key(top[0]) if top else ""
    alike = (at for at, line in enumerate(last) if _is_alike(_key(line), first))
    places = list(islice(alike, MOST_PLACES))
    found = [(_shared(top, last[at : at + MOST_LINES]), -at) for at in places]
    length, at = max(found, default=(0, 0))
    if not length:
        return None
    return _Run(last[-at : MOST_LINES - at], last[-at - 1] if at else None, (_Repeat(page, 0, length),))


def _is_alike(key: str, first: str) -> bool:
    shorter, longer = sorted((key, first), key=len)
    return len(longer) <= LONGEST_ROW and longer.startswith(shorter)


def _shared(top: Sequence[Line], source: Sequence[Line]) -> int:
    """The letters up to the last line end that both have; the columns may be wrapped otherwise."""
    keys = [[_key(line) for line in lines[:MOST_LINES]] for lines in (top, source)]
    pairs = zip("".join(keys[0]), "".join(keys[1]), strict=False)
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
    ends = set(accumulate(map(len, keys[0]))) & set(accumulate(map(len, keys[1])))
    return max((end for end in ends if end <= same), default=0)


def _key(line: Line) -> str:
    return "".join(fold(line.text).split())


def _head_length(run: _Run) -> int:
    """The letters of what repeats, as far as it is a head; 0 where it may as well be body."""
    repeated = run.source[: _count_within(run.letters, run.source)]
    head = list(takewhile(_can_be_head, repeated))
    head += _column_numbers(repeated[len(head) :])
    following = run.source[len(head)] if len(head) < len(run.source) else None
    if not head or any(holds_page_part(fold(line.text)) for line in head):
        return 0
    return sum(len(_key(line)) for line in head) if _is_head(head, following, run) else 0


def _can_be_head(line: Line) -> bool:
    """Whether a line may name columns: no value, no item of a list, no sentence, no blank of a form."""
    text = line.text
    if line.kind is Kind.HEADING or not _LETTER.search(text) or _LEADER.search(text):
        return False
    if line.kind is Kind.ROW:
        return SEPARATOR in text
    return len(text) <= LONGEST_CELL and not begins_item(text) and not _STOP.search(text)


def _column_numbers(lines: Sequence[Line]) -> list[Line]:
    """The lines that number the columns, "(1)" "(2)" "(3)" or "1 | 2 | 3=2-1"; no other values."""
    values = list(takewhile(lambda line: not _LETTER.search(line.text), lines))
    return values if re.findall(r"\d+", " ".join(line.text for line in values))[:2] == ["1", "2"] else []


def _is_head(head: Sequence[Line], following: Line | None, run: _Run) -> bool:
    """Whether the first row follows, or lines of which some are not capitals repeat enough: the name of an
    office stands over each of its forms.
    """
    is_rows = head[0].kind is Kind.ROW
    if (len(head) < 2 and not is_rows) or head[0].text[:1].islower():
        return False
    if following and _FIRST_ROW.match(following.text):
        return True
    if all(line.text.isupper() for line in head) and not is_rows:
        return False
    begins_table = run.before is None or bool(_PAUSE.search(run.before.text))
    is_long = len(head) >= (FEWEST_LINES if begins_table else MANY_LINES)
    return len(run.repeats) > 1 or is_long or (begins_table and is_rows)
