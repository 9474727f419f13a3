"""The words of questions (tables/question_words.toml), and English ones in Vietnamese (english.toml)."""

from __future__ import annotations

import tomllib
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from corpus.records import DocType
from nlp.fold import unaccent
from nlp.lexical import words_of

TABLES = Path(__file__).parent / "tables"
LONGEST_PHRASE = 8
Phrase = tuple[str, ...]


@dataclass(frozen=True)
class Words:
    """The syllables of a question as they are compared: without accents where none were typed."""

    syllables: tuple[str, ...]
    accented: bool

    def find(self, phrases: Iterable[str]) -> list[tuple[int, int]]:
        """Where any of the phrases stands, as `[start, end)` in syllables, longest first at each place."""
        wanted = {self.phrase(text) for text in phrases}
        return list(self._matches(wanted))

    def phrase(self, text: str) -> Phrase:
        return _phrase(text, accented=self.accented)

    def _matches(self, wanted: set[Phrase]) -> Iterator[tuple[int, int]]:
        for start in range(len(self.syllables)):
            for end in range(min(start + LONGEST_PHRASE, len(self.syllables)), start, -1):
                if self.syllables[start:end] in wanted:
                    yield start, end
                    break


def split(text: str, *, accented: bool) -> Phrase:
    """The syllables of a text, folded; without accents unless they count."""
    return tuple(words_of(text, folded=not accented))


@lru_cache(maxsize=4096)  # every question is held against the same tables
def _phrase(text: str, *, accented: bool) -> Phrase:
    return split(text, accented=accented)


@cache
def _table(name: str) -> Mapping[str, Sequence[Mapping[str, object]]]:
    return tomllib.loads((TABLES / name).read_text("utf-8"))


def rows(table: str, key: str) -> Sequence[Mapping[str, object]]:
    """The rows under a key of one of our tables."""
    return _table(f"{table}.toml")[key]


def texts(row: Mapping[str, object], key: str) -> tuple[str, ...]:
    """A cell as texts, be it one or a list."""
    found = row[key]
    return tuple(str(text) for text in found) if isinstance(found, list) else (str(found),)


def _rows(key: str) -> Sequence[Mapping[str, object]]:
    return rows("question_words", key)


@cache
def kind_phrases() -> dict[str, tuple[str, ...]]:
    return {str(row["name"]): texts(row, "phrases") for row in _rows("kind")}


@cache
def person_phrases() -> tuple[str, ...]:
    """Phrases that ask for somebody."""
    return tuple(text for row in _rows("person") for text in texts(row, "phrases"))


@cache
def reason_phrases() -> tuple[str, ...]:
    """Phrases that ask for a cause."""
    return tuple(text for row in _rows("reason") for text in texts(row, "phrases"))


@cache
def because_phrases() -> tuple[str, ...]:
    """Words that give a cause."""
    return tuple(text for row in _rows("because") for text in texts(row, "phrases"))


def kin(name: str) -> tuple[str, ...]:
    """A side of a subject by all names that headings have for it."""
    groups = (texts(row, "phrases") for row in _rows("kin"))
    bare = unaccent(name)
    return next((group for group in groups if bare in map(unaccent, group)), (name,))


@cache
def role_phrases() -> dict[str, tuple[str, ...]]:
    """Phrases that tell which of the numbers on a subject is meant."""
    return {str(row["name"]): texts(row, "phrases") for row in _rows("role")}


@cache
def relation_phrases() -> dict[str, tuple[str, ...]]:
    """Verbs for what one document does to another, by the kind of the relation."""
    return {str(row["name"]): texts(row, "phrases") for row in _rows("relation")}


@cache
def type_words() -> tuple[tuple[DocType, tuple[str, ...]], ...]:
    """Each document type with its words; the longer names stand first."""
    return tuple((DocType(str(row["name"])), texts(row, "words")) for row in _rows("type"))


@cache
def measures() -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple((str(row["unit"]), texts(row, "phrases")) for row in _rows("measure"))


@cache
def asking_phrases() -> tuple[str, ...]:
    """Phrases that put a question."""
    return tuple(text for row in _rows("asking") for text in texts(row, "phrases"))


@cache
def aspect_phrases() -> tuple[str, ...]:
    """Names of a side of the subject, which an answering text need not use."""
    return tuple(text for row in _rows("aspect") for text in texts(row, "phrases"))


@cache
def english_words() -> frozenset[str]:
    """The function words of English questions."""
    rows = (row for row in _rows("asking") if row["language"] == "en")
    return frozenset(text for row in rows for text in texts(row, "phrases"))


@cache
def _glossary() -> dict[Phrase, str]:
    groups = (row["vi"] for group in _table("english.toml").values() for row in group)
    pairs = ((vietnamese, english) for group in groups for vietnamese, english in _items(group))
    return {split(word, accented=True): vietnamese for vietnamese, english in pairs for word in english}


def _items(group: object) -> Iterator[tuple[str, list[str]]]:
    return iter(group.items()) if isinstance(group, dict) else iter(())


def english_share(words: Sequence[str]) -> float:
    """Of the words of three letters or more, the share that is English; shorter ones may be either."""
    counted = [word for word in words if word.isalpha() and len(word) >= 3]
    known = english_words() | {word for phrase in _glossary() for word in phrase}
    return sum(bool({word, *_singular((word,))} & known) for word in counted) / max(1, len(counted))


def unknown_words(words: Iterable[str]) -> list[str]:
    """Those that are not among our English words: names, and words that both languages have."""
    known = english_words() | {word for phrase in _glossary() for word in phrase}
    return [word for word in words if not {word, *_singular((word,))} & known]


def in_vietnamese(words: Sequence[str], names: Container[str] = ()) -> list[str]:
    """English words as Vietnamese phrases, longest first; of unknown ones only names and numbers stay."""
    glossary, said, place = _glossary(), [], 0
    while place < len(words):
        for end in range(min(place + LONGEST_PHRASE, len(words)), place, -1):
            found = glossary.get(tuple(words[place:end])) or glossary.get(_singular(words[place:end]))
            if found:
                said.append(found)
                place = end
                break
        else:
            if words[place] in names or not words[place].isalpha():
                said.append(words[place])
            place += 1
    return said


def _singular(words: Sequence[str]) -> Phrase:
    last = words[-1]
    return (*words[:-1], last[:-1] if last.endswith("s") else last)
