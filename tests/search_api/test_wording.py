"""Accents given back, English put into Vietnamese, abbreviations written out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from corpus.errors import WrongUse
from nlp.fold import unaccent
from search_api.abbreviations import long_forms_in, use_own_table, written_out
from search_api.question_words import rows, split, texts
from search_api.wording import is_english, vietnamese, with_accents

TEXTS = ["Trạm y tế xã có bác sĩ.", "Các trạm y tế được sửa.", "Tế bào máu."]


def test_accents_come_from_the_texts() -> None:
    assert with_accents(("tram", "y", "te"), TEXTS) == ("trạm", "y", "tế")


def test_typed_accents_stay() -> None:
    assert with_accents(("tram", "ỷ", "te"), TEXTS) == ("trạm", "ỷ", "tế")


def test_an_unknown_syllable_stays_bare() -> None:
    assert with_accents(("tram", "xyz"), TEXTS) == ("trạm", "xyz")
    assert with_accents((), TEXTS) == ()


@pytest.mark.parametrize(
    ("text", "english"),
    [
        ("How many people were trained?", True),
        ("Which circular guides Decree 94/2010?", True),
        ("bao nhieu nguoi duoc day nghe", False),
        ("to chuc in an the thao", False),  # "to", "in", "an" and "the" are Vietnamese here
        ("Which decree về cai nghiện?", False),
    ],
)
def test_tells_english_from_vietnamese_without_accents(text: str, english: bool) -> None:
    assert is_english(text) is english


def test_english_words_become_vietnamese_and_names_stay() -> None:
    said = vietnamese("How many patients did the FHI360 clinic of Dak Lak treat in 2020?")
    assert all(words in said for words in ("bệnh nhân", "fhi360", "Đắk Lắk", "2020"))
    assert "many" not in said


@pytest.mark.parametrize(
    ("text", "accented", "long"),
    [
        ("UBND tỉnh", True, "ủy ban nhân dân tỉnh"),
        ("ubnd tinh", False, "uy ban nhan dan tinh"),
        ("Sở LĐ-TB&XH", True, "sở lao động thương binh và xã hội"),
        ("Sở LĐTBXH", True, "sở lao động thương binh và xã hội"),
    ],
)
def test_short_forms_are_written_out(text: str, accented: bool, long: str) -> None:
    assert " ".join(written_out(split(text, accented=accented), accented=accented)) == long


@pytest.mark.parametrize("row", [*rows("abbreviations", "abbreviation"), *rows("abbreviations", "synonym")])
def test_every_row_is_found_in_its_examples(row: Mapping[str, object]) -> None:
    for example in texts(row, "examples"):
        assert long_forms_in(example, accented=True)
        assert long_forms_in(unaccent(example), accented=False)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("kế hoạch PCMT của UBND tỉnh", ["phòng chống ma túy", "ủy ban nhân dân"]),
        ("Sở LĐTBXH", ["lao động thương binh và xã hội"]),
        ("nghị quyết của HĐND", ["hội đồng nhân dân"]),
        ("điều trị nghiện", ["cai nghiện"]),
        ("cai nghiện", ["điều trị nghiện"]),
        ("quản lý sau cai", ["sau khi hoàn thành cai nghiện"]),
        ("tái hòa nhập", ["hòa nhập cộng đồng"]),
        ("tái hoà nhập", ["hòa nhập cộng đồng"]),  # the tone on the other vowel
        ("trạm y tế xã", []),
    ],
)
def test_other_words_are_searched_for_too(text: str, meant: list[str]) -> None:
    assert sorted(long_forms_in(text, accented=True)) == sorted(meant)


@pytest.fixture
def own_table(tmp_path: Path) -> Iterator[Path]:
    """A file for rows of the reader's own; forgotten at the end."""
    yield tmp_path / "own.toml"
    (tmp_path / "none.toml").write_text("", "utf-8")
    use_own_table(tmp_path / "none.toml")


def test_readers_may_add_their_own(own_table: Path) -> None:
    own_table.write_text(
        '[[abbreviation]]\nlong = "Ban Quản lý rừng"\nshort = ["BQLR"]\n'
        '[[synonym]]\nwords = ["xe ôm", "xe hai bánh chở khách"]\n',
        "utf-8",
    )
    use_own_table(own_table)
    assert long_forms_in("BQLR huyện", accented=True) == ["ban quản lý rừng"]
    assert long_forms_in("gia xe om", accented=False) == ["xe hai banh cho khach"]
    assert long_forms_in("UBND xã", accented=True) == ["ủy ban nhân dân"]  # the shipped rows stay


@pytest.mark.parametrize("content", ["[[abbreviation]", '[[abbreviation]]\nlong = "x"\n', "synonym = 1\n"])
def test_a_table_that_cannot_be_read_is_named(own_table: Path, content: str) -> None:
    own_table.write_text(content, "utf-8")
    with pytest.raises(WrongUse, match=r"own\.toml"):
        use_own_table(own_table)


def test_a_missing_table_is_named(tmp_path: Path) -> None:
    with pytest.raises(WrongUse, match=r"absent\.toml"):
        use_own_table(tmp_path / "absent.toml")
