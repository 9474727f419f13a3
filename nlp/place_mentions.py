"""Where a text names a unit of the map, with the units that the name may mean.

One pass over the syllables, longest name first; a level word before a name ("huyện", "TP.") decides its
level, and a list goes on at the level of its first name ("huyện Trùng Khánh, Bảo Lâm và Bảo Lạc").
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache, cached_property, lru_cache

from nlp.fold import fold
from nlp.gazetteer import (
    Level,
    Unit,
    Units,
    commune_units,
    district_units,
    load_table,
    name_key,
    province_units,
    syllable_key,
)

LONGEST_NAME = 6  # syllables: "Phan Rang - Tháp Chàm" has four, "Văn Miếu - Quốc Tử Giám" five
# "Cư M'gar", "Cư M’ gar", "Tp.HCM", "quận 1": letters and figures, an apostrophe inside.
_WORD = re.compile(r"(?:\b[A-Z]['’‘ʼ`´] )?[^\W_]+(?:['’‘ʼ`´][^\W_]+)*")
# "huyện Trùng Khánh, Bảo Lâm và Bảo Lạc"; "các huyện: Ea Súp; Buôn Đôn"; "xã Tân Lập (huyện Đông Hưng"
_LIST_JOINT = re.compile(r"\s?(?:[,;(/–-]|,?\s?(?:và|với|hoặc|thuộc|của))\s?(?:\()?(?:các )?")
LONGEST_JOINT = 14  # characters
LONGEST_CHAIN = 40  # names in a list
LEVELS = (Level.COMMUNE, Level.DISTRICT, Level.PROVINCE)  # upwards
_NUMBERED = re.compile(r"[1-9]|[12]\d|30")
_DASHED_GAP = re.compile(r" ?[-–] ?")


@dataclass(frozen=True, slots=True)
class Mark:
    """A level word before a name; `level` is None for "thành phố": a province's peer or a province's city."""

    level: Level | None
    word: str

    def admits(self, unit: Unit) -> bool:
        if self.level is None:
            return unit.city
        return unit.level is self.level


@dataclass(frozen=True, slots=True)
class Mention:
    """`units` are all that the name may mean: none left is no place, several is an open question."""

    start: int
    end: int
    units: tuple[Unit, ...]
    mark: Mark | None
    lead: int  # where the level word before it begins, or `start`
    shouted: bool  # in capitals throughout
    key: str

    def canonical(self) -> str:
        """The unit's name; with its level word where a larger unit has it, too ("thành phố Cao Bằng")."""
        unit = self.units[0]
        if self.mark and _has_larger_namesake(unit, self.key):
            return f"{self.mark.word} {unit.name}"
        return unit.name


Found = tuple[Mention, int]  # and its length in words


