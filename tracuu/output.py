"""Results as text for a terminal."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from search_api.answers import AskResult
    from search_api.figures import FigureRecord
    from search_api.search import SearchHit, SearchResult
    from tracuu.ledger import Ledger

BOLD, DIM, PLAIN = "\x1b[1m", "\x1b[2m", "\x1b[0m"


def print_hits(result: SearchResult) -> None:
    for rank, hit in enumerate(result.hits, 1):
        print(f"{rank}. {_styled(hit.title, BOLD)}")
        print(f"   {_styled(_origin(hit), DIM)}")
        print(f"   {_marked(hit)}\n")


def print_answers(result: AskResult) -> None:
    if result.phrased:
        print(f"{result.phrased}\n")
    for answer in result.answers:
        print(f"{_styled(answer.text, BOLD)}")
        print(f"   “{answer.quote}”")
        origin = f"{answer.title} · trang {answer.page} · {answer.document_id}"
        print(f"   {_styled(origin, DIM)}\n")


def print_figures(rows: Sequence[FigureRecord]) -> None:
    """A line a figure: what was counted, where, when, how much."""
    cells = [
        (row.figure.text, row.figure.place or "—", row.figure.period.text or "—", row.figure.indicator or "—")
        for row in rows
    ]
    for line in columns([("SỐ LIỆU", "NƠI", "KỲ", "CHỈ TIÊU"), *cells]) if cells else []:
        print(line)


STATES = {
    "received": "đã nhận, chưa đọc (chạy lại tracuu ingest)",
    "extracted": "đã đọc, chưa vào chỉ mục (chạy lại tracuu ingest hoặc tracuu reindex)",
    "indexed": "tìm được",
    "failed": "không đọc được",
    "needs_ocr": "bản quét, cần nhận dạng chữ",
    "bad_text_layer": "lớp chữ hỏng",
}
STAGES = {
    "read": "đọc tệp",
    "clean": "làm sạch",
    "masthead": "phần đầu",
    "outline": "bố cục",
    "annotate": "trích thông tin",
    "passages": "cắt đoạn",
    "extract": "đọc và trích",
    "index": "vào chỉ mục",
}


def print_ledger(ledger: Ledger) -> None:
    for state, count in ledger.states.items():
        print(f"{count:7d}  {STATES[state]}")
    if ledger.pages:
        print(f"{ledger.pages:7d}  trang")
    if ledger.retold:
        print(f"{ledger.retold:7d}  tài liệu kể lại tin đã có")
    if ledger.seconds:
        print("Thời gian đọc, cộng lại:")
        for line in columns(
            [(f"  {STAGES.get(name, name)}", f"{spent:.1f} giây") for name, spent in ledger.seconds.items()]
        ):
            print(line)
    for group in ledger.problems:
        print(f"{len(group.failures)} × {group.reason}")
        for failure in group.failures:
            print(f"      {failure.source}")
    print("Chương trình hỗ trợ:")
    rows = [
        (
            f"  {tool.name}",
            "có" if tool.is_installed else "chưa có",
            tool.purpose if tool.is_installed else f"{tool.purpose}; cài: {tool.install}",
        )
        for tool in ledger.tools
    ]
    for line in columns(rows):
        print(line)


def _origin(hit: SearchHit) -> str:
    parts = (hit.province, hit.published, " › ".join(hit.section), f"trang {hit.page}", hit.document_id)
    return " · ".join(part for part in parts if part)


def _marked(hit: SearchHit) -> str:
    """The passage on one line, what matched in bold."""
    pieces, done = [], hit.start
    for start, end in hit.highlights:
        pieces += [_slice(hit, done, start), _styled(_slice(hit, start, end), BOLD)]
        done = end
    return " ".join("".join([*pieces, _slice(hit, done, hit.end)]).split())


def _slice(hit: SearchHit, start: int, end: int) -> str:
    return hit.passage[start - hit.start : end - hit.start]


def _styled(text: str, style: str) -> str:
    return f"{style}{text}{PLAIN}" if sys.stdout.isatty() else text


def columns(rows: Sequence[Sequence[str]]) -> list[str]:
    """Rows as lines with aligned columns."""
    widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
    return [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    ]
