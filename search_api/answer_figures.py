"""Figure answers: the number whose own words, place, time and unit are the ones asked for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from corpus.index import AllOf, AnyOf, Collection, OneOf, Payload
from corpus.records import Modifier, Period, from_json
from search_api.answer import Answer
from search_api.answer_references import TYPE_NAMES
from search_api.comparing import comparable
from search_api.coverage import Coverage
from search_api.figure_roles import role_fit
from search_api.filters import Selection, province_condition
from search_api.fitness import fits_place, period_fit
from search_api.query import Question
from search_api.ranking import Candidate, rank
from search_api.services import Services

SAYS_SO = 0.6  # share of the subject that sentence, indicator, section and title must hold together
OWN_WORDS, AROUND_IT, MEANING = 0.45, 0.45, 0.1
NEAR = 90  # characters before and after a number that speak of it
PERSONS = {"người", "học viên", "đối tượng", "lượt người", "bệnh nhân", "cán bộ", "lao động", "trường hợp"}
UNIT_FIT = {"same": 1.0, "kin": 0.95, "unasked": 0.9, "other": 0.55}
MODIFIERS = {
    Modifier.ABOUT: "khoảng ",
    Modifier.NEARLY: "gần ",
    Modifier.MORE_THAN: "hơn ",
    Modifier.LESS_THAN: "dưới ",
    Modifier.AT_LEAST: "ít nhất ",
    Modifier.AT_MOST: "nhiều nhất ",
}


def figure_answers(services: Services, question: Question, filters: Selection) -> list[Answer]:
    """Figures of the asked place and time that speak of the subject, best first, each fact once; none where
    passages are chosen by what they cite, which figures do not tell."""
    if "cited" in filters.values:
        return []
    found = [c for c in _candidates(services, question, filters) if _belongs(question, c.payload)]
    coverage = Coverage(question, (_all_words(candidate.payload) for candidate in found))
    scored = ((_score(question, coverage, candidate), candidate) for candidate in found)
    ordered = sorted(((score, c) for score, c in scored if score), key=lambda item: (-item[0], item[1].key))
    return _each_once([_answer(candidate.payload, score) for score, candidate in ordered])


def _candidates(services: Services, question: Question, filters: Selection) -> list[Candidate]:
    """From everywhere, and from the asked province, whose figures must not be crowded out."""
    found = rank(services, question, Collection.FIGURES, where=filters.where)
    if question.provinces:
        local = AnyOf((*map(province_condition, question.provinces), OneOf("place", question.provinces)))
        where = AllOf((*filters.conditions, local))
        found += rank(services, question, Collection.FIGURES, where=where)
    return list({candidate.key: candidate for candidate in found}.values())


def _belongs(question: Question, payload: Payload) -> bool:
    return fits_place(question, payload, payload["quote"], payload["title"], place=payload["figure"]["place"])


def _score(question: Question, coverage: Coverage, candidate: Candidate) -> float:
    """0 for a figure of another time or subject."""
    payload, figure = candidate.payload, candidate.payload["figure"]
    when = period_fit(question, figure["period"], payload, payload["quote"], payload["title"])
    said = coverage.share(_all_words(payload))
    if not when or not coverage.is_enough(SAYS_SO, _all_words(payload)):
        return 0.0
    own = (coverage.share(_own_words(figure)) + coverage.share(_near(payload))) / 2
    words = OWN_WORDS * own + AROUND_IT * said + MEANING * candidate.score
    return round(words * when * unit_fit(question, figure) * role_fit(question.roles, payload), 4)


def unit_fit(question: Question, figure: dict[str, Any]) -> float:
    """Whether what is counted is what was asked for; persons go by many names."""
    if question.unit is None:
        return UNIT_FIT["unasked"]
    asked = comparable(question.unit, accented=question.accented) or question.unit
    unit = comparable(figure["unit"], accented=question.accented) or figure["unit"]
    if f"{asked} ".startswith(f"{unit} ") or f"{unit} ".startswith(f"{asked} "):
        return UNIT_FIT["same"]
    persons = {comparable(person, accented=question.accented) for person in PERSONS}
    kin = unit in persons and any(f"{asked} ".startswith(f"{person} ") for person in persons)
    return UNIT_FIT["kin" if kin or unit.split()[:1] == asked.split()[:1] else "other"]


def _own_words(figure: dict[str, Any]) -> str:
    return f"{figure['indicator'] or ''} \n{figure['text']}"


def _near(payload: Payload) -> str:
    """The words just before and behind the number in its sentence."""
    at = payload["figure"]["start"] - payload["quote_start"]
    end = payload["figure"]["end"] - payload["quote_start"]
    return str(payload["quote"][max(0, at - NEAR) : end + NEAR])


def _all_words(payload: Payload) -> str:
    section = " \n".join(payload.get("section") or ())
    document = f"{TYPE_NAMES.get(payload['doc_type'], '')} {payload.get('number') or ''} \n{payload['title']}"
    return f"{_own_words(payload['figure'])} \n{payload['quote']} \n{section} \n{document}"


def _answer(payload: Payload, score: float) -> Answer:
    figure = payload["figure"]
    modifier = Modifier(figure["modifier"])
    period = from_json(Period, figure["period"])
    about = (figure["indicator"], figure["place"] or payload.get("province"), period.text)
    said = f"{MODIFIERS.get(modifier, '')}{' '.join(figure['text'].split())}"
    return Answer(
        kind="figure",
        text=f"{said} ({'; '.join(part for part in about if part)})" if any(about) else said,
        value=figure["value"],
        unit=figure["unit"],
        place=figure["place"],
        period=period,
        modifier=modifier.value,
        document_id=payload["document_id"],
        title=payload["title"],
        quote=payload["quote"],
        start=payload["quote_start"],
        end=payload["quote_end"],
        page=payload["page"],
        score=score,
    )


def _each_once(answers: Sequence[Answer]) -> list[Answer]:
    """A number that a text repeats is one answer."""
    first: dict[object, Answer] = {}
    for answer in answers:
        first.setdefault((answer.value, answer.unit, answer.place, answer.period), answer)
    return list(first.values())
