"""Files through workers: problems in words, the order free, and no file's fault taken for another's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

import pytest

from corpus.errors import DamagedFile, EmptyFile, TooLarge
from corpus.index import Collection
from ingest.reading import (
    File,
    Outcome,
    outcomes,
    prepare,
    read_alone,
    read_by_pipeline,
    read_one,
    read_ready,
)
from ingest.reading import read_upload as read_for_library
from ingest.ready import make_ready
from ingest.workers import Limits, Workers
from nlp.embedding import Model
from tests.ingest import builders, hostile_calls

LIMITS = Limits(seconds=30, memory=512 << 20)


def text_file(name: str, data: bytes | None = None) -> File:
    return File(name, f"{name}.txt", builders.as_text() if data is None else data, "text/plain")


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    with Workers(1, limits=LIMITS, prepare=partial(prepare, read_by_pipeline)) as pool:
        yield pool


def hang_on_b(file: File) -> Outcome:
    if file.id == "b":
        hostile_calls.sleep_for_ever()
    return Outcome(file.id)


def test_the_pipeline_in_a_worker_gives_what_it_gives_here(workers: Workers) -> None:
    file = text_file("a")
    here, there = read_by_pipeline(file), read_one(file, read_by_pipeline, workers)
    assert there.extraction == here.extraction
    assert set(there.seconds) == {"read", "clean", "masthead", "outline", "annotate", "passages"}


def test_both_ways_of_reading_agree() -> None:
    file = text_file("a")
    by_pipeline, direct, alone = read_by_pipeline(file), read_for_library(file), read_alone(file)
    assert by_pipeline.extraction == direct.extraction
    assert direct.extraction is not None
    assert direct.extraction.key_phrases  # which a look at a file does without
    assert replace(direct.extraction, key_phrases=()) == alone.extraction


def test_a_document_made_ready_in_a_worker_is_what_this_process_makes(workers: Workers) -> None:
    file, model = text_file("a"), Model()
    ready = read_one(file, partial(read_ready, read_by_pipeline, model), workers).ready
    assert ready is not None
    here = read_by_pipeline(file).extraction
    assert here is not None
    again = make_ready(here, model.load())
    assert ready.record == again.record
    assert ready.bands == again.bands
    assert {name: [(p.id, p.payload, p.size) for p in of_kind] for name, of_kind in ready.points.items()} == {
        name: [(p.id, p.payload, p.size) for p in of_kind] for name, of_kind in again.points.items()
    }
    assert all(p.payload["same_story"] == "b" for p in ready.of_story("b")[Collection.PASSAGES])


@pytest.mark.parametrize("read", [read_by_pipeline, read_alone])
def test_problems_come_back_with_their_source(workers: Workers, read: object) -> None:
    outcome = read_one(text_file("rong", b"\n\n"), read, workers)  # type: ignore[arg-type]
    assert isinstance(outcome.problem, EmptyFile)
    assert outcome.problem.subject == "rong.txt"
    assert outcome.extraction is None


def test_a_hung_file_fails_alone() -> None:
    files = [text_file(name) for name in "abc"]
    with Workers(1, limits=Limits(seconds=1)) as pool:
        found = {outcome.id: outcome for outcome in outcomes(files, hang_on_b, pool)}
    assert [found[name].problem is None for name in "abc"] == [True, False, True]
    assert found["b"].problem is not None
    assert found["b"].problem.subject == "b.txt"
    assert "1 giây" in found["b"].problem.reason


def test_full_memory_is_told_here_and_there(workers: Workers, monkeypatch: pytest.MonkeyPatch) -> None:
    outcome = read_one(text_file("lon", "số liệu ".encode() * 8_000_000), read_alone, workers)
    assert isinstance(outcome.problem, TooLarge)
    assert "bộ nhớ" in outcome.problem.reason

    def no_memory(*_: object, **__: object) -> None:
        raise MemoryError

    monkeypatch.setattr("ingest.pipeline.extract", no_memory)
    assert isinstance(read_one(text_file("a"), read_alone, None).problem, TooLarge)


def test_endless_nesting_is_a_damaged_file(monkeypatch: pytest.MonkeyPatch) -> None:
    def too_deep(*_: object, **__: object) -> None:
        raise RecursionError

    monkeypatch.setattr("ingest.pipeline.extract", too_deep)
    problem = read_alone(text_file("a")).problem
    assert isinstance(problem, DamagedFile)
    assert "quá sâu" in problem.reason
