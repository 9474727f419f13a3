"""One contract for every engine: Edge in a folder, the client in memory, a server where one is named."""

from __future__ import annotations

import math
import os
import uuid
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import numpy as np
import pytest
from qdrant_client import QdrantClient

from corpus.collections import DENSE, FOLDED, LEXICAL, specs
from corpus.edge import open_edge
from corpus.engine import found_hit
from corpus.errors import IndexDamaged, WrongUse
from corpus.index import (
    EVERYTHING,
    AllOf,
    AnyOf,
    Between,
    Collection,
    Condition,
    Equals,
    FieldType,
    Index,
    Keys,
    Missing,
    Not,
    Point,
    SparseVector,
    Spec,
    delete_document,
    scan_all,
)
from corpus.server import MEMORY, open_server
from tests.corpus.conditions import CONDITIONS, ROWS

PASSAGES, FIGURES, DOCUMENTS = Collection.PASSAGES, Collection.FIGURES, Collection.DOCUMENTS
FIELDS = {
    "province": FieldType.KEYWORD,
    "cited": FieldType.KEYWORD,
    "doc_type": FieldType.KEYWORD,
    "year": FieldType.INTEGER,
    "value": FieldType.FLOAT,
    "holds": FieldType.BOOL,
}
SPECS = {
    PASSAGES: Spec(4, (LEXICAL, FOLDED), FIELDS, ("plain",)),
    FIGURES: Spec(
        4,
        fields={name: kind for name, kind in FIELDS.items() if kind is not FieldType.KEYWORD},
        plain=("plain",),
        tags=("province", "cited", "doc_type"),
    ),
    DOCUMENTS: Spec(None, (), {"year": FieldType.INTEGER}),
}


@contextmanager
def edge(folder: Path) -> Iterator[Index]:
    with closing(open_edge(folder / "index", SPECS, fingerprint="thử/1")) as index:
        yield index


@contextmanager
def memory(folder: Path) -> Iterator[Index]:  # noqa: ARG001  # every engine is made the same way
    with closing(open_server(MEMORY, SPECS, fingerprint="thử/1")) as index:
        yield index


@contextmanager
def server(folder: Path) -> Iterator[Index]:  # noqa: ARG001
    url = os.environ.get("TRACUU_QDRANT_URL")
    if not url:
        pytest.skip("TRACUU_QDRANT_URL names no server")
    prefix = f"test_{uuid.uuid4().hex[:8]}"
    with closing(open_server(url, SPECS, fingerprint="thử/1", prefix=prefix)) as index:
        yield index
    client = QdrantClient(url=url)
    for each in client.get_collections().collections:
        if each.name.startswith(prefix):
            client.delete_collection(each.name)


ENGINES = [edge, memory, pytest.param(server, marks=pytest.mark.qdrant)]


