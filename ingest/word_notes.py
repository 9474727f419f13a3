"""Footnotes and endnotes of Word files: each stands as a paragraph under the block that points to it."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from itertools import count
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_UNREAD = frozenset((f"{_W}del", "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"))
_BLOCKS = (f"{_W}p", f"{_W}tbl")


def place_notes(document: WordDocument) -> None:
    """Put the notes into the body, with the numbers that Word prints."""
    for kind in ("footnote", "endnote"):
        notes = _notes(document, kind)
        numbers = count(1)
        last: dict[Any, Any] = {}  # by block: what was put under it last
        for reference in list(document.element.body.iter(f"{_W}{kind}Reference")) if notes else ():
            block = _block_of(reference)
            note = None if block is None else notes.pop(reference.get(f"{_W}id"), None)
            if note is None:
                continue
            mark = "" if reference.get(f"{_W}customMarkFollows") else f"{next(numbers)} "
            for paragraph in _paragraphs(note, mark):
                last.get(block, block).addnext(paragraph)
                last[block] = paragraph


def _notes(document: WordDocument, kind: str) -> dict[str | None, Any]:
    """The notes of a file by their marks; the lines that part them from the body are none."""
    from docx.oxml import parse_xml

    parts = (one.target_part for one in document.part.rels.values() if not one.is_external)
    part = next((part for part in parts if str(part.partname).endswith(f"/{kind}s.xml")), None)
    if part is None:
        return {}
    found = parse_xml(part.blob).iterfind(f"{_W}{kind}")
    return {note.get(f"{_W}id"): note for note in found if note.get(f"{_W}type", "normal") == "normal"}


def _block_of(reference: Any) -> Any:
    """The outermost paragraph or table around a mark; None where the mark itself is not read."""
    block = None
    for node in reference.iterancestors():
        if node.tag in _UNREAD:
            return None
        if node.tag in _BLOCKS:
            block = node
    return block


def _paragraphs(note: Any, mark: str) -> Iterator[Any]:
    outer = (one for one in note.iter(f"{_W}p") if next(one.iterancestors(f"{_W}p"), None) is None)
    for paragraph in outer:
        copy = deepcopy(paragraph)
        text = next((node for node in copy.iter(f"{_W}t") if (node.text or "").strip()), None)
        if text is not None:
            text.text = mark + text.text.lstrip()
            mark = ""
            yield copy
