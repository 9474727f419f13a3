"""The ledger counted: states, pages, times, and problems by their reason."""

from __future__ import annotations

from datetime import UTC, datetime

from corpus.records import Entry, State
from tracuu.ledger import describe

NOW = datetime(2024, 5, 6, tzinfo=UTC)


def entry(name: str, state: State = State.INDEXED, reason: str | None = None, **more: object) -> Entry:
    return Entry(name, "", f"{name}.pdf", state, reason, NOW, **more)  # type: ignore[arg-type]


ENTRIES = [
    entry("a", pages=3, seconds={"read": 1.0, "index": 0.5}),
    entry("b", pages=4, seconds={"read": 0.25}, same_story="a"),
    entry("c", State.EXTRACTED),
    entry("d", State.FAILED, "tệp hỏng."),
    entry("e", State.FAILED, "đọc quá 10 giây."),
    entry("f", State.FAILED, "đọc quá 12,5 giây."),
    entry("g", State.NEEDS_OCR, "không có lớp chữ."),
]


def test_counts_pages_and_times() -> None:
    ledger = describe(ENTRIES)
    assert ledger.states == {"extracted": 1, "failed": 3, "indexed": 2, "needs_ocr": 1}
    assert (ledger.pages, ledger.retold) == (7, 1)
    assert ledger.seconds == {"read": 1.25, "index": 0.5}
    assert list(ledger.seconds) == ["read", "index"]  # longest first


def test_one_reason_with_other_numbers_is_one_problem() -> None:
    problems = describe(ENTRIES).problems
    assert [(problem.reason, [f.id for f in problem.failures]) for problem in problems] == [
        ("đọc quá 10 giây.", ["e", "f"]),
        ("không có lớp chữ.", ["g"]),
        ("tệp hỏng.", ["d"]),
    ]


def test_the_json_lists_each_failure_with_its_own_words() -> None:
    shown = describe(ENTRIES).json()
    assert {failure["id"]: failure["reason"] for failure in shown["failures"]} == {
        "d": "tệp hỏng.",
        "e": "đọc quá 10 giây.",
        "f": "đọc quá 12,5 giây.",
        "g": "không có lớp chữ.",
    }
    assert all({"name", "purpose", "install", "is_installed"} == set(tool) for tool in shown["tools"])


def test_an_empty_library() -> None:
    ledger = describe([])
    assert (ledger.states, ledger.pages, ledger.problems) == ({}, 0, ())
