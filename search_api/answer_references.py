"""Reference answers: the document that governs a subject, its state, and what has taken its place."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.index import AllOf, AnyOf, Collection, Equals, OneOf, Payload
from corpus.records import DocType, RelationKind, to_json
from nlp.fold import canonical_number
from search_api.answer import Answer
from search_api.asked_numbers import is_number, is_short, number_spellings
from search_api.citations import CitedDocument, citation_words, cited_document, grouped
from search_api.comparing import names
from search_api.coverage import Coverage
from search_api.filters import Selection
from search_api.fitness import fits_place, year_fit
from search_api.query import Question
from search_api.question_words import relation_phrases
from search_api.ranking import rank
from search_api.references import CitedDocumentDetail, describe_reference
from search_api.services import Services
from search_api.standing import IN_FORCE

SAYS_SO = 0.6  # share of the subject that a citation must hold
DONE_TO = 0.3  # of what the question says was done to the document
SAYS_SOME, SAYS_ALL = 0.25, 0.75  # or so much itself, and so much with its section, title and issuer
SUBJECT, SENTENCE, OFTEN = 0.6, 0.35, 0.05
UNTOLD = 0.9  # of a sentence's words for a citation that does not say itself what it is about
NAMED_NUMBER = 1.0
TYPE_NAMES = {
    DocType.DECREE: "Nghị định",
    DocType.CIRCULAR: "Thông tư",
    DocType.JOINT_CIRCULAR: "Thông tư liên tịch",
    DocType.DECISION: "Quyết định",
    DocType.DIRECTIVE: "Chỉ thị",
    DocType.RESOLUTION: "Nghị quyết",
    DocType.LAW: "Luật",
    DocType.ORDINANCE: "Pháp lệnh",
    DocType.PLAN: "Kế hoạch",
    DocType.OFFICIAL_LETTER: "Công văn",
    DocType.PROGRAM: "Chương trình",
    DocType.REPORT: "Báo cáo",
    DocType.NEWS: "Tin",
    DocType.OTHER: "Văn bản",
}
REPLACED = "Theo các văn bản trong kho, đã được thay thế bởi {}."
REPEALED = "Theo các văn bản trong kho, đã bị bãi bỏ bởi {}."
REPLACES = "Thay thế {}."
STANDS = "Theo các văn bản trong kho, đang có hiệu lực."


def reference_answers(services: Services, question: Question, filters: Selection) -> list[Answer]:
    """Cited documents on the asked subject, best first, each followed by those that replace it."""
    points = [point for point in _citations(services, question, filters) if _belongs(question, point)]
    coverage = Coverage(question, map(citation_words, points))
    scored = [(max(_score(question, coverage, point) for point in group), group) for group in grouped(points)]
    chosen = sorted(((s, g) for s, g in scored if s), key=lambda item: (-item[0], _name(item[1])))
    answers: list[Answer] = []
    for score, group in chosen[:10]:
        best = max(group, key=lambda point: (_score(question, coverage, point), fullness(point)))
        answers.extend(with_successors(services, best, cited_document(group), score))
    return _each_once(answers)


def names_unknown_number(services: Services, question: Question) -> bool:
    """The question names a document that nothing in the corpus cites or is."""
    whole = [number for number in question.numbers if not is_short(number)]
    return any(not _is_known(services, number) for number in whole)


def _is_known(services: Services, number: str) -> bool:
    wanted = number_spellings(number)
    cites, is_it = OneOf("cited", wanted), OneOf("number", wanted)
    return bool(
        services.index.count(Collection.REFERENCES, cites)
        or services.index.count(Collection.DOCUMENTS, is_it)
    )


def _citations(services: Services, question: Question, filters: Selection) -> list[Payload]:
    """By subject, of the asked type; and every citation of a number that the question names."""
    typed = (Equals("cited_type", question.doc_type.value),) if question.doc_type else ()
    found = rank(services, question, Collection.REFERENCES, where=AllOf((*filters.conditions, *typed)))
    if question.numbers:
        wanted = tuple(spelling for number in question.numbers for spelling in number_spellings(number))
        where = AllOf((*filters.conditions, AnyOf((OneOf("cited", wanted),))))
        found += rank(services, question, Collection.REFERENCES, where=where)
    return list({candidate.key: candidate.payload for candidate in found}.values())


def _belongs(question: Question, point: Payload) -> bool:
    words = citation_words(point)
    if question.doc_type and point["reference"]["type"] != question.doc_type.value:
        return False
    return fits_place(question, point, words, point["title"]) and bool(
        not question.years or question.numbers or year_fit(question, point, words, point["title"])
    )


def _score(question: Question, coverage: Coverage, point: Payload) -> float:
    """How much of the subject a citation speaks of; the asked number itself is certain."""
    record = point["reference"]
    if is_number(record.get("number"), question.numbers):
        return NAMED_NUMBER
    said = coverage.share(citation_words(point))
    if question.numbers and not _cites_asked(question, point):
        return 0.0
    if not question.numbers and not _speaks_of_it(coverage, point):
        return 0.0
    about = record.get("subject")
    own = coverage.share(f"{record['text']} \n{about}") if about else UNTOLD * coverage.share(point["quote"])
    bonus = (OFTEN if record.get("number") else 0.0) + (DONE_TO if _is_done_to(question, point) else 0.0)
    return round(SUBJECT * own + SENTENCE * said + bonus, 4)


def _is_done_to(question: Question, point: Payload) -> bool:
    """`Quyết định nào bị bãi bỏ`: the sentence says so of the whole cited document."""
    asked, record = question.relation, point["reference"]
    if asked is None or asked.number is not None or record.get("article"):
        return False
    verbs = relation_phrases()[asked.kind.value]
    told = any(r["target"] == point["cited"] and r["kind"] == asked.kind.value for r in point["relations"])
    return told and any(names(point["quote"], verb) for verb in verbs)


def _speaks_of_it(coverage: Coverage, point: Payload) -> bool:
    words = citation_words(point)
    if coverage.is_enough(SAYS_SO, words):
        return True
    around = (*point.get("section", ()), point["title"], point.get("issuer") or "")
    return coverage.is_enough(SAYS_SOME, words) and coverage.is_enough(SAYS_ALL, words, *around)


def _cites_asked(question: Question, point: Payload) -> bool:
    """Its sentence or subject names the asked number: the circular that guides a decree."""
    text = canonical_number(citation_words(point))
    return any(spelling in text for asked in question.numbers for spelling in number_spellings(asked))


def fullness(point: Payload) -> int:
    """How much a mention says: number, day, issuer, subject."""
    return sum(bool(point["reference"].get(name)) for name in ("number", "issued", "issuer", "subject"))


def _name(group: Sequence[Payload]) -> str:
    record = group[0]["reference"]
    return str(record.get("number") or record["text"])


def with_successors(services: Services, best: Payload, document: CitedDocument, score: float) -> list[Answer]:
    if document.number is None:
        return [answer_for(best, document, None, score)]
    detail = describe_reference(services, document.number)
    answers = [answer_for(best, document, detail, score)]
    for number in detail.replaced_by:
        points = [
            hit.payload for hit in services.index.scan(Collection.REFERENCES, Equals("cited", number))[0]
        ]
        if points:
            full, successor = max(points, key=fullness), describe_reference(services, number)
            answers.append(
                answer_for(full, cited_document(points), successor, score, replaces=document.number)
            )
    return answers


def answer_for(
    point: Payload,
    document: CitedDocument,
    detail: CitedDocumentDetail | None,
    score: float,
    *,
    replaces: str | None = None,
) -> Answer:
    """The document as it is told of, what became of it, and what it took the place of."""
    successors = detail.replaced_by if detail else ()
    said = (_described(point, document), _place_said(replaces, detail), _successors_said(detail))
    return Answer(
        kind="reference",
        text=" ".join(part for part in said if part),
        number=document.number,
        document_id=str(point["document_id"]),
        title=str(point["title"]),
        quote=point["quote"],
        start=point["quote_start"],
        end=point["quote_end"],
        page=point["page"],
        score=score,
        state=detail.state if detail else None,
        replaced_by=successors,
    )


def _described(point: Payload, document: CitedDocument) -> str:
    """`Nghị định số 94/2010/NĐ-CP ngày 09/9/2010 của Chính phủ: tổ chức cai nghiện …`."""
    record = to_json(point["reference"])
    name = " ".join(str(record["text"]).split())
    if document.number and document.issued and not record.get("issued"):
        name = f"{TYPE_NAMES[DocType(document.type)]} số {document.number}"
        name += f" {day_said(document.issued)}" + (f" của {document.issuer}" if document.issuer else "")
    subject = record.get("subject") or document.subject
    return f"{name}: {' '.join(str(subject).split())}." if subject else f"{name}."


def day_said(issued: str) -> str:
    """`ngày 09/09/2010`, `tháng 7/2020`, `năm 2020`: as exact as it is known."""
    year, *rest = issued.split("-")
    if not rest:
        return f"năm {year}"
    return f"ngày {rest[1]}/{rest[0]}/{year}" if len(rest) > 1 else f"tháng {int(rest[0])}/{year}"


def _place_said(replaces: str | None, detail: CitedDocumentDetail | None) -> str:
    if replaces is None:
        return ""
    in_force = detail is not None and detail.state == IN_FORCE
    return f"{REPLACES.format(replaces)} {STANDS}" if in_force else REPLACES.format(replaces)


def _successors_said(detail: CitedDocumentDetail | None) -> str:
    if detail is None or not detail.replaced_by:
        return ""
    kinds = {r.kind for r in detail.relations if r.source in detail.replaced_by}
    said = REPEALED if RelationKind.REPLACES.value not in kinds else REPLACED
    return said.format(", ".join(detail.replaced_by))


def _each_once(answers: Sequence[Answer]) -> list[Answer]:
    first: dict[str, Answer] = {}
    for answer in answers:
        first.setdefault(answer.number or answer.text, answer)
    return list(first.values())
