"""Numbers printed without their noun: `1.860 học viên (bắt buộc 1.702, tự nguyện 158), giảm 40 so với …`."""

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
# "912 hồ sơ (so với năm 2021 giảm 360, so với năm 2020 tăng 87)": of what was counted before
_CHANGE = re.compile(
    r"(?<!\w)(?:tăng|giảm)[ ](?:thêm[ ])?(?P<number>[1-9]\d{0,2}(?:\.\d{3})+|[1-9]\d{0,3})"
    r"(?=[ ]?[,;)](?!\d)|\.(?!\d)|[ ]so với)"
)
# "môn Sử có 21.392 thí sinh, môn Địa | có 21.101 và môn Hóa có 19.684": the noun is that of the first
_SIBLING = re.compile(
    r"(?:[,;]|,? và)[ ](?P<label>[^\W\d_][^,;.:()|\d\n]{1,40}?)[ ](?:có|là|đạt|còn)[ ]"
    r"(?P<number>[1-9]\d{0,2}(?:\.\d{3}){1,3}|[1-9]\d{1,2})"
    r"(?=[ ]?(?:[,;](?!\d)|\.(?!\d)|$|\n)|,?[ ]và[ ])"
)
_SAID = re.compile(r"(?:[ ][^\W\d_]{1,8}){0,4}?(?=,|;| và)")
_CLOSE = 0.02  # a total that its parts miss by so little is an account with an error
_LEAST_TOTAL = 50
_SEVERAL = 2


def with_nouns_left_out(text: str, folded: str, quantities: Sequence[Quantity]) -> list[Quantity]:
    """The quantities with all numbers whose noun is that of another one: parts, items of a row, changes."""
    found = with_bare_parts(text, folded, quantities)
    for add in (with_bare_siblings, with_bare_changes):
        found = add(text, folded, found)
    return found


def with_bare_parts(text: str, folded: str, quantities: Sequence[Quantity]) -> list[Quantity]:
    """The quantities, and the numbers without a noun that add up to one of them."""
    starts = [quantity.start for quantity in quantities]
    found: dict[int, Quantity] = {}
    for opening in _OPENING.finditer(folded):
        end = _end_of_account(folded, opening)
        for part in _account(text, folded, opening, end, quantities, starts):
            found.setdefault(part.start, part)
    return sorted([*quantities, *found.values()], key=lambda quantity: quantity.start)


def with_bare_changes(text: str, folded: str, quantities: Sequence[Quantity]) -> list[Quantity]:
    """The quantities, and the changes without a noun that follow a count in its sentence."""
    starts = [quantity.start for quantity in quantities]
    found: list[Quantity] = []
    for change in _CHANGE.finditer(folded):
        start = change.start("number")
        at = bisect_left(starts, start) - 1
        value = read_digits(change["number"])
        count = quantities[at] if at >= 0 else None
        if value is None or count is None or count.kind in MEASURED or count.end > start:
            continue
        if count.start >= _sentence_before(folded, start):
            found.append(_part(text[start : change.end("number")], start, value, count))
    return sorted([*quantities, *found], key=lambda quantity: quantity.start)


def with_bare_siblings(text: str, folded: str, quantities: Sequence[Quantity]) -> list[Quantity]:
    """The quantities, and the numbers that follow a count in a row of items and leave its noun out."""
    found: list[Quantity] = []
    for quantity in quantities:
        count = quantity
        if count.kind in MEASURED or count.denominator is not None:
            continue
        while sibling := _SIBLING.match(folded, _item_end(folded, count)):
            value = read_digits(sibling["number"])
            start, end = sibling.span("number")
            if value is None or _is_covered(quantities, start):
                break
            count = _part(text[start:end], start, value, quantity)
            found.append(count)
    return sorted([*quantities, *found], key=lambda quantity: quantity.start)


def _item_end(folded: str, count: Quantity) -> int:
    """Behind a count and what little is said of it: `21.392 thí sinh đăng ký`."""
    said = _SAID.match(folded, count.end)
    return said.end() if said else count.end


def _is_covered(quantities: Sequence[Quantity], place: int) -> bool:
    at = bisect_left(quantities, place, key=lambda quantity: quantity.end)
    return at < len(quantities) and quantities[at].start <= place


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
    """Counts of the same sentence, or of the one before where the account opens its own; nearest first."""
    sentence = _sentence_before(folded, place)
    if folded[place] != "(" and not folded[sentence:place].strip(" .\n"):
        sentence = _sentence_before(folded, sentence)  # "Có 912 hồ sơ. Trong đó, …"
    found: list[Quantity] = []
    for at in range(bisect_left(starts, place) - 1, -1, -1):
        if quantities[at].start < max(sentence, place - _LONGEST_ACCOUNT):
            break
        if quantities[at].kind not in MEASURED and quantities[at].denominator is None:
            found.append(quantities[at])
    return found


def _sentence_before(folded: str, place: int) -> int:
    """Where the sentence begins, or as far back as an account may reach."""
    least = max(0, place - _LONGEST_ACCOUNT)
    return max(least, *(folded.rfind(mark, least, place) for mark in ("\n", ". ")))


def _makes_up(total: Quantity, sum_of_parts: float, counts: Sequence[float]) -> bool:
    off = abs(total.value - sum_of_parts)
    is_near = not counts and total.value >= _LEAST_TOTAL and off <= _CLOSE * total.value
    return total.modifier is Modifier.EXACT and (off == 0 or is_near)


def _part(printed: str, start: int, value: float, total: Quantity) -> Quantity:
    end = start + len(printed)
    return Quantity(start, end, printed, value, total.unit, total.kind, Modifier.EXACT, None, start)
