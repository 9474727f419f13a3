"""Wrong calls: always a problem document that names the parameter, never a 5xx."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

from search_api.paging import write_cursor
from search_api.services import Services
from tests.search_api.conftest import MAX_UPLOAD

LONG = "a " * 5_000

WRONG = [
    ("/search", {}, "q"),
    ("/search", {"q": ""}, "q"),
    ("/search", {"q": "  "}, "q"),
    ("/search", {"q": "???"}, "q"),
    ("/search", {"q": LONG}, "q"),
    ("/ask", {"q": LONG}, "q"),
    ("/ask", {"q": "trạm y tế", "kind": "poem"}, "kind"),
    ("/ask", {"q": "trạm y tế", "province": "Atlantis"}, "province"),
    ("/ask", {"q": "trạm y tế", "year_from": "2022", "year_to": "2020"}, "year_from"),
    ("/ask", {"q": "trạm y tế", "ignore": "a" * 201}, "ignore"),
    ("/search", {"q": "a", "mode": "magic"}, "mode"),
    ("/search", {"q": "a", "province": "Atlantis"}, "province"),
    ("/search", {"q": "a", "doc_type": "novel"}, "doc_type"),
    ("/search", {"q": "a", "year_from": "0"}, "year_from"),
    ("/search", {"q": "a", "year_to": "99999"}, "year_to"),
    ("/search", {"q": "a", "year_to": "hai nghìn"}, "year_to"),
    ("/search", {"q": "a", "year_from": "2022", "year_to": "2020"}, "year_from"),
    ("/search", {"q": "a", "limit": "0"}, "limit"),
    ("/search", {"q": "a", "limit": "1000000000"}, "limit"),
    ("/search", {"q": "a", "cursor": "không phải"}, "cursor"),
    ("/search", {"q": "a", "cursor": write_cursor(10, {"q": "another"})}, "cursor"),
    ("/search", {"q": "a", "provnce": "Hà Nội"}, "provnce"),
    ("/figures", {"holds": "perhaps"}, "holds"),
    ("/figures", {"format": "docx"}, "format"),
    ("/figures", {"q": LONG}, "q"),
    ("/figures", {"cursor": write_cursor(1, {})}, "cursor"),
    ("/figures/pivot", {}, "q"),
    ("/references", {"type": "novel"}, "type"),
    ("/references/94/2010/NĐ-CP", {"on": "2024-02-31"}, "on"),
    ("/documents", {"limit": "-1"}, "limit"),
    ("/documents", {"cursor": "e30"}, "cursor"),
]


@pytest.mark.parametrize(("path", "query", "parameter"), WRONG)
def test_a_wrong_parameter_is_named(
    client: TestClient, path: str, query: dict[str, str], parameter: str
) -> None:
    response = client.get(f"/api/v1{path}", params=query)
    assert response.status_code == 400
    assert response.headers["content-type"] == "application/problem+json"
    body = response.json()
    assert (body["parameter"], body["status"]) == (parameter, 400)
    assert {"type", "title", "detail"} <= set(body)


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/api/v1/nowhere", 404),
        ("GET", "/nowhere", 404),
        ("POST", "/api/v1/search", 405),
        ("GET", "/api/v1/documents/0123", 404),
        ("GET", "/api/v1/documents/..%2F..%2Fetc%2Fpasswd", 404),
        ("DELETE", "/api/v1/documents/0123", 404),
        ("GET", "/api/v1/documents/0123/original", 404),
        ("GET", "/api/v1/references/1/1900/XX", 404),
    ],
)
def test_what_is_not_there(client: TestClient, method: str, path: str, status: int) -> None:
    response = client.request(method, path)
    assert response.status_code == status
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json()["status"] == status


@pytest.mark.parametrize(
    ("files", "status"),
    [
        ({}, 400),
        ({"file": ("trống.txt", b"")}, 422),
        ({"file": ("rác.pdf", bytes(range(256)) * 8)}, 415),
        ({"file": ("to.txt", b"a" * (MAX_UPLOAD + 1))}, 413),
    ],
)
def test_uploads_that_cannot_be_read(
    own_client: TestClient, files: dict[str, tuple[str, bytes]], status: int
) -> None:
    response = own_client.post("/api/v1/documents", files=files or None)
    assert response.status_code in (status, 415, 422)
    assert response.headers["content-type"] == "application/problem+json"


def test_an_unexpected_error_says_nothing_of_the_inside(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    from search_api.app import create_app

    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("secret detail")

    monkeypatch.setattr("search_api.routes.search", broken)
    client = TestClient(create_app(services), raise_server_exceptions=False)
    response = client.get("/api/v1/search", params={"q": "a"})
    assert (response.status_code, "secret" in response.text) == (500, False)
    assert response.headers["content-type"] == "application/problem+json"


def test_a_broken_upload_names_the_file(own_client: TestClient) -> None:
    uploads = {"trong.txt": b"", "hong.pdf": b"%PDF-1.4 " + bytes(range(256)), "la.xyz": b"\x00\x01" * 99}
    for name, data in uploads.items():
        response = own_client.post("/api/v1/documents", files={"file": (name, data)})
        assert response.status_code in (415, 422)
        assert response.json()["parameter"] == "file"


@pytest.mark.parametrize(
    ("kind", "body", "parameter"),
    [
        ("application/json", b"{bad", "body"),
        ("application/json", b"[]", "body"),
        ("application/json", b'{"text": ""}', "text"),
        ("application/json", b'{"text": 5}', "text"),
        ("application/json", b'{"text": "a", "on": "b"}', "on"),
    ],
)
def test_a_broken_body_is_named(client: TestClient, kind: str, body: bytes, parameter: str) -> None:
    response = client.post("/api/v1/references/check", content=body, headers={"content-type": kind})
    assert (response.status_code, response.json()["parameter"]) == (400, parameter)


def test_a_form_that_cannot_be_read_is_a_wrong_body(client: TestClient) -> None:
    headers = {"content-type": "multipart/form-data"}  # without its boundary
    response = client.post("/api/v1/documents", content=b"broken", headers=headers)
    assert (response.status_code, response.json()["parameter"]) == (400, "body")
