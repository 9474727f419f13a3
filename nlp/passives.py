"""Finds what one document is stated to have undergone by another: `được sửa đổi, bổ sung bởi`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.records import DocType, Relation, RelationKind
from nlp.act_verbs import AND, VERB, kind_of
from nlp.mentions import Mention
from nlp.page import Page
from nlp.patterns import BLANK, CLOSE, OPEN

# "đã được sửa đổi, bổ sung một số điều bởi", "được thay thế bằng": the second document acts on the first
_PASSIVE = re.compile(
    rf"{OPEN}(?:được|bị){BLANK}(?:(?P<replaces>thay{BLANK}thế)|(?P<repeals>bãi{BLANK}bỏ|hủy{BLANK}bỏ)|(?P<amends>sửa{BLANK}đổi|bổ{BLANK}sung)"
    rf"|(?P<guides>hướng{BLANK}dẫn|quy{BLANK}định{BLANK}chi{BLANK}tiết)){CLOSE}"
)
_BY = re.compile(rf"{OPEN}(?:bởi|bằng|theo|tại){CLOSE}")
# "khoản này được sửa đổi": of the text at hand, not of what it cites
_OF_PART = re.compile(r"này\s+(?:đã\s+)?$")
_STOP = re.compile(r"[;]|\.(?=\s)")
# "…, được sửa đổi, bổ sung bởi:" and a line for each; the list ends with the bases
_LIST = re.compile(r"(?:bởi|bằng|tại)\s?:\s{0,4}\n\s{0,8}(?:\d{1,2}[.)]\s{0,4})?$")
_ITEM = re.compile(r"\n\s{0,8}(?:\d{1,2}[.)]\s{0,4}|[-+•]\s{0,4})?$")
_LIST_END = re.compile(rf"\n\s{{0,8}}[“\"]?(?:căn{BLANK}cứ|điều{BLANK}1|chương{BLANK}i){CLOSE}")
LONGEST_LINK = 600
NEAR = 6  # mentions back, for the one that is acted on
_SAME = {DocType.JOINT_CIRCULAR: DocType.CIRCULAR}


@dataclass(frozen=True, slots=True)
class Passive:
    """The document at `agent` in the list of mentions acts on one before it."""

    agent: int
    relation: Relation


def find_passives(page: Page, mentions: Sequence[Mention]) -> Iterator[Passive]:
    """`Luật A được sửa đổi, bổ sung bởi Luật B và Luật C`: B and C amend A."""
    last: Passive | None = None
    listed: Passive | None = None  # the last of a list that follows "… bởi:"
    for index in range(1, len(mentions)):
        before, mention = mentions[index - 1], mentions[index]
        if mention.start < before.end:
            continue
        link = page.key[max(before.end, mention.start - LONGEST_LINK) : mention.start]
        listed = listed if listed and not _LIST_END.search(link) else None
        target, kind = _acted_on(page, mentions, index, link, last)
        if listed and not kind and _ITEM.search(link) and _type(mentions[listed.agent]) is _type(mention):
            target, kind = listed.relation.target, listed.relation.kind
        last = None
        if mention.number and target and kind and target != mention.number:
            last = Passive(index, Relation(mention.number, target, kind))
            listed = last if listed or _LIST.search(link) else None
            yield last


def _acted_on(
    page: Page, mentions: Sequence[Mention], index: int, link: str, last: Passive | None
) -> tuple[str | None, RelationKind | None]:
    """The number of what the document at `index` acts on, and how."""
    kind = _passive(link)
    if kind:
        return _patient(page, mentions, index, kind, last), kind
    agent = mentions[last.agent] if last else None
    if last and agent and _series(agent) == _series(mentions[index]) and AND.search(link):
        is_joined = not VERB.search(link) and ";" not in link
        return (last.relation.target, last.relation.kind) if is_joined else (None, None)
    return None, None


def _patient(
    page: Page, mentions: Sequence[Mention], index: int, kind: RelationKind, last: Passive | None
) -> str | None:
    """A document is amended by one of its own kind, not by the law named right before the verb."""
    agent, before = mentions[index], mentions[index - 1]
    for at in range(index - 1, max(-1, index - 1 - NEAR), -1):
        one = mentions[at]
        if _STOP.search(page.key, one.end, agent.start) or agent.start - one.end > LONGEST_LINK:
            break
        if last and at == last.agent:
            return last.relation.target
        if one.number and (_type(one) is _type(agent) or kind is RelationKind.GUIDES):
            return one.number
    return before.number


def _passive(link: str) -> RelationKind | None:
    """What the second document does to the first: `được sửa đổi, bổ sung bởi`."""
    found = next(_PASSIVE.finditer(link), None)
    if found is None or _STOP.search(link) or not _BY.search(link, found.end()):
        return None
    if _OF_PART.search(link[: found.start()]):
        return None
    return kind_of(found, link[found.end() :]) if len(link) - found.end() <= 120 else None


def _series(mention: Mention) -> tuple[DocType | None, str]:
    """Kind and issuer's letters: `TT-BTC` amends as `TT-BTC` does, not as `TT-BYT`."""
    return _type(mention), re.sub(r"\d+", "", mention.number or "")


def _type(mention: Mention) -> DocType | None:
    return _SAME.get(mention.type, mention.type) if mention.type else None
