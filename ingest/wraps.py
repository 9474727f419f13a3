"""Printed lines into paragraphs: hard wraps and sentences cut by a page break are joined.

A paragraph is one line of the clean text. List items, headings and table rows stay paragraphs of their own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median, quantiles

from ingest.raw import Kind, Line
from nlp.document_types import document_kinds
from nlp.fold import fold
from nlp.patterns import LOWER

SHORT_SHARE = 0.78  # of the usual line length: a shorter line was not cut by the margin
LONG_SHARE = 1.08  # of the usual line length: a longer line was not wrapped like the others
SHORTEST_WRAPPED, LONGEST_WRAPPED = 40, 130  # characters of a line in a text with hard wraps
INDENT = 0.02  # of the page's width
MARGIN = 0.06  # of the page's width: a line that ends nearer to the right edge was cut by it
CUT_WORDS = 6  # words: a paragraph cut by a page break has more

_ENDS = re.compile(r"[.!?;:…]['\"”’)\]]*$|\./\.$")
# "1. Mục tiêu", "2.3. Kết quả", "a) Tuyên truyền", "- Năm 2018:", "IV. Giải pháp", "Điều 5. Hiệu lực"
_MARKER = re.compile(
    r"\(?(?:\d{1,3}(?:\.\d{1,3}){0,4}[.)]|\d{1,2}\s?[-–]\s(?=\S)|[a-zđA-ZĐ][.)]|[IVX]{1,5}[.)-])\s?(?=\S)"
)
_DASHED = re.compile(r"[-–+*]\s")
_STRUCTURE = re.compile(
    r"(?:Điều|Khoản)\s\d{1,3}[a-z]?\s?[.:]"
    r"|(?:Chương|CHƯƠNG|Mục|MỤC|Phần|PHẦN|PHỤ LỤC|Phụ lục|Tiểu mục)\s(?:[IVXLC]+\d{0,3}|\d+)\b"
    r"|(?:Mẫu|MẪU|Biểu|BIỂU)\s(?:(?:số|SỐ)\s)?[\d.]{1,6}(?:\s\d{1,3}$|[.:]\s|$)"
    r"|Căn cứ\s|Xét\s(?:đề nghị|Tờ trình|tờ trình)|Theo đề nghị|Nơi nhận|Kính gửi|Lưu:|Số:|V/v\s"
    r"|(?:KT|TM|TL|TUQ)\."
)
_LABEL_ONLY = re.compile(r"(?:Chương|CHƯƠNG|Mục|MỤC|Phần|PHẦN|PHỤ LỤC|Phụ lục|Điều)\s\w{1,6}[.:]?")
_GOES_ON = re.compile(rf"[{LOWER}(,;%]|\d")
_LOWER = re.compile(rf"[{LOWER}]")
# "tại Nghị định số", "của Bộ": words that cannot end a paragraph
_OPEN_WORD = re.compile(
    r"\b(?:số|của|và|hoặc|các|những|tại|theo|về|cho|với|trong|đến|từ|là|được|do|Bộ|Nghị|Quyết|Thông|Luật"
    r"|khoản|Điều|điểm)$"
)
_DANGLES = re.compile(rf"{_OPEN_WORD.pattern}|,$|[-–/]$")
_OPEN_HYPHEN = re.compile(r"\w[-–/]$")  # "84/BC-", "TTLT/": a number cut by the line end


@dataclass(frozen=True, slots=True)
class Printed:
    """A line with the page that it stands on."""

    line: Line
    page: int

    @property
    def text(self) -> str:
        return self.line.text


@dataclass(frozen=True)
class Column:
    """Where the lines of a page begin and end; or how long its lines usually are, where positions are
    unknown.
    """

    left: float
    right: float
    length: float

    def fills(self, line: Line) -> bool:
        """Whether a line goes up to the right edge."""
        if line.right is not None:
            return line.right >= self.right - MARGIN
        return SHORT_SHARE * self.length <= len(line.text) <= LONG_SHARE * self.length

    def is_indented(self, line: Line) -> bool:
        return line.left is not None and line.left > self.left + INDENT

    def is_centred(self, line: Line) -> bool:
        if line.left is None or line.right is None or line.right - line.left < 0.1:
            return False
        middle = (self.left + self.right) / 2
        return abs((line.left + line.right) / 2 - middle) < 2 * INDENT and line.left > self.left + 2 * INDENT


def is_wrapped(lines: Sequence[Line]) -> bool:
    """Whether a text of unknown kind has hard wraps: its long lines are alike, and most break off in a
    sentence.
    """
    texts = [line.text for line in lines if len(line.text) >= SHORTEST_WRAPPED and line.kind is Kind.TEXT]
    if len(texts) < 4:
        return False
    usual = median(map(len, texts))
    alike = [text for text in texts if SHORT_SHARE * usual <= len(text) <= usual / SHORT_SHARE]
    cut = sum(_is_cut(text) for text in alike)
    return usual <= LONGEST_WRAPPED and len(alike) >= 0.5 * len(texts) and cut >= 0.5 * len(alike)


def column_of(lines: Sequence[Line]) -> Column:
    """The column of a page's lines; table rows have their own."""
    text = [line for line in lines if line.text and line.kind is not Kind.ROW]
    lefts = sorted(line.left for line in text if line.left is not None)
    rights = sorted(line.right for line in text if line.right is not None)
    lengths = [len(line.text) for line in text]
    usual = quantiles(lengths, n=10)[8] if len(lengths) > 1 else float(sum(lengths))
    left = lefts[len(lefts) // 10] if lefts else 0.0
    return Column(left, rights[int(len(rights) * 0.85)] if rights else 1.0, usual)


def join_wrapped(lines: Sequence[Printed]) -> list[list[Printed]]:
    """Paragraphs of printed lines; each paragraph is the lines that it is made of."""
    pages = {printed.page for printed in lines}
    columns = {page: column_of([printed.line for printed in lines if printed.page == page]) for page in pages}
    paragraphs: list[list[Printed]] = []
    is_after_blank = True
    for printed in lines:
        if not printed.text:
            is_after_blank = True
            continue
        last = paragraphs[-1][-1] if paragraphs else None
        if last and _goes_on(
            last, printed, columns, is_after_blank=is_after_blank and last.page == printed.page
        ):
            paragraphs[-1].append(printed)
        else:
            paragraphs.append([printed])
        is_after_blank = False
    return paragraphs


def _goes_on(last: Printed, following: Printed, columns: dict[int, Column], *, is_after_blank: bool) -> bool:
    """Whether a printed line continues the one before it."""
    if not _may_join(last, following):
        return False
    is_cut = _is_cut(last.text)
    if is_after_blank:
        return is_cut and bool(_LOWER.match(following.text)) and len(last.text.split()) >= CUT_WORDS
    centred = [columns[one.page].is_centred(one.line) for one in (last, following)]
    if centred == [True, False] and not _LOWER.match(following.text):
        return False
    is_full = columns[last.page].fills(last.line)
    if _DASHED.match(following.text):
        return is_full and is_cut and (bool(_LOWER.match(following.text[2:])) or not _ends_item(last.text))
    if is_full:
        return bool(is_cut or _LOWER.match(following.text)) or (
            following.line.left is not None and not columns[following.page].is_indented(following.line)
        )
    return is_cut and bool(_GOES_ON.match(following.text) or _DANGLES.search(last.text) or all(centred))


def _may_join(last: Printed, following: Printed) -> bool:
    if Kind.TEXT is not last.line.kind or Kind.TEXT is not following.line.kind:
        return False
    if _LABEL_ONLY.fullmatch(last.text) or _is_type_line(last.text):
        return False
    if _STRUCTURE.match(following.text) and not _OPEN_WORD.search(last.text):
        return False
    if last.text.isupper() != following.text.isupper() and not _OPEN_HYPHEN.search(last.text):
        return not (last.text.isupper() or _has_letters(following.text))
    return not _MARKER.match(following.text) or bool(_DANGLES.search(last.text))


def _is_type_line(text: str) -> bool:
    """ "THÔNG TƯ" above a title."""
    return text.isupper() and fold(text) in document_kinds().by_key


def _has_letters(text: str) -> bool:
    return any(letter.isalpha() for letter in text)


def _is_cut(text: str) -> bool:
    return not _ENDS.search(text)


def _ends_item(text: str) -> bool:
    """Whether a list item could end here without a stop: it has a marker of its own, and few words."""
    return bool(_DASHED.match(text)) and len(text.split()) < CUT_WORDS


def join_paragraphs(lines: Sequence[Printed]) -> list[list[Printed]]:
    """Paragraphs of a text whose lines are paragraphs already: only what a page break cut is joined."""
    paragraphs: list[list[Printed]] = []
    for printed in lines:
        if not printed.text:
            continue
        last = paragraphs[-1][-1] if paragraphs else None
        if last and _is_cut_by_page(last, printed):
            paragraphs[-1].append(printed)
        else:
            paragraphs.append([printed])
    return paragraphs


def _is_cut_by_page(last: Printed, following: Printed) -> bool:
    """ "… giúp đỡ sau cai" / "nghiện là 356 đối tượng": no stop, then a small letter and no list marker."""
    is_long = len(last.text.split()) >= CUT_WORDS
    goes_on = _LOWER.match(following.text) or _OPEN_WORD.search(last.text)
    return is_long and bool(goes_on) and _is_cut(last.text) and _may_join(last, following)


def glue(last: str) -> str:
    """What stands between two joined lines: nothing after the hyphen of a number, else a space."""
    return "" if _OPEN_HYPHEN.search(last) else " "
