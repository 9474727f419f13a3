"""Numbers that name, order, date or frame instead of counting: `Điều 5`, `cơ sở số 3`, `10 năm qua`."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path

from nlp.syllables import is_syllable
from nlp.units import MEASURED, PEOPLE, Unit

TABLE = Path(__file__).parent / "tables" / "quantity_words.toml"
WINDOW = 48
_SYLLABLES = re.compile(r"[^\W\d_]+")
# "cơ sở số 3": the syllables that stand right before a number, with nothing but blanks between.
_BEFORE = re.compile(r"(?:[^\W\d_]{1,12}[ \t]){1,4}\Z")
_MOST_NAMING = 3
_WORD_BEFORE = re.compile(r"(?<![^\W_])[^\W\d_]{3,7}\Z")

# "10 năm qua", "3 tháng đầu", "5 năm 2021-2025", "2 ngày 13 và 14": the time frames something else.
_FRAMING = re.compile(
    r"[ ]?,[ ](?:cả )?năm(?![ ]\d)(?!\w)|"
    r"[ ](?:qua|vừa qua|gần đây|gần nhất|trở lại đây|nay|liên tiếp|liên tục|liền(?! kề)|đầu|cuối|tiếp theo"
    r"|tới(?![ ]\d)|giữa|còn lại|một lần)(?!\w)"
    r"|[ ]trước(?![ ](?:khi|ngày|kỳ|lúc|thời|hạn))(?!\w)|[ ]sau(?=[,.;]| đó|$)|[ ]giai đoạn(?!\w)"
    r"|[ ](?:ước )?(?:đạt|ước)(?!\w)"  # "thu ngân sách 9 tháng đạt 41,7 tỷ đồng"
    r"|[ ][(]?\d{1,4}(?:[ ]?[-/,][ ]?\d|[ ]và[ ]\d|\d{3}(?!\w))"
)
# "31 tháng 12 hằng năm": a day of every year
_MONTH = re.compile(r"[ ]\d{1,2}(?![\d.,])")
# "lúc 7 giờ 30", "khoảng 15 giờ ngày 12/3", "8 giờ sáng".
_CLOCK_AFTER = re.compile(r"[ ](?:\d{1,2}|rưỡi|kém|sáng|trưa|chiều|tối|đêm|ngày|hôm|cùng)(?!\w)")
_CLOCK_BEFORE = re.compile(r"(?:lúc|vào|hồi|vào lúc|từ lúc|trước)[ ]\Z")
# "biển số 37 C -290.09", "số 313 B -315": a dash glued to the digits behind a letter or two
_PLATE = re.compile(r"(?:^|[ ])(?:\d{1,4}[ ]?)?[a-zđ]{1,2}[ ]-\Z")
_YEAR = re.compile(r"(?:19|20)\d\d")
# "Trong 6 tháng, toàn tỉnh phát hiện …": it opens the sentence
_IN = re.compile(r"(?:\A|[\n.;–-][ ]?)trong[ ](?:cả )?\Z")
_PLAN = re.compile(
    r"(?:lũy kế|cộng dồn|tính chung|sơ kết|tổng kết|kế hoạch|giai đoạn|nhiệm kỳ|trung hạn|chiến lược"
    r"|cách đây|cách nay|hàng|hằng|định kỳ|kỷ niệm)[ ]\Z"
)
# "các Điều 4, 5, 6 Thông tư này", "khoản 11, 12 và 13": a list of names goes on.
_LISTED = re.compile(
    r"(?<!\w)(?:điều|khoản|điểm|chương|mục|phụ lục|mẫu|số|quận|tổ|lớp|tháng|khóa)[ ]\d{1,3}(?:/\d{4})?[a-zđ]?"
    r"(?:[ ]?(?:,|và|hoặc|-|;)[ ]?\d{1,3}[a-zđ]?){0,12}[ ]?(?:,|và|hoặc|-|;)[ ]?\Z"
)
_GREAT = re.compile(r"\d{1,3}\.\d{3}(?!\d)")  # "đạt điểm 10, 1.203 bài": no name is so great
_YEAR_MAY_COUNT = PEOPLE | {"money", "share", "measure", "case", "thing"}


@cache
def words(group: str, kind: str = "words") -> frozenset[str]:
    """One list of words of the table."""
    return frozenset(tomllib.loads(TABLE.read_text("utf-8"))[group][kind])


def syllables_before(folded: str, start: int) -> list[str]:
    """Up to four syllables right before a place, nearest last."""
    found = _BEFORE.search(folded[max(0, start - WINDOW) : start])
    return _SYLLABLES.findall(found[0]) if found else []


def is_attached(folded: str, start: int) -> bool:
    """The digits go on from something before: `Covid-19`, `A5`, `12/2020`, `2.3.4`."""
    before = folded[start - 1 : start]
    if _PLATE.search(folded[max(0, start - 8) : start]):
        return True
    if before.isalpha() and _runs_into(folded, start):
        return False
    if before.isalnum() or before == "_":
        return True
    return before in "-/.,:" and folded[max(0, start - 2) : start - 1].isalnum() if before else False


def _runs_into(folded: str, start: int) -> bool:
    """`cai nghiện bắt buộc93 người`: a blank was lost behind a word that names nothing; not `quận5`, `A5`."""
    word = _WORD_BEFORE.search(folded[max(0, start - 9) : start])
    if word is None or word[0].isascii() or not is_syllable(word[0]):
        return False
    return word[0] not in words("naming", "always") | words("naming", "sometimes")


def names_something(folded: str, start: int, unit: Unit) -> bool:
    """The noun before the number is named or ordered by it: `Ban chỉ đạo 89 Thành phố`, `tổ 3`."""
    may_be_listed = unit.kind in ("document", "area", "other") and not _GREAT.match(folded, start)
    if may_be_listed and _LISTED.search(folded[max(0, start - 2 * WINDOW) : start]):
        return True
    before = syllables_before(folded, start)
    for length in range(min(_MOST_NAMING, len(before)), 0, -1):
        name = " ".join(before[-length:])
        outside = before[-length - 1] if len(before) > length else ""
        if f"{outside} {name}" in words("naming", "compounds"):
            return False
        if name in words("naming", "always"):
            return not _still_counts(name, outside, unit)
        if name in words("naming", "sometimes"):
            return unit.kind not in MEASURED | PEOPLE
    return False


def _still_counts(name: str, outside: str, unit: Unit) -> bool:
    if name == "số":
        return outside in words("naming", "counting")
    if name in ("năm", "tháng", "ngày", "quý"):
        may_count = name != "tháng" and unit.kind in ("money", "share", "age")
        return outside in words("naming", "repeated") or may_count
    return unit.kind in ("money", "share") and name not in ("điều", "thứ", "lúc", "hồi")


def frames(folded: str, start: int, unit: Unit) -> bool:
    """A duration or hour that says when, not how long: `10 năm qua`, `6 tháng đầu năm`, `lúc 7 giờ`."""
    if unit.kind != "duration":
        return folded.startswith("con số", unit.start)  # "tăng trưởng 2 con số"
    before = folded[max(0, start - WINDOW) : start]
    if unit.name in ("giờ", "phút") and (
        _CLOCK_AFTER.match(folded, unit.end) or _CLOCK_BEFORE.search(before)
    ):
        return True
    if unit.name == "tháng" and _MONTH.match(folded, unit.end):
        return True
    if unit.name in ("tháng", "năm") and folded.startswith(",", unit.end) and _IN.search(before):
        return True
    return bool(_FRAMING.match(folded, unit.end) or _PLAN.search(before))


def is_year(printed: str, unit: Unit) -> bool:
    """Four digits that read as a year, before a noun that years stand before: `2020 tỉnh đã`."""
    return bool(_YEAR.fullmatch(printed)) and unit.kind not in _YEAR_MAY_COUNT
