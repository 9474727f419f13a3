from __future__ import annotations

import io
import zipfile

import pytest

from corpus.errors import DamagedFile, EmptyFile, TooLarge
from ingest import docx as reader
from ingest.docx import read_docx
from ingest.raw import Kind
from tests.ingest.builders import BODY, MOTTO, TABLE, as_docx, damaged_docx, numbered_docx


def test_letterhead_is_blocks_and_table_is_rows() -> None:
    lines = read_docx(as_docx(), source="a.docx").lines()
    texts = [line.text for line in lines]
    assert texts[:4] == ["UBND TỈNH TUYÊN QUANG", "SỞ NỘI VỤ", "Số: 87/BC-SNV", MOTTO[0]]
    assert [line.text for line in lines if line.kind is Kind.ROW] == [" | ".join(row) for row in TABLE]
    assert set(BODY) <= set(texts)


def test_numbers_that_word_prints_are_there() -> None:
    texts = [
        line.text for line in read_docx(numbered_docx(["Rà soát", "Lập hồ sơ"]), source="a.docx").lines()
    ]
    assert texts == ["1. Rà soát", "2. Lập hồ sơ"]


NOTES = """<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:t>---</w:t></w:r></w:p></w:footnote>
<w:footnote w:id="1"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t> Khoản này mới.</w:t></w:r></w:p>
<w:p><w:r><w:t>Có từ năm 2020.</w:t></w:r></w:p></w:footnote>
<w:footnote w:id="2"><w:p><w:r><w:t>Đã bỏ.</w:t></w:r></w:p></w:footnote>
</w:footnotes>"""


def test_footnotes_stand_under_what_points_to_them() -> None:
    import docx
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    document = docx.Document()
    part = Part(PackURI("/word/footnotes.xml"), "application/xml", NOTES.encode(), document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    for text, note in (("1. Mở lớp.", "1"), ("2. Cấp thẻ.", "7"), ("3. Trả lương.", "2")):
        reference = OxmlElement("w:footnoteReference")
        reference.set(qn("w:id"), note)
        document.add_paragraph().add_run(text)._r.append(reference)
    buffer = io.BytesIO()
    document.save(buffer)
    texts = [line.text for line in read_docx(buffer.getvalue(), source="a.docx").lines()]
    assert texts == [
        "1. Mở lớp.",
        "1 Khoản này mới.",
        "Có từ năm 2020.",
        "2. Cấp thẻ.",
        "3. Trả lương.",
        "2 Đã bỏ.",
    ]


def test_merged_cells_stand_once() -> None:
    import docx

    document = docx.Document()
    table = document.add_table(rows=3, cols=3)
    for row, cells in zip(
        table.rows, (("Huyện", "Kết quả", ""), ("", "Lớp", "Người"), ("Na Hang", "6", "132")), strict=True
    ):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    table.cell(0, 1).merge(table.cell(0, 2))
    table.cell(0, 0).merge(table.cell(1, 0))
    buffer = io.BytesIO()
    document.save(buffer)
    rows = [line.text for line in read_docx(buffer.getvalue(), source="a.docx").lines()]
    assert rows == ["Huyện | Kết quả", "| Lớp | Người", "Na Hang | 6 | 132"]


def test_bad_files_say_why(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(DamagedFile):
        read_docx(damaged_docx(), source="hong.docx")
    with pytest.raises(EmptyFile):
        read_docx(numbered_docx([]), source="rong.docx")
    monkeypatch.setattr(reader, "MOST_BYTES_UNPACKED", 1000)
    with pytest.raises(TooLarge):
        read_docx(as_docx(), source="bom.docx")


def test_a_zip_without_the_parts_of_word_is_damaged() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("word/document.xml", "<w:document/>")
    with pytest.raises(DamagedFile):
        read_docx(buffer.getvalue(), source="gia.docx")


def test_damaged_footnotes_make_a_damaged_file() -> None:
    import docx
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    document = docx.Document()
    document.add_paragraph("Mở lớp.")
    part = Part(PackURI("/word/footnotes.xml"), "application/xml", b"<w:footnotes", document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    buffer = io.BytesIO()
    document.save(buffer)
    with pytest.raises(DamagedFile):
        read_docx(buffer.getvalue(), source="hong.docx")
