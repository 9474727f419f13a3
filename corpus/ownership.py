"""One process owns a folder: an exclusive lock beside the data, and a note that says who holds it.

The engine has no lock of its own without its log: a second writer's points vanish in silence. So ours is
taken before anything is opened.
"""

from __future__ import annotations

import json
import os
import shlex
import sys
from pathlib import Path

from filelock import FileLock, Timeout

from corpus.errors import IndexInUse

LOCK, OWNER = "lock", "owner.json"
LONGEST_COMMAND = 120
HINT = "Đợi nó xong hoặc dừng nó; để nhiều tiến trình dùng chung, đặt TRACUU_QDRANT_URL."


class Ownership:
    """The lock of a folder, free when its owner dies however it dies; a forked child has no part in it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = FileLock(folder / LOCK)

    def take(self) -> None:
        """Own the folder, or raise IndexInUse naming who does."""
        try:
            self._lock.acquire(blocking=False)
        except Timeout as error:
            raise in_use(self._folder) from error
        note = {"pid": os.getpid(), "command": shlex.join(sys.orig_argv)}
        (self._folder / OWNER).write_text(json.dumps(note), "utf-8")

    def release(self) -> None:
        if self._lock.is_locked:
            (self._folder / OWNER).unlink(missing_ok=True)
            self._lock.release()


def in_use(folder: Path) -> IndexInUse:
    """The error for whoever comes second, in one line."""
    try:
        note = json.loads((folder / OWNER).read_text("utf-8"))
        command = " ".join(str(note["command"]).split())[:LONGEST_COMMAND]
        owner = f"tiến trình {note['pid']} ({command})"
    except (OSError, ValueError, KeyError, TypeError):  # it is just now taking or leaving the folder
        owner = "một tiến trình khác"
    return IndexInUse(str(folder), f"chỉ mục đang do {owner} dùng.", HINT)
