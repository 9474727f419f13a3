"""The same story in several documents: an agency's report in five papers, an article with a new lead.

Documents that share a band of their MinHash signatures are candidates, found by the index like any other
field. Whether they tell the same story is then counted exactly, over shingles of four words. A document keeps
the story that it was given first, so a story is named by the id of its first document.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache

import numpy as np
import numpy.typing as npt

from corpus.errors import TracuuError
from corpus.index import Collection, Index, OneOf
from corpus.library import Library
from corpus.records import Document
from nlp.fold import fold

SHINGLE = 4  # words
FEWEST_SHINGLES = 20  # shorter texts are alike by chance
BANDS, ROWS = 32, 4  # a pair of Jaccard .7 meets in a band at 1.00, .5 at .87, .4 at .56, .05 at .0002
SAME, CONTAINED = 0.6, 0.8  # measured: other texts on the same matter have .05 and .10 at most
AT_ONCE = 4_096  # shingles hashed in one step: 4 MB
MOST_CANDIDATES = 20
LONGEST = 400_000  # characters that are compared: the rest of a book tells nothing new of what it is
LONGEST_ECHO = 60  # days between two prints of a story; a report on the next year uses the same words

_WORD = re.compile(r"\w+")


def shingles(text: str) -> frozenset[bytes]:
    """Every four words that follow each other, in lower case with one spelling of the tones."""
    words = _WORD.findall(fold(text[:LONGEST]))
    return frozenset(
        " ".join(words[at : at + SHINGLE]).encode("utf-8", "replace")
        for at in range(len(words) - SHINGLE + 1)
    )


def bands_of(text: str) -> tuple[str, ...]:
    """The signature of a text in bands: texts that are alike share one; a short text has none."""
    found = shingles(text)
    if len(found) < FEWEST_SHINGLES:
        return ()
    rows = _signature(found).reshape(BANDS, ROWS)
    return tuple(
        f"{at:02d}-{hashlib.blake2s(row.tobytes(), digest_size=6).hexdigest()}" for at, row in enumerate(rows)
    )


def _signature(found: Iterable[bytes]) -> npt.NDArray[np.uint64]:
    """MinHash (Broder 1997): the least value of each hash function, shared by a pair by their Jaccard.

    The functions are multiply-shift (Dietzfelbinger et al. 1997): the upper half of `a * x + b` modulo 2**64.
    Numpy alone computes them, since a library for it loads scipy into every process that reads.
    """
    digests = b"".join(hashlib.blake2b(shingle, digest_size=8).digest() for shingle in found)
    values = np.frombuffer(digests, "<u8")
    factors, terms = _functions()
    least = np.full(len(factors), np.iinfo(np.uint64).max, np.uint64)
    for at in range(0, len(values), AT_ONCE):
        hashed = (factors[:, None] * values[at : at + AT_ONCE] + terms[:, None]) >> np.uint64(32)
        least = np.minimum(least, hashed.min(axis=1))
    return least


@cache
def _functions() -> tuple[npt.NDArray[np.uint64], npt.NDArray[np.uint64]]:
    """`a`, odd, and `b` of each hash function; the same in every process and release."""
    drawn = hashlib.shake_128(b"tracuu stories").digest(2 * 8 * BANDS * ROWS)
    factors, terms = np.frombuffer(drawn, "<u8").reshape(2, -1)
    return factors | np.uint64(1), terms


def is_same_story(one: Document, other: Document) -> bool:
    """Whether two documents say the same; a yearly form under another number or of another year does not."""
    if one.number and other.number and one.number != other.number:
        return False
    if _days_apart(one.published, other.published) > LONGEST_ECHO:
        return False
    first, second = shingles(one.text), shingles(other.text)
    shared, fewer = len(first & second), min(len(first), len(second))
    if fewer < FEWEST_SHINGLES:
        return False
    return shared >= SAME * len(first | second) or shared >= CONTAINED * fewer


def _days_apart(one: str | None, other: str | None) -> int:
    """The days between two dates, as far as both are stated: the same month or year is no day apart."""
    if not one or not other:
        return 0
    length = min(len(one), len(other))
    if one[:length] == other[:length]:
        return 0
    return abs((_day(one[:length]) - _day(other[:length])).days)


def _day(text: str) -> date:
    year, month, day = (*text.split("-"), "1", "1")[:3]
    return date(int(year), int(month), int(day))


class Stories:
    """Finds the story of each new document, in the index and among those on their way there."""

    def __init__(self, library: Library, index: Index) -> None:
        self._library, self._index = library, index

    def join(self, documents: Iterable[tuple[Document, tuple[str, ...]]]) -> dict[str, str]:
        """The story of each document that repeats an earlier one, of a batch that is not in the index yet."""
        joined: dict[str, str] = {}
        batch: list[tuple[Document, frozenset[str], str]] = []
        for document, marks in documents:
            mine = frozenset(marks)
            story = next(
                (known for other, theirs, known in batch if mine & theirs and is_same_story(document, other)),
                None,
            ) or self._story_in_index(document, marks)
            if story:
                joined[document.id] = story
            batch.append((document, mine, story or document.id))
        return joined

    def _story_in_index(self, document: Document, marks: tuple[str, ...]) -> str | None:
        for candidate, story in self._candidates(document.id, marks):
            try:
                other = self._library.extraction(candidate).document
            except TracuuError:  # deleted or damaged: no witness
                continue
            if is_same_story(document, other):
                return story
        return None

    def _candidates(self, document_id: str, marks: tuple[str, ...]) -> Iterator[tuple[str, str]]:
        """Documents that share bands, those with most of them first."""
        if not marks:
            return
        hits, _ = self._index.scan(Collection.DOCUMENTS, OneOf("bands", marks), limit=10 * MOST_CANDIDATES)
        shared = {
            hit.key: (len({*hit.payload["bands"]} & {*marks}), hit.payload.get("same_story") or hit.key)
            for hit in hits
            if hit.key != document_id
        }
        best = sorted(shared.items(), key=lambda item: (-item[1][0], item[0]))
        yield from ((key, story) for key, (_, story) in best[:MOST_CANDIDATES])
