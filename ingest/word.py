"""Old Word files: antiword reads most `.doc`; LibreOffice reads RTF, old fonts and tables.

Antiword prints no fonts, drops TCVN3's `ư` and cannot tell the lines of a cell from rows.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from pathlib import Path

from corpus.errors import DamagedFile, EmptyFile, PasswordProtected, SourceError
from ingest.docx import read_docx
from ingest.encodings import repaired
from ingest.files import DOC, ODT, RTF
from ingest.libreoffice import KINDS, NAMES, to_docx
from ingest.raw import Kind, Line, RawDocument, RawPage
from ingest.tables import SEPARATOR, is_layout
from ingest.tools import ANTIWORD, LIBREOFFICE, Limits, installed, run
from nlp.recoding import find_encoding
from nlp.syllables import count_syllables

LIMITS = Limits(seconds=60, memory=1_000_000_000)
NEARLY = 0.98  # of the valid syllables: LibreOffice at times glues the cells of a table

_LOCKED = re.compile(r"encrypted|password", re.IGNORECASE)


def read_doc(data: bytes, *, source: str) -> RawDocument:
    """The lines of a `.doc`: by antiword, or by LibreOffice where antiword's reading is not enough."""
    if not installed(ANTIWORD):
        return _by_libreoffice(data, source=source, media_type=DOC)
    text = _antiword(data, source=source)
    if text is None:
        return _by_libreoffice(data, source=source, media_type=DOC)
    raw = RawDocument(DOC, (RawPage(tuple(antiword_lines(text))),), False)
    encoding = find_encoding(line.text for line in raw.lines())
    is_spoilt = encoding is not None and encoding.name == "tcvn3"
    if is_spoilt or (installed(LIBREOFFICE) and (encoding or "|" in text)):
        again = _by_libreoffice(data, source=source, media_type=DOC)
        return again if is_spoilt else _better(raw, again)
    return _filled(repaired(raw), source=source)


def read_rtf(data: bytes, *, source: str) -> RawDocument:
    return _by_libreoffice(data, source=source, media_type=RTF)


def read_odt(data: bytes, *, source: str) -> RawDocument:
    return _by_libreoffice(data, source=source, media_type=ODT)


def _by_libreoffice(data: bytes, *, source: str, media_type: str) -> RawDocument:
    made = to_docx(data, source=source, media_type=media_type)
    return replace(read_docx(made, source=source), media_type=media_type)


def _antiword(data: bytes, *, source: str) -> str | None:
    """What antiword prints; None where it gives up and LibreOffice may know more."""
    with tempfile.TemporaryDirectory(prefix="tracuu-") as name:
        folder = Path(name)
        (folder / NAMES[DOC]).write_bytes(data)
        options = ["-w", "0", "-m", "UTF-8.txt", NAMES[DOC]]
        try:
            outcome = run(ANTIWORD, options, folder=folder, limits=LIMITS, source=source, kind=KINDS[DOC])
        except SourceError:
            if installed(LIBREOFFICE):
                return None
            raise
    if _LOCKED.search(outcome.stderr):
        raise PasswordProtected(source, "tệp Word có mật khẩu.", "Hãy bỏ mật khẩu rồi thử lại.")
    text = outcome.stdout.decode("utf-8", errors="replace")
    if outcome.code == 0 and text.strip():
        return text
    if installed(LIBREOFFICE):
        return None
    reason = "antiword không đọc được tệp .doc này; có thể cần LibreOffice."
    raise DamagedFile(source, reason, f"Cài: {LIBREOFFICE.install}, hoặc mở bằng Word và lưu thành .docx.")


def antiword_lines(text: str) -> Iterator[Line]:
    """Paragraphs, and tables as rows; a table that lays out the page is read column by column."""
    for is_table, lines in groupby(map(str.strip, text.splitlines()), key=_is_row):
        if is_table:
            yield from _table_lines([line.strip("|").split("|") for line in lines])
        else:  # a row that antiword did not recognise has the ends of its cells in the text
            yield from (Line(part.strip()) for line in lines for part in line.split("|") if part.strip())


def _is_row(line: str) -> bool:
    return line.startswith("|") and line.endswith("|") and len(line) > 2


def _table_lines(rows: Sequence[Sequence[str]]) -> Iterator[Line]:
    cells = [[cell.strip() for cell in row] for row in rows]
    if any(is_layout([list(row)]) for row in cells):
        width = max(map(len, cells))
        columns = ([row[at] for row in cells if at < len(row)] for at in range(width))
        yield from (Line(cell) for column in columns for cell in column if cell)
    else:
        yield from (Line(SEPARATOR.join(row), Kind.ROW) for row in cells if any(row))


def _better(raw: RawDocument, again: RawDocument) -> RawDocument:
    """LibreOffice's reading, unless it broke words that antiword left whole."""
    return again if _syllables(again) >= NEARLY * _syllables(repaired(raw)) else repaired(raw)


def _syllables(raw: RawDocument) -> int:
    return _count(line.text for line in raw.lines())


def _count(texts: Iterable[str]) -> int:
    return count_syllables("\n".join(texts))[0]


def _filled(raw: RawDocument, *, source: str) -> RawDocument:
    if any(line.text.strip() for line in raw.lines()):
        return raw
    raise EmptyFile(
        source, "tệp Word không có chữ nào.", "Nếu nội dung là ảnh, hãy xuất ra PDF để nhận dạng chữ."
    )
