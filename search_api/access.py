"""Keys: reading and writing ones, compared in constant time; where none is set, everything is open."""

from __future__ import annotations

import base64
import binascii
import hmac
from collections.abc import Callable, Iterable

from fastapi import HTTPException, Request

from search_api.services import Services

API_CHALLENGE, PAGE_CHALLENGE = 'Bearer realm="tracuu"', 'Basic realm="tracuu", charset="UTF-8"'


def may_read(services: Services) -> Callable[[Request], None]:
    """Reading the API needs any key."""
    return _guard(services, services.read_keys | services.write_keys, API_CHALLENGE)


def may_write(services: Services) -> Callable[[Request], None]:
    """Changing the library needs a writing key."""
    return _from_here(_guard(services, services.write_keys, API_CHALLENGE))


def may_look(services: Services) -> Callable[[Request], None]:
    """A browser sends its key as the password of any user name."""
    return _guard(services, services.read_keys | services.write_keys, PAGE_CHALLENGE)


def may_change(services: Services) -> Callable[[Request], None]:
    """Changing the library from a page needs a writing key, and a form of our own pages."""
    return _from_here(_guard(services, services.write_keys, PAGE_CHALLENGE))


def _from_here(guard: Callable[[Request], None]) -> Callable[[Request], None]:
    """A browser says where a request comes from: another site's page changes nothing here."""

    def check(request: Request) -> None:
        if request.headers.get("sec-fetch-site", "none") not in ("same-origin", "none"):
            raise HTTPException(403)
        guard(request)

    return check


def _guard(services: Services, allowed: frozenset[str], challenge: str) -> Callable[[Request], None]:
    known = services.read_keys | services.write_keys

    def check(request: Request) -> None:
        if not known:
            return
        key = presented_key(request.headers.get("authorization", ""))
        if key is None or not is_among(key, known):
            raise HTTPException(401, headers={"WWW-Authenticate": challenge})
        if not is_among(key, allowed):
            raise HTTPException(403)

    return check


def presented_key(header: str) -> str | None:
    """The key of `Authorization: Bearer KEY`, or the password of a `Basic` one."""
    scheme, _, rest = header.partition(" ")
    if scheme.lower() == "bearer":
        return rest.strip()
    if scheme.lower() != "basic":
        return None
    try:
        return base64.b64decode(rest, validate=True).decode().partition(":")[2]
    except (binascii.Error, UnicodeDecodeError, ValueError):
        return None


def is_among(key: str, keys: Iterable[str]) -> bool:
    """Every key is compared whole, so that the time taken tells nothing."""
    same = [hmac.compare_digest(key.encode("utf-8", "replace"), known.encode()) for known in keys]
    return any(same)
