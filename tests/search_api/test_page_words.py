"""The words of the pages: both languages complete, nothing unused, nothing missing."""

from __future__ import annotations

import re
from string import Formatter

import pytest

from search_api.labels import day, excerpt
from search_api.page_frame import HERE
from search_api.page_words import page_words, table
from search_api.query import read_question
from search_api.reading_chips import Chip, chips

SOURCES = [*HERE.joinpath("templates").glob("*.html"), *HERE.glob("*.py")]
WORDS = "\n".join(source.read_text("utf-8") for source in SOURCES)
VALUES = {  # groups whose names are values of records
    "doc_type", "library_state", "state", "relation", "modifier", "problem", "facet", "filter", "mode",
    "kind", "mark", "left_out", "nav",
}  # fmt: skip


@pytest.mark.parametrize("key", table())
def test_both_languages_say_it_with_the_same_values(key: str) -> None:
    vietnamese, english = table()[key]
    assert vietnamese.strip()
    assert english.strip()
    assert _values(vietnamese) == _values(english)


def _values(text: str) -> set[str | None]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_every_key_that_is_asked_for_is_there() -> None:
    asked = set(re.findall(r"""\bt\(\s*["']([a-z_]+\.[a-z_]+)["']\s*[,)]""", WORDS))
    assert asked
    assert asked - table().keys() == set()


def test_no_key_is_left_over() -> None:
    for key in table():
        group, name = key.split(".")
        assert group in VALUES or f"{group}.{name}" in WORDS or name.startswith("view_"), key


@pytest.mark.parametrize(
    ("value", "vietnamese", "english"),
    [
        (1193, "1.193", "1,193"),
        (71.1, "71,1", "71.1"),
        (3_700_000_000, "3.700.000.000", "3,700,000,000"),
        (0.30000000000000004, "0,3", "0.3"),
        (None, "", ""),
    ],
)
def test_numbers_are_written_as_the_reader_writes_them(
    value: float | None, vietnamese: str, english: str
) -> None:
    assert page_words("vi").number(value) == vietnamese
    assert page_words("en").number(value) == english


def test_a_change_has_its_sign() -> None:
    assert [page_words("vi").signed(value) for value in (12.5, -50, 0)] == ["+12,5", "−50", "0"]


@pytest.mark.parametrize(
    ("text", "written"), [("2024-06-14", "14/6/2024"), ("2024-06", "6/2024"), ("2024", "2024"), (None, "")]
)
def test_days(text: str | None, written: str) -> None:
    assert day(text) == written


def test_an_excerpt_keeps_the_number_and_whole_words() -> None:
    quote = "Theo báo cáo, " + "các huyện vùng cao " * 20 + "đã mở 46 lớp dạy nghề" + " cho bà con" * 20
    start = quote.index("46 lớp")
    pieces = excerpt(quote, 500 + start, 500 + start + 6, 500)
    assert [text for text, is_marked in pieces if is_marked] == ["46 lớp"]
    shown = "".join(text for text, _ in pieces).strip("… ")
    assert shown in quote
    assert len(shown) < 240


def test_chips_of_a_question() -> None:
    t = page_words("en")
    question = read_question("Nghị định nào về dạy nghề ở Hòa Bình năm 2021?")
    found = chips(t, question, {"year_from": 2020}, ["Đắk Lắk"])
    assert found == [
        Chip("From year", "2020", {"year_from": None}),
        Chip("Province", "Hòa Bình", {"ignore": ["Đắk Lắk", "Hòa Bình"]}),
        Chip("Year", "2021", {"ignore": ["Đắk Lắk", "2021"]}),
        Chip("Document type", "Decree", {"ignore": ["Đắk Lắk", "decree"]}),
        Chip("removed", "Đắk Lắk", {"ignore": None}, ignored=True),
    ]
