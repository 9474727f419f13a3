"""The real server from outside: slow and broken senders, its logs, and its end."""

from __future__ import annotations

import contextlib
import json
import signal
import socket
import threading
from pathlib import Path

import httpx
import pytest
from starlette.types import Receive, Scope, Send

from tests.trust.served import Served, served
from tests.trust.whole import assert_whole, made_documents
from tracuu import serving


def connected(server: Served) -> socket.socket:
    host, _, port = server.address.removeprefix("http://").partition(":")
    return socket.create_connection((host, int(port)), timeout=60)


def test_a_stop_answers_what_is_in_flight_and_closes_the_library_well(tmp_path: Path) -> None:
    documents = made_documents(4)
    answers: list[int] = []
    with served(tmp_path, log_level="info", log_format="json") as server:
        under_way = threading.Barrier(len(documents) + 1)

        def send(name: str, data: bytes) -> None:
            with server.client() as client:
                client.get("/healthz")  # the connection is there
                under_way.wait()
                answers.append(client.post("/api/v1/documents", files={"file": (name, data)}).status_code)

        threads = [threading.Thread(target=send, args=item) for item in documents.items()]
        for thread in threads:
            thread.start()
        under_way.wait()
        with server.client() as client:  # it is answered while theirs are read
            assert client.get("/healthz").json() == {"status": "ok"}
        for thread in threads:
            thread.join()
        assert server.end(signal.SIGTERM) == 0
    assert sorted(set(answers)) in ([201], [201, 202], [202])
    told = server.log.read_text()
    lines = [json.loads(line) for line in told.splitlines()]
    requests = [line for line in lines if line["logger"] == "search_api.requests"]
    assert {"time", "level", "message", "method", "path", "status", "seconds", "client"} <= requests[0].keys()
    with served(tmp_path) as server:
        with server.client() as client:
            for name, data in documents.items():
                while client.post("/api/v1/documents", files={"file": (name, data)}).status_code == 202:
                    pass  # it answers when the document is read, or after some seconds
        server.end(signal.SIGTERM)
    assert_whole(tmp_path, documents.values())


BROKEN = [
    b"GARBAGE\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: x\r\n" + b"A: " + b"x" * (1 << 19) + b"\r\n\r\n",
    b"POST /api/v1/documents HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
    b"GET /api/v1/documents/%00%ff%2e%2e HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
]


def received(line: socket.socket) -> bytes:
    """All that comes, to the end or to a reset."""
    answer = b""
    with contextlib.suppress(ConnectionResetError):
        while part := line.recv(1 << 16):
            answer += part
    return answer


def test_broken_and_half_requests_harm_nobody(tmp_path: Path) -> None:
    with served(tmp_path) as server:
        for request in BROKEN:
            with connected(server) as line:
                with contextlib.suppress(OSError):  # it may be refused before its end
                    line.sendall(request)
                    line.shutdown(socket.SHUT_WR)
                answer = received(line)
            assert b"Traceback" not in answer
            assert answer[:12] in (b"HTTP/1.1 400", b"HTTP/1.1 404", b"HTTP/1.1 422", b"")
        with connected(server) as half:  # is left hanging
            half.sendall(b"POST /api/v1/documents HTTP/1.1\r\nHost: x\r\nContent-Length: 999\r\n\r\nx")
            assert httpx.get(f"{server.address}/healthz").status_code == 200
        assert server.end(signal.SIGTERM) == 0
    assert "Traceback" not in server.log.read_text()


@pytest.mark.parametrize(
    "start",
    [b"", b"GET / HT", b"POST /api/v1/documents HTTP/1.1\r\nHost: x\r\nContent-Length: 999\r\n\r\nx"],
)
def test_who_is_too_slow_is_hung_up_on(start: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serving, "HEAD_SECONDS", 0.2)
    monkeypatch.setattr(serving, "BODY_SECONDS", 0.2)
    ready, found = threading.Event(), []

    async def app(scope: Scope, receive: Receive, _send: Send) -> None:
        while scope["type"] == "http" and (await receive())["type"] != "http.disconnect":
            pass

    def tell(address: str) -> None:
        found.append(address)
        ready.set()

    server = serving.make_server(app, host="127.0.0.1", port=0, ready=tell)
    thread = threading.Thread(target=server.run)
    thread.start()
    assert ready.wait(30)
    host, _, port = found[0].removeprefix("http://").partition(":")
    with socket.create_connection((host, int(port)), timeout=30) as line:
        line.sendall(start)
        assert line.recv(1000) == b""
    server.should_exit = True
    thread.join()
