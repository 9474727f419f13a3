from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from corpus.collections import LEXICAL, specs
from corpus.edge import open_edge
from corpus.errors import DamagedFile, WrongUse
from corpus.index import Collection, Point, Spec
from corpus.library import Library
from corpus.records import Entry
from evaluation.beir import Page, read_set
from evaluation.lanes import baseline_lane, word_lane
from evaluation.metrics import METRICS
from evaluation.retrieval import METHODS, Ranker, best, evaluate, reciprocal_ranks, run, table
from nlp.closeness import passage_words
from nlp.embedding import Embedder, load_embedder
from nlp.lexical import passage_vectors, query_vector
from search_api.query import read_question
from search_api.ranking import rank
from search_api.services import Services
from tests.evaluation.beir_factory import write_set
from tracuu.cli import build_parser


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_set(tmp_path_factory.mktemp("sets") / "small")


@pytest.fixture(scope="module")
def embedder() -> Embedder:
    return load_embedder()


def test_every_method_has_every_metric(folder: Path, embedder: Embedder) -> None:
    results = evaluate([folder], embedder=embedder)
    assert set(results) == {"small"}
    assert set(results["small"]) == set(METHODS)
    assert all(set(METRICS) <= set(values) for values in results["small"].values())


@pytest.mark.parametrize("unaccented", [False, True])
def test_the_right_pages_come_first(folder: Path, embedder: Embedder, unaccented: bool) -> None:
    results = evaluate([folder], embedder=embedder, unaccented=unaccented)
    assert results["small"]["hybrid"]["hit@1"] == 1.0


def test_plain_bm25_needs_the_accents(folder: Path) -> None:
    scores = baseline_lane(read_set(folder).pages)
    assert scores("nghiện").any()
    assert not scores("nghien").any()


def test_words_score_as_in_the_engine(folder: Path, tmp_path: Path) -> None:
    pages = read_set(folder).pages
    index = open_edge(tmp_path / "index", {Collection.PASSAGES: Spec(None, (LEXICAL,))}, fingerprint="test")
    points = [
        Point(p.id, {}, sparse={LEXICAL: passage_vectors(p.text, title=p.title)[LEXICAL]}) for p in pages
    ]
    index.upsert(Collection.PASSAGES, points)
    query = "người sau cai nghiện vay vốn"
    hits = index.search(Collection.PASSAGES, query_vector(query, LEXICAL), lane=LEXICAL)
    index.close()
    ours = word_lane(pages, LEXICAL)(query)
    assert {hit.key: hit.score for hit in hits} == pytest.approx(
        {page.id: float(score) for page, score in zip(pages, ours, strict=True) if score > 0}, rel=1e-4
    )


@pytest.mark.parametrize(
    "query", ["người sau cai nghiện vay vốn", "nguoi sau cai nghien vay von", "116/2021"]
)
def test_the_product_ranks_as_is_measured_here(
    folder: Path, embedder: Embedder, tmp_path: Path, query: str
) -> None:
    """The same pages in the embedded engine, ranked by the search of the product: the same order."""
    found = read_set(folder)
    index = open_edge(tmp_path / "index", specs(embedder.dimension), fingerprint=embedder.fingerprint)
    index.upsert(Collection.PASSAGES, [_point(page, embedder) for page in found.pages])
    words = [Point(page.id, {**passage_words(page.text, title=page.title)}) for page in found.pages]
    index.upsert(Collection.WORDS, words)
    services = Services(index, embedder, Library(str(tmp_path / "library")), _no_uploads)
    ranked = rank(services, read_question(query), Collection.PASSAGES)
    index.close()
    ours = Ranker(found, embedder).rank(query)["hybrid"]
    assert [candidate.key for candidate in ranked] == [found.pages[place].id for place in ours]


def _point(page: Page, embedder: Embedder) -> Point:
    payload = {"title": page.title, "section": [], "text": page.text}
    dense = embedder.encode_passages([f"{page.title}\n{page.text}"])[0]
    return Point(page.id, payload, dense, passage_vectors(page.text, title=page.title))


def _no_uploads(_data: bytes, name: str) -> tuple[Entry, bool]:
    raise AssertionError(name)


def test_best_breaks_ties_by_place() -> None:
    assert best(np.array([1, 3, 3, 0, 2], np.float32), 3) == [1, 2, 4]
    assert best(np.array([0, 0, 1], np.float32), 3, above=0.0) == [2]
    assert best(np.zeros(0, np.float32), 3) == []


def test_reciprocal_ranks_reward_agreement() -> None:
    assert reciprocal_ranks([1, 2, 3], [3, 2]) == [3, 2, 1]


@pytest.mark.parametrize("as_json", [True, False])
def test_command_prints(
    folder: Path, embedder: Embedder, as_json: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["evaluate", "retrieval", str(folder), *(["--json"] if as_json else [])]
    assert run(build_parser().parse_args(words), embedder=embedder) == 0
    printed = capsys.readouterr().out
    if as_json:
        assert json.loads(printed)["small"]["hybrid"]["hit@1"] == 1.0
    else:
        assert "mean" in printed


def test_table_has_a_line_for_each_set_and_the_mean(folder: Path, embedder: Embedder) -> None:
    assert len(table(evaluate([folder], embedder=embedder)).splitlines()) == 3


def test_a_folder_that_is_no_set_is_refused(tmp_path: Path, embedder: Embedder) -> None:
    with pytest.raises(WrongUse, match=r"corpus\.jsonl"):
        evaluate([tmp_path], embedder=embedder)


def test_a_broken_line_is_named(tmp_path: Path) -> None:
    broken = write_set(tmp_path / "broken")
    (broken / "corpus.jsonl.gz").unlink()
    (broken / "corpus.jsonl").write_text('{"_id": "p1", "text": "x"}\n{"text"\n', "utf-8")
    with pytest.raises(DamagedFile, match=":2"):
        read_set(broken)


def test_fingerprint_is_of_what_is_scored(folder: Path, tmp_path: Path) -> None:
    other = write_set(tmp_path / "small")
    assert read_set(other).fingerprint() == read_set(folder).fingerprint()
    (other / "qrels" / "test.tsv").write_text("query-id\tcorpus-id\tscore\nq1\tp2\t1\n", "utf-8")
    assert read_set(other).fingerprint() != read_set(folder).fingerprint()
