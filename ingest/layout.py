"""Printed lines of PDF pages with their places, by pdfium: letters grouped by baseline, cut at wide gaps."""

from __future__ import annotations

import ctypes
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from math import pi
from typing import Any, NamedTuple
from unicodedata import normalize

from corpus.errors import DamagedFile
from ingest.columns import arrange
from ingest.raw import Kind, Line, RawPage
from ingest.rulings import Box, RuledTable, find_tables, turned
from ingest.tables import SEPARATOR, rows_as_lines

WIDE_GAP = 2.0  # times the letter height: a gap that parts two blocks on one baseline
STAMP = 14  # letters: a short piece set into a gap of an earlier line ("33" into "Số:      /2025/QĐ-UBND")
RAISED_NEAR = 8  # letters before a raised one
RAISED_GAP = 0.3  # times the letter height
MOST_ANNOTATIONS = 2_000
_LINE_END_HYPHENS = (
    "\x02\ufffe"  # pdfium's own marks; Vietnamese does not hyphenate, so they are printed hyphens
)

# "Hà Nội, ngày      tháng      năm 2025", "Số:       /BC-SYT": gaps left for handwriting part nothing.
_BLANK_TO_FILL = re.compile(r"(?:ngày|tháng|năm|[Ss]ố\s?:?)\s*$")


class Letter(NamedTuple):
    text: str
    left: float
    bottom: float
    right: float
    top: float


@dataclass
class Piece:
    """Letters on one baseline, from left to right."""

    letters: list[Letter] = field(default_factory=list)

    @property
    def left(self) -> float:
        return self.letters[0].left

    @property
    def last(self) -> Letter:
        """The last letter that is no space: pdfium's own spaces have boxes of their own making."""
        return next(letter for letter in reversed(self.letters) if not letter.text.isspace())

    @property
    def right(self) -> float:
        return self.last.right

    @property
    def baseline(self) -> float:
        return self.letters[0].bottom

    @property
    def height(self) -> float:
        return max(1.0, self.last.top - self.last.bottom)

    @property
    def text(self) -> str:
        return "".join(letter.text for letter in self.letters)

    def takes(self, letter: Letter) -> bool:
        """Whether a letter goes on with this piece: same baseline, not left of its end, no wide gap."""
        last = self.last
        if letter.left < last.left - self.height / 2:
            return False
        if not (_same_baseline(last, letter) or _same_baseline(self.letters[0], letter)):
            return self._bears(letter)
        end = normalize("NFC", self.text.rstrip()[-8:])
        return letter.left - self.right < WIDE_GAP * self.height or bool(_BLANK_TO_FILL.search(end))

    def _bears(self, letter: Letter) -> bool:
        """Whether a letter is the raised one of this piece: the 2 of "40 m²", the number of a footnote."""
        tops = [near.top for near in self.letters[-RAISED_NEAR:] if not near.text.isspace()]
        is_raised = letter.text.isdigit() and self.last.bottom < letter.bottom < max(tops)
        is_small = letter.top - letter.bottom < max(tops) - self.last.bottom
        return is_raised and is_small and abs(letter.left - self.right) < RAISED_GAP * self.height


def _same_baseline(one: Letter, other: Letter) -> bool:
    overlap = min(one.top, other.top) - max(one.bottom, other.bottom)
    return overlap > 0.5 * min(one.top - one.bottom, other.top - other.bottom)