class Words:
    """The words of a text with their keys, capitals and neighbours; `key(i)` is computed when asked."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.folded = fold(text)
        self.spans = [found.span() for found in _WORD.finditer(text)]

    def __len__(self) -> int:
        return len(self.spans)

    def key(self, at: int) -> str:
        start, end = self.spans[at]
        return _syllable_key(self.folded[start:end])

    def plain_key(self, at: int) -> str:
        start, end = self.spans[at]
        return self.folded[start:end]

    @cached_property
    def raised(self) -> list[int]:
        """The words that begin with a capital or a digit: a name begins with no other."""
        first = [self.text[start] for start, _ in self.spans]
        return [at for at, letter in enumerate(first) if letter.isupper() or letter.isdigit()]

    def where(self, keys: Collection[str]) -> list[int]:
        """The words that are one of some, by their plain keys."""
        return [at for at, (start, end) in enumerate(self.spans) if self.folded[start:end] in keys]

    def is_capital(self, at: int) -> bool:
        return self.text[self.spans[at][0]].isupper()

    def is_shouted(self, start: int, end: int) -> bool:
        surface = self.text[start:end]
        return surface.isupper() and len(surface) > 1

    def gap(self, at: int) -> str:
        """What stands between a word and the one before it."""
        return self.text[self.spans[at - 1][1] : self.spans[at][0]] if at else "\n"

    def joined(self, at: int) -> bool:
        """The word follows the one before it after blanks alone, in the same line."""
        gap = self.gap(at)
        return gap == " " or (gap.isspace() and "\n" not in gap and len(gap) < 4)


@lru_cache(maxsize=2)
def read_words(text: str) -> Words:
    """The words of a text; places, organisations and persons of one text read the same."""
    return Words(text)


def find_mentions(text: str, *, with_districts: bool = True) -> list[Mention]:
    """Every name of a unit with its candidates, in order, but for those of persons and streets."""
    return list(_linked(_scan(read_words(text), with_districts=with_districts), text))


def _scan(words: Words, *, with_districts: bool) -> Iterator[Mention]:
    known: tuple[Units, ...] = (province_units(), district_units()) if with_districts else (province_units(),)
    end, last = 0, None
    for at in words.raised:
        if at < end:
            continue
        mark = mark_before(words, at)
        found = _match(words, at, mark, known)
        if mark is None and last and joins(words.text, last.end, words.spans[at][0]):
            found = _listed(words, at, found, last, known)
        if found is None:
            continue
        mention, size = found
        if mention.units and (mention.mark or not _names_no_unit(words, at, size, mention.units[0])):
            last = mention
            yield mention
        end = at + size


def joins(text: str, end: int, start: int) -> bool:
    """Nothing but a comma, a dash, a bracket or a joining word stands between two mentions."""
    return start - end <= LONGEST_JOINT and _LIST_JOINT.fullmatch(text, end, start) is not None


def _listed(
    words: Words, at: int, free: Found | None, last: Mention, known: tuple[Units, ...]
) -> Found | None:
    """The next name of a list: the larger unit that the last one lies in, or a peer of it nearby."""
    is_bracket = "(" in words.gap(at)
    if last.mark is None or is_bracket or (free and any(_may_lie_in(unit, free[0]) for unit in last.units)):
        return free
    peer = _match(words, at, last.mark, known, listed=True)
    is_near = peer and ({unit.province for unit in last.units} & {unit.province for unit in peer[0].units})
    return peer if is_near else free or peer


def _may_lie_in(unit: Unit, outer: Mention) -> bool:
    """Whether a unit lies in what a mention means; of a unit in no table any larger one may be the place."""
    if unit.province is None:
        return any(larger.level is not unit.level and not larger.mark for larger in outer.units)
    return any(lies_in(unit, larger) for larger in outer.units)


def mark_before(words: Words, at: int) -> Mark | None:
    """The level word right before a word: "thị xã Sơn Tây", "TP.HCM", "các huyện: Ea Súp"."""
    length = _mark_length(words, at)
    return level_marks()[_joined_keys(words, at - length, at)] if length else None


def _mark_length(words: Words, at: int) -> int:
    """How many words the level word before a word has; 0 for none."""
    gap = words.gap(at)
    if not at or len(gap) > 3 or gap.strip(" ") not in ("", ".", ":"):
        return 0
    if at > 1 and words.joined(at - 1) and _joined_keys(words, at - 2, at) in level_marks():
        return 2
    last = words.plain_key(at - 1)
    if last not in level_marks() or (last == "xã" and at > 1 and words.plain_key(at - 2) == "tác"):
        return 0  # "Hợp tác xã Sơn Dương"
    is_short = len(last) <= 2 and last not in ("xã", "tp")
    return 0 if is_short and not words.is_capital(at - 1) else 1  # "H.", "P." and "Q." are capital


def _joined_keys(words: Words, at: int, end: int) -> str:
    return "".join(words.plain_key(word) for word in range(at, end))


def _match(
    words: Words, at: int, mark: Mark | None, known: tuple[Units, ...], *, listed: bool = False
) -> Found | None:
    """The longest name that begins at a word, at the level that the mark asks for."""
    if words.text[words.spans[at][0]].isdigit():
        return _numbered(words, at, mark)
    size = _run_length(words, at)
    tables = (*known, commune_units()) if mark and mark.level is Level.COMMUNE and len(known) > 1 else known
    for length in range(size, 0, -1):
        key = "".join(words.key(at + step) for step in range(length))
        if len(key) == 1:
            break  # "P.I.D."
        if key in _not_places():
            return _mention(words, at, length, (), None, key), length
        units = tuple(unit for table in tables for unit in table.get(key, ()))
        admitted = tuple(unit for unit in units if mark.admits(unit)) if mark else units
        if admitted and (length > 1 or mark or admitted[0].level is Level.PROVINCE):
            return _mention(words, at, length, _largest(admitted), mark, key), length
    return _unlisted(words, at, size, mark) if mark and len(known) > 1 and not listed else None


def _largest(units: tuple[Unit, ...]) -> tuple[Unit, ...]:
    """A name without a level word means the largest unit that bears it."""
    is_province = units[0].level is Level.PROVINCE
    return tuple(unit for unit in units if (unit.level is Level.PROVINCE) == is_province)


def _numbered(words: Words, at: int, mark: Mark | None) -> Found | None:
    """ "Quận 1", "phường 5": the number is the name."""
    start, end = words.spans[at]
    number = words.text[start:end].lstrip("0")
    if mark is None or mark.word not in ("quận", "phường") or not _NUMBERED.fullmatch(number):
        return None
    if words.text[end : end + 1] in ("/", "%") or words.text[end : end + 2].lstrip(".,").isdigit():
        return None
    key = name_key(f"{mark.word} {number}")
    table = district_units() if mark.word == "quận" else commune_units()
    units = table.get(key, ())
    return (_mention(words, at, 1, units, mark, key), 1) if units else None


def _unlisted(words: Words, at: int, size: int, mark: Mark) -> Found | None:
    """Two syllables after a level word that no table holds: dissolved communes, new spellings."""
    if mark.level not in (Level.DISTRICT, Level.COMMUNE) or size < 2 or words.is_shouted(*words.spans[at]):
        return None
    if words.plain_key(at) in _never_first() or words.plain_key(at) in surnames():
        return None
    length = 2
    start, end = words.spans[at][0], words.spans[at + length - 1][1]
    unit = Unit(words.text[start:end], mark.level, None, None)
    key = "".join(words.key(at + step) for step in range(length))
    return _mention(words, at, length, (unit,), mark, key), length


def _run_length(words: Words, at: int) -> int:
    """How many capital words stand together from here, a dash allowed between."""
    length = 1
    while at + length < len(words) and length < LONGEST_NAME and words.is_capital(at + length):
        if not words.joined(at + length) and not (_DASHED_GAP.fullmatch(words.gap(at + length))):
            break
        length += 1
    return length


def _mention(
    words: Words, at: int, length: int, units: tuple[Unit, ...], mark: Mark | None, key: str
) -> Mention:
    start, end = words.spans[at][0], words.spans[at + length - 1][1]
    dashed = any(not words.joined(at + step) for step in range(1, length))
    if dashed and not any("-" in unit.name or " " not in words.text[start:end].strip() for unit in units):
        units = tuple(unit for unit in units if unit.name == "Thừa Thiên Huế")
    lead = words.spans[at - _mark_length(words, at)][0]
    return Mention(start, end, units, mark, lead, words.is_shouted(start, end), key)


def _names_no_unit(words: Words, at: int, size: int, unit: Unit) -> bool:
    """A person ("Nguyễn Hà Nam", "bà Hà Giang") or a feature ("sông Cao Bằng") bears the name."""
    is_province = unit.level is Level.PROVINCE
    if not is_province and _goes_on(words, at + size):
        return True  # "Khu đô thị Phú Mỹ Hưng"
    if not at or not words.joined(at):
        return False
    before = words.plain_key(at - 1)
    pair = words.plain_key(at - 2) + before if at > 1 else before
    if before in _honorifics() or pair in _honorifics():
        return not is_province or words.plain_key(at) in surnames()  # "cô giáo Nghệ An" names a place
    if not words.is_capital(at - 1):
        return (before in _features() or pair in _features()) and pair not in _not_features()
    if before in surnames() or before in ("thị", "văn"):
        return True
    first = at - 1
    while first > 0 and at - first < 4 and words.joined(first) and words.is_capital(first - 1):
        first -= 1
    return at - first < 4 and words.plain_key(first) in surnames()


def _linked(mentions: Iterable[Mention], text: str) -> Iterator[Mention]:
    """Units narrowed by the larger unit named after them: "xã Tân Lập, huyện Đông Hưng, tỉnh Thái Bình"."""
    chain: list[Mention] = []
    for mention in mentions:
        if chain and (len(chain) == LONGEST_CHAIN or not joins(text, chain[-1].end, mention.lead)):
            yield from chain
            chain = []
        if chain and _rank(mention) > min(map(_rank, chain)):
            chain = [_inside(inner, mention) for inner in chain]
        chain.append(mention)
    yield from chain


def _rank(mention: Mention) -> int:
    return LEVELS.index(mention.units[0].level)


def _inside(inner: Mention, outer: Mention) -> Mention:
    """The candidates of one mention that lie in a candidate of another, if any do."""
    kept = tuple(unit for unit in inner.units if any(lies_in(unit, larger) for larger in outer.units))
    return replace(inner, units=kept) if kept else inner


def lies_in(unit: Unit, larger: Unit) -> bool:
    if larger.level is Level.PROVINCE:
        return unit.level is not Level.PROVINCE and larger.name in (unit.province, unit.current)
    return unit.level is Level.COMMUNE and (unit.district, unit.province) == (larger.name, larger.province)


def _has_larger_namesake(unit: Unit, key: str) -> bool:
    if unit.level is Level.PROVINCE or unit.name[-1].isdigit():
        return False
    return key in province_units() or (unit.level is Level.COMMUNE and key in district_units())


def _goes_on(words: Words, at: int) -> bool:
    """Another capital syllable follows, and no person's name."""
    if at >= len(words) or not words.joined(at) or not words.is_capital(at):
        return False
    return not words.is_shouted(*words.spans[at]) and words.plain_key(at) not in surnames()


