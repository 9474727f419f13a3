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


@pytest.mark.parametrize(
    ("text", "provinces"),
    [
        ("so nguoi hoc nghe o hoa binh", ("Hòa Bình",)),  # a common word, where nothing has a capital
        ("kinh phí của thái bình năm 2019", ("Thái Bình",)),
        ("gìn giữ hòa bình là gì", ()),
        ("Quang Binh's resolution on support: how many times?", ("Quảng Bình",)),
    ],
)
def test_reads_provinces_that_are_common_words(text: str, provinces: tuple[str, ...]) -> None:
    assert read_question(text).provinces == provinces


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("Số hộ nghèo năm 2023 so với năm 2022 thế nào?", (2023, 2023)),
        ("ho ngheo nam 2023 giam bao nhieu so voi cuoi nam 2022", (2023, 2023)),
        ("How did poverty change in 2023 compared with 2022?", (2023, 2023)),
        ("Số trường tăng bao nhiêu so với năm 2021?", (2021, 2021)),  # no other year is named
        ("từ năm 2020 đến năm 2022", (2020, 2022)),
    ],
)
def test_a_year_to_compare_with_is_not_asked_about(text: str, years: tuple[int, int]) -> None:
    assert read_question(text).years == years


def test_reads_a_period_of_a_question_without_accents_and_in_english() -> None:
    restored = ["9", "tháng", "đầu", "năm", "2023", "có", "mấy", "lớp"]
    nine_months = read_question("9 thang dau nam 2023 co may lop", restored=restored).period
    assert nine_months == (date(2023, 1, 1), date(2023, 9, 30))
    end = read_question("How many poor households were left at the end of 2023?").period
    assert end == (date(2023, 12, 31), date(2023, 12, 31))


def test_numbers_of_the_subject_are_part_of_it() -> None:
    terms = read_question("Người từ 15 tuổi học nghề theo khoản 2 từ ngày 3/4/2021 được gì?").subject.terms
    assert {"15", "2"} <= set(terms)
    assert not {"3", "4", "2021"} & set(terms)


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("Có bao nhiêu lớp?", set()),
        ("Số lớp tăng bao nhiêu?", {"change"}),
        ("Mục tiêu năm nay là mấy lớp?", {"target"}),
        ("moi lop co toi da bao nhieu hoc vien", {"most"}),
        ("At least how many teachers are there?", {"least"}),
        ("Mở bao nhiêu lớp, tăng bao nhiêu so với năm trước?", set()),  # the first number is the answer
    ],
)
def test_reads_which_number_is_meant(text: str, roles: set[str]) -> None:
    assert set(read_question(text).roles) == roles


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("Thông tư nào thay thế Thông tư 08/2019/TT-BYT?", ("replaces", "08/2019/TT-BYT", False)),
        ("Thông tư 08/2019/TT-BYT bãi bỏ thông tư nào?", ("repeals", "08/2019/TT-BYT", True)),
        ("thong tu 08/2019/TT-BYT bi thay the boi thong tu nao", ("replaces", "08/2019/TT-BYT", False)),
        ("Thông tư nào bị bãi bỏ bởi Thông tư 08/2019/TT-BYT?", ("repeals", "08/2019/TT-BYT", True)),
        ("Which circular was repealed by 08/2019/TT-BYT?", ("repeals", "08/2019/TT-BYT", True)),
        ("Quyết định nào bị bãi bỏ?", ("repeals", None, True)),
        ("Thông tư nào quy định giá thuốc?", None),
    ],
)
def test_reads_what_is_asked_of_two_documents(
    text: str, relation: tuple[str, str | None, bool] | None
) -> None:
    found = read_question(text).relation
    assert (found and (found.kind.value, found.number, found.acts)) == relation
