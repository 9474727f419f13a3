"""Building files in memory and setting them down on the disk whole.

The engine brings every small file of a new shard to the disk, and all of them again for every payload index:
ten seconds for an empty index on a busy disk, and half a second when built in memory and copied, holes kept.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

MEMORY = Path("/dev/shm")  # noqa: S108  # a new folder with a random name is made in it
ROOM = 512 << 20  # bytes free in memory, of which one shard takes some 25 MB while it is built
CHUNK = 64 << 10
PREFIX = "tracuu-"
GRACE = 60.0  # seconds old: a younger one may be about to be locked


@contextmanager
def workbench(target: Path) -> Iterator[Path]:
    """A place to build a folder in, which is there as `target` when the block ends well."""
    if not (MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM):
        yield target
        return
    _sweep()
    with tempfile.TemporaryDirectory(prefix=PREFIX, dir=MEMORY) as bench, _held(Path(bench)):
        place = Path(bench) / target.name
        yield place
        copy_folder(place, target)
    os.sync()  # one call for the hundreds of files


@contextmanager
def _held(bench: Path) -> Iterator[None]:
    """A lock on the folder itself, gone with its process."""
    descriptor = os.open(bench, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    finally:
        os.close(descriptor)


def _sweep() -> None:
    """Give back the memory that killed processes left taken."""
    for bench in MEMORY.glob(f"{PREFIX}*"):
        with contextlib.suppress(OSError):  # still held, another user's, or just now removed
            if time.time() - bench.stat().st_mtime > GRACE:
                with _held(bench):
                    shutil.rmtree(bench)


def copy_folder(source: Path, target: Path) -> None:
    """A copy that keeps holes."""
    target.mkdir()
    for path in sorted(source.rglob("*")):
        copy = target / path.relative_to(source)
        copy.mkdir() if path.is_dir() else _copy_file(path, copy)


def _copy_file(source: Path, target: Path) -> None:
    """A copy in which stretches of zeros are holes."""
    with source.open("rb") as old, target.open("wb") as new:
        new.truncate(os.fstat(old.fileno()).st_size)
        for start, end in _data(old.fileno()):
            for offset in range(start, end, CHUNK):
                chunk = os.pread(old.fileno(), min(CHUNK, end - offset), offset)
                if chunk.count(0) < len(chunk):
                    os.pwrite(new.fileno(), chunk, offset)


def _data(descriptor: int) -> Iterator[tuple[int, int]]:
    """The stretches of a file that are no holes."""
    end = 0
    while True:
        try:
            start = os.lseek(descriptor, end, os.SEEK_DATA)
        except OSError:  # no data beyond
            return
        end = os.lseek(descriptor, start, os.SEEK_HOLE)
        yield start, end
