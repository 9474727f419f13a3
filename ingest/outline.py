"""The outline of a text: chapters, sections and articles of a law; Roman, Arabic, letter and dash levels
of a report.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.records import Section
from ingest.issuing_body import is_body_line
from nlp.document_types import document_kinds
from nlp.fold import fold

HEADING_WORDS = 30
PLAIN_WORDS = 12  # of a heading without a number
PARAGRAPH_WORDS = 15
LONGEST_LABEL = 160  # characters of a heading in a section path

# Levels from the top down, each with how its headings begin.
_MARKS: tuple[tuple[int, re.Pattern[str]], ...] = (
    (
        1,
        re.compile(r"(?:phần|phụ lục)\s(?:thứ\s\w{2,6}|[ivxlc]{1,6}|\d{1,2}|[a-z])\b|phụ lục$"),
    ),  # "Phần thứ hai", "PHỤ LỤC II"
    (2, re.compile(r"chương\s(?:[ivxlc]{1,6}|\d{1,2})\b")),  # "Chương III"
    (3, re.compile(r"mục\s(?:[ivxlc]{1,6}|\d{1,2})\b")),  # "Mục 2. CAI NGHIỆN"
    (4, re.compile(r"tiểu mục\s(?:[ivxlc]{1,6}|\d{1,2})\b")),
    (
        5,
        re.compile(r"điều\s\d{1,3}[a-z]?(?:\.[\w.]{2,20})?\s?[.:](?:\s|$)|điều\s\d{1,3}$"),
    ),  # "Điều 5. Hiệu lực thi hành"
    (6, re.compile(r"[a-h]\s?[.)/-]\s(?=\S)")),  # "A. KẾT QUẢ" in capitals only
    (7, re.compile(r"[ivx]{1,5}\s?[.)/-]\s?(?=\S)")),  # "II. Phương hướng"
    (8, re.compile(r"\d{1,2}\s?[.)/-]\s?(?=[^\W\d])")),  # "3. Kết quả thực hiện", "1- Công tác tuyên truyền"
    (9, re.compile(r"\d{1,2}\.\d{1,2}[.)]?\s?(?=[^\W\d])")),  # "3.1. Về dạy nghề"
    (10, re.compile(r"\d{1,2}(?:\.\d{1,2}){2,3}[.)]?\s?(?=[^\W\d])")),
    (11, re.compile(r"[a-zđ]\)\s(?=\S)")),  # "a) Tuyên truyền"
    (12, re.compile(r"[-–+*]\s(?=\S)")),  # "- Những mặt đạt được"
)
_CAPITALS_LEVEL, _PLAIN_LEVEL = 6, 13
_LIST_LEVEL = 11  # from here down a mark may as well be that of a list
_RUN_IN = (8,)  # levels whose headings may be the first words of a paragraph
_ARABIC = re.compile(r"(\d{1,2})(?!\.\d)")
_PAUSE = re.compile(r"[,;:.]\s|[,;:.]$")
_LABEL_ONLY = re.compile(r"(?:phần|chương|mục|tiểu mục|phụ lục|điều)\s[\w\s]{1,10}\.?")
_END = re.compile(r"[.;,!?…]['\"”’)]*$")
_CLOSING = re.compile(r"nơi nhận\b|(?:kt|tm|tl|tuq)\.")  # what follows is no part of the last section
_MASTHEAD = re.compile(r"cộng hòa xã hội|độc lập ?- ?tự do|(?:luật )?số ?:|kính gửi|v/v\b|trên đây là")


@dataclass(frozen=True, slots=True)
class _Heading:
    start: int
    level: int
    label: str


def outline(text: str, *, title: str = "") -> tuple[Section, ...]:
    """Sections that cover the text from its start to its end; what precedes the first heading has an
    empty path.
    """
    sections: list[Section] = []
    open_headings: list[_Heading] = []
    start = 0
    for heading in _headings(text, title):
        _close(sections, start, heading.start, open_headings)
        start = heading.start
        open_headings = [upper for upper in open_headings if upper.level < heading.level]
        if heading.label:
            open_headings.append(heading)
    _close(sections, start, len(text), open_headings)
    return tuple(sections)


def _close(sections: list[Section], start: int, end: int, headings: Sequence[_Heading]) -> None:
    if end > start:
        sections.append(Section(start, end, tuple(heading.label for heading in headings)))


def _headings(text: str, title: str) -> Iterator[_Heading]:
    """The headings in order; one without a label ends all open sections."""
    lines = list(_lines(text))
    in_body = False
    skip = -1
    counted: dict[int, int] = {}  # level -> number of the last heading there
    for at, (start, line) in enumerate(lines):
        following = lines[at + 1][1] if at + 1 < len(lines) else ""
        key = fold(line)
        if at == skip or fold(title) == key:
            continue
        if _CLOSING.match(key):
            yield _Heading(start, 0, "")
            in_body = False
            continue
        level = _numbered_level(line, key)
        if level is not None and level >= _LIST_LEVEL and _is_list_item(lines, at):
            level = None
        label = line
        if level is None and (level := _run_in_level(line, key, counted)):
            label = _run_in_label(line)
        if level is None and in_body:
            level = _plain_level(line, following)
        in_body = in_body or level is not None or len(line.split()) >= PARAGRAPH_WORDS
        if level is not None:
            takes_next = _LABEL_ONLY.fullmatch(key) and _is_name(following)
            skip = at + 1 if takes_next else skip
            label = f"{line.rstrip('.')}. {following}" if takes_next else label
            counted = {upper: last for upper, last in counted.items() if upper < level}
            counted[level] = _own_number(key)
            yield _Heading(start, level, label.rstrip(" :")[:LONGEST_LABEL])


def _is_list_item(lines: Sequence[tuple[int, str]], at: int) -> bool:
    """Whether a line belongs to the sentence before its list ("trong đó:"), or stands over one like it."""
    mark = _list_mark(lines[at][1])
    before = at - 1
    while before >= 0 and _list_mark(lines[before][1]) == mark:
        before -= 1
    opens_list = before >= 0 and lines[before][1].endswith(":")
    return opens_list or (at + 1 < len(lines) and _list_mark(lines[at + 1][1]) == mark)


def _list_mark(line: str) -> tuple[int, str] | None:
    """The level of a line's mark and, of dashes, its sign: "+" stands under "-"."""
    key = fold(line)
    level = next((level for level, mark in _MARKS if level >= _LIST_LEVEL and mark.match(key)), None)
    return None if level is None else (level, key[0] if level > _LIST_LEVEL else "")


