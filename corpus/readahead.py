"""Reads an index through, beside the queries: Edge drops its pages from memory when it loads a shard,
and the first questions would wait for the disk, a tenth of a second each.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from corpus.collections import DENSE, FOLDED, LEXICAL

MOST = 2 << 30  # bytes; of a larger index what is read first
_AT_ONCE = 1 << 20
# Postings, vectors, what points hold: in the order of a query. Few are typed without accents.
_READ = (f"vector_index-{LEXICAL}", f"vector_storage-{DENSE}", "payload_storage", f"vector_index-{FOLDED}")


def read_ahead(folders: Sequence[Path], is_over: Callable[[], bool]) -> threading.Thread:
    """Start reading; it ends by itself, with the process, or soon after `is_over`."""
    thread = threading.Thread(target=_read, args=(folders, is_over), name="read-ahead", daemon=True)
    thread.start()
    return thread


def _read(folders: Sequence[Path], is_over: Callable[[], bool]) -> None:
    left, buffer = MOST, bytearray(_AT_ONCE)
    for path in _files(folders):
        with (
            suppress(OSError),
            path.open("rb", buffering=0) as file,
        ):  # a newer generation may have replaced it
            while left > 0 and not is_over() and (count := file.readinto(buffer)):
                left -= count


def _files(folders: Sequence[Path]) -> list[Path]:
    found = [path for folder in folders for path in sorted(folder.rglob("*.dat"))]
    return [path for name in _READ for path in found if name in path.parts]
