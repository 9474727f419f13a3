"""What Qdrant Edge is told: conditions, the shape of a shard, points."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import qdrant_edge as edge

from corpus.collections import DENSE
from corpus.index import FieldType, SparseVector, Spec, StoredPoint

LOW = (1 << 64) - 1  # the highest id
SEGMENTS = 2  # of a compacted shard, searched side by side: one for each core of a small machine
NO_VECTORS = "none"  # an unused sparse lane: the engine refuses a shard without any vector
SCHEMA = {
    FieldType.KEYWORD: edge.PayloadSchemaType.Keyword,
    FieldType.INTEGER: edge.PayloadSchemaType.Integer,
    FieldType.FLOAT: edge.PayloadSchemaType.Float,
    FieldType.BOOL: edge.PayloadSchemaType.Bool,
}
# A bit for each dimension is scanned, and four times as many as are asked for are scored again by their whole
# vectors: 67,734 passages of 1,024 dimensions in 1.5 ms where a processor without AVX-512 takes 2.6 for the
# engine's other codes of a bit (TurboQuant), with as many of the 31 nearest, .996; all whole vectors take ten
# times as long.
_QUANTIZED = edge.BinaryQuantizationConfig(
    memory=edge.Memory.Pinned,
    encoding=edge.BinaryQuantizationEncoding.OneBit,
    query_encoding=edge.BinaryQuantizationQueryEncoding.Binary,
)
# All else is mapped from the disk as it is asked for: queries are as fast once it was, the shard of 67,734
# passages loads in 0.33 s instead of 0.60, and 310 MB less belong to the process alone.
_MAPPED = edge.Memory.Cold
TAGS_INDEX = edge.KeywordIndexParams(memory=_MAPPED)  # of 67,734 passages loads in 0.1 s less
PARAMS = edge.SearchParams(quantization=edge.QuantizationSearchParams(rescore=True, oversampling=4.0))


class EdgeTerms:
    """Conditions as Edge takes them; a group nests as a condition."""

    def equals(self, name: str, value: str | int | bool) -> Any:
        # Edge reads a Python bool as the number 1, which equals no bool; numpy's it reads right
        told: Any = np.bool_(value) if isinstance(value, bool) else value
        return edge.FieldCondition(name, match=edge.MatchValue(told))

    def one_of(self, name: str, values: Sequence[str]) -> Any:
        return edge.FieldCondition(name, match=edge.MatchAny(list(values)))

    def between(self, name: str, low: float | None, high: float | None) -> Any:
        return edge.FieldCondition(name, range=edge.RangeFloat(gte=low, lte=high))

    def missing(self, name: str) -> Any:
        return edge.IsEmptyCondition(name)

    def among(self, ids: Iterable[int]) -> Any:
        return edge.HasIdCondition(set(ids))

    def group(
        self, *, must: Sequence[Any] = (), should: Sequence[Any] = (), must_not: Sequence[Any] = ()
    ) -> Any:
        return edge.Filter(must=list(must), should=list(should), must_not=list(must_not))


def config(spec: Spec) -> edge.EdgeConfig:
    """No graph (m=0): scanning bits stays fast, and a graph takes minutes to build."""
    lanes = spec.sparse if spec.sparse or spec.dense_size else (NO_VECTORS,)
    dense = (
        edge.EdgeVectorParams(
            size=spec.dense_size,
            distance=edge.Distance.Cosine,
            datatype=edge.VectorStorageDatatype.Float16,  # half the memory, cosines the same to .001
            quantization_config=_QUANTIZED,
            memory=_MAPPED,
        )
        if spec.dense_size
        else None
    )
    return edge.EdgeConfig(
        vectors={DENSE: dense} if dense else None,
        sparse_vectors={
            lane: edge.EdgeSparseVectorParams(modifier=edge.Modifier.Idf, memory=_MAPPED) for lane in lanes
        },
        hnsw_config=edge.HnswIndexConfig(m=0, ef_construct=100, full_scan_threshold=10_000),
        optimizers=edge.EdgeOptimizersConfig(default_segment_number=SEGMENTS + 1),  # and the one written to
        wal_enabled=False,
    )


def engine_id(number: int) -> int:
    """The 64 bits that stand for a UUID here: a number is read and asked for ten times as fast.

    Two of 40 million passages, some of a million documents, share one by a chance of 1 in 20,000.
    """
    return number >> 64 ^ number & LOW


def engine_point(point: StoredPoint) -> edge.Point:
    vectors: dict[str, Any] = {lane: engine_sparse(vector) for lane, vector in point.sparse.items()}
    if point.dense is not None:
        # read more than twice as fast as an array
        vectors[DENSE] = memoryview(point.dense)  # type: ignore[arg-type]
    return edge.Point(engine_id(point.id), vectors, point.payload)


def engine_sparse(vector: SparseVector) -> edge.SparseVector:
    return edge.SparseVector(vector.indices.tolist(), vector.values.tolist())
