"""A model's words are shown only where every number of theirs stands in the quotes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from search_api.answer import Answer
from search_api.answers import ask
from search_api.phrasing import is_supported
from search_api.services import Services

QUOTE = (
    "Năm 2021, tỉnh mở 46 lớp cho 1.380 người, đạt 80% kế hoạch, kinh phí 3,2 tỷ đồng, theo Nghị định số "
    "94/2010/NĐ-CP ngày 09/9/2010 của Chính phủ."
)

TEXTS = [
    ("Tỉnh mở 46 lớp trong năm 2021.", True),
    ("Có 1.380 người học 46 lớp, đạt 80%.", True),
    ("Kinh phí là 3,2 tỷ đồng.", True),
    ("Căn cứ Nghị định 94/2010/NĐ-CP ngày 9 tháng 9 năm 2010.", True),  # the same day in another form
    ("Trong các trích dẫn không có thông tin này.", True),
    ("Tỉnh mở 47 lớp.", False),
    ("Có 1.308 người học.", False),
    ("Có 80 người học.", False),  # the share as a count
    ("Kinh phí là 3,2 triệu đồng.", False),
    ("Năm 2020, tỉnh mở 46 lớp.", False),
    ("Căn cứ Nghị định 94/2011/NĐ-CP.", False),
    ("Căn cứ Nghị định 49/2010/NĐ-CP.", False),
    ("Căn cứ Thông tư 14/2014/TT-BYT.", False),
    ("Nghị định ban hành ngày 10/9/2010.", False),
    ("Tỉnh mở hai trăm lớp.", False),  # in words
]


@pytest.mark.parametrize(("text", "supported"), TEXTS)
def test_every_number_must_stand_in_the_quotes(text: str, supported: bool) -> None:  # noqa: FBT001, RUF100
    assert is_supported(text, QUOTE) is supported


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("Năm 2022 tỉnh mở 51 lớp.", "Năm 2022 tỉnh mở 51 lớp."),
        ("Năm 2022 tỉnh mở 52 lớp.", None),
        ("", None),
        (None, None),
        ("x" * 5_000, None),
    ],
)
def test_unsupported_words_are_not_shown_and_the_answers_stand(
    services: Services, words: str | None, shown: str | None
) -> None:
    given: list[tuple[str, Sequence[Answer]]] = []

    def phrase(question: str, answers: Sequence[Answer]) -> str | None:
        given.append((question, answers))
        return words

    question = "Năm 2022 Hòa Bình mở bao nhiêu lớp dạy nghề?"
    found = ask(replace(services, phrase=phrase), question)
    assert (found.phrased, found.status) == (shown, "grounded")
    assert given[0][0] == question
    assert given[0][1] == found.answers[: len(given[0][1])]


def test_a_model_that_fails_costs_nothing_but_its_words(services: Services) -> None:
    def phrase(_question: str, _answers: Sequence[Answer]) -> str:
        raise ConnectionError("nobody there")

    found = ask(replace(services, phrase=phrase), "số lớp dạy nghề")
    assert (found.phrased, bool(found.answers)) == (None, True)


def test_nothing_to_say_is_not_phrased(services: Services) -> None:
    def phrase(_question: str, _answers: Sequence[Answer]) -> str:
        return "Không rõ."

    found = ask(replace(services, phrase=phrase), "Giá vé tàu điện ngầm là bao nhiêu?")
    assert (found.status, found.phrased) == ("no_match", None)
