"""Keys: who may read, who may write, and how a refusal looks."""

from __future__ import annotations

import base64
from dataclasses import replace

import pytest
from fastapi.testclient import TestClient

from search_api.services import Services
from tests.search_api.conftest import READ_KEY, WRITE_KEY


def bearer(key: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {key}"}


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 401),
        (bearer("wrong"), 401),
        (bearer(""), 401),
        (bearer("khóa-ừ"), 401),
        ({"Authorization": "Basic !!!"}, 401),
        (bearer(READ_KEY), 200),
        (bearer(WRITE_KEY), 200),
        ({"Authorization": f"bearer {READ_KEY}"}, 200),
    ],
)
def test_reading_needs_a_key(closed_client: TestClient, headers: dict[str, str], status: int) -> None:
    encoded = {name: value.encode() for name, value in headers.items()}
    response = closed_client.get("/api/v1/search", params={"q": "dạy nghề"}, headers=encoded)  # type: ignore[arg-type]
    assert response.status_code == status
    if status == 401:
        assert response.headers["www-authenticate"].startswith("Bearer")
        assert response.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize(("key", "status"), [("wrong", 401), (READ_KEY, 403), (WRITE_KEY, 404)])
def test_writing_needs_a_writing_key(closed_client: TestClient, key: str, status: int) -> None:
    assert closed_client.delete("/api/v1/documents/0123", headers=bearer(key)).status_code == status


def test_a_browser_gives_its_key_as_a_password(closed_client: TestClient) -> None:
    assert closed_client.get("/").headers["www-authenticate"].startswith("Basic")
    password = base64.b64encode(f"any:{READ_KEY}".encode()).decode()
    assert closed_client.get("/", headers={"Authorization": f"Basic {password}"}).status_code == 200


def test_health_needs_no_key(closed_client: TestClient) -> None:
    assert closed_client.get("/healthz").status_code == 200


def test_keys_are_not_shown(closed_client: TestClient, services: Services) -> None:
    assert READ_KEY not in repr(replace(services, read_keys=frozenset({READ_KEY})))
    assert READ_KEY not in closed_client.get("/openapi.json").text
