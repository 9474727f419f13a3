"""Numbers that count or measure something, with their unit, modifier and denominator."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest

from corpus.records import Modifier
from nlp.labelled_numbers import read_labelled
from nlp.levels import leads_to
from nlp.modifiers import Left, read_left
from nlp.numbering import WINDOW, frames, is_attached, is_year, names_something
from nlp.numerals import DIGITS, WORDS, Amount, read_amount, read_words
from nlp.paired_numbers import read_fraction, read_out_of, read_range
from nlp.patterns import LOWER
from nlp.quantity import Quantity, QuantityPage, Stretch, quantity_of, quantity_page
from nlp.spelled_counts import is_name, spells_a_count
from nlp.units import Unit

_NUMBER = re.compile(f"{DIGITS.pattern}|{WORDS.pattern}")
# "xây dựng | 12 điểm tiếp công dân", "- | 15 chốt": behind a word in small letters, or first of its item
_COUNTS_AFTER = re.compile(rf"(?<![^\W\d_])[{LOWER}][^\W\d_]*[ ]$|(?:^|[\n(,;:.])[ ]?(?:[-+•*][ ]?){{0,2}}\Z")
# "1.2 Cá nhân cư trú"
_HEADING = re.compile(r"[1-9]\d?(?:\.\d{1,2}){0,3}")
_BILLION = ("tỷ", "tỉ")  # "126 tỷ nộp về quỹ" is money
_LEAST_BARE_SUM = 100  # dong


def find_quantities(text: str, *, taken: Sequence[Stretch] = ()) -> tuple[Quantity, ...]:
    """Every quantity outside the stretches that are taken (references, dates), in the order of the text."""
    page = quantity_page(text, taken)
    found: list[Quantity] = []
    resume = 0
    for number in _NUMBER.finditer(page.folded):
        if number.start() >= resume and not page.is_taken(number.start(), number.end()):
            found.extend(_read(page, number.start(), resume))
            resume = max(resume, found[-1].end if found else 0)
    return tuple(_without_bound(page.folded, found))


def _without_bound(folded: str, found: Sequence[Quantity]) -> Iterator[Quantity]:
    """`giảm từ 45% năm 2018 xuống 40%`: here `từ` gives no least value."""
    for quantity, following in zip_longest(found, found[1:]):
        is_level = following and leads_to(folded, quantity.lead, quantity.end, following.lead)
        is_bound = is_level and quantity.modifier is Modifier.AT_LEAST
        yield replace(quantity, modifier=Modifier.EXACT) if is_bound else quantity


def _read(page: QuantityPage, start: int, resume: int) -> list[Quantity]:
    """The quantities that begin here: none, one, or the two ends of a range."""
    if not page.folded[start].isdigit():
        return _read_spelled(page, start, resume)
    amount = read_amount(page.folded, start)
    if amount is None or is_attached(page.folded, start):
        return []
    left = read_left(page.folded, start)
    for reading in (read_fraction, read_range, _read_plain, read_out_of, read_labelled):
        found = reading(page, amount, left)
        if found:
            return found
    return []


def _read_plain(page: QuantityPage, amount: Amount, left: Left) -> list[Quantity]:
    printed = page.folded[amount.start : amount.end]
    unit = page.unit_after(amount.end, unknown=_may_count(page, amount, printed, left))
    is_bare = unit is None or (unit.kind == "other" and page.folded.endswith(_BILLION, 0, amount.end))
    if is_bare and amount.scaled and not amount.spelled:
        unit = Unit(amount.end, amount.end, "đồng", "money")
    if unit is None or _is_glued(amount, unit) or is_year(printed, unit):
        return []
    if _is_named(page, amount, left, unit) or frames(page.folded, amount.start, unit):
        return []
    if _numbers_heading(page, amount, unit):
        return []
    return [quantity_of(page, amount, unit, left)]


def _numbers_heading(page: QuantityPage, amount: Amount, unit: Unit) -> bool:
    """`1.2 Cá nhân cư trú` at the start of a line: its number, and a noun with a capital."""
    before = page.text[max(0, amount.start - 2) : amount.start].rstrip(" ")
    begins = not before or before.endswith("\n")
    word = page.text[unit.start : unit.end]
    return (
        begins
        and _HEADING.fullmatch(page.text, amount.start, amount.end) is not None
        and word[:1].isupper() != word.isupper()
    )


def _is_named(page: QuantityPage, amount: Amount, left: Left, unit: Unit) -> bool:
    """`tháng 5`, `tổ 3`; but `cùng ngày gần 30 phụ huynh` counts: no name has a modifier in it."""
    if left.lead < amount.start and not left.opens_range:
        return False
    return names_something(page.folded, left.lead, unit)


def _is_glued(amount: Amount, unit: Unit) -> bool:
    """Letters at the digits are a unit's sign or part of a name: `12ha` and `200.000đ`, not `2A`, `04đ`."""
    if (
        unit.start == amount.end
        and unit.kind == "money"
        and amount.value < _LEAST_BARE_SUM
        and not amount.scaled
    ):
        return True
    return unit.start == amount.end < unit.end and unit.kind not in ("measure", "money", "share")


def _may_count(page: QuantityPage, amount: Amount, printed: str, left: Left) -> bool:
    """By the look of the number and the word before it, even an unknown noun behind it is counted."""
    if (
        amount.scaled
        or left.lead < amount.start
        or "." in printed
        or (printed.startswith("0") and len(printed) > 1)
    ):
        return True
    if re.fullmatch(r"(?:19|20)\d\d", printed):
        return False
    before = page.text[max(0, amount.start - WINDOW) : amount.start]
    return _COUNTS_AFTER.search(before) is not None


def _read_spelled(page: QuantityPage, start: int, resume: int) -> list[Quantity]:
    amount = read_words(page.folded, start)
    if amount is None or page.is_taken(start, amount.end):
        return []
    if page.folded[max(0, start - 1) : start] == "(" and start - resume <= 2:
        return []  # "500.000 đồng (năm trăm nghìn đồng)"
    unit = page.unit_after(amount.end, unknown=False)
    if unit is None or is_name(page.text, start) or not spells_a_count(page.folded, amount, unit):
        return []
    left = read_left(page.folded, start)
    if _is_named(page, amount, left, unit):
        return []
    if frames(page.folded, start, unit):
        return []
    return [replace(quantity_of(page, amount, unit, left), spelled=True)]