def _run_in_level(line: str, key: str, counted: dict[int, int]) -> int | None:
    """Of a paragraph that begins with the number after the last heading's: "6. Về thực hiện Chương trình …,
    năm 2019 tỉnh đã …".
    """
    if " | " in line:
        return None
    levels = (level for level, mark in _MARKS if level in _RUN_IN and mark.match(key))
    level = next(levels, None)
    is_next = level is not None and level in counted and _own_number(key) == counted[level] + 1
    return level if is_next else None


def _run_in_label(line: str) -> str:
    """The words before the first pause of such a paragraph, no more than a heading has."""
    words = line.split()[: PLAIN_WORDS + 1]
    clause = _PAUSE.split(" ".join(words[1:]))[0]
    return f"{words[0]} {clause}"


def _own_number(key: str) -> int:
    """The number in a heading's mark; -1 where it has letters."""
    found = _ARABIC.match(key)
    return int(found[1]) if found else -1


def _lines(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    for line in text.split("\n"):
        if line.strip():
            yield start, line.strip()
        start += len(line) + 1


def _is_name(line: str) -> bool:
    """The line under "Chương II" that names it."""
    return (
        bool(line)
        and len(line.split()) <= HEADING_WORDS
        and not _END.search(line)
        and _numbered_level(line, fold(line)) is None
    )


def _numbered_level(line: str, key: str) -> int | None:
    """The level that a heading's mark shows; None for a paragraph that only begins with one."""
    if " | " in line or len(line.split()) > HEADING_WORDS:
        return None
    for level, mark in _MARKS:
        if not mark.match(key):
            continue
        is_structure = level <= 5
        if level == 6 and not line.isupper():
            continue
        if level == 7 and not line[:1].isupper():
            continue
        rest = key[mark.match(key).end() :]  # type: ignore[union-attr]  # it has just matched
        is_long = len(rest.split()) > (20 if level < 11 else PLAIN_WORDS)
        return (
            level
            if is_structure or not (_END.search(line) or is_long or (level >= 11 and line.endswith(":")))
            else None
        )
    return None


def _plain_level(line: str, following: str) -> int | None:
    """Of a heading without a number: a short line without a stop over a paragraph or a list."""
    words = len(line.split())
    is_over_text = (
        len(following.split()) >= PARAGRAPH_WORDS or _numbered_level(following, fold(following)) is not None
    )
    is_heading = (
        2 <= words <= PLAIN_WORDS and line[:1].isupper() and not _END.search(line) and " | " not in line
    )
    if (
        not (is_heading and is_over_text)
        or _MASTHEAD.search(fold(line))
        or is_body_line(line)
        or line.endswith(":")
    ):
        return None
    if line.isupper():
        return None if fold(line) in document_kinds().by_key else _CAPITALS_LEVEL
    return _PLAIN_LEVEL
