"""The records that stand inside passages: what a hit shows beside its text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from corpus.index import AllOf, AnyOf, Between, Collection, Condition, Equals, Index, Payload, scan_all

Record = Mapping[str, Any]
RECORD_NAME = {Collection.REFERENCES: "reference", Collection.FIGURES: "figure"}


def records_within(
    index: Index, collection: Collection, passages: Sequence[Payload]
) -> list[tuple[Record, ...]]:
    """For each passage its references or figures, in the order of the text."""
    name = RECORD_NAME[collection]
    inside = AnyOf(tuple(map(_within, passages)))
    of_document: dict[str, list[Record]] = defaultdict(list)
    for hit in scan_all(index, collection, inside) if passages else ():
        of_document[str(hit.payload["document_id"])].append(hit.payload[name])
    return [tuple(_inside(of_document[str(passage["document_id"])], passage)) for passage in passages]


def _within(passage: Payload) -> Condition:
    start, end = float(passage["start"]), float(passage["end"])
    document = Equals("document_id", passage["document_id"])
    return AllOf((document, Between("start", low=start), Between("end", high=end)))


def _inside(records: Iterable[Record], passage: Payload) -> list[Record]:
    start, end = passage["start"], passage["end"]
    return sorted(
        (record for record in records if start <= record["start"] and record["end"] <= end),
        key=lambda record: (record["start"], record["end"]),
    )
