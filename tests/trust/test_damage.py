"""A damaged index, a full disk, a power cut: a clear word, nothing lost, and one command mends it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from corpus.collections import specs
from corpus.edge import EdgeIndex, open_edge
from corpus.library import Library
from corpus.records import State
from ingest.run import ingest
from nlp.embedding import load_embedder
from tests.trust.whole import assert_whole, made_documents

pytestmark = pytest.mark.slow

DOCUMENTS = made_documents(12)


def tracuu(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "tracuu", *arguments],
        env={**os.environ, "TRACUU_HOME": str(home), "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        text=True,
        check=False,
    )


def filled(home: Path) -> Path:
    """A home with the documents in it."""
    source = written(home / "in")
    with_index = opened(home)
    ingest([source], library=Library(str(home / "library")), index=with_index, embedder=load_embedder())
    with_index.close()
    return home


def written(folder: Path) -> Path:
    folder.mkdir()
    for name, data in DOCUMENTS.items():
        (folder / name).write_bytes(data)
    return folder


def opened(home: Path) -> EdgeIndex:
    embedder = load_embedder()
    index = open_edge(home / "index", specs(embedder.dimension), fingerprint=embedder.fingerprint)
    assert isinstance(index, EdgeIndex)
    return index


def lose_the_manifest(index: Path) -> None:
    next(index.glob("*/manifest.json")).unlink()


def lose_a_collection(index: Path) -> None:
    shutil.rmtree(next(index.glob("*/passages")))


def lose_the_segments(index: Path) -> None:
    for segment in index.glob("*/passages/segments/*"):
        shutil.rmtree(segment)


def overwrite_everything(index: Path) -> None:
    for path in index.glob("*/passages/**/*"):
        if path.is_file():
            path.write_bytes(b"\x7f" * min(4096, path.stat().st_size))


@pytest.mark.parametrize(
    "damage", [lose_the_manifest, lose_a_collection, lose_the_segments, overwrite_everything]
)
def test_a_damaged_index_says_so_and_reindex_mends_it(home: Path, damage: Callable[[Path], None]) -> None:
    filled(home)
    damage(home / "index")
    for command in (("search", "dạy nghề"), ("ingest", str(home / "in"))):
        done = tracuu(home, *command)
        if command[0] == "search" or done.returncode:  # an ingest of what is there need not look
            assert done.returncode == 1
            assert "tracuu reindex" in done.stderr
            assert "Traceback" not in done.stderr
    mended = tracuu(home, "reindex")
    assert mended.returncode == 0, mended.stderr
    assert_whole(home, DOCUMENTS.values())


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of its own of 900 MB."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=900m", "tmpfs", str(disk)],
        capture_output=True,
        text=True,
        check=False,
    )
    if mounted.returncode:
        pytest.skip(f"no disk can be mounted here ({mounted.stderr.strip()})")
    try:
        yield disk
    finally:
        subprocess.run(["umount", "--lazy", str(disk)], check=True)


@pytest.mark.parametrize("left", [100_000, 8 << 20])
def test_a_full_disk_is_told_and_the_ingest_goes_on_later(
    small_disk: Path, tmp_path: Path, left: int
) -> None:
    source = written(tmp_path / "in")
    opened(small_disk).close()
    ballast = small_disk / "ballast"
    with ballast.open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, shutil.disk_usage(small_disk).free - left - 4096)
    full = tracuu(small_disk, "ingest", str(source))
    assert full.returncode == 1, full.stderr
    assert "đĩa" in full.stderr
    assert "Traceback" not in full.stderr
    ballast.unlink()
    later = tracuu(small_disk, "ingest", str(source))
    assert later.returncode == 0, later.stderr
    assert_whole(small_disk, DOCUMENTS.values())


class PowerCut(BaseException):
    """Nothing runs after it."""


@pytest.mark.parametrize("after", [1, 3])
def test_a_power_cut_loses_at_most_what_was_not_reported(
    home: Path, after: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was not brought to the disk is dropped: files without fsync, the index since its last flush."""
    source, synced, durable = written(home / "in"), set[int](), home / "durable"
    fsync, flush = os.fsync, EdgeIndex.flush
    flushes = 0

    def remember(descriptor: int) -> None:
        fsync(descriptor)
        synced.add(os.fstat(descriptor).st_ino)

    def keep(self: EdgeIndex) -> None:
        nonlocal flushes
        flushes += 1
        if flushes == after:  # the power goes before this one
            raise PowerCut
        flush(self)
        shutil.rmtree(durable, ignore_errors=True)
        shutil.copytree(home / "index", durable)

    reported: set[str] = set()
    opened(home).close()
    shutil.copytree(home / "index", durable)
    index, library = opened(home), Library(str(home / "library"))
    monkeypatch.setattr(os, "fsync", remember)
    monkeypatch.setattr(EdgeIndex, "flush", keep)
    monkeypatch.setattr("ingest.run.BATCH", 4)
    monkeypatch.setattr("ingest.indexing.SETTLING", 0.0)
    with pytest.raises(PowerCut):
        ingest(
            [source],
            library=library,
            index=index,
            embedder=load_embedder(),
            progress=lambda _done, _total, name: reported.add(Path(name).name),
        )
    monkeypatch.undo()
    index.close()
    shutil.rmtree(home / "index")
    durable.rename(home / "index")
    for path in (home / "library").rglob("*"):
        if path.is_file() and path.stat().st_ino not in synced:
            path.write_bytes(b"")

    assert len(reported) == 4 * (after - 1)
    states = {entry.source: entry.state for entry in Library(str(home / "library")).entries()}
    assert {name for name, state in states.items() if state is State.INDEXED} == reported
    assert tracuu(home, "ingest", str(source)).returncode == 0
    assert_whole(home, DOCUMENTS.values())
