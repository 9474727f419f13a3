from __future__ import annotations

from pathlib import Path

import pytest

from corpus.errors import BadTextLayer, NoTextLayer, SourceError
from corpus.records import Extraction
from ingest.clean import clean
from ingest.pdf import read_pdf
from ingest.pipeline import extract
from tests.ingest.builders import BODY, NUMBER, TABLE, as_pdf
from tests.ingest.scan_builders import as_png, as_scan, need_tesseract


def facts(extraction: Extraction) -> set[tuple[object, ...]]:
    found = extraction.annotations
    figures = {(figure.value, figure.unit) for figure in found.figures}
    return figures | {(reference.type, reference.number) for reference in found.references}


@pytest.mark.parametrize("name", ["an-giang-bao-cao-2022.pdf", "thong-tu-huong-dan-2023.pdf"])
def test_a_scan_gives_what_the_text_gives(samples: Path, name: str) -> None:
    need_tesseract()
    data = (samples / name).read_bytes()
    text, scan = extract(data, source=name), extract(as_scan(data), source=name)
    wanted = facts(text)
    assert len(wanted) > 10
    assert len(wanted & facts(scan)) >= 0.95 * len(wanted)
    assert (scan.document.number, scan.document.published) == (text.document.number, text.document.published)
    assert scan.document.pages == text.document.pages


def test_tables_and_confidence_of_a_scan() -> None:
    need_tesseract()
    extraction = extract(as_scan(as_pdf()), source="quet.pdf")
    lines = extraction.document.text.split("\n")
    assert [" | ".join(row) for row in TABLE] == [line for line in lines if " | " in line]
    assert BODY[-1] in lines
    assert extraction.page_confidence
    assert all(confidence and 0.8 < confidence <= 1 for confidence in extraction.page_confidence)


def test_a_text_layer_has_no_confidence() -> None:
    assert extract(as_pdf(), source="chu.pdf").page_confidence == ()


def test_a_picture_under_a_running_head_is_read(shared: Path) -> None:
    need_tesseract()
    path = shared / "data" / "files" / "scan" / "04_gazette_nq115_2026_image_body.pdf"
    text = clean(read_pdf(path.read_bytes(), source=path.name)).text
    assert "Vườn quốc gia Ba Vì" in text
    assert "CÔNG BÁO/Số" not in text


def test_letters_of_a_broken_font_map_are_read_from_the_picture(shared: Path) -> None:
    need_tesseract()
    path = shared / "data" / "files" / "pdf" / "01_hanoi_qd35_2024_broken_letters.pdf"
    extraction = extract(path.read_bytes(), source=path.name)
    assert "Chánh Văn phòng Ủy ban nhân dân Thành phố" in extraction.document.text
    # stamped over the page as signature fields
    assert (extraction.document.number, extraction.document.published) == ("35/2024/QĐ-UBND", "2024-05-28")


def test_image_files_are_pages() -> None:
    need_tesseract()
    document = extract(as_png(as_pdf()), source="trang.png").document
    assert (document.media_type, document.pages) == ("image/png", 1)
    assert NUMBER.removeprefix("Số: ") == document.number


def no_tools(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))


@pytest.mark.parametrize(
    ("name", "make"), [("quet.pdf", lambda: as_scan(as_pdf())), ("a.png", lambda: as_png(as_pdf()))]
)
def test_without_tesseract_the_line_that_installs_it(  # type: ignore[no-untyped-def]
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str, make
) -> None:
    data = make()
    no_tools(monkeypatch, tmp_path)
    assert_waits_for_ocr(data, name, NoTextLayer, "needs_ocr")


def test_without_tesseract_broken_letters_are_not_taken_for_text(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, shared: Path
) -> None:
    path = shared / "data" / "files" / "pdf" / "01_hanoi_qd35_2024_broken_letters.pdf"
    data = path.read_bytes()
    no_tools(monkeypatch, tmp_path)
    assert_waits_for_ocr(data, path.name, BadTextLayer, "bad_text_layer")


def assert_waits_for_ocr(data: bytes, name: str, error: type[SourceError], state: str) -> None:
    with pytest.raises(error, match="apt-get install tesseract-ocr tesseract-ocr-vie") as raised:
        extract(data, source=name)
    assert (raised.value.subject, raised.value.state) == (name, state)
