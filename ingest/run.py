"""Sources into the library and the index: safe to run again, and one bad file never stops the rest."""

from __future__ import annotations

import gc
import time
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Executor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from corpus.errors import SourceError
from corpus.index import Index
from corpus.library import Library
from corpus.records import Entry, State
from ingest.files import Source, list_sources, sniff
from ingest.guards import MEGABYTE, readable_name, too_large
from ingest.indexing import BATCH, Progress, Writer, is_readable, reindex
from ingest.reading import File, Outcome, Read, outcomes, read_by_pipeline, read_one, read_upload
from ingest.web import Fetcher, is_url, web_sources
from nlp.embedding import Embedder

__all__ = ["Failure", "Progress", "Summary", "add_upload", "ingest", "reindex"]

MOST_BYTES = 100 * MEGABYTE
LONGEST_WAIT = 10.0  # seconds that what has been read is kept back from the library
UNKNOWN_TYPE = "application/octet-stream"


@dataclass(frozen=True, slots=True)
class Failure:
    """A source that could not be read; `reason` says why and what to do next."""

    source: str
    state: State
    reason: str


@dataclass(frozen=True, slots=True)
class Summary:
    """What an ingest did: how many documents are new in the index, how many were there, and what failed."""

    indexed: int = 0
    present: int = 0
    failed: tuple[Failure, ...] = ()


def ingest(  # noqa: PLR0913  # each one a part that is handed in
    paths: Iterable[str | Path],
    *,
    library: Library,
    index: Index,
    embedder: Embedder,
    progress: Progress | None = None,
    executor: Executor | None = None,
    read: Read = read_by_pipeline,
    fetcher: Fetcher | None = None,
    limit: int = MOST_BYTES,
    retry_failed: bool = False,
) -> Summary:
    """Every document that the paths name, kept, read and indexed; what is there already is left alone.

    `read` reads the files, in the workers of `executor`; writing stays here, as the embedded index has one
    writer.
    `fetcher` gets what has a web address. Files of more than `limit` bytes are refused.
    """
    sources = [source for path in paths for source in _sources(path, fetcher)]
    run = _Run(library, Writer(library, index, embedder), progress, len(sources))
    files = run.files(sources, limit=limit, retry_failed=retry_failed)
    with _rarely_collected():
        for batch in _batches(outcomes(files, read, executor)):
            run.take(batch)
        run.index_waiting()
        run.settle()
    return run.summary()


@contextmanager
def _rarely_collected() -> Iterator[None]:
    """What the workers send has no cycles: walking it again and again took two thirds of unpickling it."""
    before = gc.get_threshold()
    gc.set_threshold(100_000, *before[1:])  # objects; a gazette's records and points are some 10,000
    try:
        yield
    finally:
        gc.set_threshold(*before)


def _batches(read: Iterable[Outcome]) -> Iterator[list[Outcome]]:
    """Some outcomes at a time; slow ones do not wait for each other."""
    batch: list[Outcome] = []
    began = time.monotonic()
    for outcome in read:
        batch.append(outcome)
        if len(batch) == BATCH or time.monotonic() - began > LONGEST_WAIT:
            yield batch
            batch, began = [], time.monotonic()
    if batch:
        yield batch


def _sources(path: str | Path, fetcher: Fetcher | None) -> Iterator[Source]:
    if not is_url(str(path)):
        yield from list_sources([path])
    elif fetcher:
        yield from web_sources(str(path), fetcher)
    else:
        problem = SourceError(str(path), "không lấy trang web ở đây.", "Hãy tải tệp về rồi nạp từ máy.")
        yield Source(str(path), problem=problem)


