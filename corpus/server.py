"""The index on a Qdrant server or cluster, for many processes and machines.

A collection is an alias, `<prefix>_<collection>`, of a real one with a generation in its name: a rebuild
fills new ones and switches all aliases at once, so readers see the old index or the new one. What the index
was built with is kept in the collections' metadata (Qdrant 1.16 and later).
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from qdrant_client import QdrantClient, models
from qdrant_client.http.exceptions import ApiException, UnexpectedResponse

from corpus.collections import DENSE
from corpus.engine import Engine
from corpus.errors import IndexDamaged, IndexMismatch, IndexProblem
from corpus.generations import REINDEX, manifest
from corpus.index import Collection, FieldType, Index, Match, Payload, SparseVector, Spec, StoredPoint, Vector
from corpus.points import point_id

MEMORY = ":memory:"  # the client's own imitation of a server, for tests
LAYOUT = "server/5"
TIMEOUT = 60  # seconds; a bulk write to a busy cluster takes some
BATCH = 64  # points of one request: servers take 32 MB
CONFLICT = 409
BUILT_WITH = "tracuu"
SCHEMA = {
    FieldType.KEYWORD: models.PayloadSchemaType.KEYWORD,
    FieldType.INTEGER: models.PayloadSchemaType.INTEGER,
    FieldType.FLOAT: models.PayloadSchemaType.FLOAT,
    FieldType.BOOL: models.PayloadSchemaType.BOOL,
}


def open_server(
    url: str,
    specs: Mapping[Collection, Spec],
    *,
    fingerprint: str,
    api_key: str | None = None,
    prefix: str = "tracuu",
    shard_number: int | None = None,
    replication_factor: int | None = None,
) -> Index:
    """The index of a server, made when there is none."""
    server = Server(url, prefix, api_key=api_key, shards=shard_number, replicas=replication_factor)
    return server.open(specs, fingerprint)


@contextmanager
def rebuild_server(
    url: str,
    specs: Mapping[Collection, Spec],
    *,
    fingerprint: str,
    api_key: str | None = None,
    prefix: str = "tracuu",
    shard_number: int | None = None,
    replication_factor: int | None = None,
) -> Iterator[Index]:
    """A new, empty index that takes the place of the one on the server when the block ends well."""
    server = Server(url, prefix, api_key=api_key, shards=shard_number, replicas=replication_factor)
    with server.rebuild(specs, fingerprint) as index:
        yield index


class Server:
    """The collections of one prefix on a server."""

    def __init__(
        self,
        url: str,
        prefix: str,
        *,
        api_key: str | None = None,
        shards: int | None = None,
        replicas: int | None = None,
    ) -> None:
        self._url, self._prefix = url, prefix
        self._shards, self._replicas = shards, replicas
        self._local = url == MEMORY
        where = {"location": MEMORY} if self._local else {"url": url}
        with calls(url):
            self.client = QdrantClient(**where, api_key=api_key, timeout=TIMEOUT, check_compatibility=False)  # type: ignore[arg-type]

    def open(self, specs: Mapping[Collection, Spec], fingerprint: str) -> Index:
        record = manifest(specs, fingerprint=fingerprint, layout=LAYOUT)
        with calls(self._url):
            if not self._aliased():
                self._point_aliases(self._create(specs, record, generation="1"), self._aliased())
            self._check(specs, record)
        names = {collection: self._alias(collection) for collection in specs}
        return QdrantIndex(self.client, self._url, names, specs, fingerprint)

    @contextmanager
    def rebuild(self, specs: Mapping[Collection, Spec], fingerprint: str) -> Iterator[Index]:
        """One rebuild at a time: what an earlier one left unfinished is removed."""
        with calls(self._url):
            self._drop_all_but(self._aliased().values())
            record = manifest(specs, fingerprint=fingerprint, layout=LAYOUT)
            names = self._create(specs, record, generation=uuid.uuid4().hex[:8])
        try:
            yield QdrantIndex(self.client, self._url, names, specs, fingerprint)
            with calls(self._url):
                self._point_aliases(names, self._aliased())
        finally:
            with calls(self._url):
                self._drop_all_but(self._aliased().values())

    def _alias(self, collection: Collection) -> str:
        return f"{self._prefix}_{collection}"

    def _aliased(self) -> dict[str, str]:
        """Our aliases with the collections that they stand for."""
        ours = {self._alias(collection) for collection in Collection}
        aliases = self.client.get_aliases().aliases
        return {each.alias_name: each.collection_name for each in aliases if each.alias_name in ours}

    def _create(
        self, specs: Mapping[Collection, Spec], record: dict[str, Any], *, generation: str
    ) -> dict[Collection, str]:
        names = {collection: f"{self._alias(collection)}_{generation}" for collection in specs}
        for collection, spec in specs.items():
            with _made_by_another():
                self._create_one(names[collection], spec, record)
            for name, kind in (
                {} if self._local else spec.indexed.items()
            ):  # the imitation has no payload indexes
                self.client.create_payload_index(
                    names[collection], name, field_schema=SCHEMA[kind], wait=True
                )
        return names

    def _create_one(self, name: str, spec: Spec, record: dict[str, Any]) -> None:
        size = spec.dense_size
        idf = models.SparseVectorParams(modifier=models.Modifier.IDF)
        self.client.create_collection(
            name,
            vectors_config={DENSE: models.VectorParams(size=size, distance=models.Distance.COSINE)}
            if size
            else {},
            sparse_vectors_config=dict.fromkeys(spec.sparse, idf),
            shard_number=self._shards,
            replication_factor=self._replicas,
            metadata={BUILT_WITH: record},
        )

    def _point_aliases(self, names: Mapping[Collection, str], before: Mapping[str, str]) -> None:
        """Switch every alias in one step, which the server does as a whole."""
        dropped = [
            models.DeleteAliasOperation(delete_alias=models.DeleteAlias(alias_name=alias)) for alias in before
        ]
        made = [
            models.CreateAliasOperation(
                create_alias=models.CreateAlias(alias_name=self._alias(collection), collection_name=name)
            )
            for collection, name in names.items()
        ]
        self.client.update_collection_aliases([*dropped, *made])

    def _drop_all_but(self, kept: Iterable[str]) -> None:
        begins = tuple(f"{self._alias(collection)}_" for collection in Collection)
        for each in self.client.get_collections().collections:
            if each.name.startswith(begins) and each.name not in set(kept):
                self.client.delete_collection(each.name)

    def _check(self, specs: Mapping[Collection, Spec], record: Mapping[str, Any]) -> None:
        aliased = self._aliased()
        for collection in specs:
            alias = self._alias(collection)
            if alias not in aliased:
                raise IndexDamaged(self._url, f"máy chủ thiếu tập {alias!r}.", REINDEX)
            found = (self.client.get_collection(alias).config.metadata or {}).get(BUILT_WITH)
            if found != record:
                built_with = found.get("fingerprint") if isinstance(found, dict) else None
                reason = f"chỉ mục dựng bằng {built_with!r}, nay cần {record['fingerprint']!r}."
                raise IndexMismatch(self._url, reason, REINDEX)


class ServerTerms:
    """Conditions as the client takes them; a group nests as a condition."""

    def equals(self, name: str, value: str | int | bool) -> Any:
        return models.FieldCondition(key=name, match=models.MatchValue(value=value))

    def one_of(self, name: str, values: Sequence[str]) -> Any:
        return models.FieldCondition(key=name, match=models.MatchAny(any=list(values)))

    def between(self, name: str, low: float | None, high: float | None) -> Any:
        return models.FieldCondition(key=name, range=models.Range(gte=low, lte=high))

    def missing(self, name: str) -> Any:
        return models.IsEmptyCondition(is_empty=models.PayloadField(key=name))

    def among(self, ids: Iterable[int]) -> Any:
        return models.HasIdCondition(has_id=[_text(each) for each in ids])

    def group(
        self, *, must: Sequence[Any] = (), should: Sequence[Any] = (), must_not: Sequence[Any] = ()
    ) -> Any:
        return models.Filter(must=list(must), should=list(should), must_not=list(must_not))


class QdrantIndex(Engine[Any]):
    """An index over the client; `names` tells the collection (or its alias) on the server."""

    terms = ServerTerms()

    def __init__(
        self,
        client: QdrantClient,
        url: str,
        names: Mapping[Collection, str],
        specs: Mapping[Collection, Spec],
        fingerprint: str,
    ) -> None:
        super().__init__(specs, fingerprint)
        self._client, self._url, self._names = client, url, names

    def close(self) -> None:
        self._client.close()

    def _write(self, collection: Collection, points: Sequence[StoredPoint]) -> None:
        for start in range(0, len(points), BATCH):
            batch = [_point(point) for point in points[start : start + BATCH]]
            with calls(self._url):
                self._client.upsert(self._names[collection], batch, wait=True)

    def _erase(self, collection: Collection, where: Any) -> None:
        with calls(self._url):
            selector = models.FilterSelector(filter=where)
            self._client.delete(self._names[collection], points_selector=selector, wait=True)

    def number(self, key: str) -> int:
        return point_id(key)

    def _cursor(self, after: str) -> str:
        return str(uuid.UUID(after))

    def _nearest(
        self,
        collection: Collection,
        vector: Vector | SparseVector,
        lane: str,
        where: Any,
        limit: int,
    ) -> list[Match]:
        with calls(self._url):
            found = self._client.query_points(
                self._names[collection],
                query=_sparse(vector) if isinstance(vector, SparseVector) else vector.tolist(),
                using=lane,
                query_filter=where,
                limit=limit,
                with_payload=False,
            )
        return [Match(_number(point.id), point.score) for point in found.points]

    def _read(
        self, collection: Collection, ids: Sequence[int], fields: Sequence[str] | None = None
    ) -> dict[int, Payload]:
        wanted = True if fields is None else list(fields)
        with calls(self._url):
            records = self._client.retrieve(
                self._names[collection], [_text(each) for each in ids], with_payload=wanted
            )
        return {_number(record.id): record.payload or {} for record in records}

    def _page(
        self, collection: Collection, where: Any, limit: int, after: str | None
    ) -> tuple[list[Payload], Any]:
        with calls(self._url):
            records, following = self._client.scroll(
                self._names[collection], where, limit=limit, offset=after
            )
        return [record.payload or {} for record in records], following

    def _count(self, collection: Collection, where: Any) -> int:
        with calls(self._url):
            return self._client.count(self._names[collection], count_filter=where, exact=True).count

    def _facet(
        self, collection: Collection, name: str, where: Any, limit: int
    ) -> list[tuple[str | int, int]]:
        with calls(self._url):
            found = self._client.facet(
                self._names[collection], name, facet_filter=where, limit=limit, exact=True
            )
        return [(hit.value, hit.count) for hit in found.hits]


@contextmanager
def calls(url: str) -> Iterator[None]:
    """Name the client's troubles: no connection, a refusal, a collection that is not there."""
    try:
        yield
    except UnexpectedResponse as error:
        told = " ".join(error.content.decode("utf-8", "replace").split())[:200]
        reason = f"máy chủ Qdrant trả lời {error.status_code} ({told})."
        raise IndexProblem(url, reason, "Xem TRACUU_QDRANT_URL và khoá truy cập.") from error
    except (ApiException, OSError) as error:
        told = " ".join(str(error).split())[:200]
        reason = f"không nối được máy chủ Qdrant ({told})."
        raise IndexProblem(url, reason, "Kiểm tra máy chủ và TRACUU_QDRANT_URL.") from error
    except (ValueError, RuntimeError) as error:
        hint = "Kiểm tra TRACUU_QDRANT_URL; nếu đúng, chạy `tracuu reindex`."
        raise IndexProblem(url, f"Qdrant từ chối ({error}).", hint) from error


@contextmanager
def _made_by_another() -> Iterator[None]:
    """Two processes may meet an empty server at once: the second finds the collection made."""
    try:
        yield
    except UnexpectedResponse as error:
        if error.status_code != CONFLICT:
            raise


def _number(found: int | str | uuid.UUID) -> int:
    return uuid.UUID(str(found)).int


def _text(number: int) -> str:
    return str(uuid.UUID(int=number))


def _point(point: StoredPoint) -> models.PointStruct:
    vectors: dict[str, Any] = {lane: _sparse(vector) for lane, vector in point.sparse.items()}
    if point.dense is not None:
        vectors[DENSE] = point.dense.tolist()
    return models.PointStruct(id=_text(point.id), vector=vectors, payload=point.payload)


def _sparse(vector: SparseVector) -> models.SparseVector:
    return models.SparseVector(indices=vector.indices.tolist(), values=vector.values.tolist())
