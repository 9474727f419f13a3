"""From bytes to records, on real files of the five formats."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from corpus.errors import DamagedFile, EmptyFile, NoTextLayer, PasswordProtected, SourceError, UnsupportedType
from corpus.records import Extraction, to_json
from ingest.pipeline import extract
from tests.ingest import builders

FORMATS = [
    ("bao-cao.txt", builders.as_text),
    ("bao-cao.html", builders.as_html),
    ("bao-cao.docx", builders.as_docx),
    ("bao-cao.pdf", builders.as_pdf),
    ("bao-cao.md", builders.as_text),
]


@pytest.mark.parametrize(("name", "make"), FORMATS)
def test_every_format_gives_the_same_records(name: str, make: Any) -> None:
    extraction, plain = extract(make(), source=name), extract(builders.as_text(), source="a.txt")
    assert _facts(extraction) == _facts(plain)
    for field in (
        "title",
        "doc_type",
        "number",
        "issuer",
        "signer",
        "published",
        "province",
        "province_current",
    ):
        assert getattr(extraction.document, field) == getattr(plain.document, field), field
    assert extraction.document.issuer == "Sở Nội vụ tỉnh Tuyên Quang"
    assert extraction.document.province == "Tuyên Quang"


def _facts(extraction: Extraction) -> tuple[set[tuple[float, str]], set[str | None]]:
    found = extraction.annotations
    return {(figure.value, figure.unit) for figure in found.figures}, {ref.number for ref in found.references}


def test_records_go_to_json_and_name_the_source() -> None:
    extraction = extract(builders.as_text(), source="bao-cao.txt")
    printed = json.loads(json.dumps(extraction.contract_json()))
    assert printed["document"]["source"] == "bao-cao.txt"
    assert set(printed) == {"document", "references", "figures", "dates", "entities", "relations", "checks"}


LOCK = "mười hai"
BAD = [
    ("rong.txt", bytes, EmptyFile),
    ("rac.pdf", lambda: bytes(range(256)) * 20, DamagedFile),
    ("khoa.pdf", lambda: builders.as_pdf(password=LOCK), PasswordProtected),
    ("quet.pdf", builders.blank_pdf, NoTextLayer),
    ("nhi-phan.txt", lambda: bytes(range(256)) * 20, UnsupportedType),
    ("hong.docx", builders.damaged_docx, DamagedFile),
    ("rong.html", lambda: b"<html><head></head><body><img src='a.png'></body></html>", EmptyFile),
    ("trang-tri.txt", lambda: bytes("Trang chủ\nTin liên quan\n°", "utf-8"), EmptyFile),
]


@pytest.mark.parametrize(("name", "make", "error"), BAD)
def test_bad_input_names_the_file_the_reason_and_the_next_step(
    name: str, make: Any, error: type[SourceError]
) -> None:
    with pytest.raises(error) as raised:
        extract(make(), source=name)
    message = str(raised.value)
    assert message.startswith(f"{name}: ")
    assert raised.value.reason in message
    assert raised.value.hint in message
    assert raised.value.hint


def _surfaces_hold(extraction: Extraction) -> None:
    text = extraction.document.text
    found = extraction.annotations
    for annotation in (*found.references, *found.figures, *found.dates, *found.entities):
        assert text[annotation.start : annotation.end] == annotation.text
    for figure in found.figures:
        assert figure.part_of is None or 0 <= figure.part_of < len(found.figures)
    for check in found.checks:
        assert {check.total, *check.parts} <= set(range(len(found.figures)))
    for passage in extraction.passages:
        assert text[passage.start : passage.end].strip()
        assert 1 <= passage.page <= extraction.document.pages


SAMPLES = sorted(
    path for path in (Path(__file__).parents[2] / "corpus" / "samples").glob("*.*") if path.suffix != ".toml"
)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_offsets_of_samples(path: Path) -> None:
    _surfaces_hold(extract(path.read_bytes(), source=path.name))


def test_offsets_and_fields_of_seeds(shared: Path) -> None:
    for path in sorted((shared / "seeds").glob("*.txt")):
        extraction = extract(path.read_bytes(), source=path.name)
        _surfaces_hold(extraction)
        gold = json.loads((shared / "gold" / "seeds" / f"{path.stem}.json").read_text("utf-8"))["document"]
        document = to_json(extraction.document)
        for field, named in (
            ("title", "title"),
            ("doc_type", "doc_type"),
            ("published", "published_date"),
            ("province", "province"),
        ):
            assert document[field] == gold[named], (path.name, field)
        assert document["number"] in (gold["doc_number"], *gold.get("accept", {}).get("number", []))


def test_no_furniture_of_seeds_is_left(shared: Path) -> None:
    for path in sorted((shared / "seeds").glob("*.txt")):
        text = extract(path.read_bytes(), source=path.name).document.text
        gold = json.loads((shared / "gold" / "seeds" / f"{path.stem}.json").read_text("utf-8"))
        lines = text.split("\n")
        assert not [part for part in gold["document"]["boilerplate"] if part.strip() in lines]
        whole = " ".join(text.split()).replace("*", "")
        evidence = [" ".join(question["evidence"].split()).replace("*", "") for question in gold["questions"]]
        assert not [quote for quote in evidence if quote not in whole]
