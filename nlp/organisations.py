"""Organisations by rules and tables, in their full extent: head, field or name, territory.

"Sở LĐ - TB&XH tỉnh Đắk Nông" has the head "Sở", the field "LĐ - TB&XH" and the territory "tỉnh Đắk Nông".
"""

from __future__ import annotations

import enum
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from corpus.records import Entity, Label
from nlp.fold import fold
from nlp.gazetteer import Level, load_table
from nlp.organisation_names import free_name, surface_with_places, territory_name, written_out
from nlp.persons import has_title, person_length
from nlp.place_mentions import Words, level_marks, mark_before, read_words, surnames
from nlp.places import find_places

LONGEST_HEAD, LONGEST_FIELD, LONGEST_NAME, LONGEST_COMMITTEE = 11, 10, 16, 30  # in words
LONGEST_TERRITORY = 8

# "Lao động – Thương binh", "Phòng, chống", "TB&XH", "HIV/AIDS": what may stand inside a field.
_FIELD_GAP = re.compile(r"[ \u00a0]?[,&/–-]?[ \u00a0]?")
_DASH_GAP = re.compile(r" ?[-–] ?")
_SENTENCE_END = re.compile(r"(?:^|[.!?:;\n•+*-])[\s\"'“‘(]*\Z")


class Kind(enum.StrEnum):
    """What must follow a head, as `tables/organisations.toml` says."""

    TERRITORIAL = "territorial"
    FIELD = "field"
    NAMED = "named"
    PROPER = "proper"
    COMMITTEE = "committee"
    WHOLE = "whole"


@dataclass(frozen=True, slots=True)
class Head:
    name: str
    kind: Kind
    short: bool  # an acronym, in capitals always


@dataclass(frozen=True, slots=True)
class Extent:
    """An organisation in words: head [start, name), name [name, territory), territory [territory, end)."""

    start: int
    name: int
    territory: int
    end: int
    field: str | None = None


def find_organisations(
    text: str, *, places: Sequence[Entity] | None = None, province: str | None = None
) -> tuple[Entity, ...]:
    """Every organisation that a text names; "UBND tỉnh" is completed by the document's province."""
    words = read_words(text)
    named = find_places(text, province=province) if places is None else places
    place_at = {place.start: place for place in named}
    return tuple(_entity(words, *found, place_at, province) for found in _scan(words, place_at))


def _scan(words: Words, place_at: Mapping[int, Entity]) -> Iterator[tuple[Head, Extent]]:
    end = 0
    for at in words.where(_first_words()):
        found = read_organisation(words, at, place_at) if at >= end else None
        if found:
            yield found
            end = found[1].end


def read_organisation(words: Words, at: int, place_at: Mapping[int, Entity]) -> tuple[Head, Extent] | None:
    """The organisation that begins at a word, if one does."""
    matched = _head(words, at)
    if matched is None or words.spans[at][0] in place_at:  # "phường Hội Hợp"
        return None
    head, size = matched
    extent = _extent(words, at, at + size, head, place_at)
    return (head, extent) if extent else None


def _head(words: Words, at: int) -> tuple[Head, int] | None:
    """The longest head at a word: "Ban Thường vụ Tỉnh ủy" before "Ban"."""
    if words.plain_key(at) not in _first_words() or _is_part_of_name(words, at):
        return None
    keys = [words.plain_key(at)]
    while len(keys) < LONGEST_HEAD and at + len(keys) < len(words) and words.joined(at + len(keys)):
        keys.append(words.plain_key(at + len(keys)))
    for size in range(len(keys), 0, -1):
        head, longer = _heads().get(" ".join(keys[:size])), " ".join(keys[: size + 1])
        if head and _is_written_as_name(words, at, head) and longer not in _words("not_heads"):
            return head, size
    return None


# "Số: 09/2009/CT-UBND Thủ Dầu Một": the letters of a number
_NUMBER_BEFORE = re.compile(r"\d{1,5}(?:/\d{4})?[/-](?:[A-ZĐ]{1,12}\d?[-/]){0,4}\Z")


