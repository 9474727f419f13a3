"""Reads one citation at a type word: its number, date and issuer, or its proper name."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from corpus.records import DocType, Reference
from nlp.document_types import Kind, case_symbols, document_kinds
from nlp.fold import canonical_number
from nlp.issuers import issuer_reader
from nlp.law_names import is_law_citation, law_name_end, unlisted_name_end
from nlp.page import Page, squeeze
from nlp.patterns import (
    BARE_NUMBER,
    BLANK,
    CLOSE,
    FOOTNOTE,
    FULL_NUMBER,
    GAP,
    LOWER,
    LOWERED_NUMBER,
    RUN_ON,
    UPPER,
    YEAR,
    late,
)
from nlp.proper_names import name_reader
from nlp.vocabulary import table, words_pattern

# "số 1152/KH-UBND", "số: 94/2010/NĐ-CP", "94/2010/NĐ-CP"
_NUMBER = late(rf"{GAP}(?:\(?(?i:số|so){GAP}[:.]?{GAP})?({FULL_NUMBER}|{LOWERED_NUMBER})")
# "số 03", "94", "100/2019"; what may follow a number that stands without "số"
_BARE = late(rf"{BLANK}((?i:số|so){GAP}[:.]?{GAP})?({BARE_NUMBER})")
_AFTER_BARE = late(
    rf"{GAP}(?:$|\n|[,.;:)”\"'(/-]|(?:của|ngày|về|và|hoặc|này|nêu|nói|trên|quy|hướng|đã|có|cũng|là|thì|được|sẽ|còn|để|trong|theo|với|cho|mà|do"
    rf"|tại|ban|phê|sửa|như|khi|từ|đến|vào|không|phải|chưa|nhằm|mới|ra|thay|hết|yêu|cần|áp|kèm|đều|vẫn|gồm|bao|chỉ|hiện|bổ|bãi|nhưng|nếu|năm{BLANK}{YEAR}){CLOSE})"
)
# "chỉ thị 16 đều nêu", "nghị định 100/2019"; not "nghị quyết 15 ngày trước", "nghị quyết 2020"
_SMALL_BARE = late(rf"(?!{YEAR}{CLOSE})\d{{2,4}}(?!\d)(?!{BLANK}ngày{BLANK}\D)")
# "Quyết định phê duyệt quy hoạch số 12/QĐ-UBND": a few words between the type and the number
_BETWEEN = late(rf"(?:{BLANK}[{LOWER}]{{1,8}}){{1,8}}?{BLANK}(?i:số){GAP}:?{GAP}(?=\d)")
# "của Hội đồng nhân dân tỉnh"; "do Chính phủ ban hành"; "…, Chính phủ ban hành ngày 9/9/2010"
_OF = late(rf",?{GAP}\(?(?:của|do){BLANK}|,{GAP}")
_BEING_MADE = rf"{BLANK}ban{BLANK}hành{CLOSE}"
_MADE = late(_BEING_MADE)
_MADE_ON = late(rf"{_BEING_MADE}{BLANK}ngày{BLANK}\d")
# "Luật Đất đai số 31/2024/QH15", "Bộ luật Lao động 45/2019/QH14"
_NAMED_NUMBER = late(
    rf"(?:(?:,?{GAP}\(?|{GAP}\(?(?i:luật{BLANK}))(?i:số){GAP}:?{GAP}|{BLANK}(?=\d{{1,3}}/{YEAR}/))({FULL_NUMBER}|{LOWERED_NUMBER})\)?"
)

_MONTH = rf"(?:{GAP}tháng{GAP}|{GAP}[/.-]{GAP})(?P<month>\d{{1,2}})"
_DAY_DATE = (
    rf"(?P<day>\d{{1,2}}){_MONTH}(?:{GAP}(?:năm|tháng){GAP}|{GAP}[/.-]{GAP})"
    rf"(?P<year>{YEAR})(?:{CLOSE}|{FOOTNOTE}|{RUN_ON})"
)
# "ngày 09/9/2010", "ngày 9 tháng 9 năm 2010", "ban hành ngày 9-9-2010", "(ngày 09/9/2010)", "(09/9/2010)"
_ISSUED = late(
    rf",?{GAP}(?P<open>\()?(?:(?:được{BLANK})?(?:ban{BLANK}hành|ký|thông{BLANK}qua|ra){BLANK})?"
    rf"(?:ngày{GAP}|(?<=\()){_DAY_DATE}(?(open)\))"
)
# "tháng 7/2020"; "năm 2015"; of a law also "Luật Phòng chống ma túy 2021"
_ISSUED_MONTH = late(
    rf",?{GAP}(?:ngày{BLANK})?tháng{GAP}(?P<month>\d{{1,2}})(?:{GAP}năm{GAP}|/)(?P<year>{YEAR}){CLOSE}"
)
_ISSUED_YEAR = late(rf",?{GAP}(?P<open>\()?năm{BLANK}(?P<year>{YEAR}){CLOSE}(?(open)\))")
_LAW_YEAR = late(rf"{BLANK}(?P<open>\()?(?P<year>{YEAR})(?(open)\)){CLOSE}(?!{GAP}[-/]{GAP}\d)")

_PLURAL = late(
    r"(?:các|những|một số|nhiều|mọi|từng|mỗi|hệ thống|dự thảo|ban hành)\s+$"
    r"|(?:các|những)\s[^.;:\n\d]{2,40},\s+$"  # "các Thông tư, Thông tư liên tịch do Bộ Y tế ban hành"
)


@dataclass(frozen=True, slots=True)
class Tail:
    """What follows a number or name and still belongs to the citation."""

    end: int
    issued: str | None = None
    issuer: str | None = None
    number: str | None = None


def tail_at(page: Page, end: int, kind: Kind, number: str | None = None) -> Tail:
    """Date and issuer in either order; of a law cited by its name its number too."""
    tail = Tail(end, number=number)
    for _ in range(4):
        grown = _dated(page, tail, kind) or _numbered(page, tail, kind) or _issued_by(page, tail, kind)
        if grown is None:
            return tail
        tail = grown
    return tail


def _dated(page: Page, tail: Tail, kind: Kind) -> Tail | None:
    if tail.issued:
        return None
    patterns = [_ISSUED, _ISSUED_MONTH, _ISSUED_YEAR, *([_LAW_YEAR] if kind.is_named else [])]
    found = next(filter(None, (pattern.match(page.key, tail.end) for pattern in patterns)), None)
    return replace(tail, end=found.end(), issued=_iso(found)) if found else None


def _iso(found: re.Match[str]) -> str:
    parts = found.groupdict()
    pieces = [parts["year"], *(parts[unit].zfill(2) for unit in ("month", "day") if parts.get(unit))]
    is_possible = int(parts.get("month") or 1) <= 12 and int(parts.get("day") or 1) <= 31
    return "-".join(pieces) if is_possible else parts["year"]


def _numbered(page: Page, tail: Tail, kind: Kind) -> Tail | None:
    found = _NAMED_NUMBER.match(page.view, tail.end) if kind.is_named and not tail.number else None
    return replace(tail, end=found.end(), number=canonical_number(found[1])) if found else None


def _issued_by(page: Page, tail: Tail, kind: Kind) -> Tail | None:
    found = _OF.match(page.key, tail.end) if not tail.issuer else None
    end = issuer_end(page, found.end(), kind) if found else 0
    if found is None or end == found.end():
        return None
    made = _MADE if "do" in found[0] else _MADE_ON
    if "của" not in found[0] and not made.match(page.key, end):
        return None
    return replace(tail, end=end, issuer=squeeze(page.text[found.end() : end]))


def issuer_end(page: Page, start: int, kind: Kind) -> int:
    """Where the issuer ends; several issuers only where the kind of document has them."""
    reader = issuer_reader()
    is_joint = kind.type is DocType.JOINT_CIRCULAR or "liên" in kind.word
    return (reader.joint_end if is_joint else reader.end_at)(page.view, page.key, start)


def numbered_citation(page: Page, found: re.Match[str], kind: Kind) -> Reference | None:
    """`Nghị định số 94/2010/NĐ-CP ngày 09/9/2010 của Chính phủ`."""
    number = _NUMBER.match(page.view, found.end())
    if number and _is_masthead(page, found.start(), number.start(1)):
        return None
    if number is None and not kind.is_named:
        number = _between(page, found.end())
    if number:
        return _built(page, found.start(), number.end(), kind, canonical(number[1]))
    return (None if kind.is_named else _issuer_first(page, found, kind)) or _bare(page, found, kind)


# "VĂN BẢN HỢP NHẤT", and on the next line the document's own "Số: 3/VBHN-BYT"
_OWN_LINE = late(r"\n[^\S\n]*(?i:số)[^\S\n]?:\s*$")


def _is_masthead(page: Page, start: int, number: int) -> bool:
    lead = page.view[start:number]
    return lead.strip()[:4].isupper() and _OWN_LINE.search(lead) is not None


def canonical(number: str) -> str:
    """The canonical number; one written in small letters gets its capitals."""
    number = canonical_number(number)
    return canonical_number(number.upper()) if number.islower() and "-" in number else number


def _between(page: Page, start: int) -> re.Match[str] | None:
    words = _BETWEEN.match(page.view, start)
    if words is None or document_kinds().words.search(page.key, start, words.end()):
        return None
    return re.compile(f"({FULL_NUMBER})").match(page.view, words.end())


def _issuer_first(page: Page, found: re.Match[str], kind: Kind) -> Reference | None:
    """`Quyết định của Thủ tướng Chính phủ số 142/2008/QĐ-TTg`."""
    lead = re.compile(rf"{BLANK}(?:của{BLANK})?").match(page.key, found.end())
    end = issuer_end(page, lead.end(), kind) if lead else 0
    number = _NUMBER.match(page.view, end) if lead and end > lead.end() else None
    if lead is None or number is None:
        return None
    made = _built(page, found.start(), number.end(), kind, canonical(number[1]))
    return made and replace(made, issuer=made.issuer or squeeze(page.text[lead.end() : end]))


def _bare(page: Page, found: re.Match[str], kind: Kind) -> Reference | None:
    """`Nghị định 94`, `Thông tư số 03`."""
    number = _BARE.match(page.view, found.end())
    if number is None:
        return None
    is_sure = bool(number[1]) or (kind.is_bare and page.view[found.start()].isupper())
    is_small = kind.is_small and _SMALL_BARE.match(page.view, number.start(2)) is not None
    if not (is_sure or is_small):
        return _issued_bare(page, found, number, kind)
    if not (_AFTER_BARE.match(page.view, number.end()) or number[1]):
        return None
    if kind.is_named and re.fullmatch(YEAR, number[2]):  # "Pháp lệnh 2012"
        return None
    return _built(page, found.start(), number.end(), kind, number[2])


def _issued_bare(page: Page, found: re.Match[str], number: re.Match[str], kind: Kind) -> Reference | None:
    """`Kế hoạch 1152 của UBND tỉnh`: a kind that may hold a count ("Kế hoạch 5 năm") needs its issuer."""
    is_year = re.fullmatch(YEAR, number[2]) is not None
    if is_year or not (kind.is_act and page.view[found.start()].isupper()):
        return None
    made = _built(page, found.start(), number.end(), kind, number[2])
    return made if made and made.issuer else None


def _built(page: Page, start: int, end: int, kind: Kind, number: str | None) -> Reference | None:
    """The reference with its tail; None for a paper of one case."""
    tail = tail_at(page, end, kind, number)
    if number and case_symbols().search(number):
        return None
    return Reference(
        start,
        tail.end,
        page.text[start : tail.end],
        kind.type,
        tail.number,
        tail.issued,
        tail.issuer,
    )


def law_citation(page: Page, found: re.Match[str], kind: Kind) -> Reference | None:
    """`Bộ luật Hình sự năm 2015`, `Luật Phòng, chống ma túy số 73/2021/QH14`, `Hiến pháp năm 2013`."""
    if not page.view[found.start()].isupper() and (kind.stands_for or kind.word == "Hiến pháp"):
        return None
    if kind.stands_for:
        made = _built(page, found.start(), found.end(), kind, None)
        return made and replace(made, subject=kind.stands_for)
    if kind.word == "Hiến pháp":
        return _constitution(page, found, kind)
    blank = re.compile(BLANK).match(page.view, found.end())
    return _named_law(page, found, blank.end(), kind) if blank else None


def _named_law(page: Page, found: re.Match[str], start: int, kind: Kind) -> Reference | None:
    """A law whose name begins at `start`; one in small letters that no table holds needs a year or number."""
    listed = law_name_end(page, start)
    end = listed or unlisted_name_end(page, start)
    if not end or not is_law_citation(page, found.start(), found.end(), end):
        return None
    made = _built(page, found.start(), end, kind, None)
    is_sure = made is not None and bool(listed or made.issued or made.number)
    return replace(made, subject=squeeze(page.text[start:end])) if made and is_sure else None


# "Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam"; "Hiến pháp Nhật Bản" is another country's
_OF_VIETNAM = late(
    rf"(?:{BLANK}nước{BLANK}cộng{BLANK}hòa{BLANK}xã{BLANK}hội{BLANK}chủ{BLANK}nghĩa)?{BLANK}việt{BLANK}nam{CLOSE}"
)
_FOREIGN = late(rf"[^\S\n]{{1,12}}(?:của[^\S\n]{{1,12}})?(?:nước[^\S\n]{{1,12}})?[{UPPER}][{LOWER}]")


def _constitution(page: Page, found: re.Match[str], kind: Kind) -> Reference | None:
    named = _OF_VIETNAM.match(page.key, found.end())
    if named is None and _FOREIGN.match(page.view, found.end()):
        return None
    return _built(page, found.start(), named.end() if named else found.end(), kind, None)


# "Nghị quyết Đại hội đại biểu Đảng bộ tỉnh lần thứ XVII", "Nghị quyết Trung ương 8 khóa XI"
_CONGRESS = late(rf"{BLANK}(?=(?:đại{BLANK}hội|hội{BLANK}nghị|trung{BLANK}ương|tw){BLANK})")


def congress_citation(page: Page, found: re.Match[str], kind: Kind) -> Reference | None:
    """A party resolution, named after the congress or meeting that passed it."""
    lead = _CONGRESS.match(page.key, found.end()) if kind.type is DocType.RESOLUTION else None
    if lead is None or not (page.view[found.start()].isupper() and page.view[lead.end()].isupper()):
        return None
    end = name_reader("scheme_stops").end_at(page.view, page.key, lead.end(), most=20, commas=False)
    return _built(page, found.start(), end, kind, None) if end > lead.end() else None


def act_citation(page: Page, found: re.Match[str], kind: Kind) -> Reference | None:
    """`Nghị quyết của Hội đồng nhân dân tỉnh`, `Quyết định ngày 27/4/2024 của UBND thành phố`."""
    made = _built(page, found.start(), found.end(), kind, None)
    if made is None or _is_court(made.issuer):
        return None
    is_dated = bool(made.issued and len(made.issued) == 10)
    is_definite = (
        kind.is_act
        and made.issuer is not None
        and page.view[found.start()].isupper()
        and not page.view[found.start() : found.end()].isupper()
        and not page.opens_sentence(found.start())
        and not _PLURAL.search(page.key[max(0, found.start() - 50) : found.start()])
    )
    return made if is_definite or (is_dated and page.view[found.start()].isupper()) else None


def _is_court(issuer: str | None) -> bool:
    courts = tuple(table("document_types")["case_papers"]["issuers"])
    return issuer is not None and issuer.startswith(courts) and "tối cao" not in issuer


def scheme_citation(page: Page, found: re.Match[str], kind: Kind) -> Reference | None:
    """`Đề án đổi mới công tác dạy nghề đến năm 2030`, cited by its title."""
    surface = page.view[found.start() : found.end()]
    is_title = surface[0].isupper() and not surface.isupper()
    if not (kind.is_scheme and is_title) or page.opens_sentence(found.start()):
        return None
    cues = re.compile(words_pattern(table("name_stops")["scheme_cues"]) + r"\s+$")
    blank = re.compile(BLANK).match(page.view, found.end())
    if blank is None or not cues.search(page.key[max(0, found.start() - 24) : found.start()]):
        return None
    end = name_reader("scheme_stops").end_at(page.view, page.key, blank.end(), most=60, commas=False)
    name = squeeze(page.text[blank.end() : end])
    if len(name.split()) < 3:
        return None
    made = _built(page, found.start(), end, kind, None)
    return made and replace(made, subject=name)
