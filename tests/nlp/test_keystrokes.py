from __future__ import annotations

import tomllib

import pytest

from nlp.keystrokes import TABLE, read_keystrokes

EXAMPLES = [pair for row in tomllib.loads(TABLE.read_text("utf-8"))["method"] for pair in row["examples"]]
TYPED = [
    ("Quyeets ddinhj cuar UBND tinhr", "Quyết định của UBND tỉnh"),  # capitals stay
    ("ngoaif giowf hanhf chinhs", "ngoài giờ hành chính"),  # three vowels: the tone on the middle one
    ("trajm y tees xax", "trạm y tế xã"),  # the tone right behind its vowel
    ("taij sao khoong cos", "tại sao không có"),
    ("hoaf bif nhuw thees", "hòa bì như thế"),
    ("thur tucj caps gif", "thủ tục cáp gì"),  # tones alone, but several
    ("nghij ddinhj 116/2021/NDD-CP", "nghị định 116/2021/NDD-CP"),  # a number's code is no word
    ("hộ ngheof vay voons", "hộ nghèo vay vốn"),  # the method was switched on late
]
PLAIN = [
    "cai nghiện tự nguyện",
    "cai nghien tu nguyen",  # without accents, not typed by keys
    "test nhanh covid",  # one word that keys could have made
    "bằng lái hạng A1 và B2",
    "điểm d9 khoản 2",
    "methadone, heroin, ARV",
    "HIV/AIDS",
    "",
    "🙂",
    "x" * 10_000,
]


@pytest.mark.parametrize(("typed", "meant"), [*EXAMPLES, *TYPED])
def test_reads_keys_as_letters(typed: str, meant: str) -> None:
    assert read_keystrokes(typed) == meant


@pytest.mark.parametrize("text", PLAIN)
def test_leaves_what_nobody_typed_so(text: str) -> None:
    assert read_keystrokes(text) == text
