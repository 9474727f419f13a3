"""The documents that a text speaks of, in order: cited ones, resolved where they can be, and itself."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.records import DocType, Reference
from nlp.page import Page
from nlp.patterns import BLANK, CLOSE, GAP, OPEN
from nlp.resolve import find_back_references, full_numbers

# Where the preamble ends and the document's own text begins.
BODY = re.compile(
    rf"\n[^\S\n]{{0,40}}(?:\*{{0,3}})(?:điều{BLANK}1{CLOSE}|quyết{BLANK}định{GAP}:|quyết{BLANK}nghị{GAP}:|chương{BLANK}i{CLOSE}|phần{BLANK}(?:i|thứ){CLOSE}|i[.)-]|1[.)]|a[.)])"
)
_MASTHEAD = re.compile(
    rf"(?:^|\n)[^\S\n]{{0,40}}\*{{0,3}}(?:số{GAP}:|cộng{BLANK}hòa{BLANK}xã{BLANK}hội|nơi{BLANK}nhận)"
)
# "VĂN BẢN HỢP NHẤT", "Số: 12/VBHN-BYT": a text whose notes tell what other documents have done to it
_CONSOLIDATED = re.compile(
    rf"văn{BLANK}bản{BLANK}hợp{BLANK}nhất|/vbhn-|{OPEN}được{BLANK}hợp{BLANK}nhất{BLANK}từ"
)
HEAD = 3000


@dataclass(frozen=True, slots=True)
class Mention:
    """A cited document, or the document itself (`number` None, `is_self`)."""

    start: int
    end: int
    number: str | None
    is_self: bool = False
    rank: int = 0
    type: DocType | None = None


# Higher rules are guided by lower ones: a law by a decree, a decree by a circular.
_RANKS = {
    DocType.LAW: 5,
    DocType.ORDINANCE: 5,
    DocType.DECREE: 4,
    DocType.CIRCULAR: 2,
    DocType.JOINT_CIRCULAR: 2,
}
_HIGH = re.compile(r"QH|TW|TTg|-CP")


def _rank(reference: Reference) -> int:
    """0 where rank says nothing."""
    if reference.type in {DocType.RESOLUTION, DocType.DECISION} and not _HIGH.search(reference.number or ""):
        return 0
    return _RANKS.get(reference.type, 5 if reference.type is DocType.RESOLUTION else 3)


def mentions_in(text: str, references: Sequence[Reference]) -> list[Mention]:
    """Documents in the order of the text, short and back references resolved where they can be."""
    numbers = full_numbers(references)
    cited = [
        Mention(
            reference.start,
            reference.end,
            _only(numbers.get(index, ())),
            False,
            _rank(reference),
            reference.type,
        )
        for index, reference in enumerate(references)
    ]
    back = [
        Mention(b.start, b.end, b.target, b.is_self, type=b.type)
        for b in find_back_references(text, references)
    ]
    starts = {mention.start for mention in cited}
    return sorted([*cited, *(m for m in back if m.start not in starts)], key=lambda m: (m.start, -m.end))


def _only(numbers: tuple[str, ...]) -> str | None:
    return numbers[0] if len(numbers) == 1 else None


@dataclass(frozen=True, slots=True)
class Form:
    """What the whole of a text shows, found once: whether its sentences may act by themselves."""

    has_masthead: bool
    is_consolidated: bool  # acts on nothing by itself, but where it says `Nghị định này`
    is_formal: bool  # has a masthead or articles
    is_rule: bool  # a document with a masthead or articles; news only tells of acts


def form_of(page: Page) -> Form:
    has_masthead = _MASTHEAD.search(page.key) is not None
    is_consolidated = _CONSOLIDATED.search(page.key, 0, HEAD) is not None
    has_form = has_masthead or BODY.search(page.key) is not None
    return Form(has_masthead, is_consolidated, has_form, has_form and not is_consolidated)
