from __future__ import annotations

import io
import subprocess
import zipfile
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from corpus.errors import DamagedFile, EmptyFile, TooLarge
from ingest.files import XLS, XLSX, sniff
from ingest.pipeline import extract, read
from ingest.raw import Kind
from ingest.sheets import is_value, sheet_lines
from ingest.tools import LIBREOFFICE
from ingest.workbook import Sheet, number, written
from nlp.old_encodings import old_encodings
from tests.system_tools import need

TCVN3 = next(one for one in old_encodings() if one.name == "tcvn3")
POVERTY: tuple[tuple[object, ...], ...] = (
    ("Biểu 2. Hộ nghèo và hộ cận nghèo", None, None, None, None),
    ("phân theo huyện", None, None, None, None),
    (None, None, None, None, "Đơn vị: hộ"),
    (None, None, "Năm 2021", None, "Năm 2022"),
    (None, None, "Tổng", "Tỷ lệ", "Tổng"),
    (None, None, "số", "(%)", "số"),
    ("Toàn tỉnh", None, 5120, 18.4, 4310),
    (None, "Mường Tè", 1904, 35.25, 1622),
    (None, "Nậm Nhùn", 1210.5, 30.1, None),
)
EXPECTED = [
    "Hộ nghèo",
    "Biểu 2. Hộ nghèo và hộ cận nghèo phân theo huyện",
    "Đơn vị: hộ",
    "Năm 2021 Tổng số | Năm 2021 Tỷ lệ (%) | Năm 2022 Tổng số",
    "Toàn tỉnh | 5120 | 18.4 | 4310",
    "Mường Tè | 1904 | 35.25 | 1622",
    "Nậm Nhùn | 1210.5 | 30.1",
]


def workbook(
    rows: Sequence[Sequence[object]], *, name: str = "Hộ nghèo", merged: str = "C4:D4", hidden: bool = False
) -> bytes:
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = name
    for row in rows:
        sheet.append(list(row))
    if merged:
        sheet.merge_cells(merged)
    if hidden:
        other = book.create_sheet("Nháp")
        other["A1"] = "số liệu nháp"
        other.sheet_state = "hidden"
    return saved(book)


def saved(book: Any) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def texts(data: bytes, source: str = "a.xlsx") -> list[str]:
    return [line.text for line in read(data, source=source).lines()]


def test_reads_a_table_under_its_title() -> None:
    data = workbook(POVERTY)
    assert sniff(data, "bieu.xls") == XLSX
    raw = read(data, source="bieu.xls")
    assert [line.text for line in raw.lines()] == EXPECTED
    assert raw.lines()[0].kind is Kind.HEADING
    assert raw.hints.title == "Biểu 2. Hộ nghèo và hộ cận nghèo phân theo huyện"


@pytest.fixture(scope="session")
def as_xls(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    need(LIBREOFFICE)
    folder = tmp_path_factory.mktemp("xls")
    (folder / "a.xlsx").write_bytes(workbook(POVERTY))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [str(LIBREOFFICE.path), profile, "--headless", "--convert-to", "xls", "a.xlsx"]
    subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=120)
    return (folder / "a.xls").read_bytes()


def test_xls_reads_as_xlsx(as_xls: bytes) -> None:
    assert sniff(as_xls, "bieu") == XLS
    assert texts(as_xls) == EXPECTED


def test_tcvn3_workbook() -> None:
    """Each cell alone is too short to tell; `ư` is a soft hyphen."""
    old = [[TCVN3.encode(cell) if isinstance(cell, str) else cell for cell in row] for row in POVERTY]
    assert texts(workbook(old, name=TCVN3.encode("Hộ nghèo"))) == EXPECTED


def test_records_of_a_workbook() -> None:
    document = extract(workbook(POVERTY), source="bieu.xlsx").document
    assert document.title == "Biểu 2. Hộ nghèo và hộ cận nghèo phân theo huyện"
    assert document.doc_type == "other"
    assert document.number is None


