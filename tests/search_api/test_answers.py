"""Answers: the right kind, the right place and time, and an honest nothing."""

from __future__ import annotations

import pytest

from search_api.answers import ask
from search_api.filters import DOCUMENT_FILTERS, select
from search_api.services import Services
from search_api.understanding import Correction

FIGURES = [
    ("Năm 2021 tỉnh Hòa Bình mở bao nhiêu lớp dạy nghề?", 46),
    ("nam 2022 tinh Hoa Binh mo bao nhieu lop day nghe", 51),
    ("Kinh phí dạy nghề của Hòa Bình năm 2021 là bao nhiêu?", 3_200_000_000),
    ("Có bao nhiêu phần trăm người học nghề ở Hòa Bình năm 2021 có việc làm?", 80),
    ("Các trạm y tế Đắk Nông có bao nhiêu bác sĩ?", 95),
    ("How many doctors do the health stations of Dak Nong have?", 95),
]


@pytest.mark.parametrize(("question", "value"), FIGURES)
def test_a_figure_of_the_asked_subject_place_and_year(
    services: Services, question: str, value: float
) -> None:
    answer = ask(services, question).answers[0]
    assert (answer.kind, answer.value) == ("figure", value)


def test_an_answer_quotes_its_document(services: Services) -> None:
    for question, _ in FIGURES:
        for answer in ask(services, question).answers:
            text = services.library.extraction(answer.document_id).document.text
            assert text[answer.start : answer.end] == answer.quote


@pytest.mark.parametrize(
    "question",
    [
        "Nghị định nào quy định về cai nghiện ma túy tại cộng đồng?",
        "nghi dinh quy dinh to chuc cai nghien ma tuy tai gia dinh, tai cong dong",
        "Which decree regulates drug rehabilitation in the community?",
    ],
)
def test_a_replaced_decree_is_named_with_the_one_in_force(services: Services, question: str) -> None:
    answers = ask(services, question).answers
    found = {answer.number: answer for answer in answers}
    assert {"94/2010/NĐ-CP", "116/2021/NĐ-CP"} <= set(found)
    old = found["94/2010/NĐ-CP"]
    assert (old.state, old.replaced_by) == ("replaced_by", ("116/2021/NĐ-CP",))
    assert "116/2021/NĐ-CP" in old.text
    new = found["116/2021/NĐ-CP"]
    assert new.state == "in_force_as_far_as_known"
    assert "Thay thế 94/2010/NĐ-CP." in new.text
    assert "đang có hiệu lực" in new.text


def test_a_number_is_answered_with_who_issued_it(services: Services) -> None:
    answer = ask(services, "thong tu 14/2014/tt-byt cua bo nao, ban hanh ngay nao").answers[0]
    assert answer.number == "14/2014/TT-BYT"
    assert "Bộ Y tế" in answer.text


def test_a_passage_answers_why(services: Services) -> None:
    answer = ask(services, "Vì sao nhiều lớp dạy nghề ở Hòa Bình mở chậm?").answers[0]
    assert (answer.kind, "thỉnh giảng" in answer.quote) == ("passage", True)


UNANSWERABLE = [
    "Năm 2019 tỉnh Hòa Bình mở bao nhiêu lớp dạy nghề?",  # another year
    "Năm 2021 tỉnh Sơn La mở bao nhiêu lớp dạy nghề?",  # another province
    "nam 2021 tinh son la mo bao nhieu lop day nghe",
    "Các trạm y tế Lào Cai có bao nhiêu bác sĩ?",
    "Giá vé tàu điện ngầm là bao nhiêu?",  # another subject
    "Thông tư nào quy định về đấu giá biển số xe?",
    "Mức phạt theo Nghị định 168/2024/NĐ-CP là bao nhiêu?",  # a number that nothing cites
    "Ai là Giám đốc Sở Y tế tỉnh Kiên Giang?",
]


@pytest.mark.parametrize("question", UNANSWERABLE)
def test_what_the_corpus_does_not_say_is_not_answered(services: Services, question: str) -> None:
    found = ask(services, question)
    assert (found.status, found.answers) == ("no_match", ())


def test_the_reading_can_be_corrected(services: Services) -> None:
    hoa_binh = select(DOCUMENT_FILTERS, province="Hòa Bình", year_from=2023)
    assert ask(services, "bao nhiêu lớp dạy nghề?", filters=hoa_binh).answers[0].value == 51
    question = "Năm 2021 tỉnh Sơn La mở bao nhiêu lớp dạy nghề?"
    said = Correction(province="Hòa Bình", years=(2022, 2022), unit="lớp")
    found = ask(services, question, said=said)
    assert found.answers[0].value == 51
    assert (found.reading.provinces, found.reading.years) == (("Hòa Bình",), (2022, 2022))
    assert ask(services, question, ignore=["Sơn La"]).answers[0].value == 46
    assert ask(services, "trạm y tế Đắk Nông có bác sĩ", kind="figure").answers[0].kind == "figure"


