"""The HTTP server: it ends gracefully, tells where it listens, and waits for no slow sender for ever."""

from __future__ import annotations

import asyncio
import signal
import socket
import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

import h11
import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

HEAD_SECONDS = 15.0  # for the head of a request
BODY_SECONDS = 300.0  # for its body: 100 MB at 3 Mbit/s
LAST_SECONDS = 30  # for requests in flight when the server is told to stop
MOST_CONNECTIONS = 1000  # idle ones too
LONGEST_HEAD = 1 << 18  # bytes: an address with a very long question still gets its error page


def serve(app: Any, *, host: str, port: int, ready: Callable[[str], None]) -> None:
    """Serve until SIGTERM or SIGINT; `ready` is told the address when requests are taken."""
    before = signal.signal(signal.SIGTERM, _leave)  # uvicorn raises the signal again when all is answered
    try:
        make_server(app, host=host, port=port, ready=ready).run()
    finally:
        signal.signal(signal.SIGTERM, before)


def make_server(app: Any, *, host: str, port: int, ready: Callable[[str], None]) -> uvicorn.Server:
    config = uvicorn.Config(
        app,
        host=host,
        port=port,
        http=PunctualProtocol,
        ws="none",
        log_config=None,
        access_log=False,  # the application logs its requests itself
        server_header=False,
        limit_concurrency=MOST_CONNECTIONS,
        h11_max_incomplete_event_size=LONGEST_HEAD,
        timeout_graceful_shutdown=LAST_SECONDS,
    )
    return _Server(config, ready)


def _leave(_number: int, _frame: FrameType | None) -> None:
    """Leave through every `with`, so that index and workers are closed."""
    sys.exit(0)


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config, ready: Callable[[str], None]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        for server in self.servers:
            for listener in server.sockets:
                host, port = listener.getsockname()[:2]
                self._ready(f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}")
                return


class PunctualProtocol(H11Protocol):
    """HTTP/1.1 with a time for each part of a request; who takes longer is hung up on."""

    _timer: asyncio.TimerHandle | None = None
    _watched: object = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._watch()

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        self._watch()

    def on_response_complete(self) -> None:
        super().on_response_complete()
        self._watch()

    def connection_lost(self, exc: Exception | None) -> None:
        super().connection_lost(exc)
        self._stop()

    def _watch(self) -> None:
        """Time what the sender is to do next; it starts anew when that changes."""
        doing = (self.conn.their_state, id(self.cycle))
        if doing == self._watched:
            return
        self._stop()
        self._watched = doing
        seconds = {h11.IDLE: HEAD_SECONDS, h11.SEND_BODY: BODY_SECONDS}.get(self.conn.their_state)
        if seconds:
            self._timer = self.loop.call_later(seconds, self.transport.close)

    def _stop(self) -> None:
        if self._timer:
            self._timer.cancel()
            self._timer = None
