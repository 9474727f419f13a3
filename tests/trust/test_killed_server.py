"""A server that is killed while it takes uploads keeps every document that it said was there."""

from __future__ import annotations

import random
import signal
import threading
from pathlib import Path

import httpx
import pytest

from corpus.library import Library, document_id
from corpus.records import State
from tests.trust.served import Served, served
from tests.trust.whole import assert_nothing_is_half_written, assert_whole, made_documents

HOMES, KILLS, SENDERS, SEED = 5, 5, 3, 20210713  # 25 kills in all
MOST = 3  # answers before a kill
UPLOADS = KILLS * (MOST + SENDERS - 1)  # a sender may have one more answer before it sees the death


class Senders:
    """Uploads by several threads; the server is killed as soon as some were answered."""

    def __init__(self, server: Served, files: list[tuple[str, bytes]], *, most: int | None) -> None:
        self._server, self._files, self._most = server, list(files), most
        self._lock = threading.Lock()
        self._answered = 0
        self.kept: set[str] = set()

    def run(self) -> None:
        threads = [threading.Thread(target=self._send) for _ in range(SENDERS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    def _send(self) -> None:
        with self._server.client() as client:
            while file := self._next():
                name, data = file
                try:
                    answer = client.post("/api/v1/documents", files={"file": (name, data)})
                except httpx.TransportError:  # the server is dead
                    return
                assert answer.status_code in (200, 201, 202), answer.text
                self._count(data, kept=answer.status_code != 202)  # 202: still being read

    def _next(self) -> tuple[str, bytes] | None:
        with self._lock:
            return self._files.pop() if self._files else None

    def _count(self, data: bytes, *, kept: bool) -> None:
        with self._lock:
            self._answered += 1
            if kept:
                self.kept.add(document_id(data))
            if self._answered == self._most:
                self._server.process.send_signal(signal.SIGKILL)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(SEED, SEED + HOMES))
def test_what_was_said_to_be_there_is_there_after_every_kill(home: Path, seed: int) -> None:
    documents = made_documents(UPLOADS)
    left, kept, chance = list(documents.items()), set[str](), random.Random(seed)  # noqa: S311
    for _ in range(KILLS):
        with served(home) as server:
            senders = Senders(server, left, most=chance.randint(1, MOST))
            senders.run()
            assert server.process.wait(60) == -signal.SIGKILL
        kept |= senders.kept
        assert_nothing_is_half_written(home, documents.values())
        assert kept <= indexed(home)
        left = [(name, data) for name, data in left if document_id(data) not in kept]
    with served(home) as server:
        Senders(server, list(documents.items()), most=None).run()
        assert server.end(signal.SIGTERM) == 0
    assert_whole(home, documents.values())


def indexed(home: Path) -> set[str]:
    return {entry.id for entry in Library(str(home / "library")).entries() if entry.state is State.INDEXED}
