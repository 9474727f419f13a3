"""Room on the disk, asked for before the engine needs it.

Qdrant Edge writes through memory maps of files with holes: a disk that fills up underneath kills the process
by SIGBUS, without an error that could be shown. So every step that writes asks first.
"""

from __future__ import annotations

import mmap
import os
import shutil
import tempfile
from pathlib import Path

from corpus.errors import IndexProblem

MEBIBYTE = 1 << 20
TO_OPEN = 4 * MEBIBYTE
TO_CREATE = 64 * MEBIBYTE
TO_WRITE = 32 * MEBIBYTE  # besides what the points themselves take
COPIES = 4  # of a point's bytes: its place, its share of the payload indexes, and the growth of their files
AMPLE = 4096 * MEBIBYTE  # more free than this is not looked at any closer
HINT = "Giải phóng chỗ trên đĩa rồi chạy lại."


def require(folder: Path, needed: int) -> None:
    """Refuse where the disk of a folder has less room than is needed."""
    free = shutil.disk_usage(folder).free
    if free < needed:
        reason = f"đĩa gần đầy: còn {free // MEBIBYTE} MB, cần {needed // MEBIBYTE + 1} MB."
        raise IndexProblem(str(folder), reason, HINT)


def require_to_open(folder: Path) -> None:
    """Refuse where opening would fill the disk: in a tmpfs every hole that is read takes a page."""
    if shutil.disk_usage(folder).free < AMPLE:
        require(folder, TO_OPEN)  # also for the page that is tried next
        require(folder, TO_OPEN + (_holes(folder) if reading_allocates(folder) else 0))


def size(folder: Path) -> int:
    """The bytes that a folder's files take on the disk."""
    return sum(status.st_blocks * 512 for status in _files(folder))


def _holes(folder: Path) -> int:
    return sum(max(0, status.st_size - status.st_blocks * 512) for status in _files(folder))


def _files(folder: Path) -> list[os.stat_result]:
    return [path.stat() for path in folder.rglob("*") if path.is_file()]


def reading_allocates(folder: Path) -> bool:
    """Whether reading a hole through a memory map takes room here, tried on one page."""
    with tempfile.TemporaryFile(dir=folder) as file:
        file.truncate(mmap.PAGESIZE)
        with mmap.mmap(file.fileno(), mmap.PAGESIZE) as page:
            page.read(1)
        return os.fstat(file.fileno()).st_blocks > 0
