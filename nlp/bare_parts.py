"""Parts of a total that are printed without their noun: `1.860 học viên (bắt buộc 1.702, tự nguyện 158)`."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from corpus.records import Modifier
from nlp.numerals import DIGITS, read_digits
from nlp.quantity import Quantity
from nlp.units import MEASURED

# "(", "; trong đó: ", ", gồm ": where the account of a total begins, in its own sentence
_OPENING = re.compile(
    r"\(|(?<!\w)(?:trong (?:số )?đó|bao gồm|gồm(?: có)?|cụ thể(?: là)?|chia ra)(?!\w)[ ]?:?", re.IGNORECASE
)
_LONGEST_ACCOUNT = 400
# "bắt buộc 1.702,", "tự nguyện: 158)": a label in words, the number, and the end of the item
_ITEM = re.compile(
    rf"(?:^|[,;(:]|[ ]và)[ ]?(?:trong đó:?[ ])?(?P<label>[^\W\d_](?:[^\W\d_]|[ ./–-]){{1,60}}?)[ ]?:?[ ]"
    rf"(?P<number>{DIGITS.pattern})(?=[ ]?(?:[,;)]|\.(?!\d)|[ ]và[ ]|$))"
)
_CLOSE = 0.02  # a total that its parts miss by so little is an account with an error
_LEAST_TOTAL = 50
_SEVERAL = 2


def with_bare_parts(text: str, folded: str, quantities: Sequence[Quantity]) -> list[Quantity]:
    """The quantities, and the numbers without a noun that add up to one of them."""
    starts = [quantity.start for quantity in quantities]
    found: dict[int, Quantity] = {}
    for opening in _OPENING.finditer(folded):
        end = _end_of_account(folded, opening)
        for part in _account(text, folded, opening, end, quantities, starts):
            found.setdefault(part.start, part)
    return sorted([*quantities, *found.values()], key=lambda quantity: quantity.start)


def _end_of_account(folded: str, opening: re.Match[str]) -> int:
    """The closing bracket, else the end of the sentence."""
    closing = re.compile(r"[)\n]" if opening[0] == "(" else r"[)\n]|\.(?=\s|\Z)")
    end = closing.search(folded, opening.end(), opening.end() + _LONGEST_ACCOUNT)
    return end.start() if end else min(len(folded), opening.end() + _LONGEST_ACCOUNT)


def _account(
    text: str,
    folded: str,
    opening: re.Match[str],
    end: int,
    quantities: Sequence[Quantity],
    starts: Sequence[int],
) -> list[Quantity]:
    """The bare numbers of one account, where they and the counts among them make up a total before it."""
    own = quantities[bisect_left(starts, opening.end()) : bisect_left(starts, end)]
    printed = [
        (item["number"], opening.end() + item.start("number"))
        for item in _ITEM.finditer(folded[opening.end() : end])
    ]
    items = [
        (number, start)
        for number, start in printed
        if not any(other.start < start + len(number) and start < other.end for other in own)
    ]
    if not items:
        return []
    for total in _totals_before(folded, opening.start(), quantities, starts):
        counts = [other.value for other in own if other.unit == total.unit and other.denominator is None]
        values = [read_digits(number) or 0.0 for number, _ in items]
        if len(values) + len(counts) >= _SEVERAL and _makes_up(total, sum(values) + sum(counts), counts):
            return [
                _part(text[start : start + len(number)], start, value, total)
                for (number, start), value in zip(items, values, strict=True)
            ]
    return []


def _totals_before(
    folded: str, place: int, quantities: Sequence[Quantity], starts: Sequence[int]
) -> list[Quantity]:
    """Counts of the same sentence, nearest first."""
    sentence = max(folded.rfind(mark, 0, place) for mark in ("\n", ". "))
    found: list[Quantity] = []
    for at in range(bisect_left(starts, place) - 1, -1, -1):
        if quantities[at].start < max(sentence, place - _LONGEST_ACCOUNT):
            break
        if quantities[at].kind not in MEASURED and quantities[at].denominator is None:
            found.append(quantities[at])
    return found


def _makes_up(total: Quantity, sum_of_parts: float, counts: Sequence[float]) -> bool:
    off = abs(total.value - sum_of_parts)
    is_near = not counts and total.value >= _LEAST_TOTAL and off <= _CLOSE * total.value
    return total.modifier is Modifier.EXACT and (off == 0 or is_near)


def _part(printed: str, start: int, value: float, total: Quantity) -> Quantity:
    end = start + len(printed)
    return Quantity(start, end, printed, value, total.unit, total.kind, Modifier.EXACT, None, start)
