"""What each command does; `tracuu.cli` says what it takes. Results go to stdout, messages to stderr."""

from __future__ import annotations

import argparse
import gc
import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus.errors import SourceError, WrongUse
from tracuu.settings import load_settings
from tracuu.wiring import (
    MANY,
    MEGABYTE,
    ingest_read,
    ingest_readers,
    open_embedder,
    open_library,
    opened_index,
    opened_services,
    reading_workers,
    rebuilt_index,
    web_fetcher,
)

if TYPE_CHECKING:
    from ingest.run import Summary
    from search_api.services import Services

DONE, IN_PART = 0, 1
BINARY = ("xlsx", "parquet")
EMPTY = "Thư viện còn trống. Thêm tài liệu: tracuu ingest THƯ_MỤC"


def extract(arguments: argparse.Namespace) -> int:
    """Print all records of one file as JSON; nothing is stored."""
    from ingest.guards import read_file, readable_name
    from ingest.reading import File, read_alone, read_one

    path, settings = Path(arguments.file), load_settings()
    name = readable_name(path.name)
    if not os.path.exists(path):
        raise WrongUse(readable_name(str(path)), "không có tệp này.", "Kiểm tra lại đường dẫn.")
    file = File("", name, read_file(path, name=name, limit=settings.max_upload_mb * MEGABYTE))
    with reading_workers(settings, read_alone) as workers:
        outcome = read_one(file, read_alone, workers)
    if outcome.extraction is None:
        raise outcome.problem or SourceError(name, "không đọc được.")
    _print_json(outcome.extraction.contract_json())
    return DONE


def ingest(arguments: argparse.Namespace) -> int:
    """Files, folders and web pages into the library and the index, with one line for each that failed."""
    from ingest.run import ingest as ingest_paths
    from ingest.web import is_url
    from tracuu.progress import shown_progress

    for path in arguments.paths:
        if not is_url(path) and not os.path.exists(path):
            raise WrongUse(str(path), "không có tệp hay thư mục này.", "Kiểm tra lại đường dẫn.")
    if arguments.workers < 1:
        raise WrongUse("--workers", f"{arguments.workers} không hợp lệ.", "Nhập số từ 1 trở lên.")
    settings = load_settings()
    with ingest_readers(settings, count=arguments.workers) as readers:
        embedder, library = open_embedder(settings), open_library(settings)
        with (
            opened_index(settings, embedder) as index,
            web_fetcher(settings) as fetcher,
            shown_progress() as progress,
        ):
            summary = ingest_paths(
                arguments.paths,
                library=library,
                index=index,
                embedder=embedder,
                progress=progress,
                executor=readers,
                read=ingest_read(settings),
                fetcher=fetcher,
                limit=settings.max_upload_mb * MEGABYTE,
                retry_failed=arguments.retry_failed,
            )
            if summary.indexed >= MANY:
                index.maintain()
    return _report(summary)


def _report(summary: Summary) -> int:
    for failure in summary.failed:
        _say(f"{failure.source}: {failure.reason}")
    _say(f"{summary.indexed} tài liệu mới, {summary.present} đã có, {len(summary.failed)} lỗi.")
    return IN_PART if summary.failed else DONE


def status(arguments: argparse.Namespace) -> int:
    """Counts by state, pages and times, what could not be read and why, and the programs that help."""
    from tracuu.ledger import describe
    from tracuu.output import print_ledger

    settings = load_settings()
    ledger = describe(open_library(settings).entries())
    if arguments.json:
        _print_json(ledger.json())
        return DONE
    print(f"Thư viện: {settings.library_root}")
    print_ledger(ledger)
    if not ledger.states:
        _say(EMPTY)
    return DONE


def reindex(_arguments: argparse.Namespace) -> int:
    """The index again, from the library alone; the old one serves until the new one is whole."""
    from ingest.run import reindex as build
    from tracuu.progress import shown_progress

    settings = load_settings()
    embedder, library = open_embedder(settings), open_library(settings)
    with rebuilt_index(settings, embedder) as index, shown_progress() as progress:
        count = build(library, index, embedder, progress)
    _say(f"Đã dựng lại chỉ mục: {count} tài liệu.")
    return DONE


def backup(arguments: argparse.Namespace) -> int:
    """The library, originals and records, in one file; the index is rebuilt from it."""
    from tracuu.backup import back_up

    count = back_up(open_library(load_settings()), Path(arguments.file))
    _say(f"Đã sao lưu {count} tài liệu vào {arguments.file}.")
    return DONE


def restore(arguments: argparse.Namespace) -> int:
    """The library of a backup, and the index of that."""
    from tracuu.backup import restore as take_back

    count = take_back(open_library(load_settings()), Path(arguments.file))
    _say(f"Đã lấy lại {count} tài liệu.")
    return reindex(arguments)


