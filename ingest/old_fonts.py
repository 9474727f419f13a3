"""Word files in old fonts: each run of text whose font says TCVN3 or VNI becomes Unicode.

The font is the surest sign: one paragraph may hold both old text and Unicode.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from nlp.old_encodings import OldEncoding, encoding_of_font, old_encodings
from nlp.recoding import is_unicode, weigh

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LATIN_FONTS = (f"{_W}ascii", f"{_W}hAnsi")
_SOFT_HYPHEN = "\u00ad"
_TEXTS = frozenset((f"{_W}t", f"{_W}softHyphen", f"{_W}noBreakHyphen"))


@dataclass(slots=True)
class Stretch:
    """Texts that follow each other in one font, read as one: VNI's letter and mark may stand in two runs."""

    encoding: OldEncoding
    font: str
    nodes: list[Any] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(_SOFT_HYPHEN if node.tag != f"{_W}t" else node.text or "" for node in self.nodes)

    def rewrite(self) -> None:
        """Put the decoded text into the first node; the others are left empty."""
        first = self.nodes[0]
        decoded = self.encoding.decode_font(self.text, self.font)
        for node in self.nodes:
            node.tag, node.text = f"{_W}t", ""
        first.text = decoded


def decode_old_fonts(root: Any, styles: Any) -> None:
    """Rewrite the texts of a document in old fonts; `root` and `styles` are its lxml trees."""
    stretches = [one for one in _stretches(root, _Fonts(styles)) if not is_unicode(one.text)]
    for encoding in old_encodings():
        same = [one for one in stretches if one.encoding is encoding]
        evidence = weigh([one.text for one in same], encoding)
        if evidence.gain >= 0 and evidence.after * 2 >= evidence.words:  # else the font's name says nothing
            for stretch in same:
                stretch.rewrite()


class _Fonts:
    """Which font a run is printed in: its own, its style's, or the document's."""

    def __init__(self, styles: Any) -> None:
        self.styles = {style.get(f"{_W}styleId"): style for style in styles.iter(f"{_W}style")}
        defaults = styles.find(f"{_W}docDefaults/{_W}rPrDefault/{_W}rPr")
        self.default = _own_font(defaults) or ""
        self.plain = next(
            (
                name
                for name, style in self.styles.items()
                if style.get(f"{_W}type") == "paragraph" and style.get(f"{_W}default") in ("1", "true")
            ),
            None,
        )

    def of_run(self, run: Any, of_paragraph: str) -> str:
        properties = run.find(f"{_W}rPr")
        style = None if properties is None else properties.find(f"{_W}rStyle")
        named = self.of_style(style.get(f"{_W}val")) if style is not None else None
        return _own_font(properties) or named or of_paragraph

    def of_paragraph(self, paragraph: Any) -> str:
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        name = self.plain if style is None else style.get(f"{_W}val")
        return self.of_style(name) or self.default

    def of_style(self, name: str | None) -> str | None:
        """The font of a style or of the one that it is based on."""
        seen: set[str] = set()
        while name and name in self.styles and name not in seen:
            seen.add(name)
            style = self.styles[name]
            if font := _own_font(style.find(f"{_W}rPr")):
                return font
            base = style.find(f"{_W}basedOn")
            name = None if base is None else base.get(f"{_W}val")
        return None


def _own_font(properties: Any) -> str | None:
    fonts = None if properties is None else properties.find(f"{_W}rFonts")
    if fonts is None:
        return None
    return next((found for name in _LATIN_FONTS if (found := fonts.get(name))), None)


def _stretches(root: Any, fonts: _Fonts) -> Iterator[Stretch]:
    for paragraph in root.iter(f"{_W}p"):
        for (encoding, font, _), pieces in groupby(_pieces(paragraph, fonts), key=lambda piece: piece[:3]):
            nodes = [node for *_, node in pieces if node.tag in _TEXTS]
            if encoding and nodes:
                yield Stretch(encoding, font, nodes)


def _pieces(paragraph: Any, fonts: _Fonts) -> Iterator[tuple[OldEncoding | None, str, int, Any]]:
    """The pieces of text of a paragraph, each with its font and how many tabs and breaks stand before it."""
    inherited = fonts.of_paragraph(paragraph)
    breaks = 0
    for run in paragraph.iter(f"{_W}r"):
        if next(run.iterancestors(f"{_W}p")) is not paragraph:
            continue  # a text box has paragraphs of its own
        font = fonts.of_run(run, inherited)
        encoding = encoding_of_font(font)
        for node in run.iterchildren():
            if node.tag in _TEXTS:
                yield encoding, font, breaks, node
            elif node.tag != f"{_W}rPr":
                breaks += 1
