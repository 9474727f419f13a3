from __future__ import annotations

import tomllib

import pytest

from corpus.records import Modifier, Span
from nlp.numbering import TABLE
from nlp.quantities import find_quantities

CASES = [
    ("Đã mở 06 lớp dạy nghề.", [("06 lớp", 6, "lớp", "exact")]),
    (
        "Hơn 1.350 hộ được vay 12,4 tỷ đồng.",
        [("1.350 hộ", 1350, "hộ", "more_than"), ("12,4 tỷ đồng", 1.24e10, "đồng", "exact")],
    ),
    ("Tỷ lệ đạt gần 88,5%.", [("88,5%", 88.5, "%", "nearly")]),
    ("Có không quá 03 (ba) người một phòng.", [("03 (ba) người", 3, "người", "at_most")]),
    ("thời gian từ 6 đến 12 tháng", [("6", 6, "tháng", "at_least"), ("12 tháng", 12, "tháng", "at_most")]),
    (
        "mức 30 - 50 triệu đồng/hộ",
        [("30", 3e7, "đồng/hộ", "at_least"), ("50 triệu đồng/hộ", 5e7, "đồng/hộ", "at_most")],
    ),
    (
        "người từ đủ 12 tuổi đến dưới 18 tuổi",
        [("12 tuổi", 12, "tuổi", "at_least"), ("18 tuổi", 18, "tuổi", "less_than")],
    ),
    ("giảm từ 12% xuống 8%", [("12%", 12, "%", "exact"), ("8%", 8, "%", "exact")]),  # two levels, no bounds
    (
        "mức thưởng từ 5,2 triệu đến 42,9 triệu;",
        [("5,2 triệu", 5.2e6, "đồng", "at_least"), ("42,9 triệu", 4.29e7, "đồng", "at_most")],
    ),
    ("có độ tuổi từ 22 đến 29.", [("22", 22, "tuổi", "at_least"), ("29", 29, "tuổi", "at_most")]),
    # a blank was lost; a name is no count
    ("đưa vào cai nghiện bắt buộc93 người; ở quận5 người", [("93 người", 93, "người", "exact")]),
    ("trong 12 tháng liền kề", [("12 tháng", 12, "tháng", "exact")]),
    # no name is so great
    (
        "có 27 bài đạt điểm 10, 1.203 bài hỏng",
        [("27 bài", 27, "bài", "exact"), ("1.203 bài", 1203, "bài", "exact")],
    ),
    # words between a unit and its stroke
    (
        "chi 150.000 đồng/người cai nghiện bắt buộc/năm",
        [("150.000 đồng/người cai nghiện bắt buộc/năm", 150000, "đồng/người/năm", "exact")],
    ),
    ("đạt 70% trở lên", [("70%", 70, "%", "at_least")]),
    ("tại hai mươi lăm xã biên giới", [("hai mươi lăm xã", 25, "xã", "exact")]),
    ("mỗi huyện chọn một xã, phường", [("một xã, phường", 1, "xã, phường", "exact")]),
    (
        "(số học viên nữ 14; số học viên nam 92)",
        [("học viên nữ 14", 14, "học viên", "exact"), ("học viên nam 92", 92, "học viên", "exact")],
    ),
    ("Số hộ thoát nghèo: 1.204", [("hộ thoát nghèo: 1.204", 1204, "hộ", "exact")]),
    ("căn hộ được đổi 4 ô cửa", [("4 ô cửa", 4, "ô cửa", "exact")]),  # the word before begins with đ
    ("- + 4.500 tờ gấp", [("4.500 tờ gấp", 4500, "tờ gấp", "exact")]),
    ("thu 200.000đ/suất", [("200.000đ/suất", 200000, "đồng/suất", "exact")]),
    ("diện tích 1,250 ha", [("1,250 ha", 1.25, "ha", "exact")]),  # the comma of a measure
    ("trong số 15 người bị bắt", [("15 người", 15, "người", "exact")]),
    ("mỗi tháng 2 lần", [("2 lần", 2, "lần", "exact")]),
    ("tặng 10 chong chóng và", [("10 chong chóng", 10, "chong chóng", "exact")]),  # a noun of no table
    ("hỗ trợ 500.000 đồng (năm trăm nghìn đồng)", [("500.000 đồng", 500000, "đồng", "exact")]),
    ("cai nghiện 2 năm", [("2 năm", 2, "năm", "exact")]),
    # two things side by side, no fraction
    ("khởi tố 15 vụ/22 bị can", [("15 vụ", 15, "vụ", "exact"), ("22 bị can", 22, "bị can", "exact")]),
    # one head may be of several: a row of people
    (
        "có 48 cán bộ, công chức, viên chức",
        [("48 cán bộ, công chức, viên chức", 48, "cán bộ, công chức, viên chức", "exact")],
    ),
    (
        "cùng ngày gần 40 phụ huynh",
        [("40 phụ huynh", 40, "phụ huynh", "nearly")],
    ),  # no name has a modifier in it
    (
        "thu hồi 300 - 500 triệu đồng",
        [("300", 3e8, "đồng", "at_least"), ("500 triệu đồng", 5e8, "đồng", "at_most")],
    ),
    ("dân tộc thiểu số 1.010 người", [("1.010 người", 1010, "người", "exact")]),
    ("gồm 8 dân tộc anh em", [("8 dân tộc anh em", 8, "dân tộc anh em", "exact")]),
    ("ăn 0,8 mức lương cơ sở/người", [("0,8 mức lương cơ sở/người", 0.8, "mức lương cơ sở/người", "exact")]),
    ("nghiện từ năm 18 tuổi", [("18 tuổi", 18, "tuổi", "exact")]),
    ("danh mục 12 dự án", [("12 dự án", 12, "dự án", "exact")]),  # "danh mục" is no "mục 12"
    ("giảm từ 45% của kỳ trước xuống còn 38%", [("45%", 45, "%", "exact"), ("38%", 38, "%", "exact")]),
    (
        "lãi hơn 32,3 tỷ đồng",
        [("32,3 tỷ đồng", 32_300_000_000, "đồng", "more_than")],
    ),  # no rest of binary digits
    ("còn 26 tỷ nộp về quỹ", [("26 tỷ", 2.6e10, "đồng", "exact")]),
    ("nộp hồ sơ 10 ngày trước khi khai giảng", [("10 ngày", 10, "ngày", "exact")]),
    ("tăng hơn khoảng 70 người", [("70 người", 70, "người", "about")]),
]
NOTHING = [
    "1. Công tác chỉ đạo",
    "theo khoản 2 Điều 5 và các Điều 6, 7, 8 Thông tư này",
    "Ban chỉ đạo 89 Thành phố họp",
    "Cơ sở cai nghiện số 3 Hà Nội",
    "trực 24/7 với người bệnh",
    "lúc 7 giờ 30, từ 15 giờ ngày hôm trước",
    "trong 10 năm qua",
    "Điện thoại: 0238.3883.123; số nhà 25 đường Lê Lợi",
    "dịch Covid-19 và xe A5",
    "Kế hoạch 5 năm 2021-2025",
    "Kế hoạch 5 năm giai đoạn 2021 - 2025",
    "công ty TNHH hai thành viên trở lên",
    "nghề sẽ đổi khác trong 10-20 năm sau.",
    "báo cáo 6 tháng, cả năm",
    "trước ngày 31 tháng 12 hằng năm",
    "phấn đấu tăng trưởng “2 con số”",
    "Tiểu dự án 2 Dự án 6 Chương trình mục tiêu",
    "Giới tính: Nam □ Nữ □ 3. Địa chỉ",
    "một cách đồng bộ, một số nơi, hai bên",
    "năm 2020 tỉnh đã triển khai",
    "l0 ngươi, 1O0 h0, 🙂 12🙂 %%% 1,,2..3",  # what a bad scan leaves
    "The 25 delegates of 7 countries",
    "trụ sở tại số 21 B -25 Nam Ngư",
    "xe biển số 26 C -310.45 trị giá lớn",
    "giải Ba học sinh giỏi, thị trấn Năm Căn",
    "6 tháng cuối năm tổ chức sơ kết",
    "Thẩm định hồ sơ 7\nVăn bản",  # the next cell of a table
    "Trong 9 tháng, cả tỉnh xử lý nhiều vụ; hai năm trước chưa có",
    "lũy kế 9 tháng được nhiều buổi",
    "Mục A\n1.2 Cá nhân cư trú\n3 Học viên nội trú",
    "ngày, tháng, năm ban hành",
    "kinh phi 2,5 ty dong, chi 3 trieu dong",
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_finds_quantities(text: str, expected: list[tuple[str, float, str, str]]) -> None:
    found = [(one.text, one.value, one.unit, one.modifier.value) for one in find_quantities(text)]
    assert found == expected


@pytest.mark.parametrize("text", NOTHING)
def test_names_numbering_and_noise_are_no_quantities(text: str) -> None:
    assert find_quantities(text) == ()


@pytest.mark.parametrize(
    ("text", "value", "denominator", "unit"),
    [
        ("tại 11/12 huyện, thị xã", 11, 12, "huyện, thị xã"),
        ("(2.140 /2.300 người)", 2140, 2300, "người"),
        ("(552 hộ/920 hộ)", 552, 920, "hộ"),
        ("2/3 số xã", 2, 3, "xã"),
        ("giải ngân 640/1.100 tỷ đồng", 6.4e11, 1.1e12, "đồng"),  # one scale for both
    ],
)
def test_reads_fractions(text: str, value: float, denominator: float, unit: str) -> None:
    (found,) = find_quantities(text)
    assert (found.value, found.denominator, found.unit) == (value, denominator, unit)


def test_leaves_what_is_taken() -> None:
    text = "Ngày 12 tháng 5 có 30 người"
    assert [one.text for one in find_quantities(text, taken=[Span(0, 15, text[:15])])] == ["30 người"]


@pytest.mark.parametrize(
    "row", tomllib.loads(TABLE.read_text("utf-8"))["modifier"], ids=lambda row: row["name"]
)
def test_every_modifier_reads_its_examples(row: dict[str, str | list[str]]) -> None:
    for example in row["examples"]:
        (found,) = find_quantities(f"Kết quả: {example}.")
        assert found.modifier is Modifier(row["name"])
