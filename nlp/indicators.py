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
    OPPOSED,
    clipped,
    has_head,
    heading_before,
    headless,
    tail_after,
)
from nlp.quantity import Quantity
from nlp.surroundings import MARK, MOST_ITEMS, REACH, Surroundings

_LONGEST_HEADING = 8

_SWITCH = re.compile(r"(?<!\w)(?:tương đương|tương ứng|tức)(?!\w)")
_NUMBER_END = re.compile(r"[\s:*]{0,4}(?:(?:là|có|đạt)\s{0,2})?[\s:*]{0,4}\d[\d.,/\s]*\Z")
_AND = re.compile(r"(?:,| và)[ ]")
_OF = re.compile(r"[ ](?:thuộc|của)[ ]")
_NOTE = re.compile(r"\s{0,8}\(([^()\d\n]{3,60})\)")
# "412 người ở ngoài, 400 người | trong trại giam": which part
_THERE = re.compile(
    r"\s{1,3}((?:tại|ở|trong)\s(?!đó|số|năm|tháng|quý|kỳ)[^,;:.()\d\n]{3,50}?)(?=\s{0,3}(?:[,;.]|và\s|$))"
)
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
        self._quantities = quantities
        self._changes, self._parents = changes, parents
        plain = bare_text(text, quantities, periods=periods, places=places, references=references)
        self._around = Surroundings(plain, clauses, quantities, parents)
        self._sites = self._around.sites
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
        before, after = self._around.before(index), self._around.after(index)
        beside = self._beside(index)
        if beside is not None and self._around.ends_range(index):
            return beside
        if beside is not None and not before and quantity.kind == "money":
            before = self._chained(index, beside)
        if index in self._changes:
            last = before.rpartition(",")[2] if MARK.match(before) else before
            return phrase_of_change(
                quantity, self._changes[index], last, after, self._changed(index, quantity, beside)
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
        """`7/7 huyện và 138/138 xã kiện toàn ban chỉ đạo`: what is behind the next count is said of both.

        So it is of `110 xã thuộc 15 huyện có người nghiện`.
        """
        quantity, after = self._quantities[index], index + 1
        if after >= len(self._quantities) or after in self._silent or after in self._parents:
            return
        following = self._quantities[after]
        between = fold(self._around.between(after))
        if (
            _OF.fullmatch(between) or (following.kind == quantity.kind and _AND.fullmatch(between))
        ) and not has_head(self._phrases[after].label):
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
            or OPPOSED.search(fold(total.text))
            or part.kind in NAMES
        ):
            return own
        is_short = len(own.subject.split()) <= SHORT and fold(own.subject) not in fold(total.text)
        return replace(own, text=f"{total.text} ({own.subject})") if is_short else own

    def _chained(self, index: int, beside: Phrase) -> str:
        """`Người học nghề dưới 3 tháng được hỗ trợ 3 triệu đồng`: the words around the figure between."""
        between = self._around.between(index)
        return f"{beside.label or beside.subject} {between}" if not MARK.search(between) else ""

    def _changed(self, index: int, quantity: Quantity, beside: Phrase | None) -> Phrase | None:
        """`đạt 120 tấn cá, tăng 5%`: a rate is of what it follows, all else of the last of its unit."""
        if quantity.kind == "share" or quantity.unit == "lần":
            return beside or self._last_like(index, quantity)
        return self._last_like(index, quantity) or beside

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
        between = _NOTE.sub("", self._around.between(index))
        tie = _TIED.search(fold(between))
        if tie is None or MARK.search(between[: tie.start()]) or len(between) > REACH // 4:
            return None
        noun = quantity.unit.split("/")[0]
        is_there = tie["word"] in ("tại", "ở", "trên") or len(beside.subject.split()) > FEW
        of = beside.subject if is_there else beside.whole
        return Phrase(joined("số", noun, of), of, noun=noun) if len(of.split()) > SHORT else None

    def _introduced(self, index: int, quantity: Quantity) -> Phrase | None:
        """`Số người cai nghiện qua các năm:` and a list of years: what the list is of."""
        if index in self._parents or quantity.kind == "share":
            return None
        label = self._around.introduction(index)
        noun = "" if quantity.kind in NAMES else quantity.unit.split("/")[0]
        return Phrase(named(quantity, label), headless(label), noun=noun) if label else None

    def _inherited(self, index: int, quantity: Quantity, after: str, beside: Phrase | None) -> Phrase:
        """From the total, the figure beside, or the last of its kind in the paragraph; else the bare noun."""
        parent = self._parents.get(index)
        if parent is None and beside is not None and self._says_again(index):
            return beside
        if parent is not None and parent < index:
            note = _NOTE.match(after) or self._around.part_named(index) or _THERE.match(after)
            total = self._phrases[parent]
            is_other = quantity.kind == "person" and total.noun != quantity.unit
            subject = total.whole if is_other and total.subject else total.subject
            phrase = total.text if quantity.kind == "money" else named(quantity, subject)
            return Phrase(joined(phrase, f"({note[1].strip()})" if note else ""), total.subject)
        noun = "" if quantity.kind in NAMES else quantity.unit.split("/")[0]
        heading = heading_before(self._around.before(index)) if noun else ""
        if 0 < len(heading.split()) <= _LONGEST_HEADING:
            return Phrase(named(quantity, heading), heading, noun=noun)
        if noun:
            self._silent.add(index)
        headed = "" if quantity.kind in NAMES else self._around.heading_and_label(index)
        subject = self._shared_subject(index, quantity, beside) or headed
        subject = subject or self._told_above(index, quantity)
        if subject:
            return Phrase(named(quantity, subject), subject, beside.label if beside else "", noun)
        return Phrase(joined(NAMES.get(quantity.kind, "số"), noun) or quantity.unit, "", noun=noun)

    def _says_again(self, index: int) -> bool:
        """`0,8 lần mức lương cơ sở (1.192.000 đồng)`, `22 tỷ đồng (gần 1 triệu USD)`: one thing twice."""
        kinds = {self._quantities[index].kind, self._quantities[index - 1].kind}
        return kinds <= {"money", "measure"} and self._around.between(index).strip() == "("

    def _told_above(self, index: int, quantity: Quantity) -> str:
        """`Theo địa bàn: huyện A 1.204 người`: of whom the paragraph before told, under the same heading."""
        for at in range(index - 1, max(-1, index - MOST_ITEMS), -1):
            site, own = self._sites[at], self._sites[index]
            if site.section.path != own.section.path or own.paragraph - site.paragraph > 1:
                return ""
            is_whole = at not in self._parents and at not in self._changes
            if is_whole and self._quantities[at].unit == quantity.unit and self._phrases[at].subject:
                return self._phrases[at].subject
        return ""

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
        is_thing = quantity.kind == "thing" and self._quantities[index - 1].unit != quantity.unit
        if source is beside and (
            self._quantities[index - 1].kind != quantity.kind or (is_thing and source.label)
        ):
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
