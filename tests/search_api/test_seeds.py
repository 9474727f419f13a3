"""The client's own questions, on the client's own documents; the numbers are floors that only rise."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.collections import specs
from corpus.edge import open_edge
from corpus.library import Library
from nlp.embedding import Embedder
from search_api.answers import ask
from search_api.search import search
from search_api.services import Services
from tests.search_api.conftest import adder

IN_THE_FIRST_THREE = [
    ("283 bệnh nhân Methadone Đắk Lắk", "283"),
    ("số người cai nghiện ở Cao Bằng từ năm 2017 đến giữa năm 2020", "508"),
    ("số học viên các cơ sở cai nghiện của Hà Nội", "3.795"),
    ("số người được cai nghiện giai đoạn 2006 - 2010", "154.000"),
    ("Thông tư liên tịch 03/2012", "03/2012/TTLT"),
]


@pytest.fixture(scope="module")
def seeds(shared: Path, tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Iterator[Services]:
    home = tmp_path_factory.mktemp("seeds")
    library = Library(str(home / "library"))
    index = open_edge(home / "index", specs(embedder.dimension), fingerprint=embedder.fingerprint)
    found = Services(index, embedder, library, adder(library, index, embedder))
    for path in sorted((shared / "seeds").glob("*.txt")):
        found.add_document(path.read_bytes(), path.name)
    yield found
    index.close()


@pytest.mark.parametrize(("question", "words"), IN_THE_FIRST_THREE)
def test_the_passage_is_among_the_first_three(seeds: Services, question: str, words: str) -> None:
    assert any(words in hit.passage for hit in search(seeds, question, limit=3).hits)


def test_questions_that_no_document_answers_are_not_answered(seeds: Services, shared: Path) -> None:
    questions = json.loads((shared / "gold" / "unanswerable.json").read_text("utf-8"))
    refused = [ask(seeds, question).status == "no_match" for question in questions]
    assert sum(refused) / len(refused) >= 0.9
