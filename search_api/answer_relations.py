"""Documents as answers by what is said of them: what replaces or guides another, what a passage cites."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.errors import UnknownDocument
from corpus.index import AllOf, Between, Collection, Equals, OneOf, Payload, scan_all
from corpus.records import RelationKind
from nlp.document_types import document_kinds
from search_api.answer import Answer
from search_api.answer_references import answer_for, fullness, with_successors
from search_api.asked_numbers import number_spellings
from search_api.citations import cited_document
from search_api.query import Question
from search_api.references import describe_reference
from search_api.services import Services
from search_api.standing import StatedRelation

CERTAIN = 1.0
ENDINGS = {RelationKind.REPLACES, RelationKind.REPEALS}  # texts use one word for the other


def relation_answers(services: Services, question: Question) -> list[Answer]:
    """The other document of each stated relation that is asked for, with the sentence that says so."""
    if question.relation is None or question.relation.number is None:
        return []
    try:
        named = describe_reference(services, question.relation.number)
    except UnknownDocument:
        return []
    number = named.document.number or question.relation.number
    found: dict[str, Answer] = {}
    for relation in _asked(question, number, named.relations):
        other = relation.target if question.relation.acts else relation.source
        answer = _answer(services, other, relation, number) if _is_of_type(question, other) else None
        if answer is not None:
            found.setdefault(other, answer)
    return list(found.values())


def _asked(question: Question, number: str, relations: Sequence[StatedRelation]) -> list[StatedRelation]:
    """Those of the asked kind and direction; an ending by the other word only where there is none."""
    asked = question.relation
    if asked is None:
        return []
    turned = [r for r in relations if (r.source if asked.acts else r.target) == number]
    exact = [relation for relation in turned if relation.kind == asked.kind.value]
    kinds = {kind.value for kind in ENDINGS} if asked.kind in ENDINGS else set()
    return exact or [relation for relation in turned if relation.kind in kinds]


def _is_of_type(question: Question, number: str) -> bool:
    kind = document_kinds().of_number(number)
    return question.doc_type is None or kind is None or kind.type is question.doc_type


def _answer(services: Services, other: str, relation: StatedRelation, named: str) -> Answer | None:
    """The sentence that tells of both, of the document that states the relation."""
    where = OneOf("cited", number_spellings(other))
    points = [hit.payload for hit in scan_all(services.index, Collection.REFERENCES, where)]
    if not points:
        return None
    best = max(points, key=lambda point: (_tells(point, relation, named), fullness(point)))
    return answer_for(best, cited_document(points), describe_reference(services, other), CERTAIN)


def _tells(point: Payload, relation: StatedRelation, named: str) -> tuple[bool, bool]:
    """It states the relation, and names the other document."""
    return point["document_id"] == relation.stated_in, named in point["quote"]


def quoted_reference(services: Services, question: Question, passage: Answer) -> list[Answer]:
    """The document of the asked kind that an answering passage cites, where it is the only one."""
    inside = (
        Equals("document_id", passage.document_id),
        Between("start", low=float(passage.start), high=float(passage.end)),
        *((Equals("cited_type", question.doc_type.value),) if question.doc_type else ()),
    )
    points = [hit.payload for hit in scan_all(services.index, Collection.REFERENCES, AllOf(inside))]
    numbers = {point["cited"] for point in points if point["cited"]}
    if len(numbers) != 1:
        return []
    best = max((point for point in points if point["cited"]), key=fullness)
    return with_successors(services, best, cited_document([best]), passage.score)
