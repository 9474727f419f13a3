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
    # a result and the next item of a calculation
    (
        ["0,5 x 2.000.000 = 1.000.000 (đồng)", "- Mức hỗ trợ tiền ăn của anh H là:"],
        ["0,5 x 2.000.000 = 1.000.000 (đồng)", "- Mức hỗ trợ tiền ăn của anh H là:"],
    ),
    # a number in the thousands is no mark of an item
    (
        ["Tỉnh đã hỗ trợ các hộ nghèo với mức", "1.500 đồng mỗi giờ."],
        ["Tỉnh đã hỗ trợ các hộ nghèo với mức 1.500 đồng mỗi giờ."],
    ),
    # cells: a name, its number, its unit
    (["Máy may công nghiệp một kim", "12", "Chiếc"], ["Máy may công nghiệp một kim", "12", "Chiếc"]),
    (["Phụ lục", "(Kèm theo Kế hoạch của tỉnh)"], ["Phụ lục", "(Kèm theo Kế hoạch của tỉnh)"]),
    # brackets that are open
    (
        ["Các cơ quan dự họp (gồm Sở Y tế và", "Công an tỉnh) đã thống nhất."],
        ["Các cơ quan dự họp (gồm Sở Y tế và Công an tỉnh) đã thống nhất."],
    ),
]

CUT_BY_PAGES = [
    # the head of a form after the line of a signature
    (["Người đề nghị ký và ghi rõ họ tên hoặc ký số"], ["Mẫu số 02"], 2),
    # a citation
    (["Người học nộp đơn và các giấy tờ khác theo"], ["Mẫu số 02 kèm theo kế hoạch này."], 1),
    # a row of a table begins
    (["Máy may công nghiệp một kim dùng cho lớp ngắn hạn"], ["21 Máy vắt sổ"], 2),
    # a sentence that has hardly begun; its first word is no name
    (["Công suất 2 kW, tốc độ quay 90 vòng/phút. Động cơ"], ["Honda bốn thì."], 1),
    (["Sức chịu tải của giá đỡ khi đã lắp xong:"], ["10 kN trên mỗi mét."], 1),
    # an item is a heading where the next line begins with a word that the text writes small elsewhere
    (
        ["Người học nghề và các học viên", "1. Hỗ trợ tiền ăn, tiền tàu xe đi lại"],
        ["Học viên ở xa được thêm."],
        3,
    ),
]

# lines of one page, all of one length
TOGETHER = [
    (["Mục 2. CÁC LỚP DẠY NGHỀ CHO NGƯỜI", "KHUYẾT TẬT Ở CÁC XÃ VÙNG CAO"], 1),
    (["Đơn xin học nghề viết theo Mẫu số 02", "Phụ lục I ban hành kèm kế hoạch này."], 1),
    (["Người học thuộc diện ghi tại Mục 1", "Chương II của đề án này được hỗ trợ."], 1),
    (["Kế hoạch dạy nghề cho các xã vùng", "(Kèm theo Công văn của huyện nhà)"], 2),
    (["Người học được cấp những thứ như sau:", "a1) Sách vở và đồ dùng học tập."], 2),
    # the name of an article ends where a word begins that the text mostly writes small
    (
        [
            "Khi người học nghỉ thì khi người học",
            "Điều 4. Việc nghỉ giữa khóa học nghề",
            "Khi người học nghỉ thì báo.",
        ],
        3,
    ),
    (["Điều 4. Lớp học nghề do Ủy ban nhân", "Dân mở và khi người học có Thẻ"], 1),
]


@pytest.mark.parametrize(("printed", "count"), TOGETHER)
def test_joins_what_belongs_together(printed: list[str], count: int) -> None:
    page = RawPage(tuple(Line(text) for text in printed))
    assert clean(RawDocument(PDF, (page,), True)).text.count("\n") + 1 == count


