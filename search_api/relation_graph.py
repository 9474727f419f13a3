"""What the corpus says between one document and others, laid out as a small drawing of boxes and arrows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from search_api.standing import StatedRelation

MOST = 10  # documents on each side
ROW, BOX_WIDTH, BOX_HEIGHT = 52, 240, 36
GAP = 150  # between two boxes, for the arrow and its words
LETTERS = 30  # that fit into a box


@dataclass(frozen=True)
class Box:
    """A document on one side of the one in the middle; `kinds` are the relations that join them."""

    name: str
    kinds: tuple[str, ...]
    stated_in: str  # id of the document that says so
    numbered: bool
    x: int
    y: int

    @property
    def short(self) -> str:
        return self.name if len(self.name) <= LETTERS else self.name[: LETTERS - 1] + "…"


@dataclass(frozen=True)
class Graph:
    """Documents that act on it stand on the left, those that it acts on stand on the right."""

    height: int
    middle: Box
    acting: tuple[Box, ...]
    acted_on: tuple[Box, ...]
    left_out: int
    width: int
    box_width: int = BOX_WIDTH
    box_height: int = BOX_HEIGHT


def graph_of(number: str, relations: Sequence[StatedRelation]) -> Graph | None:
    """None where nothing is said."""
    acting = _joined([(one.source, one) for one in relations if one.target == number])
    acted_on = _joined([(one.target, one) for one in relations if one.source == number])
    if not acting and not acted_on:
        return None
    rows = max(1, min(MOST, max(len(acting), len(acted_on))))
    height = rows * ROW
    left = BOX_WIDTH + GAP if acting else 0
    right = left + BOX_WIDTH + GAP
    middle = Box(number, (), "", numbered=True, x=left, y=(height - BOX_HEIGHT) // 2)
    left_out = max(0, len(acting) - MOST) + max(0, len(acted_on) - MOST)
    return Graph(
        height,
        middle,
        _column(acting[:MOST], x=0, height=height),
        _column(acted_on[:MOST], x=right, height=height),
        left_out,
        width=right + BOX_WIDTH if acted_on else right - GAP,
    )


Joined = tuple[str, tuple[str, ...], str]


def _joined(stated: Sequence[tuple[str, StatedRelation]]) -> list[Joined]:
    """Each other document once, with all that is said of it; what ends a document comes first."""
    ordered = sorted(stated, key=lambda pair: pair[0])
    found = [
        (name, tuple(sorted({one.kind for _, one in group})), group[0][1].stated_in)
        for name, group in ((name, list(group)) for name, group in groupby(ordered, lambda pair: pair[0]))
    ]
    return sorted(found, key=lambda one: ("replaces" not in one[1] and "repeals" not in one[1], one[0]))


def _column(found: Sequence[Joined], *, x: int, height: int) -> tuple[Box, ...]:
    top = (height - len(found) * ROW) // 2 + (ROW - BOX_HEIGHT) // 2
    return tuple(
        Box(name, kinds, stated_in, "/" in name, x, top + place * ROW)
        for place, (name, kinds, stated_in) in enumerate(found)
    )
