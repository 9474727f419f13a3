"""Fixtures that several packages' tests share."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SHARED = Path(os.environ.get("TRACUU_SHARED", ROOT.parent / "shared"))
SEEDS = SHARED / "seeds"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of shared documents and gold: missing it skips a test, unless TRACUU_SHARED promised it."""
    if SEEDS.is_dir():
        return SHARED
    reason = f"no shared documents at {SHARED}; name their folder in TRACUU_SHARED"
    if "TRACUU_SHARED" in os.environ:
        pytest.fail(reason)
    pytest.skip(reason)  # the documents are not ours to hand out


@pytest.fixture(scope="session")
def samples() -> Path:
    return ROOT / "corpus" / "samples"


@pytest.fixture(autouse=True)
def _own_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test sees the settings of the machine that it runs on."""
    for name in os.environ:
        if name.startswith("TRACUU_") and name not in ("TRACUU_SHARED", "TRACUU_QDRANT_URL"):
            monkeypatch.delenv(name)
