"""Organisations in their full extent, and persons with their roles."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.gazetteer import load_table
from nlp.names import find_organisations, find_persons

EXAMPLES = [tuple(example) for row in load_table("organisations")["head"] for example in row["examples"]]


@pytest.mark.parametrize(("text", "name"), EXAMPLES)
def test_heads_yield_their_examples(text, name):
    assert [found.canonical for found in find_organisations(text)] == [name]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "Sở Lao động – Thương binh và Xã hội tỉnh Sơn La phối hợp với Công an tỉnh.",
            ["Sở Lao động - Thương binh và Xã hội tỉnh Sơn La", "Công an tỉnh"],
        ),
        (
            "Cơ quan thường trực phòng, chống tội phạm – Công an tỉnh Lào Cai báo cáo.",
            ["Cơ quan thường trực phòng, chống tội phạm - Công an tỉnh Lào Cai"],  # one body
        ),
        ("Ủy ban nhân dân (UBND) Thành phố họp.", ["Ủy ban nhân dân thành phố"]),
        ("Trụ sở Công an phường Cửa Ông", ["Công an phường Cửa Ông"]),  # trụ sở is no sở
        ("Luật Tổ chức Chính phủ có hiệu lực.", ["Chính phủ"]),  # a law is no organisation
        ("UBND các huyện, thị xã, thành phố", ["Ủy ban nhân dân các huyện, thị xã, thành phố"]),
        ("Bộ GD&ĐT và Bộ Y tế hướng dẫn", ["Bộ Giáo dục và Đào tạo", "Bộ Y tế"]),
        ("Bộ luật Lao động quy định", []),
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", []),
        ("Cục Hàng không Việt Nam yêu cầu", ["Cục Hàng không Việt Nam"]),
        ("Công ty Sông Mã cam kết cấp vốn", ["Công ty Sông Mã"]),
        ("họp tại phường Hội Hợp", []),  # a place
        ("ỦY BAN NHÂN DÂN THÀNH PHỐ HÀ NỘI", ["Ủy ban nhân dân thành phố Hà Nội"]),
        ("Số: 09/2009/CT-UBND Sơn La, ngày 2/3/2009", []),
        ("CDC Bắc Giang cho biết", ["Trung tâm Kiểm soát bệnh tật Bắc Giang"]),
        ("Cơ sở vật chất còn thiếu. Tổ chức thực hiện còn chậm.", []),
        ("các sở, ban, ngành liên quan", []),
        ("ông Đoàn Mão và ông Lê Trường Lưu", []),  # persons
        (
            "Công an xã Tân Lập, huyện Vũ Thư, tỉnh Thái Bình",
            ["Công an xã Tân Lập, huyện Vũ Thư, tỉnh Thái Bình"],
        ),
        ("", []),
    ],
)
def test_finds_organisations(text, names):
    assert [found.canonical for found in find_organisations(text)] == names


def test_document_completes_the_territory():
    found = find_organisations("UBND tỉnh ban hành kế hoạch.", province="Yên Bái")
    assert [(one.text, one.canonical) for one in found] == [("UBND tỉnh", "Ủy ban nhân dân tỉnh Yên Bái")]


@pytest.mark.parametrize(
    ("text", "persons"),
    [
        (
            "Ông Nông Văn Thành - Phó Giám đốc Sở Y tế tỉnh Hà Giang cho biết",
            [("Nông Văn Thành", "Phó Giám đốc Sở Y tế tỉnh Hà Giang")],
        ),
        (
            "Theo Phó Giám đốc Sở LĐTBXH Hải Phòng Trần Thu Hằng, kết quả tốt.",
            [("Trần Thu Hằng", "Phó Giám đốc Sở LĐTBXH Hải Phòng")],
        ),
        (
            "Bí thư Tỉnh ủy Lê Quốc Minh chúc mừng Trần Đức Hòa",  # the office is not the second one's
            [("Lê Quốc Minh", "Bí thư Tỉnh ủy"), ("Trần Đức Hòa", None)],
        ),
        ("Bộ trưởng Đào Minh Quân phát biểu.", [("Đào Minh Quân", "Bộ trưởng")]),
        ("**KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC**\n\n(Đã ký)\n\nLý Thị Mai", [("Lý Thị Mai", "Phó Giám đốc")]),
        ("TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\nBế Văn Sơn", [("Bế Văn Sơn", "Chủ tịch")]),
        ("Cô Giàng Thị Súa và Nguyễn Văn Bình", [("Giàng Thị Súa", None), ("Nguyễn Văn Bình", None)]),
        ("đường Nguyễn Thị Minh Khai, Trường THPT Trần Hưng Đạo", []),
        ("Giám đốc Sở Nông nghiệp và Phát triển nông thôn Hà Nội", []),  # a place is no person
        ("NGHỊ QUYẾT VỀ CAI NGHIỆN", []),
        ("", []),
    ],
)
def test_finds_persons(text, persons):
    found = find_persons(text, organisations=find_organisations(text))
    assert [(person.entity.text, person.role) for person in found] == persons


def test_a_role_told_once_stays():
    text = "Ông Lò Văn Tính, Chủ tịch UBND xã Mường Và, dự lễ. Ông Lò Văn Tính khen ngợi."
    roles = {person.role for person in find_persons(text, organisations=find_organisations(text))}
    assert roles == {"Chủ tịch UBND xã Mường Và"}


@given(st.text(alphabet=" ,.-–()\nÔngBàSởYtếUBNDtỉnhHàNộiNguyễnVănPhóGiámđốc", max_size=200))
def test_surface_is_the_text_at_its_offsets(text):
    organisations = find_organisations(text)
    persons = [person.entity for person in find_persons(text, organisations=organisations)]
    assert all(text[found.start : found.end] == found.text for found in (*organisations, *persons))


HOSTILE = [
    "Ủy ban nhân dân ", "Ban Chỉ đạo phòng, chống ", "Trung tâm Dịch vụ ", "Phó Giám đốc Sở ", "Nguyễn Văn ",
    "Cơ quan thường trực – ", "Sở Y tế và ", "GIÁM ĐỐC\n", "ông ", "các huyện, ",
]  # fmt: skip


@pytest.mark.parametrize("piece", HOSTILE)
def test_time_is_linear(piece):
    """Doubling the input three times must not multiply the time by much more than two each."""
    find_organisations("UBND huyện Ea Súp")  # loads the tables
    assert seconds(piece, 64_000) < 16 * max(seconds(piece, 8_000), 0.002)


def seconds(piece: str, size: int) -> float:
    best = float("inf")
    for attempt in range(3):
        text = (piece * (size // len(piece) + 1))[:size] + " " * attempt  # a new text each time
        start = time.process_time()
        find_persons(text, organisations=find_organisations(text))
        best = min(best, time.process_time() - start)
    return best
