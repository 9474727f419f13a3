"""The lexical lane: BM25-weighted sparse vectors of syllables, adjacent syllable pairs and document numbers.

Two lanes from one analyser: `lexical` keeps accents, `folded` drops them and serves queries typed without.
A passage carries saturated, length-normalised term frequencies; the engine multiplies in the IDF.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from hashlib import blake2s
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt

from corpus.collections import FOLDED, LEXICAL
from corpus.index import SparseVector
from nlp.fold import fold, unaccent
from nlp.syllables import lacks_marks


@dataclass(frozen=True)
class Weights:
    """BM25 and field weights, found on train queries only (docs/evaluation.md)."""

    k1: float = 0.7
    b: float = 0.75
    average_length: float = 200.0  # syllables of a passage with its fields
    pair: float = 0.75  # of a pair in a query, against 1 for a syllable
    title: float = 2.0  # of one occurrence in a field, against 1 in the text
    section: float = 2.0


WEIGHTS = Weights()
LANES = (LEXICAL, FOLDED)
STRAY = 8  # one syllable without its marks among so many with them is a foreign word: "test", "doc"
QUERY_LIMIT = 1_000  # syllables read of a query; a pasted page must not become a thousand-term search

# "Nghị định số 94/2010/NĐ-CP", "Kế hoạch 1152/KH – UBND", "Luật 73/2021/QH15": number, year or not, code
_NUMBER = re.compile(
    r"""
    (?<![\w/]) (?P<serial> \d{1,5} [a-z]? )
    \s?/\s? (?: (?P<year> \d{4} ) (?![\w]) (?:\s?/\s?)? )?
    (?P<code> [^\W\d_]{1,8} \d{0,2} (?: \s?-\s? [^\W\d_]{1,8} \d{0,2} ){0,4} )? (?!\w)
    """,
    re.X,
)
_SYLLABLE = re.compile(r"[^\W_]{1,64}")  # "tái hòa nhập": letters and digits between anything else
_BETWEEN = re.compile(r"[\W_]*")  # what stands between neighbours
_SPACES = re.compile(r"\s+")
_JOINT = re.compile(r"[^\S\n]|\s?[-–/.]\s?")  # between "94", "2010", "NĐ" and "CP"
TABLE = Path(__file__).parent / "tables" / "function_words.toml"


@dataclass(frozen=True, slots=True)
class Syllable:
    """One syllable, word or number of a text, folded, with its place."""

    start: int
    end: int
    text: str


def words_of(text: str, *, folded: bool = False) -> list[str]:
    """The syllables of a text in order, without their places; `folded` without accents."""
    key = fold(text)
    return _SYLLABLE.findall(unaccent(key) if folded else key)


def words_digest(text: str) -> str:
    """The same for texts of the same syllables, whatever stands between them."""
    return blake2s(" ".join(words_of(text)).encode(), digest_size=8).hexdigest()


def syllables(text: str) -> list[Syllable]:
    """The syllables of a text in order; offsets are into the text as given."""
    return [Syllable(m.start(), m.end(), m.group()) for m in _SYLLABLE.finditer(fold(text))]


def document_numbers(folded: str) -> Iterator[str]:
    """Document numbers as single terms, without spaces and accents, whole and cut to serial and year."""
    for match in _NUMBER.finditer(folded):
        serial, year, code = match.group("serial", "year", "code")
        if code:
            yield unaccent(_SPACES.sub("", "/".join(part for part in (serial, year, code) if part)))
        if year:
            yield f"{serial.lstrip('0') or serial}/{year}"


def passage_vectors(
    text: str,
    *,
    quote: str = "",
    title: str = "",
    section: Sequence[str] = (),
    lanes: Sequence[str] = LANES,
) -> dict[str, SparseVector]:
    """The sparse vector of a passage for each lane; title and section path count as fields of it, and so does
    a sentence that it quotes, as others may."""
    fields = (
        (_terms(text), 1.0),
        (_field(quote), 1.0),
        (_field(title), WEIGHTS.title),
        (_field(" \n".join(section)), WEIGHTS.section),
    )
    length = sum(weight * terms.length for terms, weight in fields)
    norm = WEIGHTS.k1 * (1 - WEIGHTS.b + WEIGHTS.b * length / WEIGHTS.average_length)
    return {
        lane: _saturated([(terms.places[lane], weight) for terms, weight in fields], norm) for lane in lanes
    }


@dataclass(frozen=True, slots=True)
class _Terms:
    """How many syllables a text has; for each lane the dimensions of its terms, as often as they stand."""

    length: int
    places: Mapping[str, npt.NDArray[np.uint32]]


def _terms(text: str) -> _Terms:
    key = fold(text)
    words = _SYLLABLE.findall(key)
    numbers = list(document_numbers(key))
    forms = {LEXICAL: words, FOLDED: unaccent(" ".join(words)).split()}
    return _Terms(
        len(words), {lane: _places([*form, *pairs(form), *numbers]) for lane, form in forms.items()}
    )


_field = lru_cache(maxsize=256)(_terms)  # all of a document has its title, all of a sentence that sentence


def _places(terms: Collection[str]) -> npt.NDArray[np.uint32]:
    return np.fromiter(map(dimension, terms), np.uint32, len(terms))


def _saturated(fields: Sequence[tuple[npt.NDArray[np.uint32], float]], norm: float) -> SparseVector:
    """BM25's term frequency part: grows with the count, ever less, and falls with the length."""
    weights = np.repeat([weight for _, weight in fields], [len(places) for places, _ in fields])
    distinct, at = np.unique(np.concatenate([places for places, _ in fields]), return_inverse=True)
    tf = np.bincount(at, weights, len(distinct))
    return SparseVector(distinct, (tf * (WEIGHTS.k1 + 1) / (tf + norm)).astype(np.float32))


