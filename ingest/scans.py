"""Pages of a PDF that are pictures of text, or whose letters a broken font map has changed: read by OCR.

That a page has text does not mean that it needs no OCR: a running head and a signature box may stand around
a picture.
"""

from __future__ import annotations

import enum
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from corpus.errors import BadTextLayer, NoTextLayer
from ingest.layout import Letter, letters_of, stamps_of
from ingest.ocr import Picture, read_pictures
from ingest.page_image import PageImage
from ingest.raw import RawPage
from ingest.rulings import Box
from ingest.tools import TESSERACT, installed
from nlp.syllables import count_syllables

DPI, FINE_DPI = 200, 300
UNSURE = 0.85  # confidence: below, a page is drawn finer and read again
MOST_PIXELS = 40_000_000  # of a page; A4 at 300 dpi has 9 million
LEAST_COVER, MOST_COVER = 0.25, 0.5  # of the page by pictures: text among them, text hidden under one
LETTERS_BESIDE = 400  # of a text layer for each page's worth of pictures: a page full of text has 2,500
FEWEST_WORDS = 30
WORST_SHARE, DOUBTFUL_SHARE = 0.85, 0.95  # of valid syllables; good text has .98, a broken font map .2 to .84
MARKED = 0.02  # of a text's letters: fewer Vietnamese ones, and it is in another language
OUTLINES = 40  # paths on a page without letters: its text was turned into drawings
UNREAD = 0.3  # of the pages: more pictures that nobody can read, and the document waits for OCR


class Need(enum.Enum):
    """Why a page is to be read from its picture."""

    PICTURE = enum.auto()
    BROKEN = enum.auto()


@dataclass(frozen=True)
class _Layer:
    """How good the text layer of a page is."""

    letters: int
    valid: int
    words: int
    is_vietnamese: bool

    @property
    def share(self) -> float:
        return self.valid / self.words if self.words else 0.0

    @property
    def is_broken(self) -> bool:
        return self.words >= FEWEST_WORDS and self.share < WORST_SHARE


def read_scans(
    data: bytes, pages: tuple[RawPage, ...], *, source: str
) -> tuple[tuple[RawPage, ...], tuple[tuple[str, str], ...]]:
    """The pages, those that need it read by OCR, and what was left unread; raises where that is too much."""
    needs = _needs(data, pages)
    if needs and not installed(TESSERACT):
        _refuse(pages, needs, source=source)
        return pages, tuple((f"trang {at + 1}", "a picture, and no OCR") for at in needs)
    read = dict(pages_by_ocr(data, needs, source=source))
    better = tuple(_better(page, read.get(at), needs.get(at)) for at, page in enumerate(pages))
    _check(better, was_read=bool(needs), source=source)
    return better, ()


def _needs(data: bytes, pages: tuple[RawPage, ...]) -> dict[int, Need]:
    layers = [_layer(page) for page in pages]
    covers = list(_covers(data))
    has_broken = any(layer.is_broken and layer.is_vietnamese for layer in layers)
    needs: dict[int, Need] = {}
    for at, (layer, cover) in enumerate(zip(layers, covers, strict=False)):
        if cover >= LEAST_COVER and layer.letters < LETTERS_BESIDE * cover:
            needs[at] = Need.PICTURE
        elif (layer.is_broken and (layer.is_vietnamese or cover >= MOST_COVER)) or (
            has_broken and layer.words and layer.share < DOUBTFUL_SHARE
        ):
            needs[at] = Need.BROKEN
    return needs


def _layer(page: RawPage) -> _Layer:
    text = text_of(page)
    valid, words = count_syllables(text)
    letters = sum(letter.isalnum() for letter in text)
    marked = sum("\u1ea0" <= letter <= "\u1ef9" or letter in "ăâđêôơưĂÂĐÊÔƠƯ" for letter in text)
    return _Layer(letters, valid, words, marked > MARKED * len(text))


def text_of(page: RawPage) -> str:
    return "\n".join(line.text for line in page.lines)


def _covers(data: bytes) -> Iterator[float]:
    """How much of each page its pictures cover; all of it where there is nothing but drawn outlines."""
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    try:
        for index in range(len(document)):
            try:
                yield _cover(document[index])
            except pypdfium2.PdfiumError:
                yield 0.0  # a damaged page among good ones
    finally:
        document.close()


