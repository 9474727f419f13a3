"""What the one writer needs of a document, made by the process that read it, so that writing is quick."""

from __future__ import annotations

from dataclasses import dataclass, replace

from corpus.collections import specs
from corpus.index import Collection, StoredPoint
from corpus.library import Dumped, dumped
from corpus.points import checked
from corpus.records import Document, Extraction
from ingest.points import points_of
from ingest.stories import bands_of
from nlp.embedding import Embedder


@dataclass(frozen=True, slots=True)
class Ready:
    """A document on its way into the library and the index, with what its story is known by."""

    record: Dumped
    points: dict[Collection, list[StoredPoint]]
    bands: tuple[str, ...]

    @property
    def document(self) -> Document:
        return self.record.document

    def of_story(self, story: str) -> dict[Collection, list[StoredPoint]]:
        """The points of a document that repeats another one."""
        return {
            collection: [replace(point, payload={**point.payload, "same_story": story}) for point in of_kind]
            for collection, of_kind in self.points.items()
        }


def make_ready(extraction: Extraction, embedder: Embedder) -> Ready:
    bands, checks = bands_of(extraction.document.text), specs(embedder.dimension)
    points = points_of(extraction, embedder, bands=bands)
    stored = {
        collection: [checked(point, checks[collection]) for point in of_kind]
        for collection, of_kind in points.items()
    }
    return Ready(dumped(extraction), stored, bands)
