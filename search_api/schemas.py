"""What the calls return, for the documentation and generated clients."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, Field

DocumentId = str


class Shape(BaseModel):
    """Built when it is first asked for: a server that starts is asked for few."""

    model_config = ConfigDict(defer_build=True)


class Problem(Shape):
    """RFC 9457; `parameter` names what in the request is wrong."""

    type: str
    title: str
    status: int
    detail: str
    parameter: str | None = None


class Period(Shape):
    text: str | None
    start: str | None
    end: str | None


class Comparison(Shape):
    change: float
    unit: str
    base_period: Period


class Reference(Shape):
    start: int
    end: int
    text: str
    type: str
    number: str | None
    issued: str | None
    issuer: str | None
    subject: str | None
    article: str | None


class Figure(Shape):
    start: int
    end: int
    text: str
    value: float
    unit: str
    modifier: str
    indicator: str | None
    place: str | None
    period: Period
    denominator: float | None
    part_of: int | None
    comparison: Comparison | None


class Days(Shape):
    start: str
    end: str


class Reading(Shape):
    """How the question was understood; parameters correct it."""

    kind: str
    provinces: list[str]
    years: list[int] | None
    doc_type: str | None
    numbers: list[str]
    unit: str | None
    wording: str = Field(description="câu hỏi như khi tìm: có dấu, bằng tiếng Việt")
    period: Days | None = Field(description="thời gian được hỏi, đúng đến ngày nếu câu hỏi nói vậy")
    about: str = Field(description="điều được hỏi: các âm tiết mà câu trả lời phải nói đến")


class Hit(Shape):
    """All offsets are into the document's text."""

    document_id: DocumentId
    title: str
    passage: str
    start: int
    end: int
    score: float
    highlights: list[tuple[int, int]]
    section: list[str]
    page: int
    province: str | None
    published: str | None
    doc_type: str
    references: list[Reference]
    figures: list[Figure]
    passage_id: str = Field(description="cho tham số similar")


class FacetValue(Shape):
    value: str | int
    count: int = Field(description="số tài liệu")


class SearchResponse(Shape):
    query: str
    total: int
    hits: list[Hit]
    facets: dict[str, list[FacetValue]]
    took_ms: float
    cursor: str | None
    reading: Reading


class Answer(Shape):
    kind: str
    text: str
    number: str | None
    value: float | None
    unit: str | None
    place: str | None
    period: Period | None
    modifier: str | None
    state: str | None
    replaced_by: list[str]
    document_id: DocumentId
    title: str
    quote: str
    start: int
    end: int
    page: int
    score: float


class AskResponse(Shape):
    status: str = Field(description="grounded hoặc no_match")
    answers: list[Answer]
    phrased: str | None = Field(description="câu trả lời do mô hình ngôn ngữ viết, đã đối chiếu số với nguồn")
    reading: Reading


class FigureSource(Shape):
    id: DocumentId
    title: str
    doc_type: str
    province: str | None
    province_current: str | None
    published: str | None
    source: str


class FigureRecord(Figure):
    document: FigureSource
    quote: str
    quote_start: int
    quote_end: int
    page: int
    holds: bool | None
    link: str


class FiguresResponse(Shape):
    total: int
    figures: list[FigureRecord]
    cursor: str | None


class PivotCell(Shape):
    province: str
    year: int
    conflict: bool
    value: float | None = Field(description="giá trị mà các nguồn thống nhất")
    values: list[float]
    whole_year: bool
    missing: list[str] = Field(description="các tỉnh đã nhập mà không nguồn nào nói đến")
    figures: list[FigureRecord]


class PivotGap(Shape):
    province: str
    year: int


class PivotResponse(Shape):
    indicator: str
    unit: str | None
    units: list[str]
    provinces: list[str]
    years: list[int]
    cells: list[PivotCell]
    gaps: list[PivotGap]
    left_out: int
    left_out_because: dict[str, int]
    other_indicators: list[str]


class StatedChange(Shape):
    change: float
    unit: str
    agrees: bool | None
    figure: FigureRecord


class YearOnYearRow(Shape):
    province: str
    year: int
    whole_year: bool
    period: str | None
    value: float | None
    previous: float | None
    change: float | None
    change_percent: float | None
    conflict: bool
    agrees: bool | None = Field(description="lời văn tăng, giảm có khớp với hai số không")
    stated: list[StatedChange]
    figures: list[FigureRecord]
    previous_figures: list[FigureRecord]


class YearOnYearResponse(Shape):
    indicator: str
    unit: str | None
    rows: list[YearOnYearRow]


class CitingDocument(Shape):
    document_id: DocumentId
    title: str
    count: int


class CitedDocument(Shape):
    number: str | None
    type: str
    subject: str | None
    issued: str | None
    issuer: str | None
    count: int
    cited_by: list[CitingDocument]


class ReferencesResponse(Shape):
    total: int
    references: list[CitedDocument]
    cursor: str | None


class Citation(Shape):
    document_id: DocumentId
    title: str
    text: str
    quote: str
    start: int
    end: int
    page: int
    article: str | None


class StatedRelation(Shape):
    source: str
    target: str
    kind: str
    stated_in: DocumentId


class ReferenceResponse(CitedDocument):
    citations: list[Citation]
    relations: list[StatedRelation]
    state: str
    replaced_by: list[str]
    amended_by: list[str]
    document_id: DocumentId | None


class CheckedReference(Reference):
    known: bool
    count: int
    document_id: DocumentId | None
    state: str
    replaced_by: list[str]
    amended_by: list[str]


class CheckedReferences(Shape):
    references: list[CheckedReference]


class Job(Shape):
    id: str
    document_id: DocumentId
    state: str = Field(description="queued, running, done hoặc failed")
    reason: str | None
    updated: str
    document: str


class LibraryLine(Shape):
    """A document's fields, where it has been read, and where it stands."""

    model_config = ConfigDict(extra="allow")

    id: DocumentId
    sha256: str
    source: str
    state: str
    reason: str | None
    updated: str
    seconds: dict[str, float]


class DocumentsResponse(Shape):
    documents: list[LibraryLine]
    cursor: str | None


class DocumentResponse(Shape):
    document: dict[str, Any]
    references: list[Reference]
    figures: list[Figure]
    dates: list[dict[str, Any]]
    entities: list[dict[str, Any]]
    relations: list[dict[str, Any]]
    checks: list[dict[str, Any]]
    page_starts: list[int]
    sections: list[dict[str, Any]]
