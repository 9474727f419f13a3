"""Records and their JSON: what goes out comes back the same."""

from __future__ import annotations

import dataclasses
import json
import types
import typing
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.records import (
    Annotations,
    Check,
    CheckKind,
    Comparison,
    DateMention,
    DocType,
    Document,
    Entry,
    Extraction,
    Figure,
    Modifier,
    Passage,
    Period,
    Reference,
    Section,
    State,
    from_json,
    to_json,
)

DOCUMENT = Document(
    id="0" * 32,
    title="Kế hoạch phòng, chống ma túy năm 2021",
    doc_type=DocType.PLAN,
    number="12/KH-UBND",
    issuer="UBND tỉnh Cao Bằng",
    signer=None,
    published="2021-01",
    province="Cao Bằng",
    province_current="Cao Bằng",
    source="kế hoạch.pdf",
    media_type="application/pdf",
    sha256="0" * 64,
    pages=2,
    text="Toàn tỉnh có 508 người. Tăng 12,5%.",
)
FIGURE = Figure(
    13,
    22,
    "508 người",
    value=508,
    unit="người",
    period=Period("năm 2020", date(2020, 1, 1), date(2020, 12, 31)),
)


def records(kind: Any) -> st.SearchStrategy[Any]:
    """Any value that a record's field may hold, by its type."""
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if origin is types.UnionType:
        return st.one_of(*(st.none() if each is types.NoneType else records(each) for each in arguments))
    if origin is tuple:
        return st.lists(records(arguments[0]), max_size=3).map(tuple)
    if isinstance(kind, type) and dataclasses.is_dataclass(kind):
        hints = typing.get_type_hints(kind)
        return st.builds(kind, **{each.name: records(hints[each.name]) for each in dataclasses.fields(kind)})
    numbers = st.floats(allow_nan=False, allow_infinity=False)
    own = {float: numbers, dict[str, float]: st.dictionaries(st.text(), numbers), datetime: st.datetimes()}
    return own[kind] if kind in own else st.from_type(kind)


@given(records(Extraction))
def test_extraction_comes_back_from_json(extraction: Extraction) -> None:
    assert from_json(Extraction, json.loads(json.dumps(to_json(extraction)))) == extraction


@given(records(Entry))
def test_entry_comes_back_from_json(entry: Entry) -> None:
    assert from_json(Entry, json.loads(json.dumps(to_json(entry)))) == entry


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        (Period(), {"text": None, "start": None, "end": None}),
        (Period("năm 2020", date(2020, 1, 1)), {"text": "năm 2020", "start": "2020-01-01", "end": None}),
        (
            DateMention(0, 9, "năm 2020", date(2020, 1, 1), date(2020, 12, 31)),  # `from` is no Python name
            {"start": 0, "end": 9, "text": "năm 2020", "from": "2020-01-01", "to": "2020-12-31"},
        ),
        (
            Check(CheckKind.SUM, 0, (1, 2), 3795.0, 3794.0, 1.0, False),
            {
                "kind": "sum",
                "total": 0,
                "parts": [1, 2],
                "stated": 3795.0,
                "computed": 3794.0,
                "difference": 1.0,
                "holds": False,
            },
        ),
        (
            Comparison(-50.0, "vụ"),
            {"change": -50.0, "unit": "vụ", "base_period": {"text": None, "start": None, "end": None}},
        ),
    ],
)
def test_json_has_the_names_of_the_contract(record: Any, expected: dict[str, Any]) -> None:
    assert to_json(record) == expected
    assert from_json(type(record), expected) == record


def test_contract_json_holds_the_document_and_its_annotations() -> None:
    reference = Reference(0, 4, "Luật", DocType.LAW, subject="Luật Phòng, chống ma túy")
    annotations = Annotations(references=(reference,), figures=(FIGURE,))
    shown = Extraction(DOCUMENT, annotations, passages=(Passage(0, 23, ("I",), 1),)).contract_json()
    assert list(shown) == ["document", "references", "figures", "dates", "entities", "relations", "checks"]
    assert shown["document"]["doc_type"] == "plan"
    assert shown["figures"][0]["modifier"] == Modifier.EXACT.value
    assert shown["references"][0]["number"] is None


@pytest.mark.parametrize(
    ("offset", "page"),
    [(0, 1), (9, 1), (10, 2), (25, 3), (1000, 3)],  # the second page begins at 10, the third at 20
)
def test_page_of_an_offset(offset: int, page: int) -> None:
    extraction = Extraction(
        DOCUMENT, Annotations(), page_starts=(0, 10, 20), sections=(Section(0, 30, ("I",)),)
    )
    assert extraction.page_at(offset) == page


def test_unknown_keys_are_refused() -> None:
    with pytest.raises(KeyError):
        from_json(Period, {"text": None, "month": 1})


def test_older_ledger_lines_are_read() -> None:
    line = {"id": "0" * 32, "sha256": "0" * 64, "source": "a.txt", "state": "indexed", "reason": None}
    entry = from_json(Entry, {**line, "updated": "2026-11-22T12:00:00+00:00", "seconds": {"read": 0.5}})
    assert entry.state is State.INDEXED
    assert entry.updated == datetime(2026, 11, 22, 12, tzinfo=UTC)
    assert entry.also == ()
