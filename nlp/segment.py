"""Where paragraphs, sentences and words begin and end, as `[start, end)` offsets of the text as it stands."""

from __future__ import annotations

import re

Offsets = tuple[int, int]

# A line break ends a paragraph; blanks around it belong to neither side.
_LINE = re.compile(r"[^\n]+")

# "… được 508 người. Trong đó …", "… "Toàn dân tham gia"." - a mark, what closes after it, blanks.
_STOP = re.compile(r"(?<![.!?…])[.!?…]+[\"'”’»)\]*]*(?=\s)")

# What a new sentence may open with: "Trong đó", "“Đến nay", "(1)", "- Về", "12 người".
_OPENING = re.compile(r"(?<!\s)\s++[\"'“‘«(\[*+–-]*+\s*+[^\W_]")

# "TP. Hồ Chí Minh", "ThS. Lê", "A. Nguyễn", "Thông tư số. 12", "v.v." goes on in lower case only.
_SHORT = re.compile(
    r"(?:^|[\s(\"“])(?:tp|tx|tt|ts|ths|th\.s|pgs|gs|bs|bsck[i]{0,2}|ks|cn|q|p|h|x|số|ông|bà|đ/c|mr|mrs|ms|dr|st|nxb|kt|tm|tl|tuq|[a-zđ])\.$",
    re.IGNORECASE,
)

# "1. Công tác", "1.2. Kết quả", "IV. Đánh giá", "a. Về": the mark of a list, at the start of its paragraph.
_LIST_MARK = re.compile(r"[\s*+–-]{0,24}(?:\d{1,3}(?:\.\d{1,3}){0,4}|[IVXLivxl]{1,6}|[a-zđA-ZĐ])\.$")

# A syllable or number with its inner marks ("cai", "1.193", "12/4/2020"), or one mark.
_TOKEN = re.compile(r"[^\W_]+(?:[.,/:-][^\W_]+)*|\S")

_BLANKS = re.compile(r"\s*")
_LONGEST_MARK = 24


def paragraphs(text: str) -> tuple[Offsets, ...]:
    """The lines that hold something, without the blanks at their ends."""
    found = (_trimmed(text, line.start(), line.end()) for line in _LINE.finditer(text))
    return tuple(span for span in found if span[0] < span[1])


def sentences(text: str, *, engine: str = "rules") -> tuple[Offsets, ...]:
    """The sentences of every paragraph; `engine="underthesea"` asks that library for the cuts instead."""
    cut = _cut_by_underthesea if engine == "underthesea" else _cut
    return tuple(span for start, end in paragraphs(text) for span in cut(text, start, end))


def words(text: str) -> tuple[Offsets, ...]:
    """Words of one or more syllables; underthesea rewrites some, the offsets are the text's own."""
    from underthesea import word_tokenize

    found: list[Offsets] = []
    for start, end in sentences(text):
        found.extend(_aligned(text, start, end, word_tokenize(text[start:end])))
    return tuple(found)


def _trimmed(text: str, start: int, end: int) -> Offsets:
    inside = text[start:end]
    return start + len(inside) - len(inside.lstrip()), end - len(inside) + len(inside.rstrip())


def _cut(text: str, start: int, end: int) -> list[Offsets]:
    found: list[Offsets] = []
    begin = start
    for stop in _STOP.finditer(text, start, end):
        if _ends_sentence(text, begin, start, stop):
            found.append((begin, stop.end()))
            begin = _after_blanks(text, stop.end(), end)
    if begin < end:
        found.append((begin, end))
    return found


def _ends_sentence(text: str, begin: int, paragraph: int, stop: re.Match[str]) -> bool:
    opening = _OPENING.match(text, stop.end())
    if opening is None or text[opening.end() - 1].islower():
        return False
    if stop[0] != ".":
        return True
    before = text[max(begin, stop.end() - _LONGEST_MARK) : stop.end()]
    at_start = begin == paragraph and stop.end() - begin <= _LONGEST_MARK
    return not (_SHORT.search(before) or (at_start and _LIST_MARK.fullmatch(before)))


def _after_blanks(text: str, start: int, end: int) -> int:
    blanks = _BLANKS.match(text, start, end)
    return blanks.end() if blanks else start


def _cut_by_underthesea(text: str, start: int, end: int) -> list[Offsets]:
    from underthesea import sent_tokenize

    return _aligned(text, start, end, sent_tokenize(text[start:end]))


def _aligned(text: str, start: int, end: int, pieces: list[str]) -> list[Offsets]:
    """Pieces of a stretch back on their places, by counting what is not blank."""
    places = [place for place in range(start, end) if not text[place].isspace()]
    sizes = [sum(not letter.isspace() for letter in piece) for piece in pieces]
    if sum(sizes) != len(places):  # letters were added or lost: no count to go by
        return [token.span() for token in _TOKEN.finditer(text, start, end)]
    found, taken = [], 0
    for size in sizes:
        if size:
            found.append((places[taken], places[taken + size - 1] + 1))
            taken += size
    return found
