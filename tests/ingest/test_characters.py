from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.characters import clean_characters

CASES = [
    ("Ðắk Lắk", "Đắk Lắk"),
    ("2316/QÐ-UBND", "2316/QĐ-UBND"),
    ("số\u00a0người", "số người"),
    ("cai\u200bnghiện", "cainghiện"),  # a zero-width space stands inside words as often as between them
    ("hòa\u00adnhập", "hòanhập"),
    ("  hai   ba\tbốn ", "hai ba bốn"),
    ("• Tuyên truyền", "- Tuyên truyền"),
    ("\uf0b7 Dạy nghề", "- Dạy nghề"),
    ("* tại cơ sở", "- tại cơ sở"),
    ("*quan trọng*", "*quan trọng*"),  # no bullet without a blank
    ("120 m²", "120 m²"),  # NFKC would make it m2
    ("CHÍNH PHỦ -------", "CHÍNH PHỦ"),
    ("giai đoạn 2021 - 2025", "giai đoạn 2021 - 2025"),
    ("tie\u0302\u0301ng Vie\u0323\u0302t", "tiếng Việt"),
    ("bell\x07 và \x02", "bell và"),
]


@pytest.mark.parametrize(("raw", "expected"), CASES)
def test_cleans(raw: str, expected: str) -> None:
    assert clean_characters(raw) == expected


@given(st.text(max_size=80))
def test_is_settled_after_one_pass(text: str) -> None:
    once = clean_characters(text)
    assert unicodedata.is_normalized("NFC", once)
    assert once == once.strip()
