"""How long a server takes from its start to its first answer, beside the import of what it loads for that.

`TRACUU_HOME=HOME python -m evaluation.bench.start_cost SET [--rounds 9]`: for each of some questions of a
retrieval set the server of that home is started anew, asked as soon as it listens, and ended; then a bare
interpreter imports the modules of other people that a server has loaded by then, and nothing else. Both are
timed as whole processes, in turns.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import packages_distributions
from pathlib import Path

import httpx
import numpy as np

from evaluation.beir import read_set

OURS = frozenset(("corpus", "nlp", "ingest", "search_api", "evaluation", "tracuu"))
IMPORT = """
import contextlib, importlib, sys
for name in sys.argv[1:]:
    with contextlib.suppress(ImportError):  # some are only tried for
        importlib.import_module(name)
"""
_IMPORTED = re.compile(r"import time: +\d+ \| +\d+ \| *([\w.]+)$")
_LISTENS = re.compile(r"http://\S+")


@dataclass(frozen=True)
class Starts:
    """Seconds of each round."""

    modules: int
    imports: tuple[float, ...]
    answers: tuple[float, ...]

    def lines(self) -> Iterator[str]:
        named = ((f"import of {self.modules} modules", self.imports), ("first answer", self.answers))
        for name, seconds in named:
            yield f"{name:24}{np.median(seconds):6.2f} s ({min(seconds):.2f} to {max(seconds):.2f})"
        yield f"first answer against imports: × {np.median(self.answers) / np.median(self.imports):.2f}"


def measure(queries: Sequence[str]) -> Starts:
    """A round a query, after a start that tells the modules and warms the caches of the machine."""
    modules = foreign_modules(first_answer(queries[0], "-X", "importtime")[1])
    imports, answers = [], []
    for query in queries:
        answers.append(first_answer(query)[0])
        began = time.perf_counter()
        subprocess.run([sys.executable, "-c", IMPORT, *modules], check=True)  # noqa: S603  # modules by name
        imports.append(time.perf_counter() - began)
    return Starts(len(modules), tuple(imports), tuple(answers))


def first_answer(query: str, *options: str) -> tuple[float, list[str]]:
    """Seconds from the start of a server to its answer, and the lines that it told on stderr."""
    began = time.perf_counter()
    command = [sys.executable, *options, "-m", "tracuu", "serve", "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server:  # noqa: S603  # ourselves
        told: list[str] = []
        try:
            with httpx.Client(base_url=_address(server.stderr or (), told), timeout=60) as client:
                client.get("/api/v1/search", params={"q": query}).raise_for_status()
            seconds = time.perf_counter() - began
        finally:
            server.terminate()
        told += server.stderr or ()
    return seconds, told


def _address(lines: Iterable[str], told: list[str]) -> str:
    """Where a server listens, by what it tells; that is kept in `told`."""
    for line in lines:
        told.append(line)
        if found := _LISTENS.search(line):
            return found[0]
    raise RuntimeError("".join(told))


def foreign_modules(told: Sequence[str]) -> list[str]:
    """The modules of other people that an interpreter says it has imported, as they came."""
    foreign = packages_distributions().keys() - OURS
    names = [found[1] for line in told if (found := _IMPORTED.match(line.rstrip()))]
    return [name for name in dict.fromkeys(names) if name.partition(".")[0] in foreign]


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("folder", type=Path, help="a set in BEIR form, for its queries")
    parser.add_argument("--rounds", type=int, default=9)
    wanted = parser.parse_args(arguments)
    queries = [query.text for query in read_set(wanted.folder).queries[: wanted.rounds]]
    for line in measure(queries).lines():
        sys.stdout.write(line + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
