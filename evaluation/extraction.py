"""`tracuu evaluate extraction`: what is read out of documents, beside what a reader finds in them.

What is compared stands in `evaluation/gold/README.md`. `--save` keeps what is wrong today, `--against` says
what a change has gained and lost since, sentence by sentence.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from corpus.errors import SourceError, WrongUse
from corpus.records import Annotations, Extraction
from evaluation.changes import read_run, report, save_run
from evaluation.figure_scores import score_figures
from evaluation.gold_records import GoldDocument, read_gold
from evaluation.reference_scores import score_references
from evaluation.sentences import offsets_of, sentence_at
from evaluation.tally import Finding, Tally
from evaluation.text_scores import score_checks, score_dates, score_fields, score_relations, score_text
from ingest.pipeline import extract

HERE = Path(__file__).parent
GOLD = HERE / "gold" / "samples"
DOCUMENTS = HERE.parent / "corpus" / "samples"
ALL = "all"
# Head of a column of the table, and its measure; figures fill three.
COLUMNS = (
    ("ref№", "references_numbered"), ("refs", "references"), ("artic", "ref_article"), ("figP", "figures"),
    ("figR", "figures"), ("figF1", "figures"), ("modif", "modifier"), ("period", "period_stated"),
    ("place", "place"), ("near", "place_near"), ("denom", "denominator"), ("part", "part_of_stated"),
    ("compar", "comparison"), ("indic", "indicator"), ("dates", "dates"), ("relat", "relations"),
    ("source", "relation_source"), ("fields", "fields"), ("checks", "checks"), ("kept", "kept"),
    ("offs", "offsets"), ("left", "furniture"),
)  # fmt: skip
Results = dict[str, Tally]  # document -> what was measured


def run(arguments: argparse.Namespace) -> int:
    """The command: a table or JSON, and what changed since a saved run."""
    if arguments.gold and not arguments.documents:
        raise WrongUse("tracuu evaluate extraction", "thiếu thư mục tài liệu của bản chuẩn.", "Xem --help.")
    before = read_run(Path(arguments.against)) if arguments.against else None
    results = evaluate(Path(arguments.gold or GOLD), Path(arguments.documents or DOCUMENTS))
    total = added(results.values())
    if arguments.save:
        save_run(Path(arguments.save), total)
    lines = [as_json(results)] if arguments.json else [table(results)]
    if arguments.verbose and not arguments.json:
        lines = [*(str(finding) for finding in total.findings), *lines]
    if before and not arguments.json:
        lines += report(before, total)
    sys.stdout.write("\n".join(lines) + "\n")
    return 0


def evaluate(gold_folder: Path, documents: Path) -> Results:
    """Every document of the gold, read and scored; one that cannot be read misses all its gold."""
    golds = read_gold(gold_folder)
    paths = documents_by_name(documents)
    if not any(gold.name in paths for gold in golds):
        raise WrongUse(
            str(documents), "không có tài liệu nào của bản chuẩn.", "Tên tệp phải trùng tên bản chuẩn."
        )
    return {gold.name: score(gold, _read(paths.get(gold.name), gold.name)) for gold in golds}


def documents_by_name(folder: Path) -> dict[str, Path]:
    if not folder.is_dir():
        raise WrongUse(str(folder), "không có thư mục này.", "Kiểm tra lại đường dẫn.")
    return {path.stem: path for path in sorted(folder.iterdir()) if path.is_file()}


def _read(path: Path | None, name: str) -> Extraction | None:
    if path is None:
        sys.stderr.write(f"{name}: không có tài liệu; mọi bản ghi chuẩn của nó tính là bỏ sót.\n")
        return None
    try:
        return extract(path.read_bytes(), source=path.name)
    except SourceError as error:
        sys.stderr.write(f"{error} Mọi bản ghi chuẩn tính là bỏ sót.\n")
        return None


def score(gold: GoldDocument, extraction: Extraction | None) -> Tally:
    """All measures of one document, each finding with its sentence."""
    tally = Tally()
    found = extraction.annotations if extraction else Annotations()
    document = extraction.document if extraction else None
    text = document.text if document else ""
    surfaces = [figure.text for figure in gold.figures]
    findings = [
        *score_figures(gold, found.figures, tally, offsets=offsets_of(text, surfaces)),
        *score_references(gold, found.references, tally),
        *score_dates(gold, found, tally),
        *score_relations(gold, found, tally),
        *score_checks(gold, found, tally),
        *score_fields(gold, document, tally),
        *score_text(gold, text, found, tally),
    ]
    tally.findings = [replace(finding, sentence=_sentence(text, finding)) for finding in findings]
    return tally


def _sentence(text: str, finding: Finding) -> str:
    (first,) = offsets_of(text, [finding.text])
    return sentence_at(text, first if finding.at is None else finding.at)


def added(results: Iterable[Tally]) -> Tally:
    total = Tally()
    for result in results:
        total.add(result)
    return total


def fingerprint(gold_folder: Path = GOLD, documents: Path = DOCUMENTS) -> str:
    """SHA-256 of the gold and its documents, so that floors hold for these very data."""
    digest = hashlib.sha256()
    paths = documents_by_name(documents)
    for gold in sorted(gold_folder.glob("*.json")):
        for path in (gold, paths.get(gold.stem)):
            digest.update(f"{path.name}\0".encode() + path.read_bytes() if path else b"\0")
    return digest.hexdigest()


def as_json(results: Mapping[str, Tally]) -> str:
    """Every measure of all documents together and of each."""
    rows = {ALL: added(results.values()), **results}
    return json.dumps({name: _measures(tally) for name, tally in rows.items()}, ensure_ascii=False, indent=1)


def _measures(tally: Tally) -> dict[str, dict[str, float | int | None]]:
    counts: dict[str, dict[str, float | int | None]] = {
        name: {
            "precision": count.precision,
            "recall": count.recall,
            "f1": count.score,
            "matched": count.matched,
            "gold": count.gold,
            "found": count.found,
        }
        for name, count in tally.counts.items()
    }
    shares: dict[str, dict[str, float | int | None]] = {
        name: {"share": share.score, "right": share.right, "total": share.total}
        for name, share in tally.shares.items()
    }
    return counts | shares


def table(results: Mapping[str, Tally]) -> str:
    """A line a document, and all of them."""
    lines = [f"{'':22}" + "".join(f"{head:>7}" for head, _ in COLUMNS)]
    for name, tally in {**results, ALL: added(results.values())}.items():
        lines.append(f"{name[:21]:22}" + "".join(f"{_cell(*column, tally):>7}" for column in COLUMNS))
    return "\n".join(lines)


def _cell(head: str, measure: str, tally: Tally) -> str:
    if head == "left":
        share = tally.shares.get(measure)
        return f"{share.right}/{share.total}" if share else "–"
    count = tally.counts.get(measure)
    value = tally.score(measure)
    if count and head in ("figP", "figR"):
        value = count.precision if head == "figP" else count.recall
    return "–" if value is None else f"{value:.3f}"
