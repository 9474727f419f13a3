"""What a reader hands on: pages of lines as the file holds them, and what the file says of itself."""

from __future__ import annotations

import enum
from dataclasses import dataclass


class Kind(enum.Enum):
    """What the file itself says about a line."""

    TEXT = enum.auto()
    HEADING = enum.auto()
    ROW = enum.auto()  # of a table: cells joined by " | "


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a file: a printed line, or a whole paragraph where the format knows paragraphs.

    `left` and `right` are its edges as shares of the page's width, where the format has a page; an empty
    text is a
    blank line.
    """

    text: str
    kind: Kind = Kind.TEXT
    left: float | None = None
    right: float | None = None


@dataclass(frozen=True, slots=True)
class RawPage:
    """The lines of a page; `confidence`, from 0 to 1, where they were read from its picture."""

    lines: tuple[Line, ...]
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Hints:
    """What the file says of itself outside its text; trusted less than a masthead."""

    title: str | None = None
    author: str | None = None
    outlet: str | None = None
    published: str | None = None
    is_article: bool = False


@dataclass(frozen=True, slots=True)
class RawDocument:
    """The lines of one source.

    `wrapped` tells whether lines are printed lines (True) or paragraphs (False); None is to be seen from
    their lengths. `dropped` holds what the reader itself left out, as (line, reason).
    """

    media_type: str
    pages: tuple[RawPage, ...]
    wrapped: bool | None = None
    hints: Hints = Hints()
    dropped: tuple[tuple[str, str], ...] = ()

    def lines(self) -> list[Line]:
        return [line for page in self.pages for line in page.lines]


def page_of(text: str) -> RawPage:
    """A page of plain lines."""
    return RawPage(tuple(Line(line) for line in text.splitlines()))
