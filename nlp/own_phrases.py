"""What a clause itself says that its number counts, from the words before and behind it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from nlp.comparisons import Change
from nlp.fold import fold
from nlp.phrases import (
    LONGEST_SHARE,
    LONGEST_TAIL,
    clipped,
    closes_label,
    goal_after,
    has_head,
    heading_before,
    headless,
    is_average,
    is_bare_name,
    is_beside_verb,
    label_before,
    limited_after,
    name_in,
    share_after,
    since_after,
    tail_after,
)
from nlp.quantity import Quantity
from nlp.units import PEOPLE, known_unit_at

NAMES = {"share": "tỷ lệ", "duration": "thời gian", "age": "độ tuổi", "money": "", "measure": ""}
LONGEST_VERB, SHORT, FEW = 7, 2, 5

# "được hỗ trợ tối đa 3 triệu đồng", "được hưởng": what a sum is given as; not "lãi vay", "doanh thu"
_GIVEN = re.compile(
    r"(?:(?:được|sẽ|thì|phải)[ ])?"
    r"(?<!lãi )(?<!vốn )(?<!tiền )(?<!nợ )(?<!doanh )(?<!nguồn )(?<!tổng )(?<!định )"
    r"(?P<verb>hỗ trợ|hưởng|trợ cấp|trợ giúp|bồi dưỡng|thưởng|nộp|đóng|vay|xử phạt|phạt|chi|thu|nhận)"
    r"(?:[ ](?:một lần|thêm|tối đa|tối thiểu|bằng|là))*\Z"
)
# "có 120 hộ nghèo, chiếm | 15%| tổng số hộ": what is said before, of all of these
_OF_TOTAL = re.compile(
    r"(?:\A|[(,])[ ]?(?:chiếm|bằng)(?:[ ](?:tỷ lệ|khoảng|gần|hơn|trên))?[ ]\|[ ](?:tổng[ ])?số[ ]"
)
# "47 người sau cai, 100% | được giúp đỡ": of those who stand before
_PREDICATE = re.compile(r"(?:đều |đã )?(?:được|bị|chưa|không)[ ]")
# "số ca mắc | tăng cao so với cùng kỳ, như Tây Ninh"; "chỉ tiêu giảm nghèo"
_CHANGING = re.compile(r"[ ](?:tăng|giảm)[ ](?!trưởng|nghèo|thiểu|cường)")
# "1,2 tỷ USD, vượt | 5% kế hoạch"
_OVER = re.compile(r"(?<!\w)vượt[ ](?:hơn |trên |gần |khoảng )?\Z")
_WAGES = ("lương", "thu nhập", "mức lương")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A figure's phrase, the subject in it without its noun, and the verb or label before the number."""

    text: str
    subject: str
    label: str = ""
    noun: str = ""

    @property
    def whole(self) -> str:
        """The subject with its noun: `người nghiện có hồ sơ quản lý`."""
        return (
            self.subject
            if not self.noun or says(headless(self.subject), self.noun)
            else joined(self.noun, self.subject)
        )


def own_phrase(quantity: Quantity, before: str, after: str, beside: Phrase | None) -> Phrase | None:
    """What the clause itself says, or None where it is silent."""
    if quantity.kind == "share":
        return _of_share(before, after, beside)
    label, tail = label_before(before), tail_after(after, is_event=quantity.kind == "event")
    if quantity.kind == "money":
        return _of_money(quantity, before, after, label, tail, beside)
    if quantity.kind == "measure":
        return _of_measure(before, label, tail, beside)
    if quantity.kind == "age":
        subject = joined(label, clipped(tail, FEW)) if label else tail
        return Phrase(named(quantity, subject), subject, label) if subject else None
    if quantity.kind == "duration":
        return _of_duration(quantity, before, after, label, tail)
    return _of_count(quantity, before, label, tail, beside)


def _shared(label: str, beside: Phrase | None) -> str:
    """`thu giữ 25 kg heroin, 1.200 viên …`: one verb for all."""
    return label or (beside.label if beside else "")


def _of_count(quantity: Quantity, before: str, label: str, tail: str, beside: Phrase | None) -> Phrase | None:
    shared = _shared(label, beside)
    if fold(label).startswith(("tỷ lệ", "tỉ lệ")):  # "tỷ lệ vi phạm cao, cụ thể là | 215 lần vi phạm"
        label = ""
    if tail and not closes_label(before) and not is_beside_verb(before):
        label = ""
    if tail and is_average(before):
        tail = f"bình quân {tail}"
    counted = _counted(quantity, label, tail, closes=closes_label(before))
    return replace(counted, label=shared, noun=quantity.unit.split("/")[0]) if counted else None


