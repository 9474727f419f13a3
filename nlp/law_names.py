"""Reads the proper name of a law, code or ordinance after its type word: `Phòng, chống ma túy`."""

from __future__ import annotations

import re
from functools import cache

from nlp.page import Page
from nlp.patterns import BLANK, CLOSE, LETTER, OPEN, UPPER, YEAR, late
from nlp.proper_names import name_reader
from nlp.vocabulary import table, words_pattern

# "Luật sửa đổi, bổ sung một số điều của Luật Tổ chức Chính phủ và Luật Tổ chức chính quyền địa phương"
_AMENDING = late(
    rf"sửa{BLANK}đổi,?{BLANK}(?:bổ{BLANK}sung{BLANK})?(?:một{BLANK}số{BLANK}điều{BLANK})?(?:của{BLANK})?"
    rf"(?:các{BLANK}|\d{{1,2}}{BLANK})?(?=(?:bộ{BLANK}luật|luật|pháp{BLANK}lệnh){CLOSE})"
)
_NEXT_LAW = late(rf"(?:,|,?{BLANK}và)?{BLANK}?(?:các{BLANK})?(?:bộ{BLANK}luật|luật|pháp{BLANK}lệnh){BLANK}")
# "Luật sư", "luật này", "Luật Hà Nội": words after "luật" that make no citation of it
_NO_NAME = late(
    rf"(?:sư|gia|học|khoa|lệ|pháp|chơi|này|đó|trên|mới|nêu|nói|hiện|quốc{BLANK}tế|định|sau|liên{BLANK}quan|về|và|việt{BLANK}nam"
    rf"|hà{BLANK}nội|tp|cũ|chuyên{BLANK}ngành|tục|hoá|hóa|quy{BLANK}định|thì|được|của|các){CLOSE}(?!{BLANK}tổ{BLANK}chức{BLANK}tín)"
)
_REVISED = late(rf"{BLANK}\(sửa{BLANK}đổi(?:,?{BLANK}bổ{BLANK}sung)?\)")
_SHOUTED = late(rf"[{UPPER}\s,]{{6,}}")
_WORD = late(rf"[{LETTER}]+")


@cache
def _known() -> re.Pattern[str]:
    rows = table("laws")
    return re.compile(words_pattern([*rows["laws"], *rows["codes"]]))


def law_name_end(page: Page, start: int) -> int | None:
    """The end of the law's name that begins at `start`; None where none does."""
    amending = _AMENDING.match(page.key, start)
    end = _amending_end(page, amending.end()) if amending else _simple_end(page, start)
    return end if end and end > start else None


def unlisted_name_end(page: Page, start: int) -> int | None:
    """The same for a name in small letters that no table holds: a year or number must follow it to count."""
    if _NO_NAME.match(page.key, start):
        return None
    end = _free_end(page, start)
    return end if end > start else None


_DATED = late(rf"{BLANK}(?:ngày|năm|số){BLANK}\d")
_NUMBER_AT_END = late(rf"{BLANK}\d{{1,3}}/{YEAR}/\w{{1,8}}\Z")  # "Lao động 45/2019/QH14"
_YEAR_AT_END = late(rf"{BLANK}\(?{YEAR}\Z")


def _free_end(page: Page, start: int) -> int:
    """The end of a name in no table, without the year of the law: `Luật PCMT 2021`."""
    end = name_reader("stops", "law_stops").end_at(page.view, page.key, start, most=22, commas=False)
    year = _YEAR_AT_END.search(page.view, start, end) if end > start else None
    number = _NUMBER_AT_END.search(page.view, start, end) if end > start else None
    return number.start() if number else year.start() if year else end


def _simple_end(page: Page, start: int) -> int:
    known = _known().match(page.key, start)
    end = known.end() if known else start
    longer = _free_end(page, start) if known else end
    if longer > end and _DATED.match(page.key, longer):  # "Pháp lệnh Bưu chính viễn thông ngày 25/5/2002"
        end = longer
    if not known and page.view[start : start + 1].isupper() and not _NO_NAME.match(page.key, start):
        end = _free_end(page, start)
    revised = _REVISED.match(page.key, end) if end > start else None
    return revised.end() if revised else end


def _amending_end(page: Page, start: int) -> int | None:
    """Through the names of all the laws that a law amends."""
    end = None
    position = start
    for _ in range(12):
        law = _NEXT_LAW.match(page.key, position)
        name = _simple_end(page, law.end()) if law else position
        if law is None or name == law.end():
            break
        end = position = name
    return end


def is_law_citation(page: Page, start: int, end: int, name_end: int) -> bool:
    """A capital in the type word or the name, or an article before it, shows a citation."""
    surface = page.view[start:name_end]
    if _SHOUTED.fullmatch(surface):
        return False
    name = page.view[end:name_end].lstrip()
    return surface[:1].isupper() or name[:1].isupper() or _follows_article(page, start)


_ARTICLE_BEFORE = late(rf"{OPEN}điều{BLANK}\d[^\n.]{{0,30}}$")


def _follows_article(page: Page, start: int) -> bool:
    return _ARTICLE_BEFORE.search(page.key[max(0, start - 45) : start]) is not None
