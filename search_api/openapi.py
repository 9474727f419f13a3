"""The OpenAPI document: errors as they are sent, keys where some are set, and an example for every call."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from search_api.problems import MEDIA_TYPE
from search_api.routes import PREFIX

EXAMPLES = Path(__file__).parent / "tables" / "examples.json"  # of the samples, cut to one record a list
DESCRIPTION = "Tra cứu văn bản chính sách: tìm kiếm, trả lời, số liệu, văn bản được dẫn, tài liệu."
JSON = "application/json"

Object = dict[str, Any]


def describe(app: FastAPI, *, closed: bool) -> Object:
    """The generated document, put right; `closed` where calls need a key."""
    schema = get_openapi(title=app.title, version=app.version, description=DESCRIPTION, routes=app.routes)
    for path, calls in schema["paths"].items():
        for call in calls.values():
            _put_right(call)
            if closed and path.startswith(PREFIX):
                call["security"] = [{"key": []}]
    if closed:
        schema["components"]["securitySchemes"] = {"key": {"type": "http", "scheme": "bearer"}}
    return schema


def _put_right(call: Object) -> None:
    answers: dict[str, Object] = call["responses"]
    if answers.get("422", {}).get("description") == "Validation Error":
        del answers["422"]  # wrong parameters answer 400 here
    for status, answer in answers.items():
        content = answer.get("content", {})
        if MEDIA_TYPE in content:
            answer["content"] = {MEDIA_TYPE: content.get(JSON) or content[MEDIA_TYPE]}
        elif JSON in content and (example := _examples().get(call["operationId"], {}).get(status)):
            content[JSON]["example"] = example


@cache
def _examples() -> dict[str, dict[str, Any]]:
    """By operation and status."""
    found: dict[str, dict[str, Any]] = json.loads(EXAMPLES.read_text("utf-8"))
    return found
