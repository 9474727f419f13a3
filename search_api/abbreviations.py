"""Short forms and other words for the same (tables/abbreviations.toml): `UBND` finds `Ủy ban nhân dân`."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

from corpus.errors import WrongUse
from nlp.fold import unaccent
from search_api.question_words import Phrase, rows, split, texts

LONGEST = 7  # syllables of a short form or a synonym
_HINT = "Xem README: mỗi dòng [[abbreviation]] có long và short, mỗi dòng [[synonym]] có words."
Row = Mapping[str, object]
_FIELDS = {"abbreviation": ("long", "short"), "synonym": ("words",)}
_OWN: dict[str, list[Row]] = {kind: [] for kind in _FIELDS}  # rows of the table that a setting names


def written_out(words: Sequence[str], *, accented: bool) -> list[str]:
    """The syllables of a text with each short form in full."""
    known, said, place = _long_forms(accented=accented), list[str](), 0
    sizes = _sizes(accented=accented)
    while place < len(words):
        for end in range(place + sizes.get(words[place], 0), place, -1):
            if long := known.get(tuple(words[place:end])):
                said += long
                place = end
                break
        else:
            said.append(words[place])
            place += 1
    return said


def long_forms_in(text: str, *, accented: bool) -> list[str]:
    """What the short forms of a text stand for, and the other words for what it says."""
    words = split(text, accented=accented)
    spans = [words[start : start + size] for start in range(len(words)) for size in range(1, LONGEST + 1)]
    known, others = _long_forms(accented=accented), _synonyms(accented=accented)
    meant = [known[span] for span in spans if span in known]
    meant += [other for span in spans for other in others.get(span, ()) if other not in spans]
    return list(dict.fromkeys(" ".join(phrase) for phrase in meant))


def use_own_table(path: Path) -> None:
    """Let this process read a table of the reader's own beside the shipped one; WrongUse where it is none."""
    _OWN.update({kind: list(_own_rows(path, kind)) for kind in _FIELDS})
    for table in (_long_forms, _sizes, _synonyms):
        table.cache_clear()


def _own_rows(path: Path, kind: str) -> Iterator[Row]:
    try:
        found = tomllib.loads(path.read_text("utf-8")).get(kind, [])
    except (OSError, ValueError) as error:
        raise WrongUse(str(path), f"không đọc được bảng từ ({error}).", _HINT) from error
    for row in found if isinstance(found, list) else [found]:
        if not isinstance(row, dict) or not all(row.get(name) for name in _FIELDS[kind]):
            raise WrongUse(str(path), f"dòng {row!r} thiếu {' hoặc '.join(_FIELDS[kind])}.", _HINT)
        yield row


@cache
def _long_forms(*, accented: bool) -> dict[Phrase, Phrase]:
    return dict(_pairs(accented=accented))


@cache
def _sizes(*, accented: bool) -> dict[str, int]:
    """For the first syllable of a short form how many the longest has: most words of a text begin none."""
    return {short[0]: len(short) for short in sorted(_long_forms(accented=accented), key=len) if short}


def _pairs(*, accented: bool) -> Iterator[tuple[Phrase, Phrase]]:
    for row in (*rows("abbreviations", "abbreviation"), *_OWN["abbreviation"]):
        long = split(str(row["long"]), accented=accented)
        for short in texts(row, "short"):
            yield split(short, accented=True), long
            yield split(unaccent(short), accented=False), long


@cache
def _synonyms(*, accented: bool) -> dict[Phrase, tuple[Phrase, ...]]:
    """Each phrase with the others of its row."""
    found: dict[Phrase, tuple[Phrase, ...]] = {}
    for row in (*rows("abbreviations", "synonym"), *_OWN["synonym"]):
        phrases = [split(text, accented=accented) for text in texts(row, "words")]
        for phrase in phrases:
            found[phrase] = (*found.get(phrase, ()), *(other for other in phrases if other != phrase))
    return found
