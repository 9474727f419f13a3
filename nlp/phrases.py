"""The words around a number that say what it counts: subject or verb before, the phrase behind its noun."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path

from nlp.fold import fold

TABLE = Path(__file__).parent / "tables" / "phrase_words.toml"
LONGEST_TAIL, LONGEST_SHARE, LONGEST_SUBJECT = 14, 18, 18
_SHORT, _FEW = 2, 5
_LONGEST_SYLLABLE = 7
# "Tự nguyện và bắt buộc: 1.860 người": a total that names both sides says the wrong one of each part
OPPOSED = re.compile(r"(?<!\w)(?:bắt buộc|tự nguyện|nam|nữ|tăng|giảm)(?!\w)")


_COPULA = re.compile(r"(?<!\w)(?:là|đạt|được)[ ]*$")
_PREPOSITION = re.compile(r"(?<!\w)(?:với|tại|trên|trong|ở|của|từ|về|do)(?:[ ](?:khoảng|hơn|gần|trên))?[ ]*$")
_CLOSING = re.compile(r"(?::|(?<!\w)là|(?<!\w)đạt)[ ]*$")
_BRACKETED = re.compile(r"\([^()]{0,200}\)|\A[^()]{0,400}\)")  # a whole bracket, or the end of one
_BORDER = re.compile(r"[;:(“\"\n|!?]|(?<!tp)\.(?=\s)")
# "480 người vào cai nghiện bắt buộc", "16 người vào làm": here the preposition is a verb
_ENTERED = re.compile(
    r"[ ](?:(?:nghiện |ma túy |đã ){0,3}(?:được |bị )?(?:đưa |đi |nhận |tiếp nhận )?)?"
    r"vào[ ](?!năm|tháng|ngày|quý|cuối|đầu|dịp|thời|lúc|\d)"
)
# "con số này", "tỷ lệ đó": what was counted is said before
_BACKWARD = re.compile(
    r"(?:(?:con|những con|các con)[ ])?(?:số|số liệu|tỷ lệ|tỉ lệ|mức|chỉ tiêu|tổng số)[ ](?:này|đó|ấy|trên)"
    r"(?:[ ](?:trên|tại|ở|trong|của)[ ][^,;.\n]{1,40})?"
)
_BARE_NAME = re.compile(
    r"(?:tổng )?(?:số tiền|số|số vốn|kinh phí|trị giá|giá trị|lương|thu nhập|mức lương|chi phí"
    r"|tổng số tiền|giá|vốn|học phí)"
    r"(?: bình quân| trung bình)?"
)
_AVERAGE = re.compile(
    r"(?<!\w)(?:bình quân|trung bình)(?:[ ](?:khoảng|gần|hơn|trên|mỗi [^\W\d_]{1,8}(?: có)?|là))?[ ]*$"
)
# "trong thời hạn 05 ngày làm việc, Ủy ban nhân dân cấp xã chuyển hồ sơ": what is limited stands behind
_WITHIN = re.compile(r"(?<!\w)trong(?: thời (?:hạn|gian)| vòng)?(?: không quá| tối đa| chậm nhất)?[ ]*$")
# "đại hội đề ra | chỉ tiêu giảm nghèo là 1%"
_CHARGE = re.compile(r"(?<!\w)chỉ tiêu[ ]")
_BARE_HEADS = frozenset({"tổng số", "số", "tổng", "tổng cộng"})

_LOOSE_START = re.compile(r"^(?:(?:và|hoặc|hay|của|cho|đối|thì|lần)(?:\s+|$))+")
_LOOSE_END = re.compile(
    r"(?:(?:^|\s{1,8})"
    r"(?:và|hoặc|hay|của|cho|có|được|đã|đang|các|những|bị|sẽ|không|còn|đối|so với|nhưng|song|thuộc"
    r"|chỉ|cùng)){1,12}$"
)


def _any(group: str) -> str:
    """The words of one group of the table, as alternatives."""
    table = tomllib.loads(TABLE.read_text("utf-8"))
    return "|".join(sorted(map(re.escape, table[group]["words"]), key=len, reverse=True))


def _unlinked() -> str:
    """No link begins at the last syllable of `chứng chỉ`, `nhà ở`."""
    table = tomllib.loads(TABLE.read_text("utf-8"))["no_link"]["words"]
    pairs = [word.rpartition(" ") for word in table]
    return "".join(rf"(?!(?<={re.escape(first)} ){re.escape(last)}(?!\w))" for first, _, last in pairs)


class _Borders:
    """Where phrases begin and end; compiled on first use."""

    def __init__(self) -> None:
        comma = r",(?![ ](?:chống|ngừa|cộng đồng)(?!\w))"  # "phòng, chống" is one word
        self.comma = re.compile(comma)
        # "người điều trị Methadone | tại …": the phrase behind a counted noun
        # "xã đạt chuẩn", "xã đồng bằng": words of the phrase that look like its end
        self.tail = re.compile(
            rf"{comma}|(?<!tp)\.|[;:!?()\[\]\n“”\"*|]|(?<!\w)(?<!đồng )(?<!tự )"
            r"(?!đạt (?:chuẩn|giải|danh hiệu|loại|tiêu chí|yêu cầu))"
            rf"(?:{_any('tail_stop')})(?!\w)"
            r"|(?<!\w)(?:ở|thuộc)[ ](?:các |những )?"
            r"(?:tỉnh|thành phố|tp|huyện|quận|thị xã|xã|phường|địa phương)(?!\w)"
        )
        self.event = re.compile(rf"(?<!\w)(?:{_any('event_stop')})(?!\w)")
        # "60% cán bộ làm công tác … được đào tạo | (…": a share says more of what it is a share of
        self.share = re.compile(rf"(?<!tp)\.|[;:()\n“”\"|]|(?<!\w)(?:{_any('share_stop')})(?!\w)")
        self.no_tail = re.compile(rf"(?:{_any('no_tail')})(?!\w)")
        self.predicate = re.compile(rf"(?<!\w)(?:{_any('predicate')})(?!\w)")
        # "đạt 71,1% | kế hoạch", "bằng 108% | so với chỉ tiêu"
        self.goal = re.compile(rf"[ ]?(?:so(?:[ ]với)?[ ])?(?:các[ ])?(?:{_any('goal')})(?!\w)")
        # "số người nghiện … là 1.193 người"; "một số", "trong số" and "số liệu" are no heads
        self.head = re.compile(
            r"(?<!\w)(?<!một )(?<!trong )(?<!doanh )(?<!dân )(?<!chỉ )(?<!hệ )(?<!thiểu )(?<!tham )(?<!quân )"
            rf"(?<!điểm )(?<!định )(?<!hạn )(?:{_any('head')})(?=[ ])"
            r"(?! (?:liệu|này|đó|hợp|cộng|kết|quát|quan|thể|bí|giám|cục|công|\d))"  # "tổng hợp", "số 8"
        )
        self.inner_name = re.compile(rf"(?<!\w)(?:{_any('name')})(?=[ ]|$)")
        # "… | là 8 tỷ đồng", "… | đạt trên 90%"
        self.name = re.compile(rf"(?:{_any('head')}|{_any('name')})(?=[ ]|$)")
        self.link = re.compile(rf"(?:[\s:,*(+–-]|(?<!\w)(?<!gia ){_unlinked()}(?:{_any('link')})(?!\w))+$")
        # "Trong đó, | điều trị …", "b) | Cai nghiện …"
        self.lead_in = re.compile(rf"(?:[\s:,*(+–•-]|[a-zđ]\)|(?<!\w)(?:{_any('lead_in')})(?!\w))+")
        self.adverb = re.compile(rf"(?:{_any('adverb')})(?!\w)")
        # "nam", "cấp": one word says enough
        self.alone = re.compile(rf"nam|nữ|lương|giá|vốn|phí|{_any('verb')}")
        self.place = re.compile(rf"(?:(?:{_any('place')})\.?(?: |$)){{1,4}}")


@cache
def _borders() -> _Borders:
    return _Borders()


def label_before(before: str, *, most: int = LONGEST_SUBJECT) -> str:
    """The subject or verb right before a number: `Trong đó, điều trị bằng thuốc thay thế Methadone:`."""
    text = _BRACKETED.sub(" ", before)
    is_copula = _COPULA.search(fold(text)) is not None
    link = _borders().link.search(fold(text))
    text = text[: link.start()] if link else text
    folded = fold(text)
    start = max((mark.end() for mark in _BORDER.finditer(folded)), default=0)
    head = _borders().head.search(folded, start)
    if head is not None and folded[head.start() :].strip() in _BARE_HEADS:
        text, folded, head = text[: head.start()], folded[: head.start()], None  # "xuất cấp tổng số 12 tấn"
    if head is not None:
        return _told(clipped(text[head.start() :], most))
    commas = [mark.end() for mark in _borders().comma.finditer(folded, start)]
    if commas and not is_copula and _says_something(folded[commas[-1] :]):
        start = commas[-1]
    name = _name_near_end(folded[start:], most) if is_copula else 0
    if name:  # "đưa ra bán đấu giá một lần … với | giá khởi điểm là"
        return _told(clipped(text[start + name :], most))
    lead = _borders().lead_in.match(folded, start)
    return _told(clipped(text[lead.end() if lead else start :], most, last=not is_copula))


def _name_near_end(folded: str, most: int) -> int:
    """Where the last name of a quantity begins in a label too long to be told whole; 0 where none does."""
    if len(folded.split()) <= most:
        return 0
    found = [name.start() for name in _borders().inner_name.finditer(folded)]
    found += [goal.end() for goal in _CHARGE.finditer(folded)]
    last = max(found, default=0)
    return last if len(folded[last:].split()) <= most else 0


def is_beside_verb(before: str) -> bool:
    """Nothing but the object's place is between verb and number: `ban hành 3`, not `tổ chức … với 150`."""
    return _PREPOSITION.search(fold(before)) is None


