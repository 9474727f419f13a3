"""Documents: the list, one with all its records, its original bytes, and removal everywhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from corpus.errors import UnknownDocument
from corpus.index import Collection
from corpus.index import delete_document as delete_points
from corpus.records import Entry, State, to_json
from search_api.jobs import Job
from search_api.paging import check_limit, read_cursor, write_cursor
from search_api.services import Services

LISTED = {"documents": "all"}


@dataclass(frozen=True)
class DocumentPage:
    documents: tuple[dict[str, Any], ...]
    cursor: str | None


def list_documents(
    services: Services, *, limit: int = 50, cursor: str | None = None, state: State | None = None
) -> DocumentPage:
    """The library's ledger in the order of ids, each line with what is known of the document."""
    check_limit(limit)
    asked = {**LISTED, "state": state} if state else LISTED
    after = read_cursor(cursor, asked, str) if cursor else ""
    entries = list(islice(_entries_after(services, after, state), limit + 1))
    shown = entries[:limit]
    known = services.index.get(Collection.DOCUMENTS, [entry.id for entry in shown])
    lines = tuple(_line(entry, known.get(entry.id, {}).get("document", {})) for entry in shown)
    return DocumentPage(lines, write_cursor(shown[-1].id, asked) if len(entries) > limit else None)


def _entries_after(services: Services, after: str, state: State | None) -> Iterator[Entry]:
    entries = (entry for entry in services.library.entries() if entry.id > after)
    return (entry for entry in entries if state in (None, entry.state))


def _line(entry: Entry, document: dict[str, Any]) -> dict[str, Any]:
    """The document's fields, and where it stands."""
    return {**document, **to_json(entry)}


def one_document(services: Services, document_id: str) -> dict[str, Any]:
    """A document as the API shows it, with its records, its pages and outline."""
    extraction = services.library.extraction(document_id)
    return {
        **extraction.contract_json(),
        "page_starts": list(extraction.page_starts),
        "sections": to_json(extraction.sections),
    }


def add_document(services: Services, data: bytes, name: str) -> tuple[Entry, bool] | Job:
    """An upload: the document and whether it is new, or the job that reads it."""
    if services.jobs is None:
        return services.add_document(data, name)
    return services.jobs.add(data, name, patience=services.patience)


def job_of(services: Services, job_id: str) -> Job:
    """Where the reading of an upload stands."""
    if services.jobs is None:
        raise UnknownDocument(job_id[:80], "không có việc nào đang chạy.", "Kiểm tra lại mã.")
    return services.jobs.job(job_id)


def added_document(services: Services, entry: Entry) -> dict[str, Any]:
    """What an upload became."""
    return _line(entry, to_json(services.library.extraction(entry.id).document))


def is_readable(entry: Entry) -> bool:
    return entry.state in (State.INDEXED, State.EXTRACTED)


def delete_document(services: Services, document_id: str) -> None:
    """Remove a document from the index, then from the library; one that is nowhere is unknown."""
    if services.library.entry(document_id).state is State.INDEXED:  # a killed process leaves it half there
        services.library.mark(document_id, State.EXTRACTED)
    delete_points(services.index, document_id)
    services.index.flush()
    services.library.delete(document_id)