def _is_part_of_name(words: Words, at: int) -> bool:
    """ "Lê Trường Lưu", "ông Đoàn Mão": a syllable of a person's name."""
    start = words.spans[at][0]
    if words.gap(at) in ("/", "-") and _NUMBER_BEFORE.search(words.text, max(0, start - 60), start):
        return True
    if not at or not words.joined(at) or not words.is_capital(at):
        return False
    before = words.plain_key(at - 1)
    if before in ("luật", "pháp lệnh") or (before, words.plain_key(at)) == ("xã", "hội"):
        return True  # "Luật Tổ chức Chính phủ", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA"
    if words.is_capital(at - 1):
        return before in surnames() and not words.is_shouted(*words.spans[at])
    return words.plain_key(at) in surnames() and has_title(words, at)


def _is_written_as_name(words: Words, at: int, head: Head) -> bool:
    """Capital, but for "công an tỉnh" and "sở GTVT", which no one takes for an ordinary word."""
    start, end = words.spans[at]
    if head.short:
        return words.text[start:end].isupper()
    if words.is_capital(at):
        return True
    is_known = head.kind is Kind.TERRITORIAL or head.name in ("Sở", "Bộ", "Chi cục", "Cục")
    return is_known and not (at and words.plain_key(at - 1) in _words("not_before"))


def _extent(words: Words, at: int, name: int, head: Head, place_at: Mapping[int, Entity]) -> Extent | None:
    if head.kind in (Kind.TERRITORIAL, Kind.WHOLE):
        territory = _territory(words, name, place_at)
        if head.kind is Kind.TERRITORIAL and territory == name:
            return None
        return Extent(at, name, name, territory)
    if head.kind is Kind.FIELD:
        field, end = _field(words, name)
        if field:
            return Extent(at, name, end, _territory(words, end, place_at), field)
        if not words.is_capital(at):
            return None
    end = _free_name(words, name, head, place_at)
    territory = _territory(words, end, place_at)
    extent = Extent(at, name, end, territory)
    return extent if _is_definite(words, extent, head) else None


def _is_definite(words: Words, extent: Extent, head: Head) -> bool:
    """A free name is one by its capitals, its number or its territory; one word in small letters is none."""
    inside = range(extent.name, extent.territory)
    capital = any(words.is_capital(at) or words.plain_key(at).isdigit() for at in inside)
    if not inside:
        return (
            head.name in load_table("organisations")["ends"]["bare_heads"] and extent.end > extent.territory
        )
    if head.kind is Kind.FIELD:
        return words.is_capital(extent.name) and not words.is_shouted(*words.spans[extent.start])
    if head.kind is Kind.PROPER:
        return capital or _has_acronym(words, extent.end)
    before = words.text[max(0, words.spans[extent.start][0] - 4) : words.spans[extent.start][0]]
    starts_sentence = _SENTENCE_END.search(before)
    if starts_sentence and not capital:
        return extent.end > extent.territory > extent.name
    return capital or len(inside) >= 2


def _has_acronym(words: Words, at: int) -> bool:
    """ "Tổ chức sức khỏe gia đình quốc tế (FHI360)"."""
    return at < len(words) and words.gap(at) == " (" and words.is_shouted(*words.spans[at])


def _field(words: Words, at: int) -> tuple[str | None, int]:
    """The longest field of administration at a word: "Lao động – Thương binh và Xã hội", "LĐ-TB&XH"."""
    found: tuple[str | None, int] = (None, at)
    key = ""
    for end in range(at, min(at + LONGEST_FIELD, len(words))):
        if (end == at and not words.joined(at)) or (end > at and not _FIELD_GAP.fullmatch(words.gap(end))):
            break
        if words.plain_key(end) == "và":
            continue
        key += words.plain_key(end)
        field = _fields().get(key)
        is_short = len(key) <= 5
        if field and (not is_short or words.is_capital(at)):
            found = (field, end + 1)
    return found


