"""What the calls take, read once at the edge; a parameter that is not listed is refused by name."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from corpus.records import DocType
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
from search_api.paging import MAX_LIMIT
from search_api.query import MAX_LENGTH
from search_api.understanding import Correction


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
    model_config = ConfigDict(extra="forbid", defer_build=True)


FromYear = Annotated[Year, Field(description="từ năm", examples=[2020])]
ToYear = Annotated[Year, Field(description="đến hết năm", examples=[2022])]
Province = Annotated[Word, Field(description="tỉnh, thành phố, có hoặc không dấu", examples=["Đắk Lắk"])]
Kept = Annotated[Word, Field(description="chỉ trong tài liệu này")]
Unit = Annotated[Word, Field(description="đơn vị tính", examples=["người"])]
Ignored = Annotated[
    list[Annotated[str, Field(max_length=200)]],
    Field(max_length=20, description="điều đã đọc ra mà câu hỏi không có ý đó: tỉnh, năm, loại, số hiệu"),
]


class SearchParameters(Parameters):
    q: OptionalQuery = Field(None, description="câu hỏi", examples=["cai nghiện ma túy"])
    similar: Word = Field(
        None, description="giống đoạn này: `passage_id` của một kết quả, thay cho q", examples=[""]
    )
    mode: Literal["hybrid", "semantic", "lexical"] = Field(
        "hybrid", description="cách tìm: cả hai, theo nghĩa, theo từ"
    )
    province: Province = None
    doc_type: Word = Field(None, description="loại văn bản", examples=["report"])
    year_from: FromYear = None
    year_to: ToYear = None
    issuer: Word = Field(None, description="cơ quan ban hành, như trong facets")
    cited: Word = Field(None, description="số hiệu văn bản mà đoạn dẫn", examples=["94/2010/NĐ-CP"])
    document_id: Kept = None
    ignore: Ignored = []
    limit: int = Field(10, ge=1, le=MAX_LIMIT, description="số kết quả của một trang")
    cursor: Cursor = None

    def selection(self) -> Selection:
        return select(SEARCH_FILTERS, **self.model_dump(include={row.name for row in SEARCH_FILTERS}))


class AskParameters(Parameters):
    """The question, and the reader's own word on how it is to be read."""

    q: Query
    kind: Annotated[Literal["figure", "reference", "passage"] | None, Empty] = Field(
        None, description="loại câu trả lời: số liệu, văn bản được dẫn, đoạn văn"
    )
    province: Word = Field(None, description="hỏi về tỉnh này, thay cho điều đã đọc", examples=["Đắk Lắk"])
    doc_type: Word = Field(None, description="loại văn bản được hỏi; với số liệu, đoạn văn: loại tài liệu")
    year_from: Year = Field(None, description="hỏi từ năm này, thay cho điều đã đọc", examples=[2020])
    year_to: Year = Field(None, description="hỏi đến hết năm này", examples=[2022])
    unit: Word = Field(None, description="hỏi theo đơn vị này", examples=["người"])
    ignore: Ignored = []
    limit: int = Field(5, ge=1, le=MAX_ANSWERS, description="số câu trả lời")

    def selection(self) -> Selection:
        """Of a figure or passage the kind of document that it stands in."""
        return select(DOCUMENT_FILTERS, doc_type=None if self.kind == "reference" else self.doc_type)

    def correction(self) -> Correction:
        said = select(DOCUMENT_FILTERS, **self.model_dump(include={row.name for row in DOCUMENT_FILTERS}))
        province, doc_type = (said.values.get(name) for name in ("province", "doc_type"))
        first, last = self.year_from or self.year_to, self.year_to or self.year_from
        return Correction(
            province=str(province) if province else None,
            years=(first, last) if first is not None and last is not None else None,
            doc_type=DocType(str(doc_type)) if doc_type else None,
            unit=self.unit,
        )


class FigureFilters(Parameters):
    unit: Unit = None
    province: Province = None
    year_from: FromYear = None
    year_to: ToYear = None
    document_id: Kept = None
    holds: Annotated[bool | None, Empty] = Field(
        None, description="false: chỉ số liệu mà phép tính trong văn bản không khớp"
    )

    def selection(self) -> Selection:
        return select(FIGURE_FILTERS, **self.model_dump(include={row.name for row in FIGURE_FILTERS}))


class YearOnYearParameters(Parameters):
    q: Query
    unit: Unit = None
    province: Province = None
    year: Year = Field(None, description="chỉ năm này, so với năm trước", examples=[2022])

    def selection(self) -> Selection:
        return select(FIGURE_FILTERS, unit=self.unit, province=self.province)


class FigureParameters(FigureFilters):
    q: OptionalQuery = Field(None, description="chỉ tiêu, theo nghĩa", examples=["số người cai nghiện"])
    format: Literal["json", "csv", "xlsx", "parquet"] = Field(
        "json", description="json: từng trang; tệp: tất cả, không bao giờ bị cắt"
    )
    limit: int = Field(100, ge=1, le=figures.MAX_LIMIT, description="số dòng của một trang json")
    cursor: Cursor = None


class PivotParameters(FigureFilters):
    q: Query
    format: Literal["json", "csv", "xlsx"] = Field("json", description="dạng của bảng")
    current: bool = Field(False, description="gộp về 34 tỉnh, thành phố từ 01/7/2025")


class ReferenceParameters(Parameters):
    q: OptionalQuery = Field(None, description="nội dung của văn bản")
    type: Word = Field(None, description="loại văn bản được dẫn", examples=["decree"])
    number: Word = Field(None, description="số hiệu, viết cách nào cũng được", examples=["94/2010/NĐ-CP"])
    province: Word = Field(None, description="dẫn trong văn bản của tỉnh này")
    limit: int = Field(100, ge=1, le=references.MAX_LIMIT, description="số kết quả của một trang")
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
    limit: int = Field(50, ge=1, le=MAX_LIMIT, description="số tài liệu của một trang")
    cursor: Cursor = None
