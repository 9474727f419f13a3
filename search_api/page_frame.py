"""What every page is made in: its templates, its language, and its address with some parameters changed."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from fastapi import Request, Response
from fastapi.templating import Jinja2Templates
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from search_api import labels
from search_api.page_words import LANGUAGES, page_words

HERE = Path(__file__).parent
STATIC = HERE / "static"
COOKIE, YEAR = "lang", 365 * 24 * 3600
SMALL = 1_000  # bytes of a page that is sent as it is


@cache
def templates() -> Jinja2Templates:
    environment = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=select_autoescape(default=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"day": labels.day, "marked": labels.marked, "lines": labels.lines}
    environment.globals |= {
        "labels": labels,
        "link": link,
        "excerpt": labels.excerpt,
        "naming": labels.naming,
    }
    return Jinja2Templates(env=environment)


def page(request: Request, name: str, *, status: int = 200, **shown: Any) -> Response:
    """A template in the reader's language; a language that the address names is remembered."""
    words = page_words(language_of(request))
    response = templates().TemplateResponse(request, name, {"t": words, **shown}, status_code=status)
    if request.query_params.get("lang") in LANGUAGES:
        response.set_cookie(COOKIE, words.language, max_age=YEAR, samesite="lax")
    return _compressed(request, response)


def _compressed(request: Request, response: Response) -> Response:
    """A fifth of the bytes for browsers that read gzip; a page holds no secret that its size could tell."""
    response.headers.add_vary_header("Accept-Encoding")
    if "gzip" in request.headers.get("accept-encoding", "") and len(response.body) > SMALL:
        response.body = gzip.compress(response.body, compresslevel=5, mtime=0)
        response.headers["Content-Encoding"] = "gzip"
        response.headers["Content-Length"] = str(len(response.body))
    return response


def language_of(request: Request) -> str:
    """The one that the address names, else the one chosen before, else Vietnamese."""
    chosen = (request.query_params.get("lang"), request.cookies.get(COOKIE))
    return next((name for name in chosen if name in LANGUAGES), LANGUAGES[0])


def link(request: Request, **changes: Any) -> str:
    """This page's address with some parameters changed; None takes one away, a list repeats it."""
    kept = [(name, text) for name, text in request.query_params.multi_items() if name not in changes and text]
    changed = [(name, one) for name, value in changes.items() for one in _each(value)]
    return "?" + urlencode([*kept, *changed])


def _each(value: Any) -> Iterator[str]:
    for one in value if isinstance(value, list | tuple) else (value,):
        if one is not None and one != "":
            yield str(one).lower() if isinstance(one, bool) else str(one)
