"""An ingest of 200 documents that is killed at 25 moments, and goes on each time."""

from __future__ import annotations

import os
import random
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.collections import specs
from corpus.edge import open_edge
from corpus.library import Library
from corpus.records import State
from nlp.embedding import load_embedder
from tests.trust.whole import assert_nothing_is_half_written, assert_whole, made_documents

DOCUMENTS, SEED = 200, 20200519
EARLY, LATE = 3, 22  # kills while the index is made, which starts anew each time; kills after that
EARLY_CHANGES = 100  # of making the index
LATE_CHANGES = 2400  # of the ingest: fewer than it makes, so that every kill comes before the end
DONE = re.compile(r"^\d+/\d+ .*/(\S+)$", re.M)


def run(home: Path, *, changes: int | None = None) -> tuple[int, str]:
    """`tracuu ingest` of the documents, to its end or to its death; its exit code and what it told."""
    program = ["tracuu"] if changes is None else ["tests.trust.doomed", str(changes), str(home)]
    with (home / "told").open("w+", encoding="utf-8") as told:  # no pipe: the orphaned worker would hold it
        done = subprocess.run(
            [sys.executable, "-m", *program, "ingest", str(home / "in")],
            env={**os.environ, "TRACUU_HOME": str(home), "PYTHONIOENCODING": "utf-8"},
            stderr=told,
            check=False,
        )
        told.seek(0)
        return done.returncode, told.read()


@pytest.mark.slow
def test_25_kills_lose_double_and_break_nothing(home: Path) -> None:
    documents = made_documents(DOCUMENTS)
    (home / "in").mkdir()
    for name, data in documents.items():
        (home / "in" / name).write_bytes(data)
    for changes in moments():
        if changes is None:
            make_index(home)
            continue
        code, told = run(home, changes=changes)
        assert code == -signal.SIGKILL, told
        assert_nothing_is_half_written(home, documents.values())
        assert reported(told) <= indexed(home)
    code, told = run(home)
    assert code == 0, told
    assert_whole(home, documents.values())
    assert run(home)[1].endswith("0 tài liệu mới, 200 đã có, 0 lỗi.\n")


def moments() -> Iterator[int | None]:
    """After how many changes each run is killed; None where the index is to be made whole."""
    chance = random.Random(SEED)  # noqa: S311
    yield from chance.sample(range(1, EARLY_CHANGES), EARLY)
    yield None
    late = sorted(chance.sample(range(1, LATE_CHANGES), LATE))
    yield from (moment - before for before, moment in zip((0, *late), late, strict=False))


def make_index(home: Path) -> None:
    embedder = load_embedder()
    open_edge(home / "index", specs(embedder.dimension), fingerprint=embedder.fingerprint).close()


def reported(output: str) -> set[str]:
    """The documents that the progress named as done."""
    return set(DONE.findall(output))


def indexed(home: Path) -> set[str]:
    entries = Library(str(home / "library")).entries()
    return {entry.source for entry in entries if entry.state is State.INDEXED}
