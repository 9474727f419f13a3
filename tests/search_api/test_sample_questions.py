"""Our own questions on the sample documents, with their gold; the numbers are floors that only rise."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from nlp.fold import canonical_number
from nlp.lexical import words_of
from nlp.quantities import find_quantities
from nlp.references import find_references
from search_api.answer import Answer
from search_api.answers import ask
from search_api.search import search
from search_api.services import Services

GOLD = Path(__file__).parents[2] / "evaluation" / "gold"
QUOTED = 0.5  # share of the evidence's words that a quote must hold
FIRST, IN_THREE = 0.87, 0.95  # of the passages
ANSWERED = {"figure": 0.93, "reference": 0.85, "passage": 0.83}

Question = Mapping[str, str]


def questions() -> list[Question]:
    paths = [*sorted((GOLD / "samples").glob("*.json")), GOLD / "questions" / "samples.json"]
    return [row for path in paths for row in json.loads(path.read_text("utf-8"))["questions"]]


def held(text: str, words: str) -> float:
    wanted = set(words_of(words))
    return len(wanted & set(words_of(text))) / len(wanted)


def is_right(answer: Answer, question: Question) -> bool:
    """The number, the document or the sentence that the gold names."""
    gold = question["answer"]
    if question["kind"] == "figure" and (quantities := find_quantities(gold)):
        said = {answer.value, *(quantity.value for quantity in find_quantities(answer.text))}
        return quantities[0].value in said
    numbers = [reference.number for reference in find_references(gold) if reference.number]
    if question["kind"] == "reference" and numbers:
        return canonical_number(answer.number or "") == canonical_number(numbers[0])
    return held(answer.quote, question["evidence"]) >= QUOTED


@pytest.mark.parametrize("kind", sorted(ANSWERED))
def test_the_first_answer_is_right(sample_services: Services, kind: str) -> None:
    asked = [question for question in questions() if question["kind"] == kind]
    wrong = [
        question["q"]
        for question in asked
        if not any(is_right(answer, question) for answer in ask(sample_services, question["q"]).answers[:1])
    ]
    assert 1 - len(wrong) / len(asked) >= ANSWERED[kind], wrong


def test_the_evidence_comes_first(sample_services: Services) -> None:
    found = [
        [held(hit.passage, one["evidence"]) >= 0.7 for hit in search(sample_services, one["q"], limit=3).hits]
        for one in questions()
    ]
    assert sum(hits[0] for hits in found) / len(found) >= FIRST
    assert sum(any(hits) for hits in found) / len(found) >= IN_THREE


def test_what_no_sample_says_is_not_answered(sample_services: Services) -> None:
    asked = json.loads((GOLD / "questions" / "unanswerable.json").read_text("utf-8"))
    assert [question for question in asked if ask(sample_services, question).status != "no_match"] == []
