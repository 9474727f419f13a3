"""Cited documents: which there are, how often and by whom, and what the corpus says became of each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain

from corpus.errors import UnknownDocument
from corpus.index import AllOf, Collection, Condition, Equals, OneOf, scan_all
from search_api.asked_numbers import number_spellings
from search_api.citations import (
    Citation,
    CitedDocument,
    CitingDocument,
    citation,
    citation_words,
    cited_document,
    grouped,
    held_document,
)
from search_api.filters import Selection
from search_api.meaning import all_meant
from search_api.paging import check_limit, page_of
from search_api.services import Services
from search_api.standing import StatedRelation, relations_of, state_of, successors
from search_api.understanding import understand

MAX_LIMIT = 500
ABOUT_IT = 0.6  # share of the asked subject's words that a citation must hold
MANY = 1_000_000  # more than there are different cited documents
READ = 50  # citations of a document that are read for what it is called
SHOWN = 50  # citing documents that are named

Counted = tuple[str, str, int]  # the field that names a cited document, its name, how often it is cited


@dataclass(frozen=True)
class CitedDocumentDetail:
    document: CitedDocument
    citations: tuple[Citation, ...]
    relations: tuple[StatedRelation, ...]
    state: str
    replaced_by: tuple[str, ...]
    amended_by: tuple[str, ...]
    document_id: str | None  # where the library holds the document itself


@dataclass(frozen=True)
class CitedPage:
    total: int
    references: tuple[CitedDocument, ...]
    cursor: str | None


def list_references(
    services: Services, q: str | None, *, filters: Selection, limit: int = 100, cursor: str | None = None
) -> CitedPage:
    """The distinct cited documents, most cited first."""
    check_limit(limit, most=MAX_LIMIT)
    asked = {"references": q, **filters.values}
    if q:
        found = _about(services, q, filters.where)
        shown, after = page_of(found, limit=limit, cursor=cursor, question=asked)
        return CitedPage(len(found), tuple(shown), after)
    counted = _counted(services, filters.where)
    page, after = page_of(counted, limit=limit, cursor=cursor, question=asked)
    return CitedPage(len(counted), tuple(_listed(services, filters.where, page)), after)


def _counted(services: Services, where: Condition) -> list[Counted]:
    """Every cited document by its name, counted by the engine."""
    facets = (
        (field, services.index.facet(Collection.REFERENCES, field, where=where, limit=MANY))
        for field in ("cited", "cited_name")
    )
    counted = ((field, str(name), count) for field, found in facets for name, count in found)
    return sorted(counted, key=lambda one: (-one[2], one[0] != "cited", one[1]))


def _listed(services: Services, where: Condition, page: Sequence[Counted]) -> Iterator[CitedDocument]:
    """What some of their citations say of the documents of one page, and who cites them."""
    for field, name, count in page:
        this = AllOf((where, Equals(field, name)))
        points = [hit.payload for hit in services.index.scan(Collection.REFERENCES, this, limit=READ)[0]]
        document = cited_document(points)
        if count > len(points):
            document = replace(document, count=count, cited_by=_cited_by(services, this))
        yield document


def _cited_by(services: Services, where: Condition) -> tuple[CitingDocument, ...]:
    counts = services.index.facet(Collection.REFERENCES, "document_id", where=where, limit=SHOWN)
    held = services.index.get(Collection.DOCUMENTS, [str(key) for key, _ in counts])
    titles = {key: str(payload["title"]) for key, payload in held.items()}
    return tuple(CitingDocument(str(key), titles.get(str(key), ""), count) for key, count in counts)


def _about(services: Services, q: str, where: Condition) -> list[CitedDocument]:
    """The documents that are cited for a subject."""
    found = all_meant(
        services,
        understand(services, q),
        Collection.REFERENCES,
        where=where,
        words=citation_words,
        share=ABOUT_IT,
    )
    documents = map(cited_document, grouped(candidate.payload for candidate in found))
    return sorted(documents, key=lambda one: (-one.count, one.number or "~", one.subject or ""))


def describe_reference(services: Services, number: str, *, on: date | None = None) -> CitedDocumentDetail:
    """One cited document by its number, in any spelling."""
    wanted = number_spellings(number)
    points = [hit.payload for hit in scan_all(services.index, Collection.REFERENCES, OneOf("cited", wanted))]
    held = next(chain(services.index.scan(Collection.DOCUMENTS, OneOf("number", wanted), limit=1)[0]), None)
    if not points and held is None:
        raise UnknownDocument(
            number[:80], "không văn bản nào trong kho dẫn số hiệu này.", "Kiểm tra lại số hiệu."
        )
    document = cited_document(points) if points else held_document(held.payload if held else {})
    relations = relations_of(services, document.number or number, points)
    replaced, amended = successors(relations, document.number or number, points)
    return CitedDocumentDetail(
        document=document,
        citations=tuple(map(citation, points)),
        relations=relations,
        state=state_of(services, document.issued, replaced, amended, on),
        replaced_by=replaced,
        amended_by=amended,
        document_id=str(held.payload["document_id"]) if held else None,
    )
