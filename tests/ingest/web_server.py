"""A web server on loopback, in a thread: pages, feeds, and what servers do wrong."""

from __future__ import annotations

import gzip
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass(frozen=True)
class Reply:
    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    endless: bool = False  # the body again and again


@dataclass
class Site:
    """What the server answers by path, and what it was asked."""

    url: str
    replies: dict[str, Reply] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    hosts: list[str] = field(default_factory=list)
    agents: set[str] = field(default_factory=set)

    def put(self, path: str, body: str | bytes, **headers: str) -> str:
        """A page; gives its address."""
        data = body.encode() if isinstance(body, str) else body
        self.replies[path] = Reply(
            data, headers={name.replace("_", "-"): text for name, text in headers.items()}
        )
        return self.url + path

    def zip(self, path: str, body: bytes) -> str:
        return self.put(path, gzip.compress(body), Content_Encoding="gzip")


@contextmanager
def served_site() -> Iterator[Site]:
    site = Site("")

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.asked.append(self.path)
            site.hosts.append(self.headers["Host"])
            site.agents.add(self.headers["User-Agent"])
            reply = site.replies.get(self.path, Reply(status=404))
            self.send_response(reply.status)
            for name, text in reply.headers.items():
                self.send_header(name, text)
            self.end_headers()
            self._write(reply)

        def _write(self, reply: Reply) -> None:
            try:
                self.wfile.write(reply.body)
                while reply.endless:
                    self.wfile.write(reply.body)
            except OSError:  # the client has had enough
                self.close_connection = True

        def log_message(self, *_: object) -> None:
            """Tests need no log."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    site.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
