"""The record types that everything else speaks in, and their JSON form (what the API shows).

Offsets are `[start, end)` in code points of `Document.text`; `text[start:end]` is an annotation's `text`.
A field that a text does not state is None, never a guess.
"""

from __future__ import annotations

import dataclasses
import enum
import types
import typing
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from typing import Any, TypeVar

R = TypeVar("R")


class DocType(enum.StrEnum):
    NEWS = "news"
    REPORT = "report"
    PLAN = "plan"
    DECISION = "decision"
    DECREE = "decree"
    CIRCULAR = "circular"
    JOINT_CIRCULAR = "joint_circular"
    DIRECTIVE = "directive"
    RESOLUTION = "resolution"
    LAW = "law"
    ORDINANCE = "ordinance"  # of references only
    OFFICIAL_LETTER = "official_letter"
    PROGRAM = "program"
    OTHER = "other"


class Modifier(enum.StrEnum):
    EXACT = "exact"
    ABOUT = "about"
    NEARLY = "nearly"
    MORE_THAN = "more_than"
    LESS_THAN = "less_than"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"


class Label(enum.StrEnum):
    PERSON = "person"
    ORGANISATION = "organisation"
    PLACE = "place"


class RelationKind(enum.StrEnum):
    REPLACES = "replaces"
    AMENDS = "amends"
    REPEALS = "repeals"
    GUIDES = "guides"
    IMPLEMENTS = "implements"
    BASED_ON = "based_on"


class CheckKind(enum.StrEnum):
    SUM = "sum"
    RATIO = "ratio"


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the clean text with its surface."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Reference(Span):
    """A citation of a legal or administrative document."""

    type: DocType
    number: str | None = None
    issued: str | None = None  # ISO date, month or year: the text's own precision
    issuer: str | None = None
    subject: str | None = None
    article: str | None = None
    candidates: tuple[str, ...] = ()  # numbers that a short or back reference may mean; one is what it means

    @property
    def meant(self) -> str | None:
        """The number that the cited document goes by, as far as the text says."""
        return self.candidates[0] if len(self.candidates) == 1 else self.number


@dataclass(frozen=True, slots=True)
class Period:
    """The stated period of a figure, both ends inclusive; an open end is None."""

    text: str | None = None
    start: date | None = None
    end: date | None = None


NO_PERIOD = Period()


@dataclass(frozen=True, slots=True)
class Comparison:
    """A stated change: `tăng 12,5% so với cùng kỳ năm 2023` is +12.5 %, base 2023."""

    change: float
    unit: str
    base_period: Period = NO_PERIOD


@dataclass(frozen=True, slots=True)
class Figure(Span):
    """One number that the text states about the world, in base units."""

    value: float
    unit: str
    modifier: Modifier = Modifier.EXACT
    indicator: str | None = None
    place: str | None = None
    period: Period = NO_PERIOD
    denominator: float | None = None
    part_of: int | None = None
    comparison: Comparison | None = None
    indicator_code: str | None = None  # of nlp/tables/indicators.toml or a table of the reader's own


@dataclass(frozen=True, slots=True)
class DateMention(Span):
    """A point or stretch of time, both days inclusive."""

    first: date = field(metadata={"json": "from"})
    last: date = field(metadata={"json": "to"})


@dataclass(frozen=True, slots=True)
class Entity(Span):
    label: Label
    canonical: str
    role: str | None = None  # of a person, as the text gives it


@dataclass(frozen=True, slots=True)
class Relation:
    """`source` is a document number, or None for the document itself."""

    source: str | None
    target: str
    kind: RelationKind


@dataclass(frozen=True, slots=True)
class Check:
    """A computed comparison between figures, given by their indices."""

    kind: CheckKind
    total: int
    parts: tuple[int, ...]
    stated: float
    computed: float
    difference: float
    holds: bool


