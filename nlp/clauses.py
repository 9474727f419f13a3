"""Where in a text something stands: its sentence, clause, bracket, paragraph and section."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.records import Section
from nlp.segment import Offsets, paragraphs, sentences

_MARK = re.compile(r"[()\[\];\n]")
# "- Năm 2018:", "+ Huyện A", "a) Nam", "1. Kết quả", "• Tổ 3": how the items of a list begin.
_BULLET = re.compile(
    r"\s{0,40}(?:([-–+*•○▪])\s{0,8}[+*]?\s{0,8}|([a-zđ])\)\s{0,8}|(\d{1,2})[.)/-]\s{1,8}(?=[^\W\d_]))"
)
_WHOLE = Section(0, 0, ())


@dataclass(frozen=True, slots=True)
class Site:
    """`clause` ends at semicolons and lies inside `bracket` where there is one; `paragraph` is a number."""

    sentence: Offsets
    clause: Offsets
    bracket: Offsets | None
    paragraph: int
    section: Section


class Clauses:
    """The clauses of one text, found once and asked many times."""

    def __init__(self, text: str, sections: Sequence[Section] = ()) -> None:
        self.text = text
        self.paragraphs = paragraphs(text)
        self.sentences = sentences(text)
        self._paragraph_starts = [start for start, _ in self.paragraphs]
        self._sentence_starts = [start for start, _ in self.sentences]
        self._sections = sorted(sections, key=lambda section: (section.start, -section.end))
        self._section_starts = [section.start for section in self._sections]
        self.brackets, self._outer, self._inner = _marks(text)
        self._bracket_starts = [start for start, _ in self.brackets]

    def site(self, offset: int) -> Site:
        sentence = self.sentences[self.sentence_at(offset)]
        bracket = self.bracket_at(offset)
        inside = bracket or sentence
        marks = self._inner if bracket else self._outer
        after = bisect_right(marks, offset)
        start = max(inside[0], marks[after - 1] + 1) if after else inside[0]
        end = min(inside[1], marks[after]) if after < len(marks) else inside[1]
        return Site(sentence, (start, end), bracket, self.paragraph_at(offset), self.section_at(offset))

    def sentence_at(self, offset: int) -> int:
        return max(0, bisect_right(self._sentence_starts, offset) - 1)

    def paragraph_at(self, offset: int) -> int:
        return max(0, bisect_right(self._paragraph_starts, offset) - 1)

    def section_at(self, offset: int) -> Section:
        """The innermost section around a place."""
        at = bisect_right(self._section_starts, offset) - 1
        while at >= 0 and self._sections[at].end <= offset and self._sections[at].path:
            at -= 1
            if at >= 0 and self._sections[at].end <= offset and not self._sections[at].path:
                break
        return self._sections[at] if at >= 0 else _WHOLE

    def bracket_at(self, offset: int) -> Offsets | None:
        """The inside of the outermost bracket around a place."""
        at = bisect_right(self._bracket_starts, offset) - 1
        return self.brackets[at] if at >= 0 and offset < self.brackets[at][1] else None

    def bullet(self, paragraph: int) -> str | None:
        """The kind of list mark that a paragraph begins with: `-`, `+`, `a` for letters, `1` for numbers."""
        start, end = self.paragraphs[paragraph]
        found = _BULLET.match(self.text, start, end)
        if found is None:
            return None
        return found[1] or ("a" if found[2] else "1")

    def list_after(self, paragraph: int) -> list[Offsets]:
        """The items of the list that follows a paragraph: while paragraphs begin with the same mark."""
        mark = self.bullet(paragraph + 1) if paragraph + 1 < len(self.paragraphs) else None
        if mark is None or mark == self.bullet(paragraph):
            return []
        own, items = self.bullet(paragraph), []
        for at in range(paragraph + 1, len(self.paragraphs)):
            bullet = self.bullet(at)
            if bullet is None or bullet == own:
                break
            if bullet == mark:
                items.append(self.paragraphs[at])
        return items


def _marks(text: str) -> tuple[list[Offsets], list[int], list[int]]:
    """Outermost brackets of each paragraph, and the semicolons outside and inside of them."""
    brackets: list[Offsets] = []
    outer: list[int] = []
    inner: list[int] = []
    depth, opened = 0, 0
    for mark in _MARK.finditer(text):
        if mark[0] in "([":
            depth, opened = depth + 1, mark.end() if depth == 0 else opened
        elif mark[0] == ";":
            (inner if depth else outer).append(mark.start())
        elif mark[0] == "\n" or depth == 1:
            if depth:
                brackets.append((opened, mark.start()))
            depth = 0
        else:
            depth = max(0, depth - 1)
    if depth:
        brackets.append((opened, len(text)))
    return brackets, outer, inner
