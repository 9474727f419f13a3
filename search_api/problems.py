"""Every error as an RFC 9457 problem document that names the parameter, in Vietnamese."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException

from corpus.errors import NotBuiltYet, TracuuError, WrongUse

MEDIA_TYPE = "application/problem+json"
ERROR_PAGE = "error_page"  # the name under which the application keeps its error page
TITLES = {
    400: "Tham số không hợp lệ",
    401: "Cần khóa truy cập",
    403: "Khóa không có quyền này",
    404: "Không có địa chỉ này",
    405: "Không dùng được phương thức này ở đây",
    413: "Tệp quá lớn",
    416: "Không có khoảng byte này",
    500: "Lỗi trong hệ thống",
}
COMPLAINTS = {  # pydantic's kinds of error, in our words
    "missing": "thiếu tham số này.",
    "extra_forbidden": "không có tham số này.",
    "int_parsing": "phải là số nguyên.",
    "int_from_float": "phải là số nguyên.",
    "bool_parsing": "chọn true hoặc false.",
    "greater_than_equal": "phải từ {ge} trở lên.",
    "less_than_equal": "không được quá {le}.",
    "string_too_long": "dài quá {max_length} ký tự.",
    "string_too_short": "không được trống.",
    "literal_error": "chọn một trong: {expected}.",
    "enum": "chọn một trong: {expected}.",
    "date_from_datetime_parsing": "phải là ngày dạng 2024-06-30.",
    "date_parsing": "phải là ngày dạng 2024-06-30.",
    "value_error": "giá trị không hợp lệ.",
    "json_invalid": "không phải JSON đọc được.",
}
logger = logging.getLogger(__name__)


def problem(
    status: int,
    detail: str,
    *,
    title: str | None = None,
    parameter: str | None = None,
    headers: Mapping[str, str] | None = None,
) -> JSONResponse:
    """One problem document; `parameter` names what in the request is wrong."""
    body = _body(status, detail, title, parameter)
    return JSONResponse(body, status, headers=dict(headers or {}), media_type=MEDIA_TYPE)


def _body(status: int, detail: str, title: str | None, parameter: str | None) -> dict[str, Any]:
    body: dict[str, Any] = {
        "type": "about:blank",
        "title": title or TITLES.get(status) or HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
    }
    return body if parameter is None else {**body, "parameter": parameter}


def _told(
    request: Request,
    status: int,
    detail: str,
    *,
    title: str | None = None,
    parameter: str | None = None,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """A problem document, or a page where a person is reading pages."""
    error_page = getattr(request.app.state, ERROR_PAGE, None)
    reads_pages = "text/html" in request.headers.get("accept", "") and not request.url.path.startswith(
        "/api/"
    )
    if error_page is None or not reads_pages:
        return problem(status, detail, title=title, parameter=parameter, headers=headers)
    response: Response = error_page(request, _body(status, detail, title, parameter))
    response.headers.update(headers or {})
    return response


def add_problem_handlers(app: FastAPI) -> None:
    app.add_exception_handler(TracuuError, _known)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(Exception, _unexpected)


async def _known(request: Request, error: Exception) -> Response:
    if not isinstance(error, TracuuError):
        raise error
    parameter = error.subject if isinstance(error, WrongUse | NotBuiltYet) else None
    return _told(request, error.http_status, str(error), title=error.title, parameter=parameter)


async def _invalid(request: Request, error: Exception) -> Response:
    if not isinstance(error, RequestValidationError):
        raise error
    first = error.errors()[0]
    name = _name(first["loc"])
    return _told(request, 400, f"{name}: {_complaint(first)}", parameter=name)


def _name(place: Sequence[str | int]) -> str:
    """The parameter, of a list's entry the list; `body` where the body as a whole cannot be read."""
    names = [part for part in place if isinstance(part, str)]
    return names[1] if len(names) > 1 else names[0]


def _complaint(error: Mapping[str, Any]) -> str:
    text = COMPLAINTS.get(error["type"], "giá trị không hợp lệ.")
    told = {"expected": "", "ge": "", "le": "", "max_length": "", **error.get("ctx", {})}
    return text.format_map({**told, "expected": str(told["expected"]).replace(" or ", " hoặc ")})


async def _http(request: Request, error: Exception) -> Response:
    if not isinstance(error, HTTPException):
        raise error
    detail = TITLES.get(error.status_code, str(error.detail)) + "."
    unread = error.status_code == HTTPStatus.BAD_REQUEST  # the parser's own: a form or a body that is broken
    parameter = "body" if unread else None
    return _told(request, error.status_code, detail, parameter=parameter, headers=error.headers)


async def _unexpected(request: Request, error: Exception) -> Response:
    logger.error("%s %s", request.method, request.url.path, exc_info=error)
    return _told(
        request, 500, "Yêu cầu không thực hiện được. Thử lại, và báo cho người quản trị nếu vẫn lỗi."
    )
