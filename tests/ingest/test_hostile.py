"""A folder of forty hostile files beside ten good ones, through the command line, under tight limits."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

from tests.ingest.hostile_files import write_good, write_hostile

SECONDS, MEMORY_MB = 10, 512
MOST_SECONDS = 240  # a hung file costs SECONDS and a new worker; a busy machine takes its time
MOST_MEMORY_KB = 1_200_000  # of the largest process: its libraries and MEMORY_MB


def test_hostile_files_have_a_reason_and_the_good_ones_are_found(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    bad, good = write_hostile(folder), write_good(folder)
    assert (bad, good) == (40, 10)
    began = time.monotonic()
    code, memory, complaints = _tracuu("ingest", str(folder), home=tmp_path)
    assert time.monotonic() - began < MOST_SECONDS
    assert memory < MOST_MEMORY_KB
    assert code == 1
    *_, last = complaints.splitlines()
    assert last == "10 tài liệu mới, 0 đã có, 40 lỗi."
    lines = [line for line in complaints.splitlines() if ": " in line]
    assert len(lines) == 40  # one for each, whatever its name holds
    assert all(line.isprintable() for line in lines)
    assert not [line for line in lines if "Traceback" in line]
    ledger = json.loads(_status(tmp_path))
    assert ledger["states"]["indexed"] == 10
    assert all(failure["reason"] for failure in ledger["failures"])


# Run beside the tests, not under them: a process inherits the peak of the one that starts it.
_MEASURED = """
import json, resource, subprocess, sys
code = subprocess.call(sys.argv[1:], stdout=subprocess.DEVNULL)
print(json.dumps([code, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss]))
"""


def _tracuu(*arguments: str, home: Path) -> tuple[int, int, str]:
    """The exit code, the memory of the largest process in kB, and stderr."""
    command = [sys.executable, "-c", _MEASURED, sys.executable, "-m", "tracuu", *arguments]
    done = subprocess.run(command, env=_environment(home), capture_output=True, check=True)
    code, memory = json.loads(done.stdout)
    return code, memory, done.stderr.decode("utf-8", "replace")


def _status(home: Path) -> str:
    command = [sys.executable, "-m", "tracuu", "status", "--json"]
    return subprocess.run(command, env=_environment(home), capture_output=True, text=True, check=True).stdout


def _environment(home: Path) -> dict[str, str]:
    limits = {"TRACUU_READ_SECONDS": str(SECONDS), "TRACUU_READ_MEMORY_MB": str(MEMORY_MB)}
    return {**os.environ, **limits, "TRACUU_HOME": str(home / "home"), "PYTHONIOENCODING": "utf-8"}
