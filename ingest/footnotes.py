"""Footnotes at the end of a printed page, which would else stand in the middle of a sentence of the body."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, islice

from ingest.raw import Kind, Line
from ingest.wraps import Printed
from nlp.patterns import LOWER, UPPER

MOST = 500  # a document's footnotes
SKIPPED = 8  # footnotes that may have gone unseen between two
MOST_PLACES = 24  # of a page at which its footnotes may begin
UNCALLED_LINES = 30
UNCALLED_WORDS = 10  # of the first line of a document's first footnote, where the text lost its call

# "5 Điểm này được sửa đổi theo quy định tại …", "1Ghi bằng chữ in hoa", "[3] Khoản này", "2 - Điều 5 Luật …"
_NOTE = re.compile(rf"\[?(?P<number>[1-9]\d{{0,2}})\]?\s?(?:[-–]\s)?(?=[{UPPER}]|[“\"(])")
_ENDS = re.compile(r"[.!?…;]['\"”’)\]]*$")
_GOES_ON = re.compile(rf"[{LOWER}“]|\d{{1,4}}[/-]")  # "lương đối với …", "“Căn cứ …", "95/2020/TT-BTC ngày …"
_SMALL = re.compile(rf"[{LOWER}]")
# The call in the body, set against a word or its mark: "d)8 Tài liệu", "THÔNG TƯ1", "nghề nghiệp 1."
_CALL = (
    r"(?:(?<=[^\W\d_])|(?<=[)\].,;:”\"])){number}(?![\d%/]|[.,]\d)"
    r"|[\[(]{number}[\])]|(?<=[^\W\d_]\s){number}[.,;:]?$"
)


def find_footnotes(lines: Sequence[Printed]) -> list[list[int]]:
    """The lines of the footnotes of each page, from the first one to the page's end; their numbers go on
    from page to page, and so does a footnote that a page could not hold.
    """
    blocks: list[list[int]] = []
    last = quotes = 0
    before: range | None = None  # the footnotes of the page before
    for page in _pages(lines):
        is_open = before is not None and (quotes > 0 or _is_open(lines, before))
        rest = _rest(lines, page, last + 1, is_quoted=quotes > 0) if is_open else None
        before = rest or _block(lines, page, last)
        if before is None:
            continue
        last = _last_number(lines, before, last)
        quotes = max(0, (quotes if rest else 0) + _open_quotes(lines, before))
        if rest:
            blocks[-1] += rest
        else:
            blocks.append(list(before))
    return blocks


def _is_open(lines: Sequence[Printed], block: Sequence[int]) -> bool:
    """Whether a block ends within a sentence, or before what it announces."""
    filled = [lines[at].text for at in block if lines[at].text]
    return bool(filled) and not _ENDS.search(filled[-1])


def _open_quotes(lines: Sequence[Printed], block: Sequence[int]) -> int:
    return sum(lines[at].text.count("“") - lines[at].text.count("”") for at in block)


def _rest(lines: Sequence[Printed], page: range, number: int, *, is_quoted: bool) -> range | None:
    """What goes on with the last page's footnote: the last part of a page, where it begins within a
    sentence or a quotation, ends one or holds the next footnote; else the whole page.
    """
    filled = [at for at in page if lines[at].text]
    starts = [at for at in filled if not lines[at - 1].text or at == page.start]
    if not starts:
        return None
    rest = range(starts[-1], page.stop)
    holds_next = any(_number(lines[at]) == number for at in rest[1:])
    goes_on = holds_next and _number(lines[rest[0]]) is None
    closes = is_quoted and _open_quotes(lines, rest) < 0
    return rest if goes_on or closes or _GOES_ON.match(lines[rest[0]].text) else None


def _pages(lines: Sequence[Printed]) -> Iterator[range]:
    for _, group in groupby(range(len(lines)), key=lambda at: lines[at].page):
        page = list(group)
        yield range(page[0], page[-1] + 1)


def _block(lines: Sequence[Printed], page: range, last: int) -> range | None:
    """The lines from the first footnote of a page on: the next of a series, or one that the body above
    calls for.
    """
    places = (at for at in page if _is_near(_number(lines[at]), last) and _is_set_apart(lines, at))
    for at in islice(places, MOST_PLACES):
        number = _number(lines[at]) or last
        rest = lines[at : page.stop]
        is_meant = (number == last + 1 and last) or _is_sure(rest) or _interrupts(lines, page, at)
        if is_meant or _is_called(lines[page.start : at], number):
            return range(at, page.stop)
    return None


def _is_near(number: int | None, last: int) -> bool:
    return number is not None and (number == 1 or last < number <= last + SKIPPED)


def _is_sure(rest: Sequence[Printed]) -> bool:
    """Whether the rest of a page reads like footnotes alone: whole sentences with no blank line between."""
    texts = "\n".join(line.text for line in rest).strip().split("\n")
    is_long = len(texts[0].split()) >= UNCALLED_WORDS
    return all(texts) and len(texts) <= UNCALLED_LINES and is_long and bool(_ENDS.search(texts[-1]))


def _interrupts(lines: Sequence[Printed], page: range, at: int) -> bool:
    """Whether the rest of a page is whole and stands within a sentence that the next page goes on with."""
    filled = [lines[one].text for one in page if lines[one].text]
    body = next((lines[one].text for one in range(at - 1, page.start - 1, -1) if lines[one].text), "")
    following = next((lines[one].text for one in range(page.stop, len(lines)) if lines[one].text), "")
    is_cut = bool(body) and not _ENDS.search(body) and not body.endswith(":")
    return is_cut and bool(_ENDS.search(filled[-1])) and bool(_SMALL.match(following))


def _is_called(body: Sequence[Printed], number: int) -> bool:
    call = re.compile(_CALL.format(number=number))
    return any(call.search(line.text) for line in body)


def note_number(line: Line) -> int | None:
    """The number that a line begins with as a footnote does."""
    found = _NOTE.match(line.text) if line.kind is Kind.TEXT else None
    return int(found["number"]) if found else None


def _number(printed: Printed) -> int | None:
    return note_number(printed.line)


def _is_set_apart(lines: Sequence[Printed], at: int) -> bool:
    """Whether a rule, a blank line or a row of marks stands before the first footnote, or positions show
    nothing else.
    """
    before = lines[at - 1]
    return not before.text or before.line.left is not None


def _last_number(lines: Sequence[Printed], block: range, last: int) -> int:
    """The number of a block's last footnote: those in it follow one another."""
    number = _number(lines[block[0]]) or last
    for at in block[1:]:
        if _number(lines[at]) == number + 1 and number < MOST:
            number += 1
    return number
