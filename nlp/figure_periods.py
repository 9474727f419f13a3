"""The period that a figure is of: the nearest stated one, else the one it inherits, never a guess."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from corpus.records import NO_PERIOD, Period, Section
from nlp.clauses import Clauses, Site
from nlp.fold import fold
from nlp.periods import PeriodKind, StatedPeriod
from nlp.quantity import Quantity
from nlp.segment import Offsets

# "120 người năm 2020", "949 người trong 6 tháng đầu năm", "45 hộ (năm 2022)": right after the noun.
_ATTACHED = re.compile(r"[^,;:.()\d\n]{0,40}|[ ]?\([ ]?")
# "đang quản lý", "hiện có": what is counted on that day, and not since the beginning.
_STOCK = re.compile(r"(?<!\w)(?:đang|hiện|còn|có mặt|quản lý)(?!\w)")
_ON_A_DAY = re.compile(r"ngày|thời điểm|\d{1,2}[/.-]\d{1,2}[/.-]\d{4}")
# "Trước đó", "Sau đó", "Năm ngoái": the next sentence speaks of another time.
_OTHER_TIME = re.compile(r"\W{0,3}(?:trước đó|sau đó|trước đây|năm ngoái|năm trước|tuy nhiên)(?!\w)")
_DAYS_OF_EVENT = 7
_MOST_TRIED = 60
# "Cao Bằng, ngày … tháng 7 năm 2020", "Đăng ngày 05 - 04 - 2021": a line that dates the document.
_DATELINE = re.compile(
    r"(?:[^\W\d_]{1,12}[ .]){1,5}?[^\W\d_]{0,12},[ ]{0,3}(?:ngày|tháng)(?!\w)"
    r"|đăng|cập nhật|thứ [^\W\d_]+,|chủ nhật|\W{0,3}\d{1,2}[:/]"
)

# "Trong năm 2022, …", "- Đến ngày 30/9/2025, …", "Riêng quý III": what a sentence opens with is its topic.
_OPENING = re.compile(
    r"[\W\d]{0,12}"
    r"(?:(?:riêng|trong|ngay|và|tuy nhiên|cụ thể|còn|theo đó|đối với|kết quả|tính)(?!\w)[ ,:]{0,3}){0,3}"
    r"[\W]{0,3}"
)
# "… năm 2022 và nhiệm vụ năm 2023": the later year of a heading is that of its plans
_PLANS = re.compile(
    r"(?:nhiệm vụ|phương hướng|kế hoạch|mục tiêu|giải pháp|triển khai|chỉ tiêu)[^.;\n]{0,60}\Z"
)
# "xong trước ngày 30/6/2023": a deadline, no time of what else is told
_DEADLINE = re.compile(
    r"(?<!\w)(?:trước|chậm nhất|muộn nhất)(?: là)?[ ](?:(?:hết )?(?:ngày|tháng|cuối|quý)[ ])?\Z"
)
# "số chuyển nguồn từ năm 2016 sang năm 2017": what is carried over, no time of what else is told
_CARRIED = re.compile(r"(?<!\w)từ[ ][^.,;\n]{4,20}[ ]sang[ ]\Z")
# "thu 40 tỷ đồng, bao gồm số chuyển từ năm 2021": the year is that of a part
_PART = re.compile(r"(?<!\w)(?:bao gồm|gồm|kể cả|trong đó)(?!\w)")
# "(36.276 ca mắc và | 6 ca tử vong)"
_COUNTED = re.compile(r"(?:\d[\d.]{0,12}[ ][^\d,;:.()%\n]{1,40}?[ ]?(?:,|và)[ ])?[ ]?")
# "Qua 3 năm (2014 - 2016)", "nhiệm kỳ (2020 - 2025)": a bracket that says which ones
_NAMED_SPAN = re.compile(
    r"(?<!\w)(?:năm|tháng|quý|kỳ|đoạn|khóa|học)(?:[ ](?:liền|qua|liên tiếp|gần đây))?[ ]\Z"
)
# "tại Chương trình mục tiêu y tế - dân số | giai đoạn 2016-2020", "Đề án dạy nghề | đến năm 2020"
_SCHEME = re.compile(r"(?:Chương trình|Đề án|Chiến lược|Dự án|Kế hoạch|Nghị quyết|Luật)[ ][^.;:()\n]*\Z")
# "Thông tư này có hiệu lực từ ngày 01/7/2024": a rule's own time, not that of its figures
_IN_FORCE = re.compile(r"hiệu lực(?: thi hành)?(?: kể)?(?: từ)?(?: ngày)?[ ]?\Z")
_BLANK_FIELD = ("…", "...", " …", " ...")  # "[01c] 6 tháng cuối năm……": a form to be filled in
_LONGEST_DATELINE, _LONGEST_HEADING, _LONGEST_OPENING, _LONGEST_SCHEME = 80, 240, 48, 120
_REACH = 90


class Periods:
    """The periods of a text, asked for the one that a quantity is of."""

    def __init__(
        self, clauses: Clauses, periods: Sequence[StatedPeriod], *, bases: set[int], starts: Sequence[int]
    ) -> None:
        self._clauses, self._text, self._folded = clauses, clauses.text, fold(clauses.text)
        self._starts = list(starts)
        self._own = list(periods)
        self._own_starts = [period.start for period in periods]
        self._free = [
            period
            for index, period in enumerate(periods)
            if index not in bases and not self._is_deadline(period) and not self._is_of_part(period)
        ]
        self._free_starts = [period.start for period in self._free]
        self._lasting = [period for period in self._free if self._lasts(period)]
        self._lasting_starts = [period.start for period in self._lasting]

    def of(self, quantity: Quantity, site: Site) -> Period:
        """The stated period in the clause, the sentence, the paragraph, the section, the sections above."""
        found = self._stated(quantity, site) or self._inherited(quantity, site)
        return self._as_stock(found, quantity) if found else NO_PERIOD

    def above(self, offset: int) -> Period:
        """What the text before a place hands down to it: to a table without a period of its own."""
        found = self._handed_down(offset, self._clauses.section_at(offset))
        return found.period if found else NO_PERIOD

    def _stated(self, quantity: Quantity, site: Site) -> StatedPeriod | None:
        return (
            self._attached(quantity, site)
            or self._bracketed(quantity, site)
            or self._last(site.clause[0], quantity.lead)
            or self._last(site.sentence[0], quantity.lead, outside_of=site)
            or self._next(quantity, site)
            or self._closing(quantity, site)
        )

    def _closing(self, quantity: Quantity, site: Site) -> StatedPeriod | None:
        """`Hỗ trợ mỗi tỉnh 150 triệu đồng, …, trong năm 2023.`: the only period of a sentence, at its end."""
        at = bisect_left(self._free_starts, site.sentence[0])
        if at == len(self._free) or not quantity.end <= self._free[at].start < site.sentence[1]:
            return None
        is_end = not self._text[self._free[at].end : site.sentence[1]].strip(" .;!)/")
        return self._free[at] if is_end and self._clauses.bracket_at(self._free[at].start) is None else None

    def _bracketed(self, quantity: Quantity, site: Site) -> StatedPeriod | None:
        """`so với năm 2021 (416 người và 6 hộ)`: counts in brackets right behind a period are of it."""
        if site.bracket is None or quantity.kind == "share" or quantity.denominator is not None:
            return None
        if not _COUNTED.fullmatch(self._folded, site.bracket[0], quantity.lead):
            return None
        at = bisect_left(self._own_starts, site.bracket[0]) - 1
        period = self._own[at] if at >= 0 else None
        is_behind = period is not None and not self._text[period.end : site.bracket[0] - 1].strip()
        return period if is_behind else None

    def _attached(self, quantity: Quantity, site: Site) -> StatedPeriod | None:
        at = bisect_left(self._own_starts, quantity.end)
        if at == len(self._own) or self._own[at].start > min(site.sentence[1], quantity.end + _REACH):
            return None
        between = self._folded[quantity.end : self._own[at].start]
        is_near = _ATTACHED.fullmatch(between) is not None and " so với" not in between
        if fold(self._own[at].text).startswith("cùng kỳ"):  # "giảm 10,6% cùng kỳ năm 2018"
            return None
        return self._own[at] if is_near and not self._heads_bracket(self._own[at], between) else None

    def _heads_bracket(self, period: StatedPeriod, between: str) -> bool:
        """`62 tỷ đồng (năm 2021: 30 tỷ đồng; …)`: in the bracket it has a figure of its own."""
        bracket = self._clauses.bracket_at(period.start) if "(" in between else None
        following = bisect_left(self._starts, period.end)
        return bracket is not None and following < len(self._starts) and self._starts[following] < bracket[1]

    def _last(self, start: int, end: int, *, outside_of: Site | None = None) -> StatedPeriod | None:
        """The last period of a stretch; one shut up in another bracket is about something else."""
        last = bisect_left(self._free_starts, end) - 1
        for at in range(last, max(-1, last - _MOST_TRIED), -1):
            period = self._free[at]
            if period.start < start:
                return None
            bracket = self._shut(period)
            if (
                bracket is None
                or bracket[0] <= end - 1 < bracket[1]
                or (outside_of and outside_of.bracket == bracket)
            ):
                return period
        return None

    def _next(self, quantity: Quantity, site: Site) -> StatedPeriod | None:
        """A period behind the figure, where no other figure is nearer to it."""
        at = bisect_left(self._free_starts, quantity.end)
        if at == len(self._free) or self._free[at].start >= site.clause[1]:
            return None
        period = self._free[at]
        if not re.search(
            r"[,;:()]|(?<!\w)(?:là|còn|tăng|giảm)(?!\w)", self._folded[quantity.end : period.start]
        ):
            return period  # "duy trì ở 4 cơ sở với 285 người tính đến ngày 31/12/2022"
        following = bisect_left(self._starts, quantity.end)
        is_first = following == len(self._starts) or self._starts[following] > period.end
        is_first = is_first and not _PART.search(self._folded, quantity.end, period.start)
        later = self._starts[following] - period.end if following < len(self._starts) else _REACH
        return period if is_first and (later >= _REACH or self._starts[following] >= site.clause[1]) else None

    def _inherited(self, quantity: Quantity, site: Site) -> StatedPeriod | None:
        paragraph = self._clauses.paragraphs[site.paragraph]
        return (
            self._topic(paragraph[0], site.sentence[0])
            or self._told_after(site, paragraph[1])
            or self._from_above(quantity, site)
        )

    def _told_after(self, site: Site, end: int) -> StatedPeriod | None:
        """`Mô hình triển khai tại 10 tỉnh. Chương trình thực hiện từ tháng 7/2010 đến 12/2012.`"""
        at = bisect_left(self._free_starts, site.sentence[1])
        if at == len(self._free) or self._free[at].start >= end or not _is_stretch(self._free[at].period):
            return None
        following = self._clauses.sentences[self._clauses.sentence_at(self._free[at].start)]
        counts = bisect_left(self._starts, following[1]) - bisect_left(self._starts, following[0])
        begins_next = following[0] - site.sentence[1] <= 3
        is_same_time = not counts and not _OTHER_TIME.match(self._folded, following[0])
        return self._free[at] if begins_next and is_same_time else None

    def _topic(self, start: int, end: int) -> StatedPeriod | None:
        """The last period that a sentence of a stretch opens with, else the last of all."""
        last = bisect_left(self._free_starts, end) - 1
        lasting: StatedPeriod | None = None
        for at in range(last, max(-1, last - _MOST_TRIED), -1):
            period = self._free[at]
            if period.start < start:
                break
            if _is_event(period.period, period.text) or self._shut(period) is not None:
                continue
            if self._opens_sentence(period):
                return period
            lasting = lasting or period
        return lasting or self._last(start, end)

    def _opens_sentence(self, period: StatedPeriod) -> bool:
        sentence = self._clauses.sentences[self._clauses.sentence_at(period.start)]
        if period.start - sentence[0] > _LONGEST_OPENING or period.period.end is period.period.start is None:
            return False
        return _OPENING.fullmatch(self._folded, sentence[0], period.start) is not None

    def _from_above(self, quantity: Quantity, site: Site) -> StatedPeriod | None:
        """The last topic of the nearest paragraph before, in this section or one that it lies in."""
        return self._handed_down(quantity.lead, site.section)

    def _handed_down(self, offset: int, section: Section) -> StatedPeriod | None:
        last = bisect_left(self._lasting_starts, offset) - 1
        nearest: StatedPeriod | None = None
        beside: StatedPeriod | None = None
        items = self._items_before(offset)
        for at in range(last, max(-1, last - _MOST_TRIED), -1):
            period = self._lasting[at]
            if nearest is not None and self._is_elsewhere(period, nearest):
                break
            if self._clauses.paragraph_at(period.start) in items:
                beside = beside or period
            elif self._is_above(period, section):
                nearest = nearest or period
                if self._opens_sentence(period):
                    return period
        return nearest or beside

    def _items_before(self, offset: int) -> set[int]:
        """The items of the same list before an item: each has its own time, its heading that of all."""
        paragraph = self._clauses.paragraph_at(offset)
        mark = self._clauses.bullet(paragraph)
        items: set[int] = set()
        for at in range(paragraph - 1, max(-1, paragraph - _MOST_TRIED), -1):
            bullet = self._clauses.bullet(at)
            if mark is None or bullet is None:
                break
            if bullet == mark:
                items.add(at)
        return items

    def _is_elsewhere(self, one: StatedPeriod, other: StatedPeriod) -> bool:
        return self._clauses.paragraph_at(one.start) != self._clauses.paragraph_at(other.start)

    def _is_deadline(self, period: StatedPeriod) -> bool:
        before = self._folded[max(0, period.start - 40) : period.start]
        goes_over = before.endswith("từ ") and self._folded.startswith(" sang ", period.end)
        is_carried = goes_over or _CARRIED.search(before) is not None
        return (
            is_carried or _DEADLINE.search(before[-24:]) is not None or _IN_FORCE.search(before) is not None
        )

    def _is_of_part(self, period: StatedPeriod) -> bool:
        """`thu 60 tỷ đồng, bao gồm kết dư năm 2020`: of a part whose number is not told."""
        site = self._clauses.site(period.start)
        marker = _PART.search(self._folded, max(site.clause[0], period.start - 2 * _REACH), period.start)
        if marker is None:
            return False
        following = bisect_left(self._starts, marker.end())
        is_silent = following == len(self._starts) or self._starts[following] >= site.clause[1]
        return is_silent and following > 0 and self._starts[following - 1] >= site.sentence[0]

    def _shut(self, period: StatedPeriod) -> Offsets | None:
        """The bracket that a period is shut up in; `Qua 3 năm (2014 - 2016)` only says which years."""
        bracket = self._clauses.bracket_at(period.start)
        if bracket is None or self._text[bracket[0] : bracket[1]].strip() != period.text:
            return bracket
        before = self._folded[max(0, bracket[0] - 20) : bracket[0] - 1]
        return None if _NAMED_SPAN.search(before) else bracket

    def _lasts(self, period: StatedPeriod) -> bool:
        """Holds for what follows: no day of an event, no remark in brackets, no date line."""
        if _is_event(period.period, period.text) or self._shut(period) is not None:
            return False
        if self._names_scheme(period):
            return False
        is_vague = period.kind is PeriodKind.RELATIVE and not self._opens_sentence(period)
        if is_vague or self._text.startswith(_BLANK_FIELD, period.end):
            return False
        start, end = self._clauses.paragraphs[self._clauses.paragraph_at(period.start)]
        if end - start <= _LONGEST_HEADING and self._is_of_plans(period, start):
            return False
        return end - start > _LONGEST_DATELINE or not _DATELINE.match(self._folded, start, end)

    def _names_scheme(self, period: StatedPeriod) -> bool:
        """`… giao tại Chương trình y tế giai đoạn 2016 - 2020`: in running text, its own time."""
        start, end = self._clauses.paragraphs[self._clauses.paragraph_at(period.start)]
        before = self._text[max(start, period.start - _LONGEST_SCHEME) : period.start]
        is_years = fold(period.text).startswith(("giai đoạn", "đến năm"))
        return is_years and end - start > _LONGEST_HEADING and _SCHEME.search(before) is not None

    def _is_of_plans(self, period: StatedPeriod, start: int) -> bool:
        first = bisect_left(self._own_starts, start)
        return self._own[first].start < period.start and (
            _PLANS.search(self._folded[self._own[first].end : period.start]) is not None
        )

    def _is_above(self, period: StatedPeriod, section: Section) -> bool:
        above = self._clauses.section_at(period.start)
        return section.path[: len(above.path)] == above.path

    def _as_stock(self, stated: StatedPeriod, quantity: Quantity) -> Period:
        """`Tính đến ngày 14/6/2024 … đang quản lý` counts what is there on that day."""
        period = stated.period
        if period.start is not None or period.end is None or not _ON_A_DAY.search(fold(stated.text)):
            return period
        between = (
            self._folded[stated.end : quantity.lead][-2 * _REACH :] if stated.end <= quantity.lead else ""
        )
        return replace(period, start=period.end) if _STOCK.search(between) else period


def _is_stretch(period: Period) -> bool:
    return (
        period.start is not None
        and period.end is not None
        and (period.end - period.start).days >= _DAYS_OF_EVENT
    )


def _is_event(period: Period, text: str) -> bool:
    if period.start is None or period.end is None or (period.end - period.start).days >= _DAYS_OF_EVENT:
        return False
    return "tính đến" not in fold(text) and "thời điểm" not in fold(text)
