"""Numbers that count or measure something, with their unit, modifier and denominator."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import Protocol

from corpus.records import Modifier, Span
from nlp.fold import fold
from nlp.levels import leads_to
from nlp.modifiers import Left, modifier_after, read_left
from nlp.numbering import (
    WINDOW,
    frames,
    is_attached,
    is_year,
    names_something,
)
from nlp.numerals import DIGITS, WORDS, Amount, read_amount, read_digits, read_words
from nlp.spelled_counts import is_name, spells_a_count
from nlp.units import GENERIC, MEASURED, PEOPLE, Unit, known_unit_at, read_unit

_NUMBER = re.compile(f"{DIGITS.pattern}|{WORDS.pattern}")
# "03 (ba) người": the number again in words.
_IN_WORDS = re.compile(r"[ ]?\([^\W\d_]{2,6}(?:[ ][^\W\d_]{2,6}){0,9}\)")
# "14/15 huyện", "1.193 /1.106 người", "552 người/920 người".
_OVER = re.compile(r"[ ]?/[ ]?(?=\d)")
# "2/3 số hộ": the word between a fraction and what it is a fraction of.
_OF_ALL = re.compile(r"[ ](?:tổng[ ])?số(?=[ ])")
# "từ 6 đến 12 tháng", "100 - 200 người", "từ 12% lên 15%".
_TO = re.compile(r"[ ]?-[ ]?(?=\d)|[ ](?:cho đến|lên đến|lên tới|lên|xuống còn|xuống|đến|tới|còn)[ ]")
_OUT_OF = re.compile(r"[ ](?:trong|trên)[ ](?:tổng )?số[ ](?=\d)")
_DIGIT = re.compile(r"\d")
_CHANGING = ("lên", "xuống", "còn")
# "số học viên nữ 12;", "Số hộ nghèo: 1.234": the noun stands before its number, and nothing after it.
_ENDS = re.compile(r"[ ]?(?:[;,.)\]*|](?!\d)|[ ]\(|$|\n|[ ]-[ ])")
_LABEL = re.compile(
    r"(?:^|[\n;:(),.|*+])[ ]?(?:[-+*•][ ]?)?(?:trong đó:?[ ])?(?P<number>(?:tổng[ ])?số(?:[ ]lượng)?[ ])?"
    r"(?P<noun>(?:[^\W\d_]|[ /–-]){2,70}?)(?P<tie>:|[ ]là|[ ]có|[ ]đạt|)[ ]?\Z"
)
_HEADING = re.compile(r"[1-9]\d?(?:\.\d{1,2}){0,3}")
_BILLION = ("tỷ", "tỉ")  # "126 tỷ nộp về quỹ" is money
_LEAST_BARE_SUM = 100  # dong


class Stretch(Protocol):
    """A part of the text that something else owns: a reference, a date, a row of a table."""

    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Quantity(Span):
    """A number with its unit; `lead` is where its modifier begins, `kind` what its unit counts."""

    value: float
    unit: str
    kind: str
    modifier: Modifier
    denominator: float | None
    lead: int
    labelled: bool = False  # its noun stands before it
    spelled: bool = False


def find_quantities(text: str, *, taken: Sequence[Stretch] = ()) -> tuple[Quantity, ...]:
    """Every quantity outside the stretches that are taken (references, dates), in the order of the text."""
    page = _Page(text, fold(text), _merged(taken))
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


@dataclass(frozen=True, slots=True)
class _Page:
    text: str
    folded: str
    taken: tuple[tuple[int, int], ...]

    def is_taken(self, start: int, end: int) -> bool:
        """Something else owns a part of this stretch."""
        after = bisect_right(self.taken, (end - 1, len(self.text)))
        return after > 0 and self.taken[after - 1][1] > start

    def unit_after(self, end: int, *, unknown: bool) -> Unit | None:
        words = _IN_WORDS.match(self.folded, end)
        unit = read_unit(self.text, self.folded, words.end() if words else end, unknown=unknown)
        return None if unit is None or self.is_taken(unit.start, unit.end) else unit

    def span(self, start: int, end: int) -> tuple[int, int, str]:
        return start, end, self.text[start:end]


def _merged(spans: Sequence[Stretch]) -> tuple[tuple[int, int], ...]:
    merged: list[tuple[int, int]] = []
    for span in sorted(spans, key=lambda span: span.start):
        if merged and span.start <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(merged[-1][1], span.end)
        else:
            merged.append((span.start, span.end))
    return tuple(merged)


def _read(page: _Page, start: int, resume: int) -> list[Quantity]:
    """The quantities that begin here: none, one, or the two ends of a range."""
    if not page.folded[start].isdigit():
        return _read_spelled(page, start, resume)
    amount = read_amount(page.folded, start)
    if amount is None or is_attached(page.folded, start):
        return []
    left = read_left(page.folded, start)
    for reading in (_read_fraction, _read_range, _read_plain, _read_out_of, _read_labelled):
        found = reading(page, amount, left)
        if found:
            return found
    return []


def _read_fraction(page: _Page, amount: Amount, left: Left) -> list[Quantity]:
    own = page.unit_after(amount.end, unknown=False)
    over = _OVER.match(page.folded, own.end if own else amount.end)
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
            _quantity(page, amount, own, left),
            _quantity(page, below, unit, read_left(page.folded, below.start)),
        ]
    above = _scaled_like(page.folded, amount, below) if below.scaled and not amount.scaled else amount
    one = _quantity(page, above, unit, left, end=max(unit.end, below.end))
    return [replace(one, denominator=_value(below, unit))]


def _is_like(own: Unit, unit: Unit) -> bool:
    """`552 người/920 học viên` are the same people; `15 lớp/450 học viên` are two things."""
    if own.name == unit.name:
        return True
    return own.kind == unit.kind == "person" and bool({own.name, unit.name} & GENERIC)


def _read_range(page: _Page, amount: Amount, left: Left) -> list[Quantity]:
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
    low = _quantity(page, first, own or unit, left, end=own.end if own else amount.end)
    high = _quantity(page, far, unit, far_left)
    if is_change:
        return [low, high]
    return [_bounded(low, Modifier.AT_LEAST), _bounded(high, Modifier.AT_MOST)]


def _is_range(page: _Page, low: Amount, high: Amount, own: Unit | None, unit: Unit) -> bool:
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


def _read_plain(page: _Page, amount: Amount, left: Left) -> list[Quantity]:
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
    return [_quantity(page, amount, unit, left)]


def _numbers_heading(page: _Page, amount: Amount, unit: Unit) -> bool:
    """`1.2 Cá nhân cư trú` at the start of a line: its number, and a noun with a capital."""
    before = page.text[max(0, amount.start - 2) : amount.start].rstrip(" ")
    begins = not before or before.endswith("\n")
    word = page.text[unit.start : unit.end]
    return (
        begins
        and _HEADING.fullmatch(page.text, amount.start, amount.end) is not None
        and word[:1].isupper() != word.isupper()
    )


def _is_named(page: _Page, amount: Amount, left: Left, unit: Unit) -> bool:
    """`tháng 5`, `tổ 3`; but `cùng ngày gần 30 phụ huynh` counts: no name has a modifier in it."""
    if left.lead < amount.start and not left.opens_range:
        return False
    return names_something(page.folded, left.lead, unit)


def _read_out_of(page: _Page, amount: Amount, left: Left) -> list[Quantity]:
    """`khoảng 1.900 trong tổng số 3.870 người`: the part has the unit of its total."""
    out_of = _OUT_OF.match(page.folded, amount.end)
    total = read_amount(page.folded, out_of.end()) if out_of else None
    unit = page.unit_after(total.end, unknown=False) if total else None
    if total is None or unit is None or unit.kind == "duration" or amount.value > total.value:
        return []
    if names_something(page.folded, left.lead, unit):
        return []
    return [_quantity(page, amount, unit, left, end=amount.end)]


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


def _may_count(page: _Page, amount: Amount, printed: str, left: Left) -> bool:
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
    return (
        re.search(
            r"(?<![^\W\d_])[^\W\d_A-ZĐÀ-Ỹ][^\W\d_]*[ ]$|(?:^|[\n(,;:.])[ ]?(?:[-+•*][ ]?){0,2}\Z", before
        )
        is not None
    )


def _read_labelled(page: _Page, amount: Amount, left: Left) -> list[Quantity]:
    """`học viên cai bắt buộc 114;` and `Số hộ nghèo: 1.234`: the noun comes first."""
    over = _OVER.match(page.folded, amount.end)
    below = read_amount(page.folded, over.end()) if over else None
    end = below.end if below else amount.end
    if not _ENDS.match(page.folded, end):
        return []
    window = max(0, left.lead - 2 * WINDOW)
    label = _LABEL.search(page.folded[window : left.lead])
    noun = known_unit_at(page.folded, window + label.start("noun")) if label else None
    if label is None or noun is None or not _is_label(page.folded, label, window, noun, amount):
        return []
    start = window + label.start("noun")
    if names_something(page.folded, left.lead, Unit(start, start, "", "area")) and not label["tie"]:
        return []  # "lãnh đạo Công an quận 1,"
    unit = Unit(start, noun[0], " ".join(page.text[start : noun[0]].lower().split()), noun[1])
    one = Quantity(
        *page.span(start, end),
        _value(amount, unit),
        unit.name,
        unit.kind,
        left.modifier,
        None,
        start,
        labelled=True,
    )
    return [replace(one, denominator=_value(below, unit) if below else None)]


def _is_label(folded: str, label: re.Match[str], window: int, noun: tuple[int, str], amount: Amount) -> bool:
    end, kind = noun
    if label.start() == 0 and window > 0:  # the window cut the clause
        return False
    if folded[amount.start : amount.end].startswith("0") or re.fullmatch(
        r"(?:19|20)\d\d", folded[amount.start : amount.end]
    ):
        return False
    if kind in MEASURED:
        return False
    if label["number"] or label["tie"] == ":":
        return True
    return kind in PEOPLE | {"case"} and end < window + label.end("noun")


def _read_spelled(page: _Page, start: int, resume: int) -> list[Quantity]:
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
    return [replace(_quantity(page, amount, unit, left), spelled=True)]


def _quantity(page: _Page, amount: Amount, unit: Unit, left: Left, end: int | None = None) -> Quantity:
    end = max(unit.end, amount.end) if end is None else end
    modifier, value = left.modifier, _value(amount, unit)
    after = modifier_after(page.folded, end)
    if after is not None:
        modifier = after
    elif left.opens_range and modifier is Modifier.EXACT and unit.kind in MEASURED:
        modifier = Modifier.AT_LEAST
    elif (
        left.lead < amount.start
        and modifier is Modifier.MORE_THAN
        and _is_place(page.folded, left.lead, unit)
    ):
        modifier = Modifier.EXACT
    elif modifier is Modifier.EXACT and unit.kind == "age" and page.folded.endswith("đủ ", 0, amount.start):
        modifier = Modifier.AT_LEAST
    return Quantity(*page.span(amount.start, end), value, unit.name, unit.kind, modifier, None, left.lead)


def _is_place(folded: str, lead: int, unit: Unit) -> bool:
    """`trên 5 địa bàn` says where, not how many at least."""
    return folded.startswith("trên ", lead) and unit.name in (
        "địa bàn",
        "lĩnh vực",
        "tuyến",
        "tuyến đường",
        "mặt",
        "trang",
    )


def _value(amount: Amount, unit: Unit) -> float:
    return amount.decimal if unit.kind in ("measure", "share", "money") else amount.value
