"""What counts as the same, as a table of cases."""

from __future__ import annotations

import pytest

from evaluation.figure_scores import same_days, same_near_place, same_place, same_unit
from evaluation.indicator_likeness import same_indicator
from evaluation.likeness import number_key, place_key, same_body, same_value
from evaluation.reference_scores import alike, articles, same_date

UNITS = [
    ("người", "học viên", True),
    ("người", "lượt người", False),
    ("hộ", "hộ nghèo", True),
    ("đồng/người/tháng", "đồng/tháng/người", True),
    ("đồng", "đồng/người", False),
    ("xã, phường, thị trấn", "xã/phường/thị trấn", True),
    ("người một năm", "người/năm", True),
    ("%", "phần trăm", False),
]
INDICATORS = [
    ("số người cai nghiện tự nguyện", "người cai nghiện tự nguyện", True),
    ("số người cai nghiện tự nguyện", "người cai nghiện bắt buộc", False),
    ("số người cai nghiện tại cộng đồng", "số người cai nghiện tại cơ sở", False),
    ("tỷ lệ nữ", "tỷ lệ nam", False),
    ("tỷ lệ tăng", "tỷ lệ giảm", False),
    ("số hộ nghèo giảm", "tăng cường giúp hộ nghèo giảm", True),  # "tăng cường" is no growth
    ("số hộ được hỗ trợ vay vốn nuôi bò sinh sản", "hỗ trợ vay vốn", True),  # nothing else, three words
    ("số hộ được hỗ trợ vay vốn nuôi bò sinh sản", "số hộ", False),
    ("số công dân Việt Nam", "số công dân", True),
]
PLACES = [
    ("Đắk Lắk", "tỉnh Đăk Lăk", "Đắk Lắk", True),
    ("huyện Ia Grai (Gia Lai)", "Ia Grai", "Gia Lai", True),
    ("Ia Grai", "Pleiku", "Gia Lai", False),
    (None, None, "Gia Lai", True),
    (None, "Gia Lai", "Gia Lai", True),
    (None, "Ia Grai", "Gia Lai", False),
    ("cả nước", None, None, True),
    ("TP.HCM", "Thành phố Hồ Chí Minh", None, True),
]


@pytest.mark.parametrize(("one", "other", "same"), UNITS)
def test_units(one: str, other: str, same: bool) -> None:
    assert same_unit(one, other) is same
    assert same_unit(other, one) is same


@pytest.mark.parametrize(("gold", "found", "same"), INDICATORS)
def test_indicators(gold: str, found: str, same: bool) -> None:
    assert same_indicator(gold, found) is same


@pytest.mark.parametrize(("gold", "found", "province", "same"), PLACES)
def test_places(gold: str | None, found: str | None, province: str | None, same: bool) -> None:
    assert same_place(gold, found, province) is same


def test_near_places() -> None:
    assert same_near_place("huyện Ia Grai, huyện Chư Sê (Gia Lai)", "Chư Sê", "Gia Lai") is True
    assert same_near_place("huyện Ia Grai (Gia Lai)", "Gia Lai", "Gia Lai") is False
    assert same_near_place("Gia Lai", "Gia Lai", "Gia Lai") is None
    assert same_near_place("Gia Lai và Kon Tum", "Kon Tum", "Gia Lai") is True


def test_days_dates_and_numbers() -> None:
    assert same_days((None, "2020-12"), (None, "2020-12-31"))
    assert not same_days((None, "2020-12-31"), ("2020-12-31", "2020-12-31"))
    assert same_date("2021", "2021-11-14")
    assert not same_date("2021-1", "2021-11-14")
    assert not same_date(None, "2021")
    assert number_key("1152/KH – UBND") == "1152/KH-UBND"
    assert same_value(0.1 + 0.2, 0.3)
    assert not same_value(None, 0.0)


def test_names() -> None:
    assert same_body("Sở LĐ-TB&XH tỉnh", "Sở Lao động - Thương binh và Xã hội")
    assert same_body("UBND tỉnh", "Uỷ ban nhân dân tỉnh Kon Tum")
    assert not same_body("Bộ Y tế", "Bộ Công an")
    assert place_key("Thành phố Đà Nẵng") == place_key("đà nẵng")


def test_articles_and_texts() -> None:
    assert articles("Điều 4, 6") == articles("Điều 6 và Điều 4")
    assert articles("điểm a, d khoản 3 Điều 9") == {
        ("điểm", "a"),
        ("điểm", "d"),
        ("khoản", "3"),
        ("điều", "9"),
    }
    assert alike("Luật Phòng, chống ma túy", "Luật Phòng, chống ma tuý năm 2021")
    assert not alike("Luật Thanh niên", "Luật Đất đai")