# lines with their edges on the page, under a paragraph that goes from 0.14 to 0.90
PLACED = [
    # the first line of a paragraph is indented, not centred: what follows belongs to it
    (
        [(0.19, 0.90, "Các xã phối hợp với Sở Lao động và"), (0.14, 0.50, "Phòng Y tế mở lớp.")],
        ["Các xã phối hợp với Sở Lao động và Phòng Y tế mở lớp."],
    ),
    (
        [(0.19, 0.90, "Lớp mở theo kế hoạch năm"), (0.14, 0.50, "2024 của tỉnh.")],
        ["Lớp mở theo kế hoạch năm 2024 của tỉnh."],
    ),
    # a centred title ends where the body begins
    (
        [(0.23, 0.81, "Về việc mở lớp dạy nghề cho người học"), (0.19, 0.90, "Năm qua các xã đã mở lớp và")],
        ["Về việc mở lớp dạy nghề cho người học", "Năm qua các xã đã mở lớp và"],
    ),
    # its second line may be the longer one
    (
        [(0.30, 0.74, "BẢNG GHI CÁC LỚP"), (0.17, 0.87, "DẠY NGHỀ CHO NGƯỜI HỌC Ở XÃ")],
        ["BẢNG GHI CÁC LỚP DẠY NGHỀ CHO NGƯỜI HỌC Ở XÃ"],
    ),
    # the lines of a signature stay apart
    (
        [
            (0.40, 0.64, "KT. GIÁM ĐỐC"),
            (0.38, 0.66, "PHÓ GIÁM ĐỐC"),
            (0.45, 0.59, "(Đã ký)"),
            (0.40, 0.64, "Lò Thị Mẩy"),
        ],
        ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "(Đã ký)", "Lò Thị Mẩy"],
    ),
    (
        [(0.40, 0.64, "PHỤ LỤC 3 (MỚI)"), (0.17, 0.87, "CÁC LỚP DẠY NGHỀ CHO NGƯỜI HỌC")],
        ["PHỤ LỤC 3 (MỚI)", "CÁC LỚP DẠY NGHỀ CHO NGƯỜI HỌC"],
    ),
]


@pytest.mark.parametrize(("first", "second", "count"), CUT_BY_PAGES)
def test_joins_over_pages(first: list[str], second: list[str], count: int) -> None:
    pages = tuple(RawPage(tuple(Line(text) for text in page)) for page in (first, second))
    assert clean(RawDocument(PDF, pages, True)).text.count("\n") + 1 == count


def test_a_cell_cut_under_a_repeated_head_is_whole() -> None:
    head = ("STT", "Đối tượng", "Mức hỗ trợ")
    first = ("Mức hỗ trợ như sau:", *head, "1", "Người học nghề ở các xã", "và người thuộc hộ", "350.000")
    pages = tuple(
        RawPage(tuple(Line(text) for text in page)) for page in (first, (*head, "nghèo theo danh sách", "2"))
    )
    assert clean(RawDocument(PDF, pages, True)).text.split("\n")[-3:] == [
        "Người học nghề ở các xã và người thuộc hộ nghèo theo danh sách",
        "350.000",
        "2",
    ]


@pytest.mark.parametrize(("printed", "paragraphs"), JOINED)
def test_joins_what_the_margin_cut(printed: list[str], paragraphs: list[str]) -> None:
    page = RawPage(tuple(Line(text) for text in printed))
    assert clean(RawDocument(PDF, (page,), True)).text.split("\n") == paragraphs


@pytest.mark.parametrize(("placed", "paragraphs"), PLACED)
def test_joins_by_the_place_on_the_page(
    placed: list[tuple[float, float, str]], paragraphs: list[str]
) -> None:
    above = [Line("Người học ở các xã đều biết tin ấy và đến xin ghi tên", left=0.14, right=0.9)] * 4
    page = RawPage(
        (*above, Line("Nay đã đủ.", left=0.14, right=0.3), *(Line(t, left=a, right=b) for a, b, t in placed))
    )
    assert clean(RawDocument(PDF, (page,), True)).text.split("\n")[1:] == paragraphs


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
