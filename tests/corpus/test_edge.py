"""What only the embedded engine does: one owner, files that outlive the process, a rebuild beside the old."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from corpus.collections import LEXICAL
from corpus.edge import open_edge, rebuild_edge
from corpus.errors import IndexDamaged, IndexInUse, IndexMismatch, IndexProblem
from corpus.index import (
    Collection,
    Equals,
    FieldType,
    Index,
    Payload,
    Point,
    SparseVector,
    Spec,
    scan_all,
)

ROOT = Path(__file__).parents[2]
PASSAGES = Collection.PASSAGES
SPECS = {PASSAGES: Spec(4, (LEXICAL,), {"year": FieldType.INTEGER})}
HERE = (
    "from pathlib import Path; from tests.corpus.test_edge import *; path = Path(__import__('sys').argv[1])\n"
)


def opened(path: Path) -> closing[Index]:
    return closing(open_edge(path, SPECS, fingerprint="thử/1"))


def point(number: int) -> Point:
    lexical = SparseVector(np.array([1, 2 + number % 7], np.uint32), np.ones(2, np.float32))
    vector = np.array([1, number % 5, 0, 0], np.float32)
    return Point(
        f"doc/p{number}",
        {"year": 2000 + number % 20, "text": "người nghiện " * 20},
        vector,
        {LEXICAL: lexical},
    )


def program(code: str, path: Path) -> subprocess.Popen[str]:
    """A real second process, to talk to line by line."""
    command = [sys.executable, "-c", HERE + code, str(path)]
    return subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def read_all(index: Index) -> None:
    index.search(PASSAGES, np.array([1, 0, 0, 0], np.float32), limit=len(list(scan_all(index, PASSAGES))))


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed index of 50 points, not to be changed."""
    path = tmp_path_factory.mktemp("built") / "index"
    with opened(path) as index:
        index.upsert(PASSAGES, [point(number) for number in range(50)])
    return path


@pytest.fixture
def copy(built: Path, tmp_path: Path) -> Path:
    subprocess.run(["cp", "-r", "--sparse=always", built, tmp_path], check=True)  # its files are mostly holes
    return tmp_path / "index"


def test_reopened_index_holds_all(copy: Path) -> None:
    query = np.array([1, 0, 0, 0], np.float32)
    with opened(copy) as index:
        before = index.search(PASSAGES, query, limit=60)
        index.delete(PASSAGES, Equals("year", 2000))
    with opened(copy) as index:
        after = index.search(PASSAGES, query, limit=60)
        assert after == [hit for hit in before if hit.payload["year"] != 2000]
        assert index.facet(PASSAGES, "year", limit=1) == [(2001, 3)]
        assert index.fingerprint() == "thử/1"


def test_threads_share_an_index(copy: Path) -> None:
    query = np.array([1, 0, 0, 0], np.float32)
    with opened(copy) as index, ThreadPoolExecutor(4) as threads:
        answers = [
            threads.submit(index.search, PASSAGES, query, limit=20) for _ in range(200)
        ]  # the first ones load it
        for start in range(50, 550, 100):
            index.upsert(PASSAGES, [point(number) for number in range(start, start + 100)])
        for answer in answers:
            assert len({hit.key for hit in answer.result()}) == 20
        assert index.count(PASSAGES) == 550


