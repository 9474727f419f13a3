from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.clean import clean
from ingest.files import PDF, PLAIN
from ingest.plain import read_plain
from ingest.raw import Line, RawDocument, RawPage, page_of
from ingest.wraps import is_wrapped
from tests.ingest.builders import as_text, as_wrapped_text

JOINED = [
    # a number cut at its hyphen keeps it
    (
        ["Báo cáo thẩm tra số 84/BC-", "KTNS của Ban Kinh tế được thông qua."],
        ["Báo cáo thẩm tra số 84/BC-KTNS của Ban Kinh tế được thông qua."],
    ),
    # a dash between the parts of a name keeps its blanks
    (
        ["Công văn của Sở Lao động -", "Thương binh và Xã hội gửi các huyện."],
        ["Công văn của Sở Lao động - Thương binh và Xã hội gửi các huyện."],
    ),
    (
        ["Căn cứ Nghị quyết của Hội đồng về chương trình giảm nghèo số", "27/2022 được ban hành."],
        ["Căn cứ Nghị quyết của Hội đồng về chương trình giảm nghèo số 27/2022 được ban hành."],
    ),
    (["Chương II", "TỔ CHỨC THỰC HIỆN"], ["Chương II", "TỔ CHỨC THỰC HIỆN"]),
    (["THÔNG TƯ", "Quy định mức hỗ trợ học nghề"], ["THÔNG TƯ", "Quy định mức hỗ trợ học nghề"]),
    (
        ["Các huyện đã thực hiện tốt việc này.", "- Na Hang: 12 lớp;", "- Sơn Dương: 9 lớp."],
        ["Các huyện đã thực hiện tốt việc này.", "- Na Hang: 12 lớp;", "- Sơn Dương: 9 lớp."],
    ),
    (
        ["Điều 3. Mức hỗ trợ", "1. Học viên được hỗ trợ tiền ăn."],
        ["Điều 3. Mức hỗ trợ", "1. Học viên được hỗ trợ tiền ăn."],
    ),
]


@pytest.mark.parametrize(("printed", "paragraphs"), JOINED)
def test_joins_what_the_margin_cut(printed: list[str], paragraphs: list[str]) -> None:
    page = RawPage(tuple(Line(text) for text in printed))
    assert clean(RawDocument(PDF, (page,), True)).text.split("\n") == paragraphs


def test_wrapped_text_reads_like_the_unwrapped() -> None:
    whole = clean(read_plain(as_text(), source="a.txt")).text
    wrapped = clean(read_plain(as_wrapped_text(), source="a.txt")).text
    for paragraph in wrapped.split("\n"):
        assert paragraph in whole.split("\n")


def test_tells_wrapped_text_from_paragraphs() -> None:
    assert is_wrapped(read_plain(as_wrapped_text(), source="a.txt").lines())
    assert not is_wrapped(read_plain(as_text(), source="a.txt").lines())


def test_a_sentence_cut_by_a_page_break_is_whole_and_keeps_its_pages() -> None:
    first = page_of("Đoàn kiểm tra đã làm việc với các xã và ghi nhận nhiều cách làm hay trong việc giúp đỡ")
    second = page_of("người trở về. Sau đó đoàn về tỉnh.")
    cleaned = clean(RawDocument(PLAIN, (first, second), False))
    assert "\n" not in cleaned.text
    assert cleaned.text[cleaned.page_starts[1] :].startswith("người trở về")


@given(
    st.lists(
        st.lists(st.text(st.sampled_from("aăâbcđ .,;-1"), max_size=30), max_size=6), min_size=1, max_size=5
    )
)
def test_page_starts_are_places_of_the_text_in_order(pages: list[list[str]]) -> None:
    raw = RawDocument(PDF, tuple(RawPage(tuple(Line(text) for text in page)) for page in pages), True)
    cleaned = clean(raw)
    assert len(cleaned.page_starts) == len(pages)
    assert list(cleaned.page_starts) == sorted(cleaned.page_starts)
    assert all(0 <= start <= len(cleaned.text) for start in cleaned.page_starts)
    assert not any(line != line.strip() or not line for line in cleaned.text.split("\n") if cleaned.text)
