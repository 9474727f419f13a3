"""What may go into an index: engines take NaN, wrong types and doubled dimensions silently, so we do not."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping
from typing import Any

import numpy as np

from corpus.conditions import tag
from corpus.errors import WrongUse
from corpus.index import TAGS, FieldType, Point, SparseVector, Spec, StoredPoint, Vector

RECORD = "_record"  # the payload field with all that is not told to the engine by name, as one JSON text
KEY = "_key"  # that of it with our key, beside the engine's id
NAMESPACE = uuid.UUID("6f0a3c52-3f0e-5b7e-9c53-8d0f6a7e1b94")  # fixed for ever: ids are derived under it
DIMENSIONS = 2**32  # sparse dimensions are 32-bit numbers
KINDS: Mapping[FieldType, tuple[type, ...]] = {
    FieldType.KEYWORD: (str,),
    FieldType.INTEGER: (int,),
    FieldType.FLOAT: (int, float),
    FieldType.BOOL: (bool,),
}


def point_id(key: str) -> int:
    """The UUID, as a number, that engines know a point by; the same key is the same point."""
    return uuid.uuid5(NAMESPACE, key).int


def checked(point: Point, spec: Spec) -> StoredPoint:
    """The point as it is stored. Vectors without direction (all zero, no dimension) are left out: nothing
    can be near them."""
    if not point.key or not {KEY, RECORD, TAGS}.isdisjoint(point.payload):
        raise WrongUse(point.key, f"điểm phải có khoá, và không có trường {KEY}, {RECORD} hay {TAGS}.")
    for name, kind in (*spec.fields.items(), *((name, FieldType.KEYWORD) for name in spec.tags)):
        _check_field(point.key, name, point.payload.get(name), kind)
    apart = {name: point.payload[name] for name in spec.apart if point.payload.get(name) is not None}
    others = {name: value for name, value in point.payload.items() if name not in apart}
    apart |= _tagged(point.payload, spec)
    record = _json(point.key, {KEY: point.key, **others})
    size = len(record.encode()) + len(_json(point.key, apart).encode())
    dense = None if point.dense is None else checked_dense(point.dense, spec, subject=point.key)
    sparse = {
        lane: checked_sparse(vector, lane, spec, subject=point.key) for lane, vector in point.sparse.items()
    }
    return StoredPoint(
        point_id(point.key),
        dense if dense is not None and dense.any() else None,
        {lane: vector for lane, vector in sparse.items() if vector.indices.size},
        {**apart, RECORD: record},
        size + sum(8 * vector.indices.size for vector in sparse.values()) + 4 * (spec.dense_size or 0),
    )


def _tagged(payload: Mapping[str, Any], spec: Spec) -> dict[str, list[str]]:
    """The field TAGS, where a point has any."""
    tags = []
    for name in spec.tags:
        value = payload.get(name)
        values = [one for one in (value if isinstance(value, list | tuple) else (value,)) if one is not None]
        tags += [name, *(tag(name, one) for one in values)] if values else []
    return {TAGS: tags} if tags else {}


def checked_dense(vector: Vector, spec: Spec, *, subject: str) -> Vector:
    """A finite vector of the collection's size, as float32."""
    dense = np.asarray(vector, dtype=np.float32)
    if spec.dense_size is None or dense.shape != (spec.dense_size,):
        raise WrongUse(subject, f"vectơ có kích thước {dense.shape}, cần {spec.dense_size}.")
    if not np.isfinite(dense).all():
        raise WrongUse(subject, "vectơ chứa NaN hoặc vô cực.")
    return dense


def checked_sparse(vector: SparseVector, lane: str, spec: Spec, *, subject: str) -> SparseVector:
    """A sparse vector of distinct dimensions and finite weights, for a lane that the collection has."""
    if lane not in spec.sparse:
        raise WrongUse(subject, f"tập này không có làn {lane!r}.")
    indices, values = np.asarray(vector.indices), np.asarray(vector.values, dtype=np.float32)
    if indices.ndim != 1 or indices.shape != values.shape:
        raise WrongUse(subject, f"làn {lane}: số chiều và số trọng số khác nhau.")
    if not np.isfinite(values).all():
        raise WrongUse(subject, f"làn {lane}: trọng số NaN hoặc vô cực.")
    if indices.size and not (indices.dtype.kind in "iu" and 0 <= indices.min() <= indices.max() < DIMENSIONS):
        raise WrongUse(subject, f"làn {lane}: chiều phải là số nguyên 32 bit không âm.")
    is_ascending = bool((indices[1:] > indices[:-1]).all())
    if not is_ascending and np.unique(indices).size != indices.size:
        raise WrongUse(subject, f"làn {lane}: có chiều lặp lại.")
    return SparseVector(indices.astype(np.uint32, copy=False), values)


def as_held(payload: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """The key and the payload of a stored point, as they were before `checked`; KeyError or ValueError for
    what was not made by it."""
    fields = dict(payload)
    fields.pop(TAGS, None)
    held: dict[str, Any] = json.loads(fields.pop(RECORD))
    return held.pop(KEY), held | fields


def _json(key: str, payload: dict[str, Any]) -> str:
    """A payload as JSON; NaN, lone surrogates and what is no JSON are refused."""
    try:
        text = json.dumps(payload, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
        text.encode()
    except (TypeError, ValueError) as error:
        raise WrongUse(key, f"payload không phải JSON hợp lệ ({error}).") from error
    return text


def _check_field(key: str, name: str, value: Any, kind: FieldType) -> None:
    """A field that is filtered holds its own type or a list of it; other values would never be found."""
    for item in value if isinstance(value, list | tuple) else (value,):
        fits = isinstance(item, KINDS[kind]) and (kind is FieldType.BOOL or not isinstance(item, bool))
        if item is not None and not fits:
            raise WrongUse(key, f"trường {name!r} phải là {kind}, không phải {item!r}.")
