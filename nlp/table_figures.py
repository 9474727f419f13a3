"""Figures of tables: each number with what its row, its column and the caption say of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from corpus.records import NO_PERIOD, Comparison, Figure, Period, Span
from nlp.fold import fold
from nlp.table_blocks import Row, Table
from nlp.table_cells import Number, is_number, is_year, read_cell
from nlp.table_headings import NOTHING, Label, LabelReader, Surroundings, year_period
from nlp.table_indicators import REST, indicator_of
from nlp.table_labels import Measure, is_total, measure_of
from nlp.table_totals import find_totals

# Columns whose numbers count nothing.
_NO_DATA = re.compile(
    r"(?:(?:số )?t\.?t|stt|số thứ tự|mã(?: .{1,20})?|ngày.{0,24}|năm sinh|ghi chú|(?:số )?điện thoại"
    r"|số (?:hiệu|tài khoản|nhà|quyết định|văn bản|công văn|biên bản|hồ sơ gốc|trang)"
    r"|năm|quý|tháng|kỳ|tuần|thời gian|điều|khoản|biểu(?: số)?|mẫu(?: số)?)\.?"
)
_UNIT_COLUMN = re.compile(r"(?:đơn vị(?: tính)?|đvt|đ/v tính|đv tính|đơn vị đo)\.?")
_PLACE_COLUMN = re.compile(
    r"(?:tên )?(?:tỉnh|thành phố|huyện|quận|thị xã|xã|phường|địa bàn|địa phương|địa danh|khu vực|đơn vị)"
)
# "II", "a)", "1.2": the number of a row
_ORDER = re.compile(r"\(?(?:[IVXLC]{1,6}|[A-ZĐa-zđ]|\d{1,2}(?:\.\d{1,2}){0,3})[.)]?")
_DEEPEST = 3
_SEVERAL = 2


def rows_of_numbers(table: Table) -> Iterator[Row]:
    """The header and the rows whose numbers are the table's own; other rows are prose in cells."""
    if not table.is_rest:
        yield from table.header
    yield from (row for row in table.body if any(is_number(cell.text) for cell in row.cells))


def table_figures(table: Table, around: Surroundings) -> list[Figure]:
    """The figures in the order of the text; `part_of` counts within the table."""
    return _TableReader(table, around).figures()


