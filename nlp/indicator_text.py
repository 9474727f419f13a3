"""The text as indicators read it: blank where periods, references and places before numbers stand."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from corpus.records import Span
from nlp.fold import fold
from nlp.quantity import Quantity

# "từ năm 2018 - 2020 là 8 tỷ đồng": the preposition goes with its period.
_PREPOSITION = re.compile(
    r"(?<!\w)(?:tính đến|từ|đến|trong|vào|tại|(?<!hằng )(?<!hàng )năm|tính)[ ]{1,2}$", re.IGNORECASE
)
_LONGEST_PREPOSITION = 16
# "Lương Sơn 97 người", "Bình Thuận (cũ) 288 người", "Cư Jút có 14 trường hợp", "Buôn Ma Thuột với 612 người"
_BETWEEN = re.compile(r"(?P<aside>[ ]\([^()\d]{1,16}\))?[ ]?(?:có|với|là|đạt|còn|:|-)?[ ]{0,2}")
_BETWEEN_REACH = 24
_UNITS = r"(?:điểm[ ][a-zđ]|(?:khoản|điều|chương)[ ][\divx]{1,4})[,; ]{1,3}(?:và )?"
# "theo khoản 2 Điều 30 | Luật Phòng, chống ma túy"
_ARTICLES = re.compile(rf"(?:(?:nêu |quy định |được nêu )?(?:theo|tại|của)[ ])?(?:{_UNITS}){{0,4}}\Z")
_ARTICLE_REACH = 60
# "nêu tại khoản 3 Điều 2 Nghị định này", "tại khoản 1 Điều này"
_OWN_ARTICLES = re.compile(
    rf"(?:(?:được )?(?:nêu|quy định)[ ])?(?:theo|tại)[ ](?:{_UNITS}){{1,4}}"
    r"(?:(?:điều|nghị định|luật|thông tư|quyết định|nghị quyết|quy định|quy chế)[ ]này)?"
)


# "Tính đến ngày 7/11, đã có": a day without its year is a period of nothing, and still no subject
_DAY = re.compile(
    r"(?<!\w)(?:(?:tính đến|đến hết|đến|từ|trong|vào|hết|sáng|chiều|tối)[ ])?"
    r"ngày[ ]\d{1,2}[/-]\d{1,2}(?![/\d-])"
)


def bare_text(
    text: str,
    quantities: Sequence[Quantity],
    *,
    periods: Sequence[Span],
    places: Sequence[Span],
    references: Sequence[Span],
) -> str:
    """The text at its length, without what says when, where or by what rule instead of what is counted."""
    days = [Span(*day.span(), text[slice(*day.span())]) for day in _DAY.finditer(fold(text))]
    blank = [*periods, *days, *_with_articles(text, references), *_before_numbers(text, places, quantities)]
    return _without(text, sorted(blank, key=lambda span: span.start))


def _before_numbers(text: str, places: Sequence[Span], quantities: Sequence[Quantity]) -> list[Span]:
    """`Hà Nội 25.000 người`, `huyện Mai Sơn (cũ) có 20 người`: a place at its number is no subject."""
    leads = sorted(quantity.lead for quantity in quantities)
    ends = {quantity.end for quantity in quantities}
    found: list[Span] = []
    for place in places:
        if {place.start - 1, place.start - 2} & ends:  # "ba xã Nam Dong, Quảng Sơn và Nhân Cơ"
            found.append(place)
            continue
        at = bisect_left(leads, place.end)
        if at < len(leads) and leads[at] - place.end <= _BETWEEN_REACH:
            between = _BETWEEN.fullmatch(fold(text[place.end : leads[at]]))
            if between is not None:
                end = place.end + between.end("aside") if between["aside"] else place.end
                found.append(Span(place.start, end, text[place.start : end]))
    return found


def _with_articles(text: str, references: Sequence[Span]) -> list[Span]:
    """References with `theo khoản 2 Điều 30` before them: they say by what rule, not what is counted."""
    folded = fold(text)
    found: list[Span] = []
    for reference in references:
        window = max(0, reference.start - _ARTICLE_REACH)
        before = _ARTICLES.search(folded[window : reference.start])
        start = window + before.start() if before else reference.start
        found.append(Span(start, reference.end, text[start : reference.end]))
    own = (Span(*article.span(), text[slice(*article.span())]) for article in _OWN_ARTICLES.finditer(folded))
    return [*found, *own]


def _without(text: str, periods: Sequence[Span]) -> str:
    """The text with its periods and their prepositions blank: they belong to the figure's period."""
    pieces: list[str] = []
    end = 0
    for period in periods:
        if period.start < end:
            continue
        cut = max(end, period.start - _LONGEST_PREPOSITION)
        short = _PREPOSITION.sub(lambda found: " " * len(found[0]), text[cut : period.start])
        pieces += [text[end:cut], short, " " * (period.end - period.start)]
        end = period.end
    return "".join([*pieces, text[end:]])