class TestOwnership:
    def test_second_process_is_told_who_owns_the_index(self, copy: Path) -> None:
        owner = program(
            "index = open_edge(path, SPECS, fingerprint='thử/1'); print('open', flush=True); input()", copy
        )
        try:
            assert owner.stdout is not None
            assert owner.stdout.readline() == "open\n"
            with pytest.raises(IndexInUse) as caught:
                open_edge(copy, SPECS, fingerprint="thử/1")
            message = str(caught.value)
            assert str(copy) in message
            assert str(owner.pid) in message
            assert Path(sys.executable).name in message
            assert "\n" not in message
        finally:
            owner.communicate("\n")
        with opened(copy) as index:  # the owner has gone, so it is free
            assert index.count(PASSAGES) == 50

    def test_refused_opener_leaves_the_owner_working(self, copy: Path) -> None:
        with opened(copy) as index:
            index.upsert(PASSAGES, [point(50)])
            index.flush()
            with (
                pytest.raises(IndexInUse, match=str(os.getpid())),
                rebuild_edge(copy, SPECS, fingerprint="x"),
            ):
                pass
            with pytest.raises(IndexInUse):
                open_edge(copy, SPECS, fingerprint="thử/1")
            index.upsert(PASSAGES, [point(51)])
            index.flush()  # the engine's own refusal, which comes later than ours, breaks this
        with opened(copy) as index:
            assert index.count(PASSAGES) == 52

    @pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not fork")
    def test_forked_child_is_refused_instead_of_hanging(self, copy: Path) -> None:
        code = """
import os, signal
index = open_edge(path, SPECS, fingerprint='thử/1'); index.count(PASSAGES)
child = os.fork()
if child == 0:
    signal.alarm(20)
    try: index.count(PASSAGES)
    except IndexProblem as error: os.write(1, b'refused\\n')
    index.close()  # the parent's, so nothing happens
    os._exit(0)
print(os.waitpid(child, 0)[1], index.count(PASSAGES))
"""
        assert program(code, copy).communicate()[0].splitlines() == ["refused", "0 50"]

    @pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not fork")
    @pytest.mark.parametrize("used", [False, True])
    def test_killed_owner_with_a_living_child(self, copy: Path, used: bool) -> None:
        code = f"""
import os, signal
index = open_edge(path, SPECS, fingerprint='thử/1')
if {used}: index.count(PASSAGES)
if os.fork() == 0:
    print('child', os.getpid(), flush=True); signal.pause()
signal.pause()
"""
        owner = program(code, copy)
        assert owner.stdout is not None
        child = int(owner.stdout.readline().split()[1])
        try:
            owner.kill()
            owner.wait()
            with opened(copy) as index:  # the child has no part in the lock
                assert index.count(PASSAGES) == 50
        finally:
            os.kill(child, signal.SIGKILL)
            owner.communicate()
        with opened(copy) as index:
            assert index.count(PASSAGES) == 50

    def test_closed_index_says_so(self, copy: Path) -> None:
        with opened(copy) as index:
            pass
        index.close()  # twice is harmless
        with pytest.raises(IndexProblem, match="đã đóng"):
            index.count(PASSAGES)

    def test_place_that_is_no_folder(self, tmp_path: Path) -> None:
        (tmp_path / "file").write_text("")
        with pytest.raises(IndexProblem, match="file"):
            open_edge(tmp_path / "file", SPECS, fingerprint="thử/1")


@pytest.mark.parametrize("answers", [1, 4, 9])
def test_killed_writer_loses_nothing_that_was_answered(tmp_path: Path, answers: int) -> None:
    """What was flushed is there; of what came after it each point is whole or gone, and may come again."""
    code = """
import itertools
index = open_edge(path, SPECS, fingerprint='thử/1')
for start in itertools.count(0, 100):
    index.upsert(PASSAGES, [point(number) for number in range(start, start + 100)])
    if start % 300 == 200:
        index.flush()
        print(start + 100, flush=True)
"""
    writer = program(code, tmp_path / "index")
    assert writer.stdout is not None
    answered = [int(writer.stdout.readline()) for _ in range(answers)][-1]
    writer.kill()  # somewhere inside a later batch
    answered = max([answered, *(int(line) for line in writer.communicate()[0].splitlines())])
    with opened(tmp_path / "index") as index:
        found = held(index)
        assert found.keys() >= {f"doc/p{number}" for number in range(answered)}
        assert all(payload == point(int(key[5:])).payload for key, payload in found.items())
        assert index.count(PASSAGES) == len(found)
        assert_same(index, tmp_path / "untouched", answered + 500)


def held(index: Index) -> dict[str, Payload]:
    hits = list(scan_all(index, PASSAGES))
    assert len({hit.key for hit in hits}) == len(hits)
    return {hit.key: hit.payload for hit in hits}


def assert_same(index: Index, other: Path, count: int) -> None:
    """With all points stored (again) it answers as an index that nobody killed."""
    points = [point(number) for number in range(count)]
    words = SparseVector(np.array([1, 4], np.uint32), np.ones(2, np.float32))
    near = np.array([1, 3, 0, 0], np.float32)
    with opened(other) as fresh:
        for each in (index, fresh):
            each.upsert(PASSAGES, points)
        assert held(index) == held(fresh)
        assert index.count(PASSAGES, Equals("year", 2003)) == count // 20
        ours, theirs = (each.search(PASSAGES, words, lane=LEXICAL, limit=50) for each in (index, fresh))
        assert ours == theirs
        ours, theirs = (each.search(PASSAGES, near, limit=50) for each in (index, fresh))
        assert [hit.score for hit in ours] == [hit.score for hit in theirs]


