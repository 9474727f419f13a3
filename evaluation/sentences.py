"""Where surfaces stand in a text, and the sentences around them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from evaluation.likeness import on_one_line
from nlp.segment import sentences


def offsets_of(text: str, surfaces: Sequence[str]) -> list[int | None]:
    """Each surface after the one before it, white space aside; None where it does not follow."""
    begin, offsets = 0, []
    for surface in surfaces:
        found = _pattern(surface).search(text, begin)
        begin = found.end() if found else begin
        offsets.append(found.start() if found else None)
    return offsets


def _pattern(surface: str) -> re.Pattern[str]:
    """Whole words and numbers: `12` is not in `12,5`."""
    loose = r"\s+".join(map(re.escape, surface.split()))
    return re.compile(rf"(?<!\w)(?<!\d[.,/]){loose}(?!\w)(?![.,/]\d)")


def sentence_at(text: str, offset: int | None) -> str:
    """The sentence around an offset, on one line; empty where there is none."""
    if offset is None:
        return ""
    return next((on_one_line(text[s:e]) for s, e in _sentences(text) if s <= offset < e), "")


@lru_cache(maxsize=4)
def _sentences(text: str) -> tuple[tuple[int, int], ...]:
    return tuple(sentences(text))
