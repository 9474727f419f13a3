"""Passage answers: the stretch of sentences that speaks of the whole subject, of the asked place and time."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from corpus.index import Collection, Payload
from nlp.persons import find_persons
from nlp.segment import sentences
from search_api.answer import Answer
from search_api.answer_references import TYPE_NAMES
from search_api.comparing import names
from search_api.coverage import Coverage
from search_api.filters import Selection
from search_api.fitness import fits_place, is_headed, year_fit
from search_api.query import Kind, Question
from search_api.question_words import Words, because_phrases, split, type_words
from search_api.ranking import Candidate
from search_api.search import find_passages
from search_api.services import Services

READ = 40  # passages that are read for an answer
SAYS_SO = {
    Kind.PASSAGE: 0.6,
    Kind.REFERENCE: 0.85,
    Kind.FIGURE: 0.85,
}  # more where another kind was asked for
QUOTE, LIST = 450, 900  # characters that a quote may have before it is one long sentence
HEADING = 160  # characters that a heading has at most
WINDOW, PASSAGE, MEANING = 0.5, 0.4, 0.1
NAMED = 0.15  # a quote that names somebody where somebody is asked for
REASON = 0.15  # a quote that gives a cause where one is asked for
LISTED = 0.3  # what stands under the heading that a question names

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")  # "năm 2022 và nhiệm vụ năm 2023"


def passage_answers(
    services: Services, question: Question, filters: Selection, *, figures: Sequence[Answer] = ()
) -> list[Answer]:
    """The best quote of each passage that speaks of enough of the subject, best first."""
    ranked = find_passages(services, question, filters=filters, figures=figures)
    found = without_headings(services, ranked[:READ])
    coverage = Coverage(question, (_all_words(candidate.payload) for candidate in found))
    answers = []
    for candidate in found:
        words = (
            _all_words(candidate.payload),
            question.listed if is_headed(question, candidate.payload) else "",
        )
        said, fit = coverage.share(*words), _fit(question, candidate.payload)
        if fit and coverage.is_enough(SAYS_SO[question.kind], *words):
            answers.append(_answer(candidate, coverage, question, said, fit))
    holding = (answer for answer in answers if _can_hold(question, answer.quote))
    return sorted(holding, key=lambda answer: (-answer.score, answer.document_id, answer.start))


def _fit(question: Question, payload: Payload) -> float:
    """0 for a passage of another place or time."""
    words = _all_words(payload)
    if not fits_place(question, payload, words):
        return 0.0
    told = words if _is_of_years(question, payload["title"]) else words.removesuffix(payload["title"])
    return year_fit(question, payload, told)


def _is_of_years(question: Question, title: str) -> bool:
    """A title with further years, of a report that plans the next one, does not date its passages."""
    years = {int(year) for year in _YEAR.findall(title)}
    return question.years is None or years <= {*question.years}


def _can_hold(question: Question, text: str) -> bool:
    """A number is told with digits, and a document by the name of its kind."""
    if question.kind is Kind.FIGURE:
        return any(letter.isdecimal() for letter in text)
    kinds = (words for kind, words in type_words() if question.doc_type in (None, kind))
    return question.kind is Kind.PASSAGE or any(names(text, word) for words in kinds for word in words)


def _all_words(payload: Payload) -> str:
    kind = TYPE_NAMES.get(payload["doc_type"], "")  # of "the plan of the province", in the words of a reader
    return f"{payload['text']} \n{' '.join(payload['section'])} \n{kind} \n{payload['title']}"


def _answer(candidate: Candidate, coverage: Coverage, question: Question, said: float, fit: float) -> Answer:
    payload = candidate.payload
    spans = sentences(payload["text"]) or ((0, len(payload["text"])),)
    windows, bonus = list(_windows(payload["text"], spans, coverage)), 0.0
    if question.wants_person:
        first = dict(spans)
        named = [person.entity.start for person in find_persons(payload["text"])]
        naming = [w for w in windows if any(w[0] <= at < first[w[0]] for at in named)]
        windows, bonus = naming or windows, NAMED if naming else 0.0  # `ai` may ask for a group or an office
    if question.wants_reason:
        giving = [window for window in windows if _gives_reason(payload["text"][window[0] : window[1]])]
        windows, bonus = giving or windows, REASON if giving else 0.0
    start, end, share = max(windows, key=lambda w: (w[2], -w[0]))
    if is_headed(question, payload):
        bonus = LISTED
    room = LIST if question.listed else QUOTE
    whole = (last for _, last in spans if last - start <= room)
    end = max((end, *whole))
    quote = payload["text"][start:end]
    return Answer(
        kind="passage",
        text=" ".join(quote.split()),
        document_id=payload["document_id"],
        title=payload["title"],
        quote=quote,
        start=payload["start"] + start,
        end=payload["start"] + end,
        page=payload["page"],
        score=round(fit * (WINDOW * share + PASSAGE * said + MEANING * candidate.score) + bonus, 4),
        place=payload.get("province"),
    )


def _gives_reason(text: str) -> bool:
    return bool(Words(split(text, accented=True), accented=True).find(because_phrases()))


def without_headings(services: Services, candidates: Sequence[Candidate]) -> list[Candidate]:
    """A passage that is only a heading gives its place to what stands under it."""
    following = {c.key: _next_key(c.key) for c in candidates if _is_heading(c.payload)}
    known = services.index.get(Collection.PASSAGES, list(following.values())) if following else {}
    shown: dict[str, Candidate] = {}
    for candidate in candidates:
        key = following.get(candidate.key, candidate.key)
        content = known.get(key)
        if content is not None and _is_under(content, candidate.payload):
            shown.setdefault(key, Candidate(key, candidate.score, content))
        else:
            shown.setdefault(candidate.key, candidate)
    return list(shown.values())


def _next_key(key: str) -> str:
    document, _, number = key.rpartition("/p")
    return f"{document}/p{int(number) + 1}"


def _is_heading(payload: Payload) -> bool:
    """One line that is the last of its section's path."""
    text = str(payload["text"]).strip()
    return len(text) <= HEADING and "\n" not in text and not text.endswith((".", ";", "!", "?"))


def _is_under(content: Payload, heading: Payload) -> bool:
    path = list(heading["section"])
    return bool(content["section"][: len(path)] == path)


def _windows(
    text: str, spans: Sequence[tuple[int, int]], coverage: Coverage
) -> Iterator[tuple[int, int, float]]:
    """Neighbouring sentences as long as they fit in a quote; one long sentence goes whole."""
    for first, (start, _) in enumerate(spans):
        for _, end in spans[first:]:
            if end - start > QUOTE and end != spans[first][1]:
                break
            yield start, end, coverage.share(text[start:end])
