"""The library: what is in it and where each document stands; adding, trying again and deleting."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Query, Request, Response, UploadFile
from fastapi.responses import RedirectResponse

from corpus.errors import SourceError, TooLarge
from corpus.records import Entry
from search_api import documents
from search_api.access import may_change
from search_api.jobs import Job
from search_api.page_frame import page
from search_api.page_parameters import AnyPage, LibraryPage
from search_api.services import MEGABYTE, Services

SEE_OTHER, UNREADABLE = 303, 422


@dataclass(frozen=True)
class Notice:
    """What became of one file: its state, or why it was not taken."""

    name: str
    state: str
    reason: str | None
    document_id: str | None = None


def add_library_pages(router: APIRouter, services: Services) -> None:
    guard = [Depends(may_change(services))]

    @router.get("/library")
    def library_page(request: Request, wanted: Annotated[LibraryPage, Query()]) -> Response:
        notices = [_notice(services.library.entry(one)) for one in wanted.done if one in services.library]
        return page(request, "library.html", **_ledger(services, wanted), notices=notices)

    @router.post("/library", dependencies=guard)
    def add_files(request: Request, file: list[UploadFile]) -> Response:
        return _told(request, services, [_added(services, one) for one in file])

    @router.post("/library/{document_id}/retry", dependencies=guard)
    def retry(request: Request, document_id: str) -> Response:
        entry = services.library.entry(document_id)
        return _told(request, services, [_taken(services, services.library.original(entry.id), entry.source)])

    @router.get("/library/{document_id}/delete")
    def ask_to_delete(request: Request, document_id: str, _wanted: Annotated[AnyPage, Query()]) -> Response:
        return page(request, "delete.html", entry=services.library.entry(document_id))

    @router.post("/library/{document_id}/delete", dependencies=guard)
    def delete(document_id: str) -> Response:
        source = services.library.entry(document_id).source
        documents.delete_document(services, document_id)
        return RedirectResponse(f"/library?{urlencode({'deleted': source[:500]})}", SEE_OTHER)


def _ledger(services: Services, wanted: LibraryPage) -> dict[str, Any]:
    """One page of the documents, all or those of one state, and how many there are of each."""
    counts = Counter(entry.state.value for entry in services.library.entries())
    found = documents.list_documents(services, limit=wanted.limit, cursor=wanted.cursor, state=wanted.state)
    return {
        "found": found,
        "counts": counts,
        "wanted": wanted,
        "largest": services.max_upload // MEGABYTE,
    }


def _added(services: Services, file: UploadFile) -> Notice:
    data = file.file.read(services.max_upload + 1)
    name = file.filename or "?"
    if len(data) > services.max_upload:
        return _refused(name, TooLarge(name, f"tệp lớn hơn {services.max_upload // MEGABYTE} MB."))
    return _taken(services, data, name)


def _taken(services: Services, data: bytes, name: str) -> Notice:
    try:
        taken = documents.add_document(services, data, name)
    except SourceError as error:
        return _refused(name, error)
    return _notice(services.library.entry(taken.document_id) if isinstance(taken, Job) else taken[0])


def _refused(name: str, error: SourceError) -> Notice:
    return Notice(name, error.state, f"{error.reason} {error.hint}".strip())


def _notice(entry: Entry) -> Notice:
    return Notice(entry.source, entry.state.value, entry.reason, entry.id)


def _told(request: Request, services: Services, notices: Sequence[Notice]) -> Response:
    """Back to the library where all is well, so that a reload sends nothing again; else what failed."""
    if all(notice.document_id for notice in notices):
        done = [("done", notice.document_id) for notice in notices]
        return RedirectResponse(f"/library?{urlencode(done)}", SEE_OTHER)
    shown = _ledger(services, LibraryPage())
    return page(request, "library.html", status=UNREADABLE, **shown, notices=notices)
