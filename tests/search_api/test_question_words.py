"""Every row of the tables shows itself at work in its examples."""

from __future__ import annotations

import tomllib

import pytest

from nlp.fold import unaccent
from search_api.question_words import TABLES, Words, in_vietnamese, rows, split, texts

ROWS = [
    (key, row)
    for key in ("kind", "asking", "aspect", "measure", "type")
    for row in rows("question_words", key)
]


@pytest.mark.parametrize(("key", "row"), ROWS)
def test_each_example_holds_a_phrase_of_its_row(key: str, row: dict[str, object]) -> None:
    phrases = texts(row, "words" if key == "type" else "phrases")
    for example in texts(row, "examples"):
        accented = example != unaccent(example)
        assert Words(split(example, accented=accented), accented).find(phrases), example


def test_each_abbreviation_shows_its_short_form() -> None:
    for row in rows("abbreviations", "abbreviation"):
        shorts = [split(short, accented=True) for short in texts(row, "short")]
        for example in texts(row, "examples"):
            words = split(example, accented=True)
            assert any(words[at : at + len(s)] == s for s in shorts for at in range(len(words))), example


def test_english_examples_are_understood() -> None:
    table = tomllib.loads((TABLES / "english.toml").read_text("utf-8"))
    for group in table.values():
        for row in group:
            assert all(in_vietnamese(split(example, accented=True)) for example in row["examples"])
