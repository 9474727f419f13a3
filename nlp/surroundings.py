"""The words around a figure: before its number, behind its unit, and over it in a list or a section."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from nlp.clauses import Clauses
from nlp.fold import fold
from nlp.own_phrases import NAMES, joined
from nlp.phrases import LONGEST_TAIL, clipped, from_name, has_head, label_before, without_place
from nlp.quantity import Quantity

REACH, MOST_ITEMS = 400, 30

MARK = re.compile(r"[,;:(]|[ ](?:và|với|nhưng|song|còn|trong khi|sau khi)[ ]")
_RANGE = re.compile(r"[ ]?(?:-|đến|tới)[ ]?[^\W\d_]{0,6}[ ]?")
# "từ đủ 15 tuổi | đến dưới | 18 tuổi"
_FAR_END = re.compile(r"[ ]?(?:-|đến|tới)[ ]?(?:dưới|hết|không quá|tối đa|đủ|gần|trên)?[ ]?")
# "duy trì 470 mô hình … và phát triển mới 69 mô hình": the words that lead on to the next figure.
_NEXT_ITEM = re.compile(r"(?:,| và| hoặc)[^,()]{0,24}\Z")
# "90% người nghiện | dưới 18 tuổi được tư vấn": an age belongs to the people counted
_OF_AGE = re.compile(r"[^,;:.()\n]{0,60}[ ](?:dưới|trên|đủ|từ|từ đủ)[ ]")
_BULLET = re.compile(r"^\s{0,8}(?:[-–+*•○▪]|[a-zđ]\)|\d{1,2}[.)])\s{0,8}")
# "II. KẾT QUẢ", "2.1. Cai nghiện tự nguyện": the number of a heading
_NUMBERING = re.compile(r"^\s{0,8}(?:[IVXLC]{1,6}|[A-ZĐ]|\d{1,2}(?:\.\d{1,2}){0,3})[.)]\s{0,8}")
_ASIDE = re.compile(r"[;:(.]")
# "gồm: tại cộng đồng 5.020 người, tại cơ sở cai nghiện 1.860 người"
_WHERE = re.compile(r"[,;:(][ ](?P<where>(?:tại|ở|trong)[ ](?!đó|số)[^,;:()\d]{3,60}?)[ ]?:?[ ]?\Z")
_ITEM = re.compile(r"[,;:)](?P<item>[^,;:()\d]{4,80})\Z")


class Surroundings:
    """What stands around each of one text's quantities; `plain` is the text as indicators read it."""

    def __init__(
        self, plain: str, clauses: Clauses, quantities: Sequence[Quantity], parts: Collection[int]
    ) -> None:
        self.plain = plain
        self.sites = [clauses.site(quantity.start) for quantity in quantities]
        self._clauses, self._quantities, self._parts = clauses, quantities, parts

    def before(self, index: int) -> str:
        """The clause up to the number; after another number, only from the next comma on."""
        site, quantity = self.sites[index], self._quantities[index]
        earlier = self._quantities[index - 1].end if index else 0
        start = max(site.clause[0], earlier, quantity.lead - REACH)
        before = self.plain[start : quantity.lead]
        item = self._item_before(index, earlier) if not before.strip() else ""
        if item:
            return item
        if earlier > site.clause[0]:
            mark = MARK.search(before)
            return before[mark.start() :] if mark else from_name(before)
        if site.bracket is not None and not label_before(before) and earlier < site.sentence[0]:
            around = max(site.sentence[0], site.bracket[0] - REACH)
            return self.plain[around : site.bracket[0] - 1]  # "(đạt dưới 60%)": the sentence around it
        return before

    def _item_before(self, index: int, earlier: int) -> str:
        """`gồm: khu A (15 tỷ đồng), khu B (12 tỷ đồng)`: of a part in a bracket, the item before it."""
        site = self.sites[index]
        if site.bracket is None or index not in self._parts:
            return ""
        found = _ITEM.search(self.plain[max(earlier, site.sentence[0]) : site.bracket[0] - 1])
        return found["item"] if found and label_before(found["item"]) else ""

    def between(self, index: int) -> str:
        """From the figure before to this one."""
        return self.plain[self._quantities[index - 1].end : self._quantities[index].lead]

    def after(self, index: int) -> str:
        """The clause behind the unit, up to the next figure; of a range, what is behind its far end."""
        quantity, end = self._quantities[index], self.sites[index].clause[1]
        reach = quantity.end + REACH
        if index + 1 == len(self._quantities) or not quantity.end <= self._quantities[index + 1].lead < end:
            return self.plain[quantity.end : min(end, reach)]
        following = self._quantities[index + 1]
        far = self._quantities[index + 2].lead if index + 2 < len(self._quantities) else end
        between = self.plain[quantity.end : min(following.start, reach)]
        if following.kind == "share" and between.strip() == "(" and self.plain[following.end] == ")":
            limit = far if index + 2 < len(self._quantities) else end
            return _NEXT_ITEM.sub("", self.plain[following.end + 1 : min(limit, end, reach)])
        if following.kind == "age" != quantity.kind != "duration" and _OF_AGE.fullmatch(fold(between)):
            return self.plain[quantity.end : max(following.end, min(far, end, reach))]
        if _RANGE.fullmatch(between):
            return self.plain[following.end : min(end, max(following.end, far), following.end + REACH)]
        return _NEXT_ITEM.sub("", self.plain[quantity.end : min(following.lead, reach)])

    def ends_range(self, index: int) -> bool:
        """`từ đủ 15 tuổi đến dưới 18 tuổi`: both ends are of one thing."""
        earlier, quantity = self._quantities[index - 1], self._quantities[index]
        between = fold(self.plain[earlier.end : quantity.start])
        is_same = earlier.kind == quantity.kind and quantity.kind in NAMES
        return is_same and _FAR_END.fullmatch(between) is not None

    def part_named(self, index: int) -> re.Match[str] | None:
        """`dưới 30 tuổi 380 người`, `tại cộng đồng 5.020 người`: which part of a total, in group 1."""
        lead = self._quantities[index].lead
        where = _WHERE.search(fold(self.plain[max(0, lead - REACH // 4) : lead]))
        return self._age_before(index) or where

    def _age_before(self, index: int) -> re.Match[str] | None:
        """`nữ 41 người, dưới 30 tuổi 380 người`: the age right before a count."""
        age = self._quantities[index - 1] if index else None
        if age is None or age.kind != "age" or self.between(index).strip():
            return None
        return re.match(r"[ ]*([^\n]{1,40})", self.plain[age.lead : age.end])

    def introduction(self, index: int) -> str:
        """`Số người cai nghiện qua các năm:` over a list of years: what the list is of."""
        paragraph = self.sites[index].paragraph
        if self._clauses.bullet(paragraph) is None:
            return ""
        for at in range(paragraph - 1, max(-1, paragraph - MOST_ITEMS), -1):
            if self._clauses.bullet(at) is None:
                start, end = self._clauses.paragraphs[at]
                intro = self.plain[max(start, end - REACH) : end]
                label = label_before(intro) if intro.endswith(":") else ""
                return label if has_head(label) and not any(letter.isdigit() for letter in label) else ""
        return ""

    def heading_and_label(self, index: int) -> str:
        """`2. Cai nghiện tự nguyện` over `- Tại cơ sở: 158 người`: heading and label of an item together."""
        site = self.sites[index]
        if self._clauses.bullet(site.paragraph) is None or not site.section.path:
            return ""
        start = self._clauses.paragraphs[site.paragraph][0]
        label = clipped(_BULLET.sub("", self.plain[start : self._quantities[index].lead]), LONGEST_TAIL)
        heading = clipped(_NUMBERING.sub("", site.section.path[-1]), LONGEST_TAIL)
        has_digit = any(letter.isdigit() for letter in label + heading)
        if has_digit or _ASIDE.search(label) or not without_place(label):
            return ""
        return joined(heading.lower(), label.lower())