def closes_label(before: str) -> bool:
    """`…: 283 người`, `… là 356 đối tượng`: the number closes its label."""
    return _CLOSING.search(fold(before)) is not None


def tail_after(after: str, *, is_event: bool = False) -> str:
    """The phrase behind a counted noun: `người` `sau cai nghiện trở về nơi cư trú`, `vào cai nghiện`."""
    stops = (_borders().tail, _borders().event) if is_event else (_borders().tail,)
    entered = _ENTERED.match(fold(after))
    skipped = entered.end() if entered else 0
    return _loose(clipped(after[:skipped] + _cut(after[skipped:], *stops), LONGEST_TAIL))


def is_average(before: str) -> bool:
    """`bình quân 240 triệu đồng/đơn vị`."""
    return _AVERAGE.search(fold(before)) is not None


def limited_after(before: str, after: str) -> str:
    """What must happen within a time: the clause behind `trong thời hạn 05 ngày làm việc kể từ …,`."""
    if _WITHIN.search(fold(before)) is None:
        return ""
    told = re.match(r"(?:[ ]kể từ[^,;.\n]{0,160})?,[ ](?P<clause>[^,;:.\n]{8,200})", fold(after))
    return clipped(after[told.start("clause") : told.end("clause")], LONGEST_TAIL) if told else ""


