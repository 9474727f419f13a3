"""A real `tracuu serve` on a port of its own, started and stopped by tests."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

ADDRESS = re.compile(r"^Mở (http://127\.0\.0\.1:\d+)")


@dataclass
class Served:
    process: subprocess.Popen[str]
    address: str
    log: Path

    def client(self) -> httpx.Client:
        return httpx.Client(base_url=self.address, timeout=60)

    def end(self, how: signal.Signals) -> int:
        """Send a signal and wait for the end; gives the exit code."""
        self.process.send_signal(how)
        return self.process.wait(60)


@contextmanager
def served(home: Path, **settings: str) -> Iterator[Served]:
    """A server over a home, ready when this yields; killed at the end if it still runs."""
    named = {f"TRACUU_{name.upper()}": value for name, value in settings.items()}
    log = home / "serve.log"
    with log.open("w") as errors:
        process = subprocess.Popen(
            [sys.executable, "-m", "tracuu", "serve", "--port", "0"],
            env={**os.environ, "TRACUU_HOME": str(home), **named},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        try:
            yield Served(process, _address(process), log)
        finally:
            process.kill()
            errors.write(process.communicate()[1])


def _address(process: subprocess.Popen[str]) -> str:
    """What the server prints when it takes requests."""
    told = ""
    for line in process.stderr or ():
        told += line
        if found := ADDRESS.search(line):
            return found[1]
    raise AssertionError(f"the server did not start: {told}")
