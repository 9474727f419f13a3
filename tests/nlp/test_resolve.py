from __future__ import annotations

import pytest

from nlp.references import find_references
from nlp.resolve import find_back_references, full_numbers, resolve


def test_this_decree_is_the_document_itself() -> None:
    (found,) = find_back_references("Nghị định này có hiệu lực từ ngày ký.", ())
    assert found.is_self
    assert found.target is None


def test_one_candidate_is_the_target() -> None:
    text = "Thông tư số 5/2019/TT-BYT và Nghị định số 7/2018/NĐ-CP. Thông tư nêu trên được áp dụng."
    (found,) = find_back_references(text, find_references(text))
    assert (found.text, found.target) == ("Thông tư nêu trên", "5/2019/TT-BYT")


def test_two_candidates_stay_open() -> None:
    text = "Thông tư số 5/2019/TT-BYT, Thông tư số 6/2019/TT-BYT. Thông tư nói trên được áp dụng."
    (found,) = find_back_references(text, find_references(text))
    assert found.target is None
    assert found.candidates == ("5/2019/TT-BYT", "6/2019/TT-BYT")


def test_a_short_number_is_resolved_where_one_fits() -> None:
    one = find_references("Nghị định số 94/2010/NĐ-CP; theo Nghị định 94, các xã")
    assert full_numbers(one) == {0: ("94/2010/NĐ-CP",), 1: ("94/2010/NĐ-CP",)}
    two = find_references("Nghị định số 94/2010/NĐ-CP, Nghị định số 94/2015/NĐ-CP; theo Nghị định 94, các xã")
    assert full_numbers(two)[2] == ("94/2010/NĐ-CP", "94/2015/NĐ-CP")


def resolved(text: str) -> list[tuple[str, str | None, tuple[str, ...], str | None]]:
    found = resolve(text, find_references(text))
    assert all(text[one.start : one.end] == one.text for one in found)
    return [(one.text, one.number, one.candidates, one.meant) for one in found]


def test_the_printed_number_stays_and_the_meant_one_is_told() -> None:
    full = ("Nghị định số 94/2010/NĐ-CP", "94/2010/NĐ-CP", (), "94/2010/NĐ-CP")
    meant = ("94/2010/NĐ-CP",)
    assert resolved("Nghị định số 94/2010/NĐ-CP đã cũ; Nghị định 94 và Nghị định nêu trên thôi áp dụng.") == [
        full,
        ("Nghị định 94", "94", meant, meant[0]),
        ("Nghị định nêu trên", None, meant, meant[0]),
    ]


def test_two_candidates_leave_it_open() -> None:
    text = "Thông tư số 5/2019/TT-BYT, Thông tư số 6/2019/TT-BYT. Thông tư nói trên được áp dụng."
    assert resolved(text)[-1] == ("Thông tư nói trên", None, ("5/2019/TT-BYT", "6/2019/TT-BYT"), None)


def test_a_law_without_number_is_meant_by_its_name() -> None:
    text = "Luật Thanh niên đã được phổ biến. Xã tuyên truyền Luật nêu trên."
    assert resolve(text, find_references(text))[-1].subject == "Thanh niên"


@pytest.mark.parametrize(
    "text",
    [
        "Số: 9/2024/TT-BYT\nTHÔNG TƯ\nCăn cứ Thông tư số 5/2019/TT-BYT. Thông tư này quy định",  # of itself
        "THÔNG TƯ\nQuy định mẫu sổ\nTheo Thông tư số 5/2019/TT-BYT thì Thông tư này",
        "Điều 3. Hiệu lực\nThông tư số 5/2019/TT-BYT thôi áp dụng khi Thông tư này có hiệu lực.",  # a part
        "Thông tư nêu trên được áp dụng.",  # nothing to mean
        "Thực hiện Kế hoạch số 12/KH-UBND, huyện triển khai Kế hoạch trên địa bàn.",
        "Theo Kế hoạch số 12/KH-UBND, kết quả vượt Kế hoạch trên 10%.",
        "Theo Kế hoạch số 12/KH-UBND thì mọi kế hoạch này khác đều được.",  # any plan
    ],
)
def test_finds_no_other_document(text: str) -> None:
    assert len(resolve(text, find_references(text))) == len(find_references(text))
