"""Looking up a document by its number: `python -m evaluation.number_lookup FILE…`.

Every number that the documents bear or cite is asked for in each spelling that people type. The first passage
must be of the document itself, or cite it. Files may be documents, or `jsonl.gz` with a `text` a line.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from corpus.collections import specs
from corpus.edge import open_edge
from corpus.errors import SourceError
from corpus.library import Library
from corpus.records import Entry, Extraction
from ingest.files import list_sources
from ingest.pipeline import extract
from ingest.points import points_of
from nlp.embedding import Embedder, load_embedder
from nlp.fold import unaccent
from search_api.filters import Selection
from search_api.query import read_question
from search_api.search import find_passages
from search_api.services import Services

LARGEST = 1 << 28  # bytes of a file


def spellings(number: str) -> tuple[str, ...]:
    """A canonical number as people type it; the first is the number itself."""
    return tuple(
        dict.fromkeys(
            (
                number,
                number.lower(),
                unaccent(number),
                unaccent(number).lower(),
                number.replace("/", " / ").replace("-", " - "),
                number.replace("-", "–"),
                number.replace("Đ", "Ð"),  # the Icelandic letter that old fonts print
                f"văn bản số {number}",
                f"van ban so {unaccent(number).lower()}",
                f"Nội dung của {number} là gì?",
            )
        )
    )


def numbers_in(extractions: Iterable[Extraction]) -> list[str]:
    """The full numbers that documents bear and their passages cite."""
    found = {
        number
        for extraction in extractions
        for number in (
            extraction.document.number,
            *(reference.meant for reference in extraction.annotations.references),
        )
        if number and "/" in number and not number.replace("/", "").isdecimal()
    }
    return sorted(found)


def misses(services: Services, numbers: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Each number and spelling whose first passage is neither of that document nor cites it."""
    for number in numbers:
        for typed in spellings(number):
            found = find_passages(services, read_question(typed), filters=Selection())
            if not found or number not in {found[0].value("number"), *(found[0].value("cited") or ())}:
                yield number, typed


@contextmanager
def indexed(extractions: Iterable[Extraction], embedder: Embedder) -> Iterator[Services]:
    """The documents in an index of their own, gone at the end."""
    with tempfile.TemporaryDirectory() as home:
        index = open_edge(Path(home) / "index", specs(embedder.dimension), fingerprint=embedder.fingerprint)
        for extraction in extractions:
            for collection, points in points_of(extraction, embedder).items():
                index.upsert(collection, points)
        yield Services(index, embedder, Library(str(Path(home) / "library")), _refuse)
        index.close()


def _refuse(_data: bytes, name: str) -> tuple[Entry, bool]:
    raise ValueError(f"{name}: nothing is uploaded here")


def read(paths: Iterable[str]) -> Iterator[Extraction]:
    """What the files hold, each document as the product reads it; what cannot be read is named on stderr."""
    for name, data in _sources(paths):
        try:
            yield extract(data, source=name)
        except SourceError as error:
            sys.stderr.write(f"{error}\n")


def _sources(paths: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    for path in paths:
        if path.endswith(".jsonl.gz"):
            with gzip.open(path, "rt", encoding="utf-8") as lines:
                yield from ((f"{at}.txt", json.loads(line)["text"].encode()) for at, line in enumerate(lines))
        else:
            found = (source for source in list_sources([path]) if not source.name.endswith(".toml"))
            yield from ((source.kept_as, source.read(limit=LARGEST)) for source in found)


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("files", nargs="+")
    extractions = list(read(parser.parse_args().files))
    numbers = numbers_in(extractions)
    asked = sum(len(spellings(number)) for number in numbers)
    with indexed(extractions, load_embedder()) as services:
        missed = list(misses(services, numbers))
    sys.stdout.writelines(f"{number}: {typed}\n" for number, typed in missed)
    sys.stdout.write(
        f"{len(numbers)} numbers, {asked} spellings, hit@1 {1 - len(missed) / max(1, asked):.4f}\n"
    )
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
