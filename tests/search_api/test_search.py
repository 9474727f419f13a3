"""Search on a real library: the right passage first, its records, its highlights, its pages of results."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from corpus.errors import WrongUse
from search_api.filters import DOCUMENT_FILTERS, SEARCH_FILTERS, select
from search_api.search import search
from search_api.services import Services

FIRST = [  # the question, and words of the passage that must come first
    ("vì sao nhiều lớp dạy nghề mở chậm", "giáo viên thỉnh giảng"),
    ("vi sao nhieu lop day nghe mo cham", "giáo viên thỉnh giảng"),
    ("số bác sĩ ở các trạm y tế Đắk Nông", "95 bác sĩ"),
    ("so bac si o cac tram y te dak nong", "95 bác sĩ"),
    ("người dân xã xa được khám bệnh miễn phí", "miễn phí vào thứ Bảy"),
    ("46/2015/QĐ-TTg", "46/2015/QĐ-TTg"),
    ("quyet dinh 46/2015/qd-ttg", "46/2015/QĐ-TTg"),
    ("Thông tư 14/2014/TT-BYT", "14/2014/TT-BYT"),
    ("vì sao nhieu lớp day nghề mở cham", "giáo viên thỉnh giảng"),  # half of its accents
    ("vif sao nhieeuf lowps dayj ngheef mowr chaamj", "giáo viên thỉnh giảng"),  # Telex keys
    ("vi2 sao nhie6u2 lo71p da5y nghe62 mo73 cha6m5", "giáo viên thỉnh giảng"),  # VNI keys
    ("số bác sĩ ở các trạm y tế Ðắk Nông", "95 bác sĩ"),  # the Icelandic letter
    (
        "giám định y khoa theo Thông tư của Bộ Y tế, thuỷ lợi, hoà giải",
        "14/2014/TT-BYT",
    ),  # the tone on the other vowel
]
READINGS = [  # what was typed, and how it is said to have been read
    ("trajm y tees xax", "trạm y tế xã"),
    ("tram y te xa", "trạm y tế xã"),
    ("lop dạy nghề mở chậm", "lớp dạy nghề mở chậm"),
    ("Trạm y tế xã", "Trạm y tế xã"),
]
BAD_INPUT = ["và của là các những", "a", "ô", "1", "\u0301\u0301a", "test covid", "🙂 năm", "a " * 499]


@pytest.mark.parametrize(("question", "words"), FIRST)
def test_the_passage_that_says_so_comes_first(services: Services, question: str, words: str) -> None:
    hits = search(services, question).hits
    assert words in hits[0].passage


@pytest.mark.parametrize(("typed", "read"), READINGS)
def test_says_how_it_read_the_question(services: Services, typed: str, read: str) -> None:
    assert search(services, typed).reading.wording == read


@pytest.mark.parametrize("text", BAD_INPUT)
@pytest.mark.parametrize("mode", ["hybrid", "semantic", "lexical"])
def test_bad_input_is_answered_like_any_other(services: Services, text: str, mode: str) -> None:
    found = search(services, text, mode=mode)
    assert found.total >= len(found.hits)
    assert all(hit.passage for hit in found.hits)


@pytest.mark.parametrize("text", ["🙂🙂", "?", "a" * 10_000])
def test_what_cannot_be_a_question_is_refused_with_a_reason(services: Services, text: str) -> None:
    with pytest.raises(WrongUse, match=r"câu hỏi (trống|dài 10000)"):
        search(services, text)


def test_a_reranker_reads_the_best_again(services: Services) -> None:
    """The order is its own, as far as it got; the rest follows as before."""
    question = "trạm y tế xã được sửa chữa"
    plain = search(services, question).hits
    read_again = search(replace(services, reranker=_LastIsBest(3)), question).hits
    assert [hit.passage for hit in read_again[3:]] == [hit.passage for hit in plain[3:]]
    assert search(replace(services, reranker=_LastIsBest(0)), question).hits == plain


class _LastIsBest:
    """Scores so many texts, each higher than the one before."""

    def __init__(self, count: int) -> None:
        self._count = count

    def scores(self, query: str, texts: Sequence[str]) -> list[float]:
        assert query
        return [float(place) for place, _ in enumerate(texts[: self._count])]


@pytest.mark.parametrize("mode", ["hybrid", "semantic", "lexical"])
def test_every_mode_finds_the_subject(services: Services, mode: str) -> None:
    found = search(services, "trạm y tế xã được sửa chữa", mode=mode)
    assert any("trạm y tế" in hit.passage for hit in found.hits[:3])


def test_offsets_of_a_hit_are_into_the_text_of_its_document(services: Services) -> None:
    for hit in search(services, "bác sĩ trạm y tế Đắk Nông").hits:
        text = services.library.extraction(hit.document_id).document.text
        assert text[hit.start : hit.end] == hit.passage
        assert all(hit.start <= start < end <= hit.end for start, end in hit.highlights)
    first = search(services, "bac si").hits[0]
    text = services.library.extraction(first.document_id).document.text
    assert "bác sĩ" in {text[start:end].lower() for start, end in first.highlights}


def test_a_number_is_asked_for_among_what_cites_a_document(services: Services) -> None:
    chosen = select(SEARCH_FILTERS, cited="46/2015/QĐ-TTg")
    found = search(services, "có bao nhiêu lớp dạy nghề", filters=chosen)
    assert all("46/2015/QĐ-TTg" in {r["number"] for r in hit.references} for hit in found.hits)
    assert found.hits


def test_a_hit_carries_the_records_of_its_passage(services: Services) -> None:
    found = search(services, "Thông tư 14/2014/TT-BYT về giám định y khoa").hits[0]
    assert "14/2014/TT-BYT" in {reference["number"] for reference in found.references}
    counted = search(services, "số bác sĩ Đắk Nông").hits[0]
    assert 95 in {figure["value"] for figure in counted.figures}


@pytest.mark.parametrize(
    ("filters", "provinces"),
    [
        ({"province": "Hòa Bình"}, {"Hòa Bình"}),
        ({"province": "Lâm Đồng"}, {"Lâm Đồng", "Đắk Nông"}),  # Đắk Nông is part of today's Lâm Đồng
        ({"province": "Đắk Nông"}, {"Đắk Nông"}),
        ({"year_from": 2023}, {"Hòa Bình", "Đắk Nông"}),
        ({"doc_type": "plan"}, {"Lâm Đồng"}),
    ],
)
def test_filters_hold(services: Services, filters: dict[str, str | int], provinces: set[str]) -> None:
    found = search(services, "kết quả thực hiện", filters=select(DOCUMENT_FILTERS, **filters), limit=50)
    assert {hit.province for hit in found.hits} == provinces


def test_facets_count_documents(services: Services) -> None:
    facets = search(services, "dạy nghề Hòa Bình").facets
    assert ("Hòa Bình", 2) in {(item.value, item.count) for item in facets["province"]}


def test_pages_hold_every_passage_once_and_in_order(services: Services) -> None:
    whole = search(services, "dạy nghề", limit=100)
    paged, cursor = [], None
    while True:
        found = search(services, "dạy nghề", limit=2, cursor=cursor)
        paged += found.hits
        cursor = found.cursor
        if cursor is None:
            break
    assert [(hit.document_id, hit.start) for hit in paged] == [
        (hit.document_id, hit.start) for hit in whole.hits
    ]
    assert len(paged) == whole.total


def test_the_same_question_has_the_same_answer(services: Services) -> None:
    first, second = (search(services, "công tác", limit=50) for _ in range(2))
    assert first.hits == second.hits


@pytest.mark.parametrize(
    ("arguments", "name"),
    [
        ({"mode": "magic"}, "mode"),
        ({"limit": 0}, "limit"),
        ({"limit": 10**6}, "limit"),
        ({"cursor": "xyz"}, "cursor"),
    ],
)
def test_wrong_arguments_are_named(services: Services, arguments: dict[str, object], name: str) -> None:
    with pytest.raises(WrongUse) as refused:
        search(services, "dạy nghề", **arguments)  # type: ignore[arg-type]
    assert refused.value.subject == name


def added(services: Services, **texts: str) -> None:
    """Small documents of these names."""
    for name, text in texts.items():
        services.add_document(f"Thông báo\n\nNgày 10/7/2024\n\n{text}\n".encode(), f"{name}.txt")


def test_the_very_days_that_are_asked_for_go_before_the_year(own_services: Services) -> None:
    """Two passages of one year and subject: the half is asked for."""
    added(
        own_services,
        whole="Năm 2024, trạm thú y Mường Khoa đặt ra tiêm phòng trâu, tiêm phòng bò: 8.200 con trâu.",
        half="6 tháng đầu năm 2024, trạm thú y Mường Khoa tiêm phòng 3.900 con trâu.",
    )
    hits = search(own_services, "6 tháng đầu năm 2024 tiêm phòng trâu bò thế nào").hits
    assert "3.900" in hits[0].passage


def test_the_asked_province_goes_before_another(own_services: Services) -> None:
    added(
        own_services,
        first="Lạng Sơn trồng rừng keo: rừng keo trồng mới 300 ha, rừng keo trồng lại 80 ha, giống keo đủ.",
        second="Nhân dân tỉnh Hà Giang đã trồng được 120 ha rừng, phần lớn là keo, nhờ mưa đến sớm.",
    )
    assert "120 ha" in search(own_services, "trồng rừng keo ở Hà Giang").hits[0].passage
    assert "300 ha" in search(own_services, "trồng rừng keo").hits[0].passage


def test_what_stands_under_the_asked_heading_is_lifted(sample_services: Services) -> None:
    hits = search(sample_services, "Những vướng mắc trong cai nghiện ở Đắk Lắk năm 2022 là gì?").hits
    assert any(hit.section == ("V. KHÓ KHĂN, HẠN CHẾ",) for hit in hits[:3])


def test_an_answer_is_kept_until_something_is_added(own_services: Services) -> None:
    asked = "trạm thú y Mường Khoa tiêm phòng trâu"
    first, again = search(own_services, asked), search(own_services, asked)
    assert again.hits is first.hits
    assert search(own_services, asked, limit=1).hits is not first.hits
    text = "Báo cáo\n\nNăm 2024, trạm thú y Mường Khoa tiêm phòng cho 8.200 con trâu.\n"
    own_services.add_document(text.encode(), "nam.txt")
    after = search(own_services, asked)
    assert after.total > first.total
    assert "8.200" in after.hits[0].passage
