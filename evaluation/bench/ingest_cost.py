"""What a whole ingest costs beside segmenting the words of the same text.

`python -m evaluation.bench.ingest_cost GAZETTE.jsonl.gz [--limit N]`: the texts are ingested into a new home
(cleaned, outlined, read out, both vectors, index, library) by one worker and by two, and segmented by bare
`underthesea.word_tokenize`, in one run: the three ways forth and back, so that a machine that grows slower or
quicker does so for all of them alike. The start of processes is left out: each way takes one text first.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from corpus.collections import specs
from corpus.edge import open_edge
from corpus.library import Library
from ingest.reading import prepare, read_by_pipeline, read_ready
from ingest.run import Summary, ingest
from ingest.workers import Workers
from nlp.embedding import Model, load_embedder
from nlp.segment import paragraphs

FIRST = "BÁO CÁO\n\nNăm 2023, toàn tỉnh mở 12 lớp dạy nghề cho 345 người.\n"


@dataclass(frozen=True)
class Costs:
    characters: int
    segmentation: float
    ingest: dict[int, float]  # workers -> seconds

    def lines(self) -> Iterator[str]:
        yield f"{'':24}{'seconds':>9}{'chars/s':>12}{'× words':>9}"
        for name, seconds in [("word_tokenize", self.segmentation), *self._named()]:
            speed = self.characters / seconds
            yield f"{name:24}{seconds:9.2f}{speed:12.0f}{seconds / self.segmentation:9.2f}"
        if {1, 2} <= self.ingest.keys():
            yield f"two workers against one: × {self.ingest[1] / self.ingest[2]:.2f}"

    def _named(self) -> Iterator[tuple[str, float]]:
        yield from ((f"ingest, {count} worker(s)", seconds) for count, seconds in self.ingest.items())


def read_texts(path: Path, limit: int | None = None) -> list[str]:
    """The texts of a JSONL file, gzipped or not, or of a folder of text files."""
    if path.is_dir():
        return [file.read_text(encoding="utf-8") for file in sorted(path.glob("*.txt"))][:limit]
    with (gzip.open if path.suffix == ".gz" else open)(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line)["text"] for line in lines][:limit]


def measure(texts: Sequence[str], *, workers: Sequence[int] = (1, 2)) -> Costs:
    ways: list[tuple[int, Callable[[], float]]] = [(0, partial(_segment, texts))]
    ways += [(count, partial(_ingest, texts, count)) for count in workers]
    seconds = dict.fromkeys((count for count, _ in ways), 0.0)
    for count, take in (*ways, *reversed(ways)):
        seconds[count] += take() / 2
    return Costs(sum(map(len, texts)), seconds.pop(0), seconds)


def _segment(texts: Sequence[str]) -> float:
    from underthesea import word_tokenize

    word_tokenize(FIRST)
    began = time.perf_counter()
    for text in texts:
        for start, end in paragraphs(text):
            word_tokenize(text[start:end])
    return time.perf_counter() - began


def _ingest(texts: Sequence[str], count: int) -> float:
    with tempfile.TemporaryDirectory() as folder, _opened(Path(folder), count) as take:
        first, source = Path(folder) / "first", Path(folder) / "in"
        _write(first, [FIRST + str(at) for at in range(count)])
        _write(source, texts)
        take(first)
        began = time.perf_counter()
        take(source)
        return time.perf_counter() - began


@contextmanager
def _opened(home: Path, count: int) -> Iterator[Callable[[Path], Summary]]:
    embedder, library = load_embedder(), Library(str(home / "library"))
    index = open_edge(home / "index", specs(embedder.dimension), fingerprint=embedder.fingerprint)
    try:
        read = partial(read_ready, read_by_pipeline, Model())
        with Workers(count, prepare=partial(prepare, read)) as workers:
            yield lambda path: ingest(
                [path], library=library, index=index, embedder=embedder, executor=workers, read=read
            )
    finally:
        index.close()


def _write(folder: Path, texts: Sequence[str]) -> None:
    folder.mkdir()
    for at, text in enumerate(texts):
        (folder / f"{at:04d}.txt").write_text(text, encoding="utf-8")


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("texts", type=Path, help="a JSONL file with the field `text`, or a folder of .txt")
    parser.add_argument("--limit", type=int, help="so many texts only")
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2])
    wanted = parser.parse_args(arguments)
    for line in measure(read_texts(wanted.texts, wanted.limit), workers=wanted.workers).lines():
        sys.stdout.write(line + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
