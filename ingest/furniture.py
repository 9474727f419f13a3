"""Page furniture in text that was copied from a page: side bars, buttons, counters, captions, each with
its reason.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import takewhile
from typing import Any

from ingest.raw import Kind, Line
from nlp.fold import fold
from nlp.vocabulary import table

LONG = 25  # words: no caption, headline or button is a paragraph of so many
CAPTION_WORDS = range(8, 31)
SURE_CAPTION_WORDS = 12  # a line with so many is no subheading
MENU_WORDS = 6
TAIL_WORDS = 30
TAIL_SHARE = 0.6  # of the lines: a side bar's heading before this place does not begin the tail
FIRST_LINES = 3
OUTLINED_SHARE = 0.15  # of the lines with list marks: a report, whose lines may lack stops
RULE = 3  # signs
SIGNED, SIGNED_MORE = "digital signature", "digital signature, more"
PRINTED = (SIGNED, "gazette note")
BOX_GAP = 2  # lines: a long name may be wrapped
LAST_LINES = 4  # a byline and a source may stand between the last photograph and the end

_RULES = frozenset("._-–—…*~=•·:;")
_LETTER_OR_DIGIT = re.compile(r"[^\W_]")
_ZOOM = re.compile(r"\d{2,3}\s?%")
_CRUMBS = re.compile(r"[^.;]{2,60}(?:\s[>»›/]\s[^.;>»›]{2,80}){1,5}")
_ENDS_SENTENCE = re.compile(r"[.!?:;,…]['\"”’)\]]*$")
_LISTED = re.compile(r"[-+*–•]\s|\(?\w{1,4}[.)]\s|(?:điều|mục|chương|phần|khoản)\s")


@dataclass(frozen=True)
class Row:
    """One row of the vocabulary: what it is called, when a folded line is meant, and whether it begins a
    tail.
    """

    name: str
    means: Callable[[str], object]
    begins_tail: bool
    only_first: bool


@cache
def vocabulary() -> tuple[Row, ...]:
    return tuple(_row(entry) for entry in table("furniture")["row"])


def _row(entry: dict[str, Any]) -> Row:
    phrases = [phrase if entry["match"] == "pattern" else fold(phrase) for phrase in entry["phrases"]]
    pattern = re.compile("|".join(phrases)) if entry["match"] == "pattern" else None
    whole, starts = frozenset(phrases), tuple(phrases)
    means: Callable[[str], object]
    if pattern is not None:
        means = pattern.fullmatch
    elif entry["match"] == "line":
        means = whole.__contains__
    else:
        means = _starting(starts)
    return Row(entry["name"], means, entry["tail"], entry.get("only_first", False))


def _starting(starts: tuple[str, ...]) -> Callable[[str], object]:
    return lambda folded: folded.startswith(starts)


def find_furniture(lines: Sequence[Line], *, is_web: bool) -> dict[int, str]:
    """The lines that go, by index, with the reason; `is_web` where they may come from a web page."""
    folded = [fold(line.text).strip(" -–:.|") for line in lines]
    found: dict[int, str] = {}
    filled = [at for at, line in enumerate(lines) if line.text]
    last_first = filled[FIRST_LINES - 1] if len(filled) >= FIRST_LINES else len(lines)
    for at, text in enumerate(folded):
        if _is_ornament(lines[at].text, is_web=is_web):
            found[at] = "ornament"
        elif row := _named(lines[at], text, is_first=at <= last_first, is_web=is_web):
            found[at] = row.name
    found |= _signature_boxes(folded, found)
    if is_web:
        found |= _head_parts(lines, found)
        found |= _tail(lines, folded, found)
        found |= _captions(lines, folded, found)
    return found


def _is_ornament(text: str, *, is_web: bool) -> bool:
    """A line without a letter; in print a single sign can be the cell of a table or part of a formula."""
    signs = set(text) - {" "}
    is_rule = len(text) >= RULE and signs <= _RULES
    return bool(signs) and not _LETTER_OR_DIGIT.search(text) and (is_web or is_rule)


def _named(line: Line, text: str, *, is_first: bool, is_web: bool) -> Row | None:
    """The row of the vocabulary that a line belongs to; few are looked for in print."""
    rows = (row for row in vocabulary() if row.name != SIGNED_MORE and (is_web or row.name in PRINTED))
    whole = fold(line.text)
    return next(
        (row for row in rows if (is_first or not row.only_first) and (row.means(text) or row.means(whole))),
        None,
    )


def _signature_boxes(folded: Sequence[str], found: dict[int, str]) -> dict[int, str]:
    """What stands between the lines of an electronic signature, or right beside one."""
    more = [row for row in vocabulary() if row.name == SIGNED_MORE]
    filled = [at for at, text in enumerate(folded) if text]
    box: list[int] = []  # orders of the last box among the lines that are not blank
    going: dict[int, str] = {}
    for order, at in enumerate(filled):
        is_signed = found.get(at) == SIGNED
        is_near = bool(box) and order - box[-1] <= BOX_GAP
        if is_signed or (is_near and any(row.means(folded[at]) for row in more)):
            between = range(box[-1] + 1, order) if is_near else ()
            going |= {filled[one]: SIGNED for one in (*between, order)}
            box = [order]
    return going


def _head_parts(lines: Sequence[Line], found: dict[int, str]) -> dict[int, str]:
    """Zoom marks and breadcrumbs before the first paragraph: "100%", "Trang chủ > Tin tức"."""
    first_long = next((at for at, line in enumerate(lines) if _words(line) >= LONG), len(lines))
    head = [at for at in range(min(first_long, 40)) if at not in found and lines[at].kind is not Kind.ROW]
    zoom = {at: "zoom" for at in head if _ZOOM.fullmatch(lines[at].text)}
    crumbs = {at: "breadcrumbs" for at in head[:4] if _is_crumbs(lines[at].text)}
    return zoom | crumbs | _menu(lines, found)


def _menu(lines: Sequence[Line], found: dict[int, str]) -> dict[int, str]:
    """The short lines that a text begins with, where two of them are known from menus."""
    filled = [at for at, line in enumerate(lines) if line.text]
    entries = list(takewhile(lambda at: at in found or _is_entry(lines[at]), filled))
    is_menu = sum(at in found for at in entries) >= 2
    return {at: "menu" for at in entries if at not in found} if is_menu else {}


def _is_entry(line: Line) -> bool:
    is_title = line.kind is Kind.HEADING or line.text.isupper()
    return _words(line) <= MENU_WORDS and not is_title and not re.search(r"[\d.:;,]", line.text)


def _is_crumbs(text: str) -> bool:
    return bool(_CRUMBS.fullmatch(text)) and ("/" not in text or fold(text).startswith("trang chủ"))


def _tail(lines: Sequence[Line], folded: Sequence[str], found: dict[int, str]) -> dict[int, str]:
    """The short lines after a side bar's heading near the end."""
    rows = {row.name for row in vocabulary() if row.begins_tail}
    long_lines = [at for at, line in enumerate(lines) if _words(line) >= LONG and at not in found]
    earliest = min(TAIL_SHARE * len(lines), long_lines[-1] if long_lines else 0)
    start = next((at for at in sorted(found) if found[at] in rows and at >= earliest), None)
    if start is None:
        return {}
    short = (at for at in range(start + 1, len(lines)) if folded[at] and _words(lines[at]) < TAIL_WORDS)
    return {at: "after the article" for at in short if at not in found}


