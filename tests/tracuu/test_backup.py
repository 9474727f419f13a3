"""A library into one file and back, the same record by record."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from corpus.errors import TracuuError, WrongUse
from corpus.library import Library
from corpus.records import Entry, State
from ingest.files import PLAIN
from ingest.pipeline import extract
from tests.ingest.builders import as_html, as_text
from tests.trust.whole import made_documents
from tracuu.backup import back_up, restore
from tracuu.cli import main


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """Documents in several states: indexed, extracted, failed, and one that was only received."""
    library = Library(str(tmp_path / "library"))
    for at, (name, data) in enumerate(made_documents(6).items()):
        entry = library.add(data, source=name, media_type=PLAIN)
        if at:
            library.save(extract(data, source=name), seconds={"read": 0.25})
        if at > 2:
            library.mark(entry.id, State.INDEXED)
    failed = library.add(as_html(), source="hỏng \udce1.html", media_type="text/html")
    library.mark(failed.id, State.FAILED, reason="tệp hỏng.")
    library.add(as_text(), source="a.txt", media_type=PLAIN)
    library.add(as_text(), source="b.txt", media_type=PLAIN)
    return library


def entries(library: Library) -> dict[str, Entry]:
    return {entry.id: entry for entry in library.entries()}


def test_every_record_comes_back(library: Library, tmp_path: Path) -> None:
    assert back_up(library, tmp_path / "b.zip") == 8
    copy = Library(str(tmp_path / "copy"))
    assert restore(copy, tmp_path / "b.zip") == 8
    assert entries(copy) == entries(library)
    for entry in library.entries():
        assert copy.original(entry.id) == library.original(entry.id)
        if entry.state in (State.EXTRACTED, State.INDEXED):
            assert copy.extraction(entry.id) == library.extraction(entry.id)
    assert restore(copy, tmp_path / "b.zip") == 8  # a restore that was killed goes on
    assert entries(copy) == entries(library)


def test_nothing_is_written_over(library: Library, tmp_path: Path) -> None:
    (tmp_path / "b.zip").write_bytes(b"")
    with pytest.raises(WrongUse, match="đã có"):
        back_up(library, tmp_path / "b.zip")
    back_up(library, tmp_path / "c.zip")
    other = Library(str(tmp_path / "other"))
    other.add(b"x", source="x.txt", media_type=PLAIN)
    with pytest.raises(WrongUse, match="tài liệu khác"):
        restore(other, tmp_path / "c.zip")


@pytest.mark.parametrize("cut", [0.2, 0.99])
def test_a_broken_backup_is_refused(library: Library, tmp_path: Path, cut: float) -> None:
    back_up(library, tmp_path / "b.zip")
    data = (tmp_path / "b.zip").read_bytes()
    (tmp_path / "b.zip").write_bytes(data[: int(len(data) * cut)])
    with pytest.raises(WrongUse, match="hỏng"):
        restore(Library(str(tmp_path / "copy")), tmp_path / "b.zip")


@pytest.mark.parametrize("name", ["../evil", "ab", "0" * 32])
def test_a_backup_with_strange_names_puts_nothing_outside(
    library: Library, tmp_path: Path, name: str
) -> None:
    back_up(library, tmp_path / "b.zip")
    with zipfile.ZipFile(tmp_path / "b.zip") as old, zipfile.ZipFile(tmp_path / "c.zip", "w") as new:
        known = old.namelist()[0].partition("/")[0]
        for member in old.namelist():
            data = old.read(member)
            if member.startswith(known):
                data = data.replace(known.encode(), name.encode())
            new.writestr(member.replace(known, name), data)
    with pytest.raises(TracuuError):
        restore(Library(str(tmp_path / "copy")), tmp_path / "c.zip")
    assert not (tmp_path / "evil").exists()


def test_the_commands_bring_the_index_back_too(
    tmp_path: Path, samples: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    backup, paths = str(tmp_path / "b.zip"), [str(path) for path in sorted(samples.glob("*.txt"))[:2]]
    monkeypatch.setenv("TRACUU_HOME", str(tmp_path / "one"))
    assert main(["ingest", *paths]) == 0
    assert main(["backup", backup]) == 0
    monkeypatch.setenv("TRACUU_HOME", str(tmp_path / "two"))
    assert main(["restore", backup]) == 0
    capsys.readouterr()
    assert main(["search", "báo cáo kết quả", "--json"]) == 0
    assert '"document_id"' in capsys.readouterr().out
