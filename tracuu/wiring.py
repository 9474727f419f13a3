"""Puts the parts together from the settings; nothing else reads settings or chooses an engine."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from contextlib import AbstractContextManager, closing, contextmanager
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus.collections import specs
from corpus.index import Index
from corpus.library import Library
from corpus.records import Entry
from nlp.embedding import Embedder, Model
from nlp.indicator_codes import use_own_table
from nlp.reranking import CrossEncoderReranker, Reranker
from tracuu.settings import Settings
from tracuu.upkeep import Upkeep

if TYPE_CHECKING:
    from ingest.reading import Read
    from ingest.web import Fetcher
    from ingest.workers import Limits, Workers
    from search_api.services import Services

MEGABYTE = 1 << 20
MANY = 1000  # new documents after which the index is compacted


def open_library(settings: Settings) -> Library:
    return Library(settings.library_root)


def open_embedder(settings: Settings) -> Embedder:
    """The model that TRACUU_MODEL names, or the shipped one."""
    return _model(settings).load()


def _model(settings: Settings) -> Model:
    return Model(
        settings.model or None,
        settings.model_dimensions or None,
        settings.query_prompt,
        settings.passage_prompt,
    )


def open_reranker(settings: Settings) -> Reranker | None:
    """The cross-encoder that TRACUU_RERANKER names, not yet loaded; none by default."""
    if not settings.reranker:
        return None
    return CrossEncoderReranker(settings.reranker, seconds=settings.reranker_seconds)


@contextmanager
def opened_index(settings: Settings, embedder: Embedder) -> Iterator[Index]:
    """The embedded index, or the server's where TRACUU_QDRANT_URL names one; closed at the end."""
    wanted = specs(embedder.dimension)
    if settings.qdrant_url:
        from corpus.server import open_server  # a second of imports

        index = open_server(**_server(settings), specs=wanted, fingerprint=embedder.fingerprint)
    else:
        from corpus.edge import open_edge

        index = open_edge(settings.index_folder, wanted, fingerprint=embedder.fingerprint)
    try:
        yield index
    finally:
        index.close()


def rebuilt_index(settings: Settings, embedder: Embedder) -> AbstractContextManager[Index]:
    """An empty index that takes the place of today's when its block ends well."""
    wanted = specs(embedder.dimension)
    if settings.qdrant_url:
        from corpus.server import rebuild_server

        return rebuild_server(**_server(settings), specs=wanted, fingerprint=embedder.fingerprint)
    from corpus.edge import rebuild_edge

    return rebuild_edge(settings.index_folder, wanted, fingerprint=embedder.fingerprint)


def _server(settings: Settings) -> dict[str, Any]:
    return {
        "url": settings.qdrant_url,
        "api_key": settings.qdrant_api_key or None,
        "shard_number": settings.qdrant_shards,
        "replication_factor": settings.qdrant_replicas,
    }


def reading_workers(settings: Settings, read: Read, *, count: int = 1) -> Workers:
    """Processes that `read` documents within the limits of the settings."""
    from ingest.workers import Workers

    return Workers(count, limits=_limits(settings), prepare=_prepared(settings, read))


def _prepare(read: Read, own_codes: Path | None) -> None:
    """What a worker does first."""
    from ingest.reading import prepare

    if own_codes:
        use_own_table(own_codes)
    prepare(read)


def ingest_read(settings: Settings) -> Read:
    """How a worker of an ingest reads a file, ready for the index."""
    from ingest.reading import read_by_pipeline, read_ready

    return partial(read_ready, read_by_pipeline, _model(settings))


@contextmanager
def ingest_readers(settings: Settings, *, count: int) -> Iterator[Executor]:
    """What reads the files of an ingest: processes here, or the cluster that TRACUU_DASK names."""
    read = ingest_read(settings)
    if settings.dask:
        from ingest.cluster import Cluster

        prepare = _prepared(settings, read)
        with Cluster(settings.dask, limits=_limits(settings), prepare=prepare) as cluster:
            yield cluster
        return
    with reading_workers(settings, read, count=count) as workers:
        workers.start()  # their imports run beside those of this process
        yield workers


def _prepared(settings: Settings, read: Read) -> Callable[[], object]:
    if settings.indicators:
        use_own_table(settings.indicators)  # a table that is none is told here, not by every worker
    return partial(_prepare, read, settings.indicators)


def _limits(settings: Settings) -> Limits:
    from ingest.workers import Limits

    return Limits(seconds=settings.read_seconds, memory=settings.read_memory_mb * MEGABYTE)


def web_fetcher(settings: Settings) -> AbstractContextManager[Fetcher]:
    """What asks the web for pages."""
    from ingest.web import Manners, opened_fetcher

    limit = settings.max_upload_mb * MEGABYTE
    return opened_fetcher(Manners(settings.web_pause, limit=limit, allow_private=settings.allow_private_urls))


@contextmanager
def opened_services(settings: Settings) -> Iterator[Services]:
    """What the question side works with; parsers are loaded by the worker, with the first upload."""
    from ingest.reading import read_ready, read_upload
    from search_api.abbreviations import use_own_table
    from search_api.guard import Limits
    from search_api.jobs import Jobs
    from search_api.services import Services
    from tracuu.phrasing import open_phrase

    if settings.synonyms:
        use_own_table(Path(settings.synonyms))
    embedder, library = open_embedder(settings), open_library(settings)
    limit = settings.max_upload_mb * MEGABYTE
    read = partial(read_ready, read_upload, _model(settings))
    with opened_index(settings, embedder) as index, reading_workers(settings, read) as workers:
        upkeep = Upkeep(index, every=MANY)

        def add_document(data: bytes, name: str) -> tuple[Entry, bool]:
            from ingest.run import add_upload

            added = add_upload(
                data,
                name,
                library=library,
                index=index,
                embedder=embedder,
                executor=workers,
                read=read,
                limit=limit,
            )
            upkeep.note()
            return added

        def receive(data: bytes, name: str) -> Entry:
            from ingest.files import sniff
            from ingest.guards import readable_name

            source = readable_name(name)
            return library.add(data, source=source, media_type=sniff(data, source))

        with closing(Jobs(library, receive, add_document)) as jobs:
            yield Services(
                index=index,
                embedder=embedder,
                library=library,
                add_document=add_document,
                read_keys=frozenset(settings.read_keys()),
                write_keys=frozenset(settings.write_keys()),
                max_upload=limit,
                limits=Limits(limit, settings.max_requests, settings.requests_a_minute),
                version=version("tracuu"),
                jobs=jobs,
                phrase=open_phrase(settings),
                reranker=open_reranker(settings),
            )
