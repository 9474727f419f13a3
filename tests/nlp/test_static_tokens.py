"""The light reading of tokens against the tokenizer that sentence-transformers asks."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tokenizers import Tokenizer

from nlp.embedding import DEFAULT_MODEL
from nlp.static_model import is_ours
from nlp.static_tokens import UNPAIRED, Tokens, phrase_pattern

PATH = str(DEFAULT_MODEL / "tokenizer.json")
TOKENIZER = Tokenizer.from_file(PATH)
WORDS = [
    "cai",
    "nghiện",
    "ma",
    "túy",
    "tuý",
    "ủy",
    "ban",
    "nhân",
    "dân",
    "hoà",
    "bình",
    "xyz",
    "12",
    "Đ",
    "北",
]


@pytest.fixture(scope="module")
def tokens() -> Tokens:
    return Tokens(TOKENIZER.to_str(), TOKENIZER.get_vocab())


@settings(deadline=None)  # the machine may be busy
@given(st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from([" ", ", ", "", "\n"])), max_size=30))
def test_reads_as_the_tokenizer(tokens: Tokens, drawn: list[tuple[str, str]]) -> None:
    text = "".join(word + between for word, between in drawn)
    theirs = TOKENIZER.encode(text, add_special_tokens=False).ids
    assert tokens.of([text])[0].tolist() == theirs


@pytest.mark.parametrize(
    "text",
    [
        "ma túy",
        "Ma  tuý",
        "ma, túy",
        "cai nghiện ma túy tại cộng đồng",
        "ủy ban nhân dân",
        "x" * 300,
        "",
        "🙂",
    ],
)
def test_reads_pairs_as_the_tokenizer(tokens: Tokens, text: str) -> None:
    theirs = TOKENIZER.encode(text, add_special_tokens=False).ids
    assert tokens.of([text, text])[1].tolist() == theirs


def test_a_frequent_pair_is_one_token(tokens: Tokens) -> None:
    assert len(tokens.of(["ma túy"])[0]) == 1
    assert np.array_equal(tokens.of(["ma túy"])[0], tokens.of(["Ma TUÝ"])[0])  # either place of the tone


def test_the_shipped_tokenizer_is_read_from_memory() -> None:
    config = Path(PATH).read_bytes()
    assert is_ours(DEFAULT_MODEL, config)
    assert not is_ours(DEFAULT_MODEL, config + b" ")
    told = json.loads(config)
    assert told["pre_tokenizer"]["pattern"]["Regex"] == phrase_pattern(told["model"]["vocab"])
    assert not told["added_tokens"]


def test_a_tokenizer_of_others_is_asked_itself(tmp_path: Path) -> None:
    assert not is_ours(tmp_path, Path(PATH).read_bytes())  # nothing says who made it
    asked = Tokens(TOKENIZER.to_str(), None)
    assert asked.size == TOKENIZER.get_vocab_size()
    assert asked.of(["Ma tuý xyz"])[0].tolist() == TOKENIZER.encode("Ma tuý xyz").ids


@pytest.mark.parametrize(
    ("pairs", "pattern"),
    [
        ([], UNPAIRED),
        (["ma túy"], "ma túy(?= |$)|[^ ]+"),
        (["ma túy", "ma tú"], "ma tú(?:y)?(?= |$)|[^ ]+"),  # one is the beginning of the other
        (["ma túy", "cai nghiện"], "(?:cai nghiện|ma túy)(?= |$)|[^ ]+"),
    ],
)
def test_the_pattern_looks_at_each_letter_once(pairs: list[str], pattern: str) -> None:
    assert phrase_pattern([*pairs, "ma"]) == pattern