def _free_name(words: Words, at: int, head: Head, place_at: Mapping[int, Entity]) -> int:
    """Where a name in free words ends: before a verb, a level word, a place, a person or another head."""
    end = at
    longest = LONGEST_COMMITTEE if head.kind is Kind.COMMITTEE else LONGEST_NAME
    while end < len(words) and end - at < longest:
        if not _goes_on(words, end, head, is_first=end == at):
            break
        if words.spans[end][0] in place_at or _level_length(words, end):
            break
        if end > at and words.is_capital(end) and _head(words, end):
            if not _is_apposition(words, end, head):
                break
            inner = read_organisation(words, end, place_at)
            return inner[1].end if inner else end
        end += 1
    while end > at and words.plain_key(end - 1) in ("và", "số"):
        end -= 1
    return end


def _is_apposition(words: Words, at: int, head: Head) -> bool:
    """ "Cơ quan thường trực phòng, chống tội phạm – Công an tỉnh Cao Bằng" is one body."""
    return head.kind is Kind.COMMITTEE and _DASH_GAP.fullmatch(words.gap(at)) is not None


def _goes_on(words: Words, at: int, head: Head, *, is_first: bool) -> bool:
    """Whether a word may belong to a free name, by what it is and what stands before it."""
    if words.plain_key(at) == "và" and not is_first and words.joined(at):
        return head.kind is Kind.COMMITTEE or _joins_names(words, at + 1)
    if _ends_name(words, at, is_first=is_first) or _begins_heading(words, at):
        return False
    if words.joined(at):
        return person_length(words, at) < 3
    if is_first:
        return words.gap(at) in ("", " “", ' "')
    return _is_inner_gap(words, at, head)


def _joins_names(words: Words, at: int) -> bool:
    """ "Giáo dục và Đào tạo": another capital word, and no organisation of its own."""
    return at < len(words) and words.is_capital(at) and words.joined(at) and _head(words, at) is None


def _begins_heading(words: Words, at: int) -> bool:
    """A word in capitals behind one that is not; acronyms have no accents."""
    if words.plain_key(at).isascii() or not words.is_shouted(*words.spans[at]):
        return False
    return not words.is_shouted(*words.spans[at - 1])


def _is_inner_gap(words: Words, at: int, head: Head) -> bool:
    """ "Phòng, chống", "Chữa bệnh - Giáo dục", a committee's "tội phạm, tệ nạn xã hội"."""
    gap = words.gap(at)
    if gap.strip() == ",":
        is_pair = (words.plain_key(at - 1), words.plain_key(at)) == ("phòng", "chống")
        return is_pair or (head.kind is Kind.COMMITTEE and not words.is_capital(at))
    return gap in ("/", "&") or (_DASH_GAP.fullmatch(gap) is not None and words.is_capital(at))


def _ends_name(words: Words, at: int, *, is_first: bool) -> bool:
    """A function word, or a verb that is no second syllable ("Viễn thông", "Lưu ký")."""
    word = words.plain_key(at)
    if words.is_capital(at) or word in _words("function"):
        is_flight = word == "không" and words.plain_key(at - 1) == "hàng"  # "Cục Hàng không"
        return not (words.is_capital(at) or is_flight)
    if at > 1 and (words.plain_key(at - 2), words.plain_key(at - 1)) == ("việt", "nam"):
        return True
    following = words.plain_key(at + 1) if at + 1 < len(words) else ""
    if word not in _words("verbs") and f"{word} {following}" not in _words("verbs"):
        return False
    return is_first or not words.is_capital(at - 1) or words.is_capital(at - 2)


def _territory(words: Words, at: int, place_at: Mapping[int, Entity]) -> int:
    """Where the territory ends: "tỉnh Cao Bằng", "các huyện, thị xã", "cấp xã", "Hà Nội"; or `at`."""
    start = at
    if (
        at < len(words)
        and words.gap(at).strip() == "("
        and words.text[words.spans[at][1] : words.spans[at][1] + 1] == ")"
    ):
        start = at + 1  # "Ủy ban nhân dân (UBND) Thành phố"
        if start < len(words) and words.gap(start).strip() != ")":
            return at
    end = _levels_and_place(words, start, place_at, is_bracketed=start > at)
    return end if end > start else at


