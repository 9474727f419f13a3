"""What a number counts or measures: the unit that follows it, with the rows and rates that belong to it."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from nlp.syllables import is_syllable

TABLE = Path(__file__).parent / "tables" / "units.toml"
MEASURED = frozenset({"measure", "money", "share", "duration", "age"})
PEOPLE = frozenset({"person", "household"})
# "552 người/920 học viên": words for people of any sort
GENERIC = frozenset({"người", "học viên", "đối tượng", "trường hợp", "lượt người"})
_CANONICAL = {
    "đ": "đồng",
    "vnđ": "đồng",
    "vnd": "đồng",
    "đồng việt nam": "đồng",
    "phần trăm": "%",
    "điểm %": "điểm phần trăm",
}

# One syllable of a unit, or its sign: "người", "m2", "km²", "%", "°c".
_SYLLABLE = re.compile(r"%|‰|°c(?!\w)|[^\W\d_]+(?:[23](?!\w))?")
# Blanks, or one hard line break, between a number and its noun.
_GAP = re.compile(r"[ \t]{0,4}(?:\n[ \t]{0,4}(?=[^\W\d_]))?")
_BLANK = re.compile(r"[ \t]{1,3}|\n(?=[^\W\d_])")
# "xã, phường, thị trấn", "huyện và thành phố", "tỉnh/thành phố": what joins the words of a row.
_JOINT = re.compile(r"[ ]?[,/][ ]?|[ ](?:và|hoặc|hay)[ ]|[ ]-[ ]")
# "120 người/năm", "đồng/01 người / tháng", "200.000 đồng mỗi tháng", "2 lần một năm".
_PER = re.compile(r"[ ]?/[ ]?(?:0?1[ ])?(?=[^\W\d_])|[ ](?:mỗi|một|trên một|trên mỗi)[ ](?=[^\W\d_])")
# "đồng/người | cai nghiện bắt buộc/năm", "mức lương cơ sở | hiện hành/người": words between noun and stroke
_SAID_OF = re.compile(
    r"(?:[ ][^\W\d_]{1,8}){1,6}"
    r"(?=[ ]?/[ ]?(?:0?1[ ])?(?:người|học viên|tháng|năm|ngày|quý|buổi|đợt|lần)(?!\w))"
)
# "315 Nam Kỳ Khởi Nghĩa", "12 Bà Triệu": two words with capitals
_NAME = re.compile(r"([^\W\d_]{1,8})[ ]([^\W\d_]{1,8})")
_NAMING = frozenset(
    [
        "nam",
        "nữ",
        "bà",
        "ông",
        "anh",
        "em",
        "bé",
        "dân",
        "ca",
        "tên",
        "thành",
        "bản",
        "cầu",
        "tháng",
        "năm",
    ]  # words that count and words of names
)
_MOST_SYLLABLES = 7
_MOST_IN_ROW = 5
_LONGEST_SIGN = 4


@dataclass(frozen=True, slots=True)
class Unit:
    """Where a unit stands, how it is called and of what kind it is."""

    start: int
    end: int
    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class _Word:
    kind: str
    classifier: bool
    row: bool


@cache
def unit_words() -> dict[tuple[str, ...], _Word]:
    """Syllables of each unit of the table; the first group that names a unit decides its kind."""
    words: dict[tuple[str, ...], _Word] = {}
    for group in tomllib.loads(TABLE.read_text("utf-8"))["group"]:
        word = _Word(group["kind"], group.get("classifier", False), group.get("list", False))
        for name in group["words"]:
            words.setdefault(tuple(_SYLLABLE.findall(name)), word)
    return words


@cache
def _table(kind: str) -> frozenset[str]:
    table = tomllib.loads((TABLE.parent / "quantity_words.toml").read_text("utf-8"))
    return frozenset(table[kind]["words"])


def read_unit(text: str, folded: str, start: int, *, unknown: bool = False) -> Unit | None:
    """The unit that begins here; `unknown` lets a noun pass that is in no table."""
    gap = _GAP.match(folded, start)
    place = gap.end() if gap else start
    if text[place : place + 1].isupper() and ("\n" in text[start:place] or _is_proper(text, place)):
        return None  # the next line of a table, "315 Nam Kỳ Khởi Nghĩa"
    noun = _read_noun(folded, place) or (_unknown_noun(text, folded, place) if unknown else None)
    if noun is None:
        return None
    end, word = noun
    rated, rates = _read_rates(folded, end)
    name = _name(text, folded, place, end) + "".join(f"/{_name(text, folded, *rate)}" for rate in rates)
    return Unit(place, rated, name, word.kind)


def _is_proper(text: str, start: int) -> bool:
    """A word that may count people begins a name: `Nam Kỳ`, `Bà Triệu`."""
    name = _NAME.match(text, start)
    return name is not None and name[1].istitle() and name[2].istitle() and name[1].lower() in _NAMING


def known_unit_at(folded: str, start: int) -> tuple[int, str] | None:
    """End and kind of the table's unit that begins here, its row left out."""
    found = _longest(folded, start)
    return None if found is None else (found[0], found[1].kind)


