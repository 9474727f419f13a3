from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from corpus.records import Section
from ingest.outline import outline
from ingest.passages import MOST, cut
from nlp.segment import sentences

PROSE = "Các xã đã mở lớp, lập danh sách và phân công người giúp đỡ từng học viên trong suốt khóa học nghề."

LAW = f"""LUẬT
DẠY NGHỀ
Căn cứ Hiến pháp;
Chương I
QUY ĐỊNH CHUNG
Điều 1. Phạm vi điều chỉnh
1. {PROSE}
2. {PROSE}
Điều 2. Đối tượng
{PROSE}
Chương II
TỔ CHỨC THỰC HIỆN
Mục 1. Trách nhiệm
Điều 3. Hiệu lực thi hành
{PROSE}
Nơi nhận:
- Lưu: VT."""

REPORT = f"""{PROSE}
I. KẾT QUẢ THỰC HIỆN
1. Công tác tuyên truyền
{PROSE}
2. Dạy nghề
a) Lớp ngắn ngày
{PROSE}
- Những mặt đạt được
+ {PROSE}
II. PHƯƠNG HƯỚNG
{PROSE}"""


def _paths(text: str) -> list[tuple[str, ...]]:
    return [section.path for section in outline(text)]


def test_law() -> None:
    assert _paths(LAW) == [
        (),
        ("Chương I. QUY ĐỊNH CHUNG",),
        ("Chương I. QUY ĐỊNH CHUNG", "Điều 1. Phạm vi điều chỉnh"),
        ("Chương I. QUY ĐỊNH CHUNG", "Điều 2. Đối tượng"),
        ("Chương II. TỔ CHỨC THỰC HIỆN",),
        ("Chương II. TỔ CHỨC THỰC HIỆN", "Mục 1. Trách nhiệm"),
        ("Chương II. TỔ CHỨC THỰC HIỆN", "Mục 1. Trách nhiệm", "Điều 3. Hiệu lực thi hành"),
        (),
    ]


def test_report() -> None:
    assert _paths(REPORT) == [
        (),
        ("I. KẾT QUẢ THỰC HIỆN",),
        ("I. KẾT QUẢ THỰC HIỆN", "1. Công tác tuyên truyền"),
        ("I. KẾT QUẢ THỰC HIỆN", "2. Dạy nghề"),
        ("I. KẾT QUẢ THỰC HIỆN", "2. Dạy nghề", "a) Lớp ngắn ngày"),
        ("I. KẾT QUẢ THỰC HIỆN", "2. Dạy nghề", "a) Lớp ngắn ngày", "- Những mặt đạt được"),
        ("II. PHƯƠNG HƯỚNG",),
    ]


def test_a_list_belongs_to_the_sentence_before_it() -> None:
    lines = [
        PROSE,
        "1. Kinh phí",
        "Tỉnh đã chi 9 tỷ đồng, trong đó:",
        "- Năm 2021: 04 tỷ đồng",
        "- Năm 2022: 05 tỷ",
    ]
    assert _paths("\n".join(lines)) == [(), ("1. Kinh phí",)]


def test_a_paragraph_that_counts_on_is_a_section() -> None:
    run_in = f"2. Về việc làm, sở đã phối hợp với các huyện. {PROSE}"
    assert _paths("\n".join([PROSE, "1. Công tác dạy nghề", PROSE, run_in])) == [
        (),
        ("1. Công tác dạy nghề",),
        ("2. Về việc làm",),
    ]


LINES = st.lists(
    st.sampled_from(
        [
            PROSE,
            "Chương I",
            "1. Kết quả",
            "Điều 2. Đối tượng",
            "- Năm 2020: 5 người;",
            "a | b",
            "Kết quả chung",
            "",
        ]
    ),
    max_size=25,
)


@given(LINES)
def test_sections_cover_the_text_and_passages_are_whole_sentences_of_one(lines: list[str]) -> None:
    text = "\n".join(line for line in lines if line)
    sections = outline(text)
    assert "".join(text[section.start : section.end] for section in sections) == text
    passages = cut(text, sections, lambda _: 1)
    bounds = {start for start, _ in sentences(text)}, {end for _, end in sentences(text)}
    for passage in passages:
        assert passage.start in bounds[0]
        assert passage.end in bounds[1]
        owner = next(section for section in sections if section.start <= passage.start < section.end)
        assert owner.path == passage.section
        assert passage.end <= owner.end
    assert [p.start for p in passages] == sorted(p.start for p in passages)


def test_passages_have_the_size_of_a_result() -> None:
    text = "\n".join([PROSE] * 40)
    lengths = [
        len(text[p.start : p.end].split()) for p in cut(text, (Section(0, len(text), ()),), lambda _: 1)
    ]
    assert all(60 <= length <= MOST for length in lengths)
    assert sum(lengths) == len(text.split())


def test_passages_carry_their_page() -> None:
    text = "\n".join([PROSE] * 20)
    pages = [passage.page for passage in cut(text, (), lambda offset: 1 + offset // 1000)]
    assert pages == sorted(pages)
    assert pages[-1] > 1


def test_the_masthead_and_the_title_are_in_no_passage() -> None:
    text = "\n".join(["UBND TỈNH LAI CHÂU", "KẾT QUẢ DẠY NGHỀ", "NĂM 2022", PROSE, PROSE])
    passages = cut(text, (), lambda _: 1, title="KẾT QUẢ DẠY NGHỀ NĂM 2022")
    assert text[passages[0].start : passages[-1].end] == f"{PROSE}\n{PROSE}"


def test_a_text_of_its_title_alone_is_still_found() -> None:
    assert len(cut(PROSE, (), lambda _: 1, title=PROSE)) == 1
