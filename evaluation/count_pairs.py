"""Counts the syllables, and pairs of them, by which `nlp.respelling` mends what OCR has read:

    python -m evaluation.count_pairs --data ../shared/data

Official texts only, which are outside copyright; pairs that are rare are left out.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from evaluation.train_embedding import OFFICIAL
from nlp.fold import fold
from nlp.respelling import NUMBER, STORED, store
from nlp.syllables import is_syllable

RAREST = 3  # occurrences
_PARTS = re.compile(r"[^\W\d_]+|\d+|[.;:!?()\n/]")


def texts(data: Path) -> Iterator[str]:
    """The titles and bodies of the official articles."""
    for name in OFFICIAL:
        with gzip.open(data / "pairs" / f"{name}.jsonl.gz", "rt", encoding="utf-8") as file:
            for line in file:
                row = json.loads(line)
                yield row["anchor"]
                yield row["positive"]


def count(lines: Iterable[str]) -> tuple[Counter[str], Counter[tuple[str, str]]]:
    """How often each syllable stands, and each pair within a clause; any number counts as one."""
    single: Counter[str] = Counter()
    double: Counter[tuple[str, str]] = Counter()
    for line in lines:
        before = ""
        for part in _PARTS.findall(fold(unicodedata.normalize("NFC", line))):
            word = NUMBER if part[0].isdigit() else part
            if word != NUMBER and not is_syllable(word):
                before = ""
                continue
            single[word] += 1
            if before:
                double[before, word] += 1
            before = word
    return single, double


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=STORED)
    arguments = parser.parse_args()
    single, double = count(texts(arguments.data))
    words = {word: times for word, times in single.items() if times >= RAREST}
    pairs = {pair: times for pair, times in double.items() if times >= RAREST and set(pair) <= words.keys()}
    store(words, pairs, arguments.out)


if __name__ == "__main__":
    main()
