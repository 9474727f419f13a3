"""What reading out a text costs beside segmenting its words.

`python -m evaluation.bench.extraction_cost [FILE…]`: both get the same clean text, in turn, in one process;
the best of some rounds counts, and loading is left out.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.records import Extraction
from evaluation.extraction import DOCUMENTS
from ingest.pipeline import extract
from nlp.annotate import annotate
from nlp.segment import paragraphs

ROUNDS = 5
SUFFIXES = (".txt", ".md", ".html", ".docx", ".pdf")
WARM_UP = "Nghị định số 94/2010/NĐ-CP: 12 người ở tỉnh Yên Bái."


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds for one text."""

    name: str
    characters: int
    extraction: float
    segmentation: float

    @property
    def ratio(self) -> float:
        return self.extraction / self.segmentation if self.segmentation else 0.0


def measure(extraction: Extraction, name: str, *, rounds: int = ROUNDS) -> Cost:
    """The annotation of a text, and the words of its paragraphs by underthesea."""
    reading, segmenting = float("inf"), float("inf")
    for _ in range(rounds):  # in turn, so that both meet the same load
        reading = min(reading, _seconds(_read_out, extraction))
        segmenting = min(segmenting, _seconds(_segment, extraction))
    return Cost(name, len(extraction.document.text), reading, segmenting)


def _seconds(work: Callable[[Extraction], None], extraction: Extraction) -> float:
    start = time.process_time()
    work(extraction)
    return time.process_time() - start


def _read_out(extraction: Extraction) -> None:
    document = extraction.document
    annotate(
        document.text,
        sections=extraction.sections,
        province=document.province,
        published=document.published,
    )


def _segment(extraction: Extraction) -> None:
    from underthesea import word_tokenize

    text = extraction.document.text
    for start, end in paragraphs(text):
        word_tokenize(text[start:end])


def total(costs: Sequence[Cost]) -> Cost:
    return Cost(
        "all",
        sum(cost.characters for cost in costs),
        sum(cost.extraction for cost in costs),
        sum(cost.segmentation for cost in costs),
    )


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("files", nargs="*", type=Path, help="default: the samples")
    samples = (path for path in sorted(DOCUMENTS.iterdir()) if path.suffix in SUFFIXES)
    paths = parser.parse_args().files or list(samples)
    warm_up = extract(WARM_UP.encode(), source="warm-up.txt")
    measure(warm_up, "warm-up", rounds=1)
    costs = [measure(extract(path.read_bytes(), source=path.name), path.name) for path in paths]
    sys.stdout.write(f"{'':32}{'characters':>11}{'extraction':>12}{'words':>10}{'ratio':>7}\n")
    for cost in [*costs, total(costs)]:
        times = f"{cost.extraction * 1000:9.1f} ms{cost.segmentation * 1000:7.1f} ms{cost.ratio:7.2f}"
        sys.stdout.write(f"{cost.name[:31]:32}{cost.characters:11d}{times}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
