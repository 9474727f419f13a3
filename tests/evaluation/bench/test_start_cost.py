"""What a server has imported, by what the interpreter tells."""

from __future__ import annotations

from evaluation.bench.start_cost import Starts, foreign_modules

TOLD = """import time: self [us] | cumulative | imported package
import time:       120 |        120 |   encodings.aliases
import time:      2001 |       2121 | numpy
import time:        90 |         90 |     numpy._core
import time:        50 |         50 | nlp.patterns
import time:        10 |         10 | qdrant_edge
import time:         1 |          1 | numpy
Mở http://127.0.0.1:8000 trong trình duyệt; Ctrl+C để dừng.
"""


def test_modules_of_other_people_are_told_once() -> None:
    assert foreign_modules(TOLD.splitlines(keepends=True)) == ["numpy", "numpy._core", "qdrant_edge"]


def test_medians_are_compared() -> None:
    *_, last = Starts(3, (1.0, 9.0, 1.0), (1.5, 1.5, 9.0)).lines()
    assert last.endswith("× 1.50")
