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
Ids = npt.NDArray[np.int64]


class Tokens:
    """Texts to token ids, by the text of a `tokenizer.json`.

    Where the tokenizer splits as `phrase_pattern` does, its `vocabulary` is told: then it is loaded with the
    first rare word, and asked for no other.
    """

    def __init__(self, config: str, vocabulary: Mapping[str, int] | None) -> None:
        self._config, self._vocabulary = config, vocabulary
        self.size: int = self._tokenizer.get_vocab_size() if vocabulary is None else len(vocabulary)
        self._known, self._pairs = self._remember(), _Pairs(vocabulary or {})

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
        words = [find(unicodedata.normalize("NFC", text).lower()) for text in texts]
        ids = np.array([known[word] for found in words for word in found], np.int64)
        owners = np.repeat(np.arange(len(texts)), [len(found) for found in words])
        ids, owners = known.in_pieces(*self._pairs.joined(ids, owners))
        ends = np.cumsum(np.bincount(owners, minlength=len(texts))).tolist()
        return [ids[start:end] for start, end in zip([0, *ends], ends, strict=False)]


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

    def in_pieces(self, ids: Ids, owners: Ids) -> tuple[Ids, Ids]:
        """The ids with each word that is in pieces as these."""
        rare = np.flatnonzero(ids >= self._size)
        pieces = [self._pieces[number] for number in (ids[rare] - self._size).tolist()]
        counts = np.ones(len(ids), np.int64)
        counts[rare] = [len(of_word) for of_word in pieces]
        whole, starts = np.repeat(ids, counts), np.cumsum(counts) - counts
        for start, of_word in zip(starts[rare].tolist(), pieces, strict=True):
            whole[start : start + len(of_word)] = of_word
        return whole, np.repeat(owners, counts)


class _Pairs:
    """Which two neighbouring tokens are one."""

    def __init__(self, vocabulary: Mapping[str, int]) -> None:
        self._size = len(vocabulary) + 1
        found = {tuple(token.split(" ")): number for token, number in vocabulary.items() if " " in token}
        keys = [vocabulary[left] * self._size + vocabulary[right] for left, right in found]
        order = np.argsort(np.array(keys, np.int64))
        self._keys = np.array(keys, np.int64)[order]
        self._tokens = np.array([*found.values()], np.int64)[order]

    def joined(self, ids: Ids, owners: Ids) -> tuple[Ids, Ids]:
        """Each pair as its token, from left to right: of three neighbours the first two."""
        if not len(self._keys) or len(ids) < 2:
            return ids, owners
        wanted = np.where(ids < self._size - 1, ids, self._size - 1)
        keys = wanted[:-1] * self._size + wanted[1:]
        place = np.minimum(np.searchsorted(self._keys, keys), len(self._keys) - 1)
        paired = (self._keys[place] == keys) & (owners[:-1] == owners[1:])
        at = np.arange(len(paired))
        first = np.maximum.accumulate(np.where(paired, 0, at + 1))  # of the run of pairs that each is in
        left = np.flatnonzero(paired & ((at - first) % 2 == 0))
        joined, kept = ids.copy(), np.ones(len(ids), bool)
        joined[left], kept[left + 1] = self._tokens[place[left]], False
        return joined[kept], owners[kept]


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