def _read_noun(folded: str, start: int) -> tuple[int, _Word] | None:
    found = _longest(folded, start)
    if found is None:
        return None
    end, word = found
    if folded.startswith("lượt", start) and end == start + len("lượt"):
        return _after_turn(folded, end), word
    if word.classifier:
        return _after_classifier(folded, end), word
    return (_row_end(folded, end, is_people=word.kind in PEOPLE), word) if word.row else (end, word)


def _longest(folded: str, start: int) -> tuple[int, _Word] | None:
    """The longest unit of the table that begins here."""
    best: tuple[int, _Word] | None = None
    syllables: tuple[str, ...] = ()
    place = start
    for _ in range(_MOST_SYLLABLES):
        syllable = _SYLLABLE.match(folded, place)
        if syllable is None:
            break
        syllables = (*syllables, syllable[0])
        word = unit_words().get(syllables)
        if word is not None:
            best = syllable.end(), word
        blank = _BLANK.match(folded, syllable.end())
        if blank is None:
            break
        place = blank.end()
    return best


def _after_turn(folded: str, end: int) -> int:
    """`lượt` takes the noun that takes turns: `lượt người`, `lượt cán bộ`."""
    blank = _BLANK.match(folded, end)
    noun = _longest(folded, blank.end()) if blank else None
    return noun[0] if noun and noun[1].kind in ("person", "household", "thing", "office") else end


def _after_classifier(folded: str, end: int) -> int:
    """`tờ áp phích`, `quyển sổ tay`: a classifier takes one known noun, or up to two syllables."""
    blank = _BLANK.match(folded, end)
    if blank is None:
        return end
    noun = _longest(folded, blank.end())
    if noun is not None and noun[1].kind == "thing":
        return noun[0]
    return _free_end(folded, blank.end(), 2) or end


def _row_end(folded: str, end: int, *, is_people: bool) -> int:
    """`xã, phường, thị trấn`: the last word of a row of units that may stand in rows."""
    for _ in range(_MOST_IN_ROW):
        joint = _JOINT.match(folded, end)
        following = _longest(folded, joint.end()) if joint else None
        if following is None or not following[1].row or (following[1].kind in PEOPLE) != is_people:
            break
        end = following[0]
    return end


def _read_rates(folded: str, end: int) -> tuple[int, list[tuple[int, int]]]:
    """What a unit is counted per: `đồng/người/tháng`."""
    rates: list[tuple[int, int]] = []
    said = _SAID_OF.match(folded, end)
    end = said.end() if said else end
    for _ in range(3):
        per = _PER.match(folded, end)
        if per is None:
            break
        noun = _longest(folded, per.end())
        stop = noun[0] if noun else (_free_end(folded, per.end(), 2) if "/" in per[0] else None)
        if stop is None or (
            "/" not in per[0] and (noun is None or noun[1].kind not in ("duration", "person"))
        ):
            break
        rates.append((per.end(), stop))
        said = _SAID_OF.match(folded, stop)
        end = said.end() if said else stop
    return end, rates


def _unknown_noun(text: str, folded: str, start: int) -> tuple[int, _Word] | None:
    """A noun of no table: lower case, no word of grammar, at most two syllables."""
    if not text[start : start + 1].islower():
        return None
    end = _free_end(folded, start, 2)
    if end is not None and not text[start:end].islower():  # "197 đường Đinh Bộ Lĩnh": an address
        return None
    return None if end is None else (end, _Word("other", classifier=False, row=False))


def _free_end(folded: str, start: int, most: int) -> int | None:
    """The end of up to `most` syllables from here that can belong to a noun."""
    end, place = None, start
    for _ in range(most):
        syllable = _SYLLABLE.match(folded, place)
        if syllable is None or syllable[0] in _table("no_noun") or not is_syllable(syllable[0]):
            break
        end = syllable.end()
        blank = _BLANK.match(folded, end)
        if blank is None:
            break
        place = blank.end()
    return end


def _name(text: str, folded: str, start: int, end: int) -> str:
    """Printed form with plain blanks, in lower case but for signs like USD; a sign gets its word."""
    printed = " ".join(text[start:end].split())
    canonical = _CANONICAL.get(" ".join(folded[start:end].split()))
    is_sign = printed.isascii() and printed.isupper() and len(printed) <= _LONGEST_SIGN
    return canonical or (printed if is_sign else printed.lower())
