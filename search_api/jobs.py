"""Uploads that take long: kept at once, read one after the other behind the calls, resumed after a restart.

The library is the queue: what is RECEIVED or only EXTRACTED there is still to be done, so nothing is lost
with the process.
"""

from __future__ import annotations

import contextlib
import enum
import logging
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotYet
from dataclasses import dataclass
from datetime import datetime

from corpus.errors import SourceError, TracuuError
from corpus.library import Library
from corpus.records import Entry, State

UNDER_WAY = (State.RECEIVED, State.EXTRACTED)
Outcome = tuple[Entry, bool]  # and whether the document is new
logger = logging.getLogger(__name__)


class JobState(enum.StrEnum):
    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True)
class Job:
    """The reading of one document; it goes by the document's id."""

    id: str
    document_id: str
    state: JobState
    reason: str | None
    updated: datetime


class Jobs:
    """`receive` keeps an upload and refuses what is no document; `add_document` reads and indexes it."""

    def __init__(
        self,
        library: Library,
        receive: Callable[[bytes, str], Entry],
        add_document: Callable[[bytes, str], Outcome],
    ) -> None:
        self._library, self._receive, self._add = library, receive, add_document
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="tracuu-job")
        self._lock = threading.Lock()
        self._waiting: dict[str, Future[Outcome]] = {}

    def add(self, data: bytes, name: str, *, patience: float) -> Outcome | Job:
        """The document, where it is read within `patience` seconds; else the job that reads it."""
        entry = self._receive(data, name)
        if entry.state is State.INDEXED:
            return entry, False
        try:
            return self._start(entry).result(timeout=patience)
        except NotYet:
            return self.job(entry.id)

    def job(self, document_id: str) -> Job:
        """Where the reading of a document stands; UnknownDocument for none."""
        future = self._waiting.get(document_id)
        entry = self._library.entry(document_id)
        state = JobState.DONE if entry.state is State.INDEXED else JobState.FAILED
        if future is not None or entry.state in UNDER_WAY:
            state = JobState.RUNNING if future and future.running() else JobState.QUEUED
        return Job(entry.id, entry.id, state, entry.reason, entry.updated)

    def resume(self) -> int:
        """Go on with what an earlier process left undone; how many documents that is."""
        left = [entry for entry in self._library.entries() if entry.state in UNDER_WAY]
        for entry in left:
            self._start(entry)
        return len(left)

    def close(self) -> None:
        """Finish the document that is being read; the others stay for the next process."""
        self._worker.shutdown(wait=True, cancel_futures=True)

    def _start(self, entry: Entry) -> Future[Outcome]:
        """One job a document, however often it is sent."""
        with self._lock:
            known = self._waiting.get(entry.id)
            if known is not None:
                return known
            future = self._worker.submit(self._read, entry.id, entry.source)
            self._waiting[entry.id] = future
        future.add_done_callback(lambda _: self._forget(entry.id))
        return future

    def _forget(self, document_id: str) -> None:
        with self._lock:
            self._waiting.pop(document_id, None)

    def _read(self, document_id: str, source: str) -> Outcome:
        try:
            return self._add(self._library.original(document_id), source)
        except SourceError as error:
            self._fail(document_id, State(error.state), f"{error.reason} {error.hint}".strip())
            raise
        except TracuuError:
            raise  # of the library or the index: the document waits for the next start
        except Exception:
            logger.exception("%s", source)
            self._fail(
                document_id, State.FAILED, "lỗi ngoài dự kiến khi đọc. Hãy gửi tệp này cho người bảo trì."
            )
            raise

    def _fail(self, document_id: str, state: State, reason: str) -> None:
        """Its state where the reader has not written one."""
        with contextlib.suppress(TracuuError):  # it was deleted meanwhile
            if self._library.entry(document_id).state in UNDER_WAY:
                self._library.mark(document_id, state, reason=reason)
