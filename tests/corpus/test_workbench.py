from __future__ import annotations

import os
from pathlib import Path

import pytest

from corpus import workbench as module
from corpus.workbench import workbench

FILES = {
    "empty": b"",
    "a/text": "người".encode(),
    "a/b/zeros inside": b"x" * 10 + bytes(1 << 20) + b"y",
    "zeros": bytes(9),
}


def build(place: Path) -> None:
    for name, data in FILES.items():
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        (place / name).write_bytes(data)


@pytest.fixture(params=["memory", "no memory"])
def target(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    if request.param == "no memory":  # a system without such a folder builds in place
        monkeypatch.setattr(module, "MEMORY", tmp_path / "missing")
    return tmp_path / "target"


def test_folder_is_set_down_as_it_was_built(target: Path) -> None:
    with workbench(target) as place:
        build(place)
    assert {
        str(path.relative_to(target)): path.read_bytes() for path in target.rglob("*") if path.is_file()
    } == FILES


def test_holes_stay_holes(target: Path) -> None:
    with workbench(target) as place:
        place.mkdir()
        with (place / "map").open("wb") as file:
            file.truncate(64 << 20)
            file.seek(1 << 20)
            file.write(b"x")
    status = (target / "map").stat()
    assert status.st_size == 64 << 20
    assert status.st_blocks * 512 < 1 << 20


def fail(target: Path) -> None:
    with workbench(target) as place:
        build(place)
        raise OSError(str(place))


needs_memory = pytest.mark.skipif(
    not os.access(module.MEMORY, os.W_OK), reason="this system has no folder in memory"
)


@needs_memory
def test_failed_block_sets_nothing_down(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="target") as caught:
        fail(tmp_path / "target")
    assert not (tmp_path / "target").exists()
    assert not Path(str(caught.value)).exists()


@needs_memory
def test_memory_is_given_back(tmp_path: Path) -> None:
    with workbench(tmp_path / "target") as place:
        build(place)
        assert place.is_relative_to(module.MEMORY)
    assert not place.parent.exists()
