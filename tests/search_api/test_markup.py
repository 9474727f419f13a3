"""A document cut into paragraphs and parts, its marks side by side."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from corpus.records import Annotations, Extraction, Section
from ingest.pipeline import extract
from search_api.markup import PART, chosen_marks, part_of
from tests.search_api.library_texts import NEWS_DAK_NONG, REPORT_2021


def read(text: str) -> Extraction:
    return extract(text.encode(), source="a.txt")


def test_pieces_put_together_are_the_text() -> None:
    extraction = read(REPORT_2021)
    for paragraph in part_of(extraction, quote=(30, 200)).paragraphs:
        text = "".join(piece.text for cell in paragraph.cells for piece in cell.pieces)
        assert text == extraction.document.text[paragraph.start : paragraph.end]


TABLE = "Bảng 1\nTỉnh | Năm 2019 | Năm 2020\nHòa Bình | 214 người | 228 người\nHết."


def test_rows_are_a_table_whose_cells_keep_their_places_and_marks() -> None:
    extraction = read(TABLE)
    text = extraction.document.text
    blocks = list(part_of(extraction, quote=(text.index("214"), text.index("228"))).blocks)
    assert [block.is_table for block in blocks] == [False, True, False]
    table = blocks[1]
    assert (table.columns, table.has_head) == (3, True)
    cells = [cell for row in table.rows for cell in row.cells]
    assert all(cell.text == text[cell.start : cell.end] for cell in cells)
    pieces = [piece for cell in cells for piece in cell.pieces]
    assert [piece.text for piece in pieces if piece.opens_quote] == ["214 người"]
    assert [piece.text for piece in pieces if piece.mark and piece.mark.kind == "figure"] == [
        "214 người",
        "228 người",
    ]


def test_a_lone_line_with_a_bar_stays_a_line() -> None:
    extraction = read("Trang nhất | Thời sự\n\nNgày 05/3/2024, xã Ea Kao mở 3 lớp.")
    part = part_of(extraction)
    assert not any(block.is_table for block in part.blocks)
    assert all(len(paragraph.cells) == 1 for paragraph in part.paragraphs)


def test_a_quote_over_paragraphs_is_opened_once() -> None:
    extraction = read(NEWS_DAK_NONG)
    end = len(extraction.document.text) - 20
    pieces = [
        piece
        for paragraph in part_of(extraction, quote=(5, end)).paragraphs
        for cell in paragraph.cells
        for piece in cell.pieces
    ]
    assert [piece.opens_quote for piece in pieces].count(True) == 1


def test_marks_never_overlap_and_no_figure_is_hidden_by_a_name() -> None:
    extraction = read(NEWS_DAK_NONG)
    marks = chosen_marks(extraction.annotations, len(extraction.document.text))
    assert all(left.end <= right.start for left, right in pairwise(marks))
    figures = [mark.index for mark in marks if mark.kind == "figure"]
    assert figures == list(range(len(extraction.annotations.figures)))


def test_a_long_text_comes_in_parts_and_a_link_finds_its_own() -> None:
    extraction = read(REPORT_2021)
    line = "Toàn tỉnh mở thêm lớp ở các xã vùng cao.\n"
    text = line * (5 * PART // (2 * len(line)))
    long = replace(
        extraction,
        document=replace(extraction.document, text=text),
        annotations=Annotations(),
        sections=(Section(PART + 100, len(text), ("II. Kết quả",)),),
        page_starts=(0, PART + 200),
    )
    first, second = part_of(long), part_of(long, quote=(PART + 300, PART + 310))
    assert (first.number, first.count) == (1, 3)
    assert second.number == 2
    assert first.paragraphs[-1].end < second.paragraphs[0].start
    assert [paragraph.headings for paragraph in second.paragraphs if paragraph.headings] == [(0,)]
    assert [paragraph.pages for paragraph in second.paragraphs if paragraph.pages] == [(2,)]
    assert part_of(long, number=99).number == 3
