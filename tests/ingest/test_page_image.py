from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from ingest.page_cells import stacked
from ingest.page_image import WHITE, PageImage, find_rules, ink_of, prepared
from ingest.rulings import Box, cell_boxes
from tests.ingest.builders import TABLE, as_pdf
from tests.ingest.scan_builders import page_image


def slanted(image: PageImage, slope: float) -> PageImage:
    """Each column moved down a little more than the one before."""
    columns = [np.roll(image.pixels[:, at], round(at * slope)) for at in range(image.pixels.shape[1])]
    return replace(image, pixels=np.stack(columns, axis=1))


@pytest.mark.parametrize("slope", [-0.025, -0.01, 0.0, 0.015])
def test_lines_are_made_level(slope: float) -> None:
    """A page is level when its rows are either inked or empty."""
    page = page_image(as_pdf())
    levelled = prepared(slanted(page, slope))
    before, after = (int(ink_of(image.pixels).any(axis=1).sum()) for image in (page, levelled))
    assert after < 1.25 * before


def test_specks_go_and_small_marks_stay() -> None:
    page = page_image(as_pdf())
    clean = prepared(page)
    assert np.array_equal(clean.pixels, page.pixels)  # nothing is taken from a page without specks
    foot = page.pixels.shape[0] - 150  # nothing is printed below
    speckled = page.pixels.copy()
    speckled[foot:-5:7, 5:-5:9] = 0
    assert ink_of(prepared(replace(page, pixels=speckled)).pixels)[foot:].sum() == 0


def test_ruled_cells_are_found() -> None:
    (table,) = cell_boxes(*find_rules(page_image(as_pdf())))
    assert len(table) == len(TABLE) * 3


def test_cells_are_stacked_with_their_places() -> None:
    page = page_image(as_pdf())
    cells = [cell for table in cell_boxes(*find_rules(page)) for cell in table]
    (stack,) = stacked(page, cells)
    assert len(stack.cuts) == len(cells)
    assert [cut.top for cut in stack.cuts] == sorted(cut.top for cut in stack.cuts)


def test_boxes_are_whitened() -> None:
    page = PageImage(np.zeros((200, 100), np.uint8), 2.0)
    pixels = page.without([Box(10, 20, 30, 40)]).pixels
    assert pixels[120:160, 20:60].min() == WHITE
    assert pixels[:119].max() == 0


@pytest.mark.parametrize("shape", [(1, 1), (5, 900), (900, 5)])
def test_tiny_pictures_are_taken(shape: tuple[int, int]) -> None:
    page = PageImage(np.zeros(shape, np.uint8), 200 / 72)
    assert prepared(page).pixels.shape == shape
    assert find_rules(page) is not None
