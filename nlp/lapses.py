"""Finds what a text states to lapse: `Thông tư số 5/2019/TT-BYT hết hiệu lực …`."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Container, Iterator

from corpus.records import Relation, RelationKind
from nlp.mentions import Form, Mention
from nlp.page import Page
from nlp.patterns import BLANK, CLOSE, GAP, OPEN

_LAPSED = re.compile(rf"{OPEN}(?:hết|chấm{BLANK}dứt){BLANK}hiệu{BLANK}lực")
# "Nghị định số 116/2021/NĐ-CP có hiệu lực", "… được ban hành"
_COMES = re.compile(
    rf"(?:[^;.\n]{{0,120}}?{OPEN})??{GAP}(?:có|bắt{BLANK}đầu{BLANK}có){BLANK}hiệu{BLANK}lực{CLOSE}"
)
_STOP = re.compile(r"\.\s|\n")
_FORCE = re.compile(rf"hiệu{BLANK}lực")
_REPLACING = re.compile(rf"thay{BLANK}thế")
# "Khi Nghị định 94 hết hiệu lực", "Trường hợp … hết hiệu lực"
_IF = re.compile(rf"\W{{0,6}}(?:khi|nếu|trong{BLANK}trường{BLANK}hợp|trường{BLANK}hợp|sau{BLANK}khi){CLOSE}")
# "có hiệu lực đến ngày các quy định tại Nghị quyết số … hết hiệu lực"
_UNTIL = re.compile(rf"{OPEN}(?:đến|trước){BLANK}(?:ngày|khi){BLANK}[^\d;][^;]*$")
_NESTED = re.compile(rf"(?:hướng{BLANK}dẫn|sửa{BLANK}đổi|bổ{BLANK}sung|điều{BLANK}của|chi{BLANK}tiết)[^,;]*$")


def find_lapses(
    page: Page, mentions: list[Mention], form: Form, agents: Container[int]
) -> Iterator[Relation]:
    """`Thông tư số 5/2019/TT-BYT hết hiệu lực kể từ ngày Thông tư này có hiệu lực.`

    By the document itself, where it is a rule; else by the one that the sentence says to come into force.
    `agents` are the places of those that only amend one of the others.
    """
    starts = [mention.start for mention in mentions]
    for found in _LAPSED.finditer(page.key):
        start, end = _sentence(page, found)
        lead = page.key[start : found.start()]
        if _REPLACING.search(lead) or _IF.match(lead):
            continue
        first, last = bisect_left(starts, start), bisect_left(starts, end)
        actor = next((one for one in mentions[first:last] if _comes_into_force(page, one)), None)
        if actor is None and not form.is_rule:
            continue
        source = actor.number if actor else None
        for index in range(first, last):
            mention = mentions[index]
            is_before = mention.end <= found.start() and mention is not actor and index not in agents
            if is_before and mention.number and not _is_nested(page, mention, start):
                yield Relation(source, mention.number, RelationKind.REPEALS)


def _comes_into_force(page: Page, mention: Mention) -> bool:
    found = _COMES.match(page.key, mention.end)
    return found is not None and len(_FORCE.findall(found[0])) == 1


def _sentence(page: Page, found: re.Match[str]) -> tuple[int, int]:
    """Around a verb, within its line."""
    earliest = max(0, found.start() - 1500)
    start = max(earliest, page.key.rfind("\n", earliest, found.start()) + 1)
    stops = [stop.end() for stop in re.finditer(r"\.\s", page.key[start : found.start()])]
    last = min(len(page.key), found.end() + 600)
    stop = _STOP.search(page.key, found.end(), last)
    return start + (stops[-1] if stops else 0), stop.start() if stop else last


def _is_nested(page: Page, mention: Mention, start: int) -> bool:
    """What another document guides or amends, and so is not itself spoken of; or that sets an end to it."""
    is_end = _UNTIL.search(page.key[max(start, mention.start - 300) : mention.start])
    return bool(is_end or _NESTED.search(page.key[max(0, mention.start - 30) : mention.start]))
