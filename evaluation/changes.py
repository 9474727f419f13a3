"""What a change of the rules gains and loses: the findings of one run beside those of another."""

from __future__ import annotations

import dataclasses
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import DamagedFile, WrongUse
from evaluation.tally import Finding, Tally

GAINED, LOST = "+", "-"


@dataclass(frozen=True, slots=True)
class SavedRun:
    scores: dict[str, float]
    findings: tuple[Finding, ...]


def save_run(path: Path, total: Tally) -> None:
    """The scores and all that is wrong, one finding a line."""
    lines = [json.dumps({"scores": total.scores()})]
    lines += [json.dumps(dataclasses.asdict(finding), ensure_ascii=False) for finding in total.findings]
    path.write_text("\n".join(lines) + "\n", "utf-8")


def read_run(path: Path) -> SavedRun:
    if not path.is_file():
        raise WrongUse(str(path), "không có tệp này.", "Tạo bằng: tracuu evaluate extraction --save TỆP")
    try:
        head, *lines = path.read_text("utf-8").splitlines()
        return SavedRun(json.loads(head)["scores"], tuple(Finding(**json.loads(line)) for line in lines))
    except (ValueError, KeyError, TypeError) as error:
        raise DamagedFile(str(path), "không phải tệp của --save.", "Hãy lưu lại.") from error


def report(before: SavedRun, after: Tally) -> Iterator[str]:
    """Each measure that moved, then each record gained (`+`) or lost (`-`) with its sentence."""
    now = after.scores()
    for name in sorted(before.scores.keys() | now.keys()):
        one, other = before.scores.get(name), now.get(name)
        if one != other:
            yield f"{name}: {_shown(one)} → {_shown(other)}"
    was, is_now = _counted(before.findings), _counted(after.findings)
    yield from _lines(GAINED, was, is_now, before.findings)
    yield from _lines(LOST, is_now, was, after.findings)


Key = tuple[str, str, str, str, str | None]


def _key(finding: Finding) -> Key:
    """What is wrong; a value that was wrong and is wrong in another way is neither gained nor lost."""
    return (finding.document, finding.measure, finding.kind, finding.text, finding.wanted)


def _counted(findings: Sequence[Finding]) -> Counter[Key]:
    return Counter(map(_key, findings))


def _lines(sign: str, wrong: Counter[Key], other: Counter[Key], findings: Sequence[Finding]) -> Iterator[str]:
    """The findings that only one run has."""
    left = wrong - other
    for finding in findings:
        if left[_key(finding)] > 0:
            left[_key(finding)] -= 1
            yield f"{sign} {finding}"


def _shown(score: float | None) -> str:
    return "–" if score is None else f"{score:.4f}"
