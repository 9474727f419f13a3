"""Files that the ingest tests build: the same report as text, Word, web page and PDF; and files that are
broken.
"""

from __future__ import annotations

import io
import os
from collections.abc import Sequence
from pathlib import Path

import pytest

MOTTO = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
TITLE = "Kết quả dạy nghề cho người sau cai nghiện năm 2023"
BODY = (
    "Thực hiện Kế hoạch số 214/KH-UBND ngày 16 tháng 02 năm 2023 của UBND tỉnh Tuyên Quang, Sở Nội vụ "
    "tổng hợp số liệu của bảy huyện, thành phố như sau:",
    "1. Công tác chỉ đạo",
    "Sở đã ban hành 12 văn bản hướng dẫn và mở 05 lớp tập huấn cho hơn 340 cán bộ xã, phường, thị trấn.",
    "2. Kết quả thực hiện",
    "Năm 2023, toàn tỉnh dạy nghề cho 418 người sau cai, đạt 104,5% kế hoạch (418/400 người), trong đó nghề "
    "may 177 người và nghề hàn 241 người.",
    "Kinh phí hỗ trợ là 1,9 tỷ đồng.",
)
TABLE = (
    ("Huyện", "Số lớp", "Số người"),
    ("Na Hang", "6", "132"),
    ("Chiêm Hóa", "8", "174"),
    ("Sơn Dương", "5", "112"),
)
SIGNED = ("GIÁM ĐỐC", "Nông Thị Hạnh Thảo")
NUMBER, DAY = "Số: 87/BC-SNV", "Tuyên Quang, ngày 05 tháng 01 năm 2024"

FONTS = ("DejaVuSans.ttf", "LiberationSans-Regular.ttf", "NotoSans-Regular.ttf", "FreeSans.ttf", "Arial.ttf")
FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "/Library/Fonts", "C:/Windows/Fonts")


def paragraphs() -> list[str]:
    return ["UBND TỈNH TUYÊN QUANG", "SỞ NỘI VỤ", *MOTTO, NUMBER, DAY, "BÁO CÁO", TITLE, *BODY]


def as_text() -> bytes:
    rows = [" | ".join(row) for row in TABLE]
    return "\n\n".join([*paragraphs(), *rows, *SIGNED]).encode()


def as_wrapped_text(width: int = 72) -> bytes:
    """The report with hard wraps."""
    lines: list[str] = []
    for paragraph in [*paragraphs(), *SIGNED]:
        line = ""
        for word in paragraph.split():
            if len(line) + len(word) + 1 > width and line:
                lines.append(line)
                line = ""
            line = f"{line} {word}".strip()
        lines.append(line)
    return "\n".join(lines).encode()


def as_html() -> bytes:
    body = "".join(f"<p>{text}</p>" for text in paragraphs())
    rows = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in TABLE)
    signed = "".join(f"<p>{text}</p>" for text in SIGNED)
    page = f"""<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>Cổng thông tin</title></head>
      <body>
      <nav><ul><li>Trang chủ</li><li>Tin tức</li></ul></nav>
      <main><article><h1>{TITLE}</h1>{body}<table>{rows}</table>{signed}</article></main>
      <div class="related">Tin liên quan: Khai giảng lớp may</div>
      <footer>Bản quyền thuộc Sở Nội vụ</footer></body></html>"""
    return page.encode()


def as_docx() -> bytes:
    import docx

    document = docx.Document()
    head = document.add_table(rows=1, cols=2)
    head.cell(0, 0).text = f"UBND TỈNH TUYÊN QUANG\nSỞ NỘI VỤ\n{NUMBER}"
    head.cell(0, 1).text = "\n".join([*MOTTO, DAY])
    for text in ("BÁO CÁO", TITLE, *BODY):
        document.add_paragraph(text)
    table = document.add_table(rows=len(TABLE), cols=3)
    for row, cells in zip(table.rows, TABLE, strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    for text in SIGNED:
        document.add_paragraph(text)
    return _saved(document)


def numbered_docx(texts: Sequence[str]) -> bytes:
    """A Word file whose numbers are Word's own and not in the text."""
    import docx

    document = docx.Document()
    for text in texts:
        document.add_paragraph(text, style="List Number")
    return _saved(document)


def _saved(document: object) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)  # type: ignore[attr-defined]
    return buffer.getvalue()


def font() -> Path:
    """A font with Vietnamese letters; a machine without one cannot draw the pages."""
    for folder in FONT_FOLDERS:
        for name in FONTS:
            found = next(Path(folder).rglob(name), None) if Path(folder).is_dir() else None
            if found:
                return found
    reason = "no font with Vietnamese letters to draw PDF pages with"
    if os.environ.get("CI"):
        pytest.fail(reason)  # a build machine has one
    pytest.skip(reason)


def as_pdf(*, running_head: str = "Báo cáo dạy nghề", password: str | None = None, filler: int = 0) -> bytes:
    """The report on paper, with a running head, page numbers and a ruled table; `filler` adds paragraphs."""
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

    pdfmetrics.registerFont(TTFont("Reading", str(font())))
    style = _style()
    more = [
        f"Đơn vị thứ {n} báo cáo đã mở thêm các lớp ngắn ngày tại xã theo nhu cầu."
        for n in range(1, filler + 1)
    ]
    story = [Paragraph(text, style) for text in [*paragraphs(), *more]]
    story.append(
        Table(
            TABLE, style=[("GRID", (0, 0), (-1, -1), 0.5, "black"), ("FONT", (0, 0), (-1, -1), "Reading", 11)]
        )
    )
    story += [Paragraph(text, style) for text in SIGNED]
    buffer = io.BytesIO()
    lock = StandardEncryption(password) if password else None

    def decorate(canvas: object, template: object) -> None:
        canvas.setFont("Reading", 9)  # type: ignore[attr-defined]
        canvas.drawString(70, 800, f"{running_head} - Trang {template.page}")  # type: ignore[attr-defined]

    template = SimpleDocTemplate(buffer, pagesize=A4, encrypt=lock, invariant=1)
    template.build(story, onFirstPage=decorate, onLaterPages=decorate)
    return buffer.getvalue()


def _style() -> object:
    from reportlab.lib.styles import ParagraphStyle

    return ParagraphStyle("reading", fontName="Reading", fontSize=12, leading=16, spaceAfter=6)


def blank_pdf(pages: int = 2) -> bytes:
    """Pages that hold nothing that could be read: a scan without a text layer."""
    from pypdf import PdfWriter

    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(595, 842)
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def damaged_docx() -> bytes:
    data = as_docx()
    return data[: len(data) // 2]