def search(arguments: argparse.Namespace) -> int:
    """Ranked passages."""
    from search_api.filters import DOCUMENT_FILTERS, select
    from search_api.search import search as search_passages
    from search_api.shapes import search_json
    from tracuu.output import print_hits

    wanted = {"province": arguments.province, "doc_type": arguments.type}
    filters = select(DOCUMENT_FILTERS, **wanted, year_from=arguments.year, year_to=arguments.year)
    with opened_services(load_settings()) as services:
        found = search_passages(
            services, arguments.query, mode=arguments.mode, filters=filters, limit=arguments.limit
        )
        is_empty = _is_empty(services)
    if arguments.json:
        _print_json(search_json(found))
    else:
        print_hits(found)
    if not found.hits:
        _say(EMPTY if is_empty else "Không tìm thấy đoạn nào. Hãy bớt từ hoặc bỏ bộ lọc.")
    return DONE if found.hits else IN_PART


def ask(arguments: argparse.Namespace) -> int:
    """The answer with its source, or the word that the corpus does not say."""
    from search_api.answers import ask as find_answers
    from search_api.shapes import ask_json
    from tracuu.output import print_answers

    with opened_services(load_settings()) as services:
        found = find_answers(services, arguments.question)
        is_empty = _is_empty(services)
    if arguments.json:
        _print_json(ask_json(found))
    else:
        print_answers(found)
    if not found.answers:
        _say(
            EMPTY
            if is_empty
            else "Kho tài liệu không nói đến điều này. Hãy hỏi bằng từ khác hoặc thêm tài liệu."
        )
    return DONE if found.answers else IN_PART


def figures(arguments: argparse.Namespace) -> int:
    """Figure records, filtered, in one of the formats; never cut."""
    from search_api.exports import FORMATS, export
    from search_api.figures import all_figures
    from search_api.filters import FIGURE_FILTERS, select
    from search_api.shapes import figure_json
    from tracuu.output import print_figures

    if arguments.format in BINARY and sys.stdout.isatty():
        raise WrongUse("--format", f"{arguments.format} là tệp nhị phân.", "Ghi vào tệp: > so-lieu.xlsx")
    names = ("unit", "province", "year_from", "year_to", "document_id")
    filters = select(FIGURE_FILTERS, **{name: getattr(arguments, name) for name in names})
    settings = load_settings()
    base = f"http://{settings.host}:{settings.port}"  # of the links
    with opened_services(settings) as services:
        rows = list(all_figures(services, arguments.query or None, filters=filters))
        is_empty = _is_empty(services)
    if arguments.format in FORMATS:
        sys.stdout.buffer.writelines(export(rows, arguments.format, base=base))
    elif arguments.format == "json":
        _print_json([figure_json(row) for row in rows])
    else:
        print_figures(rows)
    if not rows:
        _say(EMPTY if is_empty else "Không có số liệu nào khớp. Hãy bớt từ hoặc bỏ bộ lọc.")
    return DONE if rows else IN_PART


def _is_empty(services: Services) -> bool:
    """Nothing can be found: no document has been indexed."""
    from corpus.index import Collection

    return services.index.count(Collection.DOCUMENTS) == 0


def serve(arguments: argparse.Namespace) -> int:
    """The HTTP API and the page, until stopped."""
    gc.disable()  # what is made until the server is ready stays
    from search_api.readiness import make_ready
    from tracuu.logs import set_up_logs

    settings = load_settings()
    set_up_logs(level=settings.log_level, form=settings.log_format)
    port = settings.port if arguments.port is None else arguments.port
    with opened_services(settings) as services:
        make_ready(services)
        from search_api.app import create_app  # the index is read from the disk beside these imports
        from tracuu.serving import serve as serve_app

        app = create_app(services)
        gc.freeze()  # nor is it walked by any collection
        gc.enable()
        serve_app(app, host=arguments.host or settings.host, port=port, ready=_say_address)
    return DONE


def _say_address(address: str) -> None:
    _say(f"Mở {address} trong trình duyệt; Ctrl+C để dừng.")


def mcp(arguments: argparse.Namespace) -> int:
    """The tools of the Model Context Protocol, until stopped; without --http stdout carries them alone."""
    from tracuu.mcp_server import PATH, build_server, http_app

    settings = load_settings()
    with opened_services(settings) as services:
        if not arguments.http:
            build_server(services).run("stdio")
            return DONE
        import uvicorn

        host, port = arguments.host or settings.host, arguments.port or settings.port
        _say(f"Máy chủ MCP: http://{host}:{port}{PATH}; Ctrl+C để dừng.")
        uvicorn.run(http_app(services, host=host), host=host, port=port, log_level="warning")
    return DONE


def evaluate(arguments: argparse.Namespace) -> int:
    """The benchmarks of `evaluation/`."""
    if arguments.kind == "extraction":
        from evaluation.extraction import run as evaluate_extraction

        return evaluate_extraction(arguments)
    from evaluation.retrieval import run

    return run(arguments, embedder=open_embedder(load_settings()))


def _print_json(record: Any) -> None:
    print(json.dumps(record, ensure_ascii=False, indent=1))


def _say(message: str) -> None:
    print(message, file=sys.stderr)
