"""What is searched for: a question in English as Vietnamese, and one typed without accents with them."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from itertools import pairwise

from nlp.fold import unaccent
from nlp.lexical import syllables
from nlp.places import find_provinces
from search_api.question_words import english_share, in_vietnamese, split

ENGLISH = 0.5  # share of its words that must be English
_POSSESSIVE = re.compile(r"(?<=[^\W\d_])['\u2019]s(?!\w)")  # "Dak Lak's", "the province's"
PAIR_WEIGHT = 2.0  # of seeing two syllables side by side, against seeing one


def is_accented(text: str) -> bool:
    """Some letter of it carries a Vietnamese mark."""
    return unaccent(text) != text


def is_english(text: str) -> bool:
    return not is_accented(text) and english_share(_names_cut(text)) >= ENGLISH


def without_possessives(text: str) -> str:
    """`Quang Binh's resolution` names Quang Binh."""
    return _POSSESSIVE.sub("", text)


def _names_cut(text: str) -> tuple[str, ...]:
    """Its words without the provinces."""
    for province in reversed(find_provinces(text)):
        text = text[: province.start] + text[province.end :]
    return split(text, accented=True)


def vietnamese(text: str, loans: Container[str] = ()) -> str:
    """English as Vietnamese words, with the provinces as they are written here; `loans` are words of both."""
    names = {
        syllable.text
        for at, syllable in enumerate(syllables(text))
        if (at and text[syllable.start].isupper()) or syllable.text in loans
    }
    said: list[str] = []
    place = 0
    for province in find_provinces(text):
        said += [
            *in_vietnamese(split(text[place : province.start], accented=True), names),
            province.canonical,
        ]
        place = province.end
    return " ".join([*said, *in_vietnamese(split(text[place:], accented=True), names)]) or text


def with_accents(typed: Sequence[str], texts: Iterable[str]) -> tuple[str, ...]:
    """Each bare syllable in the form that the texts use here; one that they do not know stays bare."""
    seen, beside = _counts(set(map(unaccent, typed)), texts)
    best: dict[str, tuple[float, tuple[str, ...]]] = {"": (0.0, ())}
    for syllable in typed:
        best = {
            form: max(
                (score + _weight(seen[form], beside[last, form]), (*path, form))
                for last, (score, path) in best.items()
            )
            for form in _forms(syllable, seen)
        }
    return max(best.values())[1]


def _counts(bare: set[str], texts: Iterable[str]) -> tuple[Counter[str], Counter[tuple[str, str]]]:
    seen: Counter[str] = Counter()
    beside: Counter[tuple[str, str]] = Counter()
    for text in texts:
        words = [syllable.text for syllable in syllables(text)]
        seen.update(word for word in words if unaccent(word) in bare)
        beside.update(
            pair for pair in pairwise(words) if unaccent(pair[0]) in bare and unaccent(pair[1]) in bare
        )
    return seen, beside


def _forms(syllable: str, seen: Mapping[str, int]) -> list[str]:
    if is_accented(syllable):
        return [syllable]  # what was typed is meant
    forms: dict[str, list[str]] = defaultdict(list)
    for form in seen:
        forms[unaccent(form)].append(form)
    return forms.get(syllable) or [syllable]


def _weight(alone: int, together: int) -> float:
    return math.log1p(alone) + PAIR_WEIGHT * math.log1p(together)
