"""Finds what a text states of two documents: one replaces, amends, repeals, guides or implements the other,
and what the document itself is based on."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from corpus.records import Reference, Relation, RelationKind
from nlp.act_verbs import AND, VERB, kind_of, leading_verb
from nlp.lapses import find_lapses
from nlp.mentions import BODY, Form, Mention, form_of, mentions_in
from nlp.page import Page, page_of
from nlp.passives import find_passives
from nlp.patterns import BLANK, CLOSE, GAP, OPEN
from nlp.quotations import Quotations, quotations_of

_TYPE = (
    rf"(?:thông{BLANK}tư(?:{BLANK}liên{BLANK}tịch)?|nghị{BLANK}định|nghị{BLANK}quyết|quyết{BLANK}định|kế{BLANK}hoạch|chỉ{BLANK}thị|luật"
    rf"|pháp{BLANK}lệnh|chương{BLANK}trình(?:{BLANK}hành{BLANK}động)?|báo{BLANK}cáo|hướng{BLANK}dẫn|đề{BLANK}án|quy{BLANK}định|quy{BLANK}chế)"
)
# "…; sửa đổi, bổ sung điểm b khoản 2 Điều 1 Nghị quyết số …": the same document acts again
_AGAIN = re.compile(rf"[\s,]*(?:(?:và|đồng{BLANK}thời){BLANK})?")
_ITEM = re.compile(
    rf"[;.,:]{GAP}\n?\s{{0,8}}(?:[a-zđ0-9]{{1,2}}[.)]|[-+*•–])\s{{0,4}}(?:(?:điểm|khoản|điều)\s[^;\n]{{0,60}})?$"
)
_NUMBERED = re.compile(rf"(?:(?:^|\n|điều{BLANK})\s{{0,10}}\d{{1,3}}[a-z]?[.)]|[a-zđ]\))[^\S\n]{{0,10}}$")
_SENTENCES = re.compile(r"\.\s|\n[^\n]*\n")  # more than one lies between
_BREAK = re.compile(r"[;\n]|\.(?=\s)")
# "Điều 1. Sửa đổi …", "ban hành Thông tư hướng dẫn …", "1. Bãi bỏ …": the document itself acts
_OWN_ACT = re.compile(
    rf"(?:[^\n]{{0,300}}{OPEN}(?:ban{BLANK}hành|xây{BLANK}dựng){BLANK})?(?:{_TYPE}{BLANK})?(?:[\s*#“\"+–-]|(?:điều|khoản){BLANK}|\d{{1,3}}[.)]|[a-zđ][.)]|(?:về|việc|v/v|nay)[\s:])*"
)
# "Tờ trình số 5/TTr-UBND đề nghị ban hành Nghị quyết sửa đổi Nghị quyết số 7": not yet done
_PROPOSED = re.compile(
    rf"{OPEN}(?:đề{BLANK}nghị|đề{BLANK}xuất|kiến{BLANK}nghị|dự{BLANK}thảo|góp{BLANK}ý){CLOSE}"
)
_ENACTS = re.compile(rf"ban{BLANK}hành")
_BULLET = r"[^\S\n]{0,40}(?:[-–+*•][^\S\n]{0,10})?"
_BASIS = re.compile(
    rf"(?:^|\n){_BULLET}(?:(?P<basis>căn{BLANK}cứ)|(?P<request>xét|theo{BLANK}(?:đề{BLANK}nghị|tờ{BLANK}trình)|sau{BLANK}khi{BLANK}xem{BLANK}xét))(?={BLANK}|:)"
)
_IMPLEMENTING = re.compile(
    rf"(?:^|\n){_BULLET}(?:(?:để|nhằm|tiếp{BLANK}tục|tổ{BLANK}chức){BLANK})?(?:triển{BLANK}khai(?:{BLANK}thực{BLANK}hiện)?|thực{BLANK}hiện){BLANK}"
)
# "ban hành kế hoạch … như sau": what a document says of itself, and a news item does not
_ANNOUNCES = re.compile(
    rf"như{BLANK}sau|{OPEN}(?:ban{BLANK}hành|xây{BLANK}dựng|báo{BLANK}cáo|đề{BLANK}nghị|yêu{BLANK}cầu|thông{BLANK}báo|hướng{BLANK}dẫn){CLOSE}"
)
LONGEST_PREAMBLE = 12000
LONGEST_REQUEST = 300
LONGEST_LINK = 600
LONGEST_ITEM = 1500


@dataclass(frozen=True, slots=True)
class Scene:
    """A text with the documents that it speaks of."""

    page: Page
    mentions: list[Mention]
    form: Form
    preamble_end: int
    agents: frozenset[int]  # the mentions by which another is said to be amended, by their places in the list
    quoted: Quotations


def find_relations(
    text: str, references: Sequence[Reference], *, body_start: int = 0
) -> tuple[Relation, ...]:
    """Every stated relation, once; the source is None for the document itself."""
    page = page_of(text)
    mentions = mentions_in(text, references)
    body = BODY.search(page.key, body_start, body_start + LONGEST_PREAMBLE)
    preamble_end = body.start() if body else min(len(text), body_start + LONGEST_PREAMBLE)
    passives = list(find_passives(page, mentions))
    agents = frozenset(passive.agent for passive in passives)
    scene = Scene(page, mentions, form_of(page), preamble_end, agents, quotations_of(text))
    found = [*_based_on(scene), *_implemented(scene), *(passive.relation for passive in passives)]
    found += [*_acts(scene), *find_lapses(page, mentions, scene.form, agents)]
    return tuple(dict.fromkeys(relation for relation in found if relation.source != relation.target))


@dataclass(frozen=True, slots=True)
class Act:
    """What a document does to those that follow its verb."""

    source: str | None
    kind: RelationKind
    rank: int = 0

    def on(self, mention: Mention) -> Relation | None:
        """The relation to a document, where it has a number and a rank that fits."""
        is_upside_down = self.kind is RelationKind.GUIDES and self.rank and 0 < mention.rank <= self.rank
        return (
            Relation(self.source, mention.number, self.kind)
            if mention.number and not is_upside_down
            else None
        )


def _acts(scene: Scene) -> Iterator[Relation]:
    """One document acts on the next in the same sentence; a list shares the verb of its first."""
    act: Act | None = None
    listed: tuple[int, Act] | None = None  # the last repeal or replacement by the document itself, and where
    for index, mention in enumerate(scene.mentions):
        before = scene.mentions[index - 1] if index else None
        link_start = before.end if before else 0
        if mention.start < link_start or mention.is_self:
            continue
        if index in scene.agents:
            act = None
            continue
        link = scene.page.key[max(link_start, mention.start - LONGEST_LINK) : mention.start]
        if listed and _ITEM.search(link) and mention.start - listed[0] < LONGEST_ITEM:
            act = listed[1]
        elif not (act and _goes_on(scene, index, act, link)):
            act = _act(scene, before, mention, link) or _again(act, link)
        if act and act.source is None and act.kind in {RelationKind.REPLACES, RelationKind.REPEALS}:
            listed = mention.start, act
        relation = act.on(mention) if act else None
        if relation:
            yield relation


def _goes_on(scene: Scene, index: int, act: Act, link: str) -> bool:
    """Whether the verb of the document before takes this one, too."""
    joint = AND.search(link)
    if joint is None or VERB.search(link[-60:]) or _SENTENCES.search(link):
        return False
    return not (act.source and joint[0].startswith(";") and _acts_itself(scene, index))


def _acts_itself(scene: Scene, index: int) -> bool:
    """`…; Nghị định số 57/2020/NĐ-CP sửa đổi, bổ sung Nghị định số …`: a clause of its own begins."""
    if index + 1 == len(scene.mentions):
        return False
    start, end = scene.mentions[index].end, scene.mentions[index + 1].start
    link = scene.page.key[start : min(end, start + LONGEST_LINK)]
    verb = leading_verb(link) if end - start <= LONGEST_LINK else None
    return verb is not None and _BREAK.search(link[: verb.start()]) is None


def _act(scene: Scene, before: Mention | None, mention: Mention, link: str) -> Act | None:
    """Source and kind of the act that ends in this mention; None where no verb leads up to it."""
    verb = leading_verb(link)
    if verb is None:
        return None
    lead = link[: verb.start()]
    breaks = [found.end() for found in _BREAK.finditer(lead)]
    kind = kind_of(verb, link[verb.end() :])
    if not breaks and before is not None:
        if kind is RelationKind.IMPLEMENTS and not _DIRECTLY.fullmatch(lead):
            return None
        if _PROPOSED.search(lead):
            return None
        if before.is_self or before.number:
            return Act(None if before.is_self else before.number, kind, before.rank)
        if not _ENACTS.search(lead):
            return None  # "Nghị định này thay thế …" where no one can say which decree
    opening = lead[breaks[-1] :] if breaks else lead
    is_early = mention.start <= scene.preamble_end + 300
    is_numbered = _NUMBERED.search(lead) is not None
    may_act = is_early or (is_numbered and kind is not RelationKind.GUIDES)
    is_quoted = scene.quoted.hold(mention.start)
    return Act(None, kind) if not is_quoted and _is_own(opening, kind, scene.form, may_act=may_act) else None


# "Kế hoạch số 12/KH-UBND về việc triển khai thực hiện Nghị quyết số 58/NQ-CP"
_DIRECTLY = re.compile(rf"(?:[\s,]|(?:về|việc|tổ{BLANK}chức|để|nhằm){CLOSE})*")


def _is_own(opening: str, kind: RelationKind, form: Form, *, may_act: bool) -> bool:
    """Whether the words before a verb show that the document itself acts."""
    if kind is RelationKind.IMPLEMENTS or not _OWN_ACT.fullmatch(opening) or form.is_consolidated:
        return False
    return _ENACTS.search(opening) is not None or (may_act and form.is_rule)


def _again(act: Act | None, link: str) -> Act | None:
    """A further verb after a semicolon, of the one who acted before it."""
    verb = leading_verb(link) if act else None
    if act is None or verb is None or re.search(r"\n|\.(?=\s)", link):
        return None
    opening = link[: verb.start()].rpartition(";")
    return (
        replace(act, kind=kind_of(verb, link[verb.end() :]))
        if opening[1] and _AGAIN.fullmatch(opening[2])
        else None
    )


def _based_on(scene: Scene) -> Iterator[Relation]:
    """The numbered acts of the preamble, without those that their titles name."""
    key = scene.page.key
    for found in _BASIS.finditer(key, 0, scene.preamble_end):
        stop = key.find("\n", found.end())
        stop = len(key) if stop < 0 else stop
        is_formal = scene.form.is_formal or key[found.end() : stop].rstrip().endswith((";", ","))
        if is_formal and not scene.quoted.hold(found.end()):
            most = LONGEST_REQUEST if found["request"] else 60
            yield from _line(scene, (found.end(), stop), most, RelationKind.BASED_ON)


def _implemented(scene: Scene) -> Iterator[Relation]:
    """`Thực hiện Kế hoạch số …, Sở … xây dựng kế hoạch như sau:` at the opening."""
    if scene.form.is_consolidated:
        return
    key = scene.page.key
    for found in _IMPLEMENTING.finditer(key, 0, scene.preamble_end):
        stop = key.find("\n", found.end())
        stop = len(key) if stop < 0 else stop
        if scene.form.has_masthead or _ANNOUNCES.search(key, found.end(), stop):
            yield from _line(scene, (found.end(), stop), 40, RelationKind.IMPLEMENTS)


def _line(scene: Scene, span: tuple[int, int], most: int, kind: RelationKind) -> Iterator[Relation]:
    """The first document of a line, and those joined to it by `và`, a comma or a semicolon."""
    first = bisect_left(scene.mentions, span[0], key=lambda mention: mention.start)
    position, amended = span[0], None  # "Nghị định số 3 sửa đổi Nghị định số 1 và Nghị định số 2"
    for index in range(first, len(scene.mentions)):
        mention = scene.mentions[index]
        if mention.start >= span[1]:
            return
        link = scene.page.key[position : mention.start]
        if index == first and len(link) > most:
            return
        joint, verb = AND.search(link), leading_verb(link)
        if index == first or (joint and not verb):
            amended = None if joint and joint[0].startswith(";") else amended
            if mention.number and index not in scene.agents and mention.type is not amended:
                yield Relation(None, mention.number, kind)
        elif re.search(r"\.\s", link):
            return
        elif verb and kind_of(verb) is RelationKind.AMENDS:
            amended = mention.type
        position = max(position, mention.end)