@dataclass(frozen=True, slots=True)
class Annotations:
    """All that was found in one text."""

    references: tuple[Reference, ...] = ()
    figures: tuple[Figure, ...] = ()
    dates: tuple[DateMention, ...] = ()
    entities: tuple[Entity, ...] = ()
    relations: tuple[Relation, ...] = ()
    checks: tuple[Check, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """One document with its clean text."""

    id: str
    title: str
    doc_type: DocType
    number: str | None
    issuer: str | None
    signer: str | None
    published: str | None  # ISO date, month or year: the text's own precision
    province: str | None
    province_current: str | None
    source: str
    media_type: str
    sha256: str
    pages: int
    text: str


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of the outline; `path` holds the headings from the top down to this one."""

    start: int
    end: int
    path: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """What is searched: a stretch of whole sentences of one section, with its page (from 1)."""

    start: int
    end: int
    section: tuple[str, ...]
    page: int


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that is kept of one document; the library stores it as JSON."""

    document: Document
    annotations: Annotations
    page_starts: tuple[int, ...] = (0,)  # where each page of the original begins in the clean text
    sections: tuple[Section, ...] = ()
    passages: tuple[Passage, ...] = ()
    page_confidence: tuple[float | None, ...] = ()  # of OCR, 0 to 1; None for a page read without it
    key_phrases: tuple[str, ...] = ()  # found when a document is taken into the library

    def page_at(self, offset: int) -> int:
        """The page of the original, from 1, that holds a place of the clean text."""
        return max(1, sum(1 for start in self.page_starts if start <= offset))

    def contract_json(self) -> dict[str, Any]:
        """What `tracuu extract` prints: the document, then each kind of annotation."""
        return {"document": to_json(self.document), **to_json(self.annotations)}


class State(enum.StrEnum):
    """Where a document stands in the library."""

    RECEIVED = "received"  # the original is kept, nothing is read yet
    EXTRACTED = "extracted"  # in the library, not yet in the index
    INDEXED = "indexed"
    FAILED = "failed"
    NEEDS_OCR = "needs_ocr"
    BAD_TEXT_LAYER = "bad_text_layer"


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the library's ledger."""

    id: str
    sha256: str
    source: str
    state: State
    reason: str | None
    updated: datetime
    seconds: dict[str, float] = field(default_factory=dict)  # stage -> wall time
    media_type: str = ""  # as given with the original
    also: tuple[str, ...] = ()  # further sources that held the same bytes
    pages: int | None = None  # of the original, once it is read
    same_story: str | None = None  # the first document that told what this one repeats in its own words


def to_json(record: Any) -> Any:
    """A record as plain JSON values: enums and dates as text, tuples as lists."""
    if dataclasses.is_dataclass(record) and not isinstance(record, type):
        return {_json_name(f): to_json(getattr(record, f.name)) for f in dataclasses.fields(record)}
    if isinstance(record, tuple | list):
        return [to_json(item) for item in record]
    if isinstance(record, dict):
        return {key: to_json(value) for key, value in record.items()}
    if isinstance(record, enum.Enum):
        return record.value
    return record.isoformat() if isinstance(record, date) else record


def from_json(kind: type[R], data: dict[str, Any]) -> R:
    """The inverse of `to_json` for a record type; unknown keys are refused by the constructor."""
    hints = _hints(typing.cast(Any, kind))  # mypy takes no type[R] for hashable
    names = {_json_name(f): f.name for f in dataclasses.fields(kind)}  # type: ignore[arg-type]
    return kind(**{names[key]: _value(hints[names[key]], value) for key, value in data.items()})


def _json_name(of: dataclasses.Field[Any]) -> str:
    return str(of.metadata.get("json", of.name))


@cache
def _hints(kind: type) -> dict[str, Any]:
    return typing.get_type_hints(kind)


def _value(hint: Any, data: Any) -> Any:
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if data is None:
        return None
    if origin in (types.UnionType, typing.Union):
        return _value(next(a for a in arguments if a is not type(None)), data)
    if origin is tuple:
        return tuple(_value(arguments[0], item) for item in data)
    if dataclasses.is_dataclass(hint):
        return from_json(hint, data)  # type: ignore[arg-type]
    if isinstance(hint, type) and issubclass(hint, datetime | date):
        return hint.fromisoformat(data)
    return hint(data) if isinstance(hint, type) and issubclass(hint, enum.Enum) else data
