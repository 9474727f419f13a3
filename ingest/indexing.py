"""Extractions into the index, and the index again from the library."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

from corpus.errors import LibraryDamaged, UnknownDocument
from corpus.index import EVERYTHING, Collection, Index, StoredPoint, delete_document
from corpus.library import Library
from corpus.records import Entry, Extraction, State
from ingest.pipeline import extract
from ingest.reading import Outcome
from ingest.ready import Ready, make_ready
from ingest.stories import Stories
from nlp.embedding import Embedder

BATCH = 4  # documents that are written together
SETTLING = 10.0  # seconds between two times that what has been written is made durable
LARGE = 1000  # documents; a larger index is compacted at half, so that its halves are searched side by side

Progress = Callable[[int, int, str], None]  # done, in all, what was done last


class Writer:
    """Extractions into the library and the index: durable first (`settle`), then marked as indexed."""

    def __init__(self, library: Library, index: Index, embedder: Embedder) -> None:
        self._library, self._index, self._embedder = library, index, embedder
        self._stories = Stories(library, index)
        self._unsettled: dict[str, float] = {}  # document -> seconds
        self._settled = time.monotonic()

    def take(self, outcomes: Sequence[Outcome]) -> None:
        """What was read into both; documents that repeat a story are linked to it."""
        read = [(one, one.ready or self._ready(one)) for one in outcomes if not one.problem]
        stories = self._stories.join((ready.document, ready.bands) for _, ready in read)
        for one, ready in read:
            self._library.save(ready.record, seconds=one.seconds, same_story=stories.get(one.id))
        self._index_all([ready for _, ready in read])

    def _ready(self, outcome: Outcome) -> Ready:
        return make_ready(outcome.extraction or self.extraction(outcome.id), self._embedder)

    def write(self, extractions: Sequence[Extraction], *, anew: bool = False) -> None:
        """What the library holds into the index.

        `anew` takes away what the index holds of it: a killed run or an older version may have left more.
        """
        if anew:
            for extraction in extractions:
                delete_document(self._index, extraction.document.id)
        self._index_all([make_ready(extraction, self._embedder) for extraction in extractions])

    def _index_all(self, documents: Sequence[Ready]) -> None:
        started = time.perf_counter()
        points: dict[Collection, list[StoredPoint]] = {collection: [] for collection in Collection}
        for ready in documents:
            story = self._library.entry(ready.document.id).same_story
            for collection, of_kind in (ready.of_story(story) if story else ready.points).items():
                points[collection] += of_kind
        for collection, of_kind in points.items():
            if of_kind:
                self._index.upsert(collection, of_kind)
        seconds = (time.perf_counter() - started) / max(1, len(documents))
        self._unsettled |= {ready.document.id: seconds for ready in documents}

    def settle_when_due(self) -> tuple[str, ...]:
        """The same as `settle` from time to time, else nothing."""
        return self.settle() if time.monotonic() - self._settled >= SETTLING else ()

    def settle(self) -> tuple[str, ...]:
        """Make durable what was written, then mark it as indexed; gives the documents.

        Bringing five collections to the disk takes half a second, in which nobody else in this process runs.
        """
        started, documents = time.perf_counter(), tuple(self._unsettled)
        self._index.flush()
        share = (time.perf_counter() - started) / max(1, len(documents))
        for document_id in documents:
            seconds = self._unsettled.pop(document_id) + share
            self._library.mark(document_id, State.INDEXED, seconds={"index": seconds})
        self._settled = time.monotonic()
        return documents

    def extraction(self, document_id: str) -> Extraction:
        """What the library holds of a document, read again from its original where that is damaged."""
        try:
            return self._library.extraction(document_id)
        except (LibraryDamaged, UnknownDocument):
            entry = self._library.entry(document_id)
            extraction = extract(self._library.original(document_id), source=entry.source)
            self._library.save(extraction, seconds={})
            return extraction


def reindex(library: Library, index: Index, embedder: Embedder, progress: Progress | None = None) -> int:
    """The index from the library alone; gives the number of documents.

    None is marked as indexed before all are: a rebuild that is killed is thrown away.
    """
    for collection in Collection:
        if index.count(collection):
            index.delete(collection, EVERYTHING)
    writer = Writer(library, index, embedder)
    entries = [entry for entry in library.entries() if is_readable(entry)]
    for start in range(0, len(entries), BATCH):
        batch = entries[start : start + BATCH]
        writer.write([writer.extraction(entry.id) for entry in batch])
        if len(entries) > LARGE and start < len(entries) // 2 <= start + len(batch):
            index.maintain()
        if progress:
            progress(start + len(batch), len(entries), batch[-1].source)
    writer.settle()
    return len(entries)


def is_readable(entry: Entry) -> bool:
    """Whether the library holds the records of a document."""
    return entry.state in (State.INDEXED, State.EXTRACTED)
