from __future__ import annotations

import pytest

from nlp.numerals import read_amount, read_digits, read_words

DIGITS = [
    ("1.193", 1193),
    ("08", 8),
    ("71,1", 71.1),
    ("2.305.000,5", 2305000.5),
    ("1,250,000", 1250000),
    ("1,250", 1250),  # before a counted noun; a measure reads it as a decimal
    ("0,125", 0.125),
    ("3.7", 3.7),
    ("15 000", 15000),
    ("1.2.3", None),  # a heading
    ("12.2024", None),  # a month
]
WORDS = [
    ("hai mươi lăm xã", 25),
    ("mười lăm người", 15),
    ("mười năm", 10),  # ten years, not fifteen
    ("một trăm linh ba hộ", 103),
    ("hai nghìn không trăm hai mươi tư", 2024),
    ("ba triệu năm trăm nghìn đồng", 3500000),
    ("bảy vụ", 7),
]


@pytest.mark.parametrize(("printed", "value"), DIGITS)
def test_reads_digits(printed: str, value: float | None) -> None:
    assert read_digits(printed) == value


@pytest.mark.parametrize(("text", "value"), WORDS)
def test_reads_words(text: str, value: float) -> None:
    amount = read_words(text, 0)
    assert amount is not None
    assert amount.value == value


@pytest.mark.parametrize(
    ("text", "value", "printed"),
    [
        ("3,7 tỷ đồng", 3.7e9, "3,7 tỷ"),
        ("120 nghìn tỷ đồng", 1.2e14, "120 nghìn tỷ"),
        ("1 tỷ 250 triệu đồng", 1.25e9, "1 tỷ 250 triệu"),
        ("2,5 vạn người", 25000, "2,5 vạn"),
        ("5 trường", 5, "5"),  # "tr" is a scale only as a word
    ],
)
def test_reads_scales(text: str, value: float, printed: str) -> None:
    amount = read_amount(text, 0)
    assert amount is not None
    assert (amount.value, text[: amount.end]) == (value, printed)
