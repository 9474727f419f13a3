"""Pictures of pages as files of their own: a scanner's TIFF, a photograph of a page."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING

from corpus.errors import DamagedFile, EmptyFile, NoTextLayer, TooLarge
from ingest.ocr import Picture, read_pictures
from ingest.page_image import PageImage
from ingest.raw import RawDocument
from ingest.scans import DPI, FINE_DPI, MOST_PIXELS
from ingest.tools import TESSERACT, installed

if TYPE_CHECKING:
    from PIL import Image

MOST_FRAMES = 500  # of a TIFF
FEWEST_DPI, MOST_DPI = 72, 1200  # what a file may say of itself and be believed
A4_WIDTH, A4_HEIGHT = 8.27, 11.69  # inches: what a picture of unknown size is taken to show


def read_image(data: bytes, *, source: str, media_type: str) -> RawDocument:
    """The pages of an image file, read by OCR."""
    if not installed(TESSERACT):
        hint = f"Cài Tesseract để nhận dạng chữ: {TESSERACT.install}"
        raise NoTextLayer(source, "tệp là ảnh, chưa có chữ.", hint)
    pages = tuple(read_pictures(_pictures(data, source=source), source=source))
    if not any(page.lines for page in pages):
        raise EmptyFile(source, "không nhận dạng được chữ nào trong ảnh.", "Hãy quét lại rõ hơn.")
    return RawDocument(media_type, pages, True)


def _pictures(data: bytes, *, source: str) -> Iterator[Picture]:
    from PIL import Image, ImageSequence

    try:
        with Image.open(io.BytesIO(data), formats=("PNG", "JPEG", "TIFF")) as image:
            for number, frame in enumerate(ImageSequence.Iterator(image)):
                if number == MOST_FRAMES or frame.width * frame.height > 4 * MOST_PIXELS:
                    raise TooLarge(source, "ảnh quá lớn hoặc có quá nhiều trang.", "Hãy tách tệp.")
                yield Picture(_page(frame))
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise DamagedFile(source, "ảnh bị hỏng, không mở được.", "Hãy tải lại tệp từ nguồn.") from error


def _page(frame: Image.Image) -> PageImage:
    """A frame in grey as it is to be looked at, at a resolution that Tesseract reads well."""
    import numpy as np
    from PIL import Image, ImageOps

    dpi = _dpi(frame)
    upright = ImageOps.exif_transpose(frame).convert("RGBA")
    grey = Image.alpha_composite(Image.new("RGBA", upright.size, "white"), upright).convert("L")
    wanted = min(max(dpi, DPI), FINE_DPI)
    if wanted != dpi:
        width, height = (max(1, round(side * wanted / dpi)) for side in grey.size)
        grey = grey.resize((width, height))
    return PageImage(np.array(grey, np.uint8), wanted / 72)


def _dpi(frame: Image.Image) -> float:
    """Pixels to the inch, as the file says, or as a page of A4 would have them."""
    said = float(frame.info.get("dpi", (0, 0))[0])
    is_tall = frame.height >= frame.width
    likely = frame.width / (A4_WIDTH if is_tall else A4_HEIGHT)
    is_believable = FEWEST_DPI < said <= MOST_DPI and 0.4 < said / likely < 2.5
    return said if is_believable else max(1.0, likely)
