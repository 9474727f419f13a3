"""A small real library with its embedded index, and the application over it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from corpus.collections import specs
from corpus.edge import open_edge
from corpus.errors import SourceError
from corpus.index import Index
from corpus.library import Library
from corpus.records import Entry, State
from ingest.files import sniff
from ingest.pipeline import extract
from ingest.points import points_of
from nlp.embedding import Embedder, load_embedder
from search_api.app import create_app
from search_api.services import Services
from tests.search_api.library_texts import TEXTS

READ_KEY, WRITE_KEY = "doc-" + "r" * 20, "ghi-" + "w" * 20
MAX_UPLOAD = 1 << 20


@pytest.fixture(scope="session")
def embedder() -> Embedder:
    return load_embedder()


@pytest.fixture(scope="session")
def services(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Iterator[Services]:
    """The texts of `library_texts`, read-only for every test that takes it."""
    with library_at(tmp_path_factory.mktemp("home"), embedder) as found:
        yield found


@pytest.fixture
def own_services(tmp_path: Path, embedder: Embedder) -> Iterator[Services]:
    """The same, of this test alone, to change at will."""
    with library_at(tmp_path, embedder) as found:
        yield found


@pytest.fixture(scope="session")
def sample_services(
    tmp_path_factory: pytest.TempPathFactory, embedder: Embedder, samples: Path
) -> Iterator[Services]:
    """The sample corpus, read-only."""
    home = tmp_path_factory.mktemp("samples")
    library = Library(str(home / "library"))
    index = open_edge(home / "index", specs(embedder.dimension), fingerprint=embedder.fingerprint)
    add = adder(library, index, embedder)
    for path in sorted(samples.iterdir()):
        if path.suffix != ".toml":
            add(path.read_bytes(), path.name)
    yield Services(index, embedder, library, add, max_upload=MAX_UPLOAD, version="1")
    index.close()


@pytest.fixture(scope="session")
def sample_client(sample_services: Services) -> TestClient:
    return TestClient(create_app(sample_services))


@contextmanager
def library_at(home: Path, embedder: Embedder) -> Iterator[Services]:
    """A new home with the texts in it, closed at the end."""
    library = Library(str(home / "library"))
    index = open_edge(home / "index", specs(embedder.dimension), fingerprint=embedder.fingerprint)
    add = adder(library, index, embedder)
    for name, text in TEXTS.items():
        add(text.encode(), name)
    yield Services(index, embedder, library, add, max_upload=MAX_UPLOAD, version="1")
    index.close()


def adder(library: Library, index: Index, embedder: Embedder) -> Callable[[bytes, str], tuple[Entry, bool]]:
    """What an upload does, as the application's callers hand it in."""

    def add(data: bytes, name: str) -> tuple[Entry, bool]:
        entry = library.add(data, source=name, media_type=sniff(data, name))
        if entry.state is State.INDEXED:
            return entry, False
        try:
            extraction = extract(data, source=name)
        except SourceError as error:
            return library.mark(entry.id, State(error.state), reason=error.reason), True
        library.save(extraction, seconds={})
        for collection, points in points_of(extraction, embedder).items():
            index.upsert(collection, points)
        return library.mark(entry.id, State.INDEXED), True

    return add


@pytest.fixture(scope="session")
def client(services: Services) -> TestClient:
    return TestClient(create_app(services))


@pytest.fixture
def own_client(own_services: Services) -> TestClient:
    return TestClient(create_app(own_services))


@pytest.fixture(scope="session")
def closed_client(services: Services) -> TestClient:
    """The same library behind keys."""
    keys = replace(services, read_keys=frozenset({READ_KEY}), write_keys=frozenset({WRITE_KEY}))
    return TestClient(create_app(keys))


@pytest.fixture(scope="session")
def ids(services: Services) -> dict[str, str]:
    """Document ids by the name of their source."""
    return {entry.source: entry.id for entry in services.library.entries()}
