"""Make the Word and PDF samples from their readable sources: `python -m evaluation.build_samples`.

The built files are committed; the same source gives the same bytes with the same library versions and font.
Needs the `dev` extra and a font with Vietnamese letters (Debian: fonts-dejavu-core); readers need neither.
"""

from __future__ import annotations

import io
import zipfile
from datetime import datetime, time
from pathlib import Path
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from reportlab.lib.colors import black
from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_LEFT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

from evaluation.sample_markup import Block, Kind, Source, parse

SOURCES = Path(__file__).parent / "sample_sources"
SAMPLES = Path(__file__).parents[1] / "corpus" / "samples"
FICTION = "Tài liệu mẫu, nội dung hư cấu"
ZIP_TIME = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip can hold
FONTS = {"Sample": "DejaVuSerif.ttf", "Sample-Bold": "DejaVuSerif-Bold.ttf"}


def build(folder: Path = SAMPLES) -> list[Path]:
    """Write every sample that has a source; answers the files written."""
    return [_write(path, folder) for path in sorted(SOURCES.glob("*.md"))]


def _write(path: Path, folder: Path) -> Path:
    source = parse(path.read_text(encoding="utf-8"))
    target = folder / f"{path.stem}.{source.format}"
    target.write_bytes(to_docx(source) if source.format == "docx" else to_pdf(source))
    return target


def to_docx(source: Source) -> bytes:
    """A Word file with heading styles, real lists and tables, and running lines as header and footer."""
    document = docx.Document()
    properties, section = document.core_properties, document.sections[0]
    properties.title, properties.author, properties.comments = source.title, source.author, FICTION
    properties.created = properties.modified = datetime.combine(source.date, time())
    section.header.paragraphs[0].text = source.head
    _number_pages(section.footer.paragraphs[0], source.foot)
    for block in source.blocks:
        _add_to_docx(document, block)
    saved = io.BytesIO()
    document.save(saved)
    return _without_clock(saved)


DOCX_STYLES = {
    Kind.TITLE: "Title",
    Kind.SECTION: "Heading 1",
    Kind.ARTICLE: "Heading 2",
    Kind.ITEM: "List Bullet",
}


def _add_to_docx(document: Any, block: Block) -> None:
    if block.rows:
        table = document.add_table(len(block.rows), len(block.rows[0]))
        table.style = "Table Grid" if block.kind is Kind.TABLE else "Normal Table"
        for row, cells in zip(table.rows, block.rows, strict=True):
            for cell, text in zip(row.cells, cells, strict=True):
                cell.text = text
        return
    paragraph = document.add_paragraph(block.text, style=DOCX_STYLES.get(block.kind, "Normal"))
    if block.kind in (Kind.CENTRED, Kind.TITLE):
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _number_pages(paragraph: Any, foot: str) -> None:
    """Put Word's own page field where the source says {page}."""
    before, has_page, after = foot.partition("{page}")
    paragraph.add_run(before)
    if has_page:
        field = OxmlElement("w:fldSimple")
        field.set(qn("w:instr"), "PAGE")
        paragraph._p.append(field)
        paragraph.add_run(after)


def _without_clock(saved: io.BytesIO) -> bytes:
    """The same archive with every member dated alike, so that equal content is equal bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(saved) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name, ZIP_TIME), old.read(name), zipfile.ZIP_DEFLATED, 9)
    return out.getvalue()


def to_pdf(source: Source) -> bytes:
    """A PDF with a text layer, an embedded font subset, and running lines on every page."""
    _, pages = _render(source, pages=0)
    return _render(source, pages=pages)[0]


def _render(source: Source, *, pages: int) -> tuple[bytes, int]:
    _register_fonts()
    out = io.BytesIO()
    template = SimpleDocTemplate(
        out, pagesize=A4, leftMargin=70, rightMargin=60, topMargin=62, bottomMargin=58, invariant=1,
        title=source.title, author=source.author, subject=FICTION,
    )  # fmt: skip

    def running_lines(canvas: Any, of: Any) -> None:
        canvas.setFont("Sample", 8)
        canvas.drawString(70, A4[1] - 36, source.head)
        canvas.drawCentredString(A4[0] / 2, 30, source.foot.format(page=of.page, pages=pages))

    flow = [_flowable(block) for block in source.blocks]
    template.build(flow, onFirstPage=running_lines, onLaterPages=running_lines)
    return out.getvalue(), template.page


def _register_fonts() -> None:
    for name, file in FONTS.items():
        pdfmetrics.registerFont(TTFont(name, file))


def _flowable(block: Block) -> Any:
    if block.rows:
        return _pdf_table(block)
    text = f"- {block.text}" if block.kind is Kind.ITEM else block.text
    return Paragraph(text.replace("&", "&amp;"), _pdf_style(block.kind))


PDF_ALIGNMENTS = {Kind.TITLE: TA_CENTER, Kind.CENTRED: TA_CENTER, Kind.PARAGRAPH: TA_JUSTIFY}


def _pdf_style(kind: Kind) -> Any:
    heading = kind in (Kind.TITLE, Kind.SECTION, Kind.ARTICLE)
    font, size = "Sample-Bold" if heading else "Sample", 14 if kind is Kind.TITLE else 10.5
    return ParagraphStyle(
        kind.name, fontName=font, fontSize=size, leading=16, spaceBefore=6, spaceAfter=4,
        alignment=PDF_ALIGNMENTS.get(kind, TA_LEFT), allowWidows=1, allowOrphans=1,
    )  # fmt: skip


def _pdf_table(block: Block) -> Any:
    """A ruled table, or the masthead's two columns without lines."""
    style = _pdf_style(Kind.ITEM if block.kind is Kind.TABLE else Kind.CENTRED)
    style.spaceBefore = style.spaceAfter = 0
    style.fontSize, style.leading = 9, 12
    width = 465 / len(block.rows[0])
    cells = [[Paragraph(cell, style) for cell in row] for row in block.rows]
    lines = [("GRID", (0, 0), (-1, -1), 0.6, black)] if block.kind is Kind.TABLE else []
    padding = [("TOPPADDING", (0, 0), (-1, -1), 1), ("BOTTOMPADDING", (0, 0), (-1, -1), 2)]
    return Table(cells, colWidths=[width] * len(block.rows[0]), style=[*lines, *padding])


if __name__ == "__main__":
    build()
