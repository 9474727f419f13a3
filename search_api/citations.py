"""Citations put together: what the texts that cite a document say of it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from corpus.index import Payload


@dataclass(frozen=True)
class Citation:
    """One place where a document is cited."""

    document_id: str
    title: str
    text: str
    quote: str
    start: int
    end: int
    page: int
    article: str | None


@dataclass(frozen=True)
class CitingDocument:
    document_id: str
    title: str
    count: int


@dataclass(frozen=True)
class CitedDocument:
    """A document as the texts cite it; an un-numbered one is known by its type and name."""

    number: str | None
    type: str
    subject: str | None
    issued: str | None
    issuer: str | None
    count: int
    cited_by: tuple[CitingDocument, ...]


def grouped(points: Iterable[Payload]) -> list[list[Payload]]:
    """Citations of the same document together: by number, else by type and name."""
    groups: dict[str, list[Payload]] = defaultdict(list)
    for point in points:
        groups[cited_key(point)].append(point)
    return list(groups.values())


def cited_key(point: Payload) -> str:
    """The number of the cited document, else its type and name."""
    return str(point["cited"] or point["cited_name"])


def cited_document(points: Sequence[Payload]) -> CitedDocument:
    """What the citations of one document say of it together."""
    records = [point["reference"] for point in points]
    titles = {str(point["document_id"]): str(point["title"]) for point in points}
    counts = Counter(str(point["document_id"]) for point in points)
    citing = tuple(
        CitingDocument(key, titles[key], counts[key]) for key in sorted(counts, key=lambda k: (-counts[k], k))
    )
    return CitedDocument(
        number=records[0].get("number"),
        type=_most_said(records, "type") or "other",
        subject=_most_said(records, "subject"),
        issued=_most_said(records, "issued"),
        issuer=_most_said(records, "issuer"),
        count=len(points),
        cited_by=citing,
    )


def held_document(payload: Payload) -> CitedDocument:
    """A document of the library that nobody cites."""
    document: Mapping[str, Any] = payload["document"]
    return CitedDocument(
        document["number"],
        document["doc_type"],
        document["title"],
        document["published"],
        document["issuer"],
        0,
        (),
    )


def citation(point: Payload) -> Citation:
    record = point["reference"]
    return Citation(
        str(point["document_id"]),
        str(point["title"]),
        record["text"],
        point["quote"],
        record["start"],
        record["end"],
        point["page"],
        record.get("article"),
    )


def _most_said(records: Sequence[Mapping[str, Any]], name: str) -> str | None:
    """The value that is said most often; among equals the fullest."""
    said = Counter(str(record[name]) for record in records if record.get(name))
    return max(said, key=lambda value: (said[value], len(value), value)) if said else None


def citation_words(point: Payload) -> str:
    """What a citation says of the document: its name, its subject and the sentence around."""
    record = point["reference"]
    return f"{record['text']} \n{record.get('subject') or ''} \n{point['quote']}"
