"""A text with its two views of the same length: one for case and signs, one for words."""

from __future__ import annotations

from dataclasses import dataclass

from nlp.fold import fold, plain


@dataclass(frozen=True, slots=True)
class Page:
    """`view` has one dash, blank and `Đ`; `key` is folded besides. Offsets into all three agree."""

    text: str
    view: str
    key: str

    def line_start(self, offset: int) -> int:
        return self.text.rfind("\n", 0, offset) + 1

    def opens_sentence(self, offset: int) -> bool:
        """Nothing but quotes, bullets and blanks stands between the place and the sentence before."""
        before = self.text[max(0, offset - 12) : offset].rstrip(" \u00a0\t“\"'(")
        return not before or before[-1] in ".;:\n-+•*–!?…"


def page_of(text: str) -> Page:
    return Page(text, plain(text), fold(text))


def squeeze(text: str) -> str:
    """The words of a field on one line: `tỉnh\\nCao Bằng` is `tỉnh Cao Bằng`."""
    return " ".join(text.split())
