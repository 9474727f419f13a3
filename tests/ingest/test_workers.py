"""Calls that hang, crash or take too much end as an answer; the pool lives on."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool

import pytest

from corpus.errors import SourceError, TooLarge
from ingest.workers import Limits, WorkerLost, Workers
from tests.ingest import hostile_calls as calls

MEGABYTE = 1 << 20
LIMITS = Limits(seconds=2, memory=256 * MEGABYTE, output=8 * MEGABYTE)


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    with Workers(1, limits=LIMITS) as pool:
        yield pool


BAD_CALLS = [
    (calls.run_for_ever, "giây", SourceError),
    (calls.sleep_for_ever, "giây", SourceError),
    (calls.fill_memory, "bộ nhớ", TooLarge),
    (calls.fill_memory_step_by_step, "bộ nhớ", TooLarge),
    (calls.answer_without_end, "quá lớn", TooLarge),
    (calls.crash, "SIGSEGV", SourceError),
    (calls.leave, "mã 3", SourceError),
]


@pytest.mark.parametrize(("call", "reason", "kind"), BAD_CALLS)
def test_a_broken_limit_is_an_answer_and_the_next_call_is_served(
    workers: Workers, call: Callable[[], object], reason: str, kind: type[SourceError]
) -> None:
    began = time.monotonic()
    with pytest.raises(WorkerLost, match=reason) as caught:
        workers.submit(call).result()
    problem = caught.value.problem("báo cáo.pdf")
    assert type(problem) is kind
    assert "báo cáo.pdf" in str(problem)
    assert workers.submit(calls.give, "tiếp").result() == "tiếp"
    assert time.monotonic() - began < 10


def test_a_worker_is_kept_while_it_is_well(workers: Workers) -> None:
    pids = {workers.submit(calls.process_id).result() for _ in range(5)}
    assert len(pids) == 1
    assert os.getpid() not in pids


def test_an_error_of_the_call_is_its_own(workers: Workers) -> None:
    with pytest.raises(ValueError, match="hỏng"):
        workers.submit(calls.fail, "hỏng").result()
    with pytest.raises(RuntimeError, match="Unportable: một hai"):
        workers.submit(calls.fail_unportably).result()


def test_what_a_parser_prints_is_no_answer(workers: Workers, capfd: pytest.CaptureFixture[str]) -> None:
    assert workers.submit(calls.talk).result() == "answer"
    assert capfd.readouterr() == ("", "")


def test_big_arguments_and_answers_pass(workers: Workers) -> None:
    data = os.urandom(4 * MEGABYTE)
    assert workers.submit(calls.give, data).result() == data


def test_two_workers_work_side_by_side() -> None:
    with Workers(2, limits=LIMITS) as pool:
        slow = pool.submit(calls.sleep_for_ever)
        assert pool.submit(calls.give, 1).result(timeout=30) == 1
        assert not slow.done()
        assert isinstance(slow.exception(timeout=30), WorkerLost)


def test_a_worker_killed_between_calls_costs_nothing() -> None:
    with Workers(1, limits=LIMITS) as pool:
        victim = pool.submit(calls.process_id).result()
        os.kill(victim, 9)
        _wait_for_end(victim)
        assert pool.submit(calls.process_id).result() != victim


def test_workers_that_cannot_start_are_no_fault_of_a_document() -> None:
    with (
        Workers(1, limits=LIMITS, prepare=calls.refuse_to_start) as pool,
        pytest.raises(BrokenProcessPool, match="không khởi động"),
    ):
        pool.submit(calls.give, 1).result()


def test_an_error_outside_ends_the_workers_at_once() -> None:
    began = time.monotonic()
    waiting: list[Future[object]] = []
    with pytest.raises(KeyboardInterrupt):
        _interrupt(waiting)
    assert time.monotonic() - began < 20
    assert waiting[0].cancelled()


def _interrupt(waiting: list[Future[object]]) -> None:
    with Workers(1, limits=Limits(seconds=60)) as pool:
        running = pool.submit(calls.sleep_for_ever)
        waiting.append(pool.submit(calls.give, 1))
        while not running.running():
            time.sleep(0.01)
        raise KeyboardInterrupt


def _wait_for_end(pid: int) -> None:
    """Until the system has ended a process: a zombie, or gone."""
    for _ in range(200):
        try:
            with open(f"/proc/{pid}/stat", encoding="utf-8") as file:
                if file.read().rsplit(")", 1)[1].split()[0] == "Z":
                    return
        except OSError:
            return
        time.sleep(0.01)
