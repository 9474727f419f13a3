"""What `tracuu status` tells: the library's ledger counted, and its problems put together by their reason."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from corpus.records import Entry, to_json

_NUMBER = re.compile(r"\d[\d.,]*")  # "cần hơn 512 MB bộ nhớ": the same problem at any number


@dataclass(frozen=True)
class Failure:
    id: str
    source: str
    state: str
    reason: str


@dataclass(frozen=True)
class Problem:
    """Documents that could not be read for one reason, in the words of the first."""

    reason: str
    failures: tuple[Failure, ...]


@dataclass(frozen=True)
class ToolState:
    """A program of the system that some files need."""

    name: str
    purpose: str
    install: str
    is_installed: bool


@dataclass(frozen=True)
class Ledger:
    states: dict[str, int]
    pages: int
    retold: int  # documents that tell a story again
    seconds: dict[str, float]  # stage -> wall time of all documents, longest first
    problems: tuple[Problem, ...]  # most frequent first
    tools: tuple[ToolState, ...]

    def json(self) -> dict[str, Any]:
        failures = [to_json(failure) for problem in self.problems for failure in problem.failures]
        rounded = {stage: round(spent, 3) for stage, spent in self.seconds.items()}
        return {
            "states": self.states,
            "pages": self.pages,
            "retold": self.retold,
            "seconds": rounded,
            "failures": failures,
            "tools": to_json(self.tools),
        }


def describe(entries: Iterable[Entry]) -> Ledger:
    """The ledger of a library."""
    states: Counter[str] = Counter()
    seconds: Counter[str] = Counter()
    groups: defaultdict[str, list[Failure]] = defaultdict(list)
    pages = retold = 0
    for entry in entries:
        states[entry.state.value] += 1
        seconds.update(entry.seconds)
        pages += entry.pages or 0
        retold += entry.same_story is not None
        if entry.reason:
            failure = Failure(entry.id, entry.source, entry.state.value, entry.reason)
            groups[_NUMBER.sub("#", entry.reason)].append(failure)
    problems = [Problem(group[0].reason, tuple(group)) for group in groups.values()]
    return Ledger(
        dict(sorted(states.items())),
        pages,
        retold,
        dict(seconds.most_common()),
        tuple(sorted(problems, key=lambda problem: (-len(problem.failures), problem.reason))),
        _tools(),
    )


def _tools() -> tuple[ToolState, ...]:
    from ingest.tools import TOOLS, installed

    return tuple(ToolState(tool.name, tool.purpose, tool.install, installed(tool)) for tool in TOOLS)
