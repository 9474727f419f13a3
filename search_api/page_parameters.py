"""What the pages take: as the calls, with what only a page needs."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from corpus.records import State
from search_api.page_words import LANGUAGES
from search_api.parameters import (
    Empty,
    FigureParameters,
    ListParameters,
    Parameters,
    ReferenceParameters,
    SearchParameters,
)

Language = Annotated[Literal["vi", "en"] | None, Empty]
Offset = Annotated[Annotated[int, Field(ge=0)] | None, Empty]
Ignored = Annotated[str, Field(max_length=200)]


class InLanguage(BaseModel):
    model_config = ConfigDict(defer_build=True)

    lang: Language = Field(None, description=f"ngôn ngữ của trang: {', '.join(LANGUAGES)}")


class AnyPage(InLanguage, Parameters):
    """A page without parameters of its own."""


class SearchPage(InLanguage, SearchParameters):
    """As the call; `ignore` names what of the reading of the question is not meant."""

    kind: Annotated[Literal["figure", "reference", "passage"] | None, Empty] = None
    ignore: list[Ignored] = Field([], max_length=20)


class DocumentPage(InLanguage, Parameters):
    """A link to a stretch of a document's text, to one of its figures, or to one of its parts."""

    start: Offset = None
    end: Offset = None
    figure: Offset = None
    part: Annotated[Annotated[int, Field(ge=1)] | None, Empty] = None
    original: Annotated[bool, Empty] = False

    def span(self) -> tuple[int, int] | None:
        return (self.start, self.end) if self.start is not None and self.end is not None else None


class FiguresPage(InLanguage, FigureParameters):
    view: Literal["table", "pivot", "line", "bar", "change"] = "table"
    current: bool = False


class ReferencesPage(InLanguage, ReferenceParameters):
    pass


class ReferencePage(InLanguage, Parameters):
    on: Annotated[date | None, Empty] = None


class LibraryPage(InLanguage, ListParameters):
    state: Annotated[State | None, Empty] = None
    done: list[Annotated[str, Field(max_length=64)]] = Field([], max_length=100)
    deleted: Annotated[Annotated[str, Field(max_length=500)] | None, Empty] = None
