"""Search over HTTP: one client, then many at once, against a server that runs.

`python -m evaluation.bench.serve_cost http://127.0.0.1:8000 SET [--clients 16] [--requests 5000]`
"""

from __future__ import annotations

import argparse
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path

import httpx
import numpy as np

from evaluation.beir import read_set

ALONE = 200  # requests of the single client


@dataclass(frozen=True)
class Load:
    """The answers to some clients; times in milliseconds."""

    clients: int
    times: tuple[float, ...]
    errors: int

    def percentile(self, at: float) -> float:
        return float(np.percentile(self.times, at)) if self.times else float("nan")


def load(address: str, queries: Sequence[str], *, clients: int, requests: int) -> Load:
    """So many requests by clients that each wait for their answer before they ask again."""
    todo, lock = islice(cycle(queries), requests), threading.Lock()
    times: list[float] = []
    errors = 0

    def ask() -> None:
        nonlocal errors
        with httpx.Client(base_url=address, timeout=60) as client:
            while True:
                with lock:
                    query = next(todo, None)
                if query is None:
                    return
                began = time.perf_counter()
                answered = _is_answered(client, query)
                took = 1000 * (time.perf_counter() - began)
                with lock:
                    times.append(took)
                    errors += not answered

    threads = [threading.Thread(target=ask) for _ in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return Load(clients, tuple(times), errors)


def _is_answered(client: httpx.Client, query: str) -> bool:
    try:
        return client.get("/api/v1/search", params={"q": query}).status_code == 200
    except httpx.HTTPError:
        return False


def lines(alone: Load, together: Load) -> Iterator[str]:
    yield "clients  requests  errors   p50 ms   p95 ms"
    for one in (alone, together):
        yield (
            f"{one.clients:7}{len(one.times):10}{one.errors:8}{one.percentile(50):9.1f}{one.percentile(95):9.1f}"
        )
    yield f"p95 together against p50 alone: × {together.percentile(95) / alone.percentile(50):.2f}"


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("address")
    parser.add_argument("folder", type=Path, help="a set in BEIR form, for its queries")
    parser.add_argument("--clients", type=int, default=16)
    parser.add_argument("--requests", type=int, default=5000)
    wanted = parser.parse_args(arguments)
    queries = [query.text for query in read_set(wanted.folder).queries]
    alone = load(wanted.address, queries, clients=1, requests=min(ALONE, wanted.requests))
    together = load(wanted.address, queries, clients=wanted.clients, requests=wanted.requests)
    sys.stdout.write("\n".join(lines(alone, together)) + "\n")
    return 1 if together.errors else 0


if __name__ == "__main__":
    sys.exit(main())