def query_vector(text: str, lane: str) -> SparseVector:
    """The sparse vector of a query in a lane: how often a term occurs, pairs at their weight."""
    key = fold(text)
    words = _SYLLABLE.findall(key)[:QUERY_LIMIT]
    if lane == FOLDED:
        words = unaccent(" ".join(words)).split()
    weights = {term: float(count) for term, count in Counter([*words, *document_numbers(key)]).items()}
    weights |= {term: WEIGHTS.pair * count for term, count in Counter(pairs(words)).items()}
    return _sparse(weights)


def query_lane(query: str) -> str:
    """The lane that a query is put to: the folded one if it was typed without its accents, or with some."""
    words = _SYLLABLE.findall(query)[:QUERY_LIMIT]
    lacking = sum(map(lacks_marks, words))
    return FOLDED if lacking * STRAY >= sum(unaccent(word) != word for word in words) else LEXICAL


def highlight(text: str, query: str) -> list[tuple[int, int]]:
    """The stretches of a text that answer to a query: shared pairs, and shared syllables of matter."""
    wanted = _wanted(query)
    found = [*wanted.known(text)]
    after = [
        wanted.pair(left.text, right.text) and bool(_BETWEEN.fullmatch(text, left.end, right.start))
        for left, right in pairwise(found)
    ]
    neighbours = zip(found, [False, *after], [*after, False], strict=False)
    return _joined(text, (s for s, left, right in neighbours if left or right or wanted.alone(s.text)))


@lru_cache(maxsize=64)  # a query marks all passages of its page
def _wanted(query: str) -> _Wanted:
    return _Wanted(words_of(query)[:QUERY_LIMIT])


class _Wanted:
    """What of a query a text may be marked for: accents that were typed must match, missing ones need not."""

    def __init__(self, words: Sequence[str]) -> None:
        self._all, self._pairs = set(words), set(pairwise(words))
        bare = sorted({unaccent(word) for word in words}, key=len, reverse=True)
        self._pattern = re.compile(rf"(?<![^\W_])(?:{'|'.join(bare)})(?![^\W_])" if bare else r"(?!)")
        self._words = set(words) - function_words() - {word for word in words if len(word) == 1}
        if not self._pairs:
            self._words = set(words)
        self.alone, self.pair = cache(self._alone), cache(self._pair)  # of few words, asked for in each text

    def known(self, text: str) -> Iterator[Syllable]:
        """The syllables of a text that are the query's, with accents or without."""
        key = fold(text)
        for match in self._pattern.finditer(unaccent(key)):
            start, end = match.span()
            word = key[start:end]
            if word in self._all or match[0] in self._all:
                yield Syllable(start, end, word)

    def _alone(self, word: str) -> bool:
        return word in self._words or (unaccent(word) in self._words and word not in function_words())

    def _pair(self, left: str, right: str) -> bool:
        forms = ((a, b) for a in (left, unaccent(left)) for b in (right, unaccent(right)))
        return any(form in self._pairs for form in forms)


@cache
def function_words() -> frozenset[str]:
    """The syllables of tables/function_words.toml, folded."""
    table = tomllib.loads(TABLE.read_text("utf-8"))
    return frozenset(fold(syllable) for group in table["group"] for syllable in group["syllables"])


def _joined(text: str, chosen: Iterable[Syllable]) -> list[tuple[int, int]]:
    """Spans of neighbours; one goes on over a blank, and over the signs inside `94/2010/NĐ - CP`."""
    spans: list[tuple[int, int]] = []
    for syllable in chosen:
        if spans and _JOINT.fullmatch(text, spans[-1][1], syllable.start):
            spans[-1] = (spans[-1][0], syllable.end)
        else:
            spans.append((syllable.start, syllable.end))
    return spans


def pairs(words: Sequence[str]) -> Iterator[str]:
    """Each two neighbours as one term."""
    return map(" ".join, pairwise(words))


def _sparse(weights: Mapping[str, float]) -> SparseVector:
    """Terms to dimensions; terms that share one (a chance in billions) are added up."""
    values: dict[int, float] = defaultdict(float)
    for term, weight in weights.items():
        values[dimension(term)] += weight
    order = sorted(values)
    return SparseVector(np.array(order, np.uint32), np.array([values[at] for at in order], np.float32))


@lru_cache(maxsize=1 << 20)
def dimension(term: str) -> int:
    """The dimension of a term: 32 bits of its BLAKE2s hash, the same in every process."""
    return int.from_bytes(blake2s(term.encode(), digest_size=4).digest(), "big")
