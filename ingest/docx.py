"""Word files: paragraphs, lists with the numbers that Word prints, and tables, in the order of the body."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from corpus.errors import DamagedFile, EmptyFile, TooLarge
from ingest.files import DOCX
from ingest.numbering import Numbering
from ingest.old_fonts import decode_old_fonts
from ingest.raw import Hints, Kind, Line, RawDocument, RawPage
from ingest.tables import Cells, is_layout, rows_as_lines
from ingest.word_notes import place_notes

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

MOST_BYTES_UNPACKED = 400_000_000
_RETRY = "Hãy mở bằng Word, lưu lại rồi thử lần nữa."
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_CHARACTERS = {f"{_W}tab": " ", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
_SKIPPED = frozenset(
    (
        f"{_W}pPr",
        f"{_W}rPr",
        f"{_W}del",  # taken out under change tracking
        "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",  # a text box a second time
    )
)


def read_docx(data: bytes, *, source: str) -> RawDocument:
    """The lines of a Word file; a page ends where Word last broke it, as far as the file remembers."""
    document = _open(data, source=source)
    decode_old_fonts(document.element.body, document.styles.element)
    pages: list[list[Line]] = [[]]
    for line in _lines(document):
        if line is None:
            pages.append([])
        else:
            pages[-1].append(line)
    if not any(line.text.strip() for page in pages for line in page):
        raise EmptyFile(
            source, "tệp Word không có chữ nào.", "Nếu nội dung là ảnh, hãy xuất ra PDF để nhận dạng chữ."
        )
    kept = [page for page in pages if page] or [[]]
    return RawDocument(DOCX, tuple(RawPage(tuple(page)) for page in kept), False, _hints(document))


def _open(data: bytes, *, source: str) -> WordDocument:
    import docx

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            unpacked = sum(member.file_size for member in archive.infolist())
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise DamagedFile(source, "tệp Word bị hỏng, không mở được.", _RETRY) from error
    if unpacked > MOST_BYTES_UNPACKED:
        raise TooLarge(
            source, f"giải nén ra {unpacked // 1_000_000} MB, quá lớn.", "Hãy tách tệp hoặc bỏ bớt ảnh."
        )
    try:
        document = docx.Document(io.BytesIO(data))
        place_notes(document)
        return document
    except Exception as error:  # python-docx lets errors of zipfile, lxml and its own through
        raise DamagedFile(source, "tệp Word bị hỏng, không đọc được nội dung.", _RETRY) from error


def _lines(document: WordDocument) -> Iterator[Line | None]:
    """The lines of the body; None where a page ends."""
    numbering = Numbering(document)
    yield from _block_lines(document.element.body, numbering)


def _block_lines(parent: Any, numbering: Numbering) -> Iterator[Line | None]:
    for block in parent.iterchildren():
        if block.tag == f"{_W}p":
            yield from _paragraph_lines(block, numbering)
        elif block.tag == f"{_W}tbl":
            yield from _table_lines(block, numbering)
        elif block.tag == f"{_W}sdt":  # a content control around blocks
            yield from _block_lines(block.find(f"{_W}sdtContent"), numbering)


def _paragraph_lines(paragraph: Any, numbering: Numbering) -> Iterator[Line | None]:
    if _breaks_page(paragraph):
        yield None
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    name = "" if style is None else style.get(f"{_W}val", "")
    kind = Kind.HEADING if name.startswith(("Heading", "Title")) else Kind.TEXT
    for text in f"{numbering.label(paragraph)}{_text_of(paragraph)}".split("\n"):
        if text.strip():
            yield Line(text, kind)


def _breaks_page(paragraph: Any) -> bool:
    """Whether Word broke the page at this paragraph, when it was last saved or by command."""
    if paragraph.find(f".//{_W}lastRenderedPageBreak") is not None:
        return True
    return any(node.get(f"{_W}type") == "page" for node in paragraph.iter(f"{_W}br"))


def _text_of(paragraph: Any) -> str:
    """The text of a paragraph with its text boxes after it; what change tracking deleted is left out."""
    parts: list[str] = []
    boxes: list[str] = []
    _collect(paragraph, parts, boxes)
    return "".join(parts) + ("\n" + "\n".join(boxes) if boxes else "")


def _collect(node: Any, parts: list[str], boxes: list[str]) -> None:
    for child in node.iterchildren():
        if child.tag == f"{_W}t":
            parts.append(child.text or "")
        elif child.tag in _CHARACTERS:
            parts.append(_CHARACTERS[child.tag])
        elif child.tag == f"{_W}txbxContent":
            boxes.extend(_text_of(inner) for inner in child.iter(f"{_W}p"))
        elif child.tag not in _SKIPPED:
            _collect(child, parts, boxes)


def _table_lines(table: Any, numbering: Numbering) -> Iterator[Line | None]:
    """A data table as rows; a table that only lays out the page (masthead, signatures) cell by cell."""
    if is_layout(_cells(table, None)):
        for cell in table.iterfind(f"{_W}tr/{_W}tc"):
            yield from _block_lines(cell, numbering)
    else:
        yield from rows_as_lines(_cells(table, numbering))


def _cells(table: Any, numbering: Numbering | None) -> Cells:
    """The texts of the cells; without a numbering nothing is counted, for a first look."""
    return [
        [text for cell in row.iterfind(f"{_W}tc") for text in _cell(cell, numbering)]
        for row in table.iterfind(f"{_W}tr")
    ]


def _cell(cell: Any, numbering: Numbering | None) -> list[str | None]:
    """The text of a cell, and a None for each further column that it covers; a cell merged upwards is
    empty.
    """
    span = cell.find(f"{_W}tcPr/{_W}gridSpan")
    merge = cell.find(f"{_W}tcPr/{_W}vMerge")
    covered: list[str | None] = [None] * (int(span.get(f"{_W}val", "1")) - 1 if span is not None else 0)
    if merge is not None and merge.get(f"{_W}val") != "restart":
        return ["", *covered]
    labels = (numbering.label(paragraph) if numbering else "" for paragraph in cell.iter(f"{_W}p"))
    lines = [
        label + _text_of(paragraph) for label, paragraph in zip(labels, cell.iter(f"{_W}p"), strict=True)
    ]
    return ["\n".join(lines), *covered]


def _hints(document: WordDocument) -> Hints:
    core = document.core_properties
    return Hints(title=core.title or None, author=core.author or None)
