"""The picture of a page made fit to read: straight, without specks; and the ruled lines of its tables."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from math import radians, tan
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from ingest.rulings import Box, Rule

Grey: TypeAlias = npt.NDArray[np.uint8]  # rows of pixels, 0 is black
Ink: TypeAlias = npt.NDArray[np.bool_]

WHITE = 255
DARKEST_INK, INK_SHARE = 180, 0.7  # of the paper's own grey: what is darker is ink
SPECK = 3  # pixels of a side at 200 dpi; a full stop has 4, the dot of an i 5
SPECKLED = 0.0005  # of the page in specks; a clean one has a tenth of it
BELOW_LETTER = 12  # pixels at 200 dpi from a letter down to the dot under it
MOST_SKEW, SKEW_STEP, LEAST_SKEW = 2.0, 0.1, 0.15  # degrees
STRIP = 32  # pixels that are moved together
LEVEL_RULE, UPRIGHT_RULE = 25.0, 18.0  # points: shorter runs of ink are letters
THICKEST = 4.0  # points: more is a picture or a black margin
SOLID = 0.97  # of a run


@dataclass(frozen=True)
class PageImage:
    """Grey pixels, and how many of them make a point (1/72 inch)."""

    pixels: Grey
    scale: float

    @property
    def width(self) -> float:
        return float(self.pixels.shape[1] / self.scale)

    @property
    def height(self) -> float:
        return float(self.pixels.shape[0] / self.scale)

    def turned(self, quarters: int) -> PageImage:
        """The page turned clockwise by quarters."""
        return replace(self, pixels=np.ascontiguousarray(np.rot90(self.pixels, -quarters)))

    def without(self, boxes: list[Box]) -> PageImage:
        """The page with white where the boxes (in points, from the bottom left) stand."""
        pixels = self.pixels.copy()
        for box in boxes:
            top, bottom = (
                round((self.height - box.top) * self.scale),
                round((self.height - box.bottom) * self.scale),
            )
            pixels[
                max(0, top) : max(0, bottom + 1),
                max(0, round(box.left * self.scale)) : round(box.right * self.scale) + 1,
            ] = WHITE
        return replace(self, pixels=pixels)

    def pgm(self) -> bytes:
        """The file that Tesseract reads."""
        height, width = self.pixels.shape
        return b"P5\n%d %d\n255\n" % (width, height) + self.pixels.tobytes()


def prepared(image: PageImage) -> PageImage:
    """The page straight and without specks."""
    return replace(image, pixels=_straight(_without_specks(image.pixels, image.scale)))


def ink_of(pixels: Grey) -> Ink:
    paper = float(np.median(pixels))
    return pixels < min(DARKEST_INK, INK_SHARE * paper)


def _without_specks(pixels: Grey, scale: float) -> Grey:
    """A speckled page without the dots that stand alone; a dot under a letter stays, it may be a tone."""
    unit = scale * 72 / 200
    ink = ink_of(pixels)
    specks = _specks(ink, max(1, round(SPECK * unit)))
    if specks.mean() < SPECKLED:
        return pixels
    above = np.cumsum(np.pad(ink & ~specks, ((1, 0), (0, 0))), axis=0, dtype=np.int32)
    reach = max(1, round(BELOW_LETTER * unit))
    under = np.zeros_like(ink)
    under[reach:] = above[reach:-1] > above[: -reach - 1]
    return np.where(specks & ~under, np.uint8(WHITE), pixels)


def _specks(ink: Ink, side: int) -> Ink:
    """The ink in squares of a side around which there is none."""
    sums = np.zeros((ink.shape[0] + 1, ink.shape[1] + 1), np.int32)
    sums[1:, 1:] = ink.cumsum(0, dtype=np.int32).cumsum(1, dtype=np.int32)
    inner, outer = _sums(sums, side)[1:-1, 1:-1], _sums(sums, side + 2)
    alone = (inner == outer) & (inner > 0)
    specks = np.zeros_like(ink)
    for down in range(1, side + 1):
        for right in range(1, side + 1):
            specks[down : down + alone.shape[0], right : right + alone.shape[1]] |= alone
    return specks & ink


def _sums(sums: npt.NDArray[np.int32], side: int) -> npt.NDArray[np.int32]:
    """The ink in each square of a side."""
    return sums[side:, side:] - sums[:-side, side:] - sums[side:, :-side] + sums[:-side, :-side]


def _straight(pixels: Grey) -> Grey:
    """The page with its lines level: turned by a shear down the columns and one across the rows."""
    angle = _skew(ink_of(pixels))
    if abs(angle) < LEAST_SKEW:
        return pixels
    slope = tan(radians(angle))
    level = _sheared(pixels, -slope)
    return np.ascontiguousarray(_sheared(level.T, slope).T)


def _skew(ink: Ink) -> float:
    """The slope of the lines in degrees, downwards to the right: where ink and paper part best by rows."""
    rows, strips = ink.shape[0] // 4, ink.shape[1] // STRIP
    if min(rows, strips) < 8:
        return 0.0
    blocks = ink[: rows * 4, : strips * STRIP].reshape(rows, 4, strips, STRIP).sum((1, 3)).astype(np.int64)
    places = (np.arange(strips) - strips / 2) * STRIP / 4

    def sharpness(angle: float) -> int:
        shifts = np.rint(places * tan(radians(angle))).astype(int)
        profile = sum(np.roll(blocks[:, at], -shift) for at, shift in enumerate(shifts))
        return int((np.diff(profile) ** 2).sum())

    count = round(MOST_SKEW / SKEW_STEP)
    angles = sorted((step * SKEW_STEP for step in range(-count, count + 1)), key=abs)
    return max(angles, key=sharpness)


def _sheared(pixels: Grey, slope: float) -> Grey:
    """Columns moved down in proportion to their distance from the middle."""
    result = np.full_like(pixels, WHITE)
    height, width = pixels.shape
    step = max(1, int(1 / max(abs(slope), 1e-6)))
    for start, end in pairwise([*range(0, width, step), width]):
        shift = round(((start + end) / 2 - width / 2) * slope)
        source = pixels[max(0, -shift) : height - max(0, shift), start:end]
        result[max(0, shift) : max(0, shift) + len(source), start:end] = source
    return result


def find_rules(image: PageImage) -> tuple[list[Rule], list[Rule]]:
    """The level and the upright ruled lines, as short pieces in points from the bottom left."""
    ink, scale, height = ink_of(image.pixels), image.scale, image.pixels.shape[0]
    thick = round(THICKEST * scale)
    level = [
        Rule((height - row) / scale, start / scale, end / scale)
        for row, start, end in _runs(ink, round(LEVEL_RULE * scale), thick)
    ]
    upright = [
        Rule(column / scale, (height - end) / scale, (height - start) / scale)
        for column, start, end in _runs(np.ascontiguousarray(ink.T), round(UPRIGHT_RULE * scale), thick)
    ]
    return level, upright


def _runs(ink: Ink, length: int, thick: int) -> list[tuple[int, int, int]]:
    """Runs of ink along the rows (row, start, end); a run may waver by a pixel, and is not thick."""
    if min(ink.shape) <= 2 * max(length, thick):
        return []
    wide = ink.copy()
    wide[1:] |= ink[:-1]
    wide[:-1] |= ink[1:]
    along = np.cumsum(np.pad(wide, ((0, 0), (1, 0))), axis=1, dtype=np.int32)
    solid = along[:, length:] - along[:, :-length] >= SOLID * length
    rows = np.flatnonzero(solid.any(axis=1))
    covered = np.zeros((len(rows), ink.shape[1]), np.int32)
    covered[:, : solid.shape[1]] += solid[rows]
    covered[:, length:] -= solid[rows][:, : ink.shape[1] - length]
    inside = np.cumsum(covered, axis=1) > 0
    fat = np.cumsum(np.pad(_thick(ink, thick)[rows], ((0, 0), (1, 0))), axis=1, dtype=np.int32)
    edges = np.diff(np.pad(inside, ((0, 0), (1, 1))).astype(np.int8), axis=1)
    at, starts = np.nonzero(edges == 1)
    ends = np.nonzero(edges == -1)[1]
    thin = fat[at, ends] - fat[at, starts] < (ends - starts) / 2  # a rule is thick only where others cross it
    return list(zip(rows[at][thin].tolist(), starts[thin].tolist(), ends[thin].tolist(), strict=True))


def _thick(ink: Ink, thick: int) -> Ink:
    """Where ink goes on across the rows for more than a rule is thick."""
    across = np.cumsum(np.pad(ink, ((1, 0), (0, 0))), axis=0, dtype=np.int32)
    full = across[thick:] - across[:-thick] == thick
    result = np.zeros_like(ink)
    for row in range(thick):
        result[row : row + len(full)] |= full
    return result
