"""Ingest into the real library and the embedded engine."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from corpus.collections import specs
from corpus.edge import open_edge
from corpus.errors import NoTextLayer, SourceError
from corpus.index import EVERYTHING, Collection, Index
from corpus.library import Library, document_id
from corpus.records import State
from ingest.files import PLAIN, Source
from ingest.pipeline import extract
from ingest.run import Summary, add_upload, ingest, reindex
from nlp.embedding import Embedder, load_embedder
from tests.ingest.builders import as_docx, as_html, as_text, blank_pdf


@dataclass
class Place:
    folder: Path
    library: Library
    index: Index
    embedder: Embedder

    def ingest(self, *paths: Path, **options: object) -> Summary:
        found = paths or (self.folder / "in",)
        return ingest(found, library=self.library, index=self.index, embedder=self.embedder, **options)  # type: ignore[arg-type]

    def counts(self) -> dict[Collection, int]:
        return {collection: self.index.count(collection) for collection in Collection}


@pytest.fixture(scope="module")
def embedder() -> Embedder:
    return load_embedder()


@contextmanager
def _opened(folder: Path, embedder: Embedder) -> Iterator[Place]:
    index = open_edge(folder / "index", specs(embedder.dimension), fingerprint=embedder.fingerprint)
    try:
        yield Place(folder, Library(str(folder / "library")), index, embedder)
    finally:
        index.close()


@pytest.fixture
def place(tmp_path: Path, embedder: Embedder) -> Iterator[Place]:
    folder = tmp_path / "in"
    folder.mkdir()
    for name, data in (("a.txt", as_text()), ("b.html", as_html()), ("c.docx", as_docx())):
        (folder / name).write_bytes(data)
    (folder / "d.pdf").write_bytes(b"rac")
    (folder / "e.pdf").write_bytes(blank_pdf())
    (folder / "f.txt").write_bytes(as_text())  # the bytes of a.txt again
    with _opened(tmp_path, embedder) as opened:
        yield opened


def test_each_file_ends_in_a_state_and_a_second_run_changes_nothing(place: Place) -> None:
    seen: list[tuple[int, int]] = []
    first = place.ingest(progress=lambda done, total, _: seen.append((done, total)))
    assert (first.indexed, first.present) == (3, 1)
    assert {(Path(f.source).name, f.state) for f in first.failed} == {
        ("d.pdf", State.FAILED),
        ("e.pdf", State.NEEDS_OCR),
    }
    assert all(failure.reason for failure in first.failed)
    assert sorted(seen) == [(n, 6) for n in range(1, 7)]
    counts = place.counts()
    again = place.ingest()
    assert (again.indexed, again.present, len(again.failed)) == (0, 4, 2)
    assert place.counts() == counts
    assert counts[Collection.DOCUMENTS] == 3


def test_missing_paths_are_named_and_lose_nothing(place: Place) -> None:
    summary = place.ingest(place.folder / "khong-co.txt", place.folder / "in" / "a.txt")
    assert summary.indexed == 1
    assert [Path(failure.source).name for failure in summary.failed] == ["khong-co.txt"]


def test_a_killed_ingest_goes_on(place: Place) -> None:
    data = as_text()
    place.library.add(data, source="a.txt", media_type=PLAIN)  # killed before it was read
    other = as_html()
    place.library.add(other, source="b.html", media_type="text/html")
    place.library.save(extract(other, source="b.html"), seconds={})  # killed before it was indexed
    summary = place.ingest()
    assert summary.indexed == 3
    assert {entry.state for entry in place.library.entries()} == {
        State.INDEXED,
        State.FAILED,
        State.NEEDS_OCR,
    }
    assert place.counts()[Collection.DOCUMENTS] == 3


def test_a_page_of_a_feed_that_was_read_but_not_indexed_is_not_asked_for_again(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def page(_path: str, _fetcher: object) -> Iterator[Source]:
        yield Source(url, fetch=lambda: asked.append(url) or as_html(), is_once=True)

    url = "https://vi-du.vn/tin/1"
    monkeypatch.setattr("ingest.run.web_sources", page)
    options = {"fetcher": object()}
    assert place.ingest(url, **options).indexed == 1  # type: ignore[arg-type]
    assert place.ingest(url, **options).present == 1  # type: ignore[arg-type]
    place.library.mark(document_id(as_html()), State.EXTRACTED)  # killed before what it wrote was durable
    for collection in Collection:
        place.index.delete(collection, EVERYTHING)
    assert place.ingest(url, **options).indexed == 1  # type: ignore[arg-type]
    assert asked == [url]
    assert place.counts()[Collection.DOCUMENTS] == 1


def test_failed_files_are_read_again_on_request_only(place: Place) -> None:
    place.ingest()
    scan = document_id(blank_pdf())
    before = place.library.entry(scan).updated
    place.ingest()
    assert place.library.entry(scan).updated == before
    place.ingest(retry_failed=True)
    assert place.library.entry(scan).updated > before


def test_an_executor_reads_the_files(place: Place) -> None:
    with ThreadPoolExecutor(2) as executor:
        assert place.ingest(executor=executor).indexed == 3


def test_index_comes_back_from_the_library_alone(tmp_path: Path, embedder: Embedder) -> None:
    source = tmp_path / "a.txt"
    source.write_bytes(as_text())
    with _opened(tmp_path / "old", embedder) as old:
        old.ingest(source)
        counts, library = old.counts(), old.library
    source.unlink()
    with _opened(tmp_path / "new", embedder) as new:
        assert reindex(library, new.index, embedder) == 1
        assert new.counts() == counts
        assert reindex(library, new.index, embedder) == 1  # over a filled index
        assert new.counts() == counts


def test_points_carry_what_search_shows(place: Place) -> None:
    place.ingest()
    key = document_id(as_text())
    passage = place.index.get(Collection.PASSAGES, [f"{key}/p0"])[f"{key}/p0"]
    assert {
        "document_id",
        "title",
        "text",
        "start",
        "end",
        "section",
        "page",
        "cited",
        "province",
        "year",
    } <= set(passage)
    figure = place.index.get(Collection.FIGURES, [f"{key}/f0"])[f"{key}/f0"]
    assert figure["quote"] in place.library.extraction(key).document.text
    assert figure["figure"]["text"] in figure["quote"]
    document = place.index.get(Collection.DOCUMENTS, [key])[key]
    assert document["document"]["id"] == key
    assert "text" not in document["document"]


def test_uploads(place: Place) -> None:
    parts = {"library": place.library, "index": place.index, "embedder": place.embedder}
    entry, created = add_upload(as_text(), "a.txt", **parts)  # type: ignore[arg-type]
    assert (entry.state, created) == (State.INDEXED, True)
    assert add_upload(as_text(), "khac.txt", **parts)[1] is False  # type: ignore[arg-type]
    with pytest.raises(NoTextLayer):
        add_upload(blank_pdf(), "quet.pdf", **parts)  # type: ignore[arg-type]
    assert place.library.entry(document_id(blank_pdf())).state is State.NEEDS_OCR
    with pytest.raises(SourceError):
        add_upload(b"", "rong.txt", **parts)  # type: ignore[arg-type]
