from __future__ import annotations

import os
from pathlib import Path

import pytest

from corpus import room
from corpus.errors import IndexProblem
from corpus.workbench import MEMORY


def test_too_little_room_is_told_in_numbers(tmp_path: Path) -> None:
    with pytest.raises(IndexProblem, match=r"còn \d+ MB, cần 1152921504607 MB"):
        room.require(tmp_path, 1152921504606 * room.MEBIBYTE)
    room.require(tmp_path, 1)


def test_size_counts_what_files_take_and_no_holes(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    with (tmp_path / "folder" / "map").open("wb") as file:
        file.truncate(64 << 20)
    (tmp_path / "data").write_bytes(os.urandom(1 << 20))
    assert 1 << 20 <= room.size(tmp_path) < 2 << 20


def test_opening_asks_for_room(tmp_path: Path) -> None:
    room.require_to_open(tmp_path)
    assert list(tmp_path.iterdir()) == []  # the trial leaves nothing


@pytest.mark.skipif(not os.access(MEMORY, os.W_OK), reason="this system has no folder in memory")
def test_holes_take_room_in_memory_when_they_are_read() -> None:
    assert room.reading_allocates(MEMORY)