def _levels_and_place(words: Words, start: int, place_at: Mapping[int, Entity], *, is_bracketed: bool) -> int:
    end = start
    if end < len(words) and words.plain_key(end) in ("các", "cấp") and words.joined(end):
        end += 1
    last_level = start
    while end < len(words) and end - start < LONGEST_TERRITORY:
        length = _level_length(words, end)
        follows = (
            words.joined(end)
            or (is_bracketed and end == start)
            or (last_level > start and words.gap(end) == ", ")
        )
        if not length or not follows:
            break
        end = last_level = end + length
        if end < len(words) and words.plain_key(end) == "và" and _level_length(words, end + 1):
            end += 1
    end = last_level
    is_plural = words.plain_key(start) == "các" if start < len(words) else False
    if end < len(words) and not is_plural and len(words.gap(end)) <= 2 and not words.gap(end).strip(" ."):
        place = place_at.get(words.spans[end][0])
        if place:
            return _after(words, end, place.end, place_at)
    return end


def _after(words: Words, at: int, offset: int, place_at: Mapping[int, Entity]) -> int:
    """The word after a place; a larger unit behind a comma belongs to it: "huyện Vũ Thư, tỉnh Thái Bình"."""
    mark = mark_before(words, at)
    while at < len(words) and words.spans[at][0] < offset:
        at += 1
    length = _level_length(words, at)
    if not (mark and length and words.gap(at) == ", " and at + length < len(words)):
        return at
    outer, place = mark_before(words, at + length), place_at.get(words.spans[at + length][0])
    if outer and place and _rank(outer.level) > _rank(mark.level):
        return _after(words, at + length, place.end, place_at)
    return at


def _rank(level: Level | None) -> int:
    return {Level.COMMUNE: 0, Level.DISTRICT: 1, None: 1, Level.PROVINCE: 2}[level]


def _level_length(words: Words, at: int) -> int:
    """How many words a level word at this place has: "thị xã" 2, "tỉnh" 1, none 0; "xã hội" is none."""
    if at >= len(words):
        return 0
    marks = level_marks()
    following = words.plain_key(at + 1) if at + 1 < len(words) and words.joined(at + 1) else ""
    word = words.plain_key(at)
    if word + following in marks and following:
        return 2
    if word not in marks or following in ("hội", "viên", "luận", "đội", "trưởng"):
        return 0
    return 1 if len(word) > 1 or _abbreviates(words, at) else 0


def _abbreviates(words: Words, at: int) -> bool:
    """ "Q. 3", "P. Bến Nghé": one capital letter with a name behind it."""
    if not words.is_capital(at) or at + 1 == len(words) or len(words.gap(at + 1)) > 2:
        return False
    return not words.gap(at + 1).strip(". ") and not words.text[words.spans[at + 1][0]].islower()


def _entity(
    words: Words, head: Head, extent: Extent, place_at: Mapping[int, Entity], province: str | None
) -> Entity:
    start, end = words.spans[extent.start][0], words.spans[extent.end - 1][1]
    pieces = [written_out(head.name)]
    if extent.field:
        pieces.append(extent.field)
    elif extent.territory > extent.name:
        pieces.append(free_name(surface_with_places(words, extent.name, extent.territory, place_at)))
    if extent.end > extent.territory:
        surface = surface_with_places(words, extent.territory, extent.end, place_at)
        pieces.append(territory_name(surface, province))
    return Entity(start, end, words.text[start:end], Label.ORGANISATION, " ".join(pieces))


@cache
def _heads() -> dict[str, Head]:
    rows = load_table("organisations")["head"]
    return {
        fold(name): Head(name, Kind(row["kind"]), name.isupper() and " " not in name)
        for row in rows
        for name in row["names"]
    }


@cache
def _first_words() -> frozenset[str]:
    return frozenset(name.split(" ")[0] for name in _heads())


@cache
def _fields() -> dict[str, str]:
    rows = load_table("organisations")["fields"].items()
    return {_field_key(form): name for name, forms in rows for form in (*forms, name)}


def _field_key(form: str) -> str:
    return "".join(word for word in re.findall(r"[^\W_]+", fold(form)) if word != "và")


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(load_table("organisations")["ends"][name])
