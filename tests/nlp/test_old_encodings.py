from __future__ import annotations

import unicodedata
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.old_encodings import TONES, OldEncoding, decode_bytes, encoding_of_font, old_encodings
from nlp.recoding import repair
from nlp.syllables import ONSETS
from nlp.vocabulary import table
from tests.old_texts import as_mojibake, as_windows_1258

VOWELS = "aăâeêioôơuưy"
SMALL = [unicodedata.normalize("NFC", vowel + tone) for vowel, tone in product(VOWELS, TONES)] + ["đ"]
NAMES = ("tcvn3", "vni")


def encoding(name: str) -> OldEncoding:
    return next(one for one in old_encodings() if one.name == name)


@pytest.mark.parametrize("name", NAMES)
def test_every_letter_with_every_tone(name: str) -> None:
    old = encoding(name)
    codes = [old.encode(letter) for letter in SMALL]
    assert len(set(codes)) == len(SMALL) == 73
    assert [old.decode(code) for code in codes] == SMALL


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("letter", [letter.upper() for letter in SMALL])
def test_every_capital_among_capitals(name: str, letter: str) -> None:
    """TCVN3 has no toned capitals: the letters around tell."""
    word = f"TH{letter}NG"
    assert encoding(name).decode(encoding(name).encode(word)) == word


@pytest.mark.parametrize("letter", [letter.upper() for letter in SMALL if letter not in "aeiouy"])
def test_vni_capital_before_small_marks(letter: str) -> None:
    """ "Aùnh" as well as "AÙnh"."""
    code = encoding("vni").encode(letter.lower())
    assert encoding("vni").decode(code[0].upper() + code[1:]) == letter


@pytest.mark.parametrize("name", NAMES)
def test_codes_are_latin(name: str) -> None:
    """One byte each, so that they are what a program of the time wrote."""
    "".join(map(encoding(name).encode, SMALL)).encode("latin-1")


@pytest.mark.parametrize("letter", [*SMALL, *(letter.upper() for letter in SMALL)])
def test_windows_1258_and_mojibake(letter: str) -> None:
    mojibake, windows = old_encodings()[:2]
    assert mojibake.decode(as_mojibake(f"ngh{letter}.")) == f"ngh{letter}."
    assert windows.decode(decode_bytes(as_windows_1258(f"ngh{letter}."))) == f"ngh{letter}."


@pytest.mark.parametrize(("name", "row"), [(name, row) for name in NAMES for row in table(name)["examples"]])
def test_examples_of_the_tables(name: str, row: dict[str, str]) -> None:
    assert encoding(name).decode(row["old"]) == row["text"]


syllables = st.builds(
    lambda onset, vowel: onset + vowel, st.sampled_from(sorted(ONSETS)), st.sampled_from(SMALL[:-1])
)


@given(st.lists(syllables, min_size=1).map(" ".join), st.sampled_from(NAMES))
def test_round_trip(text: str, name: str) -> None:
    assert encoding(name).decode(encoding(name).encode(text)) == text


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("Hµ NéI", "HÀ NỘI"),  # no letter of the first word tells
        ("Hµ Néi", "Hà Nội"),
        ("UBND tØnh Hµ Giang", "UBND tỉnh Hà Giang"),  # an abbreviation raises nobody
        ("Së Y tÕ", "Sở Y tế"),
        ("ë ®©u", "ở đâu"),
        ("TP. Hµ Néi\nTH¤NG B¸O", "TP. Hà Nội\nTHÔNG BÁO"),  # each line for itself
        ("x∙ héi μ", "xã hội à"),  # what programs put for the middle dot and the micro sign
    ],
)
def test_tcvn3_capitals(raw: str, text: str) -> None:
    assert encoding("tcvn3").decode(raw) == text


@pytest.mark.parametrize(
    ("font", "name"),
    [
        (".VnTime", "tcvn3"),
        (".VnArial NarrowH", None),
        (".VnTimeH", "tcvn3"),
        ("VnTime", "tcvn3"),
        ("VNI-Times", "vni"),
        ("Times New Roman", None),
        ("", None),
    ],
)
def test_encoding_of_font(font: str, name: str | None) -> None:
    found = encoding_of_font(font)
    assert (found.name if found else None) == name


def test_capital_fonts() -> None:
    assert encoding("tcvn3").decode_font("b¸o c¸o", ".VnTimeH") == "BÁO CÁO"
    assert encoding("tcvn3").decode_font("b¸o c¸o", ".VnTime") == "báo cáo"


def test_a_long_line_takes_no_long_time() -> None:
    line = "® ë " * 100_000
    assert repair([line])[0].startswith("đ ở") or repair([line])[0] == line
