"""Finds citations of legal and administrative documents."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from corpus.records import DocType, Reference
from nlp.articles import article_after, article_before, find_articles
from nlp.citations import (
    act_citation,
    canonical,
    congress_citation,
    law_citation,
    numbered_citation,
    scheme_citation,
    tail_at,
)
from nlp.document_types import Kind, case_symbols, document_kinds
from nlp.fold import fold
from nlp.issuers import issuer_reader
from nlp.page import Page, page_of, squeeze
from nlp.patterns import BARE_NUMBER, BLANK, CLOSE, FULL_NUMBER, GAP, LOWERED_NUMBER, OPEN, UPPER, late
from nlp.subjects import subject_after
from nlp.vocabulary import table, words_pattern

# "các Nghị định số 94/2010/NĐ-CP, 221/2013/NĐ-CP và số 136/2016/NĐ-CP"
_NEXT = late(
    rf"{GAP}(?:[,;]{GAP}(?:và{BLANK})?|và{BLANK}|hoặc{BLANK})(?i:số{GAP}:?{GAP})?(?={FULL_NUMBER}|{LOWERED_NUMBER})"
)
_ITEM = late(f"{FULL_NUMBER}|{LOWERED_NUMBER}")
# "các Nghị định 94, 221 và 136"
_NEXT_BARE = late(
    rf"{GAP}(?:,{GAP}|và{BLANK})(?i:số{BLANK})?({BARE_NUMBER})(?={GAP}(?:[,.;)]|và{CLOSE}|của{CLOSE}|$))"
)
_DIGIT = re.compile(r"\d")
_ALONE = late(rf"(?<![\w/.,-])(?:{FULL_NUMBER}|{LOWERED_NUMBER})")
# "Số: 148/2025/TT-BTC" at the head of a document, "Mẫu số 02/TT-…": numbers that cite nothing
_OWN_NUMBER = late(
    r"(?:(?:^|\n)[^\S\n]*số|(?:mẫu|biểu|phụ lục|hợp đồng|giấy phép|biên bản|chứng nhận|bản án|cáo trạng"
    r"|hóa đơn|phiếu)(?: số)?)\s*[:.]?\s*$"
)
_SHOUTED = late(r"(?:^|\n)[^\S\n*#]*[*#]{0,3}[^\S\n]*$")
OWN_TITLE_WITHIN = 900


def find_references(text: str) -> tuple[Reference, ...]:
    """Every citation, in order; a subject or article that stands beside it is told with it."""
    page = page_of(text)
    found = sorted([*_cited(page)], key=lambda reference: reference.start)
    found = sorted([*found, *_lone_numbers(page, found)], key=lambda reference: reference.start)
    return tuple(_with_articles(page, [_with_issuer(page, _with_subject(page, one)) for one in found]))


def _cited(page: Page) -> Iterator[Reference]:
    """Citations that begin with a type word, each list item after its first."""
    end = 0
    for found in document_kinds().words.finditer(page.key):
        if found.start() < end or _is_other_word(page, found):
            continue
        kind = document_kinds().at(found)
        reference = _citation(page, found, kind)
        if reference:
            items = _listed(page, reference, kind)
            end = items[-1].end
            yield from items


def _citation(page: Page, found: re.Match[str], kind: Kind) -> Reference | None:
    """The kinds of citation, the surest first."""
    reference = numbered_citation(page, found, kind)
    if reference is None and not _is_short(found):
        if kind.is_named:
            return law_citation(page, found, kind)
        readers = (congress_citation, act_citation, scheme_citation)
        reference = next(filter(None, (read(page, found, kind) for read in readers)), None)
    return reference


def _is_short(found: re.Match[str]) -> bool:
    """An abbreviation of a type word, which cites only with a number: `NĐ`, `TTLT`."""
    return found[0] in _short_keys()


@cache
def _short_keys() -> frozenset[str]:
    return frozenset(fold(word) for kind in document_kinds().by_key.values() for word in kind.short)


def _is_other_word(page: Page, found: re.Match[str]) -> bool:
    """`pháp luật`, `kỷ luật`, `tt` in small letters, and the document's own title in capitals."""
    surface = page.view[found.start() : found.end()]
    if (_is_short(found) or document_kinds().at(found).stands_for) and not surface[:2].isupper():
        return True
    if found[0] in {"luật", "hiến pháp"} and _not_after().search(
        page.key, max(0, found.start() - 30), found.start()
    ):
        return True
    is_title = surface.isupper() and not _is_short(found) and found.start() < OWN_TITLE_WITHIN
    return is_title and bool(_SHOUTED.search(page.text[max(0, found.start() - 20) : found.start()]))


@cache
def _not_after() -> re.Pattern[str]:
    return re.compile(words_pattern(table("document_types")["not_after"]["words"]) + r"\s+\Z")


def _listed(page: Page, first: Reference, kind: Kind) -> list[Reference]:
    """The citation and those that share its type word; the last issuer is the issuer of all."""
    items = [first]
    if first.number is None:
        return items
    while len(items) < 60:
        item = _next_item(page, items[-1].end, kind, is_bare="/" not in (first.number or ""))
        if item is None:
            break
        items.append(item)
    issuer = items[-1].issuer
    return [replace(item, issuer=item.issuer or issuer) for item in items]


def _next_item(page: Page, end: int, kind: Kind, *, is_bare: bool) -> Reference | None:
    lead = _NEXT.match(page.view, end)
    number = _ITEM.match(page.view, lead.end()) if lead else None
    if number:
        return _of_number(page, number, kind)
    bare = _NEXT_BARE.match(page.view, end) if is_bare and kind.is_bare else None
    if bare is None:
        return None
    tail = tail_at(page, bare.end(1), kind)
    text = page.text[bare.start(1) : tail.end]
    return Reference(bare.start(1), tail.end, text, kind.type, bare[1], tail.issued, tail.issuer)


