"""Footnotes at the end of a printed page, which would else stand in the middle of a sentence of the body."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from ingest.raw import Kind
from ingest.wraps import Printed
from nlp.patterns import LOWER, UPPER

MOST = 500  # a document's footnotes
SKIPPED = 8  # footnotes that may have gone unseen between two
UNCALLED_LINES = 30
UNCALLED_WORDS = 10  # of the first line of a document's first footnote, where the text lost its call

# "5 Điểm này được sửa đổi theo quy định tại …", "1Ghi bằng chữ in hoa", "[3] Khoản này"
_NOTE = re.compile(rf"\[?(?P<number>[1-9]\d{{0,2}})\]?\s?(?=[{UPPER}]|[“\"(])")
_ENDS = re.compile(r"[.!?…:;]['\"”’)\]]*$")
_GOES_ON = re.compile(rf"[{LOWER}]|\d{{1,4}}[/-]")  # "lương đối với …", "95/2020/TT-BTC ngày …"
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
    last = 0
    for page in _pages(lines):
        rest = _rest(lines, page, last + 1) if blocks and _is_open(lines, blocks[-1]) else None
        found = rest or _block(lines, page, last)
        if found is None:
            continue
        last = _last_number(lines, found, last)
        if rest:
            blocks[-1] += rest
        else:
            blocks.append(list(found))
    return blocks


def _is_open(lines: Sequence[Printed], block: Sequence[int]) -> bool:
    """Whether a block ends within a sentence."""
    filled = [lines[at].text for at in block if lines[at].text]
    return bool(filled) and not _ENDS.search(filled[-1])


def _rest(lines: Sequence[Printed], page: range, number: int) -> range | None:
    """What goes on with the last page's footnote: the last part of a page, where it begins within a
    sentence or holds the next footnote.
    """
    filled = [at for at in page if lines[at].text]
    starts = [at for at in filled[1:] if not lines[at - 1].text]
    if not starts:
        return None
    rest = range(starts[-1], page.stop)
    holds_next = any(_number(lines[at]) == number for at in rest[1:])
    goes_on = holds_next and _number(lines[rest[0]]) is None
    return rest if goes_on or _GOES_ON.match(lines[rest[0]].text) else None


def _pages(lines: Sequence[Printed]) -> Iterator[range]:
    for _, group in groupby(range(len(lines)), key=lambda at: lines[at].page):
        page = list(group)
        yield range(page[0], page[-1] + 1)


def _block(lines: Sequence[Printed], page: range, last: int) -> range | None:
    """The lines from the first footnote of a page on: the next of a series, or one that the body above
    calls for.
    """
    for at in page:
        number = _number(lines[at])
        if number is None or not _is_set_apart(lines, at):
            continue
        is_near = number == 1 or last < number <= last + SKIPPED
        is_meant = (number == last + 1 and last) or _is_sure(lines[at : page.stop])
        if is_near and (is_meant or _is_called(lines[page.start : at], number)):
            return range(at, page.stop)
    return None


def _is_sure(rest: Sequence[Printed]) -> bool:
    """Whether the rest of a page reads like footnotes alone: whole sentences with no blank line between."""
    texts = "\n".join(line.text for line in rest).strip().split("\n")
    is_long = len(texts[0].split()) >= UNCALLED_WORDS
    return all(texts) and len(texts) <= UNCALLED_LINES and is_long and bool(_ENDS.search(texts[-1]))


def _is_called(body: Sequence[Printed], number: int) -> bool:
    call = re.compile(_CALL.format(number=number))
    return any(call.search(line.text) for line in body)


def _number(printed: Printed) -> int | None:
    found = _NOTE.match(printed.text) if printed.line.kind is Kind.TEXT else None
    return int(found["number"]) if found else None


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
