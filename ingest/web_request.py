"""One request to the web: the address is looked up, checked, and connected to as it was checked.

A name that answers differently the second time leads nowhere, as it is not asked a second time.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

from corpus.errors import SourceError
from ingest.addresses import Resolve, checked_address, resolve
from ingest.guards import MEGABYTE, too_large

if TYPE_CHECKING:
    import httpx

AGENT = "tracuu"
REDIRECTS = (301, 302, 303, 307, 308)
_PORTS = {"http": 80, "https": 443}
_PLAIN_CODINGS = ("", "identity", "gzip", "x-gzip", "deflate")
_AGAIN = "Hãy kiểm tra địa chỉ, hoặc thử lại sau."


@dataclass(frozen=True, slots=True)
class Manners:
    """How the web is asked."""

    pause: float = 1.0  # seconds between two requests to the same host
    timeout: float = 20.0  # seconds of silence
    deadline: float = 120.0  # seconds for a whole answer: a server may send a byte now and then
    limit: int = 100 * MEGABYTE
    allow_private: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said; a redirect (`moved_to`) and an error come without data."""

    status: int
    moved_to: str | None = None
    data: bytes = b""


@contextmanager
def opened_client(manners: Manners) -> Iterator[httpx.Client]:
    """A client that keeps no connection and no cookie: another host may stand at the same address."""
    import httpx

    with httpx.Client(
        timeout=manners.timeout,
        follow_redirects=False,
        trust_env=False,  # a proxy would look the name up again
        limits=httpx.Limits(max_keepalive_connections=0),
        headers={"User-Agent": AGENT, "Accept": "*/*", "Accept-Encoding": "gzip, deflate"},
    ) as client:
        yield client


def ask(client: httpx.Client, url: str, manners: Manners, *, lookup: Resolve = resolve) -> Answer:
    """One GET; raises a `SourceError` for an address that may not be asked, and what does not come whole."""
    import httpx

    until = time.monotonic() + manners.deadline
    try:
        request = _request(url, manners, lookup)
        with client.stream(**request) as response:
            return _answer(response, url, limit=manners.limit, until=until)
    except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError) as error:
        why = "hết thời gian chờ" if isinstance(error, httpx.TimeoutException) else type(error).__name__
        raise SourceError(url, f"không lấy được trang ({why}).", _AGAIN) from error
    finally:
        client.cookies.clear()


def origin_of(url: str) -> str:
    """The scheme, host and port of a web address; raises for what is no such address."""
    parts = _parts(url)
    return f"{parts.scheme}://{parts.netloc.decode('ascii')}"


def joined(url: str, link: str) -> str:
    """Where a link of a page leads."""
    try:
        return urljoin(url, link)
    except ValueError as error:
        raise SourceError(link, "không phải là địa chỉ trang web.", _AGAIN) from error


def _parts(url: str) -> httpx.URL:
    import httpx

    try:
        parts = httpx.URL(url)
        urlsplit(url)  # what reads robots.txt goes by this one
    except (httpx.InvalidURL, ValueError) as error:
        raise SourceError(url, "không phải là địa chỉ trang web.", _AGAIN) from error
    if parts.scheme not in _PORTS or not parts.host or parts.userinfo:
        raise SourceError(url, "chỉ nhận địa chỉ http và https không kèm mật khẩu.", _AGAIN)
    return parts


def _request(url: str, manners: Manners, lookup: Resolve) -> dict[str, Any]:
    """The request by its checked address; name and certificate stay those of the host."""
    parts = _parts(url)
    name = parts.raw_host.decode("ascii").strip("[]")
    port = parts.port or _PORTS[parts.scheme]
    address = checked_address(url, name, port, allow_private=manners.allow_private, lookup=lookup)
    return {
        "method": "GET",
        "url": parts.copy_with(host=address, fragment=None),
        "headers": {"Host": parts.netloc.decode("ascii")},
        "extensions": {"sni_hostname": name},
    }


def _answer(response: httpx.Response, url: str, *, limit: int, until: float) -> Answer:
    if response.status_code in REDIRECTS and "location" in response.headers:
        return Answer(response.status_code, response.headers["location"])
    if response.status_code != 200:
        return Answer(response.status_code)
    coding = response.headers.get("content-encoding", "").strip().lower()
    if coding not in _PLAIN_CODINGS:
        raise SourceError(url, f"trang nén kiểu {coding[:40]!r}, không đọc được.", _AGAIN)
    data = bytearray()
    for piece in response.iter_bytes():
        data += piece
        if len(data) > limit:
            raise too_large(url, limit=limit)
        if time.monotonic() > until:
            raise SourceError(url, "máy chủ trả lời quá chậm.", _AGAIN)
    return Answer(200, data=bytes(data))
