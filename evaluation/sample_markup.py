"""The readable source of a Word or PDF sample: a TOML head between `+++` lines, then one block a line.

`# ` title, `## ` and `### ` headings, `- ` list item, `^ ` centred line, `<< left || right` a row of the
two-column masthead or signature, `| a | b |` a row of a ruled table (the first row is its head). Anything
else is a paragraph.
"""

from __future__ import annotations

import enum
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby


class Kind(enum.StrEnum):
    TITLE = "# "
    SECTION = "## "
    ARTICLE = "### "
    ITEM = "- "
    CENTRED = "^ "
    COLUMNS = "<< "
    TABLE = "| "
    PARAGRAPH = ""


@dataclass(frozen=True, slots=True)
class Block:
    """One block; a table or a masthead has its cells in `rows`, everything else is `text`."""

    kind: Kind
    text: str = ""
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """A sample as it is written; `head` and `foot` stand on every page, with {page} and {pages}."""

    format: str
    title: str
    author: str
    date: date
    blocks: tuple[Block, ...]
    head: str = ""
    foot: str = ""


def parse(text: str) -> Source:
    """Read a source; rows of one table or masthead that follow each other are one block."""
    _, head, body = text.split("+++\n", 2)
    return Source(blocks=tuple(_blocks(body)), **tomllib.loads(head))


def _blocks(body: str) -> Iterator[Block]:
    lines = [line.rstrip() for line in body.splitlines() if line.strip()]
    for kind, group in groupby(lines, key=_kind):
        texts = [line.removeprefix(kind.value).strip() for line in group]
        if kind is Kind.TABLE:
            yield Block(kind, rows=tuple(_cells(text.removesuffix("|"), "|") for text in texts))
        elif kind is Kind.COLUMNS:
            yield Block(kind, rows=tuple(_cells(text, "||") for text in texts))
        else:
            yield from (Block(kind, text) for text in texts)


def _kind(line: str) -> Kind:
    return next(kind for kind in Kind if f"{line} ".startswith(kind.value))


def _cells(text: str, separator: str) -> tuple[str, ...]:
    return tuple(cell.strip() for cell in text.split(separator))
