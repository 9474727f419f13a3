from __future__ import annotations

import pytest

from nlp.dates import find_dates

# One time, its spellings; a document of 2021-08-15 where the year is missing.
TIMES = [
    (
        "2010-09-09",
        "2010-09-09",
        ["ngày 9 tháng 9 năm 2010", "09/9/2010", "09 - 09 - 2010", "ngày\u00a09.9.2010"],
    ),
    ("2021-06-14", "2021-06-14", ["ngày 14/6", "ngày 14 tháng 6", "14/6/2021"]),
    (
        "2021-06-13",
        "2021-06-14",
        ["ngày 13 và 14/6", "ngày 13-14/6/2021", "13 và 14/6/2021", "13/6 đến 14/6/2021"],
    ),
    (
        "2017-01-01",
        "2020-06-30",
        ["01/01/2017 đến hết ngày 30/6/2020", "ngày 01 tháng 01 năm 2017 – ngày 30 tháng 6 năm 2020"],
    ),
    ("2020-07-01", "2020-07-31", ["tháng 7 năm 2020", "tháng 7/2020", "tháng 07-2020"]),
    ("2021-07-01", "2021-07-31", ["tháng 7", "T7/2021"]),
    ("2021-05-01", "2021-09-30", ["tháng 5 đến tháng 9", "tháng 5 tới tháng 9"]),
    ("2023-04-01", "2023-06-30", ["tháng 4, 5, 6/2023", "tháng 4, 5 và 6 năm 2023"]),
    ("2022-01-01", "2022-09-30", ["3 quý đầu năm 2022"]),
    ("2010-07-01", "2012-12-31", ["tháng 7/2010 - 12/2012", "tháng 7 năm 2010 đến tháng 12 năm 2012"]),
    (
        "2020-01-01",
        "2020-06-30",
        ["6 tháng đầu năm 2020", "sáu tháng đầu năm 2020", "nửa đầu năm 2020", "tháng 1-6/2020"],
    ),
    ("2021-01-01", "2021-09-30", ["9 tháng đầu năm", "9 tháng năm 2021", "9 tháng đầu của năm 2021"]),
    ("2022-07-01", "2022-12-31", ["6 tháng cuối năm 2022"]),
    ("2023-07-01", "2023-09-30", ["quý III/2023", "quý 3 năm 2023", "Quý III-2023"]),
    ("2023-01-01", "2023-06-30", ["quý I đến quý II năm 2023"]),
    ("2020-01-01", "2020-12-31", ["năm 2020", "Năm\n2020"]),
    ("2020-12-31", "2020-12-31", ["cuối năm 2020"]),
    ("2017-01-01", "2020-06-30", ["2017 đến giữa năm 2020"]),
    ("2021-01-01", "2023-12-31", ["đầu năm 2021 đến cuối năm 2023", "năm 2021 đến cuối năm 2023"]),
    ("2021-06-30", "2021-06-30", ["cuối tháng 6/2021"]),
    (
        "2018-01-01",
        "2020-12-31",
        ["giai đoạn 2018 – 2020", "năm 2018 - 2020", "năm 2018 đến năm 2020", "2018-2020"],
    ),
]


@pytest.mark.parametrize(
    ("surface", "first", "last"), [(text, first, last) for first, last, texts in TIMES for text in texts]
)
def test_reads_a_time(surface: str, first: str, last: str) -> None:
    text = f"Trong {surface}, toàn huyện đã trồng rừng."
    found = find_dates(text, published="2021-08-15")
    assert [(day.first.isoformat(), day.last.isoformat()) for day in found] == [(first, last)]
    assert text[found[0].start : found[0].end] == found[0].text


@pytest.mark.parametrize(
    "text",
    [
        "tiếp nhận 24/7",
        "Quyết định số 94/2010/NĐ-CP",
        "Luật Phòng chống ma túy 2021",
        "đạt 14/15 huyện",
        "trong những năm qua, thời gian tới",
        "mỗi tháng 2 lần",
        "tháng 13",
        "những năm 1990",
        "ngày 31/02/2020",
        "từ 100 đến 2000 người",
        "trước ngày 15/12 hằng năm",
        "họp 6 tháng một lần",
        "24/7 và 1.193 hộ",
        "",
    ],
)
def test_finds_no_date(text: str) -> None:
    assert find_dates(text, published="2021-08-15") == ()


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("cấp ngày 27 tháng 11 năm 20237", ("ngày 27 tháng 11 năm 2023", "2023-11-27")),  # footnote 7
        ("từ năm 20205.", ("năm 2020", "2020-01-01")),
        ("từ tháng 3 tới hết tháng 10/2019", ("tháng 3 tới hết tháng 10/2019", "2019-03-01")),
        ("tăng 5% so với 2015.", ("2015", "2015-01-01")),
    ],
)
def test_reads_what_is_printed_oddly(text: str, days: tuple[str, str]) -> None:
    (found,) = find_dates(text)
    assert (found.text, found.first.isoformat()) == days


def test_a_day_without_year_needs_one_from_somewhere() -> None:
    assert find_dates("ngày 14/6 khai mạc") == ()
    later = find_dates("Hội thảo năm 2019. Ngày 14/6 khai mạc.")[1]
    assert later.first.isoformat() == "2019-06-14"
    # what is compared with, and the day of a decision, tell nothing of it
    assert len(find_dates("Theo Quyết định số 23/2017/QĐ-UBND ngày 15/9/2017, ngày 22/8 huyện họp.")) == 1
    compared = find_dates("Năm 2018 có 5 lớp, tăng 2 lớp so với năm 2017; hết tháng 11 thì xong.")[-1]
    assert compared.first.isoformat() == "2018-11-01"


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("Các năm 2019, 2020 và 2021 lần lượt có 5, 6 và 7 lớp", ["năm 2019", "2020", "2021"]),
        ("Các năm: 2019, 2020 đều giảm", ["2019", "2020"]),
        ("Trong 3 năm 2019, 2020, 2021.", ["năm 2019", "2020", "2021"]),
        ("Năm 2019 (5 lớp), 2020 (6 lớp)", ["Năm 2019", "2020"]),
        ("Năm 2021, 2000 người đi học", ["Năm 2021"]),  # two thousand people
        ("Năm 2021 và 2000 hộ", ["Năm 2021"]),
    ],
)
def test_reads_a_list_of_years(text: str, years: list[str]) -> None:
    assert [day.text for day in find_dates(text)] == years


def test_the_lead_word_stays_outside() -> None:
    found = find_dates("Từ năm 2006 - 2010 và từ ngày 10 đến 15/6/2019; tính đến cuối năm 2020")
    assert [day.text for day in found] == ["năm 2006 - 2010", "ngày 10 đến 15/6/2019", "cuối năm 2020"]


def test_what_is_only_compared_lends_no_year() -> None:
    assert [one.text for one in find_dates("Nhập 40 xe, gấp đôi năm 2016, xong trong nửa cuối năm.")] == [
        "năm 2016"
    ]
