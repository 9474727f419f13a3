"""Text to dense vectors: our own static model, or any sentence-transformers model by name.

The static one needs no torch, so search starts in a fraction of the time that loading torch takes.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np

from corpus.errors import ModelError
from nlp.model_files import Matrix, fingerprint, is_path, read_json, too_many_dimensions, unit
from nlp.static_model import StaticEmbedder

DEFAULT_MODEL = Path(__file__).parent / "models" / "tracuu-vi-static"


class Embedder(Protocol):
    """Passages and queries to unit vectors of one space; equal fingerprints mean equal spaces."""

    @property
    def dimension(self) -> int: ...

    @property
    def fingerprint(self) -> str: ...

    def encode_passages(self, texts: Sequence[str]) -> Matrix: ...

    def encode_queries(self, texts: Sequence[str]) -> Matrix: ...


@dataclass(frozen=True, slots=True)
class Model:
    """Which model, and how it is asked: what a process needs to load the same one."""

    name: str | None = None
    dimensions: int | None = None
    query_prompt: str = ""
    passage_prompt: str = ""

    def load(self) -> Embedder:
        return load_embedder(
            self.name,
            dimensions=self.dimensions,
            query_prompt=self.query_prompt,
            passage_prompt=self.passage_prompt,
        )


def load_embedder(
    name: str | Path | None = None,
    *,
    dimensions: int | None = None,
    query_prompt: str = "",
    passage_prompt: str = "",
) -> Embedder:
    """The model of a folder or name, by default the one that ships; `dimensions` cuts its vectors."""
    folder = Path(name) if name else DEFAULT_MODEL
    if is_path(folder) and not folder.is_dir():
        raise ModelError(str(folder), "không có thư mục mô hình này.", "Hãy kiểm tra TRACUU_MODEL.")
    kind = StaticEmbedder if is_static(folder) else SentenceTransformerEmbedder
    return kind(folder, dimensions=dimensions, query_prompt=query_prompt, passage_prompt=passage_prompt)


def is_static(folder: Path) -> bool:
    """Whether a folder holds a sentence-transformers model made of one StaticEmbedding."""
    modules = read_json(folder / "modules.json") if (folder / "modules.json").is_file() else []
    kinds = [str(module.get("type", "")).rpartition(".")[2] for module in modules]
    return kinds[:1] == ["StaticEmbedding"] and kinds[1:] in ([], ["Normalize"])


class SentenceTransformerEmbedder:
    """Any other model that sentence-transformers loads, of a folder or the local cache, never the network."""

    def __init__(
        self,
        name: str | Path,
        *,
        dimensions: int | None = None,
        query_prompt: str = "",
        passage_prompt: str = "",
    ) -> None:
        os.environ.setdefault("HF_HUB_OFFLINE", "1")
        from sentence_transformers import SentenceTransformer  # seconds of torch

        try:
            self._model = SentenceTransformer(str(name), truncate_dim=dimensions, device="cpu")
        except (OSError, ValueError, KeyError, RuntimeError, ImportError, AttributeError) as error:
            raise ModelError(
                str(name),
                f"không nạp được mô hình ({type(error).__name__}: {error}).",
                "Hãy kiểm tra TRACUU_MODEL.",
            ) from error
        full = self._model.get_embedding_dimension() or 0
        if dimensions and dimensions > full:
            raise too_many_dimensions(str(name), dimensions, full)
        self.dimension = dimensions or full
        self._query_prompt, self._passage_prompt = query_prompt, passage_prompt
        self.fingerprint = fingerprint(Path(name), self.dimension, query_prompt, passage_prompt)

    def encode_passages(self, texts: Sequence[str]) -> Matrix:
        return self._encode(texts, self._passage_prompt)

    def encode_queries(self, texts: Sequence[str]) -> Matrix:
        return self._encode(texts, self._query_prompt)

    def _encode(self, texts: Sequence[str], prompt: str) -> Matrix:
        if not texts:
            return np.zeros((0, self.dimension), np.float32)
        encoded = self._model.encode(list(texts), prompt=prompt or None, show_progress_bar=False)
        return unit(np.asarray(encoded, np.float32))
