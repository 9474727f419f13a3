from __future__ import annotations

from pathlib import Path

import pytest

from corpus.errors import DamagedFile, EmptyFile, SourceError, UnsupportedType
from ingest.files import DOCX, HTML, MARKDOWN, PDF, PLAIN, list_sources, sniff
from tests.ingest.builders import as_docx, as_html, blank_pdf

RANDOM = bytes(range(256)) * 40

KINDS = [
    ("bao-cao.txt", "Báo cáo quý I".encode(), PLAIN),
    ("bao-cao", "Báo cáo quý I".encode(), PLAIN),
    ("ghi-chu.md", b"# Ghi ch\xc3\xba", MARKDOWN),
    ("trang.html", as_html(), HTML),
    ("lich.doc", b"<html><body><table><tr><td>Th\xe1\xbb\xa9 hai</td></tr></table></body></html>", HTML),
    ("sai-ten.txt", as_docx(), DOCX),
    ("sai-ten.docx", blank_pdf(), PDF),
    ("wide.txt", "Báo cáo".encode("utf-16"), PLAIN),
    ("ngoac.txt", b"x < p and y > q", PLAIN),  # angle brackets alone are no page
]


@pytest.mark.parametrize(("name", "data", "kind"), KINDS)
def test_content_decides(name: str, data: bytes, kind: str) -> None:
    assert sniff(data, name) == kind


REFUSED = [
    ("rong.txt", b"", EmptyFile),
    ("trang.txt", b" \n\r\n\xef\xbb\xbf", EmptyFile),
    ("rac.pdf", RANDOM, DamagedFile),
    ("rac.docx", RANDOM, DamagedFile),
    ("rac.txt", RANDOM, UnsupportedType),
    ("nua.docx", as_docx()[:2000], DamagedFile),
    ("chay.pdf", b"MZ\x90\x00" + RANDOM, UnsupportedType),
    ("anh.txt", b"GIF89a" + RANDOM, UnsupportedType),
]


@pytest.mark.parametrize(("name", "data", "error"), REFUSED)
def test_refuses_with_name_and_reason(name: str, data: bytes, error: type[SourceError]) -> None:
    with pytest.raises(error) as raised:
        sniff(data, name)
    assert raised.value.subject == name
    assert raised.value.reason
    assert raised.value.hint


def test_folders_are_walked_in_order_without_what_is_no_document(tmp_path: Path) -> None:
    for name in ("b.txt", "a.html", "con/c.md", ".an/d.txt", "~$e.docx", "ma.py"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"x")
    names = [Path(source.name).name for source in list_sources([tmp_path])]
    assert names == ["a.html", "b.txt", "c.md"]


def test_what_is_missing_is_a_problem_that_names_it(tmp_path: Path) -> None:
    (tmp_path / "trong").mkdir()
    sources = list(list_sources([tmp_path / "khong-co.txt", tmp_path / "trong"]))
    assert [Path(source.name).name for source in sources] == ["khong-co.txt", "trong"]
    for source in sources:
        with pytest.raises(SourceError):
            source.read(limit=1000)
