"""The sample documents, their manifest and their gold agree, and nothing in them is borrowed."""

from __future__ import annotations

import json
import re
import tomllib
import unicodedata
from collections import defaultdict
from itertools import islice
from pathlib import Path
from typing import Any

import docx
import lxml.html
import pypdf
import pytest
from docx.table import Table

SAMPLES = Path(__file__).parents[2] / "corpus" / "samples"
GOLD = Path(__file__).parents[2] / "evaluation" / "gold" / "samples"
MANIFEST = tomllib.loads((SAMPLES / "manifest.toml").read_text(encoding="utf-8"))["document"]
FILES = [entry["file"] for entry in MANIFEST]
LONGEST_RUN = 12  # words: a shorter run is a name, a title or the formula of a citation


def words(text: str) -> list[str]:
    return re.findall(r"\w+", unicodedata.normalize("NFC", text).lower())


def squeeze(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def read_pdf(path: Path) -> str:
    """All pages, each without its running head and foot: pypdf gives these two lines first."""
    pages = (page.extract_text() for page in pypdf.PdfReader(path).pages)
    return "\n".join(text.split("\n", 2)[2] for text in pages)


def read_docx(path: Path) -> str:
    blocks = docx.Document(str(path)).iter_inner_content()
    return "\n".join(_table_text(block) if isinstance(block, Table) else block.text for block in blocks)


def _table_text(table: Table) -> str:
    return "\n".join(cell.text for row in table.rows for cell in row.cells)


def read_html(path: Path) -> str:
    """What a browser shows, with a blank between neighbouring elements where the page lays out a line."""
    page = lxml.html.document_fromstring(path.read_bytes())
    for hidden in page.xpath("//head|//script|//style"):
        hidden.drop_tree()
    for block in page.iter("p", "div", "td", "th", "li", "br", "h1", "h2", "h3"):
        block.tail = f" {block.tail or ''}"
    return str(page.text_content())


def read(name: str) -> str:
    path = SAMPLES / name
    readers = {".pdf": read_pdf, ".docx": read_docx, ".html": read_html}
    return squeeze(readers.get(path.suffix, lambda plain: plain.read_text(encoding="utf-8"))(path))


def gold_of(name: str) -> dict[str, Any]:
    data: dict[str, Any] = json.loads((GOLD / f"{Path(name).stem}.json").read_text(encoding="utf-8"))
    return data


def test_manifest_names_the_files_that_are_there() -> None:
    assert sorted(FILES) == sorted(path.name for path in SAMPLES.iterdir() if path.suffix != ".toml")
    assert sorted(Path(name).stem for name in FILES) == sorted(path.stem for path in GOLD.glob("*.json"))


def test_enough_documents_in_all_five_formats() -> None:
    assert len(MANIFEST) >= 12
    assert {entry["format"] for entry in MANIFEST} == {"txt", "md", "html", "docx", "pdf"}
    assert all(entry["file"].endswith(f".{entry['format']}") for entry in MANIFEST)


def test_samples_stay_small() -> None:
    assert sum(path.stat().st_size for path in SAMPLES.iterdir()) < 1_000_000


@pytest.mark.parametrize("entry", MANIFEST, ids=FILES)
def test_manifest_and_gold_say_the_same(entry: dict[str, Any]) -> None:
    document = gold_of(entry["file"])["document"]
    assert document["doc_type"] == entry["kind"]
    assert document["province"] == entry.get("province")
    assert document["published_date"] is None or document["published_date"].startswith(str(entry["year"]))
    assert document["title"] in entry["title"]
    assert entry["exercises"]


@pytest.mark.parametrize("name", FILES)
def test_every_gold_text_is_in_its_document(name: str) -> None:
    text, gold = read(name), gold_of(name)
    surfaces = [item["text"] for kind in ("references", "figures", "dates") for item in gold[kind]]
    surfaces += [figure["period"]["text"] for figure in gold["figures"] if figure["period"]["text"]]
    surfaces += [part for item in gold["references"] for part in (item["issuer"], item["subject"]) if part]
    surfaces += [question["evidence"] for question in gold["questions"]]
    surfaces.append(gold["document"]["title"])
    assert [surface for surface in surfaces if squeeze(surface) not in text] == []


@pytest.mark.parametrize("name", FILES)
def test_gold_checks_are_right(name: str) -> None:
    gold = gold_of(name)
    figures = gold["figures"]
    for check in gold["checks"]:
        total, parts = figures[check["total"]], [figures[i] for i in check["parts"]]
        if check["kind"] == "sum":
            computed = sum(part["value"] for part in parts)
            assert check["holds"] is (abs(total["value"] - computed) < 1e-6)
        else:
            (part,) = parts
            computed = 100 * part["value"] / part["denominator"]
            assert check["holds"] is (abs(total["value"] - computed) < 0.5)
        assert check["difference"] == pytest.approx(total["value"] - computed, abs=0.01)


@pytest.mark.parametrize("name", FILES)
def test_gold_figures_have_value_unit_and_indicator(name: str) -> None:
    figures = gold_of(name)["figures"]
    assert [figure["text"] for figure in figures if not (figure["unit"] and figure["indicator"])] == []
    assert all(isinstance(figure["value"], int | float) for figure in figures)


@pytest.mark.parametrize("name", FILES)
def test_gold_parts_point_at_their_total(name: str) -> None:
    figures = gold_of(name)["figures"]
    for index, figure in enumerate(figures):
        if figure["part_of"] is not None:
            total = figures[figure["part_of"]]
            assert figure["part_of"] != index
            assert total["unit"].split()[0] in (figure["unit"].split()[0], "lao")  # lao động, then người
            assert figure["value"] <= total["value"]


def test_the_samples_hold_what_the_three_users_ask_for() -> None:
    citations, kinds = defaultdict(set), set()
    for name in FILES:
        gold = gold_of(name)
        for reference in gold["references"]:
            if reference["number"] == "94/2010/NĐ-CP" and reference["issued"]:
                citations[reference["issued"]].add((name, reference["issuer"]))
        kinds |= {(relation["kind"], relation["from"], relation["to"]) for relation in gold["relations"]}
    assert {issuer for _, issuer in citations["2010-09-09"]} == {"Chính phủ"}
    assert len(citations["2010-09-09"]) >= 2
    assert ("replaces", "116/2021/NĐ-CP", "94/2010/NĐ-CP") in kinds


def test_the_samples_hold_a_table_with_a_conflict_and_a_gap() -> None:
    """Six provinces by four years: one value missing, and one cell with two values."""
    cells: dict[tuple[str, str], set[float]] = defaultdict(set)
    for figure in (figure for name in FILES for figure in gold_of(name)["figures"]):
        if figure["indicator"] == "số người cai nghiện bắt buộc" and year_of(figure["period"]):
            cells[figure["place"], year_of(figure["period"])].add(figure["value"])
    provinces = ("Đắk Lắk", "Đắk Nông", "Nghệ An", "Sơn La", "An Giang", "Hòa Bình")
    wanted = [(province, str(year)) for province in provinces for year in range(2019, 2023)]
    assert [cell for cell in wanted if cell not in cells] == [("Sơn La", "2020")]
    assert [cell for cell in wanted if len(cells[cell]) > 1] == [("Hòa Bình", "2021")]


def year_of(period: dict[str, str | None]) -> str:
    """The year that a period is, or nothing."""
    start, end = period["start"] or "", period["end"] or ""
    return start[:4] if (start[4:], end[4:]) == ("-01-01", "-12-31") and start[:4] == end[:4] else ""


def test_no_text_is_borrowed(shared: Path) -> None:
    """No run of twelve words of a sample stands in the documents that others wrote."""
    theirs = {
        run for path in (shared / "seeds").glob("*.txt") for run in runs(path.read_text(encoding="utf-8"))
    }
    borrowed = {name: [" ".join(run) for run in runs(read(name)) if run in theirs] for name in FILES}
    assert {name: found for name, found in borrowed.items() if found} == {}


def runs(text: str) -> list[tuple[str, ...]]:
    found = words(text)
    return list(zip(*(islice(found, start, None) for start in range(LONGEST_RUN)), strict=False))
