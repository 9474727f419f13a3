"""An answer as the page shows it: the number, what it is about, its sentence or its row."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from search_api.answer import Answer
from search_api.grids import cells, head_of
from search_api.labels import Lines, lines
from search_api.search import SearchHit

MOST = 4  # answers that a page shows


@dataclass(frozen=True)
class AnswerCard:
    answer: Answer
    said: str
    about: str
    quote: tuple[Lines, ...]


def answer_cards(answers: Sequence[Answer], hits: Sequence[SearchHit]) -> list[AnswerCard]:
    return [_card(answer, hits) for answer in answers[:MOST]]


def _card(answer: Answer, hits: Iterable[SearchHit]) -> AnswerCard:
    if answer.kind != "figure":
        return AnswerCard(answer, answer.text, "", tuple(lines(answer.quote, ())))
    number, _, about = answer.text.partition(" (")
    unit = answer.unit if answer.unit and answer.unit.lower() not in number.lower() else ""
    told = about.removesuffix(")").replace("; ", " · ")
    return AnswerCard(answer, f"{number} {unit}".strip(), told, tuple(_quote(answer, number, hits)))


def _quote(answer: Answer, number: str, hits: Iterable[SearchHit]) -> Iterator[Lines]:
    """The sentence with its number marked; a row of a table comes under the names of its columns."""
    head = next(_heads(answer, hits), None) if len(cells(answer.quote, 0, len(answer.quote))) > 1 else None
    before = f"{head}\n" if head else ""
    yield from lines(before + answer.quote, _once(answer.quote, number), -len(before))


def _heads(answer: Answer, hits: Iterable[SearchHit]) -> Iterator[str]:
    """From the passages found: what is shown needs no document to be opened."""
    for hit in hits:
        holds = hit.document_id == answer.document_id and hit.start <= answer.start < hit.end
        if holds and (head := head_of(hit.passage, answer.start - hit.start)):
            yield hit.passage[slice(*head)]


def _once(quote: str, number: str) -> list[tuple[int, int]]:
    """Where the number stands, if only once; `gần 731 người` is looked for as `731 người`."""
    digits = re.search(r"\d.*", number, re.DOTALL)
    words = re.escape(digits[0] if digits else number)
    found = [match.span() for match in re.finditer(rf"(?<![\d.,]){words}(?![.,]?\d)", quote)]
    return found if len(found) == 1 else []
