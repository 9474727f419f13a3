"""A client that a generator makes of our OpenAPI document, against a server on this machine."""

from __future__ import annotations

import importlib
import json
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from fastapi.testclient import TestClient

from search_api import schemas
from search_api.app import create_app
from search_api.openapi import EXAMPLES
from search_api.services import Services

MODELS = {
    "get_search": schemas.SearchResponse,
    "get_ask": schemas.AskResponse,
    "get_figures": schemas.FiguresResponse,
    "get_pivot": schemas.PivotResponse,
    "get_year_on_year": schemas.YearOnYearResponse,
    "get_references": schemas.ReferencesResponse,
    "post_check": schemas.CheckedReferences,
    "get_reference": schemas.ReferenceResponse,
    "get_documents": schemas.DocumentsResponse,
    "get_document": schemas.DocumentResponse,
    "get_job": schemas.Job,
    "post_document": schemas.LibraryLine,
}


@pytest.fixture(scope="module")
def address(services: Services) -> Iterator[str]:
    with socket.socket() as line:
        line.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(create_app(services), log_level="error"))
        thread = threading.Thread(target=server.run, args=([line],), daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{line.getsockname()[1]}"
        server.should_exit = True
        thread.join()


@pytest.fixture(scope="module")
def api(
    client: TestClient, address: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, Any]]:
    """The generated calls by name, and a client for the server."""
    folder = tmp_path_factory.mktemp("client")
    (folder / "openapi.json").write_text(json.dumps(client.get("/openapi.json").json()), "utf-8")
    (folder / "config.yaml").write_text("package_name_override: made_client\npost_hooks: []\n", "utf-8")
    command = [str(Path(sys.executable).with_name("openapi-python-client")), "generate"]
    options = ["--path", "openapi.json", "--config", "config.yaml", "--meta", "none", "--fail-on-warning"]
    done = subprocess.run(
        [*command, *options, "--output-path", "made_client"],
        cwd=folder, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(folder))
        yield {
            "client": importlib.import_module("made_client").Client(base_url=address),
            **{name: _call(name) for name in ("get_search", "get_ask", "get_figures", "get_reference")},
            "models": importlib.import_module("made_client.models"),
        }


def _call(name: str) -> Any:
    return importlib.import_module(f"made_client.api.default.{name}").sync


def test_generated_calls_answer(api: dict[str, Any]) -> None:
    here = {"client": api["client"]}
    found = api["get_search"](**here, q="dạy nghề", province="Hòa Bình")
    assert found.hits[0].document_id
    answer = api["get_ask"](**here, q="Năm 2022 Hòa Bình mở bao nhiêu lớp?")
    assert (answer.status, answer.answers[0].value) == ("grounded", 51)
    assert api["get_figures"](**here, q="số lớp dạy nghề", unit="lớp").total == 2
    assert api["get_reference"]("94/2010/NĐ-CP", **here).replaced_by == ["116/2021/NĐ-CP"]


def test_generated_calls_read_problems(api: dict[str, Any]) -> None:
    problem = api["get_search"](client=api["client"], q="a", province="Atlantis")
    assert isinstance(problem, api["models"].Problem)
    assert (problem.status, problem.parameter) == (400, "province")


def test_every_call_has_an_example(client: TestClient) -> None:
    """Of its answer where that is JSON, and of what has to be sent."""
    for path, calls in client.get("/openapi.json").json()["paths"].items():
        for call in calls.values():
            json_answers = [
                content["application/json"]
                for status, answer in call["responses"].items()
                if status < "300" and "application/json" in (content := answer.get("content", {}))
            ]
            assert all("example" in answer for answer in json_answers), path
            for parameter in call.get("parameters", ()):
                if parameter["required"]:
                    assert "examples" in parameter["schema"] or "example" in parameter, (path, parameter)


def test_examples_are_answers_of_ours() -> None:
    for name, answers in json.loads(EXAMPLES.read_text("utf-8")).items():
        for status, example in answers.items():
            (schemas.Job if status == "202" else MODELS[name]).model_validate(example)
