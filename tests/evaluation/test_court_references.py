from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from corpus.errors import WrongUse
from corpus.records import DocType, Reference
from evaluation.court_references import Provision, is_same, measure

TEXT = "Áp dụng Điều 11, Điều 12 Bộ luật Dân sự năm 2015, Điều 5 Luật Trồng rừng, xử cho bà H thắng kiện."


def judgments(tmp_path: Path, *provisions: str) -> Path:
    path = tmp_path / "judgments.jsonl.gz"
    row = {"_id": "1", "text": TEXT, "provisions": provisions}
    path.write_bytes(gzip.compress(json.dumps(row).encode()))
    return path


def test_what_is_printed_is_told_from_what_is_listed(tmp_path: Path) -> None:
    path = judgments(tmp_path, "Bộ luật dân sự 2015 | Điều 11, Điều 12, Điều 99", "Luật Thanh niên | Điều 1")
    laws, articles = measure(path)
    assert (laws.found, laws.printed, laws.listed) == (1, 1, 2)
    assert (articles.found, articles.printed, articles.listed) == (2, 2, 4)
    assert (articles.of_printed, articles.of_listed) == (1.0, 0.5)


@pytest.mark.parametrize(
    ("law", "cited", "same"),
    [
        ("Bộ luật Dân sự 2015", Reference(0, 1, "", DocType.LAW, subject="Dân sự", issued="2015"), True),
        ("Bộ luật Dân sự 2005", Reference(0, 1, "", DocType.LAW, subject="Dân sự", issued="2015"), False),
        ("Bộ luật Dân sự", Reference(0, 1, "", DocType.LAW, subject="Tố tụng dân sự"), True),  # by its words
        ("Bộ luật Tố tụng dân sự", Reference(0, 1, "", DocType.LAW, subject="Dân sự"), False),
        ("Nghị quyết 9/2016/NQ-HĐND", Reference(0, 1, "", DocType.RESOLUTION, "9/2016/NQ-HĐND"), True),
    ],
)
def test_a_law_is_known_by_number_or_name(law: str, cited: Reference, same: bool) -> None:
    assert is_same(Provision(law, ()), cited) is same


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(WrongUse):
        measure(tmp_path / "none")


def test_courts_citations_are_found(shared: Path) -> None:
    laws, articles = measure(shared / "data" / "extraction" / "court_law_references.jsonl.gz")
    assert laws.of_printed >= 0.95
    assert articles.of_printed >= 0.95
    assert laws.printed / laws.listed < 0.95  # the bar over the whole list is out of reach of any reader
    assert articles.printed / articles.listed < 0.95
