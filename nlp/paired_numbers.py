"""Two numbers with one unit: `14/15 huyện`, `từ 6 đến 12 tháng`, `1.900 trong tổng số 3.870 người`."""

from __future__ import annotations

import re
from dataclasses import replace

from corpus.records import Modifier
from nlp.modifiers import Left, read_left
from nlp.numbering import WINDOW, frames, is_year, names_something
from nlp.numerals import DIGITS, Amount, read_amount, read_digits
from nlp.quantity import Quantity, QuantityPage, quantity_of, value_in
from nlp.units import GENERIC, MEASURED, Unit

# "14/15 huyện", "1.193 /1.106 người", "552 người/920 người".
OVER = re.compile(r"[ ]?/[ ]?(?=\d)")
# "2/3 số hộ": the word between a fraction and what it is a fraction of.
_OF_ALL = re.compile(r"[ ](?:tổng[ ])?số(?=[ ])")
# "từ 6 đến 12 tháng", "100 - 200 người", "từ 12% lên 15%".
_TO = re.compile(r"[ ]?-[ ]?(?=\d)|[ ](?:cho đến|lên đến|lên tới|lên|xuống còn|xuống|đến|tới|còn)[ ]")
_CHANGING = ("lên", "xuống", "còn")
_OUT_OF = re.compile(r"[ ](?:trong|trên)[ ](?:tổng )?số[ ](?=\d)")
# "có độ tuổi từ 22 đến 29"
_AGES = re.compile(r"(?<!\w)tuổi[ ](?:đời[ ])?(?:từ|khoảng)[ ]\Z")
_DIGIT = re.compile(r"\d")


def read_fraction(page: QuantityPage, amount: Amount, left: Left) -> list[Quantity]:
    own = page.unit_after(amount.end, unknown=False)
    over = OVER.match(page.folded, own.end if own else amount.end)
    below = read_amount(page.folded, over.end()) if over else None
    if below is None or page.is_taken(below.start, below.end) or not below.decimal:
        return []
    of_all = _OF_ALL.match(page.folded, below.end)
    unit = page.unit_after(of_all.end() if of_all else below.end, unknown=False) or own
    if unit is None or (unit.kind in ("duration", "age") and own is None):
        return []
    if names_something(page.folded, amount.start, unit):
        return []
    if own is not None and not _is_like(own, unit):  # "15 vụ/20 đối tượng": two counts
        return [
            quantity_of(page, amount, own, left),
            quantity_of(page, below, unit, read_left(page.folded, below.start)),
        ]
    above = _scaled_like(page.folded, amount, below) if below.scaled and not amount.scaled else amount
    one = quantity_of(page, above, unit, left, end=max(unit.end, below.end))
    return [replace(one, denominator=value_in(below, unit))]


def _is_like(own: Unit, unit: Unit) -> bool:
    """`552 người/920 học viên` are the same people; `15 lớp/450 học viên` are two things."""
    if own.name == unit.name:
        return True
    return own.kind == unit.kind == "person" and bool({own.name, unit.name} & GENERIC)


def read_range(page: QuantityPage, amount: Amount, left: Left) -> list[Quantity]:
    """`từ 6 đến 12 tháng`, `100 - 200 triệu đồng`: two quantities, the first may take the second's unit."""
    own = page.unit_after(amount.end, unknown=False)
    to = _TO.match(page.folded, own.end if own else amount.end)
    far_left = read_left(page.folded, _number_after(page.folded, to.end())) if to else None
    far = read_amount(page.folded, _number_after(page.folded, to.end())) if to else None
    if to is None or far is None or far_left is None or far_left.lead < to.start():
        return []
    if page.is_taken(far.start, far.end):
        return []
    unit = page.unit_after(far.end, unknown=own is None and left.opens_range)
    unit = unit or _unsaid_unit(page.folded, amount, far)
    if (
        unit is None
        or not _is_range(page, amount, far, own, unit)
        or names_something(page.folded, amount.start, unit)
    ):
        return []
    if frames(page.folded, amount.start, unit):
        return []
    first = amount if amount.scaled or own or not far.scaled else _scaled_like(page.folded, amount, far)
    is_change = to[0].strip().split(" ")[0] in _CHANGING
    left = replace(left, opens_range=left.opens_range and not is_change)
    low = quantity_of(page, first, own or unit, left, end=own.end if own else amount.end)
    high = quantity_of(page, far, unit, far_left)
    if is_change:
        return [low, high]
    return [_bounded(low, Modifier.AT_LEAST), _bounded(high, Modifier.AT_MOST)]


def _unsaid_unit(folded: str, amount: Amount, far: Amount) -> Unit | None:
    """`từ 5,2 triệu đến 42,9 triệu` is money, `độ tuổi từ 22 đến 29` are years of age."""
    if far.scaled and not far.spelled:
        return Unit(far.end, far.end, "đồng", "money")
    is_age = _AGES.search(folded[max(0, amount.start - WINDOW) : amount.start]) is not None
    return Unit(far.end, far.end, "tuổi", "age") if is_age else None


def _is_range(page: QuantityPage, low: Amount, high: Amount, own: Unit | None, unit: Unit) -> bool:
    if own is None:
        printed = page.folded[low.start : low.end]
        return low.decimal != high.decimal and not is_year(printed, unit)
    return own.name == unit.name or (own.kind == unit.kind and unit.kind in MEASURED)


def _bounded(quantity: Quantity, bound: Modifier) -> Quantity:
    return replace(quantity, modifier=bound) if quantity.modifier in (Modifier.EXACT, bound) else quantity


def _scaled_like(folded: str, amount: Amount, other: Amount) -> Amount:
    """`từ 30 đến 50 triệu đồng`: the scale of the second is the first's too."""
    digits = DIGITS.match(folded, other.start)
    bare = read_digits(digits[0], decimal_comma=True) if digits else None
    value = round(amount.decimal * other.value / bare, 6) if bare else amount.decimal
    return replace(amount, value=value, decimal=value)


def _number_after(folded: str, start: int) -> int:
    """Where the digits begin that follow here, over a few words of modification (`dưới`, `không quá`)."""
    digits = _DIGIT.search(folded, start, start + WINDOW // 2)
    return digits.start() if digits else start


def read_out_of(page: QuantityPage, amount: Amount, left: Left) -> list[Quantity]:
    """`khoảng 1.900 trong tổng số 3.870 người`: the part has the unit of its total."""
    out_of = _OUT_OF.match(page.folded, amount.end)
    total = read_amount(page.folded, out_of.end()) if out_of else None
    unit = page.unit_after(total.end, unknown=False) if total else None
    if total is None or unit is None or unit.kind == "duration" or amount.value > total.value:
        return []
    if names_something(page.folded, left.lead, unit):
        return []
    return [quantity_of(page, amount, unit, left, end=amount.end)]
