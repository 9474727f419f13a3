"""`tracuu mcp`: the calls of the API as tools of the Model Context Protocol, over stdio or HTTP."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import Field

from corpus.errors import TracuuError
from corpus.records import to_json
from search_api import documents, shapes
from search_api.access import is_among, presented_key
from search_api.answers import ask
from search_api.figures import list_figures
from search_api.filters import DOCUMENT_FILTERS, FIGURE_FILTERS, REFERENCE_FILTERS, select
from search_api.known_references import check_references
from search_api.references import describe_reference, list_references
from search_api.search import search
from search_api.services import Services
from search_api.understanding import Correction

if TYPE_CHECKING:
    from mcp.server import MCPServer
    from starlette.types import ASGIApp, Receive, Scope, Send

PATH = "/mcp"
ABOUT = (
    "Tra cứu văn bản chính sách Việt Nam: mỗi câu trả lời kèm câu nguồn, trang và tài liệu. "
    "Chỉ dùng số và số hiệu có trong kết quả; status là no_match khi kho tài liệu không nói đến."
)

Json = dict[str, Any]
Words = Annotated[str, Field(description="câu hỏi hoặc từ khóa, có hoặc không dấu", max_length=1_000)]
Province = Annotated[str | None, Field(description="tỉnh, thành phố, ví dụ: Đắk Lắk")]
Year = Annotated[int | None, Field(description="năm", ge=1900, le=2100)]
Limit = Annotated[int, Field(description="số kết quả", ge=1, le=50)]


def build_server(services: Services) -> MCPServer:
    """The six tools over the services, which the caller owns."""
    from mcp.server import MCPServer
    from mcp.types import ToolAnnotations

    server = MCPServer("tracuu", version=services.version, instructions=ABOUT)
    reads_only = ToolAnnotations(read_only_hint=True, open_world_hint=False)
    for tool in _tools(services):
        server.add_tool(tool, description=tool.__doc__, annotations=reads_only)
    return server


def _tools(services: Services) -> tuple[Callable[..., Json], ...]:
    return (*_question_tools(services), *_record_tools(services))


def _question_tools(services: Services) -> Iterator[Callable[..., Json]]:
    def search_passages(
        query: Words,
        province: Province = None,
        year_from: Year = None,
        year_to: Year = None,
        doc_type: str | None = None,
        limit: Limit = 10,
    ) -> Json:
        """Tìm các đoạn văn nói về một điều, kèm văn bản được dẫn và số liệu trong đoạn."""
        with _told():
            chosen = select(
                DOCUMENT_FILTERS, province=province, doc_type=doc_type, year_from=year_from, year_to=year_to
            )
            return shapes.search_json(search(services, query, filters=chosen, limit=limit))

    def ask_question(question: Words, province: Province = None, year: Year = None, limit: Limit = 5) -> Json:
        """Trả lời một câu hỏi bằng văn bản, số liệu hoặc đoạn văn, kèm câu nguồn."""
        with _told():
            place = select(DOCUMENT_FILTERS, province=province).values.get("province")
            years = (year, year) if year is not None else None
            said = Correction(province=str(place) if place else None, years=years)
            return shapes.ask_json(ask(services, question, said=said, limit=min(limit, 20)))

    search_passages.__name__, ask_question.__name__ = "search", "ask"
    yield from (search_passages, ask_question)


def _record_tools(services: Services) -> Iterator[Callable[..., Json]]:
    def figures(
        indicator: Words,
        province: Province = None,
        year_from: Year = None,
        year_to: Year = None,
        unit: str | None = None,
        limit: Limit = 20,
    ) -> Json:
        """Số liệu của một chỉ tiêu, theo nơi và thời gian, mỗi số kèm câu nguồn."""
        with _told():
            chosen = select(
                FIGURE_FILTERS, province=province, unit=unit, year_from=year_from, year_to=year_to
            )
            return shapes.figures_json(list_figures(services, indicator, filters=chosen, limit=limit))

    def references(
        subject: Annotated[str | None, Field(description="nội dung của văn bản", max_length=1_000)] = None,
        number: Annotated[str | None, Field(description="số hiệu, ví dụ: 94/2010/NĐ-CP")] = None,
        on: Annotated[date | None, Field(description="với number: hiệu lực tại ngày này")] = None,
        limit: Limit = 20,
    ) -> Json:
        """Các văn bản được dẫn; với number: một văn bản, nơi dẫn nó, còn hiệu lực không, gì thay thế nó."""
        with _told():
            if number:
                return shapes.reference_json(describe_reference(services, number, on=on))
            chosen = select(REFERENCE_FILTERS)
            return shapes.references_json(list_references(services, subject, filters=chosen, limit=limit))

    def check_text(text: Annotated[str, Field(description="đoạn văn", max_length=500_000)]) -> Json:
        """Tìm mọi chỗ dẫn văn bản trong một đoạn: số hiệu chuẩn, kho có biết không, còn hiệu lực không."""
        with _told():
            return {"references": to_json(check_references(services, text))}

    def document(id: Annotated[str, Field(description="document_id của một kết quả")]) -> Json:  # noqa: A002
        """Một tài liệu: toàn văn và mọi bản ghi trích được."""
        with _told():
            return documents.one_document(services, id)

    check_text.__name__ = "check_references"
    yield from (figures, references, check_text, document)


@contextmanager
def _told() -> Iterator[None]:
    """What is wrong with a call, in the words that its caller may act on."""
    from mcp.server.mcpserver.exceptions import ToolError

    try:
        yield
    except TracuuError as error:
        raise ToolError(str(error)) from error


def http_app(services: Services, *, host: str) -> ASGIApp:
    """The server as an application on PATH, behind the same keys as the API."""
    app = build_server(services).streamable_http_app(streamable_http_path=PATH, host=host)
    keys = services.read_keys | services.write_keys
    return _behind_keys(app, keys) if keys else app


def _behind_keys(app: ASGIApp, keys: frozenset[str]) -> ASGIApp:
    from starlette.responses import PlainTextResponse

    async def guarded(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            headers = dict(scope["headers"])
            key = presented_key(headers.get(b"authorization", b"").decode("latin-1"))
            if key is None or not is_among(key, keys):
                challenge = {"WWW-Authenticate": "Bearer"}
                await PlainTextResponse("Cần khóa truy cập.", 401, challenge)(scope, receive, send)
                return
        await app(scope, receive, send)

    return guarded
