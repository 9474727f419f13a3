from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.fold import canonical_number, fold, plain, unaccent


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Hoà Bình", "hòa bình"),
        ("THUỶ LỢI", "thủy lợi"),
        ("khoẻ mạnh", "khỏe mạnh"),
        ("Quý III", "quý iii"),  # after q the tone stays
        ("hoàn toàn", "hoàn toàn"),  # a closed syllable
        ("khuỷu tay", "khuỷu tay"),
        ("NÐ–CP", "nđ-cp"),  # U+00D0 and an en dash
        ("tỉnh\u00a0Lào Cai", "tỉnh lào cai"),
        ("İstanbul", "istanbul"),  # its lower case is two code points
    ],
)
def test_folds(text: str, key: str) -> None:
    assert fold(text) == key


@given(st.text())
def test_keys_keep_the_length(text: str) -> None:
    assert len(fold(text)) == len(unaccent(text)) == len(plain(text)) == len(text)


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    text = unicodedata.normalize("NFC", text)
    assert fold(fold(text)) == fold(text)


def test_unaccent_keeps_case() -> None:
    assert unaccent("Nghị định về Đất đai") == "Nghi dinh ve Dat dai"


@pytest.mark.parametrize(
    ("printed", "number"),
    [
        ("1152/KH – UBND", "1152/KH-UBND"),
        ("94/2010/NÐ-CP", "94/2010/NĐ-CP"),
        ("94/2010/ND-CP", "94/2010/NĐ-CP"),
        ("15 /2020 /QD-TTG", "15/2020/QĐ-TTg"),
        ("36-CT/TW.", "36-CT/TW"),
        ("197/2025/QH\n15", "197/2025/QH15"),
    ],
)
def test_canonical_numbers(printed: str, number: str) -> None:
    assert canonical_number(printed) == number
