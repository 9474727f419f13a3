"""Understanding a question with the corpus at hand: accents that were not typed come from the texts."""

from __future__ import annotations

from collections.abc import Collection as Container
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from corpus.collections import FOLDED
from corpus.index import Collection
from corpus.records import DocType
from nlp.keystrokes import read_keystrokes
from nlp.lexical import query_vector
from search_api.query import Question, read_question
from search_api.question_words import asking_phrases, aspect_phrases, split, unknown_words
from search_api.services import Services
from search_api.wording import with_accents

READ = 40  # passages whose spelling is taken
SHORTEST_LOAN = 5  # letters: a shorter English word may look like a Vietnamese syllable
AS_OFTEN = 10  # each phrase that puts a question counts as if it stood so often in them


@dataclass(frozen=True)
class Correction:
    """What a reader says of a question instead of what was read out of it."""

    province: str | None = None
    years: tuple[int, int] | None = None
    doc_type: DocType | None = None
    unit: str | None = None


def corrected(question: Question, said: Correction) -> Question:
    """The reader's own word goes before ours."""
    changes: dict[str, Any] = {
        name: value for name in ("years", "doc_type", "unit") if (value := getattr(said, name)) is not None
    }
    if said.province:
        changes["provinces"] = (said.province,)
    if said.years:
        changes["period"] = (date(said.years[0], 1, 1), date(said.years[1], 12, 31))
    return replace(question, **changes)


def understand(services: Services, text: str, *, ignore: Container[str] = ()) -> Question:
    """The question as it is read; `ignore` names what the reader did not mean by it."""
    question = read_question(text)
    if question.translated and (loans := _loans(services, text)):
        question = read_question(text, loans=loans)
    return without(question if question.accented else _accented(services, text, question), ignore)


def without(question: Question, ignore: Container[str]) -> Question:
    """The question without some provinces, years, kind of document or numbers of its reading."""
    if not ignore:
        return question
    dated = question.years and written_years(question.years) not in ignore
    return replace(
        question,
        provinces=tuple(name for name in question.provinces if name not in ignore),
        years=question.years if dated else None,
        period=question.period if dated else None,
        doc_type=None if question.doc_type in ignore else question.doc_type,
        numbers=tuple(number for number in question.numbers if number not in ignore),
    )


def written_years(years: tuple[int, int]) -> str:
    return str(years[0]) if years[0] == years[1] else f"{years[0]}-{years[1]}"


def _accented(services: Services, text: str, question: Question) -> Question:
    vector = query_vector(question.wording, FOLDED)
    hits = services.index.search(Collection.PASSAGES, vector, lane=FOLDED, limit=READ)
    said = question.wording if question.translated else read_keystrokes(text)  # no other words for the same
    restored = with_their_accents(said, (str(hit.payload["text"]) for hit in hits))
    return read_question(text, restored=restored)


def _loans(services: Services, text: str) -> frozenset[str]:
    """Words of an English question that the texts use as they are: `methadone`, `internet`."""
    words = {word for word in split(text, accented=True) if len(word) >= SHORTEST_LOAN and word.isalpha()}
    vectors = {word: query_vector(word, FOLDED) for word in unknown_words(sorted(words))}
    search = services.index.search
    return frozenset(
        word for word, vector in vectors.items() if search(Collection.PASSAGES, vector, lane=FOLDED, limit=1)
    )


def with_their_accents(wording: str, texts: Iterable[str]) -> tuple[str, ...]:
    """The syllables of a question as the passages that hold them write them."""
    phrases = (*asking_phrases(), *aspect_phrases()) * AS_OFTEN
    return with_accents(split(wording, accented=True), (*phrases, *texts))
