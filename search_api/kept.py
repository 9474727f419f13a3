"""What was made of the index and is asked for again: the answer of the next page, the words of a passage."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from typing import Generic, TypeVar

K = TypeVar("K")
T = TypeVar("T")


class Kept(Generic[K, T]):
    """The values that were used last, good as long as the index is as it was when they were made."""

    def __init__(self, most: int) -> None:
        self._most, self._lock = most, threading.Lock()
        self._values: OrderedDict[K, T] = OrderedDict()
        self._version = -1

    def get(self, key: K, version: int | None, make: Callable[[], T]) -> T:
        """One value as it is kept, else made."""
        return self.all([key], version, lambda _: {key: make()})[key]

    def all(
        self, keys: Sequence[K], version: int | None, make: Callable[[Sequence[K]], Mapping[K, T]]
    ) -> dict[K, T]:
        """Values as they are kept, the others made at once; all made for an index that others may change
        (None). A key for which nothing is made is left out."""
        found = {} if version is None else self._found(keys, version)
        missing = [key for key in keys if key not in found]
        if missing:
            made = make(missing)
            found.update(made)
            self._keep(made, version)
        return {key: found[key] for key in keys if key in found}

    def _found(self, keys: Sequence[K], version: int) -> dict[K, T]:
        with self._lock:
            if version > self._version:
                self._values.clear()
                self._version = version
            if version < self._version:  # the index has changed since this one asked for its version
                return {}
            found = {key: self._values[key] for key in keys if key in self._values}
            for key in found:
                self._values.move_to_end(key)
        return found

    def _keep(self, made: Mapping[K, T], version: int | None) -> None:
        with self._lock:
            if version == self._version:
                self._values.update(made)
                while len(self._values) > self._most:
                    self._values.popitem(last=False)
