"""What must hold after any accident: every document once, whole, and the index as the library says."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from corpus.collections import specs
from corpus.edge import open_edge
from corpus.index import Collection, Index, scan_all
from corpus.library import Library, document_id
from corpus.points import as_held
from corpus.records import State
from ingest.ready import make_ready
from nlp.embedding import load_embedder
from tracuu.settings import Settings

FILES = {"original", "extraction.json", "entry.json"}
DISTRICTS = ("Phú Đông", "Sơn Tây Hạ", "Yên Hoà", "Krông Mới", "Tân Lập")


def made_documents(count: int) -> dict[str, bytes]:
    """Small reports that differ in their numbers, by the name of their file."""
    return {f"bao-cao-{at:03d}.txt": _report(at).encode() for at in range(count)}


def _report(at: int) -> str:
    place = DISTRICTS[at % len(DISTRICTS)]
    return (
        f"BÁO CÁO SỐ {at + 1}\nKết quả dạy nghề của xã {place}\n\nNăm {2015 + at % 10}, xã {place} mở "
        f"{at + 3} lớp cho {40 + 7 * at} người học theo Kế hoạch số {at + 1}/KH-UBND.\n"
    )


def assert_nothing_is_half_written(home: Path, originals: Iterable[bytes]) -> None:
    """Right after an accident: each folder of the library is a document, whole as far as it got."""
    known = {document_id(data): data for data in originals}
    library = Library(str(home / "library"))
    for entry in library.entries():
        assert entry.sha256 == hashlib.sha256(known[entry.id]).hexdigest(), entry.reason
        assert library.original(entry.id) == known[entry.id]
        if entry.state in (State.EXTRACTED, State.INDEXED):
            assert library.extraction(entry.id).document.id == entry.id


def assert_whole(home: Path, originals: Iterable[bytes]) -> None:
    """In the end: every document is found, none twice, and index and library say the same."""
    wanted = {document_id(data): data for data in originals}
    library = Library(str(home / "library"))
    entries = {entry.id: entry for entry in library.entries()}
    assert entries.keys() == wanted.keys()
    assert {entry.state for entry in entries.values()} == {State.INDEXED}
    for folder in (home / "library").glob("[0-9a-f][0-9a-f]/*"):
        assert {path.name for path in folder.iterdir()} == FILES
        assert (folder / "original").read_bytes() == wanted[folder.name]
    embedder = load_embedder()
    index = open_edge(
        Settings(home=home).index_folder, specs(embedder.dimension), fingerprint=embedder.fingerprint
    )
    try:
        there, wanted_there = stored(index), expected(library)
        for collection in Collection:
            assert there[collection].keys() == wanted_there[collection].keys()
            for key, payload in there[collection].items():
                assert payload == wanted_there[collection][key]
    finally:
        index.close()


def stored(index: Index) -> dict[Collection, dict[str, Any]]:
    """Every point of an index by its key."""
    return {
        collection: {hit.key: dict(hit.payload) for hit in scan_all(index, collection)}
        for collection in Collection
    }


def expected(library: Library) -> dict[Collection, dict[str, Any]]:
    """The points that the library's records make."""
    embedder = load_embedder()
    found: dict[Collection, dict[str, Any]] = {collection: {} for collection in Collection}
    for entry in library.entries():
        extraction = library.extraction(entry.id)
        ready = make_ready(extraction, embedder)
        of_story = ready.of_story(entry.same_story) if entry.same_story else ready.points
        for collection, points in of_story.items():
            found[collection] |= dict(as_held(point.payload) for point in points)
    return found
