"""What embedding models have in common: their folders, fingerprints, errors, and unit length."""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from corpus.errors import ModelError

Matrix = npt.NDArray[np.float32]
SMALL_FILE = 64 << 20  # larger ones enter the fingerprint by size, head and tail


def unit(vectors: Matrix) -> Matrix:
    """Each row at length one; a text without a known token stays zero."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return (vectors / np.where(lengths > 0, lengths, 1)).astype(np.float32, copy=False)


def fingerprint(model: Path, dimension: int, *prompts: str) -> str:
    """SHA-256 over all that decides a model's vectors: its files (or its name), size and prompts."""
    digest = hashlib.sha256(json.dumps([dimension, *prompts]).encode())
    if not model.is_dir():
        digest.update(str(model).encode())
        return digest.hexdigest()
    for path in sorted(model.rglob("*")):
        if path.suffix in {".json", ".safetensors", ".bin", ".txt", ".model", ".onnx"}:
            digest.update(f"{path.relative_to(model).as_posix()} {path.stat().st_size}".encode())
            digest.update(_sample(path))
    return digest.hexdigest()


def _sample(path: Path) -> bytes:
    with path.open("rb") as file:
        if path.stat().st_size <= SMALL_FILE:
            return file.read()
        head = file.read(1 << 20)
        file.seek(-(1 << 20), os.SEEK_END)
        return head + file.read()


def read_json(path: Path) -> Any:
    try:
        return json.loads(path.read_text("utf-8"))
    except FileNotFoundError as error:
        raise missing(path) from error
    except ValueError as error:
        raise ModelError(str(path), "không phải là JSON.", "Hãy chép lại thư mục mô hình.") from error


def missing(path: Path) -> ModelError:
    return ModelError(str(path), "thư mục mô hình thiếu tệp này.", "Hãy chép lại đủ thư mục mô hình.")


def too_many_dimensions(name: str, wanted: int, full: int) -> ModelError:
    return ModelError(
        name, f"mô hình chỉ có {full} chiều, không cắt được thành {wanted}.", "Hãy giảm số chiều."
    )


def is_path(name: Path) -> bool:
    """A name such as `./models/x` or `/models/x`, unlike `BAAI/bge-m3`."""
    return name.is_absolute() or name.is_dir() or str(name).startswith((".", "~")) or len(name.parts) > 2
