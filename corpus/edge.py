"""The embedded index: Qdrant Edge in this process, one shard a collection.

It belongs to one process (`corpus.ownership`), the one that opened it and not its forks. Every call holds the
GIL, so queries are made inline. There is no write-ahead log: what was not flushed is gone with its process,
and the library, which knows what was, has it indexed again. The log cost a third of each write, and time to
open.
"""

from __future__ import annotations

import os
import shutil
import threading
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, TypeVar

import qdrant_edge as edge

from corpus import room
from corpus.edge_terms import (
    LOW,
    PARAMS,
    SCHEMA,
    TAGS_INDEX,
    EdgeTerms,
    config,
    engine_id,
    engine_point,
    engine_sparse,
)
from corpus.engine import Engine
from corpus.errors import IndexDamaged, IndexProblem, TracuuError
from corpus.generations import DRAFT, MANIFEST, REINDEX, Generations, manifest
from corpus.index import (
    TAGS,
    Collection,
    Condition,
    Index,
    Match,
    Payload,
    SparseVector,
    Spec,
    StoredPoint,
    Vector,
)
from corpus.ownership import Ownership
from corpus.points import point_id
from corpus.readahead import read_ahead
from corpus.upkeep import Bench, Change, bench
from corpus.workbench import copy_folder, workbench

T = TypeVar("T")

LAYOUT = "edge-0.9/6"  # the engine's minor release (its files change with it) and our own use of it
Update = edge.UpdateOperation


def open_edge(path: Path, specs: Mapping[Collection, Spec], *, fingerprint: str) -> Index:
    """The index of a folder, made when there is none."""
    record = manifest(specs, fingerprint=fingerprint, layout=LAYOUT)
    with ExitStack() as stack, _calls(path):
        stack.enter_context(_owned(path))
        generations = Generations(path)
        if generations.current() is None:
            with generations.draft(record) as draft:
                _create(draft, specs)
        generations.sweep()
        current = generations.current() or path
        generations.check(current, record)
        return EdgeIndex(current, specs, fingerprint, stack.pop_all())


@contextmanager
def rebuild_edge(path: Path, specs: Mapping[Collection, Spec], *, fingerprint: str) -> Iterator[Index]:
    """A new, empty index that takes the place of the one in the folder when the block ends well."""
    record = manifest(specs, fingerprint=fingerprint, layout=LAYOUT)
    with _owned(path), Generations(path).draft(record) as draft:
        with _calls(path):
            _create(draft, specs)
        index = open_copy(draft, specs, fingerprint=fingerprint)
        try:
            yield index
            index.compact()
        finally:
            index.close()


def open_copy(folder: Path, specs: Mapping[Collection, Spec], *, fingerprint: str) -> EdgeIndex:
    """The index of a generation that nobody else has open, such as a draft."""
    return EdgeIndex(folder, specs, fingerprint, ExitStack())


@contextmanager
def _owned(path: Path) -> Iterator[None]:
    owner = Ownership(path)
    with _calls(path):
        path.mkdir(parents=True, exist_ok=True)
        owner.take()
    try:
        yield
    finally:
        owner.release()


@contextmanager
def _calls(folder: Path) -> Iterator[None]:
    """Name the engine's troubles: it raises bare exceptions, and panics that are no Exception at all."""
    try:
        yield
    except (TracuuError, MemoryError, KeyboardInterrupt, SystemExit, GeneratorExit):
        raise
    except BaseException as error:
        raise _trouble(folder, error) from error


def _trouble(folder: Path, error: BaseException) -> IndexProblem:
    told = " ".join(str(error).split())[:200]
    if "not initialized" in told:
        return _closed(folder)
    if "No space left" in told:
        return IndexProblem(str(folder), "đĩa đã đầy.", room.HINT)
    if isinstance(error, OSError):
        return IndexProblem(str(folder), f"không mở được thư mục ({told}).", "Kiểm tra TRACUU_HOME.")
    return IndexDamaged(str(folder), f"không đọc được chỉ mục ({told}).", REINDEX)


def _closed(folder: Path) -> IndexProblem:
    return IndexProblem(str(folder), "chỉ mục đã đóng.", "Mở lại trước khi dùng.")


