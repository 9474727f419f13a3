from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.segment import paragraphs, sentences, words

CASES = [
    (
        "Xã có 12 thôn. Thôn nào cũng có đội tình nguyện.",
        ["Xã có 12 thôn.", "Thôn nào cũng có đội tình nguyện."],
    ),
    (
        "1. Kết quả chung\nĐã cai nghiện cho 1.204 người.",
        ["1. Kết quả chung", "Đã cai nghiện cho 1.204 người."],
    ),
    # a number's dot, a short form and an initial end nothing
    ("Tại TP. Huế, anh T. Nam nhận 3.5 triệu đồng.", ["Tại TP. Huế, anh T. Nam nhận 3.5 triệu đồng."]),
    ("Bà hỏi: “Ai đến?” Không ai trả lời…", ["Bà hỏi: “Ai đến?”", "Không ai trả lời…"]),
    ("Gồm sách, vở, v.v. và quần áo.", ["Gồm sách, vở, v.v. và quần áo."]),
    ("a) Nam. b) nữ", ["a) Nam. b) nữ"]),
    ("  \n\t\n", []),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_cuts_sentences(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in sentences(text)] == expected


def test_underthesea_may_cut_instead() -> None:
    text = "Huyện có 5 xã. Xã nào cũng đạt."
    assert [text[start:end] for start, end in sentences(text, engine="underthesea")] == [
        "Huyện có 5 xã.",
        "Xã nào cũng đạt.",
    ]


def test_words_stand_where_the_text_has_them() -> None:
    text = "Uỷ ban hoà giải  138 vụ,\ntheo thoả thuận."
    found = [text[start:end] for start, end in words(text)]
    assert "138" in found
    assert "".join(found).replace(" ", "") == "".join(text.split())


@given(st.text(alphabet="aăđ .!?\n1(“”)-;", max_size=80))
def test_sentences_cover_everything_but_blanks_in_order(text: str) -> None:
    spans = [*sentences(text)]
    assert spans == sorted(spans)
    assert "".join("".join(text[start:end].split()) for start, end in spans) == "".join(text.split())
    assert all(text[start:end].strip() == text[start:end] != "" for start, end in paragraphs(text))
