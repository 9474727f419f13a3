"""Reading a question, with or without accents: its kind, place, time, document type, unit and subject."""

from __future__ import annotations

import enum
import re
import unicodedata
from collections.abc import Container, Sequence
from dataclasses import dataclass, field
from datetime import date

from corpus.collections import LEXICAL
from corpus.errors import WrongUse
from corpus.records import DocType
from nlp.dates import find_dates
from nlp.keystrokes import read_keystrokes
from nlp.lexical import query_lane
from nlp.places import find_provinces
from search_api.abbreviations import long_forms_in
from search_api.asked_numbers import asked_numbers, without_numbers
from search_api.asked_relation import AskedRelation, asked_relation
from search_api.asked_role import Role, asked_roles
from search_api.asked_unit import asked_unit
from search_api.question_words import (
    Words,
    aspect_phrases,
    kind_phrases,
    person_phrases,
    reason_phrases,
    split,
    type_words,
)
from search_api.subject import Subject, read_subject
from search_api.wording import is_accented, is_english, vietnamese, without_possessives

MAX_LENGTH = 1_000
LONGEST_LISTED = 7  # syllables between `những` and `gì`
# "bao nhiêu người, trong đó mấy người tự nguyện": what stands behind the comma is a second question
_HOW_MANY = re.compile(r"bao nhiêu|(?<!\w)mấy(?!\w)|bao nhieu|how many", re.IGNORECASE)
_TURN = re.compile(r"[,;]|(?<!\w)(?:và|va|and)(?!\w)")
# "2020", "6/2020", "14/6/2024"
_YEAR = re.compile(r"(?<![\d/.,])(?:\d{1,2}/){0,2}((?:19|20)\d\d)(?![\d/]|[.,]\d)")
# "năm 2023 so với năm 2022", "so voi cung ky nam 2022", "compared with 2022": the year to compare with
_BASE = re.compile(
    r"(?<!\w)(?:so\s+với|so\s+voi|compared\s+(?:with|to)|than)\s[^\d,;?]{0,30}(?:\d{1,2}/){0,2}(?:19|20)\d\d(?!\d)",
    re.IGNORECASE,
)
# "gìn giữ hòa bình", "lập lại hòa bình": peace, and no province
_PEACE = re.compile(
    r"(?:giữ|giu|nền|nen|vì|vi|yêu|yeu|lập lại|chiến tranh)\s+(?:gìn\s+)?h(?:òa|oà|oa)\s+b[iì]nh"
)


class Kind(enum.StrEnum):
    FIGURE = "figure"
    REFERENCE = "reference"
    PASSAGE = "passage"


@dataclass(frozen=True)
class Question:
    """What a question asks; `wording` is its text in Vietnamese, and what is searched for."""

    text: str
    wording: str
    accented: bool
    kind: Kind
    provinces: tuple[str, ...] = ()
    years: tuple[int, int] | None = None
    period: tuple[date, date] | None = None  # as exact as the question says
    doc_type: DocType | None = None
    numbers: tuple[str, ...] = ()  # of documents, canonical; `94/2010` where no more was typed
    unit: str | None = None  # the words after "bao nhiêu": longer than the unit itself
    roles: frozenset[Role] = frozenset()  # which of the numbers on its subject is meant
    relation: AskedRelation | None = None  # to the document that it names
    wants_person: bool = False  # `ai`, `who`: the answer names somebody
    wants_reason: bool = False  # `vì sao`, `why`
    listed: str = ""  # `gồm những giải pháp gì`: what stands under a heading of these words
    translated: bool = False  # it was asked in English, whose words are known only in part
    subject: Subject = field(default_factory=Subject)


def check_length(text: str, *, name: str = "q") -> str:
    """The question without outer blanks; WrongUse for none or too much."""
    text = unicodedata.normalize("NFC", text).strip()
    if not any(letter.isalnum() for letter in text):
        raise WrongUse(name, "câu hỏi trống.", "Nhập ít nhất một từ.")
    if len(text) > MAX_LENGTH:
        raise WrongUse(name, f"câu hỏi dài {len(text)} ký tự.", f"Rút gọn còn tối đa {MAX_LENGTH} ký tự.")
    return text


def read_question(text: str, *, restored: Sequence[str] = (), loans: Container[str] = ()) -> Question:
    """All that the question says of the answer wanted.

    `restored` are its syllables with their accents; `loans` are words that both languages have.
    """
    asked_as = check_length(text)
    english = is_english(asked_as)
    text = without_possessives(asked_as) if english else read_keystrokes(asked_as)
    wording = vietnamese(text, loans) if english else text
    accented = query_lane(wording) == LEXICAL
    words = Words(split(wording, accented=accented), accented)
    asked = Words(split(text, accented=accented), accented)  # an English question in its own words
    main = Words(split(main_part(wording), accented=accented), accented)
    doc_type, type_at = _doc_type(words)
    kind, numbers = _kind(asked, words, type_at), asked_numbers(text)
    wanted = doc_type if kind is Kind.REFERENCE else None
    return Question(
        text=asked_as,
        wording="; ".join((" ".join(restored) or wording, *long_forms_in(wording, accented=accented))),
        accented=accented,
        kind=kind,
        provinces=_provinces(text),
        years=_years(text),
        period=_period(text, " ".join(restored) or wording),
        doc_type=doc_type,
        numbers=numbers,
        unit=asked_unit(text, accented=accented),
        roles=asked_roles(main) | asked_roles(Words(split(main_part(text), accented=accented), accented)),
        relation=asked_relation(asked, numbers) if kind is Kind.REFERENCE else None,
        wants_person=bool(asked.find(person_phrases())),
        wants_reason=bool(asked.find(reason_phrases())),
        listed=_listed(asked),
        translated=english,
        subject=read_subject(main, numbers=numbers, doc_type=wanted, restored=restored),
    )


