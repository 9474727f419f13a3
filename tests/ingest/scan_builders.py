"""Scans that the tests make themselves: pages drawn, then kept as pictures only."""

from __future__ import annotations

import io
import os
from typing import Any

import pytest

from ingest.page_image import PageImage
from ingest.tools import TESSERACT, installed


def need_tesseract() -> None:
    """Leave a test out where Tesseract is missing; a build machine must have it."""
    if installed(TESSERACT):
        return
    reason = f"no Tesseract with Vietnamese data: {TESSERACT.install}"
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


def as_scan(data: bytes, *, dpi: int = 200) -> bytes:
    """A PDF whose pages are pictures of the pages of another."""
    import pypdfium2

    original, scan = pypdfium2.PdfDocument(data), pypdfium2.PdfDocument.new()
    for page in original:
        width, height = page.get_size()
        _insert(scan, scan.new_page(width, height), page.render(scale=dpi / 72, grayscale=True))
    return _saved(scan)


def _insert(document: Any, page: Any, bitmap: Any) -> None:
    import pypdfium2

    image = pypdfium2.PdfImage.new(document)
    image.set_bitmap(bitmap)
    image.set_matrix(pypdfium2.PdfMatrix().scale(*page.get_size()))
    page.insert_obj(image)
    page.gen_content()


def _saved(document: Any) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def page_image(data: bytes, *, dpi: int = 200) -> PageImage:
    """The first page of a PDF as a picture."""
    import pypdfium2

    drawn = pypdfium2.PdfDocument(data)[0].render(scale=dpi / 72, grayscale=True).to_numpy()
    return PageImage(drawn.reshape(drawn.shape[:2]).copy(), dpi / 72)


def as_png(data: bytes, *, dpi: int = 200) -> bytes:
    """The first page of a PDF as an image file."""
    from PIL import Image

    buffer = io.BytesIO()
    Image.fromarray(page_image(data, dpi=dpi).pixels).save(buffer, "PNG", dpi=(dpi, dpi))
    return buffer.getvalue()
