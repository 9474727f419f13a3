"""The original bytes of a document, whole or a range of them, and never run by a browser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import BinaryIO
from urllib.parse import quote, urlsplit

from fastapi.responses import Response, StreamingResponse

from corpus.records import Entry
from search_api.problems import problem
from search_api.services import Services

CHUNK = 1 << 18
SHOWN = {"application/pdf", "text/plain"}  # what a browser may show; all else is saved
_RANGE = re.compile(r"bytes=(\d{0,15})-(\d{0,15})")  # one range: "bytes=0-499", "bytes=500-", "bytes=-500"


def original_response(services: Services, document_id: str, range_header: str | None) -> Response:
    """200 with everything, 206 with the range asked for, 416 where there is none such."""
    entry = services.library.entry(document_id)
    media_type = _served_type(entry)
    file, size = _opened(services, document_id)
    wanted = read_range(range_header, size)
    headers = {
        "Accept-Ranges": "bytes",
        "Content-Disposition": disposition(entry.source, media_type),
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "ETag": f'"{entry.sha256}"',
    }
    if wanted is None:
        file.close()
        return problem(
            416, f"Tệp có {size} byte.", parameter="Range", headers={"Content-Range": f"bytes */{size}"}
        )
    start, end = wanted
    headers["Content-Length"] = str(end - start)
    partial = range_header is not None and _RANGE.fullmatch(range_header.strip()) is not None
    if partial:
        headers["Content-Range"] = f"bytes {start}-{end - 1}/{size}"
    return StreamingResponse(_read(file, start, end), 206 if partial else 200, headers, media_type)


def read_range(header: str | None, size: int) -> tuple[int, int] | None:
    """`[start, end)` of the bytes wanted: all without a range that we read, None for one outside the file."""
    match = _RANGE.fullmatch(header.strip()) if header else None
    if match is None or match.group(1, 2) == ("", ""):
        return 0, size
    first, last = match.group(1, 2)
    if not first:
        return (max(0, size - int(last)), size) if int(last) and size else None
    start, end = int(first), min(int(last) + 1, size) if last else size
    return (start, end) if start < end else None


def disposition(source: str, media_type: str) -> str:
    """A Content-Disposition whose file name cannot break out of its header."""
    name = PurePosixPath(urlsplit(source).path.replace("\\", "/")).name or "tai-lieu"
    kind = "inline" if media_type.partition(";")[0] in SHOWN else "attachment"
    return f"{kind}; filename*=UTF-8''{quote(name, safe='')}"


def _served_type(entry: Entry) -> str:
    kind = entry.media_type or "application/octet-stream"
    return f"{kind}; charset=utf-8" if kind == "text/plain" else kind


def _opened(services: Services, document_id: str) -> tuple[BinaryIO, int]:
    file = services.library.open_original(document_id)
    size = file.seek(0, 2)
    return file, size


def _read(file: BinaryIO, start: int, end: int) -> Iterator[bytes]:
    with file:
        file.seek(start)
        while start < end:
            chunk = file.read(min(CHUNK, end - start))
            if not chunk:
                return
            start += len(chunk)
            yield chunk
