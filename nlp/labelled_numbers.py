"""A number behind its noun: `Số hộ nghèo: 1.234`, `học viên cai bắt buộc 114;`."""

from __future__ import annotations

import re
from dataclasses import replace

from nlp.modifiers import Left
from nlp.numbering import WINDOW, names_something
from nlp.numerals import Amount, read_amount
from nlp.paired_numbers import OVER
from nlp.quantity import Quantity, QuantityPage, value_in
from nlp.units import MEASURED, PEOPLE, Unit, known_unit_at

# "số học viên nữ 12;", "Số hộ nghèo: 1.234": the noun stands before its number, and nothing after it.
_ENDS = re.compile(r"[ ]?(?:[;,.)\]*|](?!\d)|[ ]\(|$|\n|[ ]-[ ])")
_LABEL = re.compile(
    r"(?:^|[\n;:(),.|*+])[ ]?(?:[-+*•][ ]?)?(?:trong đó:?[ ])?(?P<number>(?:tổng[ ])?số(?:[ ]lượng)?[ ])?"
    r"(?P<noun>(?:[^\W\d_]|[ /–-]){2,70}?)(?P<tie>:|[ ]là|[ ]có|[ ]đạt|)[ ]?\Z"
)


def read_labelled(page: QuantityPage, amount: Amount, left: Left) -> list[Quantity]:
    """`học viên cai bắt buộc 114;` and `Số hộ nghèo: 1.234`: the noun comes first."""
    over = OVER.match(page.folded, amount.end)
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
        value_in(amount, unit),
        unit.name,
        unit.kind,
        left.modifier,
        None,
        start,
        labelled=True,
    )
    return [replace(one, denominator=value_in(below, unit) if below else None)]


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