def like(text: str) -> Question:
    """What is asked for by a passage: others like it, whatever they tell of."""
    return Question(text=text, wording=text, accented=is_accented(text), kind=Kind.PASSAGE)


def main_part(text: str) -> str:
    """The text up to its second `bao nhiêu`: the first number that is asked for is the answer."""
    asked = [match.start() for match in _HOW_MANY.finditer(text)]
    if len(asked) < 2:
        return text
    turns = [turn.start() for turn in _TURN.finditer(text, asked[0], asked[1])]
    return text[: turns[-1]] if turns else text


def _kind(asked: Words, words: Words, type_at: int | None) -> Kind:
    """What is asked for decides; a leading document type only where nothing else does."""
    says = {kind: bool(asked.find(phrases)) for kind, phrases in kind_phrases().items()}
    if says["reference"] or _asks_which_document(asked):
        return Kind.REFERENCE
    if says["figure"] or asked.syllables[:1] == words.phrase("số"):
        return Kind.FIGURE
    if _listed(asked):
        return Kind.PASSAGE
    if asked.find(("when", "khi nào")) and type_at is not None:
        return Kind.REFERENCE
    return Kind.REFERENCE if type_at == 0 and not says["passage"] else Kind.PASSAGE


def _listed(words: Words) -> str:
    """`giải pháp` of `gồm những giải pháp gì`, `khó khăn` of `những khó khăn là gì`."""
    many, which = words.phrase("những"), words.phrase("gì nào")
    said = words.syllables
    for start, end in words.find(aspect_phrases()):
        if said[max(0, start - 1) : start] == many and set(said) & set(which):
            return " ".join(said[start:end])
    for start in (place + 1 for place in range(len(said)) if said[place : place + 1] == many):
        for end in range(start + 1, min(start + LONGEST_LISTED, len(said))):
            if said[end] in which:
                return " ".join(word for word in said[start:end] if word != words.phrase("là")[0])
    return ""


def _asks_which_document(words: Words) -> bool:
    """`Nghị định nào`, `theo chương trình gì`, `Which joint circular`, `Which provincial decision`."""
    return any(_is_asked(words, *place) for _, names in type_words() for place in words.find(names))


def _is_asked(words: Words, start: int, end: int) -> bool:
    """`nào`, `gì`, `số mấy` behind the words, or `which` before them."""
    follows = {words.phrase(word) for word in ("nào", "gì", "số mấy", "số bao")}
    before = words.syllables[max(0, start - 2) : start]
    behind = {words.syllables[end : end + length] for length in (1, 2)}
    return bool(behind & follows or {"which", "what"} & set(before))


def _doc_type(words: Words) -> tuple[DocType | None, int | None]:
    """The document type that is asked for, else the first, and where; the longer name wins at one place."""
    places = [(start, start - end, kind) for kind, names in type_words() for start, end in words.find(names)]
    if not places:
        return None, None
    asked = [place for place in places if _is_asked(words, place[0], place[0] - place[1])]
    start, _, kind = min(asked or places)
    return kind, start


def _provinces(text: str) -> tuple[str, ...]:
    """Also common words where nothing has a capital: `o hoa binh`, but no `gìn giữ hòa bình`."""
    found = find_provinces(text)
    if not found and text == text.lower() and not _PEACE.search(text):
        found = find_provinces(text.title())
    return tuple(dict.fromkeys(place.canonical for place in found))


def _years(text: str) -> tuple[int, int] | None:
    """Those that are asked about; one to compare with only where there is no other."""
    said = without_numbers(text)
    years = [int(match[1]) for match in _YEAR.finditer(_without_base(said))]
    years = years or [int(match[1]) for match in _YEAR.finditer(said)]
    return (min(years), max(years)) if years else None


def _without_base(text: str) -> str:
    return _BASE.sub(" ", text)


def _period(text: str, wording: str) -> tuple[date, date] | None:
    """From the first day that the question names, in its own words or as it is read, to the last."""
    for said in (_without_base(text), _without_base(wording), text):
        if found := find_dates(said):
            return min(when.first for when in found), max(when.last for when in found)
    years = _years(text)
    return (date(years[0], 1, 1), date(years[1], 12, 31)) if years else None
