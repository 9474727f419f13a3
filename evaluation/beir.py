"""Retrieval sets in BEIR form: `corpus.jsonl.gz`, `queries.jsonl.gz` and `qrels/<part>.tsv`."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.errors import DamagedFile, WrongUse

Relevance = Mapping[str, int]  # document id -> grade above 0


@dataclass(frozen=True)
class Page:
    """One document of a set, as it is searched."""

    id: str
    title: str
    text: str


@dataclass(frozen=True)
class Query:
    id: str
    text: str
    relevant: Relevance


@dataclass(frozen=True)
class RetrievalSet:
    """A corpus with the queries of one part that have a relevant document in it."""

    name: str
    pages: tuple[Page, ...]
    queries: tuple[Query, ...]

    def fingerprint(self) -> str:
        """SHA-256 of all that is scored, so that floors hold for these very data."""
        digest = hashlib.sha256()
        for page in self.pages:
            digest.update(f"{page.id}\0{page.title}\0{page.text}\0".encode())
        for query in self.queries:
            digest.update(f"{query.id}\0{query.text}\0{sorted(query.relevant.items())}\0".encode())
        return digest.hexdigest()


def read_set(folder: Path, *, part: str = "test") -> RetrievalSet:
    """The set of a folder; plain and gzipped files are both read."""
    pages = tuple(
        Page(str(row["_id"]), row.get("title") or "", row.get("text") or "")
        for row in _rows(folder, "corpus")
    )
    known = {page.id for page in pages}
    relevance = _relevance(folder / "qrels" / f"{part}.tsv")
    texts = {str(row["_id"]): str(row["text"]) for row in _rows(folder, "queries")}
    queries = (
        Query(name, texts[name], {page: grade for page, grade in pages_of.items() if page in known})
        for name, pages_of in relevance.items()
        if name in texts
    )
    return RetrievalSet(folder.resolve().name, pages, tuple(query for query in queries if query.relevant))


def _rows(folder: Path, stem: str) -> Iterator[dict[str, Any]]:
    path = next((p for p in (folder / f"{stem}.jsonl.gz", folder / f"{stem}.jsonl") if p.is_file()), None)
    if path is None:
        raise WrongUse(
            str(folder), f"không có {stem}.jsonl.gz hay {stem}.jsonl.", "Cần một thư mục dạng BEIR."
        )
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines, start=1):
            if line.strip():
                yield _row(line, f"{path}:{number}")


def _row(line: str, place: str) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except ValueError as error:
        raise DamagedFile(place, "dòng này không phải là JSON.") from error
    if not isinstance(row, dict) or "_id" not in row:
        raise DamagedFile(place, "dòng này không có `_id`.")
    return row


def _relevance(path: Path) -> dict[str, dict[str, int]]:
    """Query id -> document id -> grade; the first line is a header."""
    if not path.is_file():
        raise WrongUse(str(path), "không có tệp đánh giá này.", "Cần một thư mục dạng BEIR.")
    found: dict[str, dict[str, int]] = {}
    for line in path.read_text("utf-8").splitlines()[1:]:
        query, page, grade = line.split("\t")[:3]
        if int(grade) > 0:
            found.setdefault(query, {})[page] = int(grade)
    return found