def heading_before(before: str) -> str:
    """`2. Cai nghiện tự nguyện tại gia đình, cộng đồng: hỗ trợ …`: what stands before the last colon."""
    parts = before.rsplit(":", 1)
    if len(parts) != _SHORT:
        return ""
    label = clipped(re.sub(r"^\s*(?:\d{1,2}[.)]|[a-zđ]\)|[-+*•])\s*", "", parts[0]), LONGEST_TAIL)
    is_lead_in = _borders().lead_in.fullmatch(fold(label)) is not None
    return "" if is_lead_in or _BORDER.search(label) or len(label.split()) < _SHORT else _small(label)


def since_after(after: str) -> str:
    """`05 ngày` `kể từ ngày nhận đủ hồ sơ`: from when a time limit runs."""
    return clipped(re.split(r"[,;.\n]", after, maxsplit=1)[0], 10) if fold(after).startswith(" kể từ") else ""


def share_after(after: str) -> str:
    """What a share is a share of, up to the comma behind its predicate; nothing where it is not said."""
    if after.lstrip().startswith(","):
        return ""
    text = _cut(re.sub(r"^\s{0,2}trở (?:lên|xuống)(?!\w)", "", after), _borders().share)
    for comma in _borders().comma.finditer(fold(text)):
        head = fold(text[: comma.start()])
        if len(head.split()) > _FEW and _borders().predicate.search(head):
            text = text[: comma.start()]
            break
    tail = re.sub(r"^(?:tổng )?số(?= )", "", _loose(clipped(text, LONGEST_SHARE))).strip()
    return "" if _borders().no_tail.match(fold(tail)) else tail


