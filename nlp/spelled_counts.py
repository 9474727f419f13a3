"""Which numbers in words count something: `hai mươi lăm xã`, and not `Ba Đình` or `năm học`."""

from __future__ import annotations

import re

from nlp.numbering import WINDOW
from nlp.numerals import Amount
from nlp.units import Unit

_DIGIT_BEFORE = re.compile(r"\d[ ]\Z")
# "giải Ba học sinh giỏi", "phường Năm": behind a word in the same sentence, a capital makes a name
_INSIDE = re.compile(r"[^\W\d_][ ]\Z")
_KINDS = frozenset({"area", "office", "person", "household", "case", "duration", "age", "money", "share"})
_WEAK_PEOPLE = frozenset(
    {"ông", "bà", "anh", "chị", "em", "bé", "nam", "nữ", "dân", "trẻ", "lính", "khách", "ca"}
)
_FIVE_OR_YEAR = (
    "hàng",
    "hằng",
    "mỗi",
    "nhiều",
    "các",
    "từng",
    "cuối",
    "đầu",
    "trong",
    "qua",
    "vài",
    "sau",
    "trước",
    "mấy",
    "cả",
    "giữa",
    "những",
    "một",
    "theo",
    "tháng",
    "tháng,",
)


def is_name(text: str, start: int) -> bool:
    """A capital inside a sentence that is not all in capitals: `giải Ba`, `thị trấn Năm Căn`."""
    if not text[start].isupper() or not _INSIDE.search(text[max(0, start - WINDOW) : start]):
        return False
    return not text[max(0, start - WINDOW) : start].isupper()


def spells_a_count(folded: str, amount: Amount, unit: Unit) -> bool:
    """By its unit and the words before, a number in words is one: `một` and `năm` most often are not."""
    if unit.kind not in _KINDS or unit.name in _WEAK_PEOPLE:
        return False
    before = folded[max(0, amount.start - WINDOW) : amount.start]
    if "bằng chữ" in before:
        return False
    if amount.value == 1:  # "một xã, phường, thị trấn", "mỗi huyện chọn một xã"; else it is an article
        return unit.kind == "area" and ("," in unit.name or re.search(r"(?<!\w)mỗi[ ]", before) is not None)
    if amount.value == 5 and _DIGIT_BEFORE.search(before):
        return False  # "kỷ niệm 90 năm thành lập"
    if amount.value == 5:  # năm is five and year
        return not before.endswith(tuple(f"{word} " for word in _FIVE_OR_YEAR)) and unit.kind != "duration"
    return True
