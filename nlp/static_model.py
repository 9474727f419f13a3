"""The light reader of a static model: numpy, tokenizers and safetensors, without torch.

A static model is a table of token vectors; a text is the mean of the rows of its tokens, made unit length.
The files are those of a sentence-transformers `StaticEmbedding`, and the vectors are the same as its own.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from corpus.errors import ModelError
from nlp.model_files import Matrix, fingerprint, missing, read_json, too_many_dimensions, unit
from nlp.static_tokens import Tokens

BATCH = 64  # texts read at once
ABOUT = "training.json"  # beside the model: how it was made


class StaticEmbedder:
    """Reads a StaticEmbedding folder with numpy, tokenizers and safetensors alone."""

    def __init__(
        self,
        folder: str | Path,
        *,
        dimensions: int | None = None,
        query_prompt: str = "",
        passage_prompt: str = "",
    ) -> None:
        root = Path(folder)
        weights = root / read_json(root / "modules.json")[0].get("path", "")
        self._table, self._scales = _token_vectors(weights / "model.safetensors")
        self._table = _cut(self._table, dimensions, root)
        self._tokens = _read_tokens(weights, len(self._table))
        self._query_prompt, self._passage_prompt = query_prompt, passage_prompt
        self.fingerprint = fingerprint(root, self.dimension, query_prompt, passage_prompt)

    @property
    def dimension(self) -> int:
        return int(self._table.shape[1])

    def encode_passages(self, texts: Sequence[str]) -> Matrix:
        return self._encode(texts, self._passage_prompt)

    def encode_queries(self, texts: Sequence[str]) -> Matrix:
        return self._encode(texts, self._query_prompt)

    def _encode(self, texts: Sequence[str], prompt: str) -> Matrix:
        vectors = np.zeros((len(texts), self.dimension), np.float32)
        for first in range(0, len(texts), BATCH):
            tokens = self._tokens.of([prompt + text for text in texts[first : first + BATCH]])
            for place, ids in enumerate(tokens, start=first):
                if len(ids):
                    vectors[place] = self._scales[ids] @ self._table[ids].astype(np.float32)
        return unit(vectors)


def _read_tokens(folder: Path, rows: int) -> Tokens:
    path = folder / "tokenizer.json"
    told = read_json(path)
    config = path.read_bytes()
    tokens = Tokens(config.decode(), told["model"]["vocab"] if is_ours(folder, config) else None)
    if tokens.size != rows:
        raise ModelError(
            str(path),
            f"bộ tách từ không khớp với {rows} véc-tơ của mô hình.",
            "Hãy chép lại thư mục mô hình.",
        )
    return tokens


def is_ours(folder: Path, config: bytes) -> bool:
    """Whether the model's training (`evaluation.train_embedding`) wrote this tokenizer, and it was not
    changed since: then it splits as `phrase_pattern` does, and need not be asked for each text."""
    about = folder / ABOUT
    told = read_json(about) if about.is_file() else {}
    return isinstance(told, dict) and told.get("tokenizer") == hashlib.sha256(config).hexdigest()


def _token_vectors(path: Path) -> tuple[npt.NDArray[Any], Matrix]:
    """One row per token and its scale: numbers as such, or bytes, which stay bytes in memory."""
    from safetensors import SafetensorError  # with `tokenizers`, half of the start-up time
    from safetensors.numpy import load_file

    try:
        stored = load_file(str(path))
    except FileNotFoundError as error:
        raise missing(path) from error
    except (SafetensorError, OSError) as error:
        raise ModelError(str(path), "tệp trọng số hỏng.", "Hãy chép lại thư mục mô hình.") from error
    if "embedding.weight" in stored:
        table = stored["embedding.weight"]
        return table, np.ones(len(table), np.float32)
    table = stored["embeddings"]
    if "mapping" in stored:
        table = table[stored["mapping"]]
    scales = stored["weights"] if "weights" in stored else np.ones(len(table))
    return table, scales.astype(np.float32)


def _cut(table: npt.NDArray[Any], dimensions: int | None, root: Path) -> npt.NDArray[Any]:
    if dimensions and dimensions > table.shape[1]:
        raise too_many_dimensions(str(root), dimensions, table.shape[1])
    return np.ascontiguousarray(table[:, :dimensions])
