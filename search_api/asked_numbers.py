"""Document numbers in a question, as people type them, and the spellings that one may have in the texts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import product

from nlp.fold import canonical_number

MANY = 6  # Ds of a number that are tried both ways

# "94/2010/NĐ-CP", "1152/KH – UBND", "29/2022/tt-bldtbxh"; "36-CT/TW"
_NUMBER = re.compile(
    r"""
    (?<![\w/]) \d{1,5}[a-z]?
    (?: \s?/\s? (?:\d{4}\s?/\s?)? [^\W\d_]{1,10}\d{0,2} (?: \s?[-–]\s? [^\W\d_]{1,10}\d{0,2} ){0,4}
      | \s?-\s? [^\W\d_]{1,6} \s?/\s? [^\W\d_]{1,6} )
    (?!\w)
    """,
    re.X,
)
_SHORT = re.compile(r"(?<![\w/])(\d{1,5}/(?:19|20)\d\d)(?![\w/])")  # "Decree 94/2010", not "6/2020"


def asked_numbers(text: str) -> tuple[str, ...]:
    """The numbers, canonical, in order; `94/2010` where no more was typed behind a document type."""
    found = [canonical_number(match[0].upper()) for match in _NUMBER.finditer(text)]
    found += [match[1] for match in _SHORT.finditer(text) if not _is_month(match[1])]
    return tuple(dict.fromkeys(found))


def without_numbers(text: str) -> str:
    """The text with its document numbers blanked: their years are not asked for."""
    shorts = _SHORT.sub(lambda match: match[0] if _is_month(match[1]) else " ", text)
    return _NUMBER.sub(" ", shorts)


def _is_month(number: str) -> bool:
    return int(number.partition("/")[0]) <= 12


def is_short(number: str) -> bool:
    """It is cut to serial and year."""
    return number.replace("/", "").isdecimal()


def is_number(number: str | None, asked: Iterable[str]) -> bool:
    """A cited number is one of those asked for, in any spelling; `94/2010` means 94/2010/NĐ-CP."""
    return number is not None and any(
        number in number_spellings(one) or (is_short(one) and number.startswith(f"{one}/")) for one in asked
    )


def number_spellings(number: str) -> tuple[str, ...]:
    """What a typed number may be in the texts: in capitals, and with each of its Ds crossed or not."""
    forms = (canonical_number(number), canonical_number(number.upper()))
    return tuple(dict.fromkeys((*forms, *(spelling for form in forms for spelling in _spellings(form)))))


def _spellings(number: str) -> Iterator[str]:
    places = [place for place, letter in enumerate(number) if letter in "DĐ"][:MANY]
    for letters in product("DĐ", repeat=len(places)):
        spelling = list(number)
        for place, letter in zip(places, letters, strict=True):
            spelling[place] = letter
        yield "".join(spelling)
