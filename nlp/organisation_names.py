"""The canonical name of an organisation: acronyms written out, one dash, its territory complete."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from corpus.records import Entity
from nlp.fold import fold
from nlp.gazetteer import load_table
from nlp.place_mentions import Words, level_marks

_BLANKS = re.compile(r"\s+")
_DASHES = re.compile(r"\s{0,8}[–—]\s{0,8}|\s{1,8}-\s{1,8}")
# "(UBND) Thành phố": the acronym that a text introduces before the territory.
_ACRONYM = re.compile(r"^\(?[A-ZĐ][\w&.-]{1,15}\) *")
_CITY_ACRONYM = re.compile(r"(?i)\btp\b\.? ?")
_FIRST_LEVEL = re.compile(r"^(?:(?i:thành phố|thị xã|thị trấn|đặc khu)|\w+)")
_LEVEL_WORD = re.compile(r"^(?:thành phố|thị xã|thị trấn|huyện|xã|phường|đặc khu|Quận|Phường) ")


def free_name(surface: str) -> str:
    """A name in free words as the text has it, acronyms written out."""
    return written_out(_tidy(surface))


def territory_name(surface: str, province: str | None) -> str:
    """ "TP. Hà Nội" is "thành phố Hà Nội"; of "UBND tỉnh" the document's province completes it."""
    bare_surface = _ACRONYM.sub("", surface).strip("() ")
    name = _tidy(_CITY_ACRONYM.sub("thành phố ", bare_surface))
    bare = fold(name)
    if province and (bare == "tỉnh" or (bare == "thành phố" and province in _cities())):
        return f"{bare} {province}"
    has_level = bare.split(" ")[0] in level_marks() or bare.startswith(("thành phố", "thị xã"))
    return _FIRST_LEVEL.sub(lambda found: found[0].lower(), name) if has_level else name


def surface_with_places(words: Words, at: int, end: int, place_at: Mapping[int, Entity]) -> str:
    """The text of some words with the canonical names of its places."""
    pieces, offset, stop = [], words.spans[at][0], words.spans[end - 1][1]
    for word in range(at, end):
        place = place_at.get(words.spans[word][0])
        if place and place.end <= stop and place.start >= offset:
            pieces += [words.text[offset : place.start], _LEVEL_WORD.sub("", place.canonical)]
            offset = place.end
    return "".join(pieces) + words.text[offset:stop]


def written_out(name: str) -> str:
    """Acronyms in full: "UBMTTQ Việt Nam", "Hội LHPN"."""
    table = load_table("organisations")["acronyms"]
    return " ".join(table.get(word, word) for word in name.split(" "))


def _tidy(text: str) -> str:
    """One blank, and a spaced hyphen for every dash between words."""
    return _DASHES.sub(" - ", _BLANKS.sub(" ", text)).strip()


@cache
def _cities() -> frozenset[str]:
    rows = load_table("provinces")["province"]
    return frozenset(row["name"] for row in rows if row.get("city")) | {"Huế"}