def _captions(lines: Sequence[Line], folded: Sequence[str], found: dict[int, str]) -> dict[int, str]:
    """Lines under photographs: the shape of one between paragraphs, with a caption's words, or printed
    twice.
    """
    counts = Counter(folded)
    filled = [at for at, text in enumerate(folded) if text and at not in found]
    shaped = {at for at in filled if _is_caption_shaped(lines[at])}
    is_outlined = sum(bool(_LISTED.match(folded[at])) for at in filled) > OUTLINED_SHARE * len(filled)
    captions: dict[int, str] = {}
    for at in shaped:
        text = folded[at]
        is_sure = counts[text] > 1 or _begins_as_caption(text) or (not is_outlined and _is_sure(lines[at]))
        is_after = _is_paragraph_near(at, -1, filled, shaped, lines)
        is_before = _is_paragraph_near(at, 1, filled, shaped, lines) or at in filled[-LAST_LINES:-1]
        if _has_mark(text) or (is_sure and is_after and is_before):
            captions[at] = "caption"
    return captions


def _is_sure(line: Line) -> bool:
    """Whether the shape alone is enough: too long for a subheading, and no number that could be a fact."""
    return _words(line) >= SURE_CAPTION_WORDS and not re.search(r"\d", line.text)


def _is_caption_shaped(line: Line) -> bool:
    text = line.text
    is_plain = not _ENDS_SENTENCE.search(text) and not _LISTED.match(fold(text)) and not text.isupper()
    return is_plain and _words(line) in CAPTION_WORDS and line.kind is not Kind.HEADING


def _is_paragraph_near(
    at: int, step: int, filled: list[int], shaped: set[int], lines: Sequence[Line]
) -> bool:
    """Whether the next line in a direction, other captions aside, is a paragraph."""
    place = filled.index(at) + step
    while 0 <= place < len(filled) and filled[place] in shaped:
        place += step
    return 0 <= place < len(filled) and _words(lines[filled[place]]) >= LONG


def _begins_as_caption(folded: str) -> bool:
    return folded.startswith(tuple(f"{start} " for start in table("furniture")["caption"]["starts"]))


def _has_mark(folded: str) -> bool:
    return any(mark in folded for mark in table("furniture")["caption"]["marks"])


def _words(line: Line) -> int:
    return len(line.text.split())
