"""What the corpus states between documents: which replaces, repeals or amends which, and since when."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from corpus.index import Collection, Equals, Payload, scan_all
from corpus.records import DocType, RelationKind
from nlp.dates import find_dates
from nlp.document_types import document_kinds
from search_api.services import Services

NO_LONGER, CHANGED, IN_FORCE, UNKNOWN = "replaced_by", "amended_by", "in_force_as_far_as_known", "unknown"
SOON = timedelta(days=3 * 366)  # after its issue a document is in force
READ = 50  # citations of a document that are read for its days
ENDS = {RelationKind.REPLACES.value, RelationKind.REPEALS.value}
CHANGES = {RelationKind.AMENDS.value}
FORCE = {  # kinds of documents by how far they bind
    DocType.LAW: 4,
    DocType.ORDINANCE: 4,
    DocType.RESOLUTION: 3,
    DocType.DECREE: 3,
    DocType.CIRCULAR: 2,
    DocType.JOINT_CIRCULAR: 2,
    DocType.DECISION: 2,
    DocType.DIRECTIVE: 1,
    DocType.PLAN: 1,
    DocType.PROGRAM: 1,
}

# "Bãi bỏ Quyết định số …", "thay thế Nghị định số …"
_ENDING = re.compile(r"bãi\s+bỏ|thay\s+thế|h(?:ủy|uỷ)\s+bỏ|hết\s+hiệu\s+lực", re.IGNORECASE)
# "Từ ngày 01/01/2022, Nghị định số … thay thế …": before the day
_SINCE = re.compile(r"từ\s+(?:ngày\s+)?$", re.IGNORECASE)


@dataclass(frozen=True)
class StatedRelation:
    """`source` is the number of the acting document, or its title where it has none."""

    source: str
    target: str
    kind: str
    stated_in: str  # document id


def relations_of(services: Services, number: str, points: Sequence[Payload]) -> tuple[StatedRelation, ...]:
    """The relations that the citing documents, and the document itself, state about a number."""
    ids = sorted({str(point["document_id"]) for point in points})
    hits = [hit.payload for hit in scan_all(services.index, Collection.DOCUMENTS, Equals("number", number))]
    stated = [*services.index.get(Collection.DOCUMENTS, ids).values(), *hits]
    found = (
        relation
        for payload in stated
        for relation in _stated(payload)
        if number in (relation.source, relation.target)
    )
    return tuple(dict.fromkeys(found))


def relations_in(points: Iterable[Payload]) -> tuple[StatedRelation, ...]:
    """The relations that citations carry with them."""
    return tuple(dict.fromkeys(relation for point in points for relation in _stated(point)))


def successors(
    relations: Iterable[StatedRelation], number: str, points: Sequence[Payload]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The documents that replace or repeal a number, and those that amend it or end some of its articles."""
    on_it = [relation for relation in relations if relation.target == number and _may_change(relation)]
    ended = [r for r in on_it if r.kind in ENDS and not _is_partial(r, points)]
    replaced = dict.fromkeys(relation.source for relation in ended)
    amended = dict.fromkeys(r.source for r in on_it if r.kind in CHANGES | ENDS and r.source not in replaced)
    return tuple(replaced), tuple(amended)


def _is_partial(relation: StatedRelation, points: Iterable[Payload]) -> bool:
    """`Bãi bỏ khoản 3 Điều 2 Quyết định số …`: where it is said, only articles are named."""
    told = [
        point["reference"].get("article")
        for point in points
        if point["document_id"] == relation.stated_in and _ENDING.search(point["quote"])
    ]
    return bool(told) and all(told)


def _may_change(relation: StatedRelation) -> bool:
    """Only a numbered document of the same force or more ends another; a report only tells of it."""
    kinds = document_kinds()
    source, target = kinds.of_number(relation.source), kinds.of_number(relation.target)
    if source is None or target is None or relation.source == relation.target:
        return False
    return source.type is target.type or FORCE.get(source.type, 0) > FORCE.get(target.type, 0)


def _stated(payload: Payload) -> list[StatedRelation]:
    own = str(payload.get("number") or payload["title"])
    return [
        StatedRelation(str(r["source"] or own), str(r["target"]), str(r["kind"]), str(payload["document_id"]))
        for r in payload.get("relations") or ()
    ]


def state_of(
    services: Services,
    issued: str | None,
    replaced: Sequence[str],
    amended: Sequence[str],
    on: date | None,
) -> str:
    """On a day, only what was in force by then counts; a document of a later day is not known yet."""
    if on is not None and issued and issued > on.isoformat()[: len(issued)]:
        return UNKNOWN
    since = _in_force_since(services, (*replaced, *amended)) if on is not None else {}
    if any(_by(since.get(number), on) for number in replaced):
        return NO_LONGER
    return CHANGED if any(_by(since.get(number), on) for number in amended) else IN_FORCE


def _by(since: str | None, on: date | None) -> bool:
    """A day, month or year is not after a day; one that nobody tells counts."""
    return on is None or since is None or since <= on.isoformat()[: len(since)]


def _in_force_since(services: Services, numbers: Sequence[str]) -> Mapping[str, str]:
    """The first day of each document's force as the texts say it, else the day of its issue."""
    days: dict[str, str] = {}
    for number in dict.fromkeys(numbers):
        hits, _ = services.index.scan(Collection.REFERENCES, Equals("cited", number), limit=READ)
        points = [hit.payload for hit in hits]
        issued = Counter(str(p["reference"]["issued"]) for p in points if p["reference"].get("issued"))
        day = issued.most_common(1)[0][0] if issued else None
        if since := (_told_since(points, day) or day):
            days[number] = since
    return days


def _told_since(points: Iterable[Payload], issued: str | None) -> str | None:
    """`Nghị định số … ngày 21/12/2021 có hiệu lực từ ngày 01/01/2022`: a day behind the issue."""
    if issued is None or len(issued) < len("2021-12-21"):
        return None
    day = date.fromisoformat(issued)
    told = Counter(
        mention.first
        for quote in {str(point["quote"]) for point in points}
        for mention in find_dates(quote)
        if mention.first == mention.last and day < mention.first <= day + SOON
        if "hiệu lực" in quote or ("thay thế" in quote and _SINCE.search(quote[: mention.start]))
    )
    return max(told, key=lambda first: (told[first], first)).isoformat() if told else None
