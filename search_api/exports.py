"""Figures as files: one row per figure, with its sentence, document, page and link; streamed, never cut."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from search_api.figures import FigureRecord

BOM = "\ufeff"  # Excel reads a CSV file as UTF-8 only with it
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")

Cell = str | int | float | bool | date | None

COLUMNS: dict[str, type] = {
    "indicator": str, "value": float, "unit": str, "modifier": str, "text": str, "denominator": float,
    "place": str, "period_text": str, "period_start": date, "period_end": date, "change": float,
    "change_unit": str, "holds": bool, "quote": str, "document_id": str, "title": str, "doc_type": str,
    "province": str, "province_current": str, "published": str, "page": int, "start": int, "end": int,
    "source": str, "link": str,
}  # fmt: skip


def row(record: FigureRecord, *, base: str = "") -> tuple[Cell, ...]:
    """The cells of one figure, in the order of COLUMNS; `base` is the address that its link begins with."""
    figure, period, change = record.figure, record.figure.period, record.figure.comparison
    return (
        figure.indicator, figure.value, figure.unit, figure.modifier.value, figure.text,
        figure.denominator, figure.place, period.text, period.start, period.end,
        change.change if change else None, change.unit if change else None, record.holds, record.quote,
        record.document_id, record.title, record.doc_type, record.province, record.province_current,
        record.published, record.page, figure.start, figure.end, record.source, f"{base}{link(record)}",
    )  # fmt: skip


def link(record: FigureRecord) -> str:
    """The page that shows the figure in its document."""
    return f"/documents/{record.document_id}?start={record.figure.start}&end={record.figure.end}#quote"


@dataclass(frozen=True)
class FileFormat:
    """A kind of file that figures are written as; `write` gives its bytes piece by piece."""

    media_type: str
    suffix: str
    write: Callable[[Iterable[Sequence[Cell]]], Iterator[bytes]]

    @property
    def headers(self) -> dict[str, str]:
        return {"Content-Disposition": f'attachment; filename="so-lieu.{self.suffix}"'}


def as_csv(rows: Iterable[Sequence[Cell]], columns: Sequence[str] = tuple(COLUMNS)) -> Iterator[bytes]:
    """UTF-8 with BOM; text that a spreadsheet would run as a formula is kept text."""
    yield (BOM + _line(columns)).encode()
    for cells in rows:
        yield _line([_harmless(cell) for cell in cells]).encode()


def _line(cells: Sequence[Cell]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer).writerow(["" if cell is None else cell for cell in cells])
    return buffer.getvalue()


def _harmless(cell: Cell) -> Cell:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA_STARTS) else cell


def _as_xlsx(rows: Iterable[Sequence[Cell]]) -> Iterator[bytes]:
    from search_api.spreadsheet import as_xlsx

    return as_xlsx({"Số liệu": (tuple(COLUMNS), rows)})


def _as_parquet(rows: Iterable[Sequence[Cell]]) -> Iterator[bytes]:
    from search_api.parquet import as_parquet

    return as_parquet(rows, COLUMNS)


FORMATS = {
    "csv": FileFormat("text/csv; charset=utf-8", "csv", as_csv),
    "xlsx": FileFormat("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx", _as_xlsx),
    "parquet": FileFormat("application/vnd.apache.parquet", "parquet", _as_parquet),
}


def export(records: Iterable[FigureRecord], name: str, *, base: str = "") -> Iterator[bytes]:
    """The figures as the bytes of a file of one of the FORMATS."""
    return FORMATS[name].write(row(record, base=base) for record in records)
