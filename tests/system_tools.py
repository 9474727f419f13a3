"""Tests that need a program of the system: left out where it is missing, but not in CI."""

from __future__ import annotations

import os

import pytest

from ingest.tools import Tool, installed


def need(tool: Tool) -> None:
    """Skip the test where a program is missing; fail it in CI."""
    if installed(tool):
        return
    reason = f"{tool.name} is not installed; {tool.install}"
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)
