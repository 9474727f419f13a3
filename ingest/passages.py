"""Passages: stretches of whole sentences of one section, the size that a search result can show."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence

from corpus.records import Passage, Section
from nlp.segment import sentences

FEWEST = 80  # syllables: a passage is filled up to here while its section lasts
MOST = 180
LEFTOVER = 40  # syllables: a section's rest so short joins the passage before it
HEAD = 3_000  # characters in which a title stands
HEADING = 12  # syllables: a section of so few holds its heading only, which the sections below it carry


def cut(
    text: str, sections: Sequence[Section], page_at: Callable[[int], int], *, title: str = ""
) -> tuple[Passage, ...]:
    """The passages of a text in order; a sentence longer than `MOST` is a passage of its own. What stands up
    to the end of the title is in none: every passage is found by its document's title and fields too.
    """
    grouped: dict[int, list[tuple[int, int]]] = {}
    starts = [section.start for section in sections]
    found = sentences(text)
    body_start = _body_start(text, title)
    for sentence in [one for one in found if one[0] >= body_start] or found:
        grouped.setdefault(max(0, bisect_right(starts, sentence[0]) - 1), []).append(sentence)
    return _passages(text, sections, grouped, page_at, skips_headings=True) or _passages(
        text, sections, grouped, page_at, skips_headings=False
    )


def _body_start(text: str, title: str) -> int:
    """Where the title's last line ends; the start of the text where the title is not printed as lines of
    it.
    """
    head = text[:HEAD].replace("\n", " ")
    start = head.find(title) if title else -1
    end = start + len(title)
    is_whole = start >= 0 and text[start - 1 : start] in ("", "\n") and text[end : end + 1] in ("", "\n")
    return end if is_whole else 0


def _passages(
    text: str,
    sections: Sequence[Section],
    grouped: dict[int, list[tuple[int, int]]],
    page_at: Callable[[int], int],
    *,
    skips_headings: bool,
) -> tuple[Passage, ...]:
    passages: list[Passage] = []
    for at, spans in grouped.items():
        path = sections[at].path if sections else ()
        for start, end in _groups(text, spans, skips_heading=bool(path) and skips_headings):
            passages.append(Passage(start, end, path, page_at(start)))
    return tuple(passages)


def _groups(text: str, spans: list[tuple[int, int]], *, skips_heading: bool) -> list[tuple[int, int]]:
    """Neighbouring sentences put together; nothing of a section that is only its heading."""
    lengths = [len(text[start:end].split()) for start, end in spans]
    if skips_heading and sum(lengths) <= HEADING and len(spans) == 1:
        return []
    groups: list[tuple[int, int, int]] = []
    for (start, end), length in zip(spans, lengths, strict=True):
        is_short = bool(groups) and (groups[-1][2] < FEWEST or length < LEFTOVER // 2)
        opens_list = bool(groups) and text[groups[-1][1] - 1] == ":"  # "…, trong đó:"
        if (is_short or opens_list) and groups[-1][2] + length <= MOST:
            groups[-1] = (groups[-1][0], end, groups[-1][2] + length)
        else:
            groups.append((start, end, length))
    if len(groups) > 1 and groups[-1][2] < LEFTOVER and groups[-2][2] + groups[-1][2] <= MOST + LEFTOVER:
        last = groups.pop()
        groups[-1] = (groups[-1][0], last[1], groups[-1][2] + last[2])
    return [(start, end) for start, end, _ in groups]
