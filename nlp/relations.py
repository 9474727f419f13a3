"""Finds what a text states of two documents: one replaces, amends, repeals, guides or implements the other,
and what the document itself is based on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from corpus.records import Reference, Relation, RelationKind
from nlp.lapses import find_lapses
from nlp.mentions import BODY, MASTHEAD, Mention, is_consolidated, is_rule, mentions_in
from nlp.page import Page, page_of
from nlp.patterns import BLANK, CLOSE, GAP, OPEN

_TYPE = (
    rf"(?:thông{BLANK}tư(?:{BLANK}liên{BLANK}tịch)?|nghị{BLANK}định|nghị{BLANK}quyết|quyết{BLANK}định|kế{BLANK}hoạch|chỉ{BLANK}thị|luật"
    rf"|pháp{BLANK}lệnh|chương{BLANK}trình(?:{BLANK}hành{BLANK}động)?|báo{BLANK}cáo|hướng{BLANK}dẫn|đề{BLANK}án|quy{BLANK}định|quy{BLANK}chế)"
)
# Words that may stand between the verb and the document that it takes: "một số điều, khoản của".
_FILLER = re.compile(
    rf"(?:[\s,:/()“\"-]|(?:một{BLANK}số|điều|khoản|điểm|mục|chương|phụ{BLANK}lục|phần|nội{BLANK}dung|của|tại|các|những|và|toàn{BLANK}bộ|văn{BLANK}bản"
    rf"|sau|đây|cho|quy{BLANK}định|thi{BLANK}hành|thực{BLANK}hiện|chi{BLANK}tiết|biện{BLANK}pháp|bổ{BLANK}sung|hướng{BLANK}dẫn|tổ{BLANK}chức|triển{BLANK}khai|tiêu{BLANK}đề"
    rf"|ban{BLANK}hành|kèm{BLANK}theo|cụm{BLANK}từ|tên|quy{BLANK}chế|thay{BLANK}thế|bãi{BLANK}bỏ|có{BLANK}hiệu{BLANK}quả|hiệu{BLANK}quả|nghiêm(?:{BLANK}túc)?|tốt|số|đoạn|câu|tiết|mẫu|biểu"
    rf"|vụ|được|giao|nhiệm|mục{BLANK}tiêu|pháp{BLANK}luật|chính{BLANK}sách|theo){CLOSE}|\d{{1,3}}[a-zđ]?{CLOSE}|[a-zđivx]{{1,4}}{CLOSE}){{0,60}}"
)
# The verbs, surest first; "hướng dẫn thực hiện" guides.
_VERBS = (
    (RelationKind.REPLACES, rf"thay{BLANK}thế"),
    (RelationKind.REPEALS, rf"bãi{BLANK}bỏ|hủy{BLANK}bỏ"),
    (RelationKind.AMENDS, rf"sửa{BLANK}đổi|bổ{BLANK}sung|đính{BLANK}chính"),
    (RelationKind.GUIDES, rf"hướng{BLANK}dẫn|quy{BLANK}định{BLANK}chi{BLANK}tiết"),
    (RelationKind.IMPLEMENTS, rf"thực{BLANK}hiện|triển{BLANK}khai"),
)
_VERB = re.compile(
    OPEN + "(?:" + "|".join(f"(?P<{kind.value}>{words})" for kind, words in _VERBS) + ")" + CLOSE
)
# "đã được sửa đổi, bổ sung một số điều bởi", "được thay thế bằng": the second document acts on the first
_PASSIVE = re.compile(
    rf"{OPEN}(?:được|bị){BLANK}(?:(?P<replaces>thay{BLANK}thế)|(?P<repeals>bãi{BLANK}bỏ|hủy{BLANK}bỏ)|(?P<amends>sửa{BLANK}đổi|bổ{BLANK}sung)"
    rf"|(?P<guides>hướng{BLANK}dẫn|quy{BLANK}định{BLANK}chi{BLANK}tiết)){CLOSE}"
)
_BY = re.compile(rf"{OPEN}(?:bởi|bằng|theo|tại){CLOSE}")
# "và", ", các", "và khoản 3 Điều 2": one more document that the verb takes; "; b)": one more item of its list
_PART = (
    rf"(?:điểm|khoản|điều|mục|chương|phần|phụ{BLANK}lục){BLANK}(?:\d{{1,3}}[a-zđ]?|[a-zđivx]{{1,4}}){CLOSE}"
)
_AND = re.compile(
    rf"(?:[,;]|{OPEN}và|{OPEN}hoặc){GAP}(?:(?:và|các|số){GAP}){{0,2}}"
    rf"(?:{_PART},?{GAP}){{0,5}}(?:(?:của|tại){BLANK})?$"
)
# "…; sửa đổi, bổ sung điểm b khoản 2 Điều 1 Nghị quyết số …": the same document acts again
_AGAIN = re.compile(rf"[\s,]*(?:(?:và|đồng{BLANK}thời){BLANK})?")
_ITEM = re.compile(
    rf"[;.,:]{GAP}\n?\s{{0,8}}(?:[a-zđ0-9]{{1,2}}[.)]|[-+*•–])\s{{0,4}}(?:(?:điểm|khoản|điều)\s[^;\n]{{0,60}})?$"
)
_STOP = re.compile(r"[;]|\.(?=\s)")
_ACTED_ON = re.compile(rf"{OPEN}(?:được|bị)\s+$")
_OF_PART = re.compile(
    r"này\s+(?:đã\s+)?$"
)  # "khoản này được sửa đổi": of the text at hand, not of what it cites
_NUMBERED = re.compile(rf"(?:(?:^|\n|điều{BLANK})\s{{0,10}}\d{{1,3}}[a-z]?[.)]|[a-zđ]\))[^\S\n]{{0,10}}$")
_BREAK = re.compile(r"[;\n]|\.(?=\s)")
# "Điều 1. Sửa đổi …", "ban hành Thông tư hướng dẫn …", "1. Bãi bỏ …": the document itself acts
_OWN_ACT = re.compile(
    rf"(?:[^\n]{{0,300}}{OPEN}(?:ban{BLANK}hành|xây{BLANK}dựng){BLANK})?(?:{_TYPE}{BLANK})?(?:[\s*#“\"+–-]|(?:điều|khoản){BLANK}|\d{{1,3}}[.)]|[a-zđ][.)]|(?:về|việc|v/v|nay)[\s:])*"
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


def find_relations(
    text: str, references: Sequence[Reference], *, body_start: int = 0
) -> tuple[Relation, ...]:
    """Every stated relation, once; the source is None for the document itself."""
    page = page_of(text)
    mentions = mentions_in(text, references)
    body = BODY.search(page.key, body_start, body_start + LONGEST_PREAMBLE)
    preamble_end = body.start() if body else min(len(text), body_start + LONGEST_PREAMBLE)
    found = [*_based_on(page, mentions, preamble_end), *_implemented(page, mentions, preamble_end)]
    found += [*_acts(page, mentions, preamble_end), *find_lapses(page, mentions)]
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


def _acts(page: Page, mentions: list[Mention], preamble_end: int) -> Iterator[Relation]:
    """One document acts on the next in the same sentence; a list shares the verb of its first."""
    act: Act | None = None
    listed: tuple[int, Act] | None = None  # the last repeal or replacement by the document itself, and where
    for before, mention in zip([None, *mentions], mentions, strict=False):
        link_start = before.end if before else 0
        if mention.start < link_start or mention.is_self:
            continue
        link = page.key[max(link_start, mention.start - LONGEST_LINK) : mention.start]
        passive = _passive(link) if before and before.number else None
        if passive and before and before.number and mention.number:
            yield Relation(mention.number, before.number, passive)
            act = None
            continue
        if listed and _ITEM.search(link) and mention.start - listed[0] < LONGEST_ITEM:
            act = listed[1]
        elif not (act and _AND.search(link) and not _VERB.search(link[-60:])):
            act = _act(page, before, mention, link, preamble_end) or _again(act, link)
        if act and act.source is None and act.kind in {RelationKind.REPLACES, RelationKind.REPEALS}:
            listed = mention.start, act
        relation = act.on(mention) if act else None
        if relation:
            yield relation


def _passive(link: str) -> RelationKind | None:
    """What the second document does to the first: `được sửa đổi, bổ sung bởi`."""
    found = next(_PASSIVE.finditer(link), None)
    if found is None or _STOP.search(link) or not _BY.search(link, found.end()):
        return None
    if _OF_PART.search(link[: found.start()]):
        return None
    return _kind(found) if len(link) - found.end() <= 120 else None


def _act(page: Page, before: Mention | None, mention: Mention, link: str, preamble_end: int) -> Act | None:
    """Source and kind of the act that ends in this mention; None where no verb leads up to it."""
    verb = _leading_verb(link)
    if verb is None:
        return None
    lead = link[: verb.start()]
    breaks = [found.end() for found in _BREAK.finditer(lead)]
    kind = _kind(verb)
    if not breaks and before is not None:
        if kind is RelationKind.IMPLEMENTS and not _DIRECTLY.fullmatch(lead):
            return None
        if before.is_self or before.number:
            return Act(None if before.is_self else before.number, kind, before.rank)
    opening = lead[breaks[-1] :] if breaks else lead
    is_early = mention.start <= preamble_end + 300
    is_numbered = _NUMBERED.search(lead) is not None
    may_act = is_early or (is_numbered and kind is not RelationKind.GUIDES)
    return Act(None, kind) if _is_own(page, opening, kind, may_act=may_act) else None


# "Kế hoạch số 12/KH-UBND về việc triển khai thực hiện Nghị quyết số 58/NQ-CP"
_DIRECTLY = re.compile(rf"(?:[\s,]|(?:về|việc|tổ{BLANK}chức|để|nhằm){CLOSE})*")


def _is_own(page: Page, opening: str, kind: RelationKind, *, may_act: bool) -> bool:
    """Whether the words before a verb show that the document itself acts."""
    if kind is RelationKind.IMPLEMENTS or not _OWN_ACT.fullmatch(opening) or is_consolidated(page):
        return False
    return _ENACTS.search(opening) is not None or (may_act and is_rule(page))


def _again(act: Act | None, link: str) -> Act | None:
    """A further verb after a semicolon, of the one who acted before it."""
    verb = _leading_verb(link) if act else None
    if act is None or verb is None or re.search(r"\n|\.(?=\s)", link):
        return None
    opening = link[: verb.start()].rpartition(";")
    return replace(act, kind=_kind(verb)) if opening[1] and _AGAIN.fullmatch(opening[2]) else None


def _leading_verb(link: str) -> re.Match[str] | None:
    """The first verb from which nothing but filler leads to the document."""
    for verb in _VERB.finditer(link, max(0, len(link) - 200)):
        is_acted_on = _ACTED_ON.search(link[max(0, verb.start() - 12) : verb.start()])
        if not is_acted_on and _FILLER.fullmatch(link, verb.end()):
            return verb
    return None


def _kind(found: re.Match[str]) -> RelationKind:
    return RelationKind(next(name for name, words in found.groupdict().items() if words))


def _based_on(page: Page, mentions: list[Mention], end: int) -> Iterator[Relation]:
    """The numbered acts of the preamble, without those that their titles name."""
    for found in _BASIS.finditer(page.key, 0, end):
        stop = page.key.find("\n", found.end())
        stop = len(page.key) if stop < 0 else stop
        most = LONGEST_REQUEST if found["request"] else 60
        yield from _line(page, mentions, (found.end(), stop), most, RelationKind.BASED_ON)


def _implemented(page: Page, mentions: list[Mention], end: int) -> Iterator[Relation]:
    """`Thực hiện Kế hoạch số …, Sở … xây dựng kế hoạch như sau:` at the opening."""
    if is_consolidated(page):
        return
    for found in _IMPLEMENTING.finditer(page.key, 0, end):
        stop = page.key.find("\n", found.end())
        stop = len(page.key) if stop < 0 else stop
        announces = _ANNOUNCES.search(page.key, found.end(), stop) or MASTHEAD.search(page.key)
        if announces:
            yield from _line(page, mentions, (found.end(), stop), 40, RelationKind.IMPLEMENTS)


def _line(
    page: Page, mentions: list[Mention], span: tuple[int, int], most: int, kind: RelationKind
) -> Iterator[Relation]:
    """The first document of a line, and those joined to it by `và`, a comma or a semicolon."""
    inside = [mention for mention in mentions if span[0] <= mention.start < span[1]]
    position, is_first = span[0], True
    for mention in inside:
        link = page.key[position : mention.start]
        if is_first and len(link) > most:
            return
        if is_first or (_AND.search(link) and not _leading_verb(link)):
            if mention.number:
                yield Relation(None, mention.number, kind)
        elif not is_first and re.search(r"\.\s", link):
            return
        position, is_first = max(position, mention.end), False
