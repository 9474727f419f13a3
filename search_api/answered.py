"""Answers that are asked for again: the next page, a facet taken back, what everybody asks today."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")

MOST = 512  # answers; one of ten passages takes some 40 kB


class Answered(Generic[T]):
    """The last answers, each good as long as the index is as it was when it was made."""

    def __init__(self, most: int = MOST) -> None:
        self._most, self._lock = most, threading.Lock()
        self._kept: OrderedDict[str, tuple[int, T]] = OrderedDict()

    def get(self, asked: str, version: int | None, make: Callable[[], T]) -> T:
        """The answer as it is kept, else made; always made for an index that others may change (None)."""
        if version is None:
            return make()
        with self._lock:
            kept = self._kept.get(asked)
            if kept and kept[0] == version:
                self._kept.move_to_end(asked)
                return kept[1]
        answer = make()
        with self._lock:
            self._kept[asked] = version, answer
            self._kept.move_to_end(asked)
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return answer
