"""The administrative units of Viet Nam by name: provinces from our table, districts and communes on demand.

Districts and communes come from the data file inside underthesea, read without importing the package.
"""

from __future__ import annotations

import enum
import importlib.util
import json
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from types import MappingProxyType
from typing import Any

from nlp.fold import fold, unaccent

DATA_FILE = ("address", "data", "mapping.json")

# "Quận Ba Đình", "Huyện đảo Lý Sơn", "Thị trấn Nông trường Mộc Châu": the level and the name.
LEVEL_PREFIX = re.compile(
    r"(?i)^(?P<word>thành phố|thị xã|huyện(?: đảo)?|quận|tỉnh|phường|xã|thị trấn|đặc khu)\s+"
    r"(?P<name>.+)$"
)
# Syllables of place names that are written in several ways: one stands for all.
SYLLABLES = {
    **dict.fromkeys(("đăk", "đắc", "đak", "đác", "đăc", "dak"), "đắk"),
    **dict.fromkeys(("lăk", "lắc", "lak", "lăc"), "lắk"),
    **dict.fromkeys(("đăklăk", "đắclắc", "đaklak", "daklak"), "đắklắk"),
    **dict.fromkeys(("păk", "pắk", "păc"), "pắc"),
    "drăk": "đrắk",
    "mdrăk": "mđrắk",
    "mdrắk": "mđrắk",
    "mđrăk": "mđrắk",
    "cạn": "kạn",
    "mê": "ma",  # Buôn Mê Thuột
    "căng": "cang",  # Mù Căng Chải
}
# "Mỹ Tho" and "Mĩ Tho", "Quy Nhơn" and "Qui Nhơn": y closes the syllable after these consonants.
_CLOSING_Y = re.compile(r"^(b|h|k|l|m|s|t|v|qu)([yỳýỷỹỵ])$")
_I_FOR_Y = str.maketrans("yỳýỷỹỵ", "iìíỉĩị")
_JOINTS = re.compile(r"[^\w]|_")
_SEPARATORS = re.compile(r"[\s-]+")
_APOSTROPHES = re.compile(r"['’‘ʼ`´] ?")


