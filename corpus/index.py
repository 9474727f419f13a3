"""The index: what is asked of any engine that holds passages, figures, references and documents.

Two engines answer to it, `corpus.edge` (embedded) and `corpus.server` (a Qdrant server or cluster), under one
contract test. An index is rebuilt from the library at any time, so nothing is kept in it alone.
"""

from __future__ import annotations

import enum
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple, Protocol

import numpy as np
import numpy.typing as npt

Vector = npt.NDArray[np.float32]
TAGS = "_tags"  # the engine's field of what `Spec.tags` names
Payload = Mapping[str, Any]


class Collection(enum.StrEnum):
    PASSAGES = "passages"
    WORDS = "words"  # of the passages, under their keys: ranking reads them of many, and quicker alone
    FIGURES = "figures"
    REFERENCES = "references"
    DOCUMENTS = "documents"


class FieldType(enum.StrEnum):
    KEYWORD = "keyword"
    INTEGER = "integer"
    FLOAT = "float"
    BOOL = "bool"


@dataclass(frozen=True)
class SparseVector:
    """Parallel arrays of distinct dimensions (uint32) and weights (float32)."""

    indices: npt.NDArray[np.uint32]
    values: npt.NDArray[np.float32]


@dataclass(frozen=True)
class Spec:
    """What a collection holds; sparse lanes get IDF from the engine: ln(1 + (N - df + .5) / (df + .5)).

    `fields` are indexed: conditions and facets go by them. `tags` are keywords under one index that they
    share: conditions go by them, but they are neither counted nor read alone, which an index of their own,
    to open and to write, would be for. `plain` are told to the engine too, without an index: to be read alone
    (`values`), or for conditions among few points. All else that a point holds is one JSON text to the
    engine, which takes it in, and gives it back, several times as fast as its parts.
    """

    dense_size: int | None = None
    sparse: tuple[str, ...] = ()
    fields: Mapping[str, FieldType] = field(default_factory=dict)
    plain: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()

    @property
    def apart(self) -> tuple[str, ...]:
        """The fields that an engine keeps by their names."""
        return (*self.fields, *self.plain)

    @property
    def indexed(self) -> dict[str, FieldType]:
        """The fields that the engine indexes."""
        return {**self.fields, **({TAGS: FieldType.KEYWORD} if self.tags else {})}


@dataclass(frozen=True)
class Point:
    """`key` is ours (`<document id>/<number>`); engines derive their own ids from it."""

    key: str
    payload: Payload
    dense: Vector | None = None
    sparse: Mapping[str, SparseVector] = field(default_factory=dict)


@dataclass(frozen=True)
class StoredPoint:
    """A point that `corpus.points.checked` has passed, perhaps in another process: its UUID as a number, its
    payload as an engine keeps it, and its size in bytes."""

    id: int
    dense: Vector | None
    sparse: Mapping[str, SparseVector]
    payload: dict[str, Any]
    size: int


@dataclass(frozen=True)
class Equals:
    field: str
    value: str | int | bool


@dataclass(frozen=True)
class OneOf:
    field: str
    values: Sequence[str | int]


@dataclass(frozen=True)
class Between:
    """Both ends inclusive; None is open."""

    field: str
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Missing:
    """The field is absent, null or an empty list."""

    field: str


@dataclass(frozen=True)
class Keys:
    """The points of some keys."""

    keys: Sequence[str]


@dataclass(frozen=True)
class Not:
    condition: Condition


@dataclass(frozen=True)
class AnyOf:
    conditions: Sequence[Condition] = ()


@dataclass(frozen=True)
class AllOf:
    conditions: Sequence[Condition] = ()


Condition = Equals | OneOf | Between | Missing | Keys | Not | AnyOf | AllOf
EVERYTHING = AllOf()


@dataclass(frozen=True)
class Hit:
    """A point that was found; `score` is the engine's own (cosine, or BM25 with IDF)."""

    key: str
    score: float
    payload: Payload


