"""The gold of one document, as `evaluation/gold/README.md` describes it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.errors import DamagedFile, WrongUse

Days = tuple[str | None, str | None]
Accepted = tuple[str | None, ...]  # the gold value, then the further ones that the annotation lets pass


@dataclass(frozen=True, slots=True)
class GoldFigure:
    text: str
    value: float
    unit: str
    modifiers: Accepted
    is_nearly: bool  # said with "gần", which may also be read as less than
    indicator: str | None
    place: str | None
    periods: tuple[Days, ...]
    denominator: float | None
    part_of: int | None
    change: tuple[float, str] | None  # of a comparison: signed, and its unit


@dataclass(frozen=True, slots=True)
class GoldReference:
    text: str
    number: str | None
    partial_number: str | None
    is_weak: bool
    types: Accepted
    issued: Accepted
    issuers: Accepted
    articles: Accepted


@dataclass(frozen=True, slots=True)
class GoldRelation:
    source: str | None
    target: str
    kind: str


@dataclass(frozen=True, slots=True)
class GoldCheck:
    kind: str
    total: int
    parts: tuple[int, ...]
    difference: float
    holds: bool


@dataclass(frozen=True, slots=True)
class GoldDocument:
    """None for a kind of record that nobody annotated."""

    name: str
    fields: Mapping[str, Accepted]  # under the names of `corpus.records.Document`
    figures: tuple[GoldFigure, ...]
    references: tuple[GoldReference, ...]
    dates: tuple[tuple[str, Days], ...] | None  # surface and days
    relations: frozenset[GoldRelation] | None
    checks: tuple[GoldCheck, ...] | None
    evidence: tuple[str, ...]
    furniture: tuple[str, ...]
    optional_figures: tuple[str, ...]
    optional_references: tuple[str, ...]


_FIELDS = {
    "title": "title",
    "doc_type": "doc_type",
    "number": "doc_number",
    "issuer": "issuer",
    "published": "published_date",
    "province": "province",
}


def read_gold(folder: Path) -> tuple[GoldDocument, ...]:
    """The gold documents of a folder, in order of their names; other JSON files are passed over."""
    if not folder.is_dir():
        raise WrongUse(str(folder), "không có thư mục này.", "Kiểm tra lại đường dẫn.")
    found = tuple(_gold_documents(folder))
    if not found:
        raise WrongUse(str(folder), "không có bản chuẩn nào (*.json).", "Xem evaluation/gold/README.md.")
    return found


def _gold_documents(folder: Path) -> Iterator[GoldDocument]:
    for path in sorted(folder.glob("*.json")):
        try:
            data = json.loads(path.read_text("utf-8"))
        except ValueError as error:
            raise DamagedFile(str(path), "không phải JSON.", "Kiểm tra lại bản chuẩn.") from error
        if isinstance(data, dict) and "figures" in data and "document" in data:
            try:
                yield _document(path.stem, data)
            except (KeyError, TypeError) as error:
                raise DamagedFile(str(path), f"thiếu hoặc sai trường {error}.", "Sửa bản chuẩn.") from error


def _document(name: str, data: Mapping[str, Any]) -> GoldDocument:
    document = data["document"]
    fields = {
        ours: (document.get(theirs), *document.get("accept", {}).get(ours, ()))
        for ours, theirs in _FIELDS.items()
    }
    dates, relations, checks = (data.get(part) for part in ("dates", "relations", "checks"))
    return GoldDocument(
        name=name,
        fields=fields,
        figures=tuple(_figure(row) for row in data["figures"]),
        references=tuple(_reference(row) for row in data.get("references", ())),
        dates=None if dates is None else tuple((row["text"], (row["start"], row["end"])) for row in dates),
        relations=None if relations is None else frozenset(_relation(row) for row in relations),
        checks=None if checks is None else tuple(_check(row) for row in checks),
        evidence=tuple(row["evidence"] for row in data.get("questions", ())),
        furniture=tuple(document.get("boilerplate", ())),
        optional_figures=tuple(data.get("figures_optional", ())),
        optional_references=tuple(data.get("references_optional", ())),
    )


def _accepted(row: Mapping[str, Any], name: str) -> tuple[Any, ...]:
    return (row.get(name), *row.get("accept", {}).get(name, ()))


def _figure(row: Mapping[str, Any]) -> GoldFigure:
    comparison = row.get("comparison")
    return GoldFigure(
        text=row["text"],
        value=float(row["value"]),
        unit=row["unit"] or "",
        modifiers=tuple(value or "exact" for value in _accepted(row, "modifier")),
        is_nearly="gần" in (row.get("modifier_word") or "").lower().split(),
        indicator=row.get("indicator"),
        place=row.get("place"),
        periods=tuple(_days(period) for period in _accepted(row, "period")),
        denominator=row.get("denominator"),
        part_of=row.get("part_of"),
        change=(float(comparison["change"]), comparison["unit"]) if comparison else None,
    )


def _days(period: Mapping[str, str | None] | None) -> Days:
    return ((period or {}).get("start"), (period or {}).get("end"))


def _reference(row: Mapping[str, Any]) -> GoldReference:
    return GoldReference(
        text=row["text"],
        number=row.get("number"),
        partial_number=row.get("partial_number") or row.get("number"),
        is_weak=bool(row.get("weak")),
        types=_accepted(row, "type"),
        issued=_accepted(row, "issued"),
        issuers=_accepted(row, "issuer"),
        articles=_accepted(row, "article"),
    )


def _relation(row: Mapping[str, Any]) -> GoldRelation:
    return GoldRelation(row.get("from"), row["to"], row["kind"])


def _check(row: Mapping[str, Any]) -> GoldCheck:
    return GoldCheck(row["kind"], row["total"], tuple(row["parts"]), float(row["difference"]), row["holds"])
