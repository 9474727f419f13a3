"""A web page as blocks in reading order: inline tags join, block tags part, tables become rows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from ingest.raw import Kind, Line
from ingest.tables import Cells, is_layout, rows_as_lines
from nlp.fold import fold

_SKIPPED = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "iframe",
        "svg",
        "canvas",
        "nav",
        "aside",
        "footer",
        "button",
        "select",
        "input",
        "textarea",
        "object",
        "embed",
        "audio",
        "video",
        "figcaption",
        "dialog",
        "head",
    ]
)
_BLOCKS = frozenset(
    [
        "address",
        "article",
        "blockquote",
        "body",
        "center",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figure",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "li",
        "main",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
_HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
_HIDDEN = re.compile(r"display\s{0,3}:\s{0,3}none|visibility\s{0,3}:\s{0,3}hidden", re.IGNORECASE)
_SIDE = re.compile(
    r"\b(?:menu|nav|navbar|breadcrumbs?|sidebar|related|comments?|footer|banner|social|share|advert|ads?|tags?|popup|modal"
    r"|dialog|login|tooltip|lienquan|binhluan|quangcao)\b",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"Điều\s+\d{1,3}(?:\.[\w.]{1,20})?[.:]?(?:\s|$)")  # "Điều 5.", "Điều 6.3.NĐ.1.1."
FEWEST_ARTICLES = 3
ROOT_SHARE = 0.9  # of the page's articles: what the smallest block that counts as the text holds


def lines_of(root: Any) -> list[Line]:
    """The blocks below an element, without scripts, forms, menus and what is hidden."""
    lines: list[Line] = []
    pending: list[str] = []
    for item in _walk(root):
        if isinstance(item, str):
            pending.append(item)
            continue
        text = " ".join("".join(pending).split())
        pending.clear()
        if text:
            lines.append(Line(text, item.kind))
        if item.text:
            lines.append(item)
    rest = " ".join("".join(pending).split())
    return [*lines, Line(rest)] if rest else lines


def legal_lines(tree: Any) -> list[Line]:
    """The text of a page that holds articles ("Điều 1. …"): the smallest block with most of them, else
    nothing.
    """
    body = tree if tree.find("body") is None else tree.find("body")
    wanted = _marks(body)
    if wanted.articles < FEWEST_ARTICLES:
        return []
    root = body
    while (
        inner := max(_blocks_in(root), key=lambda child: _marks(child).articles, default=None)
    ) is not None:
        marks = _marks(inner)
        if marks.articles < ROOT_SHARE * wanted.articles or marks.has_motto < wanted.has_motto:
            break
        root = inner
    return lines_of(root)


class _Marks(NamedTuple):
    """What a block holds of a legal text."""

    articles: int
    has_motto: bool


def _marks(node: Any) -> _Marks:
    lines = lines_of(node)
    articles = sum(bool(_ARTICLE.match(line.text)) for line in lines)
    return _Marks(articles, any("độc lập - tự do" in fold(line.text) for line in lines))


def _blocks_in(node: Any) -> list[Any]:
    return [child for child in node if not _is_skipped(child) and child.tag in _BLOCKS | {"form"}]


def _walk(node: Any) -> Iterator[str | Line]:
    """Text as it comes; a Line where a block ends, carrying the kind of what came before or a table row."""
    if not isinstance(node.tag, str):
        return
    is_block = node.tag in _BLOCKS
    if is_block:
        yield Line("")
    if node.tag == "br":
        yield Line("")
    elif node.tag == "table" and (rows := _data_rows(node)):
        yield from rows
    elif node.tag not in _SKIPPED:
        yield node.text or ""
        for child in node:
            if not _is_skipped(child):
                yield from _walk(child)
            yield child.tail or ""
    if is_block:
        yield Line("", Kind.HEADING if node.tag in _HEADINGS else Kind.TEXT)


def _is_skipped(node: Any) -> bool:
    if not isinstance(node.tag, str) or node.tag in _SKIPPED:
        return True
    names = f"{node.get('class', '')} {node.get('id', '')}".replace("_", " ")
    return bool(_HIDDEN.search(node.get("style", "")) or (node.tag != "body" and _SIDE.search(names)))


def _data_rows(table: Any) -> list[Line]:
    """The rows of a table of data; nothing for a table that lays out the page."""
    if table.find(".//table") is not None:
        return []
    rows = grid(table)
    has_articles = any(fold(cell).startswith("điều ") for row in rows for cell in row if cell)
    return [] if is_layout(rows) or has_articles else list(rows_as_lines(rows))


def grid(table: Any) -> Cells:
    """The cells of a table in their columns: a cell over several rows is empty in the rows below its
    first.
    """
    rows: Cells = []
    held: dict[int, int] = {}  # column -> rows that a cell from above still covers
    for row in table.iter("tr"):
        cells: list[str | None] = []
        for cell in row.iterchildren("td", "th"):
            _fill(cells, held)
            width, height = _span(cell, "colspan"), _span(cell, "rowspan")
            held.update(
                {column: height - 1 for column in range(len(cells), len(cells) + width) if height > 1}
            )
            cells += [" ".join(line.text for line in lines_of(cell)), *[None] * (width - 1)]
        _fill(cells, held)
        rows.append(cells)
    return rows


def _fill(cells: list[str | None], held: dict[int, int]) -> None:
    """Put empty cells where a cell from a row above stands."""
    while held.get(len(cells), 0):
        held[len(cells)] -= 1
        cells.append("")


def _span(cell: Any, name: str) -> int:
    value = cell.get(name, "1").strip()
    return max(1, min(int(value), 200)) if value.isdigit() and len(value) < 5 else 1
