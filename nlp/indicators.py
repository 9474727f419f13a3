"""What a figure counts, in a short phrase: `số người cai nghiện tự nguyện tại các cơ sở`.

A phrase is made of the counted noun, what follows it, and the subject or verb before it. A figure without
words of its own takes the subject of its total, or of the figure that it stands beside.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from corpus.records import Span
from nlp.clauses import Clauses
from nlp.comparisons import Change
from nlp.fold import fold
from nlp.indicator_text import bare_text
from nlp.own_phrases import FEW, NAMES, SHORT, Phrase, joined, named, own_phrase, phrase_of_change
from nlp.phrases import (
    LONGEST_TAIL,
    clipped,
    from_name,
    has_head,
    heading_before,
    headless,
    label_before,
    tail_after,
    without_place,
)
from nlp.quantities import Quantity

_MOST_ITEMS, _REACH, _LONGEST_HEADING = 30, 400, 8

_SWITCH = re.compile(r"(?<!\w)(?:tương đương|tương ứng|tức)(?!\w)")
_RANGE = re.compile(r"[ ]?(?:-|đến|tới)[ ]?[^\W\d_]{0,6}[ ]?")
_MARK = re.compile(r"[,;:(]|[ ](?:và|với|nhưng|song|còn|trong khi|sau khi)[ ]")
# "từ đủ 15 tuổi | đến dưới | 18 tuổi"
_FAR_END = re.compile(r"[ ]?(?:-|đến|tới)[ ]?(?:dưới|hết|không quá|tối đa|đủ|gần|trên)?[ ]?")
# "duy trì 470 mô hình … và phát triển mới 69 mô hình": the words that lead on to the next figure.
_NEXT_ITEM = re.compile(r"(?:,| và| hoặc)[^,()]{0,24}\Z")
_NUMBER_END = re.compile(r"[\s:*]{0,4}(?:(?:là|có|đạt)\s{0,2})?[\s:*]{0,4}\d[\d.,/\s]*\Z")
# a total of both sides says the wrong one of each part
_OPPOSED = re.compile(r"(?<!\w)(?:bắt buộc|tự nguyện|nam|nữ|tăng|giảm)(?!\w)")
# "90% người nghiện | dưới 18 tuổi được tư vấn": an age belongs to the people counted
_OF_AGE = re.compile(r"[^,;:.()\n]{0,60}[ ](?:dưới|trên|đủ|từ|từ đủ)[ ]")
_BULLET = re.compile(r"^\s{0,8}(?:[-–+*•○▪]|[a-zđ]\)|\d{1,2}[.)])\s{0,8}")
# "II. KẾT QUẢ", "2.1. Cai nghiện tự nguyện": the number of a heading
_NUMBERING = re.compile(r"^\s{0,8}(?:[IVXLC]{1,6}|[A-ZĐ]|\d{1,2}(?:\.\d{1,2}){0,3})[.)]\s{0,8}")
_ASIDE = re.compile(r"[;:(.]")
# "gồm: tại cộng đồng 5.020 người, tại cơ sở cai nghiện 1.860 người"
_WHERE = re.compile(r"[,;:(][ ](?P<where>(?:tại|ở|trong)[ ](?!đó|số)[^,;:()\d]{3,60}?)[ ]?:?[ ]?\Z")
_ITEM = re.compile(r"[,;:)](?P<item>[^,;:()\d]{4,80})\Z")
_AND = re.compile(r"(?:,| và)[ ]")
_NOTE = re.compile(r"\s{0,8}\(([^()\d\n]{3,60})\)")
_TIED = re.compile(r"(?<!\w)(?P<word>tại|ở|trên|cho|với|của|thuộc)[ ](?:hai |cả )?\Z")


class Indicators:
    """The phrases of one text's figures."""

    def __init__(
        self,
        text: str,
        clauses: Clauses,
        quantities: Sequence[Quantity],
        *,
        periods: Sequence[Span],
        places: Sequence[Span] = (),
        references: Sequence[Span] = (),
        changes: Mapping[int, Change],
        parents: Mapping[int, int],
    ) -> None:
        self._clauses, self._quantities = clauses, quantities
        self._changes, self._parents = changes, parents
        self._plain = bare_text(text, quantities, periods=periods, places=places, references=references)
        self._sites = [clauses.site(quantity.start) for quantity in quantities]
        self._phrases: list[Phrase] = []
        self._silent: set[int] = set()  # counts without words of their own

    def phrases(self) -> list[str | None]:
        """The phrase of every quantity, in order."""
        for index, quantity in enumerate(self._quantities):
            self._phrases.append(self._phrase(index, quantity))
        for index in sorted(self._silent, reverse=True):
            self._borrow(index)
        return [phrase.text or None for phrase in self._phrases]

    def _phrase(self, index: int, quantity: Quantity) -> Phrase:
        if quantity.labelled:
            noun = clipped(_NUMBER_END.sub("", quantity.text), LONGEST_TAIL)
            return Phrase(joined("số", noun), noun)
        before, after = self._before(index, quantity), self._after(index)
        beside = self._beside(index)
        if beside is not None and self._ends_range(index, quantity):
            return beside
        if beside is not None and not before and quantity.kind == "money":
            before = self._chained(index, quantity, beside)
        if index in self._changes:
            return phrase_of_change(
                quantity, self._changes[index], before, after, self._last_like(index, quantity) or beside
            )
        if _SWITCH.search(fold(before)) and beside is not None:
            subject = beside.subject or beside.whole
            return Phrase(named(quantity, subject), subject)
        tied = self._tied(index, quantity, after, beside)
        if tied is not None:
            return tied
        own = own_phrase(quantity, before, after, beside)
        return (
            self._within_total(index, own)
            or self._introduced(index, quantity)
            or self._inherited(index, quantity, after, beside)
        )

    def _borrow(self, index: int) -> None:
        """`7/7 huyện và 138/138 xã kiện toàn ban chỉ đạo`: what is behind the next count is said of both."""
        quantity, after = self._quantities[index], index + 1
        if after >= len(self._quantities) or after in self._silent or after in self._parents:
            return
        following = self._quantities[after]
        between = fold(self._plain[quantity.end : following.lead])
        if (
            following.kind == quantity.kind
            and _AND.fullmatch(between)
            and not has_head(self._phrases[after].label)
        ):
            subject = self._phrases[after].subject
            self._phrases[index] = Phrase(named(quantity, subject), subject, noun=quantity.unit)

    def _within_total(self, index: int, own: Phrase | None) -> Phrase | None:
        """`1.860 học viên đang quản lý (bắt buộc 1.702)`: a word or two say which part, the total of what."""
        parent, part = self._parents.get(index, index), self._quantities[index]
        total = self._phrases[parent] if parent < index else None
        if (
            own is None
            or total is None
            or not total.subject
            or _OPPOSED.search(fold(total.text))
            or part.kind in NAMES
        ):
            return own
        is_short = len(own.subject.split()) <= SHORT and fold(own.subject) not in fold(total.text)
        return replace(own, text=f"{total.text} ({own.subject})") if is_short else own

    # --- the words around ------------------------------------------------------------------------

    def _before(self, index: int, quantity: Quantity) -> str:
        """The clause up to the number; after another number, only from the next comma on."""
        site = self._sites[index]
        earlier = self._quantities[index - 1].end if index else 0
        start = max(site.clause[0], earlier, quantity.lead - _REACH)
        before = self._plain[start : quantity.lead]
        item = self._item_before(index, earlier) if not before.strip() else ""
        if item:
            return item
        if earlier > site.clause[0]:
            mark = _MARK.search(before)
            return before[mark.start() :] if mark else from_name(before)
        if site.bracket is not None and not label_before(before) and earlier < site.sentence[0]:
            around = max(site.sentence[0], site.bracket[0] - _REACH)
            return self._plain[around : site.bracket[0] - 1]  # "(đạt dưới 60%)": the sentence around it
        return before

    def _item_before(self, index: int, earlier: int) -> str:
        """`gồm: khu A (15 tỷ đồng), khu B (12 tỷ đồng)`: of a part in a bracket, the item before it."""
        site = self._sites[index]
        if site.bracket is None or index not in self._parents:
            return ""
        found = _ITEM.search(self._plain[max(earlier, site.sentence[0]) : site.bracket[0] - 1])
        return found["item"] if found and label_before(found["item"]) else ""

    def _ends_range(self, index: int, quantity: Quantity) -> bool:
        """`từ đủ 15 tuổi đến dưới 18 tuổi`: both ends are of one thing."""
        earlier = self._quantities[index - 1]
        between = fold(self._plain[earlier.end : quantity.start])
        is_same = earlier.kind == quantity.kind and quantity.kind in NAMES
        return is_same and _FAR_END.fullmatch(between) is not None

    def _chained(self, index: int, quantity: Quantity, beside: Phrase) -> str:
        """`Người học nghề dưới 3 tháng được hỗ trợ 3 triệu đồng`: the words around the figure between."""
        between = self._plain[self._quantities[index - 1].end : quantity.lead]
        return f"{beside.label or beside.subject} {between}" if not _MARK.search(between) else ""

    def _after(self, index: int) -> str:
        """The clause behind the unit, up to the next figure; of a range, what is behind its far end."""
        quantity, end = self._quantities[index], self._sites[index].clause[1]
        reach = quantity.end + _REACH
        if index + 1 == len(self._quantities) or not quantity.end <= self._quantities[index + 1].lead < end:
            return self._plain[quantity.end : min(end, reach)]
        following = self._quantities[index + 1]
        between = self._plain[quantity.end : min(following.start, reach)]
        if following.kind == "age" != quantity.kind != "duration" and _OF_AGE.fullmatch(fold(between)):
            far = self._quantities[index + 2].lead if index + 2 < len(self._quantities) else end
            return self._plain[quantity.end : max(following.end, min(far, end, reach))]
        if _RANGE.fullmatch(between):
            far_end = self._quantities[index + 2].lead if index + 2 < len(self._quantities) else end
            return self._plain[following.end : min(end, max(following.end, far_end), following.end + _REACH)]
        return _NEXT_ITEM.sub("", self._plain[quantity.end : min(following.lead, reach)])

    def _beside(self, index: int) -> Phrase | None:
        """The phrase of the figure before, in the same sentence."""
        if not index or self._quantities[index - 1].start < self._sites[index].sentence[0]:
            return None
        return self._phrases[index - 1]

    def _tied(self, index: int, quantity: Quantity, after: str, beside: Phrase | None) -> Phrase | None:
        """`420 người tại 3 cơ sở`, `116 đội … với 870 thành viên`: said by the figure before of both."""
        earlier = self._quantities[index - 1]
        if beside is None or {quantity.kind, earlier.kind} & NAMES.keys() or tail_after(after):
            return None
        between = _NOTE.sub("", self._plain[earlier.end : quantity.lead])
        tie = _TIED.search(fold(between))
        if tie is None or _MARK.search(between[: tie.start()]) or len(between) > _REACH // 4:
            return None
        noun = quantity.unit.split("/")[0]
        is_there = tie["word"] in ("tại", "ở", "trên") or len(beside.subject.split()) > FEW
        of = beside.subject if is_there else beside.whole
        return Phrase(joined("số", noun, of), of, noun=noun) if len(of.split()) > SHORT else None

    def _introduced(self, index: int, quantity: Quantity) -> Phrase | None:
        """`Số người cai nghiện qua các năm:` and a list of years: what the list is of."""
        paragraph = self._sites[index].paragraph
        if index in self._parents or quantity.kind == "share" or self._clauses.bullet(paragraph) is None:
            return None
        for at in range(paragraph - 1, max(-1, paragraph - _MOST_ITEMS), -1):
            if self._clauses.bullet(at) is None:
                start, end = self._clauses.paragraphs[at]
                intro = self._plain[max(start, end - _REACH) : end]
                label = label_before(intro) if intro.endswith(":") else ""
                if not has_head(label) or any(letter.isdigit() for letter in label):
                    return None
                noun = "" if quantity.kind in NAMES else quantity.unit.split("/")[0]
                return Phrase(named(quantity, label), headless(label), noun=noun)
        return None

    def _inherited(self, index: int, quantity: Quantity, after: str, beside: Phrase | None) -> Phrase:
        """From the total, the figure beside, or the last of its kind in the paragraph; else the bare noun."""
        parent = self._parents.get(index)
        if parent is not None and parent < index:
            note = (
                _NOTE.match(after)
                or self._age_before(index)
                or _WHERE.search(fold(self._plain[max(0, quantity.lead - _REACH // 4) : quantity.lead]))
            )
            total = self._phrases[parent]
            is_other = quantity.kind == "person" and total.noun != quantity.unit
            subject = total.whole if is_other and total.subject else total.subject
            phrase = total.text if quantity.kind == "money" else named(quantity, subject)
            return Phrase(joined(phrase, f"({note[1].strip()})" if note else ""), total.subject)
        noun = "" if quantity.kind in NAMES else quantity.unit.split("/")[0]
        heading = heading_before(self._before(index, quantity)) if noun else ""
        if 0 < len(heading.split()) <= _LONGEST_HEADING:
            return Phrase(named(quantity, heading), heading, noun=noun)
        if noun:
            self._silent.add(index)
        subject = self._shared_subject(index, quantity, beside) or self._headed(index, quantity)
        subject = subject or self._told_above(index, quantity)
        if subject:
            return Phrase(named(quantity, subject), subject, beside.label if beside else "", noun)
        return Phrase(joined(NAMES.get(quantity.kind, "số"), noun) or quantity.unit, "", noun=noun)

    def _age_before(self, index: int) -> re.Match[str] | None:
        """`nữ 41 người, dưới 30 tuổi 380 người`: the age right before a count."""
        age = self._quantities[index - 1] if index else None
        if age is None or age.kind != "age" or self._plain[age.end : self._quantities[index].lead].strip():
            return None
        return re.match(r"[ ]*([^\n]{1,40})", self._plain[age.lead : age.end])

    def _told_above(self, index: int, quantity: Quantity) -> str:
        """`Theo địa bàn: huyện A 1.204 người`: of whom the paragraph before told, under the same heading."""
        for at in range(index - 1, max(-1, index - _MOST_ITEMS), -1):
            site, own = self._sites[at], self._sites[index]
            if site.section.path != own.section.path or own.paragraph - site.paragraph > 1:
                return ""
            is_whole = at not in self._parents and at not in self._changes
            if is_whole and self._quantities[at].unit == quantity.unit and self._phrases[at].subject:
                return self._phrases[at].subject
        return ""

    def _headed(self, index: int, quantity: Quantity) -> str:
        """`2. Cai nghiện tự nguyện` over `- Tại cơ sở: 158 người`: heading and label of an item together."""
        site = self._sites[index]
        if self._clauses.bullet(site.paragraph) is None or quantity.kind in NAMES or not site.section.path:
            return ""
        start = self._clauses.paragraphs[site.paragraph][0]
        label = clipped(_BULLET.sub("", self._plain[start : quantity.lead]), LONGEST_TAIL)
        heading = clipped(_NUMBERING.sub("", site.section.path[-1]), LONGEST_TAIL)
        has_digit = any(letter.isdigit() for letter in label + heading)
        return (
            ""
            if has_digit or _ASIDE.search(label) or not without_place(label)
            else joined(heading.lower(), label.lower())
        )

    def _shared_subject(self, index: int, quantity: Quantity, beside: Phrase | None) -> str:
        """A share is of what stands beside it; another noun shares the verb, but no `diện tích` or `số`."""
        source = beside if beside and (beside.label or beside.whole) else self._last_like(index, quantity)
        if source is None or quantity.kind == "share":
            return source.whole if source else ""
        is_of_share = source is beside and self._quantities[index - 1].kind == "share"
        if is_of_share and quantity.unit.startswith("lần"):  # "100% cán bộ được tập huấn 02 lần/năm"
            return source.subject
        if is_of_share and quantity.denominator is None and self._sites[index].bracket is None:
            like = self._last_like(index, quantity)
            return like.subject if like else source.subject if quantity.kind == "money" else ""
        if source is beside and self._quantities[index - 1].kind != quantity.kind:
            return "" if has_head(source.label) else source.label or source.subject
        return source.subject

    def _last_like(self, index: int, quantity: Quantity) -> Phrase | None:
        """`Huyện A có 20 người; huyện B có 15 người`: the last whole count of the same noun."""
        for at in range(index - 1, max(-1, index - 12), -1):
            if self._sites[at].paragraph != self._sites[index].paragraph:
                return None
            if (
                f"{self._quantities[at].unit} ".startswith(f"{quantity.unit} ")
                and at not in self._parents
                and at not in self._changes
            ):
                return self._phrases[at]
        return None
