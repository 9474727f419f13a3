"""What a printed line begins and ends with: marks of items and parts, values, words that none ends with."""

from __future__ import annotations

import re

from nlp.patterns import LOWER, UPPER

NAME_WORDS = 3  # at the end of a line that a name's dash follows

_ENDS = re.compile(r"[.!?;:…]['\"”’)\]]*$|\./\.$")
# "1. Mục tiêu", "2.3. Kết quả", "1.2 Mục đích", "a) Tuyên truyền", "IV. Giải pháp"; no "1.500 vòng/phút"
_MARKER = re.compile(
    r"[“\"(]?(?:\d{1,3}(?:\.\d{1,3}){0,4}[.)](?!\d)|\d{1,2}\s?[-–]\s(?=\S)|[a-zđA-ZĐ][.)]|[a-zđ]\d\)|[IVX]{1,5}[.)-])\s?(?=\S)"
    rf"|\d{{1,2}}(?:\.\d{{1,2}}){{1,4}}\s[{UPPER}][{LOWER}]"
)
_DASHED = re.compile(r"[-–+*]\s")  # "- Năm 2018:"
# "Điều 5. Hiệu lực", "Chương II", "Phụ lục I", "Mẫu số 02a", "Biểu 03/LĐ", "Ví dụ 6:"
_PART = re.compile(
    r"“?(?:Điều|Khoản)\s\d{1,3}[a-z]?\s?[.:]"
    r"|(?:Chương|CHƯƠNG|Mục|MỤC|Phần|PHẦN|PHỤ LỤC|Phụ lục|Tiểu mục)\s(?:[IVXLC]+\d{0,3}|\d+)\b"
    r"|(?:Mẫu|MẪU|Biểu|BIỂU)(?:\s(?:mẫu|số|SỐ))?\s?:?\s[A-ZĐ]{0,4}\d[\w./-]{0,12}(?=[\s:,(]|$)"
    r"|(?:Ví dụ|Bước|Bảng|Hình|Sơ đồ)\s\d{1,3}(?:\.\d{1,2})?\s?[.:]"
)
_ARTICLE = re.compile(r"“?Điều\s\d{1,3}[a-z]?\s?[.:]\s?\S")
# "Căn cứ Luật Việc làm", "Nơi nhận:", "KT. GIÁM ĐỐC", "(Kèm theo Quyết định"
_BLOCK = re.compile(
    r"Căn cứ\s|Xét\s(?:đề nghị|Tờ trình|tờ trình)|Theo đề nghị|Nơi nhận|Kính gửi|Lưu:|Số:|V/v\s"
    r"|(?:KT|TM|TL|TUQ)\.|\((?:Ban hành kèm|Kèm) theo\s"
)
_LABEL = re.compile(
    r"(?:Chương|CHƯƠNG|Mục|MỤC|Phần|PHẦN|Điều)\s\w{1,6}[.:]?|(?:PHỤ LỤC|Phụ lục)(?:\s\w{1,6}[.:]?)?"
    r"|(?:Mẫu|MẪU|Biểu|BIỂU)(?:\s(?:số|SỐ))?\s[A-ZĐ]{0,4}\d\w{0,4}"
    rf"|(?:KT|TM|TL|TUQ)\.[\s{UPPER}]{{3,60}}|\([Đđ]ã\sk[ýí]\)"
)
_LOWER = re.compile(rf"[{LOWER}](?!\w{{0,40}}[A-ZĐ])")  # "học viên", but not "maDoiTuong"
_GOES_ON = re.compile(rf"{_LOWER.pattern}|[(,;%]|\d")
# "3 Mỗi đơn vị", "57 Kết cấu thép", "II Vật tư", "C Nhóm": a footnote, the row of a table
_COUNTED = re.compile(rf"(?:\d{{1,3}}|[IVX]{{1,4}}|[A-H])\s[{UPPER}][{LOWER}]")
# "tại Nghị định số", "của Bộ": words that cannot end a paragraph
_OPEN_WORD = re.compile(
    r"\b(?:số|của|và|hoặc|các|những|tại|theo|về|cho|với|trong|đến|từ|là|được|do|Bộ|Nghị|Quyết|Thông|Luật"
    r"|khoản|Điều|điểm)$"
)
# "theo", "Mẫu số 05,", "theo Mẫu số 02" before "Phụ lục I"
_LISTS_ON = re.compile(
    rf"{_OPEN_WORD.pattern}|[,(]$"
    r"|\b(?:theo|tại|của|và|hoặc|là)\s(?:(?:Mẫu|Biểu)(?:\ssố)?|Mục|Điều|Phụ lục)\s[\w/.-]{1,12}$"
)
_DANGLES = re.compile(rf"{_OPEN_WORD.pattern}|,$|[-–/]$")
_BRACKET = re.compile(r"\([^()]{0,80}$")  # "… (gồm Sở Y tế"
# "… từ ngày", "… theo khoản", "8703, ": what a number follows; no "01 năm" and no "hằng tháng"
_TAKES_NUMBER = re.compile(
    r"(?<!\b\d)(?<!\b\d\d)(?<!hằng)(?<!hàng)(?<!mỗi)(?:^|\s)(?:ngày|tháng|năm|quý|khóa|kỳ)$"
    r"|(?:^|\s)(?:số|khoản|điều|điểm|mục|chương|lục|từ|đến|là|và|hoặc|trên|dưới|bằng|gồm|tăng|giảm|chiếm|hơn|khoảng)$"
    r"|(?-i:\bPhần)$|[-–/]$|\d,$",
    re.IGNORECASE,
)
_YEAR_WORD = re.compile(r"\bnăm$", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)\d\d")
_VALUE = re.compile(
    r"[\d.,]{1,20}%?|[a-hđ]|[-–+]"
)  # "2", "1.644.000", "12,5%", "b", "-": the cell of a table
# "36.000.000 đồng", "20 lần mức chuẩn", "1.250 đồng/kg": the cell of a table
_MEASURE = re.compile(r"\d[\d.,/-]{0,20}%?(?:\s?[^\W\d]{1,8}(?:/[^\W\d]{1,10})?){0,3}")
_OPEN_HYPHEN = re.compile(r"\w[-–/]$")  # "84/BC-", "TTLT/": a number cut by the line end
_BEGUN = re.compile(rf"[{LOWER}]{{2}}\.\s[{UPPER}][{LOWER}]{{0,8}}(?:\s[{LOWER}]{{1,8}}){{0,2}}$")
_MEASURED = re.compile(rf"\d[\d.,]{{0,15}}\s?[{LOWER}{UPPER}%]")
_DIGIT = re.compile(r"\d")
_WORD = re.compile(r"[^\W\d_]{3}")


