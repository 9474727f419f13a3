"""Files are read through beside other work, and no trouble with them matters."""

from __future__ import annotations

from pathlib import Path

from corpus.readahead import read_ahead

CHUNK = 1 << 20


def test_what_queries_read_is_read_and_nothing_else(tmp_path: Path) -> None:
    for name, chunks in (("inverted_index.dat", 3), ("matrix.dat", 2), ("page_0.dat", 1), ("gaps.dat", 7)):
        (tmp_path / name).write_bytes(bytes(chunks * CHUNK))
    asked: list[bool] = []

    def is_over() -> bool:
        asked.append(False)
        return False

    read_ahead([tmp_path, tmp_path / "gone"], is_over).join()
    assert len(asked) == 3 + 2 + 1 + 3  # once before each piece, and before the end of each file


def test_it_ends_with_the_index(tmp_path: Path) -> None:
    (tmp_path / "matrix.dat").write_bytes(bytes(9 * CHUNK))
    pieces = iter([False, False, True])
    read_ahead([tmp_path], lambda: next(pieces)).join()
    assert next(pieces, None) is None
