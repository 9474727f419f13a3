"""Pictures of pages read by Tesseract: words with their places, in the same lines and table rows as any
PDF page.
"""

from __future__ import annotations

import os
import tempfile
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path
from statistics import median
from typing import NamedTuple

from corpus.errors import SourceError
from ingest.layout import Letter, arranged
from ingest.ocr_words import Word, is_noise, mended
from ingest.page_cells import stacked
from ingest.page_image import PageImage, find_rules, prepared
from ingest.raw import RawPage
from ingest.rulings import Rule, cell_boxes, ruled_tables
from ingest.tools import TESSERACT, Limits, run

LIMITS = Limits(seconds=120, memory=2_000_000_000, output=64_000_000)  # a page takes 3 to 9 s and 140 MB
ON_ITS_SIDE = 0.6  # confidence: below, the page may lie on its side
WORDS_TO_TURN = 10  # a page with fewer says nothing of how it lies


@dataclass(frozen=True)
class Picture:
    """A page to be read, with the letters of a text layer that its picture leaves out."""

    image: PageImage
    printed: tuple[Letter, ...] = ()


def read_pictures(pictures: Iterable[Picture], *, source: str) -> Iterator[RawPage]:
    """Each page with its confidence, in order; as many at a time as there are cores."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    waiting: deque[Future[RawPage]] = deque()
    with ThreadPoolExecutor(cores) as threads:
        for picture in pictures:  # drawn here, one by one: pdfium is for one thread, and pages fill memory
            waiting.append(threads.submit(_read, picture, source))
            if len(waiting) > cores:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _read(picture: Picture, source: str) -> RawPage:
    """A page; one that takes Tesseract too long is empty, and has no confidence."""
    try:
        page = _recognised(picture.image, source)
    except SourceError:
        return RawPage((), confidence=0.0)
    letters = [_letter(word) for word in mended(page.words)]
    if picture.printed:
        letters = _from_top([*picture.printed, *letters])
    tables = ruled_tables(*page.rules, _from_top(letters))
    return RawPage(tuple(arranged(letters, tables, 0.0, page.width)), confidence=page.confidence)


@dataclass(frozen=True)
class _Recognised:
    """What Tesseract made of a page, and the ruled lines on it."""

    width: float
    rules: tuple[list[Rule], list[Rule]]
    words: list[Word]

    @property
    def confidence(self) -> float:
        """How sure Tesseract was, from 0 to 1: the mean over the letters."""
        letters = sum(len(word.text) for word in self.words)
        return round(sum(word.confidence * len(word.text) for word in self.words) / max(1, letters), 3)


def _recognised(image: PageImage, source: str) -> _Recognised:
    """The words of a page; turned where it lies on its side."""
    first = _recognised_as_it_lies(image, source)
    if first.confidence >= ON_ITS_SIDE or len(first.words) < WORDS_TO_TURN:
        return first
    quarters = _quarters(image, source)
    if not quarters:
        return first
    turned = _recognised_as_it_lies(image.turned(quarters), source)
    return max(first, turned, key=lambda page: page.confidence)


def _recognised_as_it_lies(image: PageImage, source: str) -> _Recognised:
    """The words outside the tables, then those of their cells, which are read apart from their rules."""
    straight = prepared(image)
    rules = find_rules(straight)
    cells = [box for table in cell_boxes(*rules) for box in table]
    words = _words(_tesseract(straight.without(cells), ["-l", "vie", "--psm", "3", "tsv"], source), straight)
    for stack in stacked(straight, cells):
        report = _tesseract(stack.image, ["-l", "vie", "--psm", "6", "tsv"], source)
        more = [stack.placed_back(word) for word in _words(report, stack.image)]
        words += [replace(word, line=-1 - word.line) for word in more]
    return _Recognised(straight.width, rules, words)


def _quarters(image: PageImage, source: str) -> int:
    """The clockwise quarter turns that Tesseract proposes: "Rotate: 90" of its orientation report."""
    report = _tesseract(image, ["-l", "osd", "--psm", "0"], source)
    fields = dict(line.split(": ", 1) for line in report.splitlines() if ": " in line)
    degrees = fields.get("Rotate", "0")
    return int(degrees) // 90 % 4 if degrees.isdigit() else 0


def _tesseract(image: PageImage, options: Sequence[str], source: str) -> str:
    dpi = str(max(70, round(image.scale * 72)))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "page.pgm").write_bytes(image.pgm())
        command = ["page.pgm", "stdout", "--dpi", dpi, *options]
        done = run(TESSERACT, command, folder=folder, limits=LIMITS, source=source, kind="bản quét")
    return done.stdout.decode("utf-8", errors="replace") if done.code == 0 else ""


class _Row(NamedTuple):
    """A row of Tesseract's table that holds a word; its box in pixels from the top left."""

    line: tuple[str, ...]  # numbers of the block, the paragraph and the line
    left: int
    top: int
    width: int
    height: int
    confidence: float  # percent
    text: str


def _rows(report: str) -> Iterator[_Row]:
    for line in report.splitlines()[1:]:
        level, _, *fields = line.split("\t")
        if level == "5" and len(fields) == 10 and fields[9].strip():
            left, top, width, height = map(int, fields[4:8])
            yield _Row(tuple(fields[:3]), left, top, width, height, float(fields[8]), fields[9])


def _words(report: str, image: PageImage) -> list[Word]:
    """The words of Tesseract's table, each as high as its line."""
    words: list[Word] = []
    for number, (_, line) in enumerate(groupby(_rows(report), key=lambda row: row.line)):
        rows = list(line)
        foot = median(row.top + row.height for row in rows)
        bottom, top = (image.height - edge / image.scale for edge in (foot, foot - _height(rows)))
        read = [
            Word(
                row.text,
                row.confidence / 100,
                number,
                row.left / image.scale,
                bottom,
                (row.left + row.width) / image.scale,
                top,
            )
            for row in rows
        ]
        words += [] if is_noise(read) else read
    return words


def _height(rows: Sequence[_Row]) -> float:
    """How high the letters of a line are; capitals stand higher with their accents."""
    heights = sorted(row.height for row in rows if len(row.text) > 1) or [rows[0].height]
    is_upper = all(row.text.upper() == row.text for row in rows)
    return heights[len(heights) // 4] if is_upper and len(heights) >= 4 else median(heights)


def _letter(word: Word) -> Letter:
    return Letter(f"{word.text} ", word.left, word.bottom, word.right, word.top)


def _from_top(letters: Iterable[Letter]) -> list[Letter]:
    """Line by line from the top, each line from the left."""
    lines: list[list[Letter]] = []
    for letter in sorted(letters, key=lambda letter: -(letter.bottom + letter.top)):
        middle = (letter.bottom + letter.top) / 2
        if lines and lines[-1][0].bottom < middle < lines[-1][0].top:
            lines[-1].append(letter)
        else:
            lines.append([letter])
    return [letter for line in lines for letter in sorted(line, key=lambda letter: letter.left)]
