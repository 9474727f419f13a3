"""The library on a disk and on an object store (fsspec's in-memory one)."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import threading
import time
import uuid
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.errors import LibraryDamaged, LibraryProblem, UnknownDocument
from corpus.library import Library, document_id
from corpus.records import Annotations, Extraction, State
from corpus.storage import LEFTOVER_AGE, Bucket, Disk, open_storage
from tests.corpus.test_records import DOCUMENT

ROOT = Path(__file__).parents[2]
DATA = "Kế hoạch số 12/KH-UBND".encode()
ID = document_id(DATA)


@pytest.fixture(params=["disk", "object store"])
def root(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    return str(tmp_path / "library") if request.param == "disk" else f"memory://{uuid.uuid4().hex}"


@pytest.fixture
def library(root: str) -> Library:
    return Library(root)


def extraction_of(data: bytes) -> Extraction:
    sha256 = hashlib.sha256(data).hexdigest()
    return Extraction(replace(DOCUMENT, id=sha256[:32], sha256=sha256), Annotations())


def add(library: Library, data: bytes = DATA, source: str = "kế hoạch.txt") -> str:
    return library.add(data, source=source, media_type="text/plain").id


def break_file(library: Library, document_id: str, name: str, data: bytes = b'{"id": "') -> None:
    open_storage(library.root).replace(document_id, {name: data})


def test_original_is_kept_under_its_id(library: Library) -> None:
    entry = library.add(DATA, source="kế hoạch.txt", media_type="text/plain")
    assert (entry.id, entry.sha256) == (ID, hashlib.sha256(DATA).hexdigest())
    assert entry.id == entry.sha256[:32]
    assert (entry.state, entry.reason, entry.media_type) == (State.RECEIVED, None, "text/plain")
    assert library.entry(ID) == entry
    assert library.original(ID) == DATA
    assert ID in library
    with library.open_original(ID) as file:
        file.seek(4)
        assert file.read(6) == DATA[4:10]


def test_same_bytes_are_one_document(library: Library) -> None:
    add(library, source="a.txt")
    library.save(extraction_of(DATA), seconds={})
    again = library.add(DATA, source="b/a.txt", media_type="text/html")
    assert (again.source, again.also, again.state) == ("a.txt", ("b/a.txt",), State.EXTRACTED)
    assert library.add(DATA, source="a.txt", media_type="text/plain") == again  # a source that is known
    assert library.add(DATA, source="b/a.txt", media_type="text/plain") == again
    assert list(library.entries()) == [again]


def test_state_reason_and_times_are_kept(library: Library, root: str) -> None:
    add(library)
    library.save(extraction_of(DATA), seconds={"read": 0.5})
    assert library.entry(ID).state is State.EXTRACTED
    library.mark(ID, State.INDEXED, seconds={"index": 0.25})
    entry = Library(root).entry(ID)
    assert (entry.state, entry.reason, entry.seconds) == (State.INDEXED, None, {"read": 0.5, "index": 0.25})
    entry = library.mark(ID, State.FAILED, reason="tệp rỗng")
    assert (entry.state, entry.reason) == (State.FAILED, "tệp rỗng")
    assert library.mark(ID, State.INDEXED).reason is None  # the reason goes with its state


def test_extraction_comes_back(library: Library) -> None:
    add(library)
    with pytest.raises(UnknownDocument):
        library.extraction(ID)
    library.save(extraction_of(DATA), seconds={})
    assert library.extraction(ID) == extraction_of(DATA)


def test_entries_come_in_order_of_id(library: Library) -> None:
    assert list(library.entries()) == []
    ids = {add(library, str(number).encode()) for number in range(40)}
    assert [entry.id for entry in library.entries()] == sorted(ids)


def test_deleted_document_is_gone(library: Library, root: str) -> None:
    other = add(library, b"other")
    add(library)
    library.delete(ID)
    assert [entry.id for entry in library.entries()] == [other]
    assert ID not in library
    with pytest.raises(UnknownDocument):
        library.original(ID)
    with pytest.raises(UnknownDocument):
        library.delete(ID)
    assert add(Library(root)) == ID  # and may come again


@pytest.mark.parametrize(
    "unknown", ["0" * 32, "", "..", "../../etc/passwd", "0" * 31, "G" * 32, "0" * 32 + "\n", "a\0b"]
)
def test_unknown_ids_are_named_and_never_paths(library: Library, unknown: str) -> None:
    for call in (library.entry, library.extraction, library.original, library.open_original, library.delete):
        with pytest.raises(UnknownDocument) as caught:
            call(unknown)
        assert caught.value.subject == unknown
    with pytest.raises(UnknownDocument):
        library.mark(unknown, State.INDEXED)
    with pytest.raises(UnknownDocument):
        library.save(Extraction(replace(DOCUMENT, id=unknown), Annotations()), seconds={})
    assert unknown not in library


@pytest.mark.parametrize(
    "harm", [b"", b"{", b"[]", b"null", b"\xff\xfe", b'{"id": 1}', b'{"no such key": 1}', b"[" * 100_000]
)
def test_damaged_entry_is_named_and_stops_nothing(library: Library, harm: bytes) -> None:
    other = add(library, b"other")
    add(library)
    break_file(library, ID, "entry.json", harm)
    with pytest.raises(LibraryDamaged, match=r"entry\.json"):
        library.entry(ID)
    states = {entry.id: entry.state for entry in library.entries()}
    assert states == {other: State.RECEIVED, ID: State.FAILED}
    listed = next(entry for entry in library.entries() if entry.id == ID)
    assert "entry.json" in listed.source
    assert listed.reason
    assert library.original(ID) == DATA
    assert library.add(DATA, source="again.txt", media_type="text/plain").state is State.RECEIVED  # mended
    assert library.entry(ID).source == "again.txt"


def test_damaged_extraction_is_named(library: Library) -> None:
    add(library)
    library.save(extraction_of(DATA), seconds={})
    break_file(library, ID, "extraction.json")
    with pytest.raises(LibraryDamaged, match=r"extraction\.json"):
        library.extraction(ID)
    assert library.entry(ID).state is State.EXTRACTED


def test_file_names_that_are_no_utf8_come_back(library: Library) -> None:
    source = os.fsdecode(b"k\xea ho\xa1ch.pdf")
    add(library, source=source)
    assert library.entry(ID).source == source


def test_json_is_vietnamese_that_people_can_read(library: Library) -> None:
    add(library)
    assert "kế hoạch.txt" in open_storage(library.root).read(ID, "entry.json").decode()


def test_threads_lose_nothing_of_each_other(library: Library) -> None:
    add(library, source="first")
    sources = [f"source {number}" for number in range(24)]
    threads = [threading.Thread(target=add, args=(library, DATA, source)) for source in sources]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(library.entry(ID).also) == sorted(sources)


class TestDisk:
    """What only a folder on a disk shows."""

    def test_layout(self, tmp_path: Path) -> None:
        library = Library(str(tmp_path))
        add(library)
        library.save(extraction_of(DATA), seconds={})
        files = {str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*") if path.is_file()}
        assert files == {f"{ID[:2]}/{ID}/{name}" for name in ("original", "entry.json", "extraction.json")}

    def test_file_url_is_the_folder(self, tmp_path: Path) -> None:
        add(Library(f"file://{tmp_path}/library"))
        assert ID in Library(str(tmp_path / "library"))

    def test_leftovers_of_killed_writers_are_ignored_and_old_ones_removed(self, tmp_path: Path) -> None:
        library = Library(str(tmp_path))
        add(library)
        old, young = tmp_path / ".tmp" / "old", tmp_path / ".tmp" / "young"
        for folder in (old, young):
            folder.mkdir()
            (folder / "original").write_bytes(b"half")
        long_ago = time.time() - LEFTOVER_AGE - 60
        os.utime(old, (long_ago, long_ago))
        (tmp_path / "00" / ("0" * 32)).mkdir(parents=True)  # a folder without its mark
        (tmp_path / "notes.txt").write_text("of a user")
        (tmp_path / ID[:2] / ".DS_Store").write_text("of a system")
        assert [entry.id for entry in Library(str(tmp_path)).entries()] == [ID]
        assert not old.exists()
        assert young.exists()  # its writer may be at work

    def test_killed_writer_leaves_whole_documents_only(self, tmp_path: Path) -> None:
        code = """
