"""Every pattern that the package `nlp` compiles, and texts that it nearly matches, again and again."""

from __future__ import annotations

import json
import re
import re._parser as parser  # type: ignore[import-untyped]  # the syntax tree, to write near misses from
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

# Runs in its own process, where nothing is compiled yet: notes what `nlp` compiles, at import and in use.
RECORDER = """
import importlib, json, pathlib, pkgutil, re, sys
seen, compiled = {}, re._compile
def note(pattern, flags):
    found = compiled(pattern, flags)
    frame = sys._getframe(2)
    while frame and "/re/" in frame.f_code.co_filename:
        frame = frame.f_back
    path = pathlib.Path(frame.f_code.co_filename)
    if path.parent.name == "nlp" and isinstance(found.pattern, str):
        seen[found.pattern, found.flags] = path.stem
    return found
re._compile = note
import nlp.patterns
nlp.patterns.late = re.compile  # those that wait for their first use too
for module in pkgutil.iter_modules(nlp.__path__):
    importlib.import_module(f"nlp.{module.name}")
from nlp.annotate import annotate
for text in json.load(sys.stdin):
    annotate(text, province="Yên Bái", published="2023-07-10")
json.dump([[name, *key] for key, name in seen.items()], sys.stdout)
"""


@dataclass(frozen=True)
class Compiled:
    """A pattern and the module that compiles it."""

    module: str
    pattern: re.Pattern[str]


def compiled_patterns(texts: list[str]) -> list[Compiled]:
    """What is compiled at import and while the texts are read."""
    done = subprocess.run(
        [sys.executable, "-c", RECORDER], input=json.dumps(texts), capture_output=True, text=True, check=True
    )
    return [Compiled(module, re.compile(text, flags)) for module, text, flags in json.loads(done.stdout)]


def near_misses(pattern: re.Pattern[str]) -> Iterator[str]:
    """Pieces to repeat: what matches, what does so but for its end, and its repeated parts alone."""
    tree = parser.parse(pattern.pattern, pattern.flags & ~re.DEBUG)
    for times in (1, 3):
        whole = "".join(_written(tree, times))
        yield from {whole, whole[:-1], whole[: len(whole) // 2], f"{whole} "}
    yield from {piece for piece in _repeated(tree) if piece}


def _written(tree: Any, times: int) -> Iterator[str]:
    """A text that the tree matches, its repetitions taken some times."""
    for op, value in tree:
        name = str(op)
        if name == "LITERAL":
            yield chr(value)
        elif name == "NOT_LITERAL":
            yield "b" if chr(value) == "a" else "a"
        elif name == "ANY":
            yield "a"
        elif name == "IN":
            yield _one_of(value)
        elif name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
            low, high, inner = value
            yield "".join(_written(inner, times)) * min(int(high), max(int(low), times))
        elif name == "SUBPATTERN":
            yield "".join(_written(value[-1], times))
        elif name == "ATOMIC_GROUP":
            yield "".join(_written(value, times))
        elif name == "BRANCH":
            branches = value[1]
            yield "".join(_written(branches[times % len(branches)], times))


def _one_of(choices: Any) -> str:
    """A letter of a set."""
    allowed = [(str(op), value) for op, value in choices]
    if allowed[0][0] == "NEGATE":
        refused = {chr(value) for op, value in allowed if op == "LITERAL"}
        return next(letter for letter in "a1 .,;-x" if letter not in refused)
    op, value = allowed[0]
    if op == "LITERAL":
        return chr(value)
    if op == "RANGE":
        return chr(value[0])
    return {"CATEGORY_SPACE": " ", "CATEGORY_DIGIT": "1", "CATEGORY_NOT_WORD": " "}.get(str(value), "a")


def _repeated(tree: Any) -> Iterator[str]:
    """One turn of each repetition that may go on long."""
    for op, value in tree:
        name = str(op)
        if name in ("MAX_REPEAT", "MIN_REPEAT"):
            if int(value[1]) > 8:
                yield "".join(_written(value[2], 1))
            yield from _repeated(value[2])
        elif name == "SUBPATTERN":
            yield from _repeated(value[-1])
        elif name == "BRANCH":
            for branch in value[1][:6]:
                yield from _repeated(branch)
