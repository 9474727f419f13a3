"""Places of a text, what a place's name means, and the province that a document is about."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corpus.records import Entity, Label
from nlp.fold import fold
from nlp.gazetteer import (
    Level,
    Unit,
    commune_units,
    current_province,
    district_units,
    name_key,
    province_units,
    provinces,
)
from nlp.patterns import UPPER
from nlp.place_mentions import Mention, Words, find_mentions, mark_before

__all__ = [
    "Level",
    "Place",
    "current_province",
    "find_places",
    "find_provinces",
    "province_of",
    "provinces",
    "read_place",
]


@dataclass(frozen=True, slots=True)
class Place:
    """A unit of the map; `province` is of the 63, `current` of the 34; None where it is left open."""

    name: str
    level: Level
    province: str | None
    current: str | None


def find_places(text: str, *, province: str | None = None) -> tuple[Entity, ...]:
    """Every place named in a text; `province`, the document's own, settles names that several have."""
    mentions = _settled(find_mentions(text), province)
    return tuple(_entity(text, mention) for mention in mentions)


def find_provinces(query: str) -> tuple[Entity, ...]:
    """Provinces in a query, however it is typed: `Đắk Lắk`, `đắk lắk`, `dak lak`. Loads no districts."""
    words, units = Words(query), province_units()
    found: list[Entity] = []
    at = 0
    while at < len(words):
        for length in range(min(5, len(words) - at), 0, -1):
            unit = units.get("".join(words.key(at + step) for step in range(length)), (None,))[0]
            if unit and (_is_plain(unit, words, at) or mark_before(words, at)):
                start, end = words.spans[at][0], words.spans[at + length - 1][1]
                found.append(Entity(start, end, query[start:end], Label.PLACE, unit.name))
                at += length - 1
                break
        at += 1
    return tuple(found)


def read_place(text: str, *, province: str | None = None) -> Place | None:
    """What a name means: `huyện Buôn Đôn, tỉnh Đắk Lắk`, `Châu Thành` of a given province, `dak lak`."""
    mentions = [mention for mention in find_mentions(text) if mention.units]
    mention = mentions[0] if mentions else None
    key = name_key(text)
    named = mention.units if mention else province_units().get(key) or district_units().get(key)
    units = _within(named or commune_units().get(key, ()), province)
    if not units:
        return None
    name = mention.canonical() if mention else units[0].name
    return Place(
        name, units[0].level, _only(unit.province for unit in units), _only(unit.current for unit in units)
    )


def _is_plain(unit: Unit, words: Words, at: int) -> bool:
    return not unit.mark and (not unit.common or words.is_capital(at))


def _within(units: Sequence[Unit], province: str | None) -> tuple[Unit, ...]:
    """The units of a province, by its old or new name; all where none lies there."""
    return tuple(unit for unit in units if province in (unit.province, unit.current)) or tuple(units)


def _only(names: Iterable[str | None]) -> str | None:
    distinct = set(names)
    return distinct.pop() if len(distinct) == 1 else None


def _entity(text: str, mention: Mention) -> Entity:
    surface = text[mention.start : mention.end]
    return Entity(mention.start, mention.end, surface, Label.PLACE, mention.canonical())


def _settled(mentions: list[Mention], province: str | None) -> list[Mention]:
    """The mentions that are places, by what the rest of the text says of their provinces."""
    here = {province} | {
        unit.province
        for mention in mentions
        for unit in mention.units
        if len(mention.units) == 1 and (mention.mark or unit.level is Level.PROVINCE) and not unit.mark
    }
    marked = {mention.key for mention in mentions if mention.mark}
    return [mention for mention in mentions if _is_place(mention, here, marked)]


def _is_place(mention: Mention, here: set[str | None], marked: set[str]) -> bool:
    """Marked by a level word, a province, or a district that the text's provinces make certain."""
    if mention.mark:
        return True
    first = mention.units[0]
    if first.level is Level.PROVINCE:
        return not first.mark and not (first.common and mention.shouted)
    if mention.shouted:
        return False
    if mention.key in marked or (first.city and len(mention.units) == 1):
        return True
    return len({unit.province for unit in mention.units if unit.province in here}) == 1


