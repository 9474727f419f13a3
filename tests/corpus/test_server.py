"""What only the server adapter does: collections behind aliases, and the client's troubles by name."""

from __future__ import annotations

import numpy as np
import pytest

from corpus.collections import LEXICAL
from corpus.errors import IndexDamaged, IndexMismatch, IndexProblem
from corpus.index import Collection, FieldType, Point, Spec
from corpus.server import MEMORY, Server, open_server

PASSAGES, DOCUMENTS = Collection.PASSAGES, Collection.DOCUMENTS
SPECS = {PASSAGES: Spec(2, (LEXICAL,), {"year": FieldType.INTEGER}), DOCUMENTS: Spec()}
POINT = Point("a/p1", {"year": 2020}, np.array([1, 0], np.float32))


@pytest.fixture
def server() -> Server:
    return Server(MEMORY, "thử", shards=2, replicas=1)


def names(server: Server) -> set[str]:
    return {each.name for each in server.client.get_collections().collections}


def test_second_opening_finds_what_the_first_one_wrote(server: Server) -> None:
    server.open(SPECS, "thử/1").upsert(PASSAGES, [POINT])
    assert server.open(SPECS, "thử/1").count(PASSAGES) == 1
    assert names(server) == {"thử_passages_1", "thử_documents_1"}


def test_other_fingerprint_asks_for_a_rebuild(server: Server) -> None:
    server.open(SPECS, "thử/1")
    with pytest.raises(IndexMismatch, match=r"'thử/1'.*'thử/2'.*tracuu reindex"):
        server.open(SPECS, "thử/2")


def test_missing_collection_asks_for_a_rebuild(server: Server) -> None:
    server.open(SPECS, "thử/1")
    server.client.delete_collection("thử_documents_1")
    with pytest.raises(IndexDamaged, match=r"thử_documents.*tracuu reindex"):
        server.open(SPECS, "thử/1")


def test_rebuild_is_seen_when_it_is_whole(server: Server) -> None:
    old = server.open(SPECS, "thử/1")
    old.upsert(PASSAGES, [POINT])
    with server.rebuild(SPECS, "thử/2") as new:
        assert (old.count(PASSAGES), new.count(PASSAGES)) == (1, 0)
    assert old.count(PASSAGES) == 0  # readers that are open go over to the new one
    assert server.open(SPECS, "thử/2").count(PASSAGES) == 0
    assert len(names(server)) == 2


def test_failed_rebuild_leaves_the_old_index(server: Server) -> None:
    server.open(SPECS, "thử/1").upsert(PASSAGES, [POINT])
    with pytest.raises(ZeroDivisionError), server.rebuild(SPECS, "thử/2"):
        _ = 1 / 0
    assert server.open(SPECS, "thử/1").count(PASSAGES) == 1
    assert names(server) == {"thử_passages_1", "thử_documents_1"}


def test_prefixes_are_apart(server: Server) -> None:
    server.client.create_collection("khác_passages_1", vectors_config={})
    server.open(SPECS, "thử/1")
    with server.rebuild(SPECS, "thử/2"):
        pass
    assert "khác_passages_1" in names(server)


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:9", "http://no-such-host.invalid:6333", "http://127.0.0.1:x"]
)
def test_server_that_is_not_there(url: str) -> None:
    with pytest.raises(IndexProblem) as caught:
        open_server(url, SPECS, fingerprint="thử/1")
    assert caught.value.subject == url
    assert "TRACUU_QDRANT_URL" in str(caught.value)
    assert "\n" not in str(caught.value)
