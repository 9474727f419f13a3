"""Parquet files, written a group of rows at a time, each column with its type."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import islice
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from search_api.exports import Cell

GROUP = 10_000  # rows that are held at a time
CHUNK = 1 << 16


def as_parquet(rows: Iterable[Sequence[Cell]], columns: Mapping[str, type]) -> Iterator[bytes]:
    with tempfile.TemporaryFile() as file:
        _write(file, rows, columns)
        file.seek(0)
        while chunk := file.read(CHUNK):
            yield chunk


def _write(file: IO[bytes], rows: Iterable[Sequence[Cell]], columns: Mapping[str, type]) -> None:
    import pyarrow as pa  # 170 MB on the disk, a third of a second to load: only where it is asked for
    from pyarrow.parquet import ParquetWriter

    kinds = {str: pa.string(), float: pa.float64(), int: pa.int64(), bool: pa.bool_(), date: pa.date32()}
    schema = pa.schema([(name, kinds[kind]) for name, kind in columns.items()])
    waiting = iter(rows)
    with ParquetWriter(file, schema, compression="zstd") as writer:
        while group := list(islice(waiting, GROUP)):
            cells = list(zip(*group, strict=True))
            arrays = [pa.array(column, type=kind) for column, kind in zip(cells, schema.types, strict=True)]
            writer.write_table(pa.Table.from_arrays(arrays, schema=schema))
