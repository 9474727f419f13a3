"""Cursors: opaque places in a list, each good only for the query that it came from."""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from corpus.errors import WrongUse

T = TypeVar("T")
MAX_LIMIT = 100  # of a page


def check_limit(limit: int, *, most: int = MAX_LIMIT) -> int:
    if not 1 <= limit <= most:
        raise WrongUse("limit", f"{limit} không hợp lệ.", f"Nhập số từ 1 đến {most}.")
    return limit


def fingerprint(question: Mapping[str, Any]) -> str:
    """A short name of a query and its filters."""
    text = json.dumps(question, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.blake2s(text.encode("utf-8", "replace"), digest_size=8).hexdigest()


def write_cursor(place: int | str, question: Mapping[str, Any]) -> str:
    raw = json.dumps([fingerprint(question), place]).encode()
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def read_cursor(cursor: str, question: Mapping[str, Any], kind: type[T]) -> T:
    """The place that a cursor names; WrongUse for one that is broken or from another query."""
    try:
        owner, place = json.loads(base64.b64decode(cursor + "=" * (-len(cursor) % 4), b"-_", validate=True))
    except (ValueError, TypeError, binascii.Error, RecursionError) as error:
        raise WrongUse(
            "cursor", "con trỏ trang không đọc được.", "Bỏ tham số này để về trang đầu."
        ) from error
    if owner != fingerprint(question) or type(place) is not kind:
        raise WrongUse("cursor", "con trỏ trang thuộc một câu hỏi khác.", "Bỏ tham số này để về trang đầu.")
    return place


def page_of(
    rows: Sequence[T], *, limit: int, cursor: str | None, question: Mapping[str, Any]
) -> tuple[Sequence[T], str | None]:
    """One page of a list in memory and the cursor of the next."""
    start = read_cursor(cursor, question, int) if cursor else 0
    if not 0 <= start <= len(rows):
        raise WrongUse("cursor", "con trỏ trang đã quá cuối danh sách.", "Bỏ tham số này để về trang đầu.")
    end = start + limit
    return rows[start:end], write_cursor(end, question) if end < len(rows) else None
