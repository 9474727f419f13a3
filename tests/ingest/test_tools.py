from __future__ import annotations

import time
from pathlib import Path

import pytest

from corpus.errors import SourceError, TooLarge, UnsupportedType
from ingest.tools import TESSERACT, TOOLS, Limits, Tool, installed, run

SHELL = Tool("sh", "thử", ("sh",), "dash")
MISSING = Tool("không-có", "thử", ("khong-co-chuong-trinh",), "khong-co")
ROOMY = Limits(seconds=20, memory=2_000_000_000)


def run_here(folder: Path, command: str, limits: Limits = ROOMY) -> tuple[int, bytes]:
    outcome = run(SHELL, ["-c", command], folder=folder, limits=limits, source="a.doc", kind="tệp")
    return outcome.code, outcome.stdout


def test_runs_in_its_folder_with_nothing_of_ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET", "x")
    code, printed = run_here(tmp_path, 'pwd; echo "[$SECRET]$HOME"; exit 3')
    assert code == 3
    assert printed.decode().split() == [str(tmp_path), f"[]{tmp_path}"]


def test_time_is_limited_with_all_children(tmp_path: Path) -> None:
    started = time.monotonic()
    with pytest.raises(SourceError, match="quá 1 giây"):
        run_here(tmp_path, "sleep 30 & sleep 30; touch late", Limits(seconds=1, memory=2_000_000_000))
    assert time.monotonic() - started < 10
    assert not (tmp_path / "late").exists()


def test_output_is_limited(tmp_path: Path) -> None:
    with pytest.raises(TooLarge):
        run_here(tmp_path, "yes", Limits(seconds=20, memory=2_000_000_000, output=100_000))


def test_missing_tool_says_how_to_get_it(tmp_path: Path) -> None:
    assert not installed(MISSING)
    with pytest.raises(UnsupportedType, match="apt-get install khong-co"):
        run(MISSING, [], folder=tmp_path, limits=ROOMY, source="a.doc", kind="tệp")


def test_every_tool_says_what_it_is_for() -> None:
    assert all(tool.purpose and tool.packages and tool.install.startswith("sudo apt-get") for tool in TOOLS)
    assert "tesseract-ocr-vie" in TESSERACT.install
