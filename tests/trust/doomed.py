"""`python -m tests.trust.doomed CHANGES HOME ARGUMENT…`: `tracuu ARGUMENT…` that ends by SIGKILL in its work.

The process kills itself at the change number CHANGES: a file of the home about to be opened for writing,
renamed or removed, a folder about to be made, and before and after a call that changes the index. So every
moment between two changes can be met, and the same number meets the same one.
"""

from __future__ import annotations

import itertools
import os
import signal
import sys
from collections.abc import Callable
from typing import Any

CHANGING = {"os.rename", "os.mkdir", "os.remove", "os.rmdir"}
WRITING = os.O_WRONLY | os.O_RDWR


class Doom:
    """The count of changes, and the end when it is reached."""

    def __init__(self, changes: int, home: str) -> None:
        self._changes, self._home, self._seen = changes, home, itertools.count(1)

    def meet(self) -> None:
        if next(self._seen) >= self._changes:
            os.kill(os.getpid(), signal.SIGKILL)

    def audit(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event in CHANGING or (event == "open" and arguments[2] & WRITING):
            path = arguments[0]
            if isinstance(path, str | bytes) and os.fsdecode(path).startswith(self._home):
                self.meet()

    def around(self, call: Callable[..., None]) -> Callable[..., None]:
        def counted(*arguments: Any) -> None:
            self.meet()
            call(*arguments)
            self.meet()

        return counted


def main(changes: int, home: str, arguments: list[str]) -> int:
    from corpus.edge import EdgeIndex
    from tracuu.cli import main as tracuu

    doom = Doom(changes, os.path.realpath(home))
    EdgeIndex._update = doom.around(EdgeIndex._update)  # type: ignore[method-assign]
    EdgeIndex.flush = doom.around(EdgeIndex.flush)  # type: ignore[method-assign]
    sys.addaudithook(doom.audit)
    return tracuu(arguments)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), sys.argv[2], sys.argv[3:]))
