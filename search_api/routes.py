"""The calls under /api/v1: each reads its parameters, calls one plain function, and shapes the result."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Query, Request, Response, UploadFile
from fastapi.responses import JSONResponse, StreamingResponse

from corpus.errors import SourceError, WrongUse
from corpus.records import to_json
from search_api import documents, exports, schemas, shapes
from search_api.access import may_read, may_write
from search_api.answers import ask
from search_api.figures import all_figures, list_figures
from search_api.jobs import Job
from search_api.known_references import check_references
from search_api.originals import original_response
from search_api.parameters import (
    AskParameters,
    FigureParameters,
    ListParameters,
    OneReferenceParameters,
    PivotParameters,
    ReferenceParameters,
    ReferenceText,
    SearchParameters,
    YearOnYearParameters,
)
from search_api.pivot import pivot
from search_api.pivot_exports import export_pivot
from search_api.problems import MEDIA_TYPE, problem
from search_api.references import describe_reference, list_references
from search_api.search import search, search_similar
from search_api.services import MEGABYTE, Services
from search_api.year_on_year import year_on_year

PREFIX = "/api/v1"
DocumentId = Annotated[str, Path(max_length=100, examples=["1b223a7a602939a191fb3b73d006acdd"])]
Number = Annotated[str, Path(max_length=200, description="số hiệu", examples=["94/2010/NĐ-CP"])]
_PROBLEM: dict[str, Any] = {"model": schemas.Problem, "content": {MEDIA_TYPE: {}}}
PROBLEMS: dict[int | str, dict[str, Any]] = dict.fromkeys((400, 401, 403, 404, 429, 503), _PROBLEM)


def api_router(services: Services) -> APIRouter:
    router = APIRouter(
        prefix=PREFIX,
        responses=PROBLEMS,
        dependencies=[Depends(may_read(services))],
        generate_unique_id_function=lambda route: route.name,  # what generated clients call it
    )
    for add in (_add_questions, _add_figures, _add_references, _add_documents, _add_changes):
        add(router, services)
    return router


def _add_questions(router: APIRouter, services: Services) -> None:
    @router.get("/search", response_model=schemas.SearchResponse, summary="Tìm đoạn văn")
    def get_search(wanted: Annotated[SearchParameters, Query()]) -> shapes.Json:
        chosen = wanted.selection()
        if wanted.similar and wanted.q:
            raise WrongUse("similar", "không dùng cùng với q.", "Bỏ một trong hai.")
        if wanted.similar:
            like = wanted.similar
            return shapes.search_json(
                search_similar(services, like, filters=chosen, limit=wanted.limit, cursor=wanted.cursor)
            )
        result = search(
            services,
            wanted.q or "",
            mode=wanted.mode,
            filters=chosen,
            limit=wanted.limit,
            cursor=wanted.cursor,
            ignore=wanted.ignore,
        )
        return shapes.search_json(result)

    @router.get("/ask", response_model=schemas.AskResponse, summary="Trả lời câu hỏi, kèm nguồn")
    def get_ask(wanted: Annotated[AskParameters, Query()]) -> shapes.Json:
        result = ask(
            services,
            wanted.q,
            filters=wanted.selection(),
            kind=wanted.kind,
            said=wanted.correction(),
            ignore=wanted.ignore,
            limit=wanted.limit,
        )
        return shapes.ask_json(result)


def _add_figures(router: APIRouter, services: Services) -> None:
    @router.get(
        "/figures",
        response_model=schemas.FiguresResponse,
        summary="Số liệu, kèm nguồn",
        responses={200: {"content": {row.media_type: {} for row in exports.FORMATS.values()}}},
    )
    def get_figures(wanted: Annotated[FigureParameters, Query()], request: Request) -> Any:
        chosen = wanted.selection()
        if wanted.format != "json":
            rows = all_figures(services, wanted.q, filters=chosen)
            return _file(exports.export(rows, wanted.format, base=_address(request)), wanted.format)
        page = list_figures(services, wanted.q, filters=chosen, limit=wanted.limit, cursor=wanted.cursor)
        return shapes.figures_json(page)

    @router.get(
        "/figures/pivot",
        response_model=schemas.PivotResponse,
        summary="Bảng tỉnh × năm",
        responses={200: {"content": {exports.FORMATS[name].media_type: {} for name in ("csv", "xlsx")}}},
    )
    def get_pivot(wanted: Annotated[PivotParameters, Query()], request: Request) -> Any:
        table = pivot(services, wanted.q, filters=wanted.selection(), current=wanted.current)
        if wanted.format != "json":
            return _file(export_pivot(table, wanted.format, base=_address(request)), wanted.format)
        return shapes.pivot_json(table)

    @router.get(
        "/figures/year_on_year",
        response_model=schemas.YearOnYearResponse,
        summary="Kỳ này so với kỳ trước, và văn bản nói tăng giảm có đúng không",
    )
    def get_year_on_year(wanted: Annotated[YearOnYearParameters, Query()]) -> shapes.Json:
        return shapes.changes_json(
            year_on_year(services, wanted.q, filters=wanted.selection(), year=wanted.year)
        )


def _file(chunks: Iterator[bytes], name: str) -> Response:
    """A file that is sent as it is written."""
    kind = exports.FORMATS[name]
    return StreamingResponse(chunks, media_type=kind.media_type, headers=kind.headers)


def _address(request: Request) -> str:
    """Where the pages are, for the links in files."""
    return str(request.base_url).rstrip("/")


def _add_references(router: APIRouter, services: Services) -> None:
    @router.get("/references", response_model=schemas.ReferencesResponse, summary="Văn bản được dẫn")
    def get_references(wanted: Annotated[ReferenceParameters, Query()]) -> shapes.Json:
        page = list_references(
            services, wanted.q, filters=wanted.selection(), limit=wanted.limit, cursor=wanted.cursor
        )
        return shapes.references_json(page)

    @router.post(
        "/references/check",
        response_model=schemas.CheckedReferences,
        summary="Kiểm tra các văn bản được dẫn trong một đoạn văn",
    )
    def post_check(sent: ReferenceText) -> shapes.Json:
        return {"references": to_json(check_references(services, sent.text))}

    @router.get(
        "/references/{number:path}", response_model=schemas.ReferenceResponse, summary="Một văn bản được dẫn"
    )
    def get_reference(number: Number, wanted: Annotated[OneReferenceParameters, Query()]) -> shapes.Json:
        return shapes.reference_json(describe_reference(services, number, on=wanted.on))


def _add_documents(router: APIRouter, services: Services) -> None:
    @router.get("/jobs/{job_id}", response_model=schemas.Job, summary="Một tài liệu đang được đọc")
    def get_job(job_id: DocumentId) -> shapes.Json:
        return shapes.job_json(documents.job_of(services, job_id))

    @router.get("/documents", response_model=schemas.DocumentsResponse, summary="Các tài liệu trong thư viện")
    def get_documents(wanted: Annotated[ListParameters, Query()]) -> shapes.Json:
        page = documents.list_documents(services, limit=wanted.limit, cursor=wanted.cursor)
        return {"documents": list(page.documents), "cursor": page.cursor}

    @router.get(
        "/documents/{document_id}",
        response_model=schemas.DocumentResponse,
        summary="Một tài liệu với mọi bản ghi",
    )
    def get_document(document_id: DocumentId) -> shapes.Json:
        return documents.one_document(services, document_id)

    @router.get(
        "/documents/{document_id}/original",
        response_class=Response,
        summary="Tệp gốc",
        responses={200: {"content": {"application/octet-stream": {}}}, 206: {}, 416: _PROBLEM},
    )
    def get_original(document_id: DocumentId, request: Request) -> Response:
        return original_response(services, document_id, request.headers.get("range"))


def _add_changes(router: APIRouter, services: Services) -> None:
    guard = [Depends(may_write(services))]

    @router.post(
        "/documents",
        status_code=201,
        dependencies=guard,
        response_model=schemas.LibraryLine,
        summary="Thêm một tài liệu",
        responses={
            200: {"model": schemas.LibraryLine},
            202: {"model": schemas.Job, "description": "Còn đang đọc; hỏi lại ở /jobs/{id}"},
            413: _PROBLEM,
            415: _PROBLEM,
            422: _PROBLEM,
        },
    )
    def post_document(file: UploadFile) -> Response:
        return _added(services, file)

    @router.delete("/documents/{document_id}", status_code=204, dependencies=guard, summary="Xóa ở mọi nơi")
    def delete_document(document_id: DocumentId) -> Response:
        documents.delete_document(services, document_id)
        return Response(status_code=204)


def _added(services: Services, file: UploadFile) -> Response:
    """201 for a new document, 200 for one that was there, 202 for one that takes long, 422 for a bad one."""
    data = file.file.read(services.max_upload + 1)
    if len(data) > services.max_upload:
        return problem(413, f"Tệp lớn hơn {services.max_upload // MEGABYTE} MB.", parameter="file")
    if not file.filename:
        raise WrongUse("file", "tệp không có tên.", "Gửi tệp kèm tên của nó.")
    try:
        taken = documents.add_document(services, data, file.filename)
    except SourceError as error:
        return problem(error.http_status, str(error), title=error.title, parameter="file")
    if isinstance(taken, Job):
        return JSONResponse(shapes.job_json(taken), 202, {"Location": f"{PREFIX}/jobs/{taken.id}"})
    entry, created = taken
    location = {"Location": f"{PREFIX}/documents/{entry.id}"}
    if not documents.is_readable(entry):
        return problem(
            422, f"{file.filename}: {entry.reason or entry.state}", parameter="file", headers=location
        )
    return JSONResponse(documents.added_document(services, entry), 201 if created else 200, headers=location)
