"""One story told by several documents is shown once: a passage that only repeats another telling is left out.

What only one of the documents says stays, so nothing of a longer version is lost.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from search_api.comparing import plain_key
from search_api.ranking import Candidate

SHINGLE = 4  # words
SAME = 0.6  # of its shingles: a new lead or another cut leaves so much the same

Shingles = frozenset[tuple[str, ...]]


def without_retellings(candidates: Sequence[Candidate]) -> list[Candidate]:
    """The candidates, best first, without those that repeat another document of their story."""
    tellers: defaultdict[str | None, set[str]] = defaultdict(set)
    for candidate in candidates:
        tellers[candidate.value("same_story")].add(candidate.value("document_id"))
    told: defaultdict[str, list[tuple[str, Shingles]]] = defaultdict(list)
    kept = []
    for candidate in candidates:
        story, document_id = candidate.value("same_story"), candidate.value("document_id")
        if story and len(tellers[story]) > 1:
            words = _shingles(candidate.payload["text"])
            if any(teller != document_id and _repeats(words, known) for teller, known in told[story]):
                continue
            told[story].append((document_id, words))
        kept.append(candidate)
    return kept


def _shingles(text: str) -> Shingles:
    """Every four words that follow each other; of a shorter text its words."""
    words = plain_key(text).split()
    return frozenset(tuple(words[at : at + SHINGLE]) for at in range(max(1, len(words) - SHINGLE + 1)))


def _repeats(words: Shingles, known: Shingles) -> bool:
    return len(words & known) >= SAME * len(words)
