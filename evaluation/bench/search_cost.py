"""Search on one retrieval set beside what somebody might take instead: quality, times, memory.

`python -m evaluation.bench.search_cost SET [--parts 16 4 1] [--synthetic 300000] [--only NAME …]`

Every engine has a process of its own, one after the other, so that its memory is its own; the same queries in
the same order, each asked once before as a warm-up. `--parts` shows growth: the same on 1/16, 1/4 and all of
the corpus. The ratios stand beside bm25s on the same part of the corpus.
"""

from __future__ import annotations

import argparse
import gc
import importlib.util
import json
import os
import random
import resource
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from evaluation.beir import Page, RetrievalSet, read_set
from evaluation.bench.rivals import RIVALS
from evaluation.metrics import measures
from nlp.embedding import load_embedder

DEPTH, SEED = 10, 13
NEEDS = {"bm25s": "bm25s", "txtai hybrid": "txtai"}
SYLLABLES_OF_A_PASSAGE = 150


@dataclass(frozen=True)
class Cost:
    """One engine on one corpus; times in milliseconds, memory in MB above an idle process."""

    name: str
    passages: int
    ndcg: float
    p50: float
    p95: float
    memory: float
    indexing: float  # seconds


def corpus_of(found: RetrievalSet, *, part: int = 1, synthetic: int = 0) -> tuple[Page, ...]:
    """Every `part`th page, or so many made-up ones of the corpus's own words in their own frequencies."""
    if not synthetic:
        return found.pages[::part]
    chance = random.Random(SEED)  # noqa: S311  # repeatable, not secret
    words = " ".join(page.text for page in found.pages[:5000]).split()
    return tuple(
        Page(f"synthetic-{at}", "", " ".join(chance.choices(words, k=SYLLABLES_OF_A_PASSAGE)))
        for at in range(synthetic)
    )


def measure(name: str, found: RetrievalSet, pages: Sequence[Page]) -> Cost:
    """In this process: index, then ask every query, twice: the second time counts."""
    embedder, before, began = load_embedder(), _memory(), time.perf_counter()
    with RIVALS[name](pages, embedder) as ask:
        indexing = time.perf_counter() - began
        for query in found.queries:
            ask(query.text, DEPTH)
        gc.freeze()  # what holds the corpus here is not walked while an engine is timed
        os.sync()  # nor is what indexing wrote still on its way to the disk
        times, scores = [], []
        for query in found.queries:
            began = time.perf_counter()
            ranking = ask(query.text, DEPTH)
            times.append(1000 * (time.perf_counter() - began))
            scores.append(measures(ranking, query.relevant)["ndcg@10"])
    p50, p95 = np.percentile(times, [50, 95])
    return Cost(
        name, len(pages), float(np.mean(scores)), float(p50), float(p95), _memory() - before, indexing
    )


def _memory() -> float:
    """The most that this process has held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measure_apart(name: str, folder: Path, *, part: int, synthetic: int, queries: int | None) -> Cost:
    """The same in a process of its own."""
    order = {"name": name, "folder": str(folder), "part": part, "synthetic": synthetic, "queries": queries}
    done = subprocess.run(  # noqa: S603  # this module
        [sys.executable, "-m", "evaluation.bench.search_cost", "--child", json.dumps(order)],
        stdout=subprocess.PIPE,
        check=True,
    )
    return Cost(**json.loads(done.stdout.splitlines()[-1]))


def _child(order: str) -> None:
    wanted = json.loads(order)
    found = read_set(Path(wanted["folder"]))
    found = RetrievalSet(found.name, found.pages, found.queries[: wanted["queries"]])
    pages = corpus_of(found, part=wanted["part"], synthetic=wanted["synthetic"])
    sys.stdout.write("\n" + json.dumps(asdict(measure(wanted["name"], found, pages))) + "\n")


def lines(costs: Sequence[Cost]) -> Iterator[str]:
    """A table for each size of the corpus."""
    for passages in sorted({cost.passages for cost in costs}):
        here = [cost for cost in costs if cost.passages == passages]
        beside = next((cost.p95 for cost in here if cost.name == "bm25s"), None)
        yield f"\n{passages} passages{'':10}nDCG@10   p50 ms   p95 ms  × bm25s  memory MB  index s"
        for cost in here:
            ratio = f"{cost.p95 / beside:8.2f}" if beside else f"{'—':>8}"
            yield (
                f"{cost.name:24}{cost.ndcg:8.4f}{cost.p50:9.2f}{cost.p95:9.2f}{ratio}"
                f"{cost.memory:11.0f}{cost.indexing:9.1f}"
            )
    yield from _growth(costs)


def _growth(costs: Sequence[Cost]) -> Iterator[str]:
    """p95 against that at the smallest corpus."""
    for name in dict.fromkeys(cost.name for cost in costs):
        own = sorted((cost for cost in costs if cost.name == name), key=lambda cost: cost.passages)
        if len(own) > 1:
            steps = ", ".join(f"{cost.passages}: × {cost.p95 / own[0].p95:.2f}" for cost in own[1:])
            yield f"growth of {name} from {own[0].passages}: {steps}"


def installed(names: Sequence[str]) -> list[str]:
    missing = [name for name in names if NEEDS.get(name) and not importlib.util.find_spec(NEEDS[name])]
    for name in missing:
        sys.stderr.write(f"{name}: left out, pip install {NEEDS[name]}\n")
    return [name for name in names if name not in missing]


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?", help="a set in BEIR form")
    parser.add_argument("--parts", type=int, nargs="*", default=[1], help="1/PART of the corpus, each")
    parser.add_argument("--synthetic", type=int, nargs="*", default=[], help="made-up passages, search alone")
    parser.add_argument("--queries", type=int, help="so many queries only")
    parser.add_argument("--only", nargs="+", choices=RIVALS, default=list(RIVALS))
    parser.add_argument("--child", help=argparse.SUPPRESS)
    wanted = parser.parse_args(arguments)
    if wanted.child:
        _child(wanted.child)
        return 0
    if wanted.folder is None:
        parser.error("name the folder of a set")
    sizes = [*((part, 0) for part in wanted.parts), *((1, count) for count in wanted.synthetic)]
    costs = [
        measure_apart(name, wanted.folder, part=part, synthetic=synthetic, queries=wanted.queries)
        for part, synthetic in sizes
        for name in installed(wanted.only)
    ]
    sys.stdout.write("\n".join(lines(costs)) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
