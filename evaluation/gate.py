"""The floors of search and extraction: `python -m evaluation.gate` fails where one is missed.

`baseline.json` binds each floor to the fingerprint of the data it was measured on. `--raise` lifts floors to
what is measured now; nothing here lowers one: that is an edit of the file, with its reason.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from corpus.errors import TracuuError, WrongUse
from evaluation.beir import read_set
from evaluation.extraction import DOCUMENTS, GOLD, added, evaluate, fingerprint
from evaluation.retrieval import score
from nlp.embedding import Embedder, load_embedder

BASELINE = Path(__file__).parent / "baseline.json"
# data -> fingerprint, and under each heading: measure -> floor
Floors = dict[str, dict[str, Any]]
WORDINGS = {"accented": False, "unaccented": True}  # headings of a retrieval set
METHODS = ("lexical", "semantic", "hybrid")
SAMPLES, MEASURES = "samples", "measures"  # the one gold of extraction, and its heading
FURNITURE = "furniture"  # fewer is better, so it has no floor


def shared_folder() -> Path:
    """The folder of test data: TRACUU_SHARED, or `shared` beside the project."""
    return Path(os.environ.get("TRACUU_SHARED") or Path(__file__).parents[2] / "shared")


def measure_retrieval(folder: Path, names: Mapping[str, Any], embedder: Embedder) -> Floors:
    """What the sets of the baseline score now, nDCG@10 of each method."""
    return {name: _measure_set(folder / name, embedder) for name in names}


def _measure_set(folder: Path, embedder: Embedder) -> dict[str, Any]:
    found = read_set(folder)
    measured: dict[str, Any] = {"fingerprint": found.fingerprint()}
    for wording, unaccented in WORDINGS.items():
        scores = score(found, embedder=embedder, unaccented=unaccented)
        measured[wording] = {method: scores[method]["ndcg@10"] for method in METHODS}
    return measured


def measure_extraction(gold: Path = GOLD, documents: Path = DOCUMENTS) -> Floors:
    """What is read out of the samples now."""
    scores = added(evaluate(gold, documents).values()).scores()
    measures = {name: value for name, value in sorted(scores.items()) if name != FURNITURE}
    return {SAMPLES: {"fingerprint": fingerprint(gold, documents), MEASURES: measures}}


def failures(floors: Floors, measured: Floors) -> Iterator[str]:
    """One line for each floor that is missed, and for data that are not those measured before."""
    for name, floor in floors.items():
        if floor["fingerprint"] != measured[name]["fingerprint"]:
            yield f"{name}: dữ liệu đã đổi so với lúc đặt mức sàn."
            continue
        for heading, measures in _headings(floor):
            for measure, least in measures.items():
                value = measured[name][heading].get(measure, 0.0)
                if value < least:
                    yield f"{name}, {heading}, {measure}: {value:.4f} < {least:.4f}"


def _headings(row: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, float]]]:
    return ((heading, measures) for heading, measures in row.items() if heading != "fingerprint")


def raised(floors: Floors, measured: Floors) -> Floors:
    """Floors lifted to what is measured, cut to three digits; none goes down."""
    return {
        name: {"fingerprint": row["fingerprint"]}
        | {
            heading: {
                measure: max(
                    math.floor(value * 1000) / 1000, floors.get(name, {}).get(heading, {}).get(measure, 0.0)
                )
                for measure, value in measures.items()
            }
            for heading, measures in _headings(row)
        }
        for name, row in measured.items()
    }


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--raise", dest="lift", action="store_true", help="lift the floors to today's scores")
    arguments = parser.parse_args()
    try:
        return check(shared_folder() / "data" / "retrieval", lift=arguments.lift)
    except TracuuError as error:
        sys.stderr.write(f"{error}\n")
        return error.exit_code


def check(folder: Path, *, lift: bool = False) -> int:
    """0 where every floor holds, else 1."""
    if not folder.is_dir():
        raise WrongUse(str(folder), "không có dữ liệu đánh giá.", "Đặt TRACUU_SHARED trỏ tới nơi có data/.")
    baseline: dict[str, Floors] = json.loads(BASELINE.read_text("utf-8"))
    missed = _checked(baseline, "extraction", measure_extraction(), lift=lift)
    measured = measure_retrieval(folder, baseline["retrieval"], load_embedder())
    missed += _checked(baseline, "retrieval", measured, lift=lift)
    sys.stderr.writelines(f"{line}\n" for line in missed)
    sys.stdout.write(f"{sum(map(len, baseline.values()))} sets, {len(missed)} floors missed\n")
    return 1 if missed else 0


def _checked(baseline: dict[str, Floors], kind: str, measured: Floors, *, lift: bool) -> list[str]:
    """The floors of one kind that are missed; with `lift` the file is written before that is told."""
    floors = baseline.get(kind, {})
    if lift:
        baseline[kind] = raised(floors, measured)
        BASELINE.write_text(json.dumps(baseline, indent=1) + "\n", "utf-8")
    return list(failures(floors, measured))


if __name__ == "__main__":
    sys.exit(main())
