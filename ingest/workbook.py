"""Workbooks: what is in each sheet of an XLSX or XLS file, as texts, within limits that its reader lacks."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from corpus.errors import DamagedFile, PasswordProtected, TooLarge
from ingest.guards import check_archive

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

MOST_CELLS = 5_000_000  # of one sheet, the empty ones between its corners included
CHUNK = 1 << 20
TYPED_DECIMALS = 4  # a number with more was computed, and is rounded
SIGNIFICANT = 15  # digits: what follows is the noise of binary fractions
LARGEST_WHOLE = 1e15

Row = list[str]
Merged = tuple[tuple[tuple[int, int], tuple[int, int]], ...]  # (row, column) of first and last cell

_SHEET = re.compile(r"xl/worksheets/[^/]{1,100}\.xml", re.IGNORECASE)
# <c r="XFD12" t="s"><v>3</v></c>; a cell that is only styled holds nothing: <c r="XFD12" s="1"/>
_CELL = re.compile(
    rb"<(?:\w{1,10}:)?c\s(?:[^<>]{0,100}\s)?r=\"([A-Z]{1,3})(\d{1,7})\"[^<>]{0,100}(?<!/)>(?!</)"
)
# "384.123": a point before three digits parts thousands in Vietnamese.
_LIKE_THOUSANDS = re.compile(r"-?[1-9]\d{0,2}\.\d{3}")
_RESAVE = "Hãy mở bằng Excel, lưu thành .xlsx rồi thử lại."


@dataclass(frozen=True, slots=True)
class Sheet:
    """The cells of a sheet from its first row and column on, and which of them are merged."""

    name: str
    rows: list[Row]
    merged: Merged = ()


def read_workbook(data: bytes, *, source: str) -> tuple[list[Sheet], list[str]]:
    """The visible sheets, and the names of the hidden ones; charts and macros are left out."""
    if data.startswith(b"PK"):
        _check_cells(data, source=source)
    book = _open(data, source=source)
    visible, hidden = _names(book)
    return [_sheet(book, name, source=source) for name in visible], hidden


def _open(data: bytes, *, source: str) -> CalamineWorkbook:
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    try:
        return CalamineWorkbook.from_filelike(io.BytesIO(data))
    except PasswordError as error:
        raise PasswordProtected(source, "bảng tính có mật khẩu.", "Hãy bỏ mật khẩu rồi thử lại.") from error
    except (CalamineError, OSError, ValueError) as error:
        raise DamagedFile(source, "bảng tính bị hỏng, không mở được.", _RESAVE) from error


def _names(book: CalamineWorkbook) -> tuple[list[str], list[str]]:
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    tables = [sheet for sheet in book.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
    visible = [sheet.name for sheet in tables if sheet.visible == SheetVisibleEnum.Visible]
    hidden = [sheet.name for sheet in tables if sheet.name not in visible]
    return (visible, hidden) if visible else (hidden, [])


def _sheet(book: CalamineWorkbook, name: str, *, source: str) -> Sheet:
    from python_calamine import CalamineError

    try:
        sheet = book.get_sheet_by_name(name)
        if sheet.height * sheet.width > MOST_CELLS:
            raise _too_many(source)
        cells = sheet.to_python(skip_empty_area=False)
    except (CalamineError, OSError, ValueError) as error:
        raise DamagedFile(source, f"trang tính “{name}” bị hỏng.", _RESAVE) from error
    rows = [[written(cell) for cell in row] for row in cells]
    return Sheet(name, rows, tuple(sheet.merged_cell_ranges or ()))


def _too_many(source: str) -> TooLarge:
    return TooLarge(source, "bảng tính có quá nhiều ô.", "Hãy xoá các ô lạc ngoài bảng hoặc tách tệp.")


def _check_cells(data: bytes, *, source: str) -> None:
    """Raise for a sheet whose corners lie far apart: the reader makes room for every cell between them."""
    try:
        check_archive(data, name=source)
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for name in filter(_SHEET.fullmatch, archive.namelist()):
                if _area(archive, name) > MOST_CELLS:
                    raise _too_many(source)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        # NotImplementedError is how zipfile tells of a packing that it does not know
        raise DamagedFile(source, "bảng tính bị hỏng, không mở được.", _RESAVE) from error


def _area(archive: zipfile.ZipFile, name: str) -> int:
    """Rows times columns up to the last filled cell."""
    row = column = 0
    for letters, digits in _places(archive, name):
        row, column = max(row, int(digits)), max(column, _column(letters))
    return row * column


def _places(archive: zipfile.ZipFile, name: str) -> Iterator[tuple[bytes, bytes]]:
    rest = b""
    with archive.open(name) as file:
        while chunk := file.read(CHUNK):
            text = rest + chunk
            last = text.rfind(b"<c")  # whether it is empty may stand in the next chunk
            cut = last if len(text) - last < CHUNK else len(text)
            yield from ((found[1], found[2]) for found in _CELL.finditer(text[:cut]))
            rest = text[cut:]
    yield from ((found[1], found[2]) for found in _CELL.finditer(rest))


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def written(cell: Any) -> str:
    """A cell as it is read: whole numbers without decimals, days as they are written in Vietnam."""
    if isinstance(cell, bool):
        return "có" if cell else "không"
    if isinstance(cell, int | float):
        return number(cell)
    if isinstance(cell, datetime) and cell.time() != time.min:
        return f"{cell:%d/%m/%Y %H:%M}"
    if isinstance(cell, date):
        return f"{cell:%d/%m/%Y}"
    return "" if cell is None else str(cell)


def number(value: float) -> str:
    """A number without the noise of its binary form: "12.07" of 12.0740574285822.

    A fraction that looks like thousands gets a zero: "384.1230".
    """
    exact = float(f"{value:.{SIGNIFICANT}g}")
    if abs(exact) >= LARGEST_WHOLE or exact == int(exact):
        return f"{exact:.0f}"
    text = f"{exact:.{TYPED_DECIMALS}f}".rstrip("0").rstrip(".")
    if float(text) != exact:
        text = f"{exact:.2f}".rstrip("0").rstrip(".") if abs(exact) >= 1 else f"{exact:.4g}"
    return f"{text}0" if _LIKE_THOUSANDS.fullmatch(text) else text
