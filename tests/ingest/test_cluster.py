"""Reading on a real Dask cluster: a scheduler and two workers, processes of their own on loopback."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.errors import WrongUse
from ingest.cluster import Cluster
from ingest.workers import Limits, WorkerLost
from tests.ingest import hostile_calls
from tests.trust.whole import assert_whole, made_documents

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture(scope="module")
def scheduler(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a scheduler with two workers."""
    folder = tmp_path_factory.mktemp("dask")
    started: list[subprocess.Popen[str]] = []

    def start(*arguments: str, until: str) -> str:
        process = subprocess.Popen(
            [sys.executable, "-m", "dask", *arguments],
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stderr=subprocess.PIPE,
            text=True,
            cwd=folder,
            start_new_session=True,
        )
        started.append(process)
        for line in process.stderr or ():
            if until in line:
                return line
        raise AssertionError(f"dask {arguments} did not start")

    try:
        line = start(
            "scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard", until="Scheduler at:"
        )
        address = line.split("Scheduler at:")[1].strip()
        for _ in range(2):
            start(
                "worker", address, "--nthreads", "1", "--no-nanny", "--no-dashboard", until="Registered to:"
            )
        yield address
    finally:
        for process in reversed(started):
            process.kill()
            process.communicate()


def test_an_ingest_reads_on_the_cluster(scheduler: str, tmp_path: Path) -> None:
    documents = made_documents(10)
    (tmp_path / "in").mkdir()
    for name, data in documents.items():
        (tmp_path / "in" / name).write_bytes(data)
    done = subprocess.run(
        [sys.executable, "-m", "tracuu", "ingest", str(tmp_path / "in")],
        env={**os.environ, "TRACUU_HOME": str(tmp_path), "TRACUU_DASK": scheduler},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert_whole(tmp_path, documents.values())


def test_a_call_that_breaks_a_limit_costs_itself_alone(scheduler: str) -> None:
    with Cluster(scheduler, limits=Limits(seconds=2), prepare=int) as cluster:
        hung, fine = cluster.submit(hostile_calls.sleep_for_ever), cluster.submit(len, "ba")
        assert fine.result(60) == 2
        with pytest.raises(WorkerLost, match="giây"):
            hung.result(60)
        with pytest.raises(ValueError, match="invalid literal"):
            cluster.submit(int, "không").result(60)


def test_no_scheduler_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ingest.cluster.CONNECT", 0.5)
    with pytest.raises(WrongUse, match="TRACUU_DASK"):
        Cluster("tcp://127.0.0.1:9", limits=Limits(), prepare=int)