class Match(NamedTuple):
    """A point that a lane found, without what it holds.

    `id` stands for its key within this index (`Index.number`).
    """

    id: int
    score: float


class Index(Protocol):
    """A store of points. Hits come best first, ties in order of key. Troubles are `IndexProblem`s."""

    def upsert(self, collection: Collection, points: Sequence[Point | StoredPoint]) -> None:
        """Store points, replacing those of the same key. Like every change durable after `flush`: a process
        that is killed before it leaves the points of before or after, each whole."""
        ...

    def delete(self, collection: Collection, where: Condition) -> None: ...

    def search(
        self,
        collection: Collection,
        vector: Vector | SparseVector,
        *,
        lane: str = "dense",
        where: Condition = EVERYTHING,
        limit: int = 10,
    ) -> list[Hit]:
        """The points nearest to a vector in one lane, with what they hold."""
        ...

    def nearest(
        self,
        collection: Collection,
        vector: Vector | SparseVector,
        *,
        lane: str = "dense",
        where: Condition = EVERYTHING,
        limit: int = 10,
        among: Sequence[int] | None = None,
    ) -> list[Match]:
        """The same without what they hold, ties in order of id; `among` restricts it to some points."""
        ...

    def number(self, key: str) -> int:
        """What stands for a key in a `Match`."""
        ...

    def hits(self, collection: Collection, matches: Sequence[Match]) -> dict[int, Hit]:
        """What some matches hold, in their order; those deleted since are left out."""
        ...

    def values(self, collection: Collection, ids: Sequence[int], name: str) -> dict[int, Any]:
        """One indexed or plain field of some points, None where it is not set: quicker than all they hold."""
        ...

    def get(self, collection: Collection, keys: Sequence[str]) -> dict[str, Payload]: ...

    def scan(
        self,
        collection: Collection,
        where: Condition = EVERYTHING,
        *,
        limit: int = 100,
        after: str | None = None,
    ) -> tuple[list[Hit], str | None]:
        """One page of points in a stable order, and the opaque cursor of the next page."""
        ...

    def count(self, collection: Collection, where: Condition = EVERYTHING) -> int: ...

    def facet(
        self, collection: Collection, name: str, *, where: Condition = EVERYTHING, limit: int = 20
    ) -> list[tuple[str | int, int]]:
        """The values of an indexed field with their counts, most frequent first."""
        ...

    def flush(self) -> None:
        """Make every change so far durable, against a killed process and a power cut."""
        ...

    def maintain(self) -> None:
        """Compact and reorganise beside the queries; returns when it is done, which may take minutes."""
        ...

    def read_ahead(self) -> None:
        """Bring what searches read from the disk into memory, beside whatever is asked meanwhile."""
        ...

    def size(self) -> int | None:
        """Bytes on the disk, where this process can see them."""
        ...

    def version(self) -> int | None:
        """Changes with every write, where all writes go through this process."""
        ...

    def fingerprint(self) -> str | None:
        """What the index was built with (model and version), or None for a new one."""
        ...

    def close(self) -> None: ...


def scan_all(
    index: Index, collection: Collection, where: Condition = EVERYTHING, *, page: int = 500
) -> Iterator[Hit]:
    """Every point that meets a condition, page by page."""
    after: str | None = None
    while True:
        hits, after = index.scan(collection, where, limit=page, after=after)
        yield from hits
        if after is None:
            return


def delete_document(index: Index, document_id: str) -> None:
    """Remove all points of a document; the words of its passages are found by these, so they go first."""
    where = Equals("document_id", document_id)
    passages = [hit.key for hit in scan_all(index, Collection.PASSAGES, where)]
    index.delete(Collection.WORDS, Keys(passages))
    for collection in Collection:
        if collection is not Collection.WORDS:
            index.delete(collection, where)
