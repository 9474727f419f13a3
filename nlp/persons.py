"""Persons by what stands around their names: titles, offices, the block of a signature."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from corpus.records import Entity, Label
from nlp.fold import fold
from nlp.gazetteer import load_table
from nlp.place_mentions import Words, read_words, surnames
from nlp.places import find_places

LONGEST_PERSON = 5  # syllables
LONGEST_ROLE = 30  # words
# "Ông Hoàng Văn B - Phó Giám đốc Sở …", "bà Trần Thị C, Chủ tịch …", "Lò Thị D (Giám đốc …)"
_ROLE_JOINT = re.compile(r" ?[-–,(] ?|, (?:là )?| là ")
# "**KT. GIÁM ĐỐC", "TM. ỦY BAN NHÂN DÂN": a line of a signature.
_SIGNATURE_LINE = re.compile(r"^[\W_]{0,6}(?P<line>[^\n]{3,80}?)[\W_]{0,6}$")
_SIGNING_FOR = re.compile(r"^\W{0,4}(?:KT|TM|TL|TUQ|T/M)\b[. ]{0,2}")
SIGNATURE_LINES = 8  # between the office and the name: stamp, blank lines, "(Đã ký)"


@dataclass(frozen=True, slots=True)
class Person:
    entity: Entity
    role: str | None


def find_persons(
    text: str, *, places: Sequence[Entity] | None = None, organisations: Sequence[Entity] = ()
) -> tuple[Person, ...]:
    """Every person named by surname, title, office or signature, with the role that the text gives."""
    words = read_words(text)
    named = find_places(text) if places is None else places
    places_at = {place.start: place for place in named}
    found = {person.entity.start: person for person in _signers(text, words)}
    covered = {at for organisation in organisations for at in range(organisation.start, organisation.end)}
    for person in _running(
        words, places_at, {organisation.start: organisation for organisation in organisations}
    ):
        if person.entity.start not in covered:  # "Tập đoàn Nguyễn Hoàng" is no person
            found.setdefault(person.entity.start, person)
    roles = {person.entity.canonical: person.role for person in found.values() if person.role}
    return tuple(
        Person(found[start].entity, found[start].role or roles.get(found[start].entity.canonical))
        for start in sorted(found)
    )


def person_length(words: Words, at: int) -> int:
    """The syllables of a person's name that begins with a surname at a word, or 0."""
    if words.plain_key(at) not in surnames() or not words.is_capital(at):
        return 0
    return _name_length(words, at)


def _name_length(words: Words, at: int) -> int:
    length = 1
    while length < LONGEST_PERSON and at + length < len(words) and words.joined(at + length):
        start, end = words.spans[at + length]
        if not words.is_capital(at + length) or (words.text[start:end].isupper() and end - start > 1):
            break
        if words.plain_key(at + length) in _office_words():
            break
        length += 1
    return length if length > 1 else 0


def _running(
    words: Words, places: Mapping[int, Entity], organisations: Mapping[int, Entity]
) -> Iterator[Person]:
    """Names in running text."""
    ends = {organisation.end for organisation in organisations.values()}
    end = 0
    for at in words.raised:
        if at < end or not words.is_capital(at) or words.spans[at][0] in places:
            continue
        length = _person_at(words, at, ends)
        if not length:
            continue
        length = _without_place(words, at, length, places)
        role = _role_after(words, at + length, organisations) or _role_before(words, at, ends)
        if length > 1:
            yield _person(words, at, at + length, role)
        end = at + max(1, length)


def _person_at(words: Words, at: int, ends: Collection[int]) -> int:
    """How long the name at a word is: after a title or office, or three syllables of a sure surname."""
    if words.is_shouted(*words.spans[at]) and words.plain_key(at) not in ("y", "a"):
        return 0
    is_surname = words.plain_key(at) in surnames()
    if words.plain_key(at) not in _office_words() and (
        has_title(words, at) or (is_surname and _role_before(words, at, ends) is not None)
    ):
        return _name_length(words, at)
    sure = words.plain_key(at) in _sure_surnames() and not _bears_name(words, at)
    length = _name_length(words, at) if sure else 0
    return length if length >= 3 else 0


def _without_place(words: Words, at: int, length: int, places: Mapping[int, Entity]) -> int:
    """A name stops where a place begins: "ông Trần Văn A Hà Nội"."""
    for step in range(2, length):
        if words.spans[at + step][0] in places:
            return step
    return length