def _cover(page: Any) -> float:
    from pypdfium2 import raw

    width, height = page.get_width() or 1.0, page.get_height() or 1.0
    kinds = (raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_PATH)
    objects = list(page.get_objects(filter=kinds, max_depth=4))
    boxes = [Box(*item.get_bounds()) for item in objects if item.type == raw.FPDF_PAGEOBJ_IMAGE]
    covered = sum((box.right - box.left) * (box.top - box.bottom) for box in boxes) / (width * height)
    has_outlines = len(objects) - len(boxes) >= OUTLINES
    return 1.0 if has_outlines and not raw.FPDFText_CountChars(page.get_textpage()) else min(1.0, covered)


def _refuse(pages: tuple[RawPage, ...], needs: dict[int, Need], *, source: str) -> None:
    """Raise where too much would be missing without OCR."""
    hint = f"Cài Tesseract để nhận dạng chữ: {TESSERACT.install}"
    broken = [at for at, need in needs.items() if need is Need.BROKEN]
    if len(needs) - len(broken) > UNREAD * len(pages):
        raise NoTextLayer(source, "các trang là ảnh quét, chưa có chữ.", hint)
    if len(broken) > UNREAD * len(pages):
        raise _bad(source, pages, hint)


def _bad(source: str, pages: tuple[RawPage, ...], hint: str) -> BadTextLayer:
    valid, words = count_syllables("\n".join(map(text_of, pages)))
    reason = f"chỉ {valid / max(1, words):.0%} số tiếng đúng chính tả: bảng mã phông chữ trong tệp bị hỏng."
    return BadTextLayer(source, reason, hint)


def pages_by_ocr(data: bytes, needs: dict[int, Need], *, source: str) -> Iterator[tuple[int, RawPage]]:
    """The pages read from their pictures; those that Tesseract is unsure of, once more from a finer one."""
    unsure: dict[int, RawPage] = {}
    for at, page in zip(needs, read_pictures(_pictures(data, needs, DPI), source=source), strict=True):
        if page.lines and page.confidence is not None and page.confidence < UNSURE:
            unsure[at] = page
        yield at, page
    again = {at: needs[at] for at in unsure}
    for at, page in zip(again, read_pictures(_pictures(data, again, FINE_DPI), source=source), strict=True):
        if (page.confidence or 0.0) > (unsure[at].confidence or 0.0):
            yield at, page


def _pictures(data: bytes, needs: dict[int, Need], dpi: int) -> Iterator[Picture]:
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    try:
        for at, need in needs.items():
            page = document[at]
            picture = _picture(page, need, dpi)
            yield replace(picture, printed=(*picture.printed, *stamps_of(document, at)))
            page.close()
    finally:
        document.close()


def _picture(page: Any, need: Need, dpi: int) -> Picture:
    """A page without what lies over it, such as the mark of a digital signature, and without good letters."""
    width, height = page.get_width() or 1.0, page.get_height() or 1.0
    scale = min(dpi / 72, (MOST_PIXELS / (width * height)) ** 0.5)
    drawn = page.render(scale=scale, grayscale=True, draw_annots=False, may_draw_forms=False).to_numpy()
    image = PageImage(drawn.reshape(drawn.shape[:2]).copy(), scale)
    printed = _printed(page) if need is Need.PICTURE else ()
    return Picture(image.without([Box(*letter[1:]) for letter in printed]), printed)


def _printed(page: Any) -> tuple[Letter, ...]:
    """The letters of the text layer where they can be told apart from the picture."""
    if page.get_rotation():
        return ()
    left, bottom, _, _ = page.get_cropbox()
    return tuple(
        Letter(
            letter.text, letter.left - left, letter.bottom - bottom, letter.right - left, letter.top - bottom
        )
        for turn, letter in letters_of(page.get_textpage())
        if not turn
    )


def _better(page: RawPage, read: RawPage | None, need: Need | None) -> RawPage:
    """What OCR read, unless the text layer, broken as it is, holds more valid syllables."""
    if read is None or (need is Need.BROKEN and _layer(read).valid < _layer(page).valid):
        return page
    return read if read.lines else RawPage(page.lines, read.confidence)


def _check(pages: tuple[RawPage, ...], *, was_read: bool, source: str) -> None:
    """Raise for pages without text, and for letters that OCR could not put right either."""
    layers = [_layer(page) for page in pages]
    words = sum(layer.words for layer in layers)
    if words < 5 * len(pages) and words < FEWEST_WORDS:
        reason = "không nhận dạng được chữ nào trên các trang." if was_read else "các trang không có lớp chữ."
        raise NoTextLayer(source, reason, "Hãy quét lại rõ hơn, hoặc tìm bản có chữ.")
    broken = sum(layer.is_broken and layer.is_vietnamese for layer in layers)
    if broken > UNREAD * len(pages):
        raise _bad(source, pages, "Hãy tìm bản khác hoặc quét lại rõ hơn.")
