"""The documentation names every setting, command and dependency, with what the code says of it."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from tracuu.cli import build_parser
from tracuu.settings import Settings

ROOT = Path(__file__).parent.parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PACKAGES = [re.split(r"[<>=\[ ]", line)[0] for line in PROJECT["project"]["dependencies"]]


@pytest.mark.parametrize("name", sorted(Settings.model_fields))
def test_readme_lists_the_setting(name: str) -> None:
    field = Settings.model_fields[name]
    default = "" if field.default == "" else f"`{field.default}`"
    assert f"| `TRACUU_{name.upper()}` | {default} | {field.description} |" in README


@pytest.mark.parametrize("package", PACKAGES)
def test_readme_gives_the_reason_for_the_dependency(package: str) -> None:
    table = README.partition("## Dependencies")[2].partition("\n## ")[0]
    names = {name for row in table.splitlines() for name in row.split("|")[1:2] for name in name.split(",")}
    assert package in {name.strip() for name in names}


def test_every_pin_has_its_reason_on_its_line() -> None:
    lines = (ROOT / "pyproject.toml").read_text(encoding="utf-8").splitlines()
    pins = [line for line in lines if re.match(r'\s+"[a-z-]+==', line)]
    assert pins
    assert [line for line in pins if "#" not in line] == []


def test_readme_shows_every_command() -> None:
    commands = re.findall(r"^    ([a-z]+)\b", build_parser().format_help(), re.M)
    assert len(commands) >= 9
    assert [command for command in commands if f"tracuu {command}" not in README] == []