def has_title(words: Words, at: int) -> bool:
    """A title or rank stands right before a word: "ông", "đồng chí", "Đại tá"."""
    return _phrase_before(words, at, _honorifics()) or _phrase_before(words, at, _ranks())


def _phrase_before(words: Words, at: int, phrases: frozenset[str]) -> bool:
    """Whether one of some phrases ends right before a word, in the same line."""
    key = ""
    for step in range(1, 4):
        if at < step or not (words.joined(at - step + 1) or words.gap(at - step + 1) in (".", ". ", "/")):
            return False
        key = words.plain_key(at - step) + key
        if key in phrases:
            return True
    return False


def _bears_name(words: Words, at: int) -> bool:
    """A street, school or prize is named: "đường Nguyễn Thị Minh Khai", "Trường THPT Trần Hưng Đạo"."""
    return _phrase_before(words, at, _bearers()) or (at > 0 and words.is_capital(at - 1) and words.joined(at))


def _role_before(words: Words, at: int, ends: Collection[int]) -> str | None:
    """The office that ends right before a name: "Phó Giám đốc Sở LĐTBXH Hà Nội Nguyễn Văn A"."""
    end = _before_honorific(words, at)
    if end == 0 or not (words.joined(end) or (end < at and words.gap(end) == ", ")):
        return None
    for start in range(end - 1, max(-1, end - LONGEST_ROLE), -1):
        if start + 1 < end and not _is_within_role(words, start + 1):
            return None
        length = _office_length(words, start)
        if length and start + length <= end:
            return _role_text(words, start, end, length, ends)
        if words.plain_key(start) in _breaks():
            return None
    return None


def _before_honorific(words: Words, at: int) -> int:
    """ "Giám đốc Sở Y tế, ông Trần Văn A": the word where "ông" stands, else the name's own."""
    for step in (2, 1):
        phrase = "".join(words.plain_key(at - back) for back in range(step, 0, -1)) if at >= step else ""
        if phrase in _honorifics():
            return at - step
    return at


def _is_within_role(words: Words, at: int) -> bool:
    """Whether what stands before a word may stand inside a role: no end of a sentence."""
    gap = words.gap(at)
    return (
        words.joined(at)
        or gap in ("-", "–", " - ", " – ", "&", " & ", "/", ".")
        or (gap == ", " and words.is_capital(at))
    )


def _role_text(words: Words, start: int, at: int, length: int, ends: Collection[int]) -> str | None:
    """The office with its prefix and organisation; what stands between office and name must look like one."""
    if start + length < at and not _looks_like_organisation(words, start + length, at - 1, ends):
        return None
    if start and words.plain_key(start - 1) in _prefixes() and words.joined(start):
        start -= 1
    return _tidy(words.text[words.spans[start][0] : words.spans[at - 1][1]])


def _looks_like_organisation(words: Words, first: int, last: int, ends: Collection[int]) -> bool:
    """ "Sở LĐTBXH Hà Nội", "huyện Ea Súp", "Thành ủy": it begins with a head and ends as a name does."""
    begins = words.is_capital(first) or words.plain_key(first) in ("sở", "bộ", "huyện", "xã", "tỉnh", "cục")
    is_second_syllable = words.is_capital(last - 1) and last > first
    return begins and (words.is_capital(last) or is_second_syllable or words.spans[last][1] in ends)


def _role_after(words: Words, at: int, organisations: Mapping[int, Entity]) -> str | None:
    """The offices behind a name: "- Phó Chi cục trưởng, Phụ trách Chi cục …"."""
    if at >= len(words) or not _ROLE_JOINT.fullmatch(words.gap(at)):
        return None
    end, start = at, at
    while end < len(words) and end - start < LONGEST_ROLE:
        prefix = 1 if words.plain_key(end) in _prefixes() else 0
        length = _office_length(words, end + prefix) if end + prefix < len(words) else 0
        if not length:
            break
        end = _with_organisation(words, end + prefix + length, organisations)
        if end >= len(words) or words.gap(end) not in (", ", " kiêm ", " - ", " – "):
            break
    if end == start:
        return None
    last = words.spans[end - 1][1]
    return _tidy(words.text[words.spans[start][0] : last])