def _of_money(
    quantity: Quantity, before: str, after: str, label: str, tail: str, beside: Phrase | None
) -> Phrase | None:
    """A sum: its name (`thu nhập`), what it is given as and to whom, or what it is for."""
    subject = (
        _sum_by_name(label, before, beside)
        or _sum_as_given(label, before, tail, beside)
        or _average_sum(quantity, label, before, beside)
        or _sum_for(label, tail, after)
    )
    if subject:
        return Phrase(subject, subject, _shared(label, beside))
    own = "" if fold(after).startswith((" và ", " cùng ")) else tail
    return _of_measure(before, label, "", beside) or _of_measure(before, own, "", beside)


def _name_at_start(before: str, label: str) -> str:
    """`tiền công học viên làm ghế nhựa, may mặc | 160 triệu đồng`: the clause begins with the name."""
    clause = before.lstrip(" ,;-+")
    return clipped(clause, LONGEST_TAIL) if "," in clause and has_head(clause) and not has_head(label) else ""


def _sum_by_name(label: str, before: str, beside: Phrase | None) -> str:
    """`… nhận làm với thu nhập`: the name alone, with whose it is."""
    name = name_in(label) or _name_at_start(before, label)
    if not name and is_bare_name(label) and beside and fold(label) not in fold(beside.whole):
        return joined(label, beside.whole or beside.label)
    if not name or (has_head(label) and not is_bare_name(label)):
        return ""
    if beside is None or not is_bare_name(name):
        return name
    is_wage = fold(name).startswith(_WAGES)
    return joined(name, beside.whole if is_wage else beside.label or beside.whole)


def _sum_as_given(label: str, before: str, tail: str, beside: Phrase | None) -> str:
    """`Trẻ em mồ côi được hưởng 900.000 đồng`: `mức hưởng trẻ em mồ côi`."""
    given = _GIVEN.search(fold(label))
    if given is None or has_head(label):
        return ""
    whom = label[: given.start()].strip() or heading_before(before) or (beside.whole if beside else "")
    return joined("mức", label[given.start("verb") : given.end("verb")].lower(), whom or tail)


def _average_sum(quantity: Quantity, label: str, before: str, beside: Phrase | None) -> str:
    """`bình quân 240 triệu đồng/đơn vị`."""
    is_rate = is_average(before) and "/" in quantity.unit
    label = label or (beside.subject if beside else "")
    return joined(label, "bình quân mỗi", quantity.unit.split("/")[1]) if is_rate else ""


def _sum_for(label: str, tail: str, after: str) -> str:
    """`bổ sung 1,5 tỷ đồng sửa chữa khu nhà ở`: the verb and the purpose."""
    if len(tail.split()) <= SHORT or has_head(label) or fold(after).startswith((" và ", " hoặc ", ",")):
        return ""
    return "" if fold(tail).endswith((" này", " đó")) else joined(clipped(label, SHORT, last=True), tail)


def _of_measure(before: str, label: str, tail: str, beside: Phrase | None) -> Phrase | None:
    few = tail if len(tail.split()) <= FEW else ""
    subject = joined(label or (_shared(label, beside) if few else ""), few) or tail
    if subject and len(label.split()) < FEW:
        heading = heading_before(before)
        subject = joined(subject, "" if fold(heading) == fold(subject) else heading)
    is_told = len(subject.split()) >= SHORT or has_head(subject)
    return Phrase(subject, subject, _shared(label, beside)) if is_told else None


def _of_duration(quantity: Quantity, before: str, after: str, label: str, tail: str) -> Phrase | None:
    """How long something lasts, or within what time it must be done."""
    limited = limited_after(before, after)
    if limited:
        return Phrase(joined("thời hạn", limited), limited, label)
    few = tail if len(label.split()) <= SHORT else ""
    subject = joined(label, few) or since_after(after)
    return Phrase(named(quantity, subject), subject, label) if subject else None