import sys; from tests.corpus.test_library import *
library = Library(sys.argv[1])
for number in range(10**6):
    data = str(number).encode() * 2000
    add(library, data); library.save(extraction_of(data), seconds={}); print(number, flush=True)
"""
        writer = subprocess.Popen(
            [sys.executable, "-c", code, str(tmp_path)], cwd=ROOT, stdout=subprocess.PIPE
        )
        assert writer.stdout is not None
        for _ in range(5):
            writer.stdout.readline()
        writer.kill()
        answered = 5 + len(writer.communicate()[0].splitlines())
        library = Library(str(tmp_path))
        entries = list(library.entries())
        assert len(entries) in (answered, answered + 1)
        assert sum(entry.state is State.EXTRACTED for entry in entries) >= answered
        for entry in entries:
            assert document_id(library.original(entry.id)) == entry.id
            if entry.state is State.EXTRACTED:
                assert library.extraction(entry.id).document.id == entry.id

    def test_place_that_is_no_folder_is_named(self, tmp_path: Path) -> None:
        (tmp_path / "file").write_text("")
        with pytest.raises(LibraryProblem, match=str(tmp_path / "file")):
            Library(str(tmp_path / "file"))

    def test_write_that_fails_is_named_and_leaves_what_was_there(self, tmp_path: Path) -> None:
        resource = pytest.importorskip("resource", reason="this system has no limits on file sizes")
        library = Library(str(tmp_path))
        add(library)
        soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(
            resource.RLIMIT_FSIZE, (20, hard)
        )  # as a disk that fills up in the middle of a file
        try:
            with pytest.raises(LibraryProblem, match=str(tmp_path)):
                library.mark(ID, State.INDEXED)
            with pytest.raises(LibraryProblem, match=str(tmp_path)):
                add(library, b"other" * 10)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        assert [(entry.id, entry.state) for entry in library.entries()] == [(ID, State.RECEIVED)]
        assert list((tmp_path / ".tmp").iterdir()) == []


def test_stores_by_url(tmp_path: Path) -> None:
    assert isinstance(open_storage(str(tmp_path)), Disk)
    assert isinstance(open_storage("memory://x"), Bucket)
    with pytest.raises(LibraryProblem, match="no-such-scheme"):
        Library("no-such-scheme://x")


def test_object_without_its_mark_is_no_document() -> None:
    """A writer that was killed before the mark: nothing is seen of it, and the next one starts anew."""
    root = f"memory://{uuid.uuid4().hex}"
    open_storage(root).replace(ID, {"original": b"half"})
    library = Library(root)
    assert list(library.entries()) == []
    assert ID not in library
    assert add(library) == ID
    assert library.original(ID) == DATA
    assert json.loads(open_storage(root).read(ID, "entry.json"))["id"] == ID
