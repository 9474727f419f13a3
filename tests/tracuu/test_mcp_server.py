"""The tools over the protocol, called by the package's own client."""

from __future__ import annotations

import asyncio
import os
import socket
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest
import uvicorn
from mcp import Client, StdioServerParameters
from mcp.types import TextContent

from search_api.services import Services
from tests.search_api.conftest import READ_KEY, embedder, services  # noqa: F401  # fixtures
from tracuu.mcp_server import PATH, build_server, http_app

TOOLS = {"search", "ask", "figures", "references", "check_references", "document"}


def call(server: Any, name: str, **arguments: object) -> Any:
    """The result of one tool call, as the client gives it."""

    async def run() -> Any:
        async with Client(server) as client:
            return await client.call_tool(name, arguments)

    return asyncio.run(run())


def names(server: Any) -> set[str]:
    async def run() -> set[str]:
        async with Client(server) as client:
            return {tool.name for tool in (await client.list_tools()).tools}

    return asyncio.run(run())


CALLS: list[tuple[str, dict[str, object], Callable[[Any], bool]]] = [
    ("search", {"query": "dạy nghề", "province": "Hòa Bình"}, lambda r: bool(r["hits"])),
    ("ask", {"question": "Năm 2022 Hòa Bình mở bao nhiêu lớp?"}, lambda r: r["answers"][0]["value"] == 51),
    (
        "ask",
        {"question": "Mở bao nhiêu lớp?", "province": "hoa binh", "year": 2021},
        lambda r: r["answers"][0]["value"] == 46,
    ),
    ("ask", {"question": "Giá vé tàu điện ngầm?"}, lambda r: r["status"] == "no_match"),
    ("figures", {"indicator": "số lớp dạy nghề", "unit": "lớp"}, lambda r: r["total"] == 2),
    ("references", {"number": "94/2010/nđ-cp"}, lambda r: r["replaced_by"] == ["116/2021/NĐ-CP"]),
    ("references", {"number": "94/2010/NĐ-CP", "on": "2015-01-01"}, lambda r: "in_force" in r["state"]),
    ("references", {"subject": "giám định y khoa"}, lambda r: r["total"] == 1),
    (
        "check_references",
        {"text": "Theo Nghị định 116/2021/NĐ-CP"},
        lambda r: r["references"][0]["known"] is True,
    ),
]


@pytest.mark.parametrize(("name", "arguments", "holds"), CALLS)
def test_tools_answer_as_the_calls_do(
    services: Services,  # noqa: F811
    name: str,
    arguments: dict[str, object],
    holds: Callable[[Any], bool],
) -> None:
    result = call(build_server(services), name, **arguments)
    assert not result.is_error
    assert holds(result.structured_content)


def test_a_document_with_its_records(services: Services) -> None:  # noqa: F811
    key = next(one.id for one in services.library.entries() if one.source == "hoa-binh-2021.txt")
    found = call(build_server(services), "document", id=key).structured_content
    assert found["document"]["id"] == key
    assert found["figures"]


def test_every_tool_is_listed(services: Services) -> None:  # noqa: F811
    assert names(build_server(services)) == TOOLS


@pytest.mark.parametrize(
    ("name", "arguments", "said"),
    [
        ("search", {"query": "a", "province": "Atlantis"}, "province"),
        ("search", {"query": "???"}, "q:"),
        ("references", {"number": "1/1900/XX"}, "1/1900/XX"),
        ("document", {"id": "../../etc/passwd"}, "passwd"),
        ("references", {"number": "94/2010/NĐ-CP", "on": "mai"}, "on"),
        ("figures", {}, "indicator"),
    ],
)
def test_wrong_calls_are_told_and_end_nothing(
    services: Services,  # noqa: F811
    name: str,
    arguments: dict[str, object],
    said: str,
) -> None:
    result = call(build_server(services), name, **arguments)
    content = result.content[0]
    assert result.is_error
    assert isinstance(content, TextContent)
    assert said in content.text


@contextmanager
def served(services: Services) -> Iterator[str]:  # noqa: F811
    """The server on a port of this machine."""
    with socket.socket() as line:
        line.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(http_app(services, host="127.0.0.1"), log_level="error"))
        thread = threading.Thread(target=server.run, args=([line],), daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{line.getsockname()[1]}{PATH}"
        server.should_exit = True
        thread.join()


def test_over_http(services: Services) -> None:  # noqa: F811
    with served(services) as url:
        assert names(url) == TOOLS
        found = call(url, "ask", question="Năm 2022 Hòa Bình mở bao nhiêu lớp?")
    assert found.structured_content["answers"][0]["value"] == 51


def test_over_http_keys_are_asked_for(services: Services) -> None:  # noqa: F811
    with served(replace(services, read_keys=frozenset({READ_KEY}))) as url:
        assert httpx.post(url, json={}).status_code == 401
        assert httpx.post(url, json={}, headers={"Authorization": f"Bearer {READ_KEY}"}).status_code != 401


def test_over_stdio(tmp_path: Path) -> None:
    environment = {**os.environ, "TRACUU_HOME": str(tmp_path)}
    server = StdioServerParameters(command=sys.executable, args=["-m", "tracuu", "mcp"], env=environment)
    assert names(server) == TOOLS
