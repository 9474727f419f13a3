"""Figures that state a change: `tăng 12,5% so với cùng kỳ năm 2023` is +12.5 %, `giảm 50 vụ` is -50."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from corpus.records import NO_PERIOD, Comparison, Period
from nlp.clauses import Clauses, Site
from nlp.fold import fold
from nlp.levels import leads_to
from nlp.parts import same_unit
from nlp.periods import StatedPeriod
from nlp.quantity import Quantity

# "số vụ tăng hơn 20%", "giảm được 3 xã", "tăng trưởng 6,8%", "tăng gấp 4 lần";
# "tăng lên 15%" and "giảm còn 8%" say a level.
_CHANGE = re.compile(
    r"(?<!\w)(?<!miễn[ ])(?<!miễn, )(?P<way>tăng|giảm|hụt)"
    r"(?:[ ](?:thêm|được|trưởng|bớt|bình quân|trung bình|tới|đến|tương ứng|đi|nhẹ|mạnh|gấp)){0,2}"
    r"[ ]?[:(]?[ ]?\Z"
)
# "giảm tỷ lệ hộ nghèo 1,5%/năm", but not "… xuống còn 5%"
_CHANGE_OF = re.compile(
    r"(?<!\w)(?P<way>tăng|giảm)[ ](?:số|tỷ lệ|tỉ lệ)[ ][^,;.:()\d\n]{3,60}"
    r"(?<!còn)(?<!xuống)(?<!lên)(?<!đạt)(?<!là)(?<!đến)(?<!gồm)[ ]\Z"
)
# "tăng từ 100 người lên 150 người": two levels
_LEVEL = re.compile(r"[ ](?:lên|xuống)(?!\w)")
# "cao hơn cùng kỳ năm trước 61 người", "tăng so với năm 2021 là 12 vụ"
_CHANGE_THAN = re.compile(
    r"(?<!\w)(?P<way>tăng|giảm|(?:cao|nhiều|lớn|thấp|ít|nhỏ)[ ]hơn)[ ](?:so với[ ])?"
    r"(?:cùng kỳ|cuối|đầu|năm|tháng|quý|trước)"
    r"(?:[^,;.:()\n]{0,40}?[ ])?(?:là[ ])?\Z"
)
# "nhiều hơn 12 vụ so với năm 2019": here the word of comparison is no modifier.
_MORE = {"cao hơn": 1, "nhiều hơn": 1, "lớn hơn": 1, "vượt": 1, "thấp hơn": -1, "ít hơn": -1, "nhỏ hơn": -1}
# "50 vụ (-12,5%)", "120 người (+15%)"
_SIGN = re.compile(r"\([ ]?([+-])[ ]?\Z")
# "tăng 15 vụ, 20 đối tượng so với", "giảm 50 vụ (tương đương 15%)", "tăng 7-15%": the change goes on.
_AND_SO = re.compile(
    r"(?:,| và)[ ]|[ ]?\([ ]?(?:tương đương|tương ứng|tức|khoảng|hơn|gần)?[ ]?|[ ]?-[ ]?|[ ]đến[ ]"
    r"|,? (?:tương đương|tương ứng|tức)(?: với)?[ ]"
)
# "(sinh năm 1964)": a year that says nothing of the figure
_BIRTH = re.compile(r"(?:sinh|sn|sinh ngày)[ :]*\Z")
# "so với cùng kỳ", "so sánh với năm 2019", "cao hơn cùng kỳ năm trước", "bằng 98% cùng kỳ",
# "gấp đôi năm 2020", "tăng 2,1% cùng kỳ năm 2018"
_THAN = re.compile(
    r"(?<!\w)(?:so(?: sánh)?[ ]với|so[ ]cùng|với[ ]cùng[ ]kỳ|so[ ](?=năm|tháng|quý)"
    r"|(?:cao|thấp|nhiều|ít|lớn|nhỏ)[ ]hơn[ ](?=cùng kỳ|năm|tháng|quý|cuối|đầu)"
    r"|(?:vượt|bằng|gấp)[ ](?:[\d.,/]{1,6}%?[ ](?:lần[ ])?|đôi[ ]|rưỡi[ ])?(?=cùng kỳ|năm)"
    r"|(?<=%[ ])(?=cùng kỳ))"
)
_BASE = re.compile(
    r"(?<!\w)(?:(?:cùng kỳ|năm|tháng|quý)[ ](?:các )?(?:năm )?(?:trước(?: đó)?|ngoái|liền kề)|cùng kỳ)(?!\w)"
)
_MOST_EARLIER, _CLOSE = 12, 0.005
_REACH = 90
_AFTER_REACH = 160


@dataclass(frozen=True, slots=True)
class Change:
    """The way a quantity changes (+1 or -1), and whether the word for it was read as a modifier."""

    way: int
    is_modifier: bool = False


def find_changes(text: str, quantities: Sequence[Quantity]) -> dict[int, Change]:
    """Quantities, by their number, that state a change."""
    folded = fold(text)
    changes: dict[int, Change] = {}
    for index, quantity in enumerate(quantities):
        following = quantities[index + 1].lead if index + 1 < len(quantities) else 0
        if leads_to(folded, quantity.lead, quantity.end, following):
            continue
        change = _change(folded, quantity)
        if change is None and index - 1 in changes and _goes_on(folded, quantities[index - 1], quantity):
            change = Change(changes[index - 1].way)
        if change is not None and quantity.denominator is None and quantity.kind != "age":
            changes[index] = change
    return changes


def _change(folded: str, quantity: Quantity) -> Change | None:
    before = folded[max(0, quantity.lead - 48) : quantity.lead]
    found = _CHANGE.search(before) or _CHANGE_OF.search(folded[max(0, quantity.lead - 80) : quantity.lead])
    if found is not None and _LEVEL.match(folded, quantity.end):
        return None
    if found is not None:
        return Change(-1 if found["way"] in ("giảm", "hụt") else 1)
    than = _CHANGE_THAN.search(folded[max(0, quantity.lead - _REACH) : quantity.lead])
    if than is not None:
        return Change(-1 if than["way"].split()[0] in ("giảm", "thấp", "ít", "nhỏ") else 1)
    sign = _SIGN.search(before)
    if sign is not None:
        return Change(1 if sign[1] == "+" else -1)
    way = _MORE.get(folded[quantity.lead : quantity.start].strip())
    near = folded[max(0, quantity.lead - _REACH) : quantity.end + _REACH]
    return Change(way, is_modifier=True) if way and _THAN.search(near) else None


def _goes_on(folded: str, earlier: Quantity, quantity: Quantity) -> bool:
    between = folded[earlier.end : quantity.lead]
    if len(between) > 24 or not _AND_SO.fullmatch(between):
        return False
    if between not in (", ", " và "):
        return True
    than = _THAN.search(folded, quantity.end, quantity.end + _REACH)
    if than is not None and not re.search(r"[.;,\n]", folded[quantity.end : than.start()]):
        return True
    before = folded[max(0, earlier.lead - _REACH) : earlier.lead]
    return earlier.kind != "share" != quantity.kind and bool(_THAN.search(re.split(r"[.;\n]", before)[-1]))


def comparison_of(
    clauses: Clauses,
    folded: str,
    quantity: Quantity,
    site: Site,
    change: Change,
    periods: Sequence[StatedPeriod],
) -> Comparison:
    """The signed change with the period that it is measured from."""
    earlier = list(_THAN.finditer(folded, max(site.clause[0], quantity.lead - _AFTER_REACH), quantity.lead))
    than = earlier[-1] if earlier else None
    if than is None or re.search(
        r"[,;.\n]", folded[than.end() : quantity.lead]
    ):  # not "so với năm 2021 giảm"
        later = _THAN.search(folded, quantity.end, min(site.clause[1], quantity.end + _AFTER_REACH))
        than = later or than
    base = _base(clauses.text, folded, than, periods) if than else NO_PERIOD
    return Comparison(round(change.way * quantity.value, 6), quantity.unit, base)


def _base(text: str, folded: str, than: re.Match[str], periods: Sequence[StatedPeriod]) -> Period:
    at = bisect_left(periods, than.start(), key=lambda period: period.start)
    near = periods[at] if at < len(periods) and periods[at].start <= than.end() + _REACH else None
    if near is not None and not re.search(r"[;.]\s", text[than.end() : near.start]):
        return near.period
    words = _BASE.search(folded, than.start(), than.end() + _REACH // 2)
    return Period(text[words.start() : words.end()]) if words else NO_PERIOD


def base_periods(folded: str, periods: Sequence[StatedPeriod]) -> set[int]:
    """Periods, by number, that others are compared with, or years of birth: none of the figure's own."""
    return {index for index, period in enumerate(periods) if _is_base(folded, period)}


