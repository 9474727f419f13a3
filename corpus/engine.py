"""What both engines do alike: checks, keys, the order of hits, cursors. An engine adds its own calls."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping, Sequence
from operator import attrgetter
from typing import Any, Generic, TypeVar

from corpus.collections import DENSE
from corpus.conditions import F, Terms, Translator, fields_of
from corpus.errors import IndexDamaged, WrongUse
from corpus.generations import REINDEX
from corpus.index import (
    EVERYTHING,
    Collection,
    Condition,
    FieldType,
    Hit,
    Match,
    Payload,
    Point,
    SparseVector,
    Spec,
    StoredPoint,
    Vector,
)
from corpus.points import as_held, checked, checked_dense, checked_sparse

T = TypeVar("T")

BATCH = 256  # points of one write
TIE_REACH = 2000  # how far beyond the limit equal scores are followed to put them in order of key


class Engine(ABC, Generic[F]):
    """The protocol `corpus.index.Index` over the calls that an engine offers."""

    terms: Terms[F]

    def __init__(self, specs: Mapping[Collection, Spec], fingerprint: str) -> None:
        self.specs = specs
        self._fingerprint = fingerprint

    def upsert(self, collection: Collection, points: Sequence[Point | StoredPoint]) -> None:
        spec = self.specs[collection]
        stored = [point if isinstance(point, StoredPoint) else checked(point, spec) for point in points]
        for start in range(0, len(stored), BATCH):
            self._write(collection, stored[start : start + BATCH])

    def delete(self, collection: Collection, where: Condition) -> None:
        self._erase(collection, self.terms.group(must=[self._term(collection, where)]))

    def search(
        self,
        collection: Collection,
        vector: Vector | SparseVector,
        *,
        lane: str = DENSE,
        where: Condition = EVERYTHING,
        limit: int = 10,
    ) -> list[Hit]:
        matches = self._matches(collection, vector, lane, self._filter(collection, where), limit)
        hits = self.hits(collection, _with_ties(matches, limit))
        return sorted(hits.values(), key=lambda hit: (-hit.score, hit.key))[:limit]

    def nearest(
        self,
        collection: Collection,
        vector: Vector | SparseVector,
        *,
        lane: str = DENSE,
        where: Condition = EVERYTHING,
        limit: int = 10,
        among: Sequence[int] | None = None,
    ) -> list[Match]:
        if among is not None and not among:
            return []
        return self._matches(collection, vector, lane, self._filter(collection, where, among), limit)[:limit]

    def hits(self, collection: Collection, matches: Sequence[Match]) -> dict[int, Hit]:
        payloads = self._read(collection, [match.id for match in matches]) if matches else {}
        return {
            match.id: found_hit(payloads[match.id], match.score) for match in matches if match.id in payloads
        }

    def values(self, collection: Collection, ids: Sequence[int], name: str) -> dict[int, Any]:
        if name not in self.specs[collection].apart:
            raise WrongUse(name, "trường này chỉ đọc được cùng cả bản ghi.")
        payloads = self._read(collection, ids, [name]) if ids else {}
        return {found: payload.get(name) for found, payload in payloads.items()}

    def _matches(
        self, collection: Collection, vector: Vector | SparseVector, lane: str, chosen: F | None, limit: int
    ) -> list[Match]:
        """The best `limit` and what equals the last of them, best first."""
        query = self._query(collection, vector, lane)
        if query is None or limit < 1:
            return []
        found = _beyond_ties(
            lambda reach: self._nearest(collection, query, lane, chosen, reach),
            rank=lambda match: match.score,
            limit=limit,
        )
        return sorted(sorted(found), key=attrgetter("score"), reverse=True)

    def get(self, collection: Collection, keys: Sequence[str]) -> dict[str, Payload]:
        hits = self.hits(collection, [Match(self.number(key), 0.0) for key in keys])
        return {hit.key: hit.payload for hit in hits.values()}

    def scan(
        self,
        collection: Collection,
        where: Condition = EVERYTHING,
        *,
        limit: int = 100,
        after: str | None = None,
    ) -> tuple[list[Hit], str | None]:
        if limit < 1:
            raise WrongUse("limit", "phải lớn hơn 0.")
        chosen = self._filter(collection, where)
        try:
            begin = None if after is None else self._cursor(after)
        except ValueError as error:
            raise WrongUse("cursor", "con trỏ trang không hợp lệ.", "Bắt đầu lại từ trang đầu.") from error
        payloads, following = self._page(collection, chosen, limit, begin)
        return [found_hit(payload) for payload in payloads], None if following is None else str(following)

    def count(self, collection: Collection, where: Condition = EVERYTHING) -> int:
        return self._count(collection, self._filter(collection, where))

    def facet(
        self, collection: Collection, name: str, *, where: Condition = EVERYTHING, limit: int = 20
    ) -> list[tuple[str | int, int]]:
        if self.specs[collection].fields.get(name, FieldType.FLOAT) is FieldType.FLOAT:
            raise WrongUse(name, "không đếm được theo trường này.")
        if limit < 1:
            return []
        chosen = self.terms.group(must=[self._term(collection, where)])  # without one, the deleted count too
        counts = _beyond_ties(
            lambda reach: self._facet(collection, name, chosen, reach), rank=lambda row: row[1], limit=limit
        )
        return sorted(counts, key=lambda row: (-row[1], row[0]))[:limit]

    def flush(self) -> None:
        """Nothing is left to do where a write returns when it is durable."""

    def maintain(self) -> None:
        """Nothing is left to do where the engine looks after itself."""

    def read_ahead(self) -> None:
        """Nothing is left to do where another process reads."""

    def size(self) -> int | None:
        return None

    def version(self) -> int | None:
        return None

    def fingerprint(self) -> str | None:
        return self._fingerprint

    @abstractmethod
    def close(self) -> None: ...

    def _filter(
        self, collection: Collection, where: Condition, among: Iterable[int] | None = None
    ) -> F | None:
        """What the engine is told; nothing where all points are meant, as it looks at each one otherwise."""
        parts = [] if where == EVERYTHING else [self._term(collection, where)]
        if among is not None:
            parts.append(self.terms.among(among))
        return self.terms.group(must=parts) if parts else None

    def _term(self, collection: Collection, where: Condition) -> F:
        """A condition in the engine's words; one by a field that it does not know would meet no point."""
        spec = self.specs[collection]
        for name in fields_of(where):
            if name not in spec.apart and name not in spec.tags:
                raise WrongUse(name, f"tập {collection} không lọc theo trường này.")
        return Translator(self.terms, self.number).filter(where, spec.tags)

    def _query(
        self, collection: Collection, vector: Vector | SparseVector, lane: str
    ) -> Vector | SparseVector | None:
        """The checked vector of a search, or None where nothing can be near it."""
        spec = self.specs[collection]
        if isinstance(vector, SparseVector):
            sparse = checked_sparse(vector, lane, spec, subject=lane)
            return sparse if sparse.indices.size else None
        if lane != DENSE:
            raise WrongUse(lane, "làn này cần vectơ thưa.")
        dense = checked_dense(vector, spec, subject=lane)
        return dense if dense.any() else None

    @abstractmethod
    def number(self, key: str) -> int:
        """What stands for a key in a `Match`."""

    @abstractmethod
    def _cursor(self, after: str) -> Any:
        """Where a page begins, of the words that tell it; ValueError for others."""

    @abstractmethod
    def _write(self, collection: Collection, points: Sequence[StoredPoint]) -> None: ...

    @abstractmethod
    def _erase(self, collection: Collection, where: F) -> None: ...

    @abstractmethod
    def _nearest(
        self,
        collection: Collection,
        vector: Vector | SparseVector,
        lane: str,
        where: F | None,
        limit: int,
    ) -> list[Match]: ...

    @abstractmethod
    def _read(
        self, collection: Collection, ids: Sequence[int], fields: Sequence[str] | None = None
    ) -> dict[int, Payload]:
        """What some points hold, or some fields of it."""

    @abstractmethod
    def _page(
        self, collection: Collection, where: F | None, limit: int, after: Any
    ) -> tuple[list[Payload], Any]:
        """Payloads in order of id from `after` on, and the id where the next page begins."""

    @abstractmethod
    def _count(self, collection: Collection, where: F | None | None) -> int: ...

    @abstractmethod
    def _facet(
        self, collection: Collection, name: str, where: F, limit: int
    ) -> list[tuple[str | int, int]]: ...


def found_hit(payload: Payload | None, score: float = 0.0) -> Hit:
    """A hit of a stored payload."""
    try:
        key, held = as_held(payload or {})
    except (KeyError, ValueError) as error:
        raise IndexDamaged("chỉ mục", "có điểm bị mất nội dung.", REINDEX) from error
    return Hit(key, score, held)


def _with_ties(matches: Sequence[Match], limit: int) -> list[Match]:
    """The best `limit` and what equals the last of them."""
    return [match for match in matches if match.score >= matches[min(limit, len(matches)) - 1].score]


def _beyond_ties(fetch: Callable[[int], list[T]], *, rank: Callable[[T], float], limit: int) -> list[T]:
    """At least the best `limit`, and all that equal the last of them: engines cut ties anywhere."""
    reach = limit + 1
    while True:
        found = fetch(reach)
        if len(found) < reach or rank(found[-1]) < rank(found[limit - 1]) or reach >= limit + TIE_REACH:
            return found
        reach = min(2 * reach + limit, limit + TIE_REACH)
