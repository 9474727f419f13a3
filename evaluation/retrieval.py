"""`tracuu evaluate retrieval`: how well the lanes and their fusion rank, beside what others would install.

Every method of one set is scored in one run on the same queries, so that differences can be tested in pairs.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np

from evaluation.beir import RetrievalSet, read_set
from evaluation.lanes import DenseLane, Scores, baseline_lane, word_lane
from evaluation.metrics import METRICS, interval, measures
from nlp.closeness import Words, read_words
from nlp.embedding import Embedder
from nlp.fold import unaccent
from nlp.fusion import DEPTH, compared, hybrid, in_order
from nlp.lexical import query_lane

METHODS = ("bm25", "lexical", "semantic", "hybrid", "rrf")
RANK_CONSTANT = 60  # of reciprocal rank fusion, everyone's default
SHOWN = 100  # as deep as any metric looks
NEAR = compared(DEPTH)
Measured = Sequence[Mapping[str, float]]  # of each query
Summaries = dict[str, dict[str, float]]  # method -> metric -> value
Results = dict[str, Summaries]  # dataset -> …


def run(arguments: argparse.Namespace, *, embedder: Embedder) -> int:
    """The command: prints a table, or JSON."""
    folders = [folder for name in arguments.folders for folder in set_folders(Path(name))]
    results = evaluate(folders, embedder=embedder, unaccented=arguments.unaccented)
    sys.stdout.write((json.dumps(results, indent=1) if arguments.json else table(results)) + "\n")
    return 0


def set_folders(folder: Path) -> list[Path]:
    """The folder itself if it is a set, else the sets in it."""
    if not folder.is_dir() or (folder / "qrels").is_dir():
        return [folder]
    return sorted(path for path in folder.iterdir() if (path / "qrels").is_dir()) or [folder]


def evaluate(
    folders: Iterable[Path], *, embedder: Embedder, unaccented: bool = False, part: str = "test"
) -> Results:
    """Every metric of every method on every set."""
    return {
        found.name: score(found, embedder=embedder, unaccented=unaccented)
        for found in (read_set(Path(folder), part=part) for folder in folders)
    }


def score(found: RetrievalSet, *, embedder: Embedder, unaccented: bool = False) -> Summaries:
    """The means of one set, with the interval of each method's nDCG@10 less that of the lexical lane."""
    ranker = Ranker(found, embedder)
    ids = [page.id for page in found.pages]
    by_method: dict[str, list[dict[str, float]]] = {method: [] for method in METHODS}
    for query in found.queries:
        rankings = ranker.rank(unaccent(query.text) if unaccented else query.text)
        for method, places in rankings.items():
            by_method[method].append(measures([ids[place] for place in places], query.relevant))
    return {method: _summary(values, by_method["lexical"]) for method, values in by_method.items()}


def _summary(values: Measured, lexical: Measured) -> dict[str, float]:
    summary = {metric: float(np.mean([v[metric] for v in values])) if values else 0.0 for metric in METRICS}
    differences = [a["ndcg@10"] - b["ndcg@10"] for a, b in zip(values, lexical, strict=True)]
    low, high = interval(differences)
    return summary | {"ndcg@10-lexical low": low, "ndcg@10-lexical high": high}


class Ranker:
    """All methods on one set; a word lane is built when a query first needs it."""

    def __init__(self, found: RetrievalSet, embedder: Embedder) -> None:
        self._pages = found.pages
        self._plain, self._dense = baseline_lane(found.pages), DenseLane(found.pages, embedder)
        self._lanes: dict[str, Callable[[str], Scores]] = {}
        self._words: dict[tuple[int, bool], Words] = {}

    def rank(self, query: str) -> dict[str, list[int]]:
        """The places of the pages for each method, best first."""
        lane = query_lane(query)
        if lane not in self._lanes:
            self._lanes[lane] = word_lane(self._pages, lane)
        words, meaning = self._lanes[lane](query), self._dense.scores(query)
        by_words, by_meaning = best(words, DEPTH, above=0.0), best(meaning, DEPTH)
        with_cosine = {*by_words[:NEAR], *by_meaning[:NEAR]}
        return {
            "bm25": best(self._plain(query), SHOWN, above=0.0),
            "lexical": by_words[:SHOWN],
            "semantic": by_meaning[:SHOWN],
            "hybrid": self._hybrid(query, _scores(words, by_words), _scores(meaning, with_cosine)),
            "rrf": reciprocal_ranks(by_words[:SHOWN], by_meaning[:SHOWN])[:SHOWN],
        }

    def _hybrid(self, query: str, words: dict[int, float], meaning: dict[int, float]) -> list[int]:
        """The product's fusion over the candidates of both lanes, the likely ones read for closeness."""
        fused = hybrid(
            query,
            query_lane(query),
            words,
            meaning,
            read=lambda places, folded: {place: self._read(place, folded=folded) for place in places},
        )
        return [place for place, _ in in_order(fused)][:SHOWN]

    def _read(self, place: int, *, folded: bool) -> Words:
        if (place, folded) not in self._words:
            page = self._pages[place]
            self._words[place, folded] = read_words(page.text, page.title, folded=folded)
        return self._words[place, folded]


def _scores(lane: Scores, places: Iterable[int]) -> dict[int, float]:
    return {place: float(lane[place]) for place in sorted(places)}


def reciprocal_ranks(*rankings: Sequence[int]) -> list[int]:
    totals: dict[int, float] = {}
    for ranking in rankings:
        for rank, place in enumerate(ranking, start=1):
            totals[place] = totals.get(place, 0.0) + 1 / (RANK_CONSTANT + rank)
    return sorted(totals, key=lambda place: (-totals[place], place))


def best(scores: Scores, depth: int, *, above: float | None = None) -> list[int]:
    """The places of the highest scores, best first, equal ones in their order."""
    depth = min(depth, len(scores))
    if not depth:
        return []
    least = np.partition(scores, len(scores) - depth)[len(scores) - depth]
    places = np.flatnonzero(scores >= least)
    ordered = places[np.lexsort((places, -scores[places]))][:depth]
    return [int(place) for place in ordered if above is None or scores[place] > above]


def table(results: Results) -> str:
    """nDCG@10 of all methods, a set a line, and their means."""
    width = max(map(len, [*results, "mean"]))
    lines = [f"{'nDCG@10':{width}}" + "".join(f"{method:>10}" for method in METHODS)]
    lines += [_line(name, [values[m]["ndcg@10"] for m in METHODS], width) for name, values in results.items()]
    means = [float(np.mean([values[m]["ndcg@10"] for values in results.values()])) for m in METHODS]
    return "\n".join([*lines, _line("mean", means, width)])


def _line(name: str, values: Iterable[float], width: int) -> str:
    return f"{name:{width}}" + "".join(f"{value:10.4f}" for value in values)
