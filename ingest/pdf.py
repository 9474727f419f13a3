"""PDF: pypdf opens the file and reads each page; pdfium reads it again with positions; the better reading
is kept. Pages that are pictures, or whose letters are broken, are read from their pictures (`ingest.scans`).

Positions tell printed lines, table cells and paragraph indents apart, so on a tie the reading that has them
stays.
"""

from __future__ import annotations

import io
import logging
from typing import TYPE_CHECKING, Any

from corpus.errors import DamagedFile, PasswordProtected
from ingest.encodings import repair_pages
from ingest.files import PDF
from ingest.layout import read_layout
from ingest.raw import Hints, RawDocument, RawPage, page_of
from ingest.scans import read_scans
from nlp.syllables import valid_share

if TYPE_CHECKING:
    from pypdf import PdfReader

MORE = 1.02  # times the letters: a reading with so many more holds what the other one lost
CLEARLY = 0.05  # of the valid syllables
_AGAIN = "Hãy tải lại tệp từ nguồn."

logging.getLogger("pypdf").setLevel(logging.ERROR)  # it warns about every oddity that it can live with


def read_pdf(data: bytes, *, source: str) -> RawDocument:
    """The lines of each page; raises where there is no text, or only broken letters."""
    reader = _open(data, source=source)
    layouts = read_layout(data, source=source)
    pages = tuple(
        _better(_read_by_pypdf(page), layout) for page, layout in zip(reader.pages, layouts, strict=False)
    )
    pages = repair_pages(pages)
    pages, unread = read_scans(data, pages, source=source)
    return RawDocument(PDF, pages, True, _hints(reader), unread)


def _open(data: bytes, *, source: str) -> PdfReader:
    from pypdf import PdfReader
    from pypdf.errors import DependencyError

    try:
        reader = PdfReader(io.BytesIO(data))
        is_locked = reader.is_encrypted and not reader.decrypt("")
        count = 0 if is_locked else len(reader.pages)
    except DependencyError as error:
        reason = "tệp được mã hoá theo kiểu chưa đọc được."
        raise PasswordProtected(source, reason, "Hãy bỏ mã hoá rồi thử lại.") from error
    except Exception as error:  # pypdf lets many kinds through
        raise DamagedFile(source, "tệp PDF bị hỏng, không mở được.", _AGAIN) from error
    if is_locked:
        raise PasswordProtected(source, "tệp PDF có mật khẩu.", "Hãy bỏ mật khẩu rồi thử lại.")
    if not count:
        raise DamagedFile(source, "tệp PDF không có trang nào.", _AGAIN)
    return reader


def _read_by_pypdf(page: Any) -> str:
    try:
        return str(page.extract_text())
    except Exception:  # a page that pypdf cannot read is left to pdfium
        return ""


def _better(text: str, layout: RawPage) -> RawPage:
    """pypdf's reading where it lost less or broke fewer words, else the one with positions."""
    again = "\n".join(line.text for line in layout.lines)
    share, share_again = valid_share(text) or 0.0, valid_share(again) or 0.0
    has_more = _letters(text) > MORE * _letters(again) and share >= share_again
    return page_of(text) if has_more or share > share_again + CLEARLY else layout


def _letters(text: str) -> int:
    return sum(letter.isalnum() for letter in text)


def _hints(reader: PdfReader) -> Hints:
    try:
        meta = reader.metadata
        return Hints(title=str(meta.title), author=None) if meta and meta.title else Hints()
    except Exception:  # a damaged information dictionary says nothing
        return Hints()