@lru_cache(maxsize=8192)
def _syllable_key(folded: str) -> str:
    return syllable_key(folded)


@cache
def level_marks() -> dict[str, Mark]:
    """Level words, folded and without blanks, with what they stand for."""
    rows = load_table("place_words")["marks"].items()
    return {key: Mark(None if level == "city" else Level(level), word) for key, (level, word) in rows}


@cache
def _features() -> frozenset[str]:
    return frozenset(load_table("place_words")["features"]["words"])


@cache
def _not_features() -> frozenset[str]:
    return frozenset(load_table("place_words")["features"]["not_features"])


@cache
def _not_places() -> frozenset[str]:
    return frozenset(name_key(name) for name in load_table("place_words")["not_places"]["names"])


@cache
def _honorifics() -> frozenset[str]:
    return frozenset(fold(word).replace(" ", "") for word in load_table("titles")["honorifics"])


@cache
def surnames() -> frozenset[str]:
    """First syllables of persons' names, folded."""
    return frozenset(fold(name) for name in load_table("titles")["surnames"])


@cache
def _never_first() -> frozenset[str]:
    """ "huyện Đoàn Thanh niên", "xã Hội", "huyện Ủy": words that begin no name of a unit."""
    return frozenset(
        ("đoàn", "ủy", "hội", "đội", "ban", "tòa", "viện", "công", "ubnd", "hđnd", "bí", "chủ", "đảng")
    )
