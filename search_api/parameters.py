"""What the calls take, read once at the edge; a parameter that is not listed is refused by name."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from search_api import figures, references
from search_api.answers import MAX_ANSWERS
from search_api.filters import (
    DOCUMENT_FILTERS,
    FIGURE_FILTERS,
    FIRST_YEAR,
    LAST_YEAR,
    REFERENCE_FILTERS,
    SEARCH_FILTERS,
    Selection,
    select,
)
from search_api.known_references import LONGEST_TEXT, MOST_REFERENCES
from search_api.query import MAX_LENGTH
from search_api.search import MAX_LIMIT


def _none_for_empty(value: Any) -> Any:
    """A form sends every field; an empty one was not filled in."""
    return None if value == "" else value


Empty = BeforeValidator(_none_for_empty)
Query = Annotated[
    str, Field(min_length=1, max_length=MAX_LENGTH, description="câu hỏi", examples=["cai nghiện ma túy"])
]
OptionalQuery = Annotated[Annotated[str, Field(max_length=MAX_LENGTH)] | None, Empty]
Word = Annotated[Annotated[str, Field(max_length=200)] | None, Empty]
Year = Annotated[Annotated[int, Field(ge=FIRST_YEAR, le=LAST_YEAR)] | None, Empty]
Cursor = Annotated[Annotated[str, Field(max_length=400, description="con trỏ của trang trước")] | None, Empty]


class Parameters(BaseModel):
    model_config = ConfigDict(extra="forbid")


class SearchParameters(Parameters):
    q: OptionalQuery = Field(None, description="câu hỏi", examples=["cai nghiện ma túy"])
    similar: Word = Field(
        None, description="giống đoạn này: `passage_id` của một kết quả, thay cho q", examples=[""]
    )
    mode: Literal["hybrid", "semantic", "lexical"] = "hybrid"
    province: Word = Field(None, examples=["Đắk Lắk"])
    doc_type: Word = Field(None, examples=["report"])
    year_from: Year = None
    year_to: Year = None
    issuer: Word = Field(None, description="cơ quan ban hành, như trong facets")
    cited: Word = Field(None, description="số hiệu văn bản mà đoạn dẫn", examples=["94/2010/NĐ-CP"])
    document_id: Word = None
    limit: int = Field(10, ge=1, le=MAX_LIMIT)
    cursor: Cursor = None

    def selection(self) -> Selection:
        return select(SEARCH_FILTERS, **self.model_dump(include={row.name for row in SEARCH_FILTERS}))


class AskParameters(Parameters):
    q: Query
    kind: Annotated[Literal["figure", "reference", "passage"] | None, Empty] = None
    province: Word = Field(None, examples=["Đắk Lắk"])
    doc_type: Word = None
    year_from: Year = None
    year_to: Year = None
    limit: int = Field(5, ge=1, le=MAX_ANSWERS)

    def selection(self) -> Selection:
        return select(DOCUMENT_FILTERS, **self.model_dump(include={row.name for row in DOCUMENT_FILTERS}))


class FigureFilters(Parameters):
    unit: Word = Field(None, examples=["người"])
    province: Word = Field(None, examples=["Đắk Lắk"])
    year_from: Year = None
    year_to: Year = None
    document_id: Word = None
    holds: Annotated[bool | None, Empty] = None

    def selection(self) -> Selection:
        return select(FIGURE_FILTERS, **self.model_dump(include={row.name for row in FIGURE_FILTERS}))


class YearOnYearParameters(Parameters):
    q: Query
    unit: Word = Field(None, examples=["người"])
    province: Word = Field(None, examples=["Đắk Lắk"])
    year: Year = Field(None, description="chỉ năm này, so với năm trước", examples=[2022])

    def selection(self) -> Selection:
        return select(FIGURE_FILTERS, unit=self.unit, province=self.province)


class FigureParameters(FigureFilters):
    q: OptionalQuery = Field(None, description="chỉ tiêu, theo nghĩa", examples=["số người cai nghiện"])
    format: Literal["json", "csv", "xlsx", "parquet"] = "json"
    limit: int = Field(100, ge=1, le=figures.MAX_LIMIT)
    cursor: Cursor = None


class PivotParameters(FigureFilters):
    q: Query
    format: Literal["json", "csv", "xlsx"] = "json"
    current: bool = Field(False, description="gộp về 34 tỉnh, thành phố từ 01/7/2025")


class ReferenceParameters(Parameters):
    q: OptionalQuery = Field(None, description="nội dung của văn bản")
    type: Word = Field(None, examples=["decree"])
    number: Word = Field(None, examples=["94/2010/NĐ-CP"])
    province: Word = None
    limit: int = Field(100, ge=1, le=references.MAX_LIMIT)
    cursor: Cursor = None

    def selection(self) -> Selection:
        return select(REFERENCE_FILTERS, **self.model_dump(include={row.name for row in REFERENCE_FILTERS}))


class ReferenceText(Parameters):
    text: str = Field(
        min_length=1,
        max_length=LONGEST_TEXT,
        description=f"văn bản có tối đa {MOST_REFERENCES} chỗ dẫn",
        examples=["Căn cứ Nghị định số 94/2010/NĐ-CP ngày 09/9/2010 của Chính phủ; Thông tư 14/2014/TT-BYT."],
    )


class OneReferenceParameters(Parameters):
    on: Annotated[date | None, Empty] = Field(None, description="hiệu lực tại ngày này")


class ListParameters(Parameters):
    limit: int = Field(50, ge=1, le=MAX_LIMIT)
    cursor: Cursor = None
