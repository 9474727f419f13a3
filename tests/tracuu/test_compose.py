"""The compose file and the image say what the settings table and the issue of trust ask for."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from tracuu.settings import Settings

ROOT = Path(__file__).parent.parent.parent
COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
SERVICES: dict[str, Any] = COMPOSE["services"]
NODES = ("qdrant-1", "qdrant-2", "qdrant-3")
IMAGE = (ROOT / "Dockerfile").read_text(encoding="utf-8")


def test_every_variable_is_a_setting_with_a_fitting_default() -> None:
    given: dict[str, str] = SERVICES["tracuu"]["environment"]
    fields = {f"TRACUU_{name.upper()}" for name in Settings.model_fields}
    assert given.keys() <= fields
    values = {name: re.sub(r"^\$\{\w+:-(.*)\}$", r"\1", value) for name, value in given.items()}
    settings = Settings.model_validate(
        {name.removeprefix("TRACUU_").lower(): value for name, value in values.items()}
    )
    assert str(settings.home) == "/data"
    assert settings.log_format == "json"
    assert {
        name for name, value in given.items() if value.startswith("${") and f"${{{name}:-" not in value
    } == set()


def test_variables_in_the_comments_exist() -> None:
    text = (ROOT / "docker-compose.yml").read_text(encoding="utf-8")
    fields = {f"TRACUU_{name.upper()}" for name in Settings.model_fields}
    assert set(re.findall(r"TRACUU_[A-Z_]+", text)) <= fields


def test_one_node_is_the_default_and_three_are_a_profile() -> None:
    assert [name for name, service in SERVICES.items() if not service.get("profiles")] == ["tracuu"]
    assert (
        tuple(name for name, service in SERVICES.items() if "cluster" in service.get("profiles", [])) == NODES
    )


@pytest.mark.parametrize("name", ["qdrant", *NODES])
def test_every_store_is_watched_and_keeps_its_data(name: str) -> None:
    service = SERVICES[name]
    assert service["healthcheck"]["test"]
    volume, _, place = service["volumes"][0].partition(":")
    assert volume in COMPOSE["volumes"]
    assert place == "/qdrant/storage"
    assert len({SERVICES[other]["volumes"][0] for other in NODES}) == len(NODES)


def test_nodes_know_each_other() -> None:
    for name in NODES:
        assert SERVICES[name]["environment"]["QDRANT__CLUSTER__ENABLED"] == "true"
        assert f"http://{name}:6335" in SERVICES[name]["command"]
        assert "ports" not in SERVICES[name]  # reached by tracuu alone


def test_the_image_runs_as_a_user_on_a_root_that_is_read_only() -> None:
    user = re.findall(r"^USER (\S+)", IMAGE, re.M)
    assert user
    assert user[-1] != "root"
    assert "HEALTHCHECK" in IMAGE
    assert SERVICES["tracuu"]["read_only"] is True
    assert SERVICES["tracuu"]["tmpfs"] == ["/tmp"]  # noqa: S108  # of the container
    assert SERVICES["tracuu"]["cap_drop"] == ["ALL"]


@pytest.mark.parametrize("profile", [[], ["--profile", "server"], ["--profile", "cluster"]])
def test_compose_itself_accepts_the_file(profile: list[str]) -> None:
    program = shutil.which("docker-compose")
    if program is None:
        pytest.skip("docker-compose is not installed")
    done = subprocess.run(
        [program, *profile, "config"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert yaml.safe_load(done.stdout)["services"]["tracuu"]["read_only"] is True
