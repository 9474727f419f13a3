"""What stands around the whole application: limits before anything is read, headers on every answer.

A request is refused before its body is read where it is too large, where its sender has sent too many, or
where too many are under way; the answer is a problem document. It stands outside of all error handlers, so
that an answer about an error carries the headers too.
"""

from __future__ import annotations

import math
import time
from collections import OrderedDict
from collections.abc import Callable, MutableMapping
from dataclasses import dataclass
from typing import Any

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from search_api.problems import problem

MEGABYTE = 1 << 20
ENVELOPE = MEGABYTE  # what a form takes beside its file
FORM_FILES = 4  # times the largest file: a page sends several at once
MOST_SENDERS = 10_000  # remembered; the one that was silent longest is forgotten
UNLIMITED = ("/healthz", "/readyz", "/metrics")  # asked by those who watch, when it matters most
SAFE_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
}


@dataclass(frozen=True)
class Limits:
    """What one request, one sender and all together may ask for."""

    upload: int = 100 * MEGABYTE  # bytes of one file
    in_flight: int = 64  # requests that are answered at once
    a_minute: int = 0  # requests of one sender; 0 for any number


@dataclass(frozen=True)
class Seen:
    """One request that was answered, as it is counted and logged."""

    method: str
    path: str
    route: str
    status: int
    seconds: float
    client: str


class Guard:
    """The application within its limits; `note` is told of every answer."""

    def __init__(self, app: ASGIApp, limits: Limits, note: Callable[[Seen], None]) -> None:
        self._app, self._limits, self._note = app, limits, note
        self._in_flight = 0
        self._rates = Rates(limits.a_minute)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began, answer = time.perf_counter(), _Answer(send)
        try:
            refused = self._refused(scope)
            if refused is None:
                await self._answered(scope, receive, answer)
            else:
                await refused(scope, receive, answer.send)
        finally:
            route = getattr(scope.get("route"), "path", "other")
            seconds = time.perf_counter() - began
            seen = Seen(scope["method"], scope["path"], route, answer.status, seconds, _client(scope))
            self._note(seen)

    def _refused(self, scope: Scope) -> Response | None:
        """The answer to a request that is not to be read."""
        if scope["path"] in UNLIMITED:
            return None
        if self._in_flight >= self._limits.in_flight:
            return problem(503, "Máy chủ đang bận. Hãy thử lại sau ít giây.", headers={"Retry-After": "1"})
        wait = self._rates.wait(_client(scope), time.monotonic())
        if wait:
            text = f"Gửi quá nhiều yêu cầu. Hãy thử lại sau {wait} giây."
            return problem(429, text, headers={"Retry-After": str(wait)})
        length = Headers(scope=scope).get("content-length", "0")
        if length.isdecimal() and int(length) > self._most(scope):
            return self._too_large(scope)
        return None

    async def _answered(self, scope: Scope, receive: Receive, answer: _Answer) -> None:
        body = _Body(receive, self._most(scope), answer)
        self._in_flight += 1
        try:
            await self._app(scope, body.receive, answer.send)
        finally:
            self._in_flight -= 1
            if body.is_too_large and not answer.has_begun:
                answer.is_muted = False
                await self._too_large(scope)(scope, receive, answer.send)

    def _most(self, scope: Scope) -> int:
        files = 1 if scope["path"].startswith("/api/") else FORM_FILES
        return files * self._limits.upload + ENVELOPE

    def _too_large(self, scope: Scope) -> Response:
        text = f"Yêu cầu lớn hơn {self._most(scope) // MEGABYTE} MB."
        return problem(413, text, parameter="file", headers={"Connection": "close"})


class _Answer:
    """The way back: headers are added, the status remembered; muted where another answer will be given."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self.status, self.has_begun, self.is_muted = 499, False, False  # 499: the sender left first

    async def send(self, message: Message) -> None:
        if self.is_muted:
            return
        if message["type"] == "http.response.start":
            self.has_begun, self.status = True, message["status"]
            headers = MutableHeaders(scope=message)
            for name, value in SAFE_HEADERS.items():
                headers.setdefault(name, value)
        await self._send(message)


class _Body:
    """A request's body, cut off where it grows beyond its limit without having told its length."""

    def __init__(self, receive: Receive, most: int, answer: _Answer) -> None:
        self._receive, self._left, self._answer = receive, most, answer
        self.is_too_large = False

    async def receive(self) -> MutableMapping[str, Any]:
        message = await self._receive()
        self._left -= len(message.get("body", b""))
        if self._left >= 0:
            return message
        self.is_too_large, self._answer.is_muted = True, not self._answer.has_begun
        return {"type": "http.disconnect"}


class Rates:
    """Requests a minute of each sender: a bucket that fills evenly, and holds a minute's worth."""

    def __init__(self, a_minute: int) -> None:
        self._most = a_minute
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()  # sender -> left, when

    def wait(self, sender: str, now: float) -> int:
        """0 where a request may pass, which is counted; else the seconds until the next one may."""
        if not self._most:
            return 0
        left, then = self._buckets.pop(sender, (float(self._most), now))
        left = min(self._most, left + (now - then) * self._most / 60)
        passes = left >= 1
        self._buckets[sender] = (left - passes, now)
        if len(self._buckets) > MOST_SENDERS:
            self._buckets.popitem(last=False)
        return 0 if passes else math.ceil((1 - left) * 60 / self._most)


def _client(scope: Scope) -> str:
    client = scope.get("client")
    return str(client[0]) if client else ""
