"""What extraction is counted with: found and missed records, right and wrong decisions, pairs, findings."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

G = TypeVar("G")
S = TypeVar("S")


@dataclass(frozen=True, slots=True)
class Count:
    """Records: those in the gold, those found, and how many of both are the same."""

    matched: int = 0
    gold: int = 0
    found: int = 0

    def __add__(self, other: Count) -> Count:
        return Count(self.matched + other.matched, self.gold + other.gold, self.found + other.found)

    @property
    def precision(self) -> float | None:
        return self.matched / self.found if self.found else None

    @property
    def recall(self) -> float | None:
        return self.matched / self.gold if self.gold else None

    @property
    def score(self) -> float | None:
        """F1; None where there was nothing to find and nothing was found."""
        return 2 * self.matched / (self.gold + self.found) if self.gold + self.found else None


@dataclass(frozen=True, slots=True)
class Share:
    """Decisions, and how many of them are right."""

    right: int = 0
    total: int = 0

    def __add__(self, other: Share) -> Share:
        return Share(self.right + other.right, self.total + other.total)

    @property
    def score(self) -> float | None:
        return self.right / self.total if self.total else None


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not as the gold has it, with the sentence where it stands."""

    document: str
    measure: str
    kind: str  # missed, false or differs
    text: str
    wanted: str | None = None
    found: str | None = None
    sentence: str = ""
    at: int | None = None  # where it stands in the clean text, if that is known

    def __str__(self) -> str:
        said = " | ".join(value for value in (self.wanted, self.found) if value is not None)
        surface = " ".join(self.text.split())
        return f"{self.document}  {self.measure} {self.kind}: {surface}  [{said}]\n    {self.sentence}"


@dataclass(slots=True)
class Tally:
    """The measures of one document, or of several added up."""

    counts: dict[str, Count] = field(default_factory=dict)
    shares: dict[str, Share] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def note(self, name: str, right: bool) -> None:
        self.shares[name] = self.shares.get(name, Share()) + Share(int(right), 1)

    def add(self, other: Tally) -> None:
        for name, count in other.counts.items():
            self.counts[name] = self.counts.get(name, Count()) + count
        for name, share in other.shares.items():
            self.shares[name] = self.shares.get(name, Share()) + share
        self.findings += other.findings

    def score(self, name: str) -> float | None:
        measure = self.counts.get(name) or self.shares.get(name)
        return measure.score if measure else None

    def scores(self) -> dict[str, float]:
        """Every measure that has a value."""
        scores = {name: self.score(name) for name in (*self.counts, *self.shares)}
        return {name: score for name, score in scores.items() if score is not None}


Rank = tuple[Any, ...]
Decision = bool | None  # None: the gold leaves it open


def pair(
    golds: Sequence[G], founds: Sequence[S], rank: Callable[[G, S], Rank | None]
) -> list[tuple[int, int]]:
    """Indices of gold and found records, one to one, the best rank first; None ranks no pair.

    Of equal ranks the two that stand at the most similar place of their lists go together.
    """
    ranked = []
    for at, gold in enumerate(golds):
        for where, found in enumerate(founds):
            value = rank(gold, found)
            if value is not None:
                apart = abs(at / len(golds) - where / len(founds))
                ranked.append((value, -apart, -at, -where))
    pairs: dict[int, int] = {}
    used: set[int] = set()
    for *_, at, where in sorted(ranked, reverse=True):
        if -at not in pairs and -where not in used:
            pairs[-at] = -where
            used.add(-where)
    return list(pairs.items())


def without(items: Sequence[G], taken: Sequence[int]) -> Iterator[G]:
    left_out = set(taken)
    return (item for index, item in enumerate(items) if index not in left_out)


def agreement(decisions: Sequence[Decision]) -> int:
    """How many decisions are not wrong."""
    return sum(decision is not False for decision in decisions)
