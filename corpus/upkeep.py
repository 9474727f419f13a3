"""Compacting an embedded index beside its queries: a copy, in a process of its own.

The engine holds the GIL while it optimizes, so a server that compacts in its own process answers nobody for
seconds. The child compacts the copy, then stores the changes that came meanwhile, and leaves.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from corpus.errors import IndexProblem
from corpus.index import Collection, Condition, Spec, StoredPoint

READY = b"compacted\n"
PROGRAM = "from corpus.upkeep import child; child()"
ROOT = str(Path(__file__).parent.parent)


@dataclass(frozen=True)
class Change:
    """One change of a collection: points that were stored, or a condition whose points were removed."""

    collection: Collection
    stored: Sequence[StoredPoint] = ()
    removed: Condition | None = None


class Bench:
    """A child that compacts a copy; `compacted` waits for it, `finish` hands it what happened meanwhile."""

    def __init__(self, process: subprocess.Popen[bytes], copy: Path) -> None:
        self._process, self._copy = process, copy

    def compacted(self) -> None:
        if self._pipe(self._process.stdout).readline() != READY:
            raise self._failed()

    def finish(self, changes: Iterable[Change]) -> None:
        self.tell(list(changes))
        if self._process.wait():
            raise self._failed()

    def stop(self) -> None:
        """End the child before it is done; whoever waits for it is told."""
        self._process.kill()

    def tell(self, what: object) -> None:
        pipe = self._pipe(self._process.stdin)
        try:
            pickle.dump(what, pipe)
            pipe.flush()
        except BrokenPipeError as error:
            raise self._failed() from error

    def _pipe(self, pipe: IO[bytes] | None) -> IO[bytes]:
        if pipe is None:
            raise self._failed()
        return pipe

    def _failed(self) -> IndexProblem:
        reason = f"không dọn được bản sao (mã {self._process.poll()}); chỉ mục vẫn như cũ."
        return IndexProblem(str(self._copy), reason, "Xem lỗi phía trên.")


@contextmanager
def bench(copy: Path, specs: Mapping[Collection, Spec], fingerprint: str) -> Iterator[Bench]:
    """A child at work on a closed copy of an index; ended with the block."""
    path = os.pathsep.join(filter(None, (ROOT, os.environ.get("PYTHONPATH"))))
    process = subprocess.Popen(  # noqa: S603  # this interpreter, our own module
        [sys.executable, "-P", "-c", PROGRAM],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": path},
        start_new_session=True,  # an interrupt from the keyboard is its owner's to handle
    )
    try:
        opened = Bench(process, copy)
        opened.tell((copy, dict(specs), fingerprint))
        yield opened
    finally:
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe:
                with suppress(BrokenPipeError):  # what could not be told is still in its buffer
                    pipe.close()


def child() -> None:
    """Compact, say so, store what came meanwhile."""
    from corpus.edge import open_copy

    orders = sys.stdin.buffer
    copy, specs, fingerprint = pickle.load(orders)  # noqa: S301  # from the process that started this one
    index = open_copy(copy, specs, fingerprint=fingerprint)
    try:
        index.compact()
        sys.stdout.buffer.write(READY)
        sys.stdout.buffer.flush()
        for change in pickle.load(orders):  # noqa: S301  # the same
            index.repeat(change)
    finally:
        index.close()