# "Cao Bằng, ngày 12 tháng 7 năm 2020": the place of signing.
_DATELINE = re.compile(r"(?im)^\W{0,4}([^\W\d_][^\n,]{1,40}), ?(?:ngày|tháng)\b")
# "116/2021/NĐ-CP", "1629/QĐ-TTg", "32/2023/TT-BYT", "73/2021/QH14", "36-CT/TW": numbers of central organs.
_CENTRAL_NUMBER = re.compile(
    r"[-/](?:cp|ttg|tw|qh\d{0,2}|ubtvqh\d{0,2}|ctn|hđtp|tandtc|vksndtc|ktnn|vpcp|nhnn|ubdt|ttcp|bhxh|tlđ|tldd"
    r"|bca|bqp|bng|bnv|btp|bkhđt|btc|bct|bnn(?:ptnt|mt|&ptnt)?|bgtvt|bxd|btnmt|btttt"
    r"|blđtbxh|bvhttdl|bkhcn|bgdđt|byt|bdttg)$"
)
# "Bộ Y tế", "Cục Phòng, chống tệ nạn xã hội", "Hội Nông dân Việt Nam": organs of the whole country.
_CENTRAL_ISSUER = re.compile(
    r"^(?:liên bộ|bộ\b|chính phủ|thủ tướng|quốc hội|ủy ban thường vụ|chủ tịch nước"
    r"|văn phòng (?:chính phủ|quốc hội)"
    r"|ban (?:bí thư|chấp hành trung ương)|tổng cục|cục\b|ủy ban (?:dân tộc|quốc gia)|thanh tra chính phủ"
    r"|ngân hàng nhà nước|đảng cộng sản|trung ương)|(?:tối cao|việt nam|trung ương|quốc gia|nhà nước)$"
)
# "BỘ TÀI CHÍNH" and "CHÍNH PHỦ" as the head of a document; "Số: 40/2026/TT-BTC" below it.
_CENTRAL_HEAD = re.compile(
    rf"(?m)^\W{{0,3}}(?:BỘ [{UPPER}]|CHÍNH PHỦ|QUỐC HỘI|THỦ TƯỚNG|ỦY BAN THƯỜNG VỤ|CHỦ TỊCH NƯỚC)"
)
_OWN_NUMBER = re.compile(r"(?im)^.{0,40}\bsố ?: {0,3}(\S+)")
HEAD_READ = 1_500
# "trên địa bàn tỉnh", "UBND thành phố", "toàn tỉnh": the text speaks from inside a province.
_LOCAL_WORDS = re.compile(
    r"\b(?:địa bàn|toàn|ủy ban nhân dân|ubnd|hđnd|công an|trong|của) (?:tỉnh|thành phố)\b"
)
# "Sở Y tế tỉnh Kiên Giang", "trên địa bàn Bình Phước": before a name, the province's own organs.
_LOCAL_ORGAN = re.compile(
    r"\b(?:ubnd|hđnd|mttq|ủy ban nhân dân|hội đồng nhân dân|công an|sở|chi cục|thành ủy|tỉnh ủy|địa bàn)\b"
    r"[^.;:\n]{0,50}\Z"
)
# "cả nước", "toàn quốc": it speaks of all of them.
_NATIONAL_WORDS = re.compile(r"\b(?:cả nước|toàn quốc|nước ta|các địa phương|các tỉnh)\b")
BODY_READ = 30_000  # characters; a document that names its province does so before


def province_of(
    *,
    title: str = "",
    issuer: str | None = None,
    dateline: str | None = None,
    number: str | None = None,
    text: str = "",
    published: str | None = None,
) -> str | None:
    """The province that a document is about, or None for a national one or one that does not say."""
    if issuer and (named := _first_province(issuer)):
        return _in_its_time(named, published)
    head = text[:BODY_READ]
    if _is_central(issuer, number, head[:HEAD_READ]):
        return None
    signed = dateline or _dateline(head)
    if issuer is None and signed and _first_province(signed) == "Hà Nội":
        signed = None  # central organs sign there too
    for statement in (signed, title):
        if statement and (named := _first_province(statement)):
            return _in_its_time(named, published)
    return _in_its_time(_main_province(head), published)


def _is_central(issuer: str | None, number: str | None, head: str) -> bool:
    """By its issuer, its number, or what its head prints where those are not known."""
    if issuer:
        return _CENTRAL_ISSUER.search(fold(issuer).strip()) is not None
    printed = _OWN_NUMBER.search(head)
    own_number = number or (printed[1] if printed else "")
    return bool(_CENTRAL_NUMBER.search(fold(own_number)) or _CENTRAL_HEAD.search(head))


def _dateline(text: str) -> str | None:
    found = _DATELINE.search(text)
    return found[1] if found else None


def _first_province(statement: str) -> str | None:
    """The province of the only unit named, or of all that are named together."""
    named = {
        _only(unit.province for unit in mention.units) for mention in _settled(find_mentions(statement), None)
    }
    return _only(name for name in named if name)


def _main_province(text: str) -> str | None:
    """The province that most of a text's places lie in."""
    mentions = _settled(find_mentions(text), None)
    folded, votes, marked = fold(text), Counter[str](), set[str]()
    for mention in mentions:
        if province := _only(unit.province for unit in mention.units):
            is_organ = _LOCAL_ORGAN.search(folded, max(0, mention.start - 60), mention.start)
            votes[province] += 2 if is_organ else 1
            marked |= {province} if is_organ or mention.mark else set()
    if not votes:
        return None
    best, count = votes.most_common(1)[0]
    local, national = len(_LOCAL_WORDS.findall(folded)), len(_NATIONAL_WORDS.findall(folded))
    is_main = best in marked and count >= 2 and count / votes.total() >= 0.6 and count + local > national
    return best if is_main else None


def _in_its_time(province: str | None, published: str | None) -> str | None:
    """Thừa Thiên Huế is the city of Huế since 2025."""
    if province == "Thừa Thiên Huế" and published and published >= "2025":
        return "Huế"
    return province