def _of_share(before: str, after: str, beside: Phrase | None) -> Phrase | None:
    label, goal, tail = label_before(before, most=LONGEST_SHARE), goal_after(after), share_after(after)
    if label and closes_label(before) and fold(label).startswith(("tỷ lệ", "tỉ lệ")) and not goal:
        return Phrase(label, headless(label), label)  # "tỷ lệ bao phủ đạt | 95%| dân số"
    if tail and beside is not None and beside.whole and _PREDICATE.match(fold(tail)):
        tail = joined(beside.whole, tail)
    if tail and beside is not None and beside.whole and _OF_TOTAL.search(f"{fold(before)}|{fold(after)}"):
        return Phrase(joined("tỷ lệ", beside.whole, "trên tổng số", tail), beside.whole, label)
    if goal:
        subject = label or (beside.whole if beside else "")
        return Phrase(
            joined(
                "tỷ lệ vượt" if _OVER.search(fold(before)) else "tỷ lệ đạt",
                goal,
                headless(subject) if len(goal.split()) <= FEW else "",
            ),
            subject,
        )
    if tail:
        verb = clipped(headless(label), 2 * FEW, last=True) if len(tail.split()) <= FEW else ""
        return Phrase(joined("tỷ lệ", tail, verb), joined(tail, verb), label)
    if not label:
        return None
    return Phrase(
        joined("" if fold(label).startswith(("tỷ lệ", "tỉ lệ")) else "tỷ lệ", label), headless(label), label
    )


def _counted(quantity: Quantity, label: str, tail: str, *, closes: bool) -> Phrase | None:
    noun = quantity.unit.split("/")[0]
    if label and (closes or not tail or "/" in quantity.unit):
        is_where = quantity.kind in ("area", "office") and not is_name_of(label, noun)
        if has_head(label) and is_where:  # "Số người nghiện phân bố ở 148 xã"
            return Phrase(joined("số", noun, headless(label)), headless(label), label)
        if has_head(label):
            return Phrase(label, headless(label), label)
        return Phrase(joined("số", label if says(label, noun) else joined(noun, label)), label, label)
    if not tail:
        return None
    is_verb = len(tail.split()) <= SHORT and len(label.split()) <= LONGEST_VERB
    subject = joined(tail, label if is_verb else "")
    return Phrase(joined("số", noun, subject), subject, label)


def phrase_of_change(
    quantity: Quantity, change: Change, before: str, after: str, beside: Phrase | None
) -> Phrase:
    """`tăng 12,5%`: what grows is said behind it, before it, or by the figure before."""
    way = "tăng" if change.way > 0 else "giảm"
    label = _CHANGING.split(label_before(before), maxsplit=1)[0]
    is_rate = quantity.kind in NAMES or quantity.unit == "lần"
    tail = "" if is_rate else clipped(tail_after(after), FEW)
    subject = label or tail or ((beside.subject or beside.noun) if beside else "")
    if is_rate:
        subject = label or (beside.whole if beside else "")
        tail = share_after(after)
        is_of = fold(after).startswith((" số ", " tỷ lệ ", " tổng số ")) or known_unit_at(fold(tail), 0)
        subject = tail if tail and is_of and not has_head(label) else subject
        return Phrase(
            joined("tỷ lệ" if quantity.kind == "share" else "mức", way, headless(subject)), subject, label
        )
    return Phrase(joined(named(quantity, subject), way), subject, label, quantity.unit)


def is_name_of(label: str, noun: str) -> bool:
    """`số xã` is one of `xã, phường`; so is a label without a noun of its own: `tổng số`."""
    bare = headless(label)
    return not bare or fold(noun.split(",", maxsplit=1)[0]) in fold(bare)


def says(label: str, noun: str) -> bool:
    """The label names the counted noun itself, or the people counted."""
    folded = fold(label)
    known, counted = known_unit_at(folded, 0), known_unit_at(fold(noun), 0)
    are_people = known and counted and {known[1], counted[1]} <= PEOPLE and folded not in ("nam", "nữ")
    return folded.startswith(fold(noun)) or bool(are_people)


def named(quantity: Quantity, subject: str) -> str:
    """The subject under the name of this kind of number: `tỷ lệ cán bộ …`, `số cán bộ …`."""
    name = NAMES.get(quantity.kind, "số")
    bare = headless(subject)
    if (
        name
        and name != "số"
        and (fold(bare).startswith(name) or (quantity.kind == "duration" and has_head(bare)))
    ):
        return bare
    noun = "" if quantity.kind in NAMES else quantity.unit.split("/")[0]
    return joined(name, "" if says(bare, noun) else noun, bare)


def joined(*pieces: str) -> str:
    return " ".join(piece for piece in pieces if piece)
