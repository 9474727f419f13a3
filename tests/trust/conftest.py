"""Homes for accidents."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.workbench import MEMORY

ROOM = 1 << 30


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    """A home in memory where there is some: a killed process leaves the same there, and fsync is quick."""
    if not (os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM):
        yield tmp_path
        return
    with tempfile.TemporaryDirectory(prefix="trust-", dir=MEMORY) as folder:
        yield Path(folder)
