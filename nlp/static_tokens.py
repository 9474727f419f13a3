"""The tokens of a static model: words, and frequent pairs of neighbours ("ma túy") as tokens of their own.

A mean of syllables does not know which of them stood together; a token for each frequent pair does. The
file is a plain `tokenizer.json`: its normaliser leaves one blank between words, its pattern prefers a pair,
from left to right. The same is done here from memory, many times faster; a test holds that both read alike.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from tokenizers import Tokenizer

LETTER = "0-9a-zß-öø-ɏа-яёḀ-ỿ"  # after lower-casing; spelled out so that every regex engine reads it alike
WORD = f"[{LETTER}]+"
BETWEEN_WORDS = f"[^{LETTER}]+"
UNPAIRED = "[^ ]+"
MEMORY = 1 << 18  # words whose tokens are remembered
PLACES = 32  # bits of a token's number
Ids = npt.NDArray[np.int64]


class Tokens:
    """Texts to token ids, by the text of a `tokenizer.json`.

    Where the tokenizer splits as `phrase_pattern` does, its `vocabulary` is told: then it is loaded with the
    first rare word, and asked for no other.
    """

    def __init__(self, config: str, vocabulary: Mapping[str, int] | None) -> None:
        self._config, self._vocabulary = config, vocabulary
        self.size: int = self._tokenizer.get_vocab_size() if vocabulary is None else len(vocabulary)
        self._known, self._pairs = self._remember(), _pairs(vocabulary or {})

    def _remember(self) -> _Known:
        return _Known(self._vocabulary or {}, self._pieces)

    @cached_property
    def _tokenizer(self) -> Tokenizer:
        from tokenizers import Tokenizer

        tokenizer = Tokenizer.from_str(self._config)
        tokenizer.no_padding()
        tokenizer.no_truncation()
        return tokenizer

    def _pieces(self, word: str) -> list[int]:
        ids: list[int] = self._tokenizer.encode(word, add_special_tokens=False).ids
        return ids

    def of(self, texts: Sequence[str]) -> list[Ids]:
        """The ids of each text, in order."""
        if self._vocabulary is None:
            encodings = self._tokenizer.encode_batch(list(texts), add_special_tokens=False)
            return [np.array(encoding.ids, np.int64) for encoding in encodings]
        if len(self._known) > MEMORY:  # misspellings must not fill the memory for ever
            self._known = self._remember()
        known, find = self._known, re.compile(WORD).findall
        return [self._read([known[word] for word in find(_key(text))], known) for text in texts]

    def _read(self, words: list[int], known: _Known) -> Ids:
        """Words to tokens: each pair of neighbours that is one, of three the first two; then pieces."""
        ids, at, last, pair = [], 0, len(words) - 1, self._pairs.get
        while at < last:
            joined = pair(words[at] << PLACES | words[at + 1])
            ids.append(words[at] if joined is None else joined)
            at += 1 if joined is None else 2
        ids += words[at:]
        return np.array(known.in_pieces(ids), np.int64)


def _key(text: str) -> str:
    return unicodedata.normalize("NFC", text).lower()


def _pairs(vocabulary: Mapping[str, int]) -> dict[int, int]:
    """The tokens that are two neighbouring words, by the tokens of these."""
    found = {}
    for token, number in vocabulary.items():
        if " " in token:
            left, right = token.split(" ")
            found[vocabulary[left] << PLACES | vocabulary[right]] = number
    return found


class _Known(dict[str, int]):
    """A word's token; of a word in pieces a number above all tokens, under which its pieces are kept."""

    def __init__(self, vocabulary: Mapping[str, int], pieces: Callable[[str], list[int]]) -> None:
        super().__init__(vocabulary)
        self._read, self._size = pieces, len(vocabulary)
        self._pieces: list[list[int]] = []

    def __missing__(self, word: str) -> int:
        ids = self._read(word)
        if len(ids) != 1:
            self._pieces.append(ids)
        self[word] = number = ids[0] if len(ids) == 1 else self._size + len(self._pieces) - 1
        return number

    def in_pieces(self, ids: list[int]) -> list[int]:
        """The ids with each word that is in pieces as these."""
        if max(ids, default=0) < self._size:
            return ids
        return [
            piece
            for number in ids
            for piece in ((number,) if number < self._size else self._pieces[number - self._size])
        ]


def phrase_pattern(tokens: Iterable[str]) -> str:
    """One pattern for all pairs among the tokens, else a word: "ma túy" before "ma", but not in "ma túyp"."""
    pairs = sorted(token for token in tokens if " " in token)
    return f"{_tree(pairs)}(?= |$)|{UNPAIRED}" if pairs else UNPAIRED


def _tree(endings: Sequence[str]) -> str:
    """The endings as a pattern that looks at each letter once."""
    by_letter: dict[str, list[str]] = defaultdict(list)
    for ending in endings:
        if ending:
            by_letter[ending[0]].append(ending[1:])
    branches = [letter + (_tree(rest) if any(rest) else "") for letter, rest in by_letter.items()]
    if not branches:
        return ""
    several = "" in endings or len(branches) > 1
    return (f"(?:{'|'.join(branches)})" if several else branches[0]) + ("?" if "" in endings else "")