@pytest.mark.parametrize(
    ("question", "start"),
    [
        ("Ai là Phó Chi cục trưởng Chi cục Phòng, chống tệ nạn xã hội tỉnh Sơn La?", "Ông Hà Văn Pâng"),
        ("Kế hoạch của Nghệ An gồm những giải pháp gì?", "IV. GIẢI PHÁP 1. Tuyên truyền."),
        ("ke hoach nghe an gom nhung giai phap gi", "IV. GIẢI PHÁP 1. Tuyên truyền."),
    ],
)
def test_somebody_by_name_and_a_heading_by_what_stands_under_it(
    sample_services: Services, question: str, start: str
) -> None:
    answer = ask(sample_services, question).answers[0]
    assert answer.text.startswith(start)
    text = sample_services.library.extraction(answer.document_id).document.text
    assert text[answer.start : answer.end] == answer.quote


def test_nobody_is_named_who_is_not_told_of(sample_services: Services) -> None:
    assert ask(sample_services, "Ai là Chủ tịch tỉnh Hà Giang?").status == "no_match"


ROLES = [  # several numbers on one subject: which of them is meant
    ("Năm 2022 An Giang có bao nhiêu người cai nghiện bắt buộc?", 731),  # not the 17 of "tăng 17 người"
    ("Năm 2022 số người cai nghiện bắt buộc của Sơn La tăng bao nhiêu?", 51),
    ("so benh nhan methadone o thai binh ngay 31/10/2019", 1254),  # not the 1.280 that are aimed at
    ("Chỉ tiêu cai nghiện bắt buộc năm 2023 của An Giang là bao nhiêu người?", 760),
    ("Thời hạn cai nghiện tự nguyện tối đa là bao nhiêu tháng?", 12),
    ("Thời hạn cai nghiện tự nguyện tối thiểu là bao nhiêu tháng?", 6),
    ("Mức chuẩn trợ giúp xã hội của Quảng Trị từ ngày 01/7/2021 là bao nhiêu?", 360_000),
    ("Mức chuẩn trợ giúp xã hội của Quảng Trị trước đây là bao nhiêu?", 270_000),
    ("bao nhieu xa o dak nong thi diem cai nghien tai cong dong", 3),
    ("What is the maximum loan for people after rehabilitation?", 90_000_000),
]


@pytest.mark.parametrize(("question", "value"), ROLES)
def test_the_number_that_is_meant(sample_services: Services, question: str, value: float) -> None:
    assert ask(sample_services, question).answers[0].value == value


RELATIONS = [  # who does it, and to whom
    ("Nghị định nào thay thế Nghị định số 94/2010/NĐ-CP?", "116/2021/NĐ-CP"),
    ("nghi dinh 94/2010/ND-CP bi thay the boi nghi dinh nao", "116/2021/NĐ-CP"),
    ("Which decree replaced Decree 94/2010/NĐ-CP?", "116/2021/NĐ-CP"),
    ("nghi dinh 301/2022/ND-CP bai bo quyet dinh nao cua thu tuong", "29/2014/QĐ-TTg"),
    ("Nghị định số 301/2022/NĐ-CP sửa đổi nghị định nào?", "61/2015/NĐ-CP"),
    ("nghi quyet nao bi thay the boi nghi quyet 27/2022/NQ-HDND", "41/2017/NQ-HĐND"),
    ("Thông tư liên tịch nào hướng dẫn Nghị định 94/2010/NĐ-CP?", "03/2012/TTLT-BLĐTBXH-BYT-BCA"),
    ("Quyết định nào của tỉnh Quảng Trị bị bãi bỏ năm 2021?", "905/QĐ-UBND"),
]


@pytest.mark.parametrize(("question", "number"), RELATIONS)
def test_what_one_document_does_to_another(sample_services: Services, question: str, number: str) -> None:
    assert ask(sample_services, question).answers[0].number == number


def test_a_quote_for_why_gives_the_cause(sample_services: Services) -> None:
    answer = ask(sample_services, "Vì sao ít người cai nghiện tại cộng đồng ở Đồng Tháp?").answers[0]
    assert "nguyên nhân" in answer.quote


def test_a_word_that_both_languages_have_is_kept(sample_services: Services) -> None:
    found = ask(sample_services, "How many people received methadone treatment in An Giang in 2020?")
    assert "Methadone" in found.reading.wording
    assert found.answers[0].value == 240
