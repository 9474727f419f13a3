"""Answers: the right kind, the right place and time, and an honest nothing."""

from __future__ import annotations

import pytest

from search_api.answers import ask
from search_api.filters import DOCUMENT_FILTERS, select
from search_api.services import Services

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
    assert found["116/2021/NĐ-CP"].state == "in_force_as_far_as_known"


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
