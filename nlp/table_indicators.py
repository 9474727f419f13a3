"""What a cell of a table counts: its column's words, its row's, the caption's."""

from __future__ import annotations

import re

from nlp.fold import fold
from nlp.own_phrases import NAMES
from nlp.phrases import OPPOSED, headless
from nlp.table_headings import Label
from nlp.table_labels import Measure, has_noun

# "Các huyện còn lại", "Tổng cộng": rows that are no place and no indicator of their own
REST = re.compile(r"(?:các|những|tổng|toàn|cộng|còn lại|khác)(?!\w)")
# "Nội dung", "Chỉ tiêu", "Tên đơn vị": a header that adds nothing to its row labels
_PLAIN_HEADS = re.compile(
    r"(?:nội dung|chỉ tiêu|tiêu chí|tên|đơn vị|hạng mục|danh mục|chỉ số|diễn giải|loại"
    r"|năm|tỉnh|huyện|xã|địa|stt|tt)(?!\w)"
)
# "Biểu 1. Tổng hợp kết quả cai nghiện theo huyện": the name of the table, without what any table is called
_TITLE = re.compile(
    r"^(?:(?:biểu|bảng|phụ lục|mẫu)(?: số)?[ ]?[\dIVX]{0,4}[ ]?[.:–-]?[ ]?)?"
    r"(?:(?:tổng hợp|số liệu|kết quả|thống kê|tình hình|danh sách|chi tiết|báo cáo)[ ]){0,3}",
    re.IGNORECASE,
)
_BARE = ("tỷ lệ", "tỉ lệ", "số lượng", "số", "tổng")
_LONGEST_LABEL, _LONGEST_HEAD, _LONGEST_THEME = 24, 2, 10


def indicator_of(
    label: Label, over: Label, side: Label, caption: Label, measure: Measure, *, names_places: bool
) -> str:
    """The column's words, then the row's; the caption's where neither says what is counted."""
    row = "" if label.is_total else _lowered(label.words)
    head = "" if names_places or not row or not over.words else _lowered(_kind_of_rows(side))
    says_nothing = not row or REST.match(fold(row)) or not (label.counted or label.named or label.noted)
    if over.words:
        theme = "" if row else _theme(over, caption)
        subject = _joined(_lowered(over.words), head, row)
        is_name = fold(subject) in _BARE
        subject = theme if theme and is_name else f"{theme} ({subject})" if theme else subject
    elif says_nothing:
        subject = _joined(_TITLE.sub("", _lowered(caption.words)), row)
    else:
        subject = row
    return _named(" ".join(subject.split()[:_LONGEST_LABEL]), measure)


def _theme(over: Label, caption: Label) -> str:
    """`Bắt buộc` under `Số người cai nghiện theo huyện`: what a column of a word or two is of."""
    theme = _TITLE.sub("", _lowered(caption.words))
    is_short = len(over.words.split()) <= _LONGEST_HEAD
    if not is_short or not theme or OPPOSED.search(fold(theme)) or fold(theme) in fold(over.words):
        return ""
    return " ".join(headless(theme).split()[:_LONGEST_THEME])


def _kind_of_rows(side: Label) -> str:
    """`Nghề`, `Vùng`: the kind of the row labels, where one or two words say it."""
    is_short = len(side.words.split()) <= _LONGEST_HEAD and not _PLAIN_HEADS.match(fold(side.words))
    return side.words if is_short else ""


def _named(subject: str, measure: Measure) -> str:
    """The subject under the name of this kind of number: `số người …`, `tỷ lệ …`."""
    name = NAMES.get(measure.kind, "số")
    folded = fold(subject)
    if not name or folded.startswith((name, "số ", "tổng số", "tỷ lệ", "tỉ lệ", "mức ", "thời ")):
        return subject
    noun = "" if measure.kind in NAMES else measure.unit.split("/")[0]
    bare = headless(subject)
    if noun and (has_noun(bare) or fold(bare).startswith(fold(noun))):
        noun = ""
    return _joined(name, noun, bare)


def _lowered(words: str) -> str:
    """A label inside a phrase begins small, unless it is a name or all capitals."""
    first, _, rest = words.partition(" ")
    if first.isupper() and len(first) > 1 and not words.isupper():
        return words
    if words.isupper():
        return words.lower()
    return (
        f"{first[:1].lower()}{first[1:]} {rest}".strip()
        if first.istitle() and not rest[:1].isupper()
        else words
    )


def _joined(*pieces: str) -> str:
    return " ".join(piece for piece in pieces if piece)
