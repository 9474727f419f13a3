"""The command line: what each command takes; `tracuu.commands`, loaded when one runs, is what it does."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Sequence
from typing import Any, NoReturn

from corpus.errors import TracuuError, WrongUse

DESCRIPTION = "Tra cứu văn bản chính sách: đọc tài liệu, trích dẫn chiếu và số liệu, tìm kiếm."


HEADINGS = {"positional arguments": "tham số", "options": "tùy chọn"}

COMPLAINTS = (  # argparse's own words, and ours
    (re.compile(r"the following arguments are required: (.+)"), r"thiếu tham số \1"),
    (re.compile(r"unrecognized arguments: (.+)"), r"không có tham số \1"),
    (
        re.compile(r"argument (\S+): invalid choice: (\S+) \(choose from (.+)\)"),
        r"\1 không nhận \2, chỉ nhận \3",
    ),
    (re.compile(r"argument (\S+): invalid \S+ value: (.+)"), r"\1 không nhận giá trị \2"),
    (re.compile(r"argument (\S+): expected one argument"), r"\1 thiếu giá trị"),
    (re.compile(r"argument (\S+): "), r"\1 "),
)


class VietnameseHelp(argparse.HelpFormatter):
    def add_usage(self, usage, actions, groups, prefix=None):  # type: ignore[no-untyped-def]  # argparse's own
        super().add_usage(usage, actions, groups, "cách dùng: " if prefix is None else prefix)

    def start_section(self, heading: str | None) -> None:
        super().start_section(HEADINGS.get(heading or "", heading))


class Parser(argparse.ArgumentParser):
    """argparse in Vietnamese, with our one way of saying that a call is wrong."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options, formatter_class=VietnameseHelp, add_help=False)
        self.add_argument("-h", "--help", action="help", help="in hướng dẫn này")

    def error(self, message: str) -> NoReturn:
        for pattern, vietnamese in COMPLAINTS:
            message = pattern.sub(vietnamese, message)
        raise WrongUse(self.prog, f"{message}.", f"Xem: {self.prog} --help")


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command: 0 done, 1 done in part or nothing found, 2 wrong use."""
    try:
        arguments = build_parser().parse_args(argv)
        from tracuu import commands  # not for --help: loads settings

        return int(getattr(commands, arguments.command)(arguments))
    except TracuuError as error:
        print(error if error.subject.startswith("tracuu") else f"tracuu: {error}", file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        print("tracuu: đã dừng; chạy lại lệnh để làm tiếp.", file=sys.stderr)
        return 130
    except BrokenPipeError:
        sys.stderr.close()  # the reader of the pipe has left; nobody is there to be told
        return 0


def build_parser() -> Parser:
    parser = Parser(prog="tracuu", description=DESCRIPTION)
    commands = parser.add_subparsers(dest="command", required=True, metavar="LỆNH")

    def add(name: str, summary: str) -> Parser:
        return commands.add_parser(name, help=summary, description=summary)

    extract = add("extract", "Đọc một tệp và in các bản ghi (JSON); không lưu gì.")
    extract.add_argument("file", metavar="TỆP")
    ingest = add("ingest", "Đưa tệp, thư mục hoặc trang web vào thư viện và chỉ mục; chạy lại được.")
    ingest.add_argument("paths", metavar="ĐƯỜNG_DẪN", nargs="+", help="tệp, thư mục, URL, RSS hoặc sitemap")
    ingest.add_argument("--workers", type=int, metavar="N", default=1, help="số tiến trình đọc (mặc định 1)")
    ingest.add_argument("--retry-failed", action="store_true", help="đọc lại cả những tệp đã lỗi lần trước")
    _add_search(add("search", "Tìm đoạn văn."))
    ask = add("ask", "Trả lời câu hỏi, kèm nguồn.")
    ask.add_argument("question", metavar="CÂU_HỎI")
    ask.add_argument("--json", action="store_true", help="in JSON")
    _add_figures(add("figures", "Liệt kê số liệu."))
    status = add("status", "Trong thư viện có gì: số tài liệu theo trạng thái, lỗi và lý do.")
    status.add_argument("--json", action="store_true", help="in JSON")
    add("reindex", "Dựng lại chỉ mục từ thư viện.")
    backup = add("backup", "Ghi cả thư viện vào một tệp ZIP.")
    backup.add_argument("file", metavar="TỆP")
    restore = add("restore", "Lấy lại thư viện từ tệp của `tracuu backup` và dựng chỉ mục.")
    restore.add_argument("file", metavar="TỆP")
    serve = add("serve", "Chạy API và trang web.")
    serve.add_argument("--host", help="địa chỉ (mặc định 127.0.0.1)")
    serve.add_argument("--port", type=int, help="cổng (mặc định 8000)")
    mcp = add("mcp", "Chạy máy chủ MCP (Model Context Protocol) cho các mô hình ngôn ngữ.")
    mcp.add_argument("--http", action="store_true", help="qua HTTP thay vì stdio")
    mcp.add_argument("--host", help="địa chỉ của --http (mặc định 127.0.0.1)")
    mcp.add_argument("--port", type=int, help="cổng của --http (mặc định 8000)")
    _add_evaluate(add("evaluate", "Đo chất lượng tìm kiếm và trích xuất."))
    return parser


def _add_search(search: Parser) -> None:
    search.add_argument("query", metavar="CÂU_HỎI")
    search.add_argument("--limit", type=int, default=10, help="số kết quả (mặc định 10)")
    search.add_argument("--province", metavar="TỈNH", help="tỉnh, thành phố")
    search.add_argument("--year", type=int, metavar="NĂM", help="năm ban hành hoặc đăng")
    search.add_argument("--type", metavar="LOẠI", help="loại văn bản: decree, report, plan, news…")
    search.add_argument(
        "--mode", choices=("hybrid", "semantic", "lexical"), default="hybrid", help="cách tìm"
    )
    search.add_argument("--json", action="store_true", help="in JSON")


def _add_figures(figures: Parser) -> None:
    figures.add_argument("query", metavar="CHỈ_TIÊU", nargs="?", default="")
    figures.add_argument("--unit", metavar="ĐƠN_VỊ", help="đơn vị: người, %%, đồng…")
    figures.add_argument("--province", metavar="TỈNH", help="tỉnh, thành phố")
    figures.add_argument("--year-from", type=int, metavar="NĂM", help="từ năm")
    figures.add_argument("--year-to", type=int, metavar="NĂM", help="đến năm")
    figures.add_argument("--document-id", metavar="MÃ", help="chỉ của một tài liệu")
    formats = ("table", "csv", "xlsx", "json", "parquet")
    figures.add_argument("--format", choices=formats, default="table", help="dạng in ra (mặc định table)")


def _add_evaluate(evaluate: Parser) -> None:
    kinds = evaluate.add_subparsers(dest="kind", required=True, metavar="LOẠI")
    retrieval = kinds.add_parser("retrieval", help="nDCG, MRR, recall trên các thư mục dạng BEIR")
    retrieval.add_argument("folders", metavar="THƯ_MỤC", nargs="+", help="thư mục dạng BEIR")
    retrieval.add_argument("--unaccented", action="store_true", help="bỏ dấu các câu hỏi")
    retrieval.add_argument("--json", action="store_true", help="in JSON")
    extraction = kinds.add_parser("extraction", help="so bản ghi trích ra với bản chuẩn")
    extraction.add_argument("gold", metavar="BẢN_CHUẨN", nargs="?", help="thư mục bản chuẩn (mặc định: mẫu)")
    extraction.add_argument("documents", metavar="TÀI_LIỆU", nargs="?", help="thư mục tài liệu của bản chuẩn")
    extraction.add_argument("--json", action="store_true", help="in JSON")
    extraction.add_argument("--verbose", action="store_true", help="in từng chỗ sai kèm câu của nó")
    extraction.add_argument("--save", metavar="TỆP", help="ghi lại những chỗ sai của lần đo này")
    extraction.add_argument("--against", metavar="TỆP", help="so với lần đo đã ghi: được gì, mất gì")
