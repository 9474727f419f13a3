"""What the labels of a table say: the measure in `(triệu đồng)` or `Số lớp`, and the words that are left."""

from __future__ import annotations

import re
from dataclasses import dataclass

from nlp.fold import fold
from nlp.numerals import read_scale
from nlp.units import MEASURED, PEOPLE, known_unit_at, read_unit

# "(người)", "(đơn vị: triệu đồng)", "ĐVT: %", "[%]", "Đơn vị tính: 1.000 đồng"
_NOTE = re.compile(
    r"[(\[][ ]?(?:(?:đơn vị(?: tính)?|đvt|đv)[ ]?:?[ ]?)?(?P<inside>[^()\[\]]{1,40}?)[ ]?[)\]]"
    r"|(?:đơn vị(?: tính)?|đvt)[ ]?:[ ]?(?P<told>[^|\n();]{1,40})"
)
_THOUSAND = re.compile(r"(?:1\.?000|ngàn|nghìn)[ ](?=[^\W\d_])")
_POWER = re.compile(r"(?<!\w)(m|km|cm)[ ]([23])(?!\d)")  # a raised figure that came loose: "đồng/m 2"
# "Số lớp", "Tổng số học viên", "Số lượng hộ"
_COUNT = re.compile(r"(?:tổng[ ])?số(?:[ ]lượng)?[ ]")
_SHARE = re.compile(r"(?:tỷ lệ|tỉ lệ|tỷ trọng|tỉ trọng|cơ cấu|tốc độ tăng|phần trăm)(?!\w)")
_MONEY = re.compile(
    r"(?:tổng )?(?:kinh phí|số tiền|thành tiền|đơn giá|giá trị|dự toán|vốn"
    r"|mức (?:chi|hỗ trợ|thu|phạt|trợ cấp))(?!\w)"
)
_SEXES = frozenset({"nam", "nữ"})
# "Bảng 1.", "Biểu số 02:", "Phụ lục III"; "2. Tổng sản phẩm …"
_NUMBERING = re.compile(
    r"(?:(?:bảng|biểu|phụ lục|biểu mẫu)(?:[ ]số)?[ ]?(?:\d{1,3}[a-z]?|[ivx]{1,5})?(?:[ ]?[.:-])?"
    r"|\d{1,2}\.|[-+*•])[ ]{1,4}"
)
_TOTAL = re.compile(
    r"(?:[-+*][ ]?)?(?:tổng(?: số| cộng| cả)?|cộng|toàn (?:tỉnh|thành phố|huyện|quốc|ngành)|cả nước|chung)"
    r"(?:[ ]?[(:+].{0,40}|[ ](?:chung|toàn .{1,20}))?"
)
_AMONG = re.compile(r"(?:[-+*][ ]?)?trong (?:số )?đó:?[ ]?")
_ITEM = re.compile(r"[-+*•][ ]?")
_CHANGE = re.compile(
    r"(?:tỷ lệ |tỉ lệ |mức |số )?"
    r"(?P<way>tăng[ ]?(?:\(?\+\)?)?[ ]?(?:,|/|hoặc|-)[ ]?giảm|tăng|giảm|chênh lệch)(?!\w)(?! trưởng)"
)


@dataclass(frozen=True, slots=True)
class Measure:
    """A unit with the factor that the table's numbers lack: thousand, million."""

    factor: float
    unit: str
    kind: str


@dataclass(frozen=True, slots=True)
class Wording:
    """A label without its notes, and the measures that a note, `Số …` or `Tỷ lệ …`, its first noun state."""

    words: str
    noted: Measure | None
    counted: Measure | None
    named: Measure | None


PERCENT, DONG, PEOPLE_COUNTED = (
    Measure(1, "%", "share"),
    Measure(1, "đồng", "money"),
    Measure(1, "người", "person"),
)


def read_label(text: str) -> Wording:
    """`Học nghề năm 2023 (người)` and `Số lớp` say what they count, each in its way."""
    folded = fold(text)
    noted, words = None, text
    for note in reversed(list(_NOTE.finditer(folded))):
        inside = "inside" if note["inside"] is not None else "told"
        measure = measure_of(text[note.start(inside) : note.end(inside)], told=note["told"] is not None)
        if measure is not None:
            noted = noted or measure
            words = f"{words[: note.start()]} {words[note.end() :]}"
    words = " ".join(words.split()).strip(" ,:;")
    if noted is None and (bare := measure_of(words)) is not None and bare.kind in MEASURED:
        return Wording("", bare, None, None)
    return Wording(words, noted, _counted(words), _named(words))


def measure_of(text: str, *, told: bool = False) -> Measure | None:
    """The measure that a note is: `triệu đồng`, `%`, `đồng/người/tháng`; `told` lets an unknown one pass."""
    text = _POWER.sub(r"\1\2", text.strip(" .:"))
    folded = fold(text)
    thousand = _THOUSAND.match(folded)
    factor, start = (1e3, thousand.end()) if thousand else read_scale(folded, 0)
    unit = read_unit(text, folded, start, unknown=told)
    if unit is None or folded[unit.end :].strip(" .,:") or (unit.kind == "area" and text[:1].isupper()):
        return None
    return Measure(factor, unit.name, unit.kind)


def _counted(words: str) -> Measure | None:
    """The measure in the label's own words: `Số bản`, `Tỷ lệ …`, `Kinh phí`."""
    folded = fold(words)
    if _SHARE.match(folded):
        return PERCENT
    if _MONEY.match(folded):
        return DONG
    count = _COUNT.match(folded)
    unit = read_unit(words, folded, count.end()) if count else None
    return Measure(1, unit.name, unit.kind) if unit and unit.kind not in MEASURED else None


def _named(words: str) -> Measure | None:
    """`Người sau cai được giúp đỡ`, `Nữ`: people and cases count themselves."""
    folded = fold(words)
    if folded in _SEXES:
        return PEOPLE_COUNTED
    unit = read_unit(words, folded, 0)
    return Measure(1, unit.name, unit.kind) if unit and unit.kind in PEOPLE | {"case"} else None


def unnumbered(text: str) -> str:
    """`Bảng 1. Số người …` without its number."""
    found = _NUMBERING.match(fold(text))
    return text[found.end() :] if found else text


def is_total(text: str) -> bool:
    """`Tổng cộng`, `Cộng`, `Toàn tỉnh`: the row or column that the others add up to."""
    return _TOTAL.fullmatch(fold(text).strip(" .:")) is not None


def is_among(text: str) -> bool:
    """`Trong đó: nữ`, `- Nam`: a part of the row above."""
    folded = fold(text)
    return _AMONG.match(folded) is not None or _ITEM.match(folded) is not None


def without_mark(text: str) -> str:
    """`- Nam` and `Trong đó: nữ` without what says that they are parts."""
    folded = fold(text)
    mark = _AMONG.match(folded) or _ITEM.match(folded)
    return text[mark.end() :].strip() if mark else text


def way_of(text: str) -> int | None:
    """Of a column of changes: 1 for `Tăng`, -1 for `Giảm`, 0 where the numbers' signs say it; else None."""
    found = _CHANGE.match(fold(text))
    if found is None:
        return None
    return {"tăng": 1, "giảm": -1}.get(found["way"], 0)


def has_noun(words: str) -> bool:
    """A label that begins with what is counted: `Người sau cai`, `học viên nữ`."""
    known = known_unit_at(fold(words), 0)
    return known is not None and known[1] in PEOPLE