class _TableReader:
    def __init__(self, table: Table, around: Surroundings) -> None:
        self.table, self.around = table, around
        self.labels = LabelReader(around)
        self.width = len(table.columns)
        self.columns = [self._column(cells) for cells in table.columns]
        self.first_data = self._first_data()
        self.caption = self._caption()
        self.side = self._side()
        self.rows = [self._row_label(row) for row in table.body]
        self.names_places = any(label.place for label in self.rows)
        self.period = self._period()

    def figures(self) -> list[Figure]:
        cells: list[tuple[int, int, Number, Measure, Figure]] = []
        for at, row in enumerate(self.table.body):
            for column, cell in self._data(row):
                for number in read_cell(cell.text):
                    measure = self._measure(at, column, number)
                    if measure is not None:
                        cells.append(
                            (at, column, number, measure, self._figure(cell, at, column, number, measure))
                        )
        parents = find_totals(
            [(at, column, figure) for at, column, _, _, figure in cells],
            totals_of_rows={at for at, label in enumerate(self.rows) if label.is_total},
            totals_of_columns={at for at, label in enumerate(self.columns) if label.is_total},
            among={at for at, label in enumerate(self.rows) if label.is_among},
            levels={at: _level(row) for at, row in enumerate(self.table.body)},
        )
        return [replace(cell[-1], part_of=parents.get(index)) for index, cell in enumerate(cells)]

    # --- the layout ------------------------------------------------------------------------------

    def _data(self, row: Row) -> Iterator[tuple[int, Span]]:
        """The cells of a row under columns of data; a row whose label was merged is set to the right."""
        shift = self.width - len(row.cells)
        if shift < 0 or len(row.cells) < _SEVERAL:
            return
        for at, cell in enumerate(row.cells):
            column = at + shift
            if column >= self.first_data and cell.text and self.columns[column].is_data:
                yield column, cell

    def _first_data(self) -> int:
        """The first column, behind a label, that holds numbers in most of its rows."""
        rows = [row for row in self.table.body if len(row.cells) == self.width]
        for column in range(1, self.width):
            filled = [row.cells[column] for row in rows if row.cells[column].text]
            numbers = [cell for cell in filled if is_number(cell.text)]
            if self.columns[column].is_data and filled and 2 * len(numbers) >= len(filled):
                return column
        return self.width

    # --- labels ----------------------------------------------------------------------------------

    def _column(self, cells: Sequence[Span]) -> Label:
        if not cells:
            return NOTHING
        last = cells[-1]
        is_data = not any(
            _NO_DATA.fullmatch(fold(cell.text)) or _UNIT_COLUMN.fullmatch(fold(cell.text)) for cell in cells
        )
        labels = [self.labels.read(cell) for cell in dict.fromkeys(cells)]
        inner = labels[-1]
        words = " ".join(label.words for label in labels if label.words and not is_total(label.words))
        return replace(
            inner,
            words=words,
            noted=next((label.noted for label in reversed(labels) if label.noted), None),
            counted=next((label.counted for label in reversed(labels) if label.counted), None),
            named=next((label.named for label in reversed(labels) if label.named), None),
            place=next((label.place for label in reversed(labels) if label.place), None),
            period=next((label.period for label in reversed(labels) if label.period), None),
            way=next((label.way for label in reversed(labels) if label.way is not None), None),
            is_total=is_total(last.text),
            is_data=is_data,
        )

    def _row_label(self, row: Row) -> Label:
        """The first cell of words left of the data; `Năm | 2019`: a year is the row's period."""
        shift = self.width - len(row.cells)
        before = row.cells[: max(1, self.first_data - shift)]
        cells = [cell for cell in before if cell.text]
        named = [cell for cell in cells if not is_number(cell.text) and not _ORDER.fullmatch(cell.text)]
        year = next((cell for cell in cells if is_year(cell.text)), None)
        unit = next((measure for cell in named[1:] if (measure := measure_of(cell.text))), None)
        if not named:
            return replace(NOTHING, period=year_period(year.text)) if year else NOTHING
        label = self.labels.read(named[0])
        further = [self.labels.read(cell) for cell in named[1:] if measure_of(cell.text) is None]
        if label.place is None and self._names_place(row, named[0], shift):
            label = replace(label, place=label.words, words="", counted=None, named=None)
        words = " ".join(one.words for one in (label, *further) if one.words)
        period = next((one.period for one in (label, *further) if one.period), None)
        place = next((one.place for one in (label, *further) if one.place), None)
        return replace(
            label,
            words=words,
            place=place,
            period=period or (year_period(year.text) if year else None),
            noted=label.noted or unit,
        )

    def _names_place(self, row: Row, cell: Span, shift: int) -> bool:
        """Below `Huyện` or `Địa phương`, a name that no list holds is one too."""
        header = self.table.columns[row.cells.index(cell) + shift]
        if not header or not _PLACE_COLUMN.match(fold(header[-1].text)) or REST.match(fold(cell.text)):
            return False
        return not is_total(cell.text) and all(word[:1].isupper() for word in cell.text.split())

    # --- the table as a whole --------------------------------------------------------------------

    def _caption(self) -> Label:
        labels = [self.labels.read(line) for line in self.table.caption]
        titles = [
            label
            for label, line in zip(labels, self.table.caption, strict=True)
            if len(label.words.split()) > 1 and not line.text.startswith("(")
        ]
        return Label(
            titles[0].words if titles else "",
            next((label.noted for label in labels if label.noted), None),
            titles[0].counted if titles else None,
            titles[0].named if titles else None,
            next((label.place for label in labels if label.place), None),
            next((label.period for label in labels if label.period), None),
        )

    def _period(self) -> Period:
        """Of the caption, else the only one of the header, else what the text above hands down."""
        if self.caption.period is not None:
            return self.caption.period
        periods = {label.period for label in self.columns if label.period is not None}
        if len(periods) == 1 and not any(label.period for label in self.rows):
            return next(iter(periods))
        return self.around.inherited(self.table.start)

    # --- one cell --------------------------------------------------------------------------------

    def _measure(self, at: int, column: int, number: Number) -> Measure | None:
        """From the cell, the row, the column, the header of the labels, the caption: the nearest says it."""
        if number.unit is not None:
            return Measure(1, number.unit.name, number.unit.kind)
        label, over, side = self.rows[at], self.columns[column], self.side
        said = (
            label.noted
            or over.noted
            or over.counted
            or (label.counted if self._has_plain_column(column) else None)
            or side.noted
            or self.caption.noted
            or label.counted
            or over.named
            or label.named
            or self.caption.counted
            or self.caption.named
        )
        if (
            said
            and said.unit == "đồng"
            and said.factor == 1
            and self.caption.noted
            and not (label.noted or over.noted)
        ):
            return self.caption.noted if self.caption.noted.kind == "money" else said
        return said

    def _has_plain_column(self, column: int) -> bool:
        """A column of a year or place only: what is counted is said by the row."""
        return not self.columns[column].words

    def _side(self) -> Label:
        """The header over the row labels."""
        labelled = [
            label
            for label in self.columns[: self.first_data]
            if label.is_data and (label.words or label.noted)
        ]
        return labelled[-1] if labelled else NOTHING

    def _figure(self, cell: Span, at: int, column: int, number: Number, measure: Measure) -> Figure:
        label, over = self.rows[at], self.columns[column]
        plain = (
            number.decimal
            if measure.kind in ("measure", "share", "money") or measure.factor != 1
            else number.value
        )
        value = round(plain if number.scaled else plain * measure.factor, 6)
        comparison = self._change(over, value, measure)
        return Figure(
            cell.start + number.start,
            cell.start + number.end,
            cell.text[number.start : number.end],
            value=value,
            unit=measure.unit,
            modifier=number.modifier,
            indicator=indicator_of(
                label, over, self.side, self.caption, measure, names_places=self.names_places
            )
            or None,
            place=label.place or over.place or self.caption.place or self.around.province,
            period=over.period or label.period or self.period or NO_PERIOD,
            denominator=number.denominator,
            comparison=comparison,
        )

    def _change(self, over: Label, value: float, measure: Measure) -> Comparison | None:
        if over.way is None:
            return None
        return Comparison(-abs(value) if over.way < 0 else value, measure.unit)


def _level(row: Row) -> int:
    """How deep a row lies by its number: `I` and `A` 0, `1` 1, `1.1` 2, none 3."""
    mark = row.cells[0].text.strip("(). ")
    if re.fullmatch(r"[IVXLC]{1,6}|[A-ZĐ]", mark):
        return 0
    return 1 + mark.count(".") if re.fullmatch(r"\d{1,2}(?:\.\d{1,2}){0,3}", mark) else _DEEPEST
