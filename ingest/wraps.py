"""Printed lines into paragraphs: hard wraps and sentences cut by a page break are joined.

A paragraph is one line of the clean text. List items, headings and table rows stay paragraphs of their own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median, quantiles

from ingest import line_marks as marks
from ingest.raw import Kind, Line
from ingest.word_usage import WordUsage
from nlp.document_types import document_kinds
from nlp.fold import fold

SHORT_SHARE = 0.78  # of the usual line length: a shorter line was not cut by the margin
LONG_SHARE = 1.08  # of the usual line length: a longer line was not wrapped like the others
SHORTEST_WRAPPED, LONGEST_WRAPPED = 40, 130  # characters of a line in a text with hard wraps
INDENT = 0.02  # of the page's width
MARGIN = 0.06  # of the page's width: a line that ends nearer to the right edge was cut by it
HEADING_LINES = 4  # of the name of an article at most
CUT_WORDS = 6  # words: a paragraph cut by a page break has more


@dataclass(frozen=True, slots=True)
class Printed:
    """A line with the page that it stands on."""

    line: Line
    page: int

    @property
    def text(self) -> str:
        return self.line.text


@dataclass(frozen=True)
class Column:
    """Where the lines of a page begin and end; or how long its lines usually are, where positions are
    unknown.
    """

    left: float
    right: float
    length: float

    def fills(self, line: Line) -> bool:
        """Whether a line goes up to the right edge."""
        if line.right is not None:
            return line.right >= self.right - MARGIN
        return SHORT_SHARE * self.length <= len(line.text) <= LONG_SHARE * self.length

    def is_indented(self, line: Line) -> bool:
        return line.left is not None and line.left > self.left + INDENT

    def is_centred(self, line: Line) -> bool:
        """Whether a line is as far from the left edge as from the right one; an indented line is not."""
        if line.left is None or line.right is None or line.right - line.left < 0.1:
            return False
        before, behind = line.left - self.left, self.right - line.right
        tolerance = INDENT if self.fills(line) else 4 * INDENT
        return min(before, behind) > 2 * INDENT and abs(before - behind) < tolerance


def is_wrapped(lines: Sequence[Line]) -> bool:
    """Whether a text of unknown kind has hard wraps: its long lines are alike, and most break off in a
    sentence.
    """
    texts = [line.text for line in lines if len(line.text) >= SHORTEST_WRAPPED and line.kind is Kind.TEXT]
    if len(texts) < 4:
        return False
    usual = median(map(len, texts))
    alike = [text for text in texts if SHORT_SHARE * usual <= len(text) <= usual / SHORT_SHARE]
    cut = sum(marks.is_cut(text) for text in alike)
    return usual <= LONGEST_WRAPPED and len(alike) >= 0.5 * len(texts) and cut >= 0.5 * len(alike)


def column_of(lines: Sequence[Line]) -> Column:
    """The column of a page's lines; table rows have their own."""
    text = [line for line in lines if line.text and line.kind is not Kind.ROW]
    lefts = sorted(line.left for line in text if line.left is not None)
    rights = sorted(line.right for line in text if line.right is not None)
    lengths = [len(line.text) for line in text]
    usual = quantiles(lengths, n=10)[8] if len(lengths) > 1 else float(sum(lengths))
    left = lefts[len(lefts) // 10] if lefts else 0.0
    return Column(left, rights[int(len(rights) * 0.85)] if rights else 1.0, usual)


def join_wrapped(lines: Sequence[Printed]) -> list[list[Printed]]:
    """Paragraphs of printed lines; each paragraph is the lines that it is made of."""
    pages: dict[int, list[Line]] = defaultdict(list)
    for printed in lines:
        pages[printed.page].append(printed.line)
    columns = {page: column_of(content) for page, content in pages.items()}
    usage = WordUsage([printed.text for printed in lines])
    paragraphs: list[list[Printed]] = []
    is_after_blank = True
    for printed in lines:
        if not printed.text:
            is_after_blank = True
            continue
        last = paragraphs[-1][-1] if paragraphs else None
        is_apart = is_after_blank and last is not None and last.page == printed.page
        goes_on = last is not None and _goes_on(last, printed, columns, is_after_blank=is_apart)
        if last and goes_on and not _is_whole(paragraphs[-1], printed, usage):
            paragraphs[-1].append(printed)
        else:
            paragraphs.append([printed])
        is_after_blank = False
    return paragraphs


def _goes_on(last: Printed, following: Printed, columns: dict[int, Column], *, is_after_blank: bool) -> bool:
    """Whether a printed line continues the one before it."""
    if not _may_join(last, following):
        return False
    is_over = last.page != following.page and marks.runs_over(last.text, following.text)
    is_open = is_over or marks.is_cut(last.text)
    is_small = marks.begins_small(following.text)
    if is_after_blank:
        is_number = following.text[0].isdigit() and marks.takes_number(last.text, following.text)
        return is_open and (is_small or is_number) and len(last.text.split()) >= CUT_WORDS
    centred = [columns[one.page].is_centred(one.line) for one in (last, following)]
    is_title = all(centred) or (any(centred) and _is_loud_title(last, following))
    if centred == [True, False] and not is_small and not is_title:
        return False
    is_full = columns[last.page].fills(last.line)
    if marks.begins_dashed(following.text):
        return is_full and is_open and (marks.begins_small(following.text[2:]) or marks.ends_name(last.text))
    if not is_full:
        return is_open and (_is_within(last.text, following.text) or is_title or is_over)
    is_flush = following.line.left is not None and not columns[following.page].is_indented(following.line)
    return is_open or is_small or is_flush


def _is_loud_title(last: Printed, following: Printed) -> bool:
    """Whether two lines in capitals have one middle: a title whose second line is the longer."""
    edges = [(one.line.left, one.line.right) for one in (last, following)]
    middles = [left + right for left, right in edges if left is not None and right is not None]
    is_loud = all(marks.is_loud(one.text) and not marks.begins_item(one.text) for one in (last, following))
    return is_loud and len(middles) == 2 and abs(middles[0] - middles[1]) < 2 * INDENT


def _is_whole(paragraph: Sequence[Printed], following: Printed, usage: WordUsage) -> bool:
    """Whether the text itself shows an end: of an item before a new sentence, "Điều 9. Hỗ trợ" / "Người học
    được …", or at the foot of a page of a cell that comes back, or before a label.
    """
    last = paragraph[-1]
    is_name = last.text.split()[-1][0].isupper() or marks.dangles(last.text)
    is_new_page = last.page != following.page
    if is_new_page and usage.ends_cell(last.text, following.text):
        return not is_name or marks.begins_small(following.text)
    is_label = is_new_page and following.text.endswith(":") and len(following.text.split()) < CUT_WORDS
    if is_label and last.text.endswith(")") and following.text[0].isupper():
        return True
    is_heading = len(paragraph) <= HEADING_LINES and marks.begins_article(paragraph[0].text)
    may_end = (marks.begins_item(last.text) or is_label) and not is_name
    is_end = (may_end and usage.begins_sentence(following.text)) or (
        is_heading and not marks.dangles(last.text) and usage.is_rather_small(following.text)
    )
    return is_end and usage.share_together(last.text.split()[-1], following.text.split()[0]) == 0


def _is_within(last: str, following: str) -> bool:
    """Whether a short line and the next one are parts of one sentence; no cell and the value beside it."""
    if marks.dangles(last) or marks.ends_in_brackets(last):
        return True
    is_value = marks.is_measure(following) and not marks.takes_number(last, following)
    return marks.begins_within(following) and not is_value


def _may_join(last: Printed, following: Printed) -> bool:
    if Kind.TEXT is not last.line.kind or Kind.TEXT is not following.line.kind:
        return False
    if marks.is_label(last.text) or _is_type_line(last.text):
        return False
    if marks.begins_part(last.text, following.text, is_new_page=last.page != following.page):
        return False
    if marks.is_value(following.text) or marks.begins_counted(following.text):
        return marks.takes_number(last.text, following.text)
    loud = marks.is_loud(last.text), marks.is_loud(following.text)
    if loud[0] != loud[1] and not marks.ends_hyphen(last.text):
        return not (loud[0] or _has_letters(following.text))
    return not marks.begins_marked(following.text) or marks.dangles(last.text)


def _is_type_line(text: str) -> bool:
    """ "THÔNG TƯ" above a title."""
    return text.isupper() and fold(text) in document_kinds().by_key


def _has_letters(text: str) -> bool:
    return any(letter.isalpha() for letter in text)


def join_paragraphs(lines: Sequence[Printed]) -> list[list[Printed]]:
    """Paragraphs of a text whose lines are paragraphs already: only what a page break cut is joined."""
    paragraphs: list[list[Printed]] = []
    for printed in lines:
        if not printed.text:
            continue
        last = paragraphs[-1][-1] if paragraphs else None
        if last and _is_cut_by_page(last, printed):
            paragraphs[-1].append(printed)
        else:
            paragraphs.append([printed])
    return paragraphs


def _is_cut_by_page(last: Printed, following: Printed) -> bool:
    """ "… giúp đỡ sau cai" / "nghiện là 356 đối tượng": no stop, then a small letter and no list marker."""
    is_long = len(last.text.split()) >= CUT_WORDS
    goes_on = marks.begins_small(following.text) or marks.ends_open(last.text)
    return is_long and goes_on and marks.is_cut(last.text) and _may_join(last, following)


def glue(last: str) -> str:
    """What stands between two joined lines: nothing after the hyphen of a number, else a space."""
    return "" if marks.ends_hyphen(last) else " "
