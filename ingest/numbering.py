"""The list numbers that Word prints but does not store in the text: "1.", "a)", "Điều 3."."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_BULLETS = {"bullet": "- ", "none": ""}


class Numbering:
    """Counts the numbered paragraphs of one document in reading order."""

    def __init__(self, document: WordDocument) -> None:
        self._levels: dict[
            tuple[str, int], tuple[str, str, int]
        ] = {}  # (list, level) -> format, template, first
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)  # list -> level -> number
        self._styles = {style.style_id: style.element for style in document.styles}
        part = next(
            (r.target_part for r in document.part.rels.values() if r.reltype.endswith("/numbering")), None
        )
        if part is not None:
            self._read(part.element)

    def _read(self, root: Any) -> None:
        abstracts = {node.get(f"{_W}abstractNumId"): node for node in root.iter(f"{_W}abstractNum")}
        for number in root.iter(f"{_W}num"):
            target = number.find(f"{_W}abstractNumId")
            abstract = abstracts.get(target.get(f"{_W}val")) if target is not None else None
            for level in abstract.iter(f"{_W}lvl") if abstract is not None else ():
                key = (number.get(f"{_W}numId"), int(level.get(f"{_W}ilvl", "0")))
                first = _value(level, "start") or "1"
                self._levels[key] = (
                    _value(level, "numFmt") or "decimal",
                    _value(level, "lvlText") or "",
                    int(first),
                )

    def label(self, paragraph: Any) -> str:
        """What Word prints before a paragraph, with a space after it, or nothing."""
        found = self._list_of(paragraph)
        if found is None or found not in self._levels:
            return ""
        number, level = found
        style, template, first = self._levels[found]
        if style in _BULLETS:
            return _BULLETS[style]
        counts = self._counts[number]
        counts[level] = counts.get(level, first - 1) + 1
        for deeper in [key for key in counts if key > level]:
            del counts[deeper]
        for depth in range(level + 1):
            form, _, start = self._levels.get((number, depth), ("decimal", "", 1))
            template = template.replace(f"%{depth + 1}", _written(counts.get(depth, start), form))
        return f"{template} " if template else ""

    def _list_of(self, paragraph: Any) -> tuple[str, int] | None:
        properties = paragraph.find(f"{_W}pPr")
        marks = properties.find(f"{_W}numPr") if properties is not None else None
        if marks is None and properties is not None:
            style = self._styles.get(_value(properties, "pStyle") or "")
            marks = style.find(f"{_W}pPr/{_W}numPr") if style is not None else None
        number = _value(marks, "numId") if marks is not None else None
        return (number, int(_value(marks, "ilvl") or 0)) if number else None


def _value(node: Any, name: str) -> str | None:
    child = node.find(f"{_W}{name}")
    return None if child is None else child.get(f"{_W}val")


def _written(number: int, form: str) -> str:
    if form in ("lowerLetter", "upperLetter"):
        letter = chr(ord("a") + (number - 1) % 26)
        return letter.upper() if form == "upperLetter" else letter
    if form in ("lowerRoman", "upperRoman"):
        return _roman(number) if form == "upperRoman" else _roman(number).lower()
    return f"{number:02}" if form == "decimalZero" else str(number)


def _roman(number: int) -> str:
    text = ""
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        text += letters * count
    return text