class _Run:
    """One ingest: what it met, what waits for the index, and the count for the progress."""

    def __init__(self, library: Library, writer: Writer, progress: Progress | None, total: int) -> None:
        self._library, self._writer = library, writer
        self._progress, self._total, self._done = progress, total, 0
        self._under_way: dict[str, list[str]] = {}  # id -> the sources that hold its bytes
        self._tried: set[str] = set()
        self._waiting: list[str] = []  # read by an earlier run that was killed
        self._known: dict[str, Entry] | None = None
        self._indexed = self._present = 0
        self._failed: list[Failure] = []

    def files(self, sources: Iterable[Source], *, limit: int, retry_failed: bool) -> Iterator[File]:
        """The files that are to be read; the rest is counted here."""
        for source in sources:
            if source.is_once and (entry := self._known_sources().get(source.name)):
                self._meet_again(source, entry)
                continue
            try:
                data = source.read(limit=limit)
            except SourceError as error:
                self._fail(source.name, State.FAILED, _reason(error))
                continue
            file = self._keep(source, data, retry_failed=retry_failed)
            if file:
                yield file

    def _known_sources(self) -> dict[str, Entry]:
        """The documents that have been read, by each of their sources."""
        if self._known is None:
            entries = [entry for entry in self._library.entries() if is_readable(entry)]
            self._known = {source: entry for entry in entries for source in (entry.source, *entry.also)}
        return self._known

    def _meet_again(self, source: Source, entry: Entry) -> None:
        """A document that has been read before, perhaps by a run that was killed before it was indexed."""
        if entry.id in self._under_way:
            self._under_way[entry.id].append(source.name)
        elif entry.state is State.INDEXED:
            self._count(source.name, present=1)
        else:
            self._under_way[entry.id] = [source.name]
            self._waiting.append(entry.id)

    def _keep(self, source: Source, data: bytes, *, retry_failed: bool) -> File | None:
        """The original into the library; a file to be read, or nothing where it is known already."""
        media_type, problem = _looked_at(data, source.kept_as)
        entry = self._library.add(data, source=source.kept_as, media_type=media_type)
        if entry.id in self._under_way or is_readable(entry):
            self._meet_again(source, entry)
        elif problem:
            self._under_way[entry.id] = [source.name]
            self._record(entry.id, problem)
        elif entry.state is State.RECEIVED or (retry_failed and entry.id not in self._tried):
            self._under_way[entry.id] = [source.name]
            self._tried.add(entry.id)
            return File(entry.id, source.kept_as, data, media_type)
        else:
            self._fail(source.name, entry.state, entry.reason or "")
        return None

    def take(self, batch: Sequence[Outcome]) -> None:
        """What the workers made of a batch, into the library and the index."""
        for outcome in batch:
            if outcome.problem:
                self._record(outcome.id, outcome.problem)
        read = [outcome for outcome in batch if not outcome.problem]
        if read:
            self._writer.take(read)
        self._report(self._writer.settle_when_due())

    def settle(self) -> None:
        """Make durable what has been written, and report it."""
        self._report(self._writer.settle())

    def _report(self, indexed: Sequence[str]) -> None:
        for document_id in indexed:
            self._mark_indexed(document_id)

    def index_waiting(self) -> None:
        """What an earlier run had read but not indexed."""
        for document_id in self._waiting:
            self._writer.write([self._writer.extraction(document_id)], anew=True)
            self._report(self._writer.settle_when_due())

    def _record(self, document_id: str, problem: SourceError) -> None:
        state = State(problem.state)
        self._library.mark(document_id, state, reason=_reason(problem))
        for name in self._under_way.pop(document_id):
            self._fail(name, state, _reason(problem))

    def _mark_indexed(self, document_id: str) -> None:
        name, *twins = self._under_way.pop(document_id)
        self._count(name, indexed=1)
        for twin in twins:
            self._count(twin, present=1)

    def _fail(self, name: str, state: State, reason: str) -> None:
        self._failed.append(Failure(name, state, reason))
        self._count(name)

    def _count(self, name: str, *, indexed: int = 0, present: int = 0) -> None:
        self._indexed += indexed
        self._present += present
        self._done += 1
        if self._progress:
            self._progress(self._done, self._total, name)

    def summary(self) -> Summary:
        return Summary(self._indexed, self._present, tuple(self._failed))


def _looked_at(data: bytes, source: str) -> tuple[str, SourceError | None]:
    """The type of the content; of a web page its path is the name, without what is asked of it."""
    name = urlsplit(source).path if is_url(source) else source
    try:
        return sniff(data, name), None
    except SourceError as error:
        return UNKNOWN_TYPE, error


def add_upload(
    data: bytes,
    name: str,
    *,
    library: Library,
    index: Index,
    embedder: Embedder,
    executor: Executor | None = None,
    read: Read = read_upload,
    limit: int = MOST_BYTES,
) -> tuple[Entry, bool]:
    """One document that was sent in, and whether it is new; raises the `SourceError` of a bad one."""
    source = readable_name(name)
    if len(data) > limit:
        raise too_large(source, limit=limit)
    media_type = sniff(data, source)
    entry = library.add(data, source=source, media_type=media_type)
    writer = Writer(library, index, embedder)
    if entry.state is State.INDEXED:
        return entry, False
    if entry.state is State.EXTRACTED:  # read by a process that was killed
        writer.write([writer.extraction(entry.id)], anew=True)
        writer.settle()
        return library.entry(entry.id), False
    outcome = read_one(File(entry.id, entry.source, data, media_type), read, executor)
    if outcome.problem:
        library.mark(entry.id, State(outcome.problem.state), reason=_reason(outcome.problem))
        raise outcome.problem
    writer.take([outcome])
    writer.settle()
    return library.entry(entry.id), True


def _reason(error: SourceError) -> str:
    return f"{error.reason} {error.hint}".strip()
