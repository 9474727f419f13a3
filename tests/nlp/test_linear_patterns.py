"""Hostile input, doubled three times, against every pattern of the package: time grows with the text."""

from __future__ import annotations

import time
from itertools import islice, pairwise
from pathlib import Path
from unicodedata import normalize

import pytest

from tests.nlp.hostile_patterns import Compiled, compiled_patterns, near_misses

SIZE = 150
QUICK = 0.002  # seconds for eight times that, some hundred steps a letter
GROWTH = 3.0  # a doubling that costs four times as much is quadratic
PIECES = (" ", "\n", "a", "A ", "1", "1,", "- ", "🙂")
MOST = 8  # near misses of one pattern


@pytest.fixture(scope="module")
def compiled(samples: Path) -> list[Compiled]:
    texts = [normalize("NFC", path.read_text("utf-8")) for path in sorted(samples.glob("*.txt"))]
    return compiled_patterns(texts)


def seconds(compiled: Compiled, text: str) -> float:
    start = time.process_time()  # of this process alone, whatever else the machine does
    for _found in compiled.pattern.finditer(text):
        pass
    return time.process_time() - start


def is_linear(compiled: Compiled, piece: str) -> bool:
    """Quick at eight times the size, or growing with it."""
    longest = piece * (8 * SIZE // len(piece))
    if seconds(compiled, longest) < QUICK:
        return True
    times = [seconds(compiled, piece * (SIZE * 2**step // len(piece))) for step in range(1, 5)]
    return any(later < GROWTH * max(earlier, QUICK / 8) for earlier, later in pairwise(times[1:]))


def test_all_modules_with_patterns_are_seen(compiled: list[Compiled]) -> None:
    modules = {one.module for one in compiled}
    assert {"references", "relations", "dates", "periods", "quantities", "persons", "places"} <= modules
    assert len(compiled) > 200


def test_every_pattern_is_linear(compiled: list[Compiled]) -> None:
    slow = [
        (one.module, one.pattern.pattern[:120], piece[:40])
        for one in compiled
        for piece in dict.fromkeys([*PIECES, *islice(near_misses(one.pattern), MOST)])
        if piece and not is_linear(one, piece)
    ]
    assert slow == []
