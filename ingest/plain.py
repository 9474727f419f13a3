"""Plain text and Markdown: bytes of any common encoding into pages of lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from corpus.errors import EmptyFile
from ingest.encodings import decode
from ingest.files import MARKDOWN, PLAIN
from ingest.raw import Hints, Kind, Line, RawDocument, RawPage

# "## Kết quả thực hiện" and "**Kết quả thực hiện**" are headings; "* Tuyên truyền" is a list item.
_HASHES = re.compile(r"(#{1,6})\s+(\S.*?)\s*#*\s*")
_BOLD_LINE = re.compile(r"\*\*([^*]+)\*\*")
# "**KT. GIÁM ĐỐC" and "(*số học viên 242*)": marks that stand against a word on one side only.
_EMPHASIS = re.compile(r"(?<![\w*])\*{1,3}(?=[^\s*])|(?<=[^\s*])\*{1,3}(?![\w*])")
_LINK = re.compile(r"!?\[([^\]\n]{0,300})\]\([^)\s]{1,500}\)")
_CELL_RULE = re.compile(r"\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?")
FEWEST_BARS = 2  # of a row


def read_plain(data: bytes, *, source: str, media_type: str = PLAIN) -> RawDocument:
    """The lines of a text; form feeds part pages; Markdown's marks are taken off and its tables kept as
    rows.
    """
    text = decode(data, source=source)
    if not text.strip():
        raise EmptyFile(source, "tệp không có chữ nào.", "Hãy kiểm tra lại tệp gốc.")
    pages = tuple(RawPage(tuple(_read_lines(page.splitlines()))) for page in text.split("\f"))
    title = next((line.text for page in pages for line in page.lines if line.kind is Kind.HEADING), None)
    is_markdown = media_type == MARKDOWN
    return RawDocument(media_type, pages, None, Hints(title=title if is_markdown else None))


def _read_lines(lines: Sequence[str]) -> Iterator[Line]:
    """The lines of a page; several cells side by side in adjacent lines are rows too: "1 | Vị Xuyên | 79"."""
    has_cells = [line.count("|") >= FEWEST_BARS for line in ["", *lines, ""]]
    for line, *near in zip(lines, has_cells, has_cells[1:], has_cells[2:], strict=False):
        before, here, after = near
        yield _read_line(line, is_row=here and (before or after))


def _read_line(line: str, *, is_row: bool) -> Line:
    text = line.strip()
    if heading := _HASHES.fullmatch(text) or _BOLD_LINE.fullmatch(text):
        return Line(_EMPHASIS.sub("", heading[heading.lastindex or 0]), Kind.HEADING)
    if is_row or (text.startswith("|") and text.count("|") >= FEWEST_BARS):
        inside = text if is_row and not text.endswith("|") else text.strip("|")
        cells = [cell.strip() for cell in inside.split("|")]
        return Line("" if _CELL_RULE.fullmatch(text) else " | ".join(cells), Kind.ROW)
    return Line(_EMPHASIS.sub("", _LINK.sub(r"\1", line)))
