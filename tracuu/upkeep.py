"""The index of a server is compacted now and then, beside its queries."""

from __future__ import annotations

import logging
import threading

from corpus.errors import TracuuError
from corpus.index import Index

logger = logging.getLogger(__name__)


class Upkeep:
    """Counts what changes the index, and compacts it after `every` changes."""

    def __init__(self, index: Index, *, every: int) -> None:
        self._index, self._every = index, every
        self._changes, self._lock = 0, threading.Lock()

    def note(self) -> threading.Thread | None:
        """One document more; gives the thread that compacts, where that has begun."""
        with self._lock:
            self._changes += 1
            if self._changes < self._every:
                return None
            self._changes = 0
        thread = threading.Thread(target=self._maintain, name="tracuu-upkeep", daemon=True)
        thread.start()
        return thread

    def _maintain(self) -> None:
        try:
            self._index.maintain()
        except TracuuError as error:  # a full disk, or the server is just ending: the index is as before
            logger.warning("%s", error)