def _of_number(page: Page, found: re.Match[str], kind: Kind | None) -> Reference | None:
    """A number without a type word of its own: its letters show the type."""
    number = canonical(found[0])
    kind = document_kinds().of_number(number) or kind
    if kind is None or case_symbols().search(number):
        return None
    tail = tail_at(page, found.end(), kind, number)
    text = page.text[found.start() : tail.end]
    return Reference(found.start(), tail.end, text, kind.type, number, tail.issued, tail.issuer)


def _lone_numbers(page: Page, known: list[Reference]) -> Iterator[Reference]:
    """Numbers that stand alone: `(theo 94/2010/NĐ-CP)`; not the document's own."""
    if not _DIGIT.search(page.view):
        return
    position = 0
    for found in _ALONE.finditer(page.view):
        while position < len(known) and known[position].end <= found.start():
            position += 1
        is_covered = (
            position < len(known) and known[position].start <= found.start() and known[position].number
        )
        if is_covered or _OWN_NUMBER.search(page.key[max(0, found.start() - 20) : found.start()]):
            continue
        reference = _of_number(page, found, None)
        if reference:
            yield reference


def _with_subject(page: Page, reference: Reference) -> Reference:
    return replace(reference, subject=reference.subject or subject_after(page, reference.end))


# "UBND tỉnh đã ban hành Quyết định số 15/QĐ-UBND", "Tỉnh ủy vừa ra Chỉ thị số 7-CT/TU",
# "HĐND tỉnh khóa X, kỳ họp thứ 12 thông qua Nghị quyết số 65/NQ-HĐND"
_ENACTED = late(
    rf"(?:,?{BLANK}kỳ{BLANK}họp{BLANK}thứ{BLANK}[^\W_]{{1,6}}(?:{BLANK}[^\W\d_]{{2,6}})?,?)?"
    rf"{BLANK}(?:(?:đã|vừa|mới|cũng){BLANK}){{0,2}}(?:ký{BLANK})?(?:ban{BLANK}hành|thông{BLANK}qua|ra){BLANK}$"
)
# "Xét đề nghị của Sở Tài chính tại Tờ trình số 506/TTr-STC"
_PROPOSED = late(rf"{BLANK}(?:tại|trong){BLANK}$")
# "các Quyết định của Thủ tướng Chính phủ: số 2596/QĐ-TTg …; số 1640/QĐ-TTg …": who issued them all
_LIST_OF = late(rf"{OPEN}(?:các|những){BLANK}(?:[^\W\d_]{{2,7}}{BLANK}){{2,4}}?của{BLANK}(?=[^:\n]{{5,60}}:)")
_LONGEST_LIST = 1200
_CAPITAL = late(rf"{OPEN}[{UPPER}]")
LONGEST_ISSUER = 120


def _with_issuer(page: Page, reference: Reference) -> Reference:
    """The issuer that a sentence names before the act, where nothing after it does."""
    if reference.issuer or not reference.number:
        return reference
    window = max(0, reference.start - LONGEST_ISSUER)
    before = page.key[window : reference.start]
    is_letter = reference.type in (DocType.OFFICIAL_LETTER, DocType.OTHER, DocType.REPORT)
    verb = _ENACTED.search(before) or (_PROPOSED.search(before) if is_letter else None)
    end = window + verb.start() if verb else window
    for capital in _CAPITAL.finditer(page.view, window, end):
        if issuer_reader().end_at(page.view, page.key, capital.start()) == end:
            return replace(reference, issuer=squeeze(page.text[capital.start() : end]))
    return replace(reference, issuer=_issuer_of_list(page, reference))


def _issuer_of_list(page: Page, reference: Reference) -> str | None:
    """Who a list that the number stands in says has issued them all."""
    if page.text[reference.start].isalpha():  # it has a type word of its own
        return None
    window = max(0, reference.start - _LONGEST_LIST)
    line = page.text.rfind("\n", window, reference.start) + 1
    for lead in _LIST_OF.finditer(page.key, line or window, reference.start):
        end = issuer_reader().end_at(page.view, page.key, lead.end())
        if end > lead.end() and page.text[end : end + 2].lstrip().startswith(":"):
            return squeeze(page.text[lead.end() : end])
    return None


def _with_articles(page: Page, references: list[Reference]) -> Iterator[Reference]:
    """Each citation with the articles before it, or else those behind it that no other citation takes."""
    articles = find_articles(page)
    by_start, by_end = {span.start: span for span in articles}, {span.end: span for span in articles}
    before = [article_before(page, by_end, reference.start) for reference in references]
    taken = {span.start for span in before if span}
    for reference, span in zip(references, before, strict=True):
        after = article_after(page, by_start, reference.end) if span is None else None
        mine = span or (
            after if after and after.start not in taken and not _is_of_this(page, after.end) else None
        )
        yield replace(reference, article=mine.text) if mine else reference


# "Điều 5 Luật này", "khoản 2 Điều này"
_THIS = late(
    rf"{BLANK}(?:của{BLANK})?(?:[^\W\d_]{{2,8}}{BLANK}){{0,3}}(?:này|nêu{BLANK}trên|nói{BLANK}trên){CLOSE}"
)


def _is_of_this(page: Page, end: int) -> bool:
    return _THIS.match(page.key, end) is not None
