"""Finds where a proper name in running text ends: of a body, a law or a scheme."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from nlp.patterns import CLOSE, LETTER
from nlp.vocabulary import table, words_pattern

_WORD = re.compile(rf"[^\S\n]{{0,12}}(\n?)[^\S\n]{{0,12}}([{LETTER}\d][{LETTER}\d'’&/.]{{0,30}}|[^\s])")
_JOINTS = {",", "-", "&", "và", "hoặc"}
# "số 12/…" ends a name, "dân tộc thiểu số" does not; nor does "hàng không"
_SOMETIMES = rf"số{CLOSE}(?=\s*:?\s*\d)|(?<!hàng )không{CLOSE}"
_PAIR = re.compile(r"\s{1,12}(?:chống|chữa|tránh)\b")  # "phòng, chống", "khám, chữa": one notion


@dataclass(frozen=True, slots=True)
class NameReader:
    """Reads words up to one that ends names, to a sign that does, or to a new line with a capital."""

    stops: re.Pattern[str]
    types: re.Pattern[str]  # with a capital they begin the next citation

    def end_at(self, view: str, key: str, start: int, *, most: int, commas: bool = True) -> int:
        """The end of the name that begins at `start`, of at most so many words."""
        end, position, is_listed = start, start, False
        for _ in range(most):
            word = _WORD.match(view, position)
            if word is None or not self._goes_on(key, word, is_listed):
                break
            position = word.end()
            if word[2] in _JOINTS:  # the name goes on only if another word follows
                if is_listed or (word[2] == "," and not (commas or _PAIR.match(key, position))):
                    break
                is_listed = word[2] == ","
                continue
            is_listed, end = False, _trimmed(view, word.start(2), position)
            if end < position:
                break
        return end

    def _goes_on(self, key: str, word: re.Match[str], is_listed: bool) -> bool:
        sign = word[2]
        if word[1] and not sign[0].islower():  # a new line
            return False
        if not (sign[0].isalnum() or sign in _JOINTS):
            return False
        if is_listed and not sign[0].islower():  # ", Sở Y tế đã ..."
            return False
        cites = sign[0].isupper() and self.types.match(key, word.start(2))
        ends = sign[0].islower() and self.stops.match(key, word.start(2))  # "tỉnh Cao Bằng" is no "bằng"
        return not cites and not ends


def _trimmed(view: str, start: int, end: int) -> int:
    """A word's end without the full stop or slash that closes it, or the number of a footnote."""
    word = view[start:end].rstrip("./&'’")
    return start + len(word if word[0].isdigit() else word.rstrip("0123456789"))


@cache
def name_reader(*lists: str) -> NameReader:
    """The reader that stops at the phrases of some lists of the table `name_stops`."""
    rows = table("name_stops")
    stops = [phrase for name in lists for phrase in rows[name]]
    types = [*(row["word"] for row in table("document_types")["document"]), "Điều", "Khoản", "Điểm"]
    return NameReader(re.compile(f"{words_pattern(stops)}|{_SOMETIMES}"), re.compile(words_pattern(types)))
