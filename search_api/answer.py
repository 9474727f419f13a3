"""The shape of an answer, and what a passage must hold to be one."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.records import Period


@dataclass(frozen=True)
class Answer:
    """One answer with its source; `start` and `end` are the quote's place in the document's text."""

    kind: str  # reference, figure, passage
    text: str
    document_id: str
    title: str
    quote: str
    start: int
    end: int
    page: int
    score: float
    number: str | None = None
    value: float | None = None
    unit: str | None = None
    place: str | None = None
    period: Period | None = None
    modifier: str | None = None
    state: str | None = None  # of a reference, as far as the corpus says
    replaced_by: tuple[str, ...] = ()