class TestGenerations:
    def test_other_fingerprint_asks_for_a_rebuild(self, copy: Path) -> None:
        for _ in range(2):  # and the folder is free after the refusal
            with pytest.raises(IndexMismatch, match="tracuu reindex") as caught:
                open_edge(copy, SPECS, fingerprint="thử/2")
        assert "thử/1" in str(caught.value)

    def test_other_fields_ask_for_a_rebuild(self, copy: Path) -> None:
        specs = {PASSAGES: Spec(4, (LEXICAL,), {"year": FieldType.INTEGER, "unit": FieldType.KEYWORD})}
        with pytest.raises(IndexMismatch, match="tracuu reindex"):
            open_edge(copy, specs, fingerprint="thử/1")

    def test_rebuilt_index_takes_the_place_of_the_old_one(self, copy: Path) -> None:
        with rebuild_edge(copy, SPECS, fingerprint="thử/2") as index:
            assert index.count(PASSAGES) == 0
            index.upsert(PASSAGES, [point(7)])
            index.maintain()
        with closing(open_edge(copy, SPECS, fingerprint="thử/2")) as index:
            assert [hit.key for hit in scan_all(index, PASSAGES)] == ["doc/p7"]
        assert sorted(path.name for path in copy.iterdir() if path.is_dir()) == ["2"]

    def test_failed_rebuild_leaves_the_old_one(self, copy: Path) -> None:
        with pytest.raises(ZeroDivisionError), rebuild_edge(copy, SPECS, fingerprint="thử/2") as index:
            index.upsert(PASSAGES, [point(1 // 0)])
        with opened(copy) as index:
            assert index.count(PASSAGES) == 50

    def test_killed_rebuild_leaves_the_old_one(self, copy: Path) -> None:
        code = """
with rebuild_edge(path, SPECS, fingerprint='thử/2') as index:
    index.upsert(PASSAGES, [point(1)])
    print('half', flush=True); input()
"""
        builder = program(code, copy)
        assert builder.stdout is not None
        assert builder.stdout.readline() == "half\n"
        builder.kill()
        builder.communicate()
        assert (copy / "2.new").is_dir()
        with opened(copy) as index:
            assert index.count(PASSAGES) == 50
        assert not (copy / "2.new").exists()

    def test_rebuild_mends_a_deleted_and_a_damaged_folder(self, copy: Path) -> None:
        shutil.rmtree(copy / "1" / PASSAGES)
        with opened(copy) as index, pytest.raises(IndexDamaged, match="tracuu reindex"):
            index.count(PASSAGES)
        with rebuild_edge(copy, SPECS, fingerprint="thử/1") as index:
            index.upsert(PASSAGES, [point(1)])
        shutil.rmtree(copy)
        with opened(copy) as index:
            assert index.count(PASSAGES) == 0


@pytest.mark.parametrize(
    ("name", "harm"),
    [
        ("edge_config.json", "emptied"),
        ("edge_config.json", "garbled"),
        ("segment.json", "emptied"),
        ("version.info", "garbled"),
        ("version.info", "lost"),  # the engine skips the segment in silence
        ("vectors/status.dat", "emptied"),  # the engine panics
        ("vectors/chunk_0.mmap", "emptied"),
        ("payload_storage/page_0.dat", "garbled"),
    ],
)
def test_damaged_files_end_in_an_error_that_names_the_cure(copy: Path, name: str, harm: str) -> None:
    path = next(path for path in (copy / "1" / PASSAGES).rglob("*") if str(path).endswith(name))
    if harm == "lost":
        path.unlink()
    else:
        with path.open("r+b") as file:
            file.truncate(0) if harm == "emptied" else file.write(b"\xa5" * min(4096, path.stat().st_size))
    with opened(copy) as index, pytest.raises(IndexDamaged, match=r"^[^\n]+tracuu reindex[^\n]+$"):
        read_all(index)


@pytest.mark.parametrize("text", ["", "{", "[]", '{"fingerprint": 1}', None])
def test_damaged_manifest_asks_for_a_rebuild(copy: Path, text: str | None) -> None:
    manifest = copy / "1" / "manifest.json"
    manifest.unlink() if text is None else manifest.write_text(text)
    with pytest.raises((IndexDamaged, IndexMismatch), match="tracuu reindex"):
        open_edge(copy, SPECS, fingerprint="thử/1")


def test_manifest_is_json_that_people_can_read(built: Path) -> None:
    assert json.loads((built / "1" / "manifest.json").read_text("utf-8"))["fingerprint"] == "thử/1"


def test_every_write_is_a_new_version(tmp_path: Path) -> None:
    with opened(tmp_path) as index:
        versions = [index.version()]
        index.upsert(PASSAGES, [point(1)])
        versions.append(index.version())
        index.delete(PASSAGES, Equals("year", 2001))
        versions.append(index.version())
        read_all(index)
        assert len(set(versions)) == 3
        assert index.version() == versions[-1]
