"""Compacting beside the queries: nobody waits for it, nothing is lost by it, and it can end at any moment."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from qdrant_edge import EdgeShard

from corpus.collections import specs
from corpus.edge import EdgeIndex, open_edge
from corpus.errors import IndexProblem
from corpus.index import Collection, Equals, Index, Point, Spec, scan_all
from corpus.upkeep import Bench
from corpus.workbench import copy_folder

SIZE, COUNT = 16, 400
SPECS = specs(SIZE)


def point(at: int, text: str = "") -> Point:
    vector = np.random.default_rng(at).normal(size=SIZE).astype(np.float32)
    return Point(f"{at:032x}/p0", {"document_id": f"{at:032x}", "text": text or f"đoạn {at}"}, vector)


def texts(index: Index) -> dict[str, str]:
    return {hit.key: hit.payload["text"] for hit in scan_all(index, Collection.PASSAGES)}


def opened(folder: Path) -> EdgeIndex:
    index = open_edge(folder, SPECS, fingerprint="mẫu")
    assert isinstance(index, EdgeIndex)
    return index


@pytest.fixture
def index(tmp_path: Path) -> Iterator[EdgeIndex]:
    with_points = opened(tmp_path)
    with_points.upsert(Collection.PASSAGES, [point(at) for at in range(COUNT)])
    yield with_points
    with_points.close()


@pytest.fixture
def meanwhile(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[], None]], None]:
    """Sets what happens when the copy is compacted and the switch is near."""

    def set_up(happens: Callable[[], None]) -> None:
        wait = Bench.compacted

        def compacted(self: Bench) -> None:
            wait(self)
            happens()

        monkeypatch.setattr(Bench, "compacted", compacted)

    return set_up


def test_queries_are_answered_all_the_while(index: EdgeIndex) -> None:
    """One thread asks without a break: a process starts, loads and compacts, and hundreds of answers come."""
    done, answers, wrong = threading.Event(), 0, []
    query = point(7).dense
    assert query is not None

    def ask() -> None:
        nonlocal answers
        while not done.is_set():
            found = index.search(Collection.PASSAGES, query, limit=1)
            answers += 1
            if [hit.key for hit in found] != [f"{7:032x}/p0"]:
                wrong.append(found)

    asking = threading.Thread(target=ask)
    asking.start()
    index.maintain()
    done.set()
    asking.join()
    assert wrong == []
    assert answers > 20


def test_what_is_written_meanwhile_is_kept(
    index: EdgeIndex, tmp_path: Path, meanwhile: Callable[[Callable[[], None]], None]
) -> None:
    def write() -> None:
        index.upsert(Collection.PASSAGES, [point(1, "sửa"), point(COUNT, "mới")])
        index.delete(Collection.PASSAGES, Equals("document_id", f"{2:032x}"))

    meanwhile(write)
    index.maintain()
    wanted = {point(at).key: f"đoạn {at}" for at in range(COUNT) if at != 2}
    wanted |= {point(1).key: "sửa", point(COUNT).key: "mới"}
    assert texts(index) == wanted
    index.upsert(Collection.PASSAGES, [point(3, "sau")])
    index.close()
    again = opened(tmp_path)
    assert texts(again) == wanted | {point(3).key: "sau"}
    again.close()
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_dir()) == ["2"]


def test_a_child_that_dies_changes_nothing(
    index: EdgeIndex, tmp_path: Path, meanwhile: Callable[[Callable[[], None]], None]
) -> None:
    meanwhile(lambda: index._child.stop() if index._child else None)
    before = texts(index)
    with pytest.raises(IndexProblem, match="vẫn như cũ"):
        index.maintain()
    assert texts(index) == before
    index.upsert(Collection.PASSAGES, [point(0, "ghi tiếp")])
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_dir()) == ["1"]


def test_a_compacted_copy_that_cannot_be_loaded_is_given_up(
    index: EdgeIndex, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, load = texts(index), EdgeIndex._load

    def fail(self: EdgeIndex, folder: Path, spec: Spec) -> EdgeShard:
        if folder.parent.name == "2":
            raise OSError("hỏng")
        return load(self, folder, spec)

    monkeypatch.setattr(EdgeIndex, "_load", fail)
    with pytest.raises(IndexProblem):
        index.maintain()
    index.upsert(Collection.PASSAGES, [point(COUNT, "mới")])
    index.close()
    again = opened(tmp_path)
    assert texts(again) == before | {point(COUNT).key: "mới"}
    again.close()


def test_closing_does_not_wait_for_it(
    index: EdgeIndex, tmp_path: Path, meanwhile: Callable[[Callable[[], None]], None]
) -> None:
    before, ended = texts(index), threading.Event()

    def close_and_tell() -> None:
        index.close()
        ended.set()

    def close() -> None:
        closing = threading.Thread(target=close_and_tell)
        closing.start()
        while not index._closed:
            closing.join(0.01)

    meanwhile(close)
    with pytest.raises(IndexProblem):
        index.maintain()
    assert ended.wait(30)
    again = opened(tmp_path)
    assert texts(again) == before
    again.close()


def test_what_another_thread_brings_to_the_disk_is_copied_too(
    index: EdgeIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The copy is not made while a flush is on its way: it would lack what that one reports as durable."""
    on_its_way, copied, call = threading.Event(), threading.Event(), EdgeIndex._call

    def slow(self: EdgeIndex, collection: Collection, what: Callable[[EdgeShard], object]) -> object:
        if what is EdgeShard.flush and threading.current_thread() is flushing:
            on_its_way.set()
            copied.wait(0.3)  # in vain: the copy waits for this one
        return call(self, collection, what)

    def copy(source: Path, target: Path) -> None:
        copy_folder(source, target)
        copied.set()

    flushing = threading.Thread(target=index.flush)
    monkeypatch.setattr(EdgeIndex, "_call", slow)
    monkeypatch.setattr("corpus.edge.copy_folder", copy)
    index.flush()
    index.upsert(Collection.PASSAGES, [point(COUNT, "mới")])
    flushing.start()
    assert on_its_way.wait(20)
    index.maintain()
    flushing.join()
    assert texts(index)[point(COUNT).key] == "mới"


def test_a_flush_amid_a_write_takes_nothing_from_the_next(
    index: EdgeIndex, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    call, writing = EdgeIndex._call, threading.current_thread()

    def interrupted(self: EdgeIndex, collection: Collection, what: Callable[[EdgeShard], object]) -> object:
        if what is not EdgeShard.flush and threading.current_thread() is writing:
            other = threading.Thread(target=self.flush)
            other.start()
            other.join()
        return call(self, collection, what)

    index.flush()
    with monkeypatch.context() as patch:
        patch.setattr(EdgeIndex, "_call", interrupted)
        index.upsert(Collection.PASSAGES, [point(COUNT, "mới")])
    index.flush()
    shutil.copytree(tmp_path / "1", tmp_path / "killed" / "1")  # what a killed process leaves
    again = opened(tmp_path / "killed")
    assert texts(again)[point(COUNT).key] == "mới"
    again.close()


def test_what_is_read_ahead_is_so_again_after_a_switch(
    index: EdgeIndex, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[list[str]] = []
    monkeypatch.setattr(
        "corpus.edge.read_ahead",
        lambda folders, _is_over: read.append([str(folder.relative_to(tmp_path)) for folder in folders]),
    )
    index.maintain()
    assert read == []  # nobody has asked for it
    index.read_ahead()
    index.maintain()
    assert read == [["2/passages", "2/words"], ["3/passages", "3/words"]]
