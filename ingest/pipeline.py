"""The story of one document, from its bytes to its records; `ingest.components` tells it as a Haystack
pipeline.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from functools import partial

from corpus.errors import EmptyFile
from corpus.library import document_id
from corpus.records import Annotations, Document, Extraction, Section
from ingest.clean import CleanText, clean
from ingest.docx import read_docx
from ingest.encodings import repaired
from ingest.files import (
    DOC,
    DOCX,
    HTML,
    JPEG,
    MARKDOWN,
    ODT,
    PDF,
    PLAIN,
    PNG,
    RTF,
    TIFF,
    XLS,
    XLSX,
    sniff,
)
from ingest.html import read_html
from ingest.images import read_image
from ingest.masthead import Masthead, read_masthead
from ingest.outline import outline
from ingest.passages import cut
from ingest.pdf import read_pdf
from ingest.plain import read_plain
from ingest.raw import RawDocument
from ingest.sheets import read_xls, read_xlsx
from ingest.word import read_doc, read_odt, read_rtf
from nlp.annotate import annotate
from nlp.places import current_province, province_of


def extract(data: bytes, *, source: str, media_type: str | None = None) -> Extraction:
    """All that is known of one document; raises a `SourceError` that says why it cannot be read."""
    raw = read(data, source=source, media_type=media_type)
    text = clean_text(raw, source=source)
    masthead = read_masthead(text.text, raw.hints, source=source)
    document = describe(data, raw, text, masthead, source=source)
    sections = outline(document.text, title=document.title)
    annotations = annotate(
        document.text, sections=sections, province=document.province, published=document.published
    )
    return assemble(document, text, sections, annotations)


def read(data: bytes, *, source: str, media_type: str | None = None) -> RawDocument:
    """The lines of a file, by the reader for what its content is; `media_type` skips the look at the
    content.
    """
    kind = media_type if media_type in READERS else sniff(data, source)
    raw = READERS[kind](data, source=source)
    return raw if kind in DECODED else repaired(raw)


def _read_markdown(data: bytes, *, source: str) -> RawDocument:
    return read_plain(data, source=source, media_type=MARKDOWN)


READERS: dict[str, Callable[..., RawDocument]] = {
    PLAIN: read_plain,
    MARKDOWN: _read_markdown,
    HTML: read_html,
    DOCX: read_docx,
    PDF: read_pdf,
    DOC: read_doc,
    RTF: read_rtf,
    ODT: read_odt,
    XLSX: read_xlsx,
    XLS: read_xls,
    PNG: partial(read_image, media_type=PNG),
    JPEG: partial(read_image, media_type=JPEG),
    TIFF: partial(read_image, media_type=TIFF),
}
DECODED = (PLAIN, MARKDOWN)  # whose bytes are decoded here, in whatever encoding they are


def clean_text(raw: RawDocument, *, source: str) -> CleanText:
    """The clean text; a file of nothing but furniture is empty."""
    text = clean(raw)
    if not text.text.strip():
        raise EmptyFile(source, "không có nội dung nào ngoài phần trang trí.", "Hãy kiểm tra lại tệp gốc.")
    return text


def describe(data: bytes, raw: RawDocument, text: CleanText, masthead: Masthead, *, source: str) -> Document:
    """The document's own fields with its place on the map of then and of today."""
    province = province_of(
        title=masthead.title,
        issuer=masthead.issuer,
        dateline=masthead.dateline,
        number=masthead.number,
        text=text.text,
        published=masthead.published,
    )
    return Document(
        id=document_id(data),
        title=masthead.title,
        doc_type=masthead.doc_type,
        number=masthead.number,
        issuer=masthead.issuer,
        signer=masthead.signer,
        published=masthead.published,
        province=province,
        province_current=current_province(province) if province else None,
        source=source,
        media_type=raw.media_type,
        sha256=hashlib.sha256(data).hexdigest(),
        pages=len(text.page_starts),
        text=text.text,
    )


def assemble(
    document: Document, text: CleanText, sections: tuple[Section, ...], annotations: Annotations
) -> Extraction:
    """The extraction with its passages, each on its page."""
    whole = Extraction(document, annotations, text.page_starts, sections)
    passages = cut(document.text, sections, whole.page_at, title=document.title)
    return replace(whole, passages=passages, page_confidence=text.page_confidence)