def is_cut(text: str) -> bool:
    """Whether a line ends without a stop."""
    return not _ENDS.search(text)


def is_value(text: str) -> bool:
    """Whether a line is nothing but a number or the mark of an item."""
    return bool(_VALUE.fullmatch(text))


def is_measure(text: str) -> bool:
    """Whether a line is nothing but a number with its unit."""
    return bool(_MEASURE.fullmatch(text))


def is_label(text: str) -> bool:
    """Whether a line is the label of a part, whose name follows: "Chương II", "PHỤ LỤC"; or of a signature:
    "KT. GIÁM ĐỐC".
    """
    return bool(_LABEL.fullmatch(text))


def is_loud(text: str) -> bool:
    """Whether a line is in capitals: a title, an office, "Mục 2. NGHỀ MAY"; the unit of "6.000V" is not
    enough.
    """
    mark = _PART.match(text)
    name = text[mark.end() :] if mark else text
    return name.isupper() and bool(_WORD.search(name) or not _DIGIT.search(name))


def begins_item(text: str) -> bool:
    """Whether a line begins with the mark of a list item or of a part."""
    return bool(_DASHED.match(text) or _MARKER.match(text) or _PART.match(text) or _BLOCK.match(text))


def begins_article(text: str) -> bool:
    """Whether a line begins with the number of an article, whose name stands on the same line."""
    return bool(_ARTICLE.match(text))


def begins_dashed(text: str) -> bool:
    return bool(_DASHED.match(text))


def begins_marked(text: str) -> bool:
    """Whether a line begins with the number or letter of a list item."""
    return bool(_MARKER.match(text))


def begins_small(text: str) -> bool:
    return bool(_LOWER.match(text))


def begins_within(text: str) -> bool:
    """Whether a line begins as the middle of a sentence does."""
    return bool(_GOES_ON.match(text))


def begins_counted(text: str) -> bool:
    """Whether a line begins with a number as the row of a table or a footnote does."""
    return bool(_COUNTED.match(text))


def begins_part(last: str, following: str, *, is_new_page: bool) -> bool:
    """Whether a line begins a part and is no citation that the line before it opens: "… theo / Mẫu số 05"."""
    part = _PART.match(following)
    if part and is_new_page and following[part.end() :][:1] in ("", ":"):
        return True
    is_cited = _LISTS_ON if part else _OPEN_WORD
    return bool(part or _BLOCK.match(following)) and not is_cited.search(last)


def ends_open(text: str) -> bool:
    """Whether a line ends with a word that must be followed by another."""
    return bool(_OPEN_WORD.search(text))


def dangles(text: str) -> bool:
    """Whether a line ends with such a word, a comma or a hyphen."""
    return bool(_DANGLES.search(text))


def ends_in_brackets(text: str) -> bool:
    return bool(_BRACKET.search(text))


def takes_number(last: str, following: str) -> bool:
    """Whether a line ends with what the number at the beginning of the next one belongs to."""
    is_year = _YEAR_WORD.search(last) and _YEAR.match(following)
    return bool(is_year or _TAKES_NUMBER.search(last))


def ends_hyphen(text: str) -> bool:
    return bool(_OPEN_HYPHEN.search(text))


def ends_name(text: str) -> bool:
    """Whether a line ends in words of a name that a dash may part: "… của Sở Lao động"."""
    words = text.split()
    is_whole_item = begins_dashed(text) and words[-1][0].isupper()
    is_name = words[-1].isalpha() and any(word[0].isupper() for word in words[1:][-NAME_WORDS:])
    return is_name and not is_whole_item


def runs_over(last: str, following: str) -> bool:
    """Whether the foot of a page begins a sentence that is no name, or announces a measure: "… vòng/phút.
    Động cơ", "… dòng ngắn mạch:" / "10 kA".
    """
    return bool(_BEGUN.search(last) or (last.endswith(":") and _MEASURED.match(following)))
