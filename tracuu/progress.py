"""Progress of long work: a bar with count, rate and time left on a terminal, plain lines elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Progress = Callable[[int, int, str], None]  # done, in all, what was done last
LINES = 20  # plain lines that a long run prints at most


@contextmanager
def shown_progress() -> Iterator[Progress]:
    """Yields what to call after each document."""
    if sys.stderr.isatty():
        yield from _bar()
    else:
        yield _line


def _bar() -> Iterator[Progress]:
    from tqdm import tqdm

    with tqdm(total=0, unit=" tài liệu", dynamic_ncols=True, file=sys.stderr) as bar:

        def update(done: int, total: int, source: str) -> None:
            bar.total = total
            bar.set_postfix_str(source[-40:], refresh=False)
            bar.update(done - bar.n)

        yield update


def _line(done: int, total: int, source: str) -> None:
    step = max(1, total // LINES)
    if done % step == 0 or done == total:
        print(f"{done}/{total} {source}", file=sys.stderr)
