"""A small retrieval set on disk, of our own sentences."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

PAGES = {
    "p1": ("Vay vốn", "Người sau cai nghiện được vay vốn ưu đãi để học nghề và làm ăn."),
    "p2": ("Học phí", "Học sinh vùng cao được miễn học phí và nhận gạo mỗi tháng."),
    "p3": ("Nghị định 116/2021/NĐ-CP", "Văn bản này nói về cai nghiện tự nguyện và quản lý sau cai."),
    "p4": ("", "Tuyến xe buýt số 7 chạy từ bến xe trung tâm ra khu công nghiệp."),
}
QUERIES = {
    "q1": ("sau cai nghiện có được vay vốn không", {"p1": 1}),
    "q2": ("xe buýt ra khu công nghiệp", {"p4": 1}),
    "q3": ("116/2021/nd-cp", {"p3": 1}),
    "q4": ("không có trong kho", {"p9": 1}),  # its document is not in the corpus: not asked
}


def write_set(folder: Path) -> Path:
    (folder / "qrels").mkdir(parents=True)
    pages = [{"_id": key, "title": title, "text": text} for key, (title, text) in PAGES.items()]
    _write(folder / "corpus.jsonl.gz", pages)
    _write(folder / "queries.jsonl.gz", [{"_id": key, "text": text} for key, (text, _) in QUERIES.items()])
    header = "query-id\tcorpus-id\tscore"
    rows = [f"{key}\t{page}\t{grade}" for key, (_, pages) in QUERIES.items() for page, grade in pages.items()]
    (folder / "qrels" / "test.tsv").write_text("\n".join([header, *rows]) + "\n", "utf-8")
    return folder


def _write(path: Path, rows: list[dict[str, str]]) -> None:
    with gzip.open(path, "wt", encoding="utf-8") as lines:
        lines.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