class EdgeIndex(Engine[Any]):
    """An open index; its shards are loaded when they are first asked for."""

    terms = EdgeTerms()

    def __init__(
        self, folder: Path, specs: Mapping[Collection, Spec], fingerprint: str, held: ExitStack
    ) -> None:
        super().__init__(specs, fingerprint)
        self._folder = folder
        self._held = held  # the ownership, given back by close
        self._shards: dict[Collection, edge.EdgeShard] = {}
        self._loading, self._maintaining = threading.Lock(), threading.Lock()
        # A call may let another thread run while it makes its answer, and the engine refuses a second one.
        self._calling = threading.Lock()
        self._writing = threading.RLock()  # a copy holds all that was written before it
        self._flushing = threading.Lock()  # taken within _writing, never the other way round
        self._meanwhile: list[Change] | None = None  # what is written while a copy is compacted
        self._child: Bench | None = None
        self._unflushed: set[Collection] = set()
        self._process = os.getpid()
        self._version = 0
        self._is_read_ahead = False
        self._closed = False

    def flush(self) -> None:
        with self._flushing:  # whoever comes second waits: what it wrote may be in the hands of the first
            for collection in sorted(self._unflushed):
                self._unflushed.discard(collection)  # a write of another thread puts it back
                try:
                    self._call(collection, edge.EdgeShard.flush)
                except BaseException:
                    self._unflushed.add(collection)
                    raise

    def compact(self) -> None:
        """Compact every shard here. It holds the GIL for seconds: where nobody asks anything."""
        for collection in self.specs:
            self._call(collection, edge.EdgeShard.flush)
            room.require(self._folder, room.TO_WRITE + 2 * room.size(self._folder / collection))
            self._call(collection, edge.EdgeShard.optimize)
            self._call(collection, edge.EdgeShard.flush)

    def maintain(self) -> None:
        """Compact a copy in another process and go on with that: queries wait for its loading alone."""
        if self._folder.suffix == DRAFT:
            self.compact()  # nobody asks a draft
        elif self._maintaining.acquire(blocking=False):  # else it is being done
            try:
                with _calls(self._folder):
                    self._renew(Generations(self._folder.parent))
            finally:
                self._meanwhile = self._child = None
                self._maintaining.release()

    def _renew(self, generations: Generations) -> None:
        room.require(self._folder, room.TO_WRITE + 3 * room.size(self._folder))
        with ExitStack() as held, generations.next((self._folder / MANIFEST).read_text("utf-8")) as draft:
            self._copy_to(draft)
            with bench(draft, self.specs, self._fingerprint) as self._child:
                self._refuse_closed()
                self._child.compacted()
                held.enter_context(self._writing)  # writers wait from here to the switch
                self._child.finish(self._meanwhile or ())
            self._refuse_closed()
            self._switch_to(generations.settle(draft))
        generations.sweep()

    def _copy_to(self, draft: Path) -> None:
        with self._writing:
            self.flush()
            self._meanwhile = []
            for collection in self.specs:
                copy_folder(self._folder / collection, draft / collection)

    def _switch_to(self, folder: Path) -> None:
        try:
            shards = {
                collection: self._load(folder / collection, spec) for collection, spec in self.specs.items()
            }
        except BaseException:
            shutil.rmtree(folder)  # what is written from now on goes to the old ones
            raise
        with self._loading:
            before, self._shards, self._folder = self._shards, shards, folder
            self._unflushed.clear()
        with self._calling:
            for shard in before.values():
                shard.close()
        if self._is_read_ahead:
            self.read_ahead()

    def read_ahead(self) -> None:
        self._is_read_ahead = True
        folders = []
        for collection in (Collection.PASSAGES, Collection.WORDS):
            self._call(collection, edge.EdgeShard.info)  # loaded first: that drops the pages
            folders.append(self._folder / collection)
        read_ahead(folders, lambda: self._closed)

    def _refuse_closed(self) -> None:
        if self._closed:
            raise _closed(self._folder)

    def version(self) -> int | None:
        return self._version

    def size(self) -> int | None:
        return room.size(self._folder)

    def close(self) -> None:
        if self._closed or self._process != os.getpid():
            return
        try:
            self.flush()
        finally:
            self._closed = True
            if self._child:
                self._child.stop()
            with self._maintaining, self._loading, self._calling:
                for shard in self._shards.values():
                    shard.close()
                self._shards.clear()
            self._held.close()

    def delete(self, collection: Collection, where: Condition) -> None:
        with self._writing:
            super().delete(collection, where)
            self._remember(Change(collection, removed=where))

    def repeat(self, change: Change) -> None:
        """Make a change that was made to the index of which this is a copy."""
        if change.removed is None:
            self._write(change.collection, change.stored)
        else:
            self.delete(change.collection, change.removed)

    def _remember(self, change: Change) -> None:
        if self._meanwhile is not None:
            self._meanwhile.append(change)

    def _write(self, collection: Collection, points: Sequence[StoredPoint]) -> None:
        room.require(self._folder, room.TO_WRITE + room.COPIES * sum(point.size for point in points))
        with self._writing:
            self._update(collection, Update.upsert_points([engine_point(point) for point in points]))
            self._remember(Change(collection, stored=tuple(points)))

    def _erase(self, collection: Collection, where: Any) -> None:
        room.require(self._folder, room.TO_WRITE)
        self._update(collection, Update.delete_points_by_filter(where))

    def _update(self, collection: Collection, operation: edge.UpdateOperation) -> None:
        try:
            self._call(collection, lambda shard: shard.update(operation))
        finally:
            self._unflushed.add(collection)  # after the write: a flush in between has not seen it
            self._version += 1  # after the write: what is read before it ends is not taken for the new state

    def number(self, key: str) -> int:
        return engine_id(point_id(key))

    def _cursor(self, after: str) -> int:
        if not 0 <= (number := int(after)) <= LOW:
            raise ValueError(after)
        return number

    def _nearest(
        self,
        collection: Collection,
        vector: Vector | SparseVector,
        lane: str,
        where: Any,
        limit: int,
    ) -> list[Match]:
        query = engine_sparse(vector) if isinstance(vector, SparseVector) else vector.tolist()
        request = edge.QueryRequest(
            limit=limit, query=edge.Query.Nearest(query, using=lane), filter=where, params=PARAMS
        )
        found = self._call(collection, lambda shard: shard.query(request))
        return [*map(Match._make, [(point.id, point.score) for point in found])]  # ids are numbers here

    def _read(
        self, collection: Collection, ids: Sequence[int], fields: Sequence[str] | None = None
    ) -> dict[int, Payload]:
        wanted = True if fields is None else list(fields)
        points: list[int | str | uuid.UUID] = [*ids]
        records = self._call(collection, lambda shard: shard.retrieve(points, wanted, False))
        return {int(record.id): record.payload or {} for record in records}

    def _page(
        self, collection: Collection, where: Any, limit: int, after: int | None
    ) -> tuple[list[Payload], Any]:
        request = edge.ScrollRequest(limit=limit, offset=after, filter=where, with_payload=True)
        records, following = self._call(collection, lambda shard: shard.scroll(request))
        return [record.payload or {} for record in records], following

    def _count(self, collection: Collection, where: Any) -> int:
        request = edge.CountRequest(exact=True, filter=where)
        return self._call(collection, lambda shard: shard.count(request))

    def _facet(
        self, collection: Collection, name: str, where: Any, limit: int
    ) -> list[tuple[str | int, int]]:
        request = edge.FacetRequest(name, limit=limit, exact=True, filter=where)
        found = self._call(collection, lambda shard: shard.facet(request))
        return [(hit.value, hit.count) for hit in found.hits]

    def _call(self, collection: Collection, call: Callable[[edge.EdgeShard], T]) -> T:
        """A call of the engine; made again where its shard was replaced by a compacted one at that moment."""
        while True:
            with _calls(self._folder):
                shard = self._shard(collection)
            try:
                with self._calling, _calls(self._folder):
                    return call(shard)
            except IndexProblem:
                if self._shards.get(collection, shard) is shard:
                    raise

    def _shard(self, collection: Collection) -> edge.EdgeShard:
        if self._process != os.getpid():  # a call would hang for ever: the engine's threads are not forked
            reason = "chỉ mục được mở trước khi tiến trình này tách ra (fork)."
            raise IndexProblem(str(self._folder), reason, "Mở chỉ mục trong chính tiến trình dùng nó.")
        with self._loading:
            if self._closed:
                raise _closed(self._folder)
            if collection not in self._shards:
                self._shards[collection] = self._load(self._folder / collection, self.specs[collection])
            return self._shards[collection]

    def _load(self, folder: Path, spec: Spec) -> edge.EdgeShard:
        if not folder.is_dir():
            raise IndexDamaged(str(folder), "thư mục của chỉ mục bị mất.", REINDEX)
        room.require_to_open(folder)
        shard = edge.EdgeShard.load(str(folder))
        if (
            not spec.indexed.keys() <= shard.info().payload_schema.keys()
        ):  # a lost segment is skipped in silence
            raise IndexDamaged(str(folder), "chỉ mục thiếu một phần dữ liệu.", REINDEX)
        return shard


def _create(folder: Path, specs: Mapping[Collection, Spec]) -> None:
    """The empty shards of a generation with their payload indexes."""
    room.require(folder, room.TO_CREATE)
    for collection, spec in specs.items():
        with workbench(folder / collection) as place:
            shard = edge.EdgeShard.create(str(place), config(spec))
            for name, kind in spec.indexed.items():
                index = TAGS_INDEX if name == TAGS else SCHEMA[kind]
                shard.update(Update.create_field_index(name, index))
            shard.close()  # which flushes
