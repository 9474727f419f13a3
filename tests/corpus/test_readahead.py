"""Files are read through beside other work, and no trouble with them matters."""

from __future__ import annotations

from pathlib import Path

from corpus.readahead import read_ahead

CHUNK = 1 << 20


def test_what_queries_read_is_read_and_nothing_else(tmp_path: Path) -> None:
    sizes = {
        "vector_index-lexical/inverted_index.dat": 3,
        "vector_index-folded/inverted_index.dat": 4,
        "vector_storage-dense/matrix.dat": 2,
        "payload_storage/page_0.dat": 1,
        "vector_storage-lexical/page_0.dat": 7,
        "payload_storage/gaps.bin": 7,
    }
    for name, chunks in sizes.items():
        _put(tmp_path / "segments" / name, chunks)
    asked: list[bool] = []

    def is_over() -> bool:
        asked.append(False)
        return False

    read_ahead([tmp_path, tmp_path / "gone"], is_over).join()
    assert len(asked) == 3 + 4 + 2 + 1 + 4  # once before each piece, and before the end of each file


def _put(path: Path, chunks: int) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(bytes(chunks * CHUNK))


def test_it_ends_with_the_index(tmp_path: Path) -> None:
    _put(tmp_path / "vector_storage-dense" / "matrix.dat", 9)
    pieces = iter([False, False, True])
    read_ahead([tmp_path], lambda: next(pieces)).join()
    assert next(pieces, None) is None
