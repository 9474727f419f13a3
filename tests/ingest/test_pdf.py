from __future__ import annotations

import pytest

from corpus.errors import DamagedFile, NoTextLayer, PasswordProtected, SourceError
from ingest.clean import clean
from ingest.layout import Letter, Piece
from ingest.pdf import read_pdf
from tests.ingest.builders import BODY, TABLE, TITLE, as_pdf, blank_pdf


def test_reads_paragraphs_and_ruled_table_without_running_heads() -> None:
    raw = read_pdf(as_pdf(filler=60), source="a.pdf")
    cleaned = clean(raw)
    lines = cleaned.text.split("\n")
    assert len(raw.pages) >= 3
    assert "Trang" not in cleaned.text
    assert all(paragraph in lines for paragraph in BODY)
    assert TITLE in lines
    assert [" | ".join(row) for row in TABLE] == [line for line in lines if " | " in line]


def test_pages_begin_where_their_first_line_stands() -> None:
    cleaned = clean(read_pdf(as_pdf(filler=60), source="a.pdf"))
    assert cleaned.page_starts[0] == 0
    assert all(cleaned.text[start - 1] in "\n " for start in cleaned.page_starts[1:])


def test_samples_are_read(samples) -> None:  # type: ignore[no-untyped-def]
    for path in sorted(samples.glob("*.pdf")):
        text = clean(read_pdf(path.read_bytes(), source=path.name)).text
        assert len(text) > 500


LOCK = "mười hai"
BAD = [
    ("quet.pdf", blank_pdf, NoTextLayer, "needs_ocr"),
    ("nua.pdf", lambda: blank_pdf()[:120], DamagedFile, "failed"),
    ("rac.pdf", lambda: b"%PDF-1.7\n" + bytes(range(256)) * 16, DamagedFile, "failed"),
]


@pytest.mark.parametrize(("name", "make", "error", "state"), BAD)
def test_bad_files_say_why(name: str, make, error: type[SourceError], state: str) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(error) as raised:
        read_pdf(make(), source=name)
    assert (raised.value.subject, raised.value.state) == (name, state)


def test_password_is_named() -> None:
    with pytest.raises(PasswordProtected, match="mật khẩu"):
        read_pdf(as_pdf(password=LOCK), source="khoa.pdf")


RAISED = [
    (Letter("2", 31.0, 8.5, 35.0, 13.0), True),  # of "m²", above the small "m"
    (Letter("2", 40.0, 8.5, 44.0, 13.0), False),  # apart from it
    (Letter("2", 31.0, 15.0, 35.0, 20.0), False),  # of the line above
    (Letter("x", 31.0, 8.5, 35.0, 13.0), False),  # no number
]


@pytest.mark.parametrize(("letter", "belongs"), RAISED)
def test_a_raised_number_belongs_to_its_line(letter: Letter, belongs: bool) -> None:
    piece = Piece([Letter("4", 10.0, 0.0, 15.0, 10.0), Letter("m", 15.0, 0.0, 31.0, 8.0)])
    assert piece.takes(letter) is belongs


def test_a_line_goes_on_after_a_raised_number() -> None:
    piece = Piece([Letter("4", 10.0, 0.0, 15.0, 10.0), Letter("2", 15.0, 9.0, 18.0, 14.0)])
    assert piece.takes(Letter(";", 18.0, -2.0, 20.0, 7.0))
