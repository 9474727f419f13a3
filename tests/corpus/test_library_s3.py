"""The library on an object store: a real S3 server on loopback."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import replace

import pytest
from moto.server import ThreadedMotoServer
from s3fs import S3FileSystem

from corpus.errors import LibraryProblem, UnknownDocument
from corpus.library import ENTRY, Library
from corpus.records import State
from tests.corpus.test_library import extraction_of

DATA = "Năm 2023, huyện mở 12 lớp.".encode()


@pytest.fixture
def url(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A bucket of a server of its own; the keys and the address come from the environment, as in use."""
    server = ThreadedMotoServer("127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    for name, value in {
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_ENDPOINT_URL": f"http://{host}:{port}",
    }.items():
        monkeypatch.setenv(name, value)
    S3FileSystem.clear_instance_cache()
    bucket = f"kho-{uuid.uuid4().hex}"
    S3FileSystem().mkdir(bucket)
    yield f"s3://{bucket}/library"
    S3FileSystem.clear_instance_cache()
    server.stop()


def test_a_document_lives_on_s3_as_on_a_disk(url: str) -> None:
    library = Library(url)
    library.check()
    entry = library.add(DATA, source="a.txt", media_type="text/plain")
    found = extraction_of(DATA)
    library.save(found, seconds={"read": 0.5})
    library.mark(entry.id, State.INDEXED)
    library.add(DATA, source="b.txt", media_type="text/plain")
    other = Library(url)  # another machine
    assert other.entry(entry.id).state is State.INDEXED
    assert other.entry(entry.id).also == ("b.txt",)
    assert other.extraction(entry.id) == found
    assert other.original(entry.id) == DATA
    with other.open_original(entry.id) as file:
        file.seek(4)
        assert file.read(4) == DATA[4:8]
    assert [one.id for one in other.entries()] == [entry.id]


def test_removal_is_seen_by_the_others(url: str) -> None:
    library, other = Library(url), Library(url)
    entry = library.add(DATA, source="a.txt", media_type="text/plain")
    assert [one.id for one in other.entries()] == [entry.id]
    library.delete(entry.id)
    assert list(other.entries()) == []
    with pytest.raises(UnknownDocument):
        other.original(entry.id)


def test_a_document_without_its_mark_is_not_there_yet(url: str) -> None:
    """A writer that was killed between two objects."""
    library = Library(url)
    entry = library.add(DATA, source="a.txt", media_type="text/plain")
    S3FileSystem().rm(f"{url}/{entry.id[:2]}/{entry.id}/{ENTRY}")
    again = Library(url)
    assert entry.id not in again
    assert replace(again.add(DATA, source="a.txt", media_type="text/plain"), updated=entry.updated) == entry


def test_a_store_that_does_not_answer_is_told(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", "1")
    S3FileSystem.clear_instance_cache()
    with pytest.raises(LibraryProblem):
        Library(url).add(DATA, source="a.txt", media_type="text/plain")
