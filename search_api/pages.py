"""The pages: server-rendered, in Vietnamese and English; they show what the API gives."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, FastAPI, Query, Request, Response

from search_api.access import may_look
from search_api.originals import original_response
from search_api.page_frame import STATIC, page
from search_api.page_parameters import AnyPage
from search_api.pages_document import add_document_page
from search_api.pages_figures import add_figures_page
from search_api.pages_library import add_library_pages
from search_api.pages_references import add_reference_pages
from search_api.pages_search import add_search_page
from search_api.problems import ERROR_PAGE
from search_api.services import Services

__all__ = ["STATIC", "add_error_pages", "page_router"]

PARTS = (add_search_page, add_document_page, add_figures_page, add_reference_pages, add_library_pages)


def page_router(services: Services, app: FastAPI) -> APIRouter:
    router = APIRouter(include_in_schema=False, dependencies=[Depends(may_look(services))])
    for add in PARTS:
        add(router, services)

    @router.get("/documents/{document_id}/original")
    def original(request: Request, document_id: str) -> Response:
        return original_response(services, document_id, request.headers.get("range"))

    @router.get("/docs")
    def docs(request: Request, _wanted: Annotated[AnyPage, Query()]) -> Response:
        return page(request, "docs.html", api=app.openapi())

    return router


def add_error_pages(app: FastAPI) -> None:
    """Errors outside the API are pages for those who read pages."""

    def error_page(request: Request, body: dict[str, Any]) -> Response:
        return page(request, "error.html", status=body["status"], problem=body)

    setattr(app.state, ERROR_PAGE, error_page)
