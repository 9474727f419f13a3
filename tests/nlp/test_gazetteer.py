"""The tables of places: every row yields its examples, every province its successor."""

import subprocess
import sys

import pytest

from nlp.gazetteer import current_province, district_units, load_table, name_key, province_units, provinces
from nlp.places import find_places

ROWS = load_table("provinces")["province"]
EXAMPLES = [(example, row["name"]) for row in ROWS for example in row["examples"]]
FORMER = [(text, name) for name, text in load_table("former_units")["examples"].items()]


def test_there_are_63_provinces_and_34_of_today():
    assert len(provinces()) == 63
    assert len({current_province(name) for name in provinces()}) == 34


def test_successors_are_those_of_the_data_file():
    """Our table and the file must agree, so that a slip of the pen in one of them shows."""
    pairs = {(unit.province, unit.current) for units in district_units().values() for unit in units}
    assert pairs == {(name, current_province(name)) for name in provinces()}


@pytest.mark.parametrize(("example", "name"), EXAMPLES + FORMER)
def test_rows_yield_their_examples(example, name):
    assert name in {place.canonical for place in find_places(example)}


@pytest.mark.parametrize(
    ("name", "current"),
    [
        ("Đắk Nông", "Lâm Đồng"),
        ("Đăk Nông", "Lâm Đồng"),
        ("dak nong", "Lâm Đồng"),
        ("tỉnh Hoà Bình", "Phú Thọ"),
        ("TP. HCM", None),  # a level word with its dot is for read_place
        ("TPHCM", "Hồ Chí Minh"),
        ("Bà Rịa – Vũng Tàu", "Hồ Chí Minh"),
        ("Thừa Thiên - Huế", "Huế"),
        ("Huế", "Huế"),
        ("Hà Tây", "Hà Nội"),
        ("Sông Bé", None),  # its land went to two units of today
        ("Lục Tỉnh", None),
        ("", None),
    ],
)
def test_current_province(name, current):
    assert current_province(name) == current


@pytest.mark.parametrize(
    "spellings",
    [
        ("Đắk Lắk", "Đăk Lăk", "Đắc Lắc", "ĐẮK LẮK", "Đắklắk"),
        ("Cư M'gar", "Cư Mgar", "Cư M’gar", "Cư M’ gar"),
        ("Buôn Ma Thuột", "Buôn Mê Thuột"),
        ("Quy Nhơn", "Qui Nhơn"),
        ("Mỹ Tho", "Mĩ Tho"),
        ("Pleiku", "Plei Ku"),
        ("Hòa Vang", "Hoà Vang"),
        ("Phan Rang - Tháp Chàm", "Phan Rang – Tháp Chàm"),
    ],
)
def test_spellings_share_a_key(spellings):
    assert len({name_key(spelling) for spelling in spellings}) == 1


def test_no_key_means_two_provinces():
    names = {name_key(name): name for name in provinces()}
    assert {province_units()[key][0].name for key in names} == set(names.values())


def test_neither_underthesea_nor_torch_is_imported():
    code = (
        "import sys; from nlp.places import find_places; find_places('huyện Ea Súp');"
        "print([name for name in ('underthesea', 'torch') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
