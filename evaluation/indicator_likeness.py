"""Whether two phrases name the same thing that is counted."""

from __future__ import annotations

import re
import unicodedata

from evaluation.likeness import phrase, word_f1, words

EMPTY_WORDS = {"số", "tỷ", "tỉ", "lệ", "của", "các", "được"}
ALIKE = 0.5  # F1 of the words
ENOUGH = 3  # words that suffice where nothing else is said
# Two sides that no phrase may swap; "tăng cường", "giảm nghèo" and "giảm hại" are on neither.
_CONTRASTS = (
    (r"\bbắt buộc\b", r"\btự nguyện\b"),
    (r"\b(?:tại|ở) (?:gia đình|cộng đồng)\b", r"\b(?:tại|ở) (?:các )?(?:cơ sở|trung tâm)\b"),
    (r"\btăng(?! cường)\b", r"\b(?<!miễn )giảm(?! nghèo| hại| tác hại)\b"),
)
_MEN = re.compile(r"^Nam\b|\bnam\b")  # "Việt Nam" keeps its capital inside a phrase
_WOMEN = re.compile(r"\bnữ\b", re.IGNORECASE)


def same_indicator(gold: str | None, found: str | None) -> bool:
    """Half of the words shared, or nothing but the gold's words and enough of them; never the opposite."""
    if _is_opposite(gold, found):
        return False
    wanted, stated = _telling(gold), _telling(found)
    if word_f1(wanted, stated) >= ALIKE:
        return True
    few, many = set(stated), set(wanted)
    return few < many and (len(few) >= ENOUGH or 2 * len(few) >= len(many))


def _telling(indicator: str | None) -> list[str]:
    return [word for word in words(indicator) if word not in EMPTY_WORDS]


def _is_opposite(gold: str | None, found: str | None) -> bool:
    """The gold is on one side of a contrast and the other names the other side."""
    for (left, right), (found_left, found_right) in zip(_sides(gold), _sides(found), strict=True):
        if left != right and (found_right if left else found_left):
            return True
    return False


def _sides(indicator: str | None) -> list[tuple[bool, bool]]:
    said, printed = phrase(indicator), unicodedata.normalize("NFC", indicator or "")
    sides = [(bool(re.search(one, said)), bool(re.search(other, said))) for one, other in _CONTRASTS]
    return [*sides, (bool(_MEN.search(printed)), bool(_WOMEN.search(printed)))]
