from __future__ import annotations

import pytest

from nlp.syllables import count_syllables, is_syllable, lacks_marks, valid_share

VALID = (
    "nghiệp quyết giếng gì giữ khuỷu thuở quốc yêu ngoằn xoong uỷ ủy hoà hòa được ƯỚC ỷ quý oái".split()  # noqa: SIM905
)
INVALID = ["cac", "bịp2", "thjnh", "tҧng", "wifi", "strong", "cáp1", "ngoph", "quh", "áà"]


@pytest.mark.parametrize("word", VALID)
def test_knows_syllable(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize("word", [word for word in INVALID if word.isalpha()])
def test_refuses(word: str) -> None:
    assert not is_syllable(word)


SHARES = [
    ("Các xã đã lập danh sách, phân công người giúp đỡ từng hộ vượt khó.", 1.0, 1.0),
    ("C\x01c x\x02 đ\x02 l\x03p danh s\x01ch, ph\x04n c\x05ng ng\x06\x07i gi\x08p đ\x09", 0.0, 0.6),
    ("The quick brown fox jumps over the lazy dog", 0.0, 0.3),
    ("UBND, HĐND, BCĐ và TTYT", 1.0, 1.0),  # abbreviations are left aside
]


@pytest.mark.parametrize(("text", "least", "most"), SHARES)
def test_share(text: str, least: float, most: float) -> None:
    share = valid_share(text)
    assert share is not None
    assert least <= share <= most


def test_no_words_no_share() -> None:
    assert valid_share("12/3/2020") is None
    assert count_syllables("") == (0, 0)


@pytest.mark.parametrize(
    ("word", "lacks"),
    [
        ("nghien", True),
        ("duoc", True),
        ("hoc", True),  # a rime that ends in c has a tone
        ("quyet", True),
        ("theo", False),  # a syllable as it stands
        ("nghiện", False),
        ("covid", False),  # no syllable with any marks
        ("12", False),
        ("", False),
    ],
)
def test_knows_syllables_that_were_typed_without_their_marks(word: str, lacks: bool) -> None:
    assert lacks_marks(word) is lacks
