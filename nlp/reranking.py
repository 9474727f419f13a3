"""A cross-encoder that reads the question and each of the best passages together, within a time budget.

Off by default: on two cores such a model reads a few passages a second. What it has no time for stays where
it was.
"""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

from corpus.errors import ModelError
from nlp.model_files import is_path

DEPTH = 30  # passages that are read again
BATCH = 4  # passages between two looks at the clock
LONGEST = 512  # tokens of a question with its passage


class Reranker(Protocol):
    """Scores for the first texts, best highest; fewer than the texts where time ran out."""

    def scores(self, query: str, texts: Sequence[str]) -> list[float]: ...


class CrossEncoderReranker:
    """Any cross-encoder that sentence-transformers loads, of a folder or the local cache, when first used."""

    def __init__(self, name: str, *, seconds: float) -> None:
        if is_path(Path(name)) and not Path(name).is_dir():
            raise ModelError(name, "không có thư mục mô hình này.", "Hãy kiểm tra TRACUU_RERANKER.")
        self._name, self._seconds = name, seconds
        self._model: Any = None

    def scores(self, query: str, texts: Sequence[str]) -> list[float]:
        model = self._loaded()
        found: list[float] = []
        began = time.monotonic()
        for first in range(0, len(texts), BATCH):
            if time.monotonic() - began >= self._seconds:
                break
            pairs = [(query, text) for text in texts[first : first + BATCH]]
            found += model.predict(pairs, show_progress_bar=False).tolist()
        return found

    def _loaded(self) -> Any:
        if self._model is None:
            os.environ.setdefault("HF_HUB_OFFLINE", "1")
            from sentence_transformers import CrossEncoder  # seconds of torch

            try:
                model = CrossEncoder(self._name, device="cpu", max_length=LONGEST)
            except (OSError, ValueError, KeyError, RuntimeError, ImportError, AttributeError) as error:
                raise self._unfit(f"không nạp được mô hình ({type(error).__name__}: {error}).") from error
            if model.num_labels != 1:
                raise self._unfit(f"mô hình cho {model.num_labels} điểm mỗi cặp, cần đúng một.")
            self._model = model
        return self._model

    def _unfit(self, reason: str) -> ModelError:
        return ModelError(self._name, reason, "Hãy kiểm tra TRACUU_RERANKER.")


def reordered(scores: Sequence[float], places: int) -> list[int]:
    """The order of so many places when the first are sorted by these scores; equal ones stay in order."""
    first = sorted(range(len(scores)), key=lambda place: -scores[place])
    return [*first, *range(len(scores), places)]