def test_hidden_sheets_are_left_out_with_a_reason() -> None:
    raw = read(workbook(POVERTY, hidden=True), source="a.xlsx")
    assert "số liệu nháp" not in [line.text for line in raw.lines()]
    assert raw.dropped == (("Nháp", "hidden sheet"),)


def test_a_list_without_numbers_has_no_merged_header() -> None:
    rows = [["Họ tên", "Chức vụ"], ["Lò Thị Mai", "Chủ tịch"], ["Giàng A Páo", "Phó Chủ tịch"]]
    sheet = Sheet("Danh sách", rows)
    assert [line.text for line in sheet_lines(sheet)] == [
        *("Danh sách", "Họ tên | Chức vụ", "Lò Thị Mai | Chủ tịch", "Giàng A Páo | Phó Chủ tịch")
    ]


def test_two_tables_of_a_sheet() -> None:
    rows = [
        *(["Bảng 1", ""], ["Huyện", "Số lớp"], ["A", "3"], ["", ""]),
        *(["Bảng 2", ""], ["Huyện", "Số người"], ["", ""], ["B", "40"]),
    ]
    lines = [line.text for line in sheet_lines(Sheet("S", rows))]
    assert lines == ["S", "Bảng 1", "Huyện | Số lớp", "A | 3", "Bảng 2", "Huyện | Số người", "B | 40"]


def test_a_sheet_without_words_is_left_out() -> None:
    assert list(sheet_lines(Sheet("Sheet1", [["1"], ["2.5"]]))) == []
    assert list(sheet_lines(Sheet("Sheet2", []))) == []


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (2624.0, "2624"),
        (15486.900000000001, "15486.9"),
        (12.0740574285822, "12.07"),
        (0.559, "0.559"),
        (0.000123456, "0.0001235"),
        (-6.64406779661017, "-6.64"),
        (10221814.6941153, "10221814.69"),
        (1308.148, "1308.148"),
        (384.123, "384.1230"),  # not 384 thousand
        (1e20, "100000000000000000000"),
        (0.0, "0"),
        (7, "7"),
        (True, "có"),
        (date(2021, 3, 9), "09/03/2021"),
        (datetime(2021, 3, 9), "09/03/2021"),
        (datetime(2021, 3, 9, 7, 30), "09/03/2021 07:30"),
        ("", ""),
        (None, ""),
    ],
)
def test_written(cell: object, text: str) -> None:
    assert written(cell) == text


def test_number_keeps_its_value() -> None:
    for value in (0.1, 99.99, 123456.78, 1e-7, 5.5e-5, 100.0):
        assert float(number(value)) == pytest.approx(value, rel=1e-3)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [("12.5", True), ("-3", True), ("1.234,5", True), ("2021", False), ("Quý I", False), ("", False)],
)
def test_is_value(cell: str, *, expected: bool) -> None:
    assert is_value(cell) is expected


def test_cells_far_apart_are_refused() -> None:
    """The reader would make room for 17 billion cells."""
    import openpyxl

    book = openpyxl.Workbook()
    book.active["A1"], book.active["XFD1048576"] = "chữ", 1
    with pytest.raises(TooLarge):
        read(saved(book), source="a.xlsx")


def test_styled_empty_cells_do_not_count() -> None:
    import openpyxl
    from openpyxl.styles import Font

    book = openpyxl.Workbook()
    book.active["A1"] = "Số lớp"
    book.active["XFD1048576"].font = Font(bold=True)
    assert "Số lớp" in texts(saved(book))


def test_damaged_and_empty() -> None:
    data = workbook(POVERTY)
    with pytest.raises(DamagedFile):
        read(data[: len(data) // 2], source="a.xlsx")
    with pytest.raises(EmptyFile):
        read(workbook([[1, 2], [3, 4]], merged=""), source="a.xlsx")
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook")
    with pytest.raises(DamagedFile):
        read(buffer.getvalue(), source="a.xlsx")


def test_shared_workbooks(shared: Path) -> None:
    files = sorted((shared / "data" / "files" / "xls").glob("*.xls*"))
    read_files = [read(file.read_bytes(), source=file.name) for file in files if file.suffix != ".json"]
    assert all(len(raw.lines()) > 100 for raw in read_files)
