"""Small pieces of patterns that several readers share, for text with one dash, one blank and one `Đ`."""

from __future__ import annotations

import re
from typing import Any, cast

_LETTERS = [chr(code) for code in (*range(0xC0, 0x1B1), *range(0x1EA0, 0x1EFA))]

UPPER = "A-Z" + "".join(letter for letter in _LETTERS if letter.isupper())
LOWER = "a-z" + "".join(letter for letter in _LETTERS if letter.islower())
LETTER = UPPER + LOWER

_CALLS = ("match", "fullmatch", "search", "finditer", "findall", "sub", "split", "pattern")


class _Late:
    def __init__(self, pattern: str, flags: int) -> None:
        self._told = pattern, flags

    def __getattr__(self, name: str) -> Any:
        if name not in _CALLS:
            raise AttributeError(name)
        compiled = re.compile(*self._told)
        self.__dict__.update({call: getattr(compiled, call) for call in _CALLS})
        return self.__dict__[name]


def late(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """A pattern that is compiled when it is first asked: those with many letters take milliseconds each, and
    a search that begins with a short question needs few of them."""
    return cast("re.Pattern[str]", _Late(pattern, flags))


# Blanks between the words of one expression: a line break may stand there, an empty line may not.
GAP = r"[^\S\n]{0,12}\n?[^\S\n]{0,12}"
BLANK = r"(?:[^\S\n]{1,12}\n?[^\S\n]{0,12}|\n[^\S\n]{0,12})"

YEAR = r"(?:19|20)\d\d"
FOOTNOTE = r"(?=\d{1,2}(?![\w/-]|[.,]\d))"  # "ngày 27 tháng 11 năm 20237": a number glued to the year
# "ngày 30/12/2013quy định": a lost blank
RUN_ON = r"(?=(?:quy|về|của|ban|phê|sửa|hướng|và|có|đến)[^\W\d_]{0,4}\s)"
# The end and the start of a word or number.
OPEN = rf"(?<![{LETTER}\d_])"
CLOSE = rf"(?![{LETTER}\d_])"

# The letters of a number: "QĐ-TTg", "UBTVQH14", "CTr/TU"; spaced dashes only between capitals: "KH - BCĐ".
# "Văn bản 355 - PV" has a reporter's mark.
_ASSEMBLY = rf"(?:UBTV)?QH\s\d{{1,2}}{CLOSE}"
_SYMBOL = rf"(?:{_ASSEMBLY}|[{UPPER}][{UPPER}&]{{0,15}}(?:[a-zđ]{{1,2}}[{UPPER}]{{0,6}})?\d{{0,3}}{CLOSE})"
_LOUD = rf"(?=[{UPPER}][{UPPER}]){_SYMBOL}"
_SPACED = rf"{_SYMBOL}(?:\s-\s?|\s/\s?){_LOUD}(?:\s?[-/]\s?{_LOUD}){{0,4}}"
# "TTLT- BLĐTBXH - BYT": after the letters of a joint act its issuers follow, spaced or not
_JOINT = rf"(?:TTLT|TTLB|NQLT|CTPH|CTrPH|KHPH|KHLN|QCPH|HDLN)(?:\s?[-/]\s?{_LOUD}){{1,7}}"
SYMBOLS = rf"(?!PV{CLOSE})(?:{_JOINT}|{_SPACED}|{_SYMBOL}(?:-\s?{_LOUD}|[-/.]{_SYMBOL}){{0,6}})"

# "94/2010/NĐ-CP", "1152/KH - UBND", "36-CT/TW", "30a/2008/NQ-CP"
FULL_NUMBER = rf"\d{{1,5}}(?:\.\d{{1,3}}|[a-zA-Z])?(?:\s?/\s?{YEAR}\s?/\s?|\s?[/-]\s?){SYMBOLS}"
# "94/2010/nđ-cp", as hasty typists write it
_LOWERED_SYMBOL = r"(?:nđ|qđ|tt|ttlt|nq|ct|qh|ubtvqh|pl)[a-zđ\d]{0,8}"
LOWERED_NUMBER = rf"\d{{1,5}}[a-z]?/{YEAR}/{_LOWERED_SYMBOL}(?:-[a-zđ\d]{{1,16}}){{0,4}}{CLOSE}"
# "Nghị định 94", "Nghị định 100/2019", "Nghị quyết 30a"
BARE_NUMBER = rf"\d{{1,4}}[a-e]?(?:/{YEAR})?{CLOSE}(?![%/:]|[.,-]\d)"