def read_layout(data: bytes, *, source: str) -> Iterator[RawPage]:
    """Each page's lines in reading order; tables with ruled cells as rows."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise DamagedFile(source, "tệp PDF bị hỏng, không mở được.", "Hãy tải lại tệp từ nguồn.") from error
    try:
        for index in range(len(document)):
            yield _read_page(document, index)
    finally:
        document.close()


def _read_page(document: Any, index: int) -> RawPage:
    import pypdfium2

    try:
        page = document[index]
    except pypdfium2.PdfiumError:
        return RawPage(())  # a damaged page among good ones
    by_turn: dict[int, list[Letter]] = defaultdict(list)
    for turn, letter in letters_of(page.get_textpage()):
        by_turn[turn].append(letter)
    by_turn[0] += stamps_of(document, index)
    main = max(by_turn, key=lambda turn: len(by_turn[turn]), default=0)
    lines: list[Line] = []
    for turn, letters in by_turn.items():
        tables = find_tables(page, letters, turn) if turn == main else []
        lines += arranged(letters, tables, *_extent(page, turn))
    page.close()
    return RawPage(tuple(lines))


def stamps_of(document: Any, index: int) -> list[Letter]:
    """The short texts that lie over a page: number and day are often stamped on as signature fields.

    A longer one is the mark of a digital signature. The page is changed: what lay over it is part of it now.
    """
    from pypdfium2 import raw

    page = document[index]
    stamps = {raw.FPDF_ANNOT_WIDGET, raw.FPDF_ANNOT_FREETEXT, raw.FPDF_ANNOT_STAMP}
    if not stamps & set(_annotations(page)):
        return []
    count = raw.FPDFText_CountChars(page.get_textpage())
    raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY)
    added = letters_of(document[index].get_textpage(), first=count)
    pieces = _pieces(letter for turn, letter in added if not turn)
    return [letter for piece in pieces if len(piece.text.strip()) <= STAMP for letter in piece.letters]


def _annotations(page: Any) -> Iterator[int]:
    """The kinds of what lies over a page."""
    from pypdfium2 import raw

    for at in range(min(raw.FPDFPage_GetAnnotCount(page), MOST_ANNOTATIONS)):
        annotation = raw.FPDFPage_GetAnnot(page, at)
        yield raw.FPDFAnnot_GetSubtype(annotation)
        raw.FPDFPage_CloseAnnot(annotation)


def _extent(page: Any, turn: int) -> tuple[float, float]:
    """Where a page that is turned so begins from the left, and how wide it is."""
    width, height = page.get_width() or 1.0, page.get_height() or 1.0
    wide = height if turn % 2 else width
    return (-wide if turn in (1, 2) else 0.0), wide


def arranged(letters: list[Letter], tables: list[RuledTable], left: float, width: float) -> list[Line]:
    """The lines outside the tables in reading order, each table under the line that stands nearest above
    it.
    """
    outside = (letter for letter in letters if not any(table.box.holds(letter) for table in tables))
    rows = arrange([piece for piece in _pieces(outside) if piece.text.strip()])
    placed = [(row[0].letters[0].bottom, _line(row, left, width)) for row in rows]
    for table in tables:
        above = [
            (bottom - table.box.top, at)
            for at, (bottom, _) in enumerate(placed)
            if bottom > table.box.top - 3
        ]
        at = min(above)[1] + 1 if above else 0
        placed[at:at] = [(table.box.bottom, line) for line in rows_as_lines(table.rows)]
    return [line for _, line in placed]


def letters_of(text_page: Any, *, first: int = 0) -> Iterator[tuple[int, Letter]]:
    """The letters in the order of the file with their quarter turns, as if the page were turned to read them.

    Line ends, which pdfium adds itself, are left out.
    """
    from pypdfium2 import raw

    rect = raw.FS_RECTF()
    turn = 0
    for index in range(first, raw.FPDFText_CountChars(text_page)):
        code = raw.FPDFText_GetUnicode(text_page, index)
        if code in (0, 10, 13) or 0xD800 <= code <= 0xDFFF:
            continue
        raw.FPDFText_GetLooseCharBox(text_page, index, ctypes.byref(rect))
        text = "-" if chr(code) in _LINE_END_HYPHENS else chr(code)
        if not text.isspace():  # pdfium's own spaces stand upright
            turn = round(raw.FPDFText_GetCharAngle(text_page, index) / (pi / 2)) % 4
        yield turn, Letter(text, *turned(Box(rect.left, rect.bottom, rect.right, rect.top), turn))


def _pieces(letters: Iterator[Letter]) -> list[Piece]:
    pieces: list[Piece] = []
    for letter in letters:
        is_space = letter.text.isspace()
        if pieces and (is_space or pieces[-1].takes(letter)):
            place = pieces[-1].right
            pieces[-1].letters.append(letter._replace(left=place, right=place) if is_space else letter)
        elif not is_space:
            pieces.append(Piece([letter]))
    return _with_stamps(pieces)


def _with_stamps(pieces: list[Piece]) -> list[Piece]:
    """Put short pieces that were drawn later into the gap that an earlier line left for them."""
    kept: list[Piece] = []
    for piece in pieces:
        host = next((other for other in kept if _has_gap_for(piece, other)), None)
        if host is None:
            kept.append(piece)
        else:
            host.letters = sorted([*host.letters, *piece.letters], key=lambda letter: letter.left)
    return kept


def _has_gap_for(piece: Piece, other: Piece) -> bool:
    first, last = piece.letters[0], piece.last
    if len(piece.letters) > STAMP or not other.left < first.left < last.right < other.right:
        return False
    if not _same_baseline(other.letters[0], first):
        return False
    inked = (letter for letter in other.letters if not letter.text.isspace())
    return all(letter.right <= first.left + 1 or letter.left >= last.right - 1 for letter in inked)


def _line(row: list[Piece], left: float, width: float) -> Line:
    """A piece as a line of text; pieces that stayed together are a row of a table."""
    text = SEPARATOR.join(piece.text.strip() for piece in row)
    kind = Kind.TEXT if len(row) == 1 else Kind.ROW
    return Line(text, kind, (row[0].left - left) / width, (row[-1].right - left) / width)
