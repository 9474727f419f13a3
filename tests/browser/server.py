"""A real `tracuu serve` of its own home, which can be stopped and started again on the same port."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

START_SECONDS = 90.0


class RunningServer:
    def __init__(self, home: Path) -> None:
        self.home, self.port = home, free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self._process: subprocess.Popen[bytes] | None = None

    def ingest(self, folder: Path) -> None:
        subprocess.run(_command("ingest", str(folder)), env=self._environment(), check=True, timeout=300)

    def start(self) -> None:
        command = _command("serve", "--port", str(self.port))
        self._process = subprocess.Popen(command, env=self._environment(), stderr=subprocess.DEVNULL)
        deadline = time.monotonic() + START_SECONDS
        while not self._answers():
            if self._process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"tracuu serve does not answer on port {self.port}")
            time.sleep(0.2)

    def stop(self) -> None:
        if self._process is not None:
            self._process.terminate()
            self._process.wait(timeout=30)

    def _answers(self) -> bool:
        try:
            with urlopen(f"{self.address}/readyz", timeout=5) as answer:  # noqa: S310  # our own server
                return bool(answer.status == 200)
        except (URLError, OSError):
            return False

    def _environment(self) -> dict[str, str]:
        return {**os.environ, "TRACUU_HOME": str(self.home)}


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def _command(*words: str) -> list[str]:
    return [sys.executable, "-m", "tracuu", *words]
