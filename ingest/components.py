"""The steps of `ingest.pipeline` as Haystack components: thin, one batch in, one batch out.

Haystack deep-copies every input of every component and stops a run at the first exception. So the documents
travel
in one `Batch` that copies as itself, a step makes a new job and changes none, and what fails is carried
along.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TypeVar

os.environ["HAYSTACK_TELEMETRY_ENABLED"] = "False"  # read when Haystack is imported

from haystack import Pipeline, component

from corpus.errors import DamagedFile, SourceError
from corpus.records import Annotations, Document, Extraction, Section
from ingest.clean import CleanText
from ingest.masthead import read_masthead
from ingest.outline import outline
from ingest.pipeline import assemble, clean_text, describe, read
from ingest.raw import RawDocument
from nlp.annotate import annotate

T = TypeVar("T")


@dataclass(frozen=True)
class Job:
    """One document on its way; each step fills in what it found, and how long it took."""

    source: str
    data: bytes
    media_type: str | None = None
    key: str = ""  # whatever its owner knows it by
    raw: RawDocument | None = None
    clean: CleanText | None = None
    document: Document | None = None
    sections: tuple[Section, ...] = ()
    annotations: Annotations = field(default_factory=Annotations)
    extraction: Extraction | None = None
    seconds: dict[str, float] = field(default_factory=dict)
    problem: SourceError | None = None


@dataclass(frozen=True)
class Batch:
    """Documents that travel together; never changed, so a copy is the batch itself."""

    jobs: tuple[Job, ...] = ()

    def __deepcopy__(self, memo: dict[int, object]) -> Batch:
        return self


NOBODY = Batch()


def _read(job: Job) -> Job:
    return replace(job, raw=read(job.data, source=job.source, media_type=job.media_type))


def _clean(job: Job) -> Job:
    return replace(job, clean=clean_text(_made(job.raw), source=job.source))


def _describe(job: Job) -> Job:
    raw, text = _made(job.raw), _made(job.clean)
    masthead = read_masthead(text.text, raw.hints, source=job.source)
    return replace(job, document=describe(job.data, raw, text, masthead, source=job.source))


def _outline(job: Job) -> Job:
    document = _made(job.document)
    return replace(job, sections=outline(document.text, title=document.title))


def _annotate(job: Job) -> Job:
    document = _made(job.document)
    found = annotate(
        document.text, sections=job.sections, province=document.province, published=document.published
    )
    return replace(job, annotations=found)


def _assemble(job: Job) -> Job:
    extraction = assemble(_made(job.document), _made(job.clean), job.sections, job.annotations)
    return replace(job, extraction=extraction)


def _made(value: T | None) -> T:
    """What an earlier step has made."""
    if value is None:
        raise RuntimeError("the steps of the pipeline are out of order")
    return value


STEPS: dict[str, Callable[[Job], Job]] = {
    "read": _read,
    "clean": _clean,
    "masthead": _describe,
    "outline": _outline,
    "annotate": _annotate,
    "passages": _assemble,
}


@component
class Stage:
    """One step for every document of a batch; a document that cannot be read goes to `failed` with its
    problem.

    Stage("read").run(documents=Batch((Job("bao-cao.txt", data),)))
    """

    def __init__(self, step: str) -> None:
        self.step = step

    @component.output_types(documents=Batch, failed=Batch)
    def run(self, documents: Batch, failed: Batch = NOBODY) -> dict[str, Batch]:
        done: list[Job] = []
        lost = list(failed.jobs)
        for job in documents.jobs:
            result = self._one(job)
            (lost if result.problem else done).append(result)
        return {"documents": Batch(tuple(done)), "failed": Batch(tuple(lost))}

    def _one(self, job: Job) -> Job:
        started = time.perf_counter()
        try:
            result = STEPS[self.step](job)
        except SourceError as error:
            return replace(job, problem=error)
        except Exception as error:  # a file that no reader foresaw must not stop the others
            return replace(job, problem=_unforeseen(job, error))
        return replace(result, seconds={**job.seconds, self.step: time.perf_counter() - started})


def _unforeseen(job: Job, error: Exception) -> SourceError:
    reason = f"lỗi ngoài dự kiến khi đọc ({type(error).__name__}: {str(error)[:200]})."
    problem = DamagedFile(job.source, reason, "Hãy gửi tệp này cho người bảo trì.")
    problem.__cause__ = error
    return problem


class Ingest:
    """The whole pipeline: `documents` come out extracted, `failed` with their problems."""

    def __init__(self) -> None:
        self.pipeline = Pipeline()
        names = list(STEPS)
        for name in names:
            self.pipeline.add_component(name, Stage(name))
        for before, after in pairwise(names):
            self.pipeline.connect(f"{before}.documents", f"{after}.documents")
            self.pipeline.connect(f"{before}.failed", f"{after}.failed")

    def run(self, jobs: Sequence[Job]) -> tuple[tuple[Job, ...], tuple[Job, ...]]:
        """The jobs that were read, and those that were not."""
        first, last = next(iter(STEPS)), list(STEPS)[-1]
        result = self.pipeline.run({first: {"documents": Batch(tuple(jobs))}})[last]
        return result["documents"].jobs, result["failed"].jobs