class Level(enum.StrEnum):
    PROVINCE = "province"
    DISTRICT = "district"
    COMMUNE = "commune"


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of the map of 63 provinces; `current` is the unit of the 34-province map that its land is in."""

    name: str
    level: Level
    province: str | None  # None: a former province
    current: str | None
    district: str | None = None  # of a commune
    city: bool = False  # a centrally run city, or a city of a province
    mark: bool = False  # counts only after a level word
    common: bool = False  # also an ordinary word


Units = Mapping[str, tuple[Unit, ...]]


def syllable_key(syllable: str) -> str:
    """The key of one folded syllable: apostrophes out, one spelling for all."""
    bare = _APOSTROPHES.sub("", syllable)
    bare = SYLLABLES.get(bare, bare)
    return bare.translate(_I_FOR_Y) if _CLOSING_Y.match(bare) else bare


def name_key(name: str) -> str:
    """The key of a name: "Đăk Lăk", "Đắc Lắc" and "Đắklắk" have one; blanks and hyphens do not count."""
    folded = _APOSTROPHES.sub("", fold(name))
    return "".join(
        syllable_key(syllable) for syllable in _SEPARATORS.split(folded) if _JOINTS.sub("", syllable)
    )


@cache
def province_units() -> Units:
    """The provinces by the key of every spelling."""
    found: dict[str, tuple[Unit, ...]] = {}
    for row in load_table("provinces")["province"]:
        name, current, city = row["name"], row["current"], row.get("city", False)
        for spelling in (name, *row.get("variants", ()), unaccent(name)):
            mark, common = spelling in row.get("mark", ()), row.get("common", False)
            unit = Unit(name, Level.PROVINCE, name, current, city=city, mark=mark, common=common)
            found[name_key(spelling)] = (unit,)
    found[name_key("Huế")] = (Unit("Huế", Level.PROVINCE, "Thừa Thiên Huế", "Huế", city=True),)  # since 2025
    for row in load_table("former_units")["former_province"]:
        found.setdefault(
            name_key(row["name"]), (Unit(row["name"], Level.PROVINCE, None, row.get("current"), mark=True),)
        )
    return MappingProxyType(found)


@cache
def district_units() -> Units:
    """The districts, towns and cities of provinces by key; several where provinces share a name."""
    return _by_key({**_former_districts(), **_units_of_file()[0]}.values())


@cache
def commune_units() -> Units:
    """The communes, wards and townships by key, those before July 2025 and those since."""
    return _by_key(_units_of_file()[1])


def provinces() -> tuple[str, ...]:
    """The names of the 63 provinces."""
    return tuple(row["name"] for row in load_table("provinces")["province"])


def current_province(name: str) -> str | None:
    """The unit of the 34-province map for a province in any spelling: `Đắk Nông` is `Lâm Đồng`."""
    bare = LEVEL_PREFIX.match(name.strip())
    units = province_units().get(name_key(bare["name"] if bare else name), ())
    return units[0].current if units else None


@cache
def load_table(name: str) -> dict[str, Any]:
    """A table of `nlp/tables` by its name."""
    return tomllib.loads(
        resources.files("nlp").joinpath("tables", f"{name}.toml").read_text(encoding="utf-8")
    )


@cache
def _units_of_file() -> tuple[dict[tuple[str, str], Unit], tuple[Unit, ...]]:
    """The districts by (name, province), and the communes."""
    districts: dict[tuple[str, str], Unit] = {}
    communes: dict[tuple[str, str, str | None], Unit] = {}
    short_names = {short: short for short in provinces()} | {"Huế": "Thừa Thiên Huế"}
    for row in json.loads(_data_file().read_bytes())["ward_mapping"]:
        province = short_names[_bare_name(row["old_province"])[1]]
        current = _bare_name(row["new_province"])[1]
        word, district = _bare_name(row["old_district"])
        if (district, province) not in districts:
            is_city = word == "thành phố"
            districts[district, province] = Unit(district, Level.DISTRICT, province, current, city=is_city)
        for commune, parent in ((row["old_ward"], district), (row["new_ward"], None)):
            name = _bare_name(commune)[1]
            if name:
                communes.setdefault(
                    (name, province, parent), Unit(name, Level.COMMUNE, province, current, parent)
                )
    return districts, tuple(communes.values())


def _former_districts() -> dict[tuple[str, str], Unit]:
    rows = load_table("former_units")["districts"].items()
    return {
        (name, province): Unit(name, Level.DISTRICT, province, current_province(province))
        for province, names in rows
        for name in names
    }


def _data_file() -> Path:
    package = importlib.util.find_spec("underthesea")
    if package is None or package.origin is None:
        raise ModuleNotFoundError("underthesea")
    return Path(package.origin).parent.joinpath(*DATA_FILE)


@cache
def _bare_name(name: str | None) -> tuple[str, str]:
    """The level word and the short name; a numbered unit keeps its word ("Quận 1")."""
    found = LEVEL_PREFIX.match(name or "")
    if found is None:
        return "", name or ""
    short = _official_spellings().get(name_key(found["name"]), found["name"])
    if LEVEL_PREFIX.match(short):  # "Thị xã Thị Xã Buôn Hồ" in the file
        return found["word"].lower(), _bare_name(short)[1]
    return found["word"].lower(), found[0] if short.isdigit() else short


@cache
def _official_spellings() -> dict[str, str]:
    return {name_key(name): name for name in load_table("former_units")["spelling"]}


def _by_key(units: Iterable[Unit]) -> Units:
    found: dict[str, tuple[Unit, ...]] = {}
    for unit in units:
        key = name_key(unit.name)
        found[key] = (*found.get(key, ()), unit)
    return MappingProxyType(found)
