"""Reading questions, typed in every way that people type them."""

from __future__ import annotations

from datetime import date

import pytest

from corpus.errors import WrongUse
from search_api.query import MAX_LENGTH, Kind, read_question

KINDS = [
    ("Năm 2021 tỉnh có bao nhiêu lớp dạy nghề?", Kind.FIGURE),
    ("nam 2021 tinh co bao nhieu lop day nghe", Kind.FIGURE),
    ("Số người học nghề của Hòa Bình", Kind.FIGURE),
    ("ty le nguoi co viec lam sau khi hoc", Kind.FIGURE),
    ("How many people were trained in 2021?", Kind.FIGURE),
    ("Nghị định nào quy định về cai nghiện tại cộng đồng?", Kind.REFERENCE),
    ("quyet dinh ho tro dao tao nghe", Kind.REFERENCE),
    ("Which circular sets the rules for medical assessment?", Kind.REFERENCE),
    ("Kế hoạch này do cơ quan nào ban hành?", Kind.REFERENCE),
    ("Chỉ thị về an toàn trường học là chỉ thị số mấy?", Kind.REFERENCE),
    ("Vì sao nhiều lớp mở chậm?", Kind.PASSAGE),
    ("Thực hiện Quyết định 46/2015/QĐ-TTg gặp khó khăn gì?", Kind.PASSAGE),
    ("trạm y tế xã", Kind.PASSAGE),
]


@pytest.mark.parametrize(("text", "kind"), KINDS)
def test_reads_what_kind_of_answer_is_wanted(text: str, kind: Kind) -> None:
    assert read_question(text).kind is kind


@pytest.mark.parametrize(
    ("text", "provinces"),
    [
        ("Số trạm y tế của Đắk Nông", ("Đắk Nông",)),
        ("so tram y te cua dak nong", ("Đắk Nông",)),
        ("How many clinics are there in Hanoi?", ("Hà Nội",)),
        ("Hà Nội và Đà Nẵng có gì khác nhau?", ("Hà Nội", "Đà Nẵng")),
        ("trạm y tế xã", ()),
    ],
)
def test_reads_provinces_with_and_without_accents(text: str, provinces: tuple[str, ...]) -> None:
    assert read_question(text).provinces == provinces


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("Kết quả năm 2021", (2021, 2021)),
        ("giai doan 2016-2020", (2016, 2020)),
        ("từ 2017 đến 6/2020", (2017, 2020)),
        ("Đến ngày 31/8/2023 có bao nhiêu nhân viên", (2023, 2023)),
        ("Nghị định 94/2010/NĐ-CP quy định gì?", None),  # the year of a number is no question of time
        ("có 2.021 người", None),
    ],
)
def test_reads_years(text: str, years: tuple[int, int] | None) -> None:
    assert read_question(text).years == years


def test_reads_a_period_to_the_day_and_to_the_half_year() -> None:
    assert read_question("Đến ngày 31/8/2023").period == (date(2023, 8, 31), date(2023, 8, 31))
    half = read_question("6 tháng đầu năm 2024 có bao nhiêu người học nghề?").period
    assert half == (date(2024, 1, 1), date(2024, 6, 30))


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Nghị định số 94/2010/NĐ-CP", ("94/2010/NĐ-CP",)),
        ("nghi dinh 94/2010/nd-cp", ("94/2010/NĐ-CP",)),
        ("Kế hoạch số 1152/KH – UBND", ("1152/KH-UBND",)),
        ("Chỉ thị 36-CT/TW", ("36-CT/TW",)),
        ("Decree 94/2010", ("94/2010",)),
        ("đạt 14/15 huyện vào tháng 6/2020", ()),
    ],
)
def test_reads_document_numbers(text: str, numbers: tuple[str, ...]) -> None:
    assert read_question(text).numbers == numbers


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("Có bao nhiêu phần trăm người học có việc làm?", "%"),
        ("ty le nguoi hoc co viec lam", "%"),
        ("Kinh phí thực hiện là bao nhiêu?", "đồng"),
        ("Vốn sửa trạm là bao nhiêu, từ nguồn nào?", "đồng"),  # what follows the comma is no unit
        ("Trạm y tế ở đâu?", None),
    ],
)
def test_reads_what_is_counted(text: str, unit: str | None) -> None:
    assert read_question(text).unit == unit


def test_subject_leaves_out_asking_words_place_and_time() -> None:
    subject = read_question("Năm 2021 tỉnh Hòa Bình có bao nhiêu lớp dạy nghề?").subject
    assert {"lớp", "dạy", "nghề", "dạy nghề"} <= set(subject.terms)
    assert not {"bao", "nhiêu", "hòa", "bình", "2021", "năm"} & set(subject.terms)


def test_english_is_searched_in_vietnamese() -> None:
    question = read_question("How many people got vocational training in Hoa Binh?")
    assert "dạy nghề" in question.wording
    assert question.provinces == ("Hòa Bình",)


@pytest.mark.parametrize("text", ["", "   ", "?!…", "a" * (MAX_LENGTH + 1)])
def test_refuses_empty_and_endless_questions(text: str) -> None:
    with pytest.raises(WrongUse) as refused:
        read_question(text)
    assert refused.value.subject == "q"


def test_reads_nonsense_without_complaint() -> None:
    for text in ("\u0301\u0301a", "0" * 900, "/" * 500 + "a", "94/" * 300, "🙂 năm", "năm 9999999"):
        read_question(text)


@pytest.mark.parametrize(
    ("question", "listed", "person"),
    [
        ("Kế hoạch gồm những giải pháp gì?", "giải pháp", False),
        ("ke hoach co nhung nhiem vu nao", "nhiem vu", False),
        ("Những khó khăn là gì?", "khó khăn", False),
        ("Những trường nào mở lớp?", "trường", False),
        ("Tỉnh có mấy trường?", "", False),
        ("Ai là hiệu trưởng?", "", True),
        ("Who heads the department?", "", True),
    ],
)
def test_what_is_listed_and_who_is_wanted(question: str, listed: str, person: bool) -> None:  # noqa: FBT001, RUF100
    found = read_question(question)
    assert (found.listed, found.wants_person) == (listed, person)