@pytest.fixture(scope="module", params=ENGINES)
def kept(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    with request.param(tmp_path_factory.mktemp("kept")) as index:
        yield index


@pytest.fixture
def index(kept: Index) -> Index:
    """Empty, after many adds and deletes."""
    for collection in SPECS:
        kept.delete(collection, EVERYTHING)
    return kept


@pytest.fixture(params=ENGINES)
def fresh(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Index]:
    """Never written to: Edge counts deleted points in its IDF until it is compacted."""
    with request.param(tmp_path) as index:
        yield index


def dense(*numbers: float) -> np.ndarray:
    return np.array(numbers, np.float32)


def sparse(weights: dict[int, float]) -> SparseVector:
    return SparseVector(np.array(list(weights), np.uint32), np.array(list(weights.values()), np.float32))


def keys(index: Index, where: Condition = EVERYTHING) -> set[str]:
    return {hit.key for hit in scan_all(index, PASSAGES, where)}


@pytest.fixture
def filled(index: Index) -> Index:
    for collection in (PASSAGES, FIGURES):
        index.upsert(collection, [Point(key, row, dense(1, 0, 0, 0)) for key, row in ROWS.items()])
    return index


class TestIndex:
    """What `corpus.index.Index` promises."""

    @pytest.mark.parametrize("collection", [PASSAGES, FIGURES])  # keywords as fields, and as tags
    @pytest.mark.parametrize(("where", "expected"), CONDITIONS)
    def test_conditions_choose_points(
        self, filled: Index, collection: Collection, where: Condition, expected: str
    ) -> None:
        assert {hit.key for hit in scan_all(filled, collection, where)} == set(expected)
        assert filled.count(collection, where) == len(expected)
        found = filled.search(collection, dense(1, 0, 0, 0), where=where)
        assert "".join(hit.key for hit in found) == expected  # all at one score, so in order of key

    def test_a_tag_is_its_own_field_alone(self, index: Index) -> None:
        index.upsert(FIGURES, [Point("x", {"province": "a=b"}), Point("y", {"doc_type": "province"})])
        assert index.count(FIGURES, Equals("province", "a=b")) == 1
        assert index.count(FIGURES, Missing("province")) == 1
        assert index.count(FIGURES, Equals("doc_type", "a=b")) == 0
        assert index.get(FIGURES, ["x"]) == {"x": {"province": "a=b"}}

    def test_tags_are_neither_counted_nor_compared_nor_read_alone(self, filled: Index) -> None:
        for ask in (
            lambda: filled.facet(FIGURES, "province"),
            lambda: filled.count(FIGURES, Between("province", 1, 2)),
            lambda: filled.values(FIGURES, [], "province"),
        ):
            with pytest.raises(WrongUse, match="province"):
                ask()

    def test_points_by_their_keys(self, filled: Index) -> None:
        assert keys(filled, Keys(["d", "no such key", "a"])) == {"a", "d"}
        assert keys(filled, Not(Keys(["a"]))) == set("bcde")
        filled.delete(PASSAGES, Keys([]))
        assert filled.count(PASSAGES) == 5
        filled.delete(PASSAGES, Keys(["b"]))
        assert keys(filled) == set("acde")

    def test_dense_hits_come_by_cosine(self, index: Index) -> None:
        vectors = {
            "x": dense(2, 0, 0, 0),
            "y": dense(1, 1, 0, 0),
            "z": dense(0, 0, 3, 0),
            "w": dense(-1, 0, 0, 0),
        }
        index.upsert(PASSAGES, [Point(key, {}, vector) for key, vector in vectors.items()])
        hits = index.search(PASSAGES, dense(5, 0, 0, 0))
        assert [hit.key for hit in hits] == ["x", "y", "z", "w"]
        assert [hit.score for hit in hits] == pytest.approx(
            [1, math.sqrt(0.5), 0, -1], abs=1e-3
        )  # kept as half floats

    def test_sparse_hits_come_by_weight_times_idf(self, fresh: Index) -> None:
        rows = {"x": {7: 2.0, 9: 1.0}, "y": {7: 1.0}, "z": {9: 3.0, 4_294_967_295: 1.0}, "w": {1: 1.0}}
        fresh.upsert(PASSAGES, [Point(key, {}, sparse={LEXICAL: sparse(row)}) for key, row in rows.items()])
        idf = {dimension: math.log(1 + (4 - df + 0.5) / (df + 0.5)) for dimension, df in ((7, 2), (9, 2))}
        hits = fresh.search(PASSAGES, sparse({7: 1.5, 9: 0.5}), lane=LEXICAL)
        expected = {"x": 3 * idf[7] + 0.5 * idf[9], "z": 1.5 * idf[9], "y": 1.5 * idf[7]}
        assert {hit.key: hit.score for hit in hits} == pytest.approx(expected, rel=1e-5)
        assert [hit.key for hit in hits] == ["x", "y", "z"]  # y and z at one score
        assert fresh.search(PASSAGES, sparse({7: 1.0}), lane=FOLDED) == []  # lanes are apart

    def test_idf_counts_the_points_of_the_lane_alone(self, fresh: Index) -> None:
        fresh.upsert(
            PASSAGES, [Point("x", {}, sparse={LEXICAL: sparse({7: 1.0})}), Point("y", {}, dense(1, 0, 0, 0))]
        )
        (hit,) = fresh.search(PASSAGES, sparse({7: 1.0}), lane=LEXICAL)
        assert hit.score == pytest.approx(math.log(1 + 0.5 / 1.5), rel=1e-5)

    def test_filter_leaves_idf_as_it_is(self, fresh: Index) -> None:
        points = [
            Point(key, {"year": year}, sparse={LEXICAL: sparse({7: 1.0})})
            for key, year in (("x", 1), ("y", 2))
        ]
        fresh.upsert(PASSAGES, points)
        (alone,) = fresh.search(PASSAGES, sparse({7: 1.0}), lane=LEXICAL, where=Equals("year", 1))
        assert alone.score == fresh.search(PASSAGES, sparse({7: 1.0}), lane=LEXICAL)[0].score

    def test_equal_scores_are_cut_in_order_of_key(self, index: Index) -> None:
        names = [f"{number:03}" for number in range(200)]
        index.upsert(PASSAGES, [Point(name, {}, dense(1, 1, 0, 0)) for name in reversed(names)])
        assert [hit.key for hit in index.search(PASSAGES, dense(1, 0, 0, 0), limit=7)] == names[:7]

    def test_matches_are_of_the_same_points_and_can_be_among_some(self, filled: Index) -> None:
        query = dense(1, 0, 0, 0)
        matches = filled.nearest(PASSAGES, query)
        hits = {hit.key: hit for hit in filled.hits(PASSAGES, matches).values()}
        assert list(hits.values()) == sorted(hits.values(), key=lambda hit: -hit.score)
        assert sorted(hits) == sorted(hit.key for hit in filled.search(PASSAGES, query))
        some = [match.id for match in matches[1:3]]
        assert filled.nearest(PASSAGES, query, among=some) == matches[1:3]
        assert filled.nearest(PASSAGES, query, among=some, where=Equals("year", 1)) == []
        assert filled.nearest(PASSAGES, query, among=[]) == []

    def test_a_match_that_was_deleted_holds_nothing(self, filled: Index) -> None:
        matches = filled.nearest(PASSAGES, dense(1, 0, 0, 0))
        left = [
            hit
            for hit in filled.hits(PASSAGES, matches).values()
            if hit.payload.get("province") != "Cao Bằng"
        ]
        filled.delete(PASSAGES, Equals("province", "Cao Bằng"))
        assert [*filled.hits(PASSAGES, matches).values()] == left

    def test_one_field_of_some_points_is_read_alone(self, filled: Index) -> None:
        matches = filled.nearest(PASSAGES, dense(1, 0, 0, 0))
        hits, ids = filled.hits(PASSAGES, matches), [match.id for match in matches]
        years = filled.values(PASSAGES, ids, "year")
        assert years == {found: hits[found].payload.get("year") for found in ids}
        assert filled.values(PASSAGES, ids[:1], "plain") == {ids[0]: None}
        assert filled.values(PASSAGES, [], "year") == {}
        with pytest.raises(WrongUse, match="text"):
            filled.values(PASSAGES, ids, "text")

    def test_payload_comes_back_as_it_went_in(self, index: Index) -> None:
        payload = {
            "quote": "Toàn tỉnh có 1.193 người đang điều trị.\n“Ngoặc” 🙂",
            "figure": {"value": 1193.0, "period": {"start": None, "end": "2020-12-31"}, "parts": [1, 2, [3]]},
            "empty": "",
            "true": True,
            "large": 2**53 + 1,
        }
        index.upsert(PASSAGES, [Point("a/p1", payload)])
        assert index.get(PASSAGES, ["a/p1"]) == {"a/p1": payload}

    def test_get_gives_what_is_there_in_the_order_asked(self, filled: Index) -> None:
        assert list(filled.get(PASSAGES, ["d", "no such key", "a"])) == ["d", "a"]
        assert filled.get(PASSAGES, []) == {}

    def test_upsert_replaces_the_whole_point(self, index: Index) -> None:
        index.upsert(PASSAGES, [Point("x", {"year": 1, "province": "Hà Nội"}, dense(1, 0, 0, 0))])
        index.upsert(PASSAGES, [Point("x", {"year": 2}, sparse={LEXICAL: sparse({1: 1.0})})])
        assert index.get(PASSAGES, ["x"]) == {"x": {"year": 2}}
        assert index.count(PASSAGES) == 1
        assert keys(index, Equals("province", "Hà Nội")) == set()
        assert index.search(PASSAGES, dense(1, 0, 0, 0)) == []  # its old vector is gone
        assert [hit.key for hit in index.search(PASSAGES, sparse({1: 1.0}), lane=LEXICAL)] == ["x"]

    def test_last_of_one_key_in_a_batch_stays(self, index: Index) -> None:
        index.upsert(PASSAGES, [Point("x", {"year": 1}), Point("x", {"year": 2})])
        assert index.get(PASSAGES, ["x"]) == {"x": {"year": 2}}

    def test_delete_by_condition(self, filled: Index) -> None:
        filled.delete(PASSAGES, Equals("year", 2020))
        assert keys(filled) == set("ade")
        filled.delete(PASSAGES, AnyOf([]))  # no alternative deletes nothing
        assert filled.count(PASSAGES) == 3
        filled.delete(PASSAGES, EVERYTHING)
        assert filled.count(PASSAGES) == 0
        assert filled.search(PASSAGES, dense(1, 0, 0, 0)) == []

    def test_collections_are_apart_and_need_no_vectors(self, filled: Index) -> None:
        filled.upsert(DOCUMENTS, [Point("a", {"year": 2017, "title": "Kế hoạch"})])
        assert filled.get(DOCUMENTS, ["a", "b"]) == {"a": {"year": 2017, "title": "Kế hoạch"}}
        filled.delete(DOCUMENTS, EVERYTHING)
        assert filled.count(PASSAGES) == 5

    def test_scan_pages_to_the_end(self, index: Index) -> None:
        names = {f"doc/p{number}" for number in range(300)}
        points = [Point(name, {"year": len(name)}) for name in sorted(names)]
        for start in range(0, len(points), 70):
            index.upsert(PASSAGES, points[start : start + 70])
        pages, after = [], None
        while True:
            hits, after = index.scan(PASSAGES, limit=50, after=after)
            pages.append([hit.key for hit in hits])
            if after is None:
                break
        assert [len(page) for page in pages] == [50] * 6
        assert {key for page in pages for key in page} == names
        assert [hit.key for hit in scan_all(index, PASSAGES, page=7)] == [
            key for page in pages for key in page
        ]
        some = Equals("year", len("doc/p5"))
        assert sorted(hit.key for hit in scan_all(index, PASSAGES, some, page=3)) == [
            f"doc/p{n}" for n in range(10)
        ]

    def test_scan_survives_what_is_deleted_between_pages(self, filled: Index) -> None:
        first, after = filled.scan(PASSAGES, limit=2)
        rest, _ = filled.scan(PASSAGES, limit=9, after=after)
        filled.delete(PASSAGES, Equals("year", 2020))
        again, _ = filled.scan(PASSAGES, limit=9, after=after)
        assert [hit.key for hit in again] == [hit.key for hit in rest if hit.key not in "bc"]
        assert len(first) == 2

    def test_facets_count_points_by_value(self, filled: Index) -> None:
        assert filled.facet(PASSAGES, "province") == [("Cao Bằng", 2), ("Đắk Lắk", 1)]
        assert filled.facet(PASSAGES, "cited") == [("94/2010/NĐ-CP", 2), ("36-CT/TW", 1)]
        assert filled.facet(PASSAGES, "year") == [(2020, 2), (2017, 1), (2018, 1), (2019, 1)]
        assert filled.facet(PASSAGES, "year", limit=2) == [(2020, 2), (2017, 1)]
        assert filled.facet(PASSAGES, "holds") == [(True, 2), (False, 1)]
        assert filled.facet(PASSAGES, "cited", where=Between("year", 2018)) == [
            ("36-CT/TW", 1),
            ("94/2010/NĐ-CP", 1),
        ]
        assert filled.facet(PASSAGES, "doc_type", where=Equals("year", 2020)) == []

    def test_empty_index_answers(self, index: Index) -> None:
        assert index.search(PASSAGES, dense(1, 0, 0, 0)) == []
        assert index.search(PASSAGES, sparse({1: 1.0}), lane=LEXICAL) == []
        assert index.scan(PASSAGES) == ([], None)
        assert index.facet(PASSAGES, "year") == []
        assert index.fingerprint() == "thử/1"

    def test_vectors_without_direction_are_near_nothing(self, index: Index) -> None:
        index.upsert(
            PASSAGES,
            [Point("x", {}, dense(0, 0, 0, 0), {LEXICAL: sparse({})}), Point("y", {}, dense(1, 0, 0, 0))],
        )
        assert [hit.key for hit in index.search(PASSAGES, dense(1, 0, 0, 0))] == ["y"]
        assert index.search(PASSAGES, dense(0, 0, 0, 0)) == []
        assert index.search(PASSAGES, sparse({}), lane=LEXICAL) == []
        assert index.search(PASSAGES, dense(1, 0, 0, 0), limit=0) == []

    @pytest.mark.parametrize(
        "point",
        [
            Point("x", {}, dense(1, 0, 0)),  # too short
            Point("x", {}, dense(1, 0, 0, math.nan)),
            Point("x", {}, dense(1, 0, 0, math.inf)),
            Point(
                "x", {}, sparse={LEXICAL: SparseVector(np.array([3, 3], np.uint32), np.ones(2, np.float32))}
            ),
            Point(
                "x", {}, sparse={LEXICAL: SparseVector(np.array([3, 4], np.uint32), np.ones(1, np.float32))}
            ),
            Point("x", {}, sparse={LEXICAL: SparseVector(np.array([-1]), np.ones(1, np.float32))}),
            Point("x", {}, sparse={LEXICAL: sparse({3: math.nan})}),
            Point("x", {}, sparse={"no such lane": sparse({3: 1.0})}),
            Point("x", {"value": math.nan}),
            Point("x", {"source": "tên\udcff.pdf"}),  # half a character, of a file name that is no UTF-8
            Point("x", {"year": 2020.0}),  # an integer field would never find it
            Point("x", {"year": ["2020"]}),
            Point("x", {"holds": 1}),
            Point("x", {"value": True}),
            Point("x", {"_key": "y"}),
            Point("x", {"_record": "{}"}),
            Point("x", {"_tags": []}),
            Point("x", {"plain": "\ud800"}),
            Point("", {}),
        ],
    )
    def test_bad_points_are_refused_with_the_whole_batch(self, index: Index, point: Point) -> None:
        with pytest.raises(WrongUse):
            index.upsert(PASSAGES, [Point("good", {}), point])
        assert index.count(PASSAGES) == 0

    def test_bad_questions_are_refused(self, filled: Index) -> None:
        with pytest.raises(WrongUse):
            filled.search(PASSAGES, dense(1, 0))
        with pytest.raises(WrongUse):
            filled.search(PASSAGES, dense(1, 0, 0, math.nan))
        with pytest.raises(WrongUse):
            filled.search(PASSAGES, dense(1, 0, 0, 0), lane=LEXICAL)
        with pytest.raises(WrongUse):
            filled.search(PASSAGES, sparse({1: 1.0}), lane=DENSE)
        for after in ("nonsense", "-1", "9" * 30):
            with pytest.raises(WrongUse, match="cursor"):
                filled.scan(PASSAGES, after=after)
        with pytest.raises(WrongUse, match="limit"):
            filled.scan(PASSAGES, limit=0)
        with pytest.raises(WrongUse, match="text"):
            filled.count(PASSAGES, AllOf([Not(AnyOf([Equals("text", "x")]))]))
        with pytest.raises(WrongUse, match="value"):
            filled.facet(PASSAGES, "value")  # numbers with fractions are no classes
        with pytest.raises(WrongUse, match="nothing"):
            filled.facet(PASSAGES, "nothing")

    def test_flush_and_maintain_change_nothing(self, filled: Index) -> None:
        filled.delete(PASSAGES, Equals("year", 2017))
        before = filled.search(PASSAGES, dense(1, 0, 0, 0))
        filled.flush()
        filled.maintain()
        assert filled.search(PASSAGES, dense(1, 0, 0, 0)) == before


@pytest.mark.parametrize(
    "payload", [None, {}, {"year": 2020}, {"_record": "{"}, {"_record": '{"text": "x"}'}]
)
def test_a_stored_point_that_lost_its_record_is_told(payload: dict[str, str] | None) -> None:
    with pytest.raises(IndexDamaged, match="tracuu reindex"):
        found_hit(payload)


def test_a_document_goes_with_its_words_and_leaves_the_others(tmp_path: Path) -> None:
    with closing(open_edge(tmp_path / "index", specs(4), fingerprint="thử/1")) as index:
        for document in ("a", "b"):
            for collection in Collection:
                told = {} if collection is Collection.WORDS else {"document_id": document}
                index.upsert(collection, [Point(f"{document}/{at}", told) for at in range(3)])
        delete_document(index, "a")
        assert {index.count(collection) for collection in Collection} == {3}
        assert {*index.get(Collection.WORDS, ["a/0", "b/0"])} == {"b/0"}
