"""The web application: the API under /api/v1, the pages, and the calls for those who run it."""

from __future__ import annotations

import logging
from dataclasses import asdict
from typing import Any

from fastapi import FastAPI, Response
from fastapi.responses import JSONResponse
from fastapi.staticfiles import StaticFiles
from starlette.types import ASGIApp

from corpus.errors import TracuuError
from corpus.index import Collection
from search_api.guard import Guard, Seen
from search_api.metrics import MEDIA_TYPE, Metrics
from search_api.openapi import DESCRIPTION, describe
from search_api.pages import STATIC, add_error_pages, page_router
from search_api.problems import add_problem_handlers, problem
from search_api.routes import api_router
from search_api.services import Services

logger = logging.getLogger("search_api.requests")


class Application(FastAPI):
    """FastAPI inside the guard, which stands outside of the error handlers too."""

    def __init__(self, services: Services, metrics: Metrics) -> None:
        super().__init__(
            title="tracuu", version=services.version, description=DESCRIPTION, docs_url=None, redoc_url=None
        )
        self._limits, self._metrics = services.limits, metrics

    def build_middleware_stack(self) -> ASGIApp:
        return Guard(super().build_middleware_stack(), self._limits, self._note)

    def _note(self, seen: Seen) -> None:
        self._metrics.note(seen)
        logger.info("%s %s %d", seen.method, seen.path, seen.status, extra=asdict(seen))


def create_app(services: Services) -> FastAPI:
    """Everything under one roof; the caller owns the services and closes them."""
    app = Application(services, metrics := Metrics(services))
    add_problem_handlers(app)
    add_error_pages(app)
    _add_operations(app, services, metrics)
    app.include_router(api_router(services))
    app.include_router(page_router(services, app))
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    _add_openapi(app, services)
    return app


def _add_operations(app: FastAPI, services: Services, metrics: Metrics) -> None:
    @app.get("/healthz", include_in_schema=False)
    async def healthz() -> dict[str, str]:
        """The process answers, however busy its threads are."""
        return {"status": "ok"}

    @app.get("/readyz", include_in_schema=False)
    def readyz() -> Response:
        """Index and library answer as well."""
        try:
            points = services.index.count(Collection.PASSAGES)
            services.library.check()
        except TracuuError as error:
            return problem(503, str(error), title=error.title)
        return JSONResponse({"status": "ready", "passages": points})

    @app.get("/metrics", include_in_schema=False)
    def get_metrics() -> Response:
        return Response(metrics.text(), media_type=MEDIA_TYPE)


def _add_openapi(app: FastAPI, services: Services) -> None:
    """The generated document, with errors as they are sent and the keys where some are set."""

    def document() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = describe(app, closed=bool(services.read_keys | services.write_keys))
        return app.openapi_schema

    app.openapi = document  # type: ignore[method-assign]  # FastAPI's documented way
