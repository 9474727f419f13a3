"""What a question wants counted: the words behind `bao nhiêu`, or a measure that it names."""

from __future__ import annotations

import re

from nlp.fold import fold, unaccent
from search_api.comparing import comparable
from search_api.question_words import Words, in_vietnamese, measures, split

TAIL = r"\s+([^\W\d_]+(?:,?\s+[^\W\d_]+){0,3})"  # the unit, and what may follow it

# "có bao nhiêu tỉnh, thành phố tham gia", "mấy nghị quyết"; a comma right behind ends it
_HOW_MANY = re.compile(rf"(?<!\w)(?:bao nhiêu|mấy|bao nhieu|may){TAIL}")
_NUMBER_OF = re.compile(rf"^(?:số|so)(?!\w){TAIL}")  # "Số người nghèo của tỉnh"
_ENGLISH = re.compile(rf"how many{TAIL}")


def asked_unit(text: str, *, accented: bool) -> str | None:
    """In the accents of the question, and longer than the unit may be; None where it names no measure."""
    key = fold(text) if accented else unaccent(fold(text))
    if match := _HOW_MANY.search(key):
        return _counted(match[1], accented=accented)
    if match := _ENGLISH.search(key):
        return " ".join(in_vietnamese(match[1].split()[:2])) or None
    words = Words(split(text, accented=accented), accented)
    named = next((unit for unit, phrases in measures() if words.find(phrases)), None)
    return named or (match[1] if (match := _NUMBER_OF.match(key)) else None)


def _counted(tail: str, *, accented: bool) -> str:
    """`bao nhiêu phần trăm`, `bao nhiêu tiền`, `bao nhiêu tỷ đồng`, `bao nhiêu người`."""
    for unit, words in (("%", ("phần trăm",)), ("đồng", ("tiền", "đồng", "tỷ", "triệu"))):
        if any(f"{tail} ".startswith(f"{comparable(word, accented=accented)} ") for word in words):
            return unit
    return tail