def goal_after(after: str) -> str:
    """`kế hoạch năm`, `chỉ tiêu được giao`: the goal that a share is of."""
    return (
        clipped(_cut(after, _borders().share, _borders().comma), 9)
        if _borders().goal.match(fold(after))
        else ""
    )


def clipped(text: str, most: int, *, last: bool = False) -> str:
    """At most so many words, from the beginning or the end, without loose marks."""
    words = text.split()
    return " ".join(words[-most:] if last else words[:most]).strip(" ,;:.*()[]-–+•/“”\"'")


def headless(subject: str) -> str:
    """`số người nghiện` without its `số`."""
    return re.sub(r"^(?:tổng số|số|tỷ lệ|tỉ lệ)\s+", "", subject, flags=re.IGNORECASE)


def has_head(label: str) -> bool:
    """It begins with the name of a quantity: `tổng số`, `quy mô`, `doanh thu`."""
    return _borders().name.match(fold(label)) is not None


def is_bare_name(label: str) -> bool:
    """`số tiền`, `thu nhập`, `kinh phí`: a name of money that does not say what for."""
    return _BARE_NAME.fullmatch(fold(label)) is not None


def name_in(label: str) -> str:
    """From the last name of a quantity on: `hợp tác xã nhận làm với` `thu nhập`; else nothing."""
    found = list(_borders().inner_name.finditer(fold(label)))
    return label[found[-1].start() :] if found else ""


def from_name(before: str) -> str:
    """From the first name of a quantity on: `nhà ở` `diện tích`; else nothing."""
    found = _borders().inner_name.search(fold(before))
    return before[found.start() :] if found else ""


def _says_something(folded: str) -> bool:
    return len(folded.split()) >= _SHORT or _borders().alone.fullmatch(folded.strip(" :")) is not None


def _told(label: str) -> str:
    """Nothing where a label is only an adverb, a place or a lone word."""
    if not has_head(label):
        label = without_place(label)
    folded = fold(label)
    if _BACKWARD.fullmatch(folded) or not _says_something(folded):
        return ""
    if _borders().adverb.match(folded) and not has_head(label):
        return ""
    return _small(label)


def _small(label: str) -> str:
    """A label inside a phrase begins small, unless it is a name."""
    first, _, rest = label.partition(" ")
    is_name = len(first) > _LONGEST_SYLLABLE or rest[:1].isupper() or not first.istitle()
    return label if is_name else f"{first.lower()} {rest}".strip()


def without_place(label: str) -> str:
    """`tỉnh Sơn La tiếp nhận`, `toàn huyện lập hồ sơ`: what is done there."""
    place = _borders().place.match(fold(label))
    if place is None:
        return label
    rest = label[place.end() :].split()
    named = next((at for at, word in enumerate(rest) if not word.istitle()), len(rest))
    return " ".join(rest[named:])


def _cut(text: str, *stops: re.Pattern[str]) -> str:
    folded = fold(text)
    ends = [found.start() for stop in stops if (found := stop.search(folded))]
    return text[: min(ends)] if ends else text


def _loose(phrase: str) -> str:
    """Without connecting words at its ends."""
    return _LOOSE_END.sub("", _LOOSE_START.sub("", phrase))
