"""Totals and their parts: brackets, `trong đó`, `gồm`, colons and lists."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from nlp.clauses import Clauses, Site
from nlp.fold import fold
from nlp.quantity import Quantity
from nlp.segment import Offsets

# "508 người, trong đó: …", "gồm 20 vụ …", "Trong đó, … 283 người", "chia ra: nam 30"
_MARKER = re.compile(
    r"(?<!\w)(?:trong (?:số )?đó(?! là)|trong số này|bao gồm|gồm(?: có)?|cụ thể(?: là| như sau)?|chia ra"
    r"|phân theo[^:;.\n]{0,40})"
    r"(?!\w)[ ]?(?P<colon>:)?"
)
_AMONG = re.compile(r"(?<!\w)trong (?:tổng )?số[ ]\Z")
_SEVERAL = 2
_FAR = 700
_LEAST_ACCOUNT, _MOST_ACCOUNT = 10, 16
_CLOSE = 60
_MOST_OVER = 1.1  # parts in brackets of their own are believed up to this share of the total


def find_parents(
    text: str, clauses: Clauses, quantities: Sequence[Quantity], changes: Sequence[int]
) -> dict[int, int]:
    """The number of the total, by the number of its part."""
    return _Search(text, clauses, quantities, frozenset(changes)).run()


class _Search:
    def __init__(
        self, text: str, clauses: Clauses, quantities: Sequence[Quantity], changes: frozenset[int]
    ) -> None:
        self.folded, self.clauses, self.quantities = fold(text), clauses, quantities
        self.starts = [quantity.start for quantity in quantities]
        self.brackets = [clauses.bracket_at(quantity.start) for quantity in quantities]
        self.changes = changes
        self.parents: dict[int, int] = {}
        self.totals: set[int] = set()  # once the markers, brackets and colons are read

    def run(self) -> dict[int, int]:
        markers = list(_MARKER.finditer(self.folded))
        for number, marker in enumerate(markers):
            following = markers[number + 1].start() if number + 1 < len(markers) else len(self.folded)
            self._read_marker(marker, following)
        for bracket in self.clauses.brackets:
            self._read_bracket(bracket)
        for index in range(len(self.quantities)):
            self._read_colon(index)
            self._read_among(index)
        self.totals.update(self.parents.values())
        for index in range(len(self.quantities)):
            self._read_account(index)
        return self.parents

    # --- "trong đó", "gồm" -----------------------------------------------------------------------

    def _read_marker(self, marker: re.Match[str], following: int) -> None:
        """The quantities after a marker are parts of the nearest ones before it, unit by unit."""
        bracket = self.clauses.bracket_at(marker.start())
        totals = self._totals_before(marker.start(), bracket)
        if not totals:
            return
        for nearest in totals:
            total = self._fitting_total(marker, following, bracket, nearest)
            parts = self._best_region(marker, following, bracket, total)
            if self._adds_up(parts, total):
                parts = [*parts, *self._divided_again(parts[-1], total, following)]
            for part in parts:
                self.parents.setdefault(part, total)
        self._read_turns(marker, following, bracket, totals[0])
        self._read_shares(marker, following, bracket, totals[0])

    def _read_turns(self, marker: re.Match[str], following: int, bracket: Offsets | None, total: int) -> None:
        """`245 lượt người, trong đó: bắt buộc 98 người, tự nguyện 147 người`: believed where it adds up."""
        if not self.quantities[total].unit.startswith("lượt") or total in self.parents.values():
            return
        for region in self._regions(marker, following, bracket):
            parts = [
                index
                for start, end in region
                for index in range(bisect_left(self.starts, start), bisect_left(self.starts, end))
                if self.brackets[index] == bracket and self.quantities[index].kind == "person"
            ]
            if self._adds_up(parts, total):
                self.parents.update(dict.fromkeys(parts, total))
                return

    def _divided_again(self, last: int, total: int, following: int) -> list[int]:
        """`trong đó nam 30, nữ 10; tại xã 25, tại cơ sở 15`: the same total by another measure, all of it."""
        end = min(self.clauses.site(self.quantities[last].start).sentence[1], following)
        run: list[int] = []
        found: list[int] = []
        for index in range(last + 1, bisect_left(self.starts, end)):
            if not self._is_part(index, total) or self.brackets[index] != self.brackets[last]:
                break
            run.append(index)
            if self._adds_up(run, total):
                found, run = [*found, *run], []
        return found

    def _totals_before(self, place: int, bracket: Offsets | None) -> list[int]:
        """One quantity of each unit, nearest first; of the sentence before where the marker opens one."""
        at = self.clauses.sentence_at(place)
        sentence = self.clauses.sentences[at]
        opens = place - sentence[0] <= 4 and bracket is None
        begin = self.clauses.sentences[max(0, at - 1)][0] if opens else sentence[0]
        found: list[int] = []
        for index in range(bisect_left(self.starts, place) - 1, -1, -1):
            quantity = self.quantities[index]
            if quantity.start < max(begin, place - _FAR):
                break
            is_outside = self.brackets[index] is None
            if (
                is_outside
                and self._can_be_total(index)
                and not any(self._same_unit(index, other) for other in found)
            ):
                if bracket is not None and not self._is_near(quantity, bracket):
                    break
                found.append(index)
        return found

    def _fitting_total(
        self, marker: re.Match[str], following: int, bracket: Offsets | None, nearest: int
    ) -> int:
        """`870 ứng viên để bầu 500 đại biểu. Trong đó …`: the count before that the parts make up."""
        begin = self.clauses.sentences[self.clauses.sentence_at(self.quantities[nearest].start)][0]
        for total in range(nearest, -1, -1):
            if self.quantities[total].start < max(begin, marker.start() - _FAR):
                break
            is_like = self.brackets[total] is None and self._can_be_total(total)
            if is_like and self._same_unit(total, nearest):
                parts = self._best_region(marker, following, bracket, total)
                if any(self._adds_up(parts[:end], total) for end in range(_SEVERAL, len(parts) + 1)):
                    return total
        return nearest

    def _is_near(self, quantity: Quantity, bracket: Offsets) -> bool:
        return bracket[0] - quantity.end <= 2 * _CLOSE

    def _can_be_total(self, index: int) -> bool:
        quantity = self.quantities[index]
        return (
            quantity.denominator is None
            and quantity.kind not in ("share", "age", "duration")
            and index not in self.changes
        )

    def _best_region(
        self, marker: re.Match[str], following: int, bracket: Offsets | None, total: int
    ) -> list[int]:
        """The parts of the first region that adds up to the total, else of the first that has any."""
        choices = [
            parts
            for region in self._regions(marker, following, bracket)
            if (parts := self._parts_in(region, bracket, total))
        ]
        exact = [parts for parts in choices if self._adds_up(parts, total)]
        return (exact or choices or [self._bracketed(marker, following, bracket, total)])[0]

    def _bracketed(
        self, marker: re.Match[str], following: int, bracket: Offsets | None, total: int
    ) -> list[int]:
        """`27 tỷ đồng, gồm: khu A (15 tỷ đồng), khu B (12 tỷ đồng)`: each part in a bracket of its own."""
        if bracket is not None:
            return []
        site = self.clauses.site(min(marker.end(), len(self.folded) - 1))
        end = min(self._end_of_list(site), following)
        inside = range(bisect_left(self.starts, marker.end()), bisect_left(self.starts, end))
        parts = [index for index in inside if self._is_part(index, total)]
        are_bracketed = len(parts) >= _SEVERAL and all(self.brackets[part] is not None for part in parts)
        whole = sum(self.quantities[part].value for part in parts)
        return parts if are_bracketed and whole <= _MOST_OVER * self.quantities[total].value else []

    def _regions(self, marker: re.Match[str], following: int, bracket: Offsets | None) -> list[list[Offsets]]:
        """Up to the semicolon, up to the sentence's end, and the list that follows."""
        place = marker.end()
        site = self.clauses.site(min(place, len(self.folded) - 1))
        paragraph = self.clauses.paragraphs[site.paragraph]
        if bracket is not None:
            return [[(place, bracket[1])]]
        if not self.folded[place : paragraph[1]].strip(" :*"):
            return [self.clauses.list_after(site.paragraph)]
        sentence = (place, min(self._end_of_list(site), following))
        clause = (place, min(site.clause[1], following))
        return (
            [[sentence], [clause]]
            if marker["colon"] or marker.start() - site.sentence[0] <= 4
            else [[clause], [sentence]]
        )

    def _end_of_list(self, site: Site) -> int:
        """The end of a sentence; of one that a line break cuts at a semicolon, the end of its last line."""
        end, paragraph = site.sentence[1], site.paragraph
        while self.folded[end - 1] in ";," and paragraph + 1 < len(self.clauses.paragraphs):
            paragraph += 1
            start = self.clauses.paragraphs[paragraph][0]
            if self.clauses.bullet(paragraph) is not None or end - site.sentence[0] > _FAR:
                break
            end = self.clauses.sentences[self.clauses.sentence_at(start)][1]
        return end

    def _parts_in(self, regions: list[Offsets], bracket: Offsets | None, total: int) -> list[int]:
        parts: list[int] = []
        for start, end in regions:
            inside = range(bisect_left(self.starts, start), bisect_left(self.starts, end))
            fitting = [
                index for index in inside if self.brackets[index] == bracket and self._is_part(index, total)
            ]
            parts.extend(fitting[:1] if len(regions) > 1 else fitting)
        return parts

    def _read_shares(
        self, marker: re.Match[str], following: int, bracket: Offsets | None, total: int
    ) -> None:
        """`trong đó số … chiếm gần 67%`: a share is a part where no count of it stands before."""
        clause = self.clauses.site(min(marker.end(), len(self.folded) - 1)).clause
        end = min(clause[1], following)
        for index in range(bisect_left(self.starts, marker.end()), bisect_left(self.starts, end)):
            quantity = self.quantities[index]
            if self.brackets[index] != bracket or index in self.parents:
                return
            if quantity.kind == "share" and index not in self.changes and not self._is_of_plan(quantity):
                self.parents[index] = total

    def _is_of_plan(self, quantity: Quantity) -> bool:
        return (
            re.match(
                r"[ ](?:so với[ ])?(?:kế hoạch|chỉ tiêu|dự toán|mục tiêu)",
                self.folded[quantity.end : quantity.end + 24],
            )
            is not None
        )

    # --- brackets and colons ---------------------------------------------------------------------

    def _read_bracket(self, bracket: Offsets) -> None:
        """`508 người (bắt buộc 252 người, tự nguyện 256 người)`."""
        inside = range(bisect_left(self.starts, bracket[0]), bisect_left(self.starts, bracket[1]))
        before = bisect_left(self.starts, bracket[0]) - 1
        if not inside or before < 0 or bracket[0] - self.quantities[before].end > 2 * _CLOSE:
            return
        if self.clauses.sentence_at(self.quantities[before].start) != self.clauses.sentence_at(bracket[0]):
            return
        parts = [index for index in inside if self._is_part(index, before)]
        if len(parts) >= _SEVERAL and self._can_be_total(before):
            for part in parts:
                self.parents.setdefault(part, before)

    def _read_colon(self, index: int) -> None:
        """`120 người: nam 80 người, nữ 40 người`: believed only where it adds up."""
        quantity = self.quantities[index]
        if not self._can_be_total(index) or not re.match(
            r"[ ]?:", self.folded[quantity.end : quantity.end + 2]
        ):
            return
        site = self.clauses.site(quantity.start)
        regions = [(quantity.end, min(site.sentence[1], quantity.end + _FAR))]
        if not self.folded[quantity.end : self.clauses.paragraphs[site.paragraph][1]].strip(" :"):
            regions = self.clauses.list_after(site.paragraph)
        parts = self._parts_in(regions, self.brackets[index], index)
        if len(parts) >= _SEVERAL and self._adds_up(parts, index):
            for part in parts:
                self.parents.setdefault(part, index)

    def _read_among(self, index: int) -> None:
        """`trong số 2.310 bệnh nhân có 2.105 nam`, `720 xe dán thẻ trong tổng số 3.500 xe`."""
        quantity = self.quantities[index]
        if not _AMONG.search(self.folded[max(0, quantity.lead - _CLOSE) : quantity.lead]):
            return
        site = self.clauses.site(quantity.start)
        if index and self.quantities[index - 1].start >= site.clause[0]:
            if quantity.lead - self.quantities[index - 1].end <= _CLOSE and self._fits(index - 1, index):
                self.parents.setdefault(index - 1, index)
            return
        end = min(site.sentence[1], quantity.end + _FAR)
        for part in self._parts_in([(quantity.end, end)], self.brackets[index], index):
            self.parents.setdefault(part, index)

    def _read_account(self, index: int) -> None:
        """`… quản lý 1.236 học viên. Cơ sở A tiếp nhận 318 học viên, cơ sở B 918 …`: they add up."""
        total = self.quantities[index]
        if not self._can_be_total(index) or index in self.parents or total.value < _LEAST_ACCOUNT:
            return
        own = self.clauses.sentence_at(total.start)
        behind = self._following(index)
        following = [at for at in behind if self.clauses.sentence_at(self.quantities[at].start) > own]
        for candidates in (behind, following):
            parts = self._account_of(index, candidates)
            if parts:
                self.parents.update(dict.fromkeys(parts, index))
                self.totals.add(index)
                return

    def _following(self, index: int) -> list[int]:
        """The quantities of a total's unit behind it, in its sentence and the next one of the paragraph."""
        total, found = self.quantities[index], []
        for at in range(index + 1, min(index + _MOST_ACCOUNT, len(self.quantities))):
            part = self.quantities[at]
            is_far = self.clauses.sentence_at(part.start) - self.clauses.sentence_at(total.start) > 1
            if is_far or self.clauses.paragraph_at(part.start) != self.clauses.paragraph_at(total.start):
                break
            if at not in self.changes and part.kind != "share" and self._same_unit(at, index):
                found.append(at)
        return found

    def _account_of(self, index: int, candidates: list[int]) -> list[int]:
        """The first of the candidates that add up, none of them a part or a total already."""
        rest, parts = self.quantities[index].value, []
        for at in candidates:
            if rest <= 0 or at in self.parents or at in self.totals or not self._fits(at, index):
                break
            parts.append(at)
            rest = round(rest - self.quantities[at].value, 6)
        return parts if rest == 0 and len(parts) >= _SEVERAL else []

    # --- what fits -------------------------------------------------------------------------------

    def _is_part(self, index: int, total: int) -> bool:
        return index > total and self._fits(index, total)

    def _fits(self, index: int, total: int) -> bool:
        part = self.quantities[index]
        return (
            index not in self.changes
            and part.denominator is None
            and self._same_unit(index, total)
            and part.value <= self.quantities[total].value
        )

    def _same_unit(self, one: int, other: int) -> bool:
        return same_unit(self.quantities[one], self.quantities[other])

    def _adds_up(self, parts: list[int], total: int) -> bool:
        whole = self.quantities[total].value
        return (
            len(parts) >= _SEVERAL
            and abs(sum(self.quantities[part].value for part in parts) - whole) <= 1e-9 * whole
        )


def same_unit(one: Quantity, other: Quantity) -> bool:
    """Units that may be added: the same, people of any name, or members of a row (`xã` of `xã, phường`)."""
    if one.unit == other.unit:
        return True
    if "/" in one.unit or "/" in other.unit or ("lượt" in one.unit) != ("lượt" in other.unit):
        return False
    if one.kind == other.kind == "person":
        return True
    rows = [set(re.split(r",? |, ", quantity.unit)) for quantity in (one, other)]
    return one.kind == other.kind == "area" and (rows[0] <= rows[1] or rows[1] <= rows[0])
