from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.collections import FOLDED, LEXICAL
from nlp.fold import fold
from nlp.lexical import (
    QUERY_LIMIT,
    WEIGHTS,
    dimension,
    document_numbers,
    function_words,
    highlight,
    passage_vectors,
    query_lane,
    query_vector,
    syllables,
)

TEXT = (
    "Hà Giang có 12 tổ tư vấn, theo Nghị định số 116/2021/NĐ – CP; "
    "người cai nghiện ma túy được hỗ trợ Methadone."
)

NUMBERS = [
    ("Nghị định 116/2021/NĐ-CP", ["116/2021/nd-cp", "116/2021"]),
    ("nghị định số 116/2021/NĐ – CP", ["116/2021/nd-cp", "116/2021"]),  # blanks and a long dash
    ("116/2021/nd-cp", ["116/2021/nd-cp", "116/2021"]),  # typed in a hurry
    ("Nghị định 116/2021", ["116/2021"]),  # serial and year alone
    ("05/2013/TTLT-BTP-BCA", ["05/2013/ttlt-btp-bca", "5/2013"]),  # the leading zero is often left out
    ("Công văn 88/UBND-VX", ["88/ubnd-vx"]),
    ("Luật 61/2020/QH14", ["61/2020/qh14", "61/2020"]),
    ("ngày 15/8/2021", []),
    ("và/hoặc", []),
]


@pytest.mark.parametrize(("text", "terms"), NUMBERS)
def test_reads_document_numbers_as_terms(text: str, terms: list[str]) -> None:
    assert list(document_numbers(fold(text))) == terms


def weight(vector_text: str, term: str, lane: str = LEXICAL, **fields: object) -> float:
    vector = passage_vectors(vector_text, **fields)[lane]  # type: ignore[arg-type]
    return float(vector.values[vector.indices == dimension(term)].sum())


def test_weighs_a_passage_as_bm25() -> None:
    norm = WEIGHTS.k1 * (1 - WEIGHTS.b + WEIGHTS.b * 4 / WEIGHTS.average_length)
    assert weight("cai nghiện cai nghiện", "cai nghiện") == pytest.approx(2 * (WEIGHTS.k1 + 1) / (2 + norm))


def test_title_and_section_count_as_text() -> None:
    assert weight("Không có gì.", "học phí", title="Học phí") > 0
    assert weight("Không có gì.", "học phí", section=("Chương II", "Học phí")) > 0


def test_pairs_stay_within_a_field() -> None:
    assert weight("phí trông xe", "học phí", title="Đi học") == 0


def test_lanes_differ_by_accents() -> None:
    assert weight("ma túy", "ma tuy") == 0
    assert weight("ma túy", "ma tuy", FOLDED) > 0


def test_tone_placement_is_one() -> None:
    assert weight("hoà nhập", "hòa nhập") > 0


def test_query_counts_its_terms() -> None:
    vector = query_vector("vay vốn vay", LEXICAL)
    values = dict(zip(vector.indices.tolist(), vector.values.tolist(), strict=True))
    assert values == {
        dimension("vay"): 2.0,
        dimension("vốn"): 1.0,
        dimension("vay vốn"): WEIGHTS.pair,
        dimension("vốn vay"): WEIGHTS.pair,
    }


@pytest.mark.parametrize("nonsense", ["", " ", "🙂🙂", "—;.,", "\u0301"])
def test_nonsense_has_no_terms(nonsense: str) -> None:
    assert not len(query_vector(nonsense, LEXICAL).indices)
    assert not len(passage_vectors(nonsense)[FOLDED].indices)


def test_a_pasted_page_is_cut() -> None:
    words = " ".join(f"từ{n}" for n in range(3 * QUERY_LIMIT))
    assert len(query_vector(words, LEXICAL).indices) <= 2 * QUERY_LIMIT


@pytest.mark.parametrize(
    ("query", "lane"),
    [
        ("cai nghien", FOLDED),
        ("cai nghien tự nguyện", FOLDED),  # half of its accents
        ("cai nghiện tự nguyện", LEXICAL),
        ("cai nghiện ma tuy", LEXICAL),  # "tuy" is a syllable too
        ("xét nghiệm bằng test nhanh và tải mẫu đơn đề nghị hỗ trợ", LEXICAL),  # a foreign word among many
        ("", FOLDED),
    ],
)
def test_accents_choose_the_lane(query: str, lane: str) -> None:
    assert query_lane(query) == lane


MARKED = [
    ("cai nghiện ma túy", ["cai nghiện ma túy"]),
    ("cai nghien ma tuy", ["cai nghiện ma túy"]),  # missing accents find
    ("cái nghiên mà tủy", []),  # typed accents must match
    ("methadone là gì", ["Methadone"]),
    ("người được tư vấn", ["tư vấn", "người"]),  # a function word alone is not marked
    ("116/2021/nd-cp", ["116/2021/NĐ – CP"]),
    ("được", ["được"]),  # unless it is all that was asked
    ("", []),
]


@pytest.mark.parametrize(("query", "surfaces"), MARKED)
def test_marks_what_answers_to_the_query(query: str, surfaces: list[str]) -> None:
    assert [TEXT[start:end] for start, end in highlight(TEXT, query)] == surfaces


@given(st.text(max_size=200))
def test_offsets_are_of_the_text_as_given(text: str) -> None:
    assert all(fold(text)[s.start : s.end] == s.text for s in syllables(text))


@given(st.text(max_size=80), st.text(max_size=30))
def test_marks_are_in_order_and_apart(text: str, query: str) -> None:
    spans = highlight(text, query)
    assert all(start < end for start, end in spans)
    assert all(left[1] <= right[0] for left, right in pairwise(spans))


@given(st.text(max_size=200))
def test_dimensions_are_distinct_and_weights_finite(text: str) -> None:
    for vector in passage_vectors(text).values():
        assert len(set(vector.indices.tolist())) == len(vector.indices)
        assert np.isfinite(vector.values).all()


def test_function_words_stand_in_their_examples() -> None:
    assert {"của", "được", "nào"} <= function_words()
