"""What a page number looks like, and what only looks like one."""

from __future__ import annotations

import re

from nlp.fold import fold

_DIGITS = re.compile(r"\d+")
# "12", "- 12 -", "Trang 3/12", "3 | Trang"
_PAGE_NUMBER = re.compile(r"[-–|\s]*(?:trang\s*)?(\d{1,4})(?:\s?/\s?\d{1,4})?(?:\s*\|?\s*trang)?[-–|\s.]*")
# What counts articles and forms and not pages: "Điều 5", "Mẫu số 03".
_COUNTED = re.compile(
    r"(?:điều|mục|chương|khoản|phần|bước|câu|biểu|mẫu|bảng|phụ lục|tiết|điểm|hình|đợt|tuần|tháng|năm)\b"
)
_SENTENCE_END = re.compile(r"[^\W\d_]['\"”’)]{0,2}[.;:,]\s*$|\d{4}[.;]\s*$")  # "… tỉnh.", "… năm 2023."


def number_of(text: str) -> int | None:
    """The number of a line that is a page number and nothing else."""
    found = _PAGE_NUMBER.fullmatch(fold(text))
    return int(found[1]) if found else None


def says_page(text: str) -> bool:
    """ "Trang 3/12" is a page number wherever it stands at an edge."""
    return fold(text).lstrip(" -–").startswith("trang") and number_of(text) is not None


def mask(text: str) -> str:
    """The line with its numbers masked; those at its ends, where page numbers stand, are taken off."""
    masked = " ".join(_DIGITS.sub("#", fold(text)).split())
    return masked.strip("# ") or "#"


def counts_pages(masked: str) -> bool:
    """Whether the numbers of such a line may be those of pages."""
    return not _COUNTED.match(masked)


def can_be_head(text: str) -> bool:
    """Whether a line is no part of a sentence: the last line of a footnote comes back on many pages too."""
    return not _SENTENCE_END.search(text) and not text[:1].islower()
