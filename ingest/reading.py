"""Files into extractions: in this process, or in the workers of an executor."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING

from corpus.errors import DamagedFile, SourceError, TooLarge
from corpus.records import Extraction
from ingest.workers import WorkerLost
from nlp.embedding import Embedder, Model
from nlp.key_phrases import key_phrases

if TYPE_CHECKING:
    from ingest.components import Ingest
    from ingest.ready import Ready

AHEAD = 64  # documents under way
AHEAD_BYTES = 64_000_000
_SAMPLE = "BÁO CÁO\nKết quả năm 2023\n\nNăm 2023, toàn tỉnh mở 12 lớp học nghề cho 345 người."


@dataclass(frozen=True, slots=True)
class File:
    """A source with its bytes, on its way to a worker."""

    id: str
    source: str  # as kept: the file's own name
    data: bytes
    media_type: str | None = None  # of the content, where it has been looked at


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a worker made of a document: its extraction, or that ready to be written, or the problem."""

    id: str
    extraction: Extraction | None = None
    problem: SourceError | None = None
    seconds: dict[str, float] = field(default_factory=dict)
    ready: Ready | None = None


Read = Callable[[File], Outcome]


def read_by_pipeline(file: File) -> Outcome:
    """A file through the Haystack pipeline, each stage timed; what an ingest's workers run."""
    from ingest.components import Job

    done, failed = _pipeline().run([Job(file.source, file.data, file.media_type, file.id)])
    job = (*done, *failed)[0]
    if job.extraction is None:
        problem = job.problem or SourceError(file.source, "không đọc được.")
        return Outcome(file.id, problem=_explained(file, problem.__cause__, problem), seconds=job.seconds)
    return Outcome(file.id, _with_key_phrases(job.extraction), None, job.seconds)


def read_ready(read: Read, model: Model, file: File) -> Outcome:
    """The same, ready for the library and the index: the one writer need not wait for it."""
    from ingest.ready import make_ready

    outcome = read(file)
    if outcome.extraction is None:
        return outcome
    return replace(outcome, extraction=None, ready=make_ready(outcome.extraction, _embedder(model)))


@cache
def _embedder(model: Model) -> Embedder:
    return model.load()


def read_alone(file: File) -> Outcome:
    """The same without Haystack, which takes seconds to load, and without a look at other documents."""
    from ingest.pipeline import extract  # most of a second, which a process whose workers read does not need

    started = time.perf_counter()
    try:
        extraction = extract(file.data, source=file.source, media_type=file.media_type)
    except SourceError as error:
        return Outcome(file.id, problem=error)
    except Exception as error:  # a file that no reader foresaw is a bad file, not a bad program
        return Outcome(file.id, problem=_explained(file, error))
    return Outcome(file.id, extraction, None, {"extract": time.perf_counter() - started})


def read_upload(file: File) -> Outcome:
    """One document for the library."""
    outcome = read_alone(file)
    if outcome.extraction is None:
        return outcome
    return replace(outcome, extraction=_with_key_phrases(outcome.extraction))


def _with_key_phrases(extraction: Extraction) -> Extraction:
    """What facets and "more like this" go by; left out where a file is only looked at."""
    return replace(extraction, key_phrases=key_phrases(extraction.document.text))


def _explained(file: File, cause: BaseException | None, problem: SourceError | None = None) -> SourceError:
    """A problem in words that a user can act on; full memory is the worker's to tell."""
    if isinstance(cause, MemoryError):
        raise cause
    if isinstance(cause, RecursionError):
        return DamagedFile(file.source, "nội dung lồng nhau quá sâu.", "Hãy mở và lưu lại tệp.")
    if problem:
        return problem
    reason = f"lỗi ngoài dự kiến khi đọc ({type(cause).__name__}: {str(cause)[:200]})."
    return DamagedFile(file.source, reason, "Hãy gửi tệp này cho người bảo trì.")


@cache
def _pipeline() -> Ingest:
    from ingest.components import Ingest  # seconds, and only where files are read

    return Ingest()


def prepare(read: Read) -> None:
    """Load what reading needs, once a worker, so that no document's time and memory are charged for it."""
    read(File("", "mau.txt", _SAMPLE.encode(), "text/plain"))


def read_one(file: File, read: Read, executor: Executor | None) -> Outcome:
    """The outcome of one file; a worker that was lost over it is its problem."""
    return next(outcomes([file], read, executor))


def outcomes(files: Iterable[File], read: Read, executor: Executor | None) -> Iterator[Outcome]:
    """The outcomes as they come; with an executor so many files are under way as keep its workers busy."""
    if executor is None:
        yield from (_here(file, read) for file in files)
        return
    pending: dict[Future[Outcome], File] = {}
    for file in files:
        while pending and _is_full(pending, file):
            yield from _finished(pending)
        pending[executor.submit(read, file)] = file
    while pending:
        yield from _finished(pending)


def _here(file: File, read: Read) -> Outcome:
    try:
        return read(file)
    except MemoryError:
        return Outcome(file.id, problem=TooLarge(file.source, "không đủ bộ nhớ để đọc.", "Hãy tách tệp."))


def _is_full(pending: dict[Future[Outcome], File], file: File) -> bool:
    size = len(file.data) + sum(len(waiting.data) for waiting in pending.values())
    return len(pending) >= AHEAD or size > AHEAD_BYTES


def _finished(pending: dict[Future[Outcome], File]) -> Iterator[Outcome]:
    done, _ = wait(pending, return_when=FIRST_COMPLETED)
    for future in sorted(done, key=list(pending).index):
        file = pending.pop(future)
        try:
            yield future.result()
        except WorkerLost as error:
            yield Outcome(file.id, problem=error.problem(file.source))
