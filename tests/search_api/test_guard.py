"""Limits and headers around the application."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from fastapi.testclient import TestClient

from search_api.app import create_app
from search_api.guard import SAFE_HEADERS, Guard, Limits, Rates, Seen
from search_api.services import Services

PAGES = ["/", "/figures", "/references", "/library", "/documents/nosuch", "/nosuch", "/docs", "/openapi.json"]
CALLS = [
    "/api/v1/search?q=ma%20t%C3%BAy",
    "/api/v1/search",
    "/api/v1/nosuch",
    "/healthz",
    "/readyz",
    "/metrics",
]


@pytest.mark.parametrize("path", [*PAGES, *CALLS, "/static/nosuch.css"])
def test_every_answer_carries_the_headers(client: TestClient, path: str) -> None:
    headers = client.get(path, headers={"accept": "text/html"}).headers
    assert {name: headers.get(name) for name in SAFE_HEADERS} == SAFE_HEADERS


def test_an_unforeseen_error_carries_them_and_tells_nothing(services: Services) -> None:
    class Broken:
        def __getattr__(self, name: str) -> object:
            raise RuntimeError("bí mật")

    app = create_app(replace(services, index=Broken()))  # type: ignore[arg-type]
    answer = TestClient(app, raise_server_exceptions=False).get("/api/v1/search?q=x")
    assert answer.status_code == 500
    assert "bí mật" not in answer.text
    assert {name: answer.headers.get(name) for name in SAFE_HEADERS} == SAFE_HEADERS


def test_a_body_that_tells_its_length_is_not_read(services: Services) -> None:
    app = create_app(replace(services, limits=Limits(upload=1000)))
    sent = 0

    def body() -> Iterator[bytes]:
        nonlocal sent
        for _ in range(64):
            sent += 1
            yield b"x" * (1 << 17)

    client = TestClient(app)
    answer = client.post("/api/v1/documents", content=b"", headers={"content-length": str(8 << 20)})
    assert (answer.status_code, answer.headers["content-type"]) == (413, "application/problem+json")
    answer = client.post("/api/v1/documents", content=body(), headers={"content-type": FORM})  # chunked
    assert (answer.status_code, answer.headers["content-type"]) == (413, "application/problem+json")
    assert {name: answer.headers.get(name) for name in SAFE_HEADERS} == SAFE_HEADERS


FORM = "multipart/form-data; boundary=ranh-gioi"


def test_one_sender_too_many_is_told_when_to_come_again(services: Services) -> None:
    client = TestClient(create_app(replace(services, limits=Limits(a_minute=3))))
    codes = [client.get("/api/v1/documents").status_code for _ in range(4)]
    assert codes == [200, 200, 200, 429]
    answer = client.get("/api/v1/documents")
    assert 1 <= int(answer.headers["retry-after"]) <= 20
    assert client.get("/healthz").status_code == 200


def test_a_rate_fills_up_evenly_and_knows_senders_apart() -> None:
    rates = Rates(60)
    assert [rates.wait("a", 0.0) for _ in range(60)] == [0] * 60
    assert rates.wait("a", 0.0) == 1
    assert rates.wait("b", 0.0) == 0
    assert rates.wait("a", 1.5) == 0
    assert rates.wait("a", 1.5) == 1


async def _slow(*_: object) -> None:
    raise AssertionError("not to be reached")


@pytest.mark.parametrize("path", ["/", "/api/v1/search"])
def test_too_many_at_once_are_sent_away(path: str) -> None:
    seen: list[Seen] = []
    answer = TestClient(Guard(_slow, Limits(in_flight=0), seen.append)).get(path)
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "1")
    assert [(one.path, one.status) for one in seen] == [(path, 503)]


def test_metrics_tell_of_documents_stages_times_and_points(client: TestClient) -> None:
    client.get("/api/v1/search?q=cai%20nghi%E1%BB%87n")
    text = client.get("/metrics").text
    for line in (
        'tracuu_documents{state="indexed"} ',
        'tracuu_http_request_seconds_bucket{le="0.05",method="GET",route="/api/v1/search"}',
        'tracuu_http_requests_total{method="GET",route="/api/v1/search",status="200"}',
        'tracuu_index_points{collection="passages"}',
        "tracuu_index_bytes ",
        "process_resident_memory_bytes ",
    ):
        assert line in text
    assert 'route="/nosuch' not in text
