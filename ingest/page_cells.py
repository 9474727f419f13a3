"""The cells of a scanned table one below the other: Tesseract reads a column of lines well, a grid badly."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from ingest.ocr_words import Word
from ingest.page_image import WHITE, Grey, PageImage, ink_of
from ingest.rulings import Box

INSET = 1.6  # points of a cell's edge, where its rules run
FEWEST_INK = 10  # pixels at 200 dpi: fewer are dust
GAP, MARGIN = 9.0, 14.0  # points between cells, and around them all
TALLEST = 16_000  # pixels of an image; Tesseract takes 32,767


@dataclass(frozen=True)
class Cut:
    """A piece of a page: where it begins in the stack and on the page, in pixels from the top left."""

    top: int
    page_left: int
    page_top: int
    pixels: Grey


@dataclass(frozen=True)
class Stack:
    """The image of some cells, and the page that they come from."""

    image: PageImage
    cuts: tuple[Cut, ...]
    page_height: float  # points

    def placed_back(self, word: Word) -> Word:
        """A word of the stack where it stands on the page."""
        scale = self.image.scale
        middle = (self.image.height - (word.bottom + word.top) / 2) * scale
        cut = self.cuts[max(0, bisect_right(self.cuts, middle, key=lambda cut: cut.top) - 1)]
        right = (cut.page_left - _pixels(MARGIN, scale)) / scale
        up = self.page_height - self.image.height - (cut.page_top - cut.top) / scale
        return replace(
            word, left=word.left + right, right=word.right + right, bottom=word.bottom + up, top=word.top + up
        )


def stacked(page: PageImage, cells: Sequence[Box]) -> Iterator[Stack]:
    """The cells that hold ink, in as many images as they fill."""
    cuts: list[Cut] = []
    top = start = _pixels(MARGIN, page.scale)
    for piece in _pieces(page, cells):
        if cuts and top + len(piece.pixels) > TALLEST:
            yield _stack(page, cuts)
            cuts, top = [], start
        cuts.append(replace(piece, top=top))
        top += len(piece.pixels) + _pixels(GAP, page.scale)
    if cuts:
        yield _stack(page, cuts)


def _pieces(page: PageImage, cells: Sequence[Box]) -> Iterator[Cut]:
    """The inked part of each cell."""
    ink = ink_of(page.pixels)
    for cell in cells:
        left, right = _pixels(cell.left + INSET, page.scale), _pixels(cell.right - INSET, page.scale)
        top = _pixels(page.height - cell.top + INSET, page.scale)
        bottom = _pixels(page.height - cell.bottom - INSET, page.scale)
        inside = ink[max(0, top) : bottom, max(0, left) : right]
        if inside.sum() < FEWEST_INK:
            continue
        rows, columns = np.flatnonzero(inside.any(axis=1)), np.flatnonzero(inside.any(axis=0))
        left, top = left + int(columns[0]), top + int(rows[0])
        width, height = int(columns[-1] - columns[0]) + 1, int(rows[-1] - rows[0]) + 1
        yield Cut(0, left, top, page.pixels[top : top + height, left : left + width])


def _stack(page: PageImage, cuts: Sequence[Cut]) -> Stack:
    margin = _pixels(MARGIN, page.scale)
    width = max(cut.pixels.shape[1] for cut in cuts) + 2 * margin
    height = cuts[-1].top + len(cuts[-1].pixels) + margin
    pixels = np.full((height, width), WHITE, np.uint8)
    for cut in cuts:
        rows, columns = cut.pixels.shape
        pixels[cut.top : cut.top + rows, margin : margin + columns] = cut.pixels
    return Stack(PageImage(pixels, page.scale), tuple(cuts), page.height)


def _pixels(points: float, scale: float) -> int:
    return round(points * scale)
