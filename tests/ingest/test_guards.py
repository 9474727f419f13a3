"""Files are refused before a parser sees them; names come out fit to print."""

from __future__ import annotations

import os
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import SourceError, TooLarge
from ingest import guards
from ingest.guards import check_archive, read_file, readable_name
from tests.ingest import builders, hostile_files

BOMBS = [
    (hostile_files.bomb("word/document.xml"), "bom nén"),
    (hostile_files.bomb("xl/worksheets/sheet1.xml"), "bom nén"),
    (hostile_files.many_members(), "quá nhiều tệp con"),
]


@pytest.mark.parametrize(("data", "reason"), BOMBS, ids=["word", "excel", "members"])
def test_bombs_are_refused(data: bytes, reason: str) -> None:
    with pytest.raises(TooLarge, match=reason):
        check_archive(data, name="bom.docx")


def test_a_part_that_is_too_big_is_refused_at_any_ratio(monkeypatch: pytest.MonkeyPatch) -> None:
    data = hostile_files.zipped({"a.xml": os.urandom(3000), "b.png": os.urandom(5000)})
    check_archive(data, name="a.docx")
    monkeypatch.setattr(guards, "MOST_XML", 2000)
    with pytest.raises(TooLarge, match="quá lớn"):
        check_archive(data, name="a.docx")


def test_sound_files_are_let_through() -> None:
    assert "word/document.xml" in check_archive(builders.as_docx(), name="a.docx")
    table = "<row><c>1.250</c><c>Huyện Mù Cang Chải</c></row>" * 30_000  # repeats itself more than most
    members = {"xl/workbook.xml": b"<workbook/>", "xl/worksheets/sheet1.xml": table.encode()}
    assert check_archive(hostile_files.zipped(members), name="a.xlsx") == list(members)


@pytest.mark.parametrize("data", [b"PK\x03\x04", builders.as_docx()[:2000], b"PK" + b"\0" * 100])
def test_broken_archives_are_left_to_the_caller(data: bytes) -> None:
    with pytest.raises(zipfile.BadZipFile):
        check_archive(data, name="a.docx")


def test_a_file_is_read_up_to_the_limit(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"x" * 100)
    assert read_file(path, name="a.txt", limit=100) == b"x" * 100
    with pytest.raises(TooLarge, match="giới hạn"):
        read_file(path, name="a.txt", limit=99)


@pytest.mark.parametrize("path", ["/dev/zero", "/dev/null", "/", "/khong-co", "/a\0b"])
def test_what_is_no_file_is_not_read(path: str) -> None:
    with pytest.raises(SourceError):
        read_file(Path(path), name=path, limit=100)


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    pipe = tmp_path / "ong.txt"
    os.mkfifo(pipe)
    with pytest.raises(SourceError):
        read_file(pipe, name="ong.txt", limit=100)


NAMES = [
    ("báo cáo.txt", "báo cáo.txt"),
    ("ba\u0301o ca\u0301o.txt", "báo cáo.txt"),  # decomposed, as macOS writes it
    (os.fsdecode(b"b\xe1o.txt"), "b\\xe1o.txt"),  # Latin-1
    ("a\nb\tc.txt", "a\\nb\\tc.txt"),
    ("\x1b[2Jxóa.txt", "\\x1b[2Jxóa.txt"),  # clears a terminal
    ("\u202egnp.txt", "\\u202egnp.txt"),  # turns the rest around
    ("a\ud800b", "a\\ud800b"),  # half a character, as Windows and uploads may name a file
    ("🦟.txt", "🦟.txt"),
]


@pytest.mark.parametrize(("name", "expected"), NAMES)
def test_names_are_readable(name: str, expected: str) -> None:
    assert readable_name(name) == expected


@given(st.binary(max_size=40).map(os.fsdecode) | st.text(max_size=40))
def test_any_name_can_be_printed_and_stored(name: str) -> None:
    readable = readable_name(name)
    assert readable.encode().decode() == readable
    assert readable.replace("\u00a0", " ").isprintable()
    assert readable_name(readable) == readable
