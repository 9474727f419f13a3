"""Line and bar charts of a pivot as SVG, drawn by pygal and styled by our own style sheet.

What pygal writes for its script and its own styles is taken out: the pages allow neither, and need neither.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from search_api.exports import link
from search_api.page_words import PageWords
from search_api.pivot import Cell, Pivot

MOST_SERIES = 8  # more lines than this cannot be told apart
WIDTH, HEIGHT, LINE_OF_LEGEND = 860, 420, 24
XLINK = "{http://www.w3.org/1999/xlink}href"


def drawn_provinces(table: Pivot) -> tuple[str, ...]:
    """The provinces that the chart shows: those with the most years, then with the largest values."""
    years: dict[str, int] = defaultdict(int)
    largest: dict[str, float] = defaultdict(float)
    for cell in table.cells:
        years[cell.province] += 1
        largest[cell.province] = max(largest[cell.province], _drawn_value(cell))
    order = sorted(years, key=lambda name: (-years[name], -largest[name], name))
    return tuple(name for name in table.provinces if name in order[:MOST_SERIES])


def chart(t: PageWords, table: Pivot, *, kind: str) -> str:
    """One line or row of bars for each province; every point links to its sentence, gaps stay open."""
    import pygal  # a tenth of a second

    kinds = {"line": pygal.Line, "bar": pygal.Bar}
    names = drawn_provinces(table)
    drawn = kinds[kind](
        css=[], js=[], width=WIDTH, height=HEIGHT + LINE_OF_LEGEND * len(names) // 4, explicit_size=False,
        legend_at_bottom=True, legend_at_bottom_columns=4, truncate_legend=-1, allow_interruptions=True,
        include_x_axis=True, value_formatter=t.number, dots_size=5, show_minor_y_labels=False,
        pretty_print=False, classes=(), range=(0, _ceiling(table)),
    )  # fmt: skip
    drawn.x_labels = [str(year) for year in table.years]
    cells = {(cell.province, cell.year): cell for cell in table.cells}
    for name in names:
        drawn.add(name, [_point(t, cells.get((name, year))) for year in table.years])
    states = {_said(t, cell): _state(cell) for cell in table.cells}
    return _plain_svg(drawn.render_tree(), t("figures.chart_of", indicator=table.indicator), states)


def _ceiling(table: Pivot) -> float:
    """The top of the scale: the next round number over the largest value."""
    largest = max(map(_drawn_value, table.cells))
    step = 10.0 ** math.floor(math.log10(largest)) / 2 if largest > 0 else 1.0
    return math.ceil(largest / step) * step


def _point(t: PageWords, cell: Cell | None) -> dict[str, Any] | None:
    if cell is None:
        return None
    address = {"href": link(cell.figures[0]), "target": "_self"}
    return {"value": _drawn_value(cell), "label": _said(t, cell), "xlink": address}


def _said(t: PageWords, cell: Cell) -> str:
    first = cell.figures[0].figure
    said = f"{cell.province}, {cell.year}: {t.number(_drawn_value(cell))} {first.unit}"
    if cell.conflict:
        said += f" ({t('figures.conflict')}: {' ≠ '.join(map(t.number, cell.values))})"
    if not cell.whole_year:
        said += f" ({first.period.text})"
    return said


def _state(cell: Cell) -> str:
    """What the style sheet shows of a point: sources that differ, a part of a year."""
    states = {"conflict": cell.conflict, "partial": not cell.whole_year}
    return " ".join(name for name, holds in states.items() if holds)


def _drawn_value(cell: Cell) -> float:
    """Of values that conflict the largest; the point says what the others are."""
    return cell.value if cell.value is not None else max(cell.values)


def _plain_svg(tree: Any, name: str, states: Mapping[str, str]) -> str:
    """The drawing without styles, scripts and hidden notes; each point says what it is."""
    from lxml import etree

    for element in list(tree.iter("{*}style", "{*}script", "{*}defs", "{*}title", etree.Comment)):
        element.getparent().remove(element)
    for overlay in [one for one in tree.iter("{*}g") if "tooltip" in one.get("class", "")]:
        overlay.getparent().remove(overlay)
    for point in tree.iter("{*}a"):
        _tell(etree, point, states)
    for note in list(tree.iter("{*}desc")):
        note.getparent().remove(note)
    for element in tree.iter():
        element.attrib.pop("id", None)
    etree.cleanup_namespaces(tree)
    tree.set("role", "group")
    tree.set("aria-label", name)
    return str(etree.tostring(tree, encoding="unicode"))


def _tell(etree: Any, point: Any, states: Mapping[str, str]) -> None:
    said = next((note.text for note in _notes(point) if note.get("class") == "label"), "")
    point.set("aria-label", said)
    if state := states.get(said):
        point.set("class", state)
    point.set("href", point.attrib.pop(XLINK))
    title = etree.SubElement(point, "title")
    title.text = said


def _notes(point: Any) -> Iterator[Any]:
    return iter(point.iter("{*}desc"))
