"""When two wordings say the same: Vietnamese spelling variants, names of bodies and places, numbers."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence

from nlp.fold import canonical_number, fold

# "Cư M'gar" is one word more than "Cư Mgar" unless the apostrophe goes.
_APOSTROPHES = dict.fromkeys(map(ord, "’'`ʼ"))
_WORD = re.compile(r"[^\W_]+|%")

# Short forms of bodies, in words: "Sở LĐ-TB&XH" is read as "sở lđ tb xh".
_BODIES = (
    ("lđ ?tb(?: và)? ?xh", "lao động thương binh và xã hội"),
    ("ubnd|ub(?! mttq)", "ủy ban nhân dân"),
    ("hđnd", "hội đồng nhân dân"),
    ("mttq", "mặt trận tổ quốc"),
    ("ttg", "thủ tướng"),
    ("tp", "thành phố"),
    ("bca", "bộ công an"),
    ("byt", "bộ y tế"),
    ("btc", "bộ tài chính"),
)
# Spellings of places, and the words before a province that say nothing.
_PLACES = (
    ("tp ?hcm|hcmc?|ho chi minh(?: city)?|sài gòn", "hồ chí minh"),
    ("toàn quốc|việt nam|trong nước", "cả nước"),
    ("đắc lắc|đăk l[ắă]k", "đắk lắk"),
    ("đăk|đắc", "đắk"),
    ("thành phố|tỉnh|tp", " "),
)


def _compiled(rows: Sequence[tuple[str, str]]) -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(rf"\b(?:{pattern})\b"), plain) for pattern, plain in rows)


_BODY_FORMS, _PLACE_FORMS = _compiled(_BODIES), _compiled(_PLACES)


def words(text: str | None) -> list[str]:
    """Folded words, numbers and per cent signs."""
    return _WORD.findall(fold(text or "").translate(_APOSTROPHES))


def phrase(text: str | None) -> str:
    return " ".join(words(text))


def on_one_line(text: str | None) -> str:
    """White space made alike, nothing else."""
    return " ".join((text or "").split())


def body_key(text: str | None) -> str:
    return _rewritten(phrase(text), _BODY_FORMS)


def place_key(text: str | None) -> str:
    return _rewritten(phrase(text), _PLACE_FORMS)


def _rewritten(text: str, forms: Sequence[tuple[re.Pattern[str], str]]) -> str:
    for pattern, plain in forms:
        text = pattern.sub(plain, text)
    return " ".join(text.split())


def number_key(number: str | None) -> str | None:
    """A document's number for comparing; None for none."""
    return canonical_number(number).upper() or None if number else None


def one_holds_other(one: str, other: str) -> bool:
    """One of two phrases lies inside the other, on word borders."""
    return bool(one and other) and (f" {one} " in f" {other} " or f" {other} " in f" {one} ")


def same_body(one: str | None, other: str | None) -> bool:
    first, second = body_key(one), body_key(other)
    return first == second or one_holds_other(first, second)


def same_value(one: float | None, other: float | None) -> bool:
    if one is None or other is None:
        return one is other
    return math.isclose(one, other, rel_tol=1e-9)


def word_f1(one: Sequence[str], other: Sequence[str]) -> float:
    shared = (Counter(one) & Counter(other)).total()
    return 2 * shared / (len(one) + len(other)) if one or other else 1.0


def word_overlap(one: Sequence[str], other: Sequence[str]) -> float:
    """Shared words among all of both, each counted once."""
    together = set(one) | set(other)
    return len(set(one) & set(other)) / len(together) if together else 0.0