def _with_organisation(words: Words, at: int, organisations: Mapping[int, Entity]) -> int:
    """The word after the organisation that an office is of, or `at`."""
    organisation = organisations.get(words.spans[at][0]) if at < len(words) and words.joined(at) else None
    while organisation and at < len(words) and words.spans[at][0] < organisation.end:
        at += 1
    return at


def _office_length(words: Words, at: int) -> int:
    """How many words an office at a word has ("Phó" not counted), or 0."""
    key = ""
    best = 0
    if words.plain_key(at) not in _office_starts():
        return 0
    for step in range(4):
        if at + step >= len(words) or (step and not words.joined(at + step)):
            break
        key += words.plain_key(at + step)
        best = step + 1 if key in _offices() else best
    return best


def _signers(text: str, words: Words) -> Iterator[Person]:
    """Names alone in a line under the office in capitals: "KT. GIÁM ĐỐC / PHÓ GIÁM ĐỐC / Nông Văn A"."""
    starts = {start: index for index, (start, _) in enumerate(words.spans)}
    office, since, offset = None, 0, 0
    for line in text.split("\n"):
        found = _SIGNATURE_LINE.match(line)
        if found:
            since += 1
            at = starts.get(offset + found.start("line"))
            if (
                office
                and since <= SIGNATURE_LINES
                and at is not None
                and _is_name_line(words, at, found["line"])
            ):
                yield _person(words, at, at + len(found["line"].split()), office)
                office = None
            elif _is_office_line(found["line"]):
                office, since = _in_small_letters(found["line"]), 0
        offset += len(line) + 1


def _is_office_line(line: str) -> bool:
    if not line.isupper():
        return False
    key = fold(_SIGNING_FOR.sub("", line)).replace(" ", "").removeprefix("phó")
    return any(key.startswith(office) for office in _offices())


def _in_small_letters(line: str) -> str:
    """ "PHÓ GIÁM ĐỐC" as running text prints it: "Phó Giám đốc"."""
    role = _tidy(_SIGNING_FOR.sub("", line)).lower()
    known = sorted(load_table("titles")["roles"], key=len, reverse=True)
    office = next((name for name in known if name.lower() in role), "")
    role = role.replace(office.lower(), office) if office else role
    return role[:1].upper() + role[1:]


def _is_name_line(words: Words, at: int, line: str) -> bool:
    size = len(line.split())
    return 2 <= size <= LONGEST_PERSON and not line.isupper() and _name_length(words, at) == size


def _person(words: Words, at: int, end: int, role: str | None) -> Person:
    first, last = words.spans[at][0], words.spans[end - 1][1]
    surface = words.text[first:last]
    return Person(Entity(first, last, surface, Label.PERSON, _tidy(surface)), role)


def _tidy(text: str) -> str:
    return " ".join(text.split()).strip(" ,-–*")


def _joined(phrases: Sequence[str]) -> frozenset[str]:
    return frozenset("".join(re.findall(r"[^\W_]+", fold(phrase))) for phrase in phrases)


@cache
def _honorifics() -> frozenset[str]:
    return _joined(load_table("titles")["honorifics"])


@cache
def _ranks() -> frozenset[str]:
    return _joined(load_table("titles")["ranks"])


@cache
def _offices() -> frozenset[str]:
    return _joined(load_table("titles")["roles"]) | _ranks()


@cache
def _office_starts() -> frozenset[str]:
    table = load_table("titles")
    return frozenset(re.findall(r"[^\W_]+", fold(office))[0] for office in (*table["roles"], *table["ranks"]))


@cache
def _prefixes() -> frozenset[str]:
    return _joined(load_table("titles")["role_prefixes"])


@cache
def _office_words() -> frozenset[str]:
    """First words of offices: no syllable of a person's name goes on with them."""
    return frozenset(fold(role.split(" ")[0]) for role in load_table("titles")["roles"]) - {"chánh", "hiệu"}


@cache
def _bearers() -> frozenset[str]:
    return _joined(load_table("titles")["name_bearers"])


@cache
def _sure_surnames() -> frozenset[str]:
    return frozenset(fold(name) for name in load_table("titles")["sure_surnames"])


@cache
def _breaks() -> frozenset[str]:
    return frozenset(("cho", "là", "được", "đã", "do", "với", "gặp", "biết", "nói", "khi", "thì"))
