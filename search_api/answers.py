"""Answers out of the corpus: a reference, a figure or a passage with its sentence, or an honest nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from corpus.errors import WrongUse
from search_api.answer import Answer
from search_api.answer_figures import figure_answers
from search_api.answer_passages import passage_answers
from search_api.answer_references import names_unknown_number, reference_answers
from search_api.answer_relations import quoted_reference, relation_answers
from search_api.filters import Selection
from search_api.paging import check_limit
from search_api.phrasing import phrased
from search_api.query import Kind, Question
from search_api.services import Services
from search_api.understanding import Correction, corrected, understand

MAX_ANSWERS = 20
SECOND_BEST = 0.4  # of a passage's score where a figure or a document was asked for


@dataclass(frozen=True)
class AskResult:
    """`reading` is how the question was understood; parameters correct it."""

    status: str  # grounded, no_match
    answers: tuple[Answer, ...]
    phrased: str | None  # by a language model where one is set; its numbers are those of the quotes
    reading: Question = field(repr=False)


def ask(
    services: Services,
    q: str,
    *,
    filters: Selection | None = None,
    kind: str | None = None,
    said: Correction | None = None,
    ignore: Sequence[str] = (),
    limit: int = 5,
    phrase: bool = True,
) -> AskResult:
    """The best answers of the kind that the question wants; none where the corpus does not say.

    `filters` narrow the documents that are read; `kind`, `said` and `ignore` correct its reading.
    """
    check_limit(limit, most=MAX_ANSWERS)
    chosen = filters or Selection()
    question = corrected(understand(services, q, ignore=ignore), said or Correction())
    if kind is not None:
        question = replace(question, kind=_read_kind(kind))
    if province := chosen.values.get("province"):
        question = replace(question, provinces=(str(province),))
    found = _answers(services, question, chosen)
    shown = tuple(found[:limit])
    words = phrased(services, q, shown) if phrase else None
    return AskResult("grounded" if found else "no_match", shown, words, question)


def _read_kind(text: str) -> Kind:
    try:
        return Kind(text)
    except ValueError as error:
        raise WrongUse("kind", f"không có loại {text!r}.", f"Chọn một trong: {', '.join(Kind)}.") from error


def _answers(services: Services, question: Question, filters: Selection) -> Sequence[Answer]:
    if names_unknown_number(services, question):
        return ()
    if related := relation_answers(services, question):
        return related
    makers = {Kind.FIGURE: figure_answers, Kind.REFERENCE: reference_answers}
    exact = makers[question.kind](services, question, filters) if question.kind in makers else []
    figures = exact if question.kind is Kind.FIGURE else ()
    passages = passage_answers(services, question, filters, figures=figures)
    if question.kind is Kind.PASSAGE:
        return passages
    if question.kind is Kind.REFERENCE and passages and not exact:
        exact = quoted_reference(services, question, passages[0])
    return [*exact, *(replace(passage, score=round(SECOND_BEST * passage.score, 4)) for passage in passages)]
