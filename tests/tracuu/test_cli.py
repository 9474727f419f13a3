"""The command line from outside: a process, its exit code, stdout and stderr."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import openpyxl
import pyarrow.parquet as pq
import pytest

from tests.ingest.web_server import served_site

MODEL_LIBRARIES = ("torch", "sentence_transformers", "haystack", "underthesea", "transformers")
COMMANDS = ("extract", "ingest", "search", "ask", "figures", "status", "reindex", "serve", "mcp", "evaluate")


def run(*arguments: str, home: Path, code: str | None = None) -> subprocess.CompletedProcess[str]:
    """`tracuu ARGUMENTS` in its own process and home; with `code`, that Python program instead."""
    environment = {**os.environ, "TRACUU_HOME": str(home), "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, "-c", code] if code else [sys.executable, "-m", "tracuu", *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False, cwd=home)


def loaded_after(home: Path, *arguments: str) -> set[str]:
    """Which model libraries a command has loaded by its end."""
    code = (
        "import sys, contextlib, io, json\n"
        "from tracuu.cli import main\n"
        "with contextlib.redirect_stdout(io.StringIO()):\n"
        f"    try: main({list(arguments)!r})\n"
        "    except SystemExit: pass\n"
        f"print(json.dumps([name for name in {MODEL_LIBRARIES!r} if name in sys.modules]))\n"
    )
    return set(json.loads(run(home=home, code=code).stdout))


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory, samples: Path) -> Path:
    """A home with the sample corpus ingested."""
    home = tmp_path_factory.mktemp("home")
    done = run("ingest", str(samples), home=home)
    assert done.returncode == 0, done.stderr
    return home


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_loads_no_model_library(command: str, tmp_path: Path) -> None:
    arguments = [command, "--help"] if command else ["--help"]
    done = run(*arguments, home=tmp_path)
    assert done.returncode == 0
    assert "cách dùng: tracuu" in done.stdout
    assert loaded_after(tmp_path, *arguments) == set()


def test_search_loads_no_model_library(home: Path) -> None:
    assert loaded_after(home, "search", "cai nghiện tự nguyện") == set()


def test_search_finds_the_decree(home: Path) -> None:
    done = run("search", "nghị định 94/2010/NĐ-CP", "--json", home=home)
    assert done.returncode == 0, done.stderr
    result = json.loads(done.stdout)
    assert "94/2010/NĐ-CP" in [reference["number"] for reference in result["hits"][0]["references"]]


def test_ask_answers_with_the_decree(home: Path) -> None:
    done = run("ask", "Nghị định nào quy định về cai nghiện ma túy tại cộng đồng?", "--json", home=home)
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    assert answer["status"] == "grounded"
    assert "94/2010/NĐ-CP" in [found["number"] for found in answer["answers"]]


def test_ask_says_what_the_corpus_does_not(home: Path) -> None:
    done = run("ask", "Giá vé máy bay đi Paris là bao nhiêu?", "--json", home=home)
    assert done.returncode == 1
    assert json.loads(done.stdout) == {"status": "no_match", "answers": []} | json.loads(done.stdout)


def test_figures_as_csv_open_in_a_spreadsheet(home: Path) -> None:
    done = run("figures", "người cai nghiện bắt buộc", "--format", "csv", home=home)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("\ufeff")
    assert len(done.stdout.splitlines()) > 3


def test_figures_as_files(home: Path, tmp_path: Path) -> None:
    """Binary formats come out of stdout whole."""
    sizes = []
    for name in ("xlsx", "parquet"):
        command = [sys.executable, "-m", "tracuu", "figures", "người cai nghiện bắt buộc", "--format", name]
        environment = {**os.environ, "TRACUU_HOME": str(home)}
        done = subprocess.run(command, env=environment, capture_output=True, check=False, cwd=home)
        assert done.returncode == 0, done.stderr
        (tmp_path / f"figures.{name}").write_bytes(done.stdout)
    sizes.append(openpyxl.load_workbook(tmp_path / "figures.xlsx").worksheets[0].max_row - 1)
    sizes.append(pq.read_table(tmp_path / "figures.parquet").num_rows)
    assert sizes[0] == sizes[1] > 3


def test_status_counts_every_sample(home: Path, samples: Path) -> None:
    done = run("status", "--json", home=home)
    documents = [
        path for path in samples.iterdir() if path.suffix in (".txt", ".md", ".html", ".docx", ".pdf")
    ]
    assert json.loads(done.stdout)["states"] == {"indexed": len(documents)}


def test_ingest_again_changes_nothing(home: Path, samples: Path) -> None:
    before = json.loads(run("status", "--json", home=home).stdout)
    assert run("ingest", str(samples), home=home).returncode == 0
    assert json.loads(run("status", "--json", home=home).stdout) == before


def test_reindex_rebuilds_a_deleted_index(home: Path, tmp_path: Path) -> None:
    other = tmp_path / "home"
    shutil.copytree(home, other)
    before = run("search", "cai nghiện tự nguyện", "--json", home=other)
    shutil.rmtree(other / "index")
    done = run("reindex", home=other)
    assert done.returncode == 0, done.stderr
    after = run("search", "cai nghiện tự nguyện", "--json", home=other)
    assert json.loads(after.stdout)["hits"] == json.loads(before.stdout)["hits"]


BAD_CALLS = [
    (["search"], 2, "thiếu tham số"),
    (["nosuch"], 2, "nosuch"),
    (["search", "x", "--limit", "0"], 2, "limit"),
    (["search", ""], 2, "câu hỏi"),
    (["extract", "nosuch.txt"], 2, "nosuch.txt"),
    (["ingest", "nosuch"], 2, "nosuch"),
    (["ingest", ".", "--workers", "0"], 2, "--workers"),
    (["evaluate", "retrieval", "nosuch"], 2, "nosuch"),
]


@pytest.mark.parametrize(("arguments", "code", "named"), BAD_CALLS)
def test_wrong_use_is_one_line_that_names_the_fault(
    arguments: list[str], code: int, named: str, tmp_path: Path
) -> None:
    done = run(*arguments, home=tmp_path)
    assert done.returncode == code
    assert named in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert done.stdout == ""


def test_bad_files_are_named_and_lose_nothing_of_the_others(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "rong.txt").write_bytes(b"")
    (folder / "rac.pdf").write_bytes(bytes(range(256)) * 16)
    (folder / "tot.txt").write_text(
        "BÁO CÁO\n\nNăm 2023, toàn tỉnh mở 12 lớp dạy nghề cho 345 người.\n", encoding="utf-8"
    )
    done = run("ingest", str(folder), home=tmp_path)
    assert done.returncode == 1
    assert "rong.txt" in done.stderr
    assert "rac.pdf" in done.stderr
    assert "tot.txt:" not in done.stderr
    assert json.loads(run("status", "--json", home=tmp_path).stdout)["states"] == {"failed": 2, "indexed": 1}
    found = json.loads(run("search", "lớp dạy nghề", "--json", home=tmp_path).stdout)
    assert found["hits"][0]["figures"][0]["value"] == 12


def test_a_folder_without_documents_is_nothing_to_do(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    done = run("ingest", str(tmp_path / "in"), home=tmp_path)
    assert done.returncode == 1
    assert "không có tài liệu" in done.stderr


def test_a_wrong_setting_names_its_variable(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("TRACUU_PORT=99999999\n")
    done = run("status", home=tmp_path)
    assert done.returncode == 2
    assert "TRACUU_PORT" in done.stderr


def test_a_web_page_is_ingested_once(tmp_path: Path) -> None:
    with served_site() as site:
        page = site.put(
            "/tin/lop-hoc",
            "<html><body><h1>Huyện Đầm Hà mở lớp học nghề</h1><p>Năm 2023, huyện Đầm Hà mở 12 lớp dạy nghề "
            "cho 345 người, trong đó có 120 người sau cai nghiện.</p></body></html>",
        )
        feed = site.put("/rss", f"<rss><channel><item><link>{page}</link></item></channel></rss>")
        (tmp_path / ".env").write_text("TRACUU_WEB_PAUSE=0\n")
        refused = run("ingest", page, home=tmp_path)
        assert refused.returncode == 1
        assert "TRACUU_ALLOW_PRIVATE_URLS" in refused.stderr
        assert site.asked == []
        (tmp_path / ".env").write_text("TRACUU_WEB_PAUSE=0\nTRACUU_ALLOW_PRIVATE_URLS=true\n")
        first, again = (run("ingest", feed, home=tmp_path) for _ in range(2))
        assert (first.returncode, again.returncode) == (0, 0), first.stderr + again.stderr
        assert "0 tài liệu mới, 1 đã có" in again.stderr
        assert site.asked.count("/tin/lop-hoc") == 1
        found = json.loads(run("search", "lớp dạy nghề Đầm Hà", "--json", home=tmp_path).stdout)
        document = json.loads(run("status", "--json", home=tmp_path).stdout)
    assert document["states"] == {"indexed": 1}
    assert found["hits"][0]["figures"]


def test_failed_files_are_tried_again_on_request(tmp_path: Path) -> None:
    """A limit that was too tight is the reason; without it the file is read."""
    path = tmp_path / "bao-cao.txt"
    path.write_text("Năm 2023, toàn tỉnh mở 12 lớp dạy nghề cho 345 người.\n\n" * 4000, encoding="utf-8")
    (tmp_path / ".env").write_text("TRACUU_READ_SECONDS=0.05\n")
    assert "giây" in run("ingest", str(path), home=tmp_path).stderr
    (tmp_path / ".env").write_text("")
    kept = run("ingest", str(path), home=tmp_path)
    assert (kept.returncode, "0.05 giây" in kept.stderr) == (1, True)
    retried = run("ingest", str(path), "--retry-failed", "--workers", "2", home=tmp_path)
    assert retried.returncode == 0, retried.stderr
    assert json.loads(run("status", "--json", home=tmp_path).stdout)["states"] == {"indexed": 1}


def test_status_tells_pages_times_tools_and_reasons(home: Path, tmp_path: Path) -> None:
    ledger = json.loads(run("status", "--json", home=home).stdout)
    assert ledger["pages"] > 0
    assert {"read", "annotate", "index"} <= set(ledger["seconds"])
    assert {tool["name"] for tool in ledger["tools"]} == {"tesseract", "antiword", "libreoffice"}
    for name in ("một.txt", "hai.txt"):
        (tmp_path / name).write_bytes(b" " + b"\n" * (2 + len(name.encode())))
    run("ingest", str(tmp_path), home=tmp_path)
    shown = run("status", home=tmp_path).stdout
    assert shown.count("tệp không có nội dung") == 1
    assert "2 × tệp không có nội dung" in shown
    assert "tesseract" in shown


def test_a_hostile_file_ends_extract_with_a_line(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("TRACUU_READ_SECONDS=0.05\n")
    (tmp_path / "dai.txt").write_text("Năm 2023, huyện mở 12 lớp cho 345 người. " * 20_000, encoding="utf-8")
    done = run("extract", "dai.txt", home=tmp_path)
    assert done.returncode == 1
    assert (done.stdout, len(done.stderr.splitlines())) == ("", 1)
    assert "giây" in done.stderr


@pytest.mark.parametrize("command", [["search", "dạy nghề"], ["ask", "Có mấy lớp?"], ["figures"]])
def test_an_empty_library_says_how_to_fill_it(tmp_path: Path, command: list[str]) -> None:
    done = run(*command, home=tmp_path)
    assert done.returncode == 1
    assert "Thư viện còn trống" in done.stderr
    assert "tracuu ingest" in done.stderr