def _is_base(folded: str, period: StatedPeriod) -> bool:
    if _BIRTH.search(folded[max(0, period.start - 12) : period.start]):
        return True
    found = list(_THAN.finditer(folded, max(0, period.start - _REACH), period.end))
    if not found:
        return False
    between = folded[found[-1].end() : period.start] if found[-1].end() < period.start else ""
    if not re.search(r"[;,.:\d]", between):
        return True
    return "cùng kỳ" in folded[found[-1].start() : period.end] and not re.search(r"[;,.:\n]", between)


def base_counts(text: str, quantities: Sequence[Quantity], changes: Mapping[int, Change]) -> set[int]:
    """Counts, by number, that stand in brackets behind a percentage and that it grew from.

    `So với năm 2022, số người học tăng 8,8% (1.140 người)`: the count told before is 8.8 % more.
    """
    found: set[int] = set()
    for index in range(1, len(quantities)):
        change, share, base = changes.get(index - 1), quantities[index - 1], quantities[index]
        if change is None or share.kind != "share" or base.denominator is not None:
            continue
        if text[share.end : base.lead].strip() != "(":
            continue
        grown = base.value * (1 + change.way * share.value / 100)
        earlier = quantities[max(0, index - _MOST_EARLIER) : index - 1]
        if any(_is_close(one.value, grown) and same_unit(one, base) for one in earlier):
            found.add(index)
    return found


def _is_close(one: float, other: float) -> bool:
    return abs(one - other) <= _CLOSE * max(abs(one), abs(other))
