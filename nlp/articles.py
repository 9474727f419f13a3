"""Finds articles, clauses and points, to be tied to the document that they are of: `khoản 2 Điều 5`."""

from __future__ import annotations

from corpus.records import Span
from nlp.page import Page, squeeze
from nlp.patterns import BLANK, CLOSE, GAP, OPEN, late

_UNIT = rf"(?:điểm|khoản|điều|(?:tiểu{BLANK})?mục|chương|phần|phụ{BLANK}lục)"
_VALUE = rf"(?:\d{{1,3}}(?:\.\d{{1,2}}){{0,2}}[a-zđ]?|[a-zđ]|[ivx]{{1,5}}){CLOSE}"
_MORE = rf"{GAP}(?:,|;|-|và|hoặc|đến){GAP}"
# "điểm a, b khoản 1 và khoản 3 Điều 9; Điều 12"; "các Điều 4, 6"; "từ Điều 5 đến Điều 9"
_ITEM = rf"{_UNIT}:?{BLANK}(?:(?:số|từ){BLANK})?{_VALUE}(?:{_MORE}{_VALUE}){{0,30}}"
_ARTICLES = late(
    rf"{OPEN}{_ITEM}(?:{GAP}(?:[,;:-]|và|hoặc|đến|của)?{GAP}(?:từ{BLANK}|các{BLANK})?{_ITEM}){{0,60}}"
)
# "Điều 603 của Bộ luật Dân sự", "Điều 357 - Bộ luật Dân sự", "Điều 4, 6 Nghị định ..."
_BEFORE = late(rf"{GAP}(?:\([^()\n]{{1,60}}\){GAP})?[,:-]?{GAP}(?:(?:của|tại|thuộc){BLANK})?(?:các{BLANK})?")
# "Bộ luật Tố tụng dân sự: Điều 26, Điều 35"; "Nghị định số 94/2010/NĐ-CP (Điều 5)"
_AFTER = late(rf"{GAP}[,:(-]?{GAP}(?:tại{BLANK})?(?:các{BLANK})?")
REACH = 80  # how far before a citation its articles may end


def find_articles(page: Page) -> tuple[Span, ...]:
    """Every expression of articles, as long as it runs."""
    return tuple(
        Span(found.start(), found.end(), squeeze(page.text[found.start() : found.end()]))
        for found in _ARTICLES.finditer(page.key)
    )


def article_before(page: Page, articles: dict[int, Span], start: int) -> Span | None:
    """The expression that leads up to a citation; `articles` by their ends."""
    for end in range(start, max(0, start - REACH) - 1, -1):
        if end in articles and _BEFORE.fullmatch(page.key, end, start):
            return articles[end]
    return None


def article_after(page: Page, articles: dict[int, Span], end: int) -> Span | None:
    """The expression that follows a citation; `articles` by their starts."""
    link = _AFTER.match(page.key, end)
    for start in range(end, (link.end() if link else end) + 1):
        if start in articles and _AFTER.fullmatch(page.key, end, start):
            return articles[start]
    return None
