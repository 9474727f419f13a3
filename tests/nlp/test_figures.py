from __future__ import annotations

import pytest

from corpus.records import Section
from nlp.dates import find_dates
from nlp.figures import find_figures
from nlp.periods import find_periods
from nlp.places import find_places


def figures(text: str, *, province: str | None = "Yên Bái", sections: tuple[Section, ...] = ()):  # type: ignore[no-untyped-def]
    dates = find_dates(text, published="2023-10-02")
    return find_figures(
        text,
        dates=dates,
        periods=find_periods(text, published="2023-10-02", dates=dates),
        places=find_places(text, province=province),
        sections=sections,
        province=province,
    )


PERIODS = [
    ("Năm 2021 mở 12 lớp, năm 2022 mở 15 lớp.", [2021, 2022]),
    ("Đã mở 12 lớp năm 2021 và 15 lớp năm 2022.", [2021, 2022]),  # right behind the noun
    ("Trong năm 2022, huyện mở 12 lớp. Ngoài ra còn cấp 30 thẻ.", [2022, 2022]),
    ("Kết quả năm 2022\nHuyện mở 12 lớp.", [2022]),
    (
        "Huyện mở 12 lớp, tăng 3 lớp so với năm 2021.",
        [None, None],
    ),  # what it is compared with is not its period
    ("Mô hình đặt tại 10 xã. Chương trình kéo dài từ tháng 7/2020 đến 12/2021.", [2020]),  # told right after
    ("Ngày 05/6/2022, Sở họp.\nHuyện mở 12 lớp.", [None]),  # the day of a meeting is not handed down
    ("Yên Bái, ngày 03 tháng 7 năm 2022\nHuyện mở 12 lớp.", [None]),
    ("Anh B. (sinh năm 1990) nuôi 12 con bò.", [None]),
    # in brackets right behind a period: of that period
    ("Năm 2022 có 40 hộ, giảm 5 hộ so với năm 2021 (45 hộ).", [2022, 2022, 2021]),
    # what a sentence opens with stays the topic
    (
        "Năm 2022 mở 9 lớp. Các năm trước, năm 2019 mở 4 lớp, năm 2020 mở 5 lớp. Có 30 đội.",
        [2022, 2019, 2020, 2022],
    ),
    ("Mở 4 lớp cho 285 người năm 2021.", [2021, 2021]),
    ("Cấp 30 thẻ, mỗi xã 2 loa, trong năm 2021.", [2021, 2021]),
    ("Năm 2021, so với cùng kỳ năm trước tăng 5 vụ. Riêng quý III/2022, có 9 vụ.", [2021, 2022]),
    ("Kết quả năm 2022 và nhiệm vụ năm 2023\nCó 12 lớp.", [2022]),  # the plans of a heading
    ("Năm 2022 mở 9 lớp.\nTrong năm, huyện cấp 30 thẻ.", [2022, 2022]),
    ("Năm 2022 mở 9 lớp; xong trước ngày 30/6/2023; cấp 30 thẻ.", [2022, 2022]),  # a deadline
    (
        "Năm 2022, có 1.060 hộ. So với năm 2021, số hộ tăng 6% (1.000 hộ).",
        [2022, 2022, 2021],
    ),  # by arithmetic
    # each item of a list has its own time, the heading that of all
    ("Nhiệm vụ năm 2023\n- Mở 9 lớp.\n- Đến năm 2025, có 30 đội.\n- Cấp 80 thẻ.", [2023, None, 2023]),
    ("Kinh phí là 7 tỷ đồng (năm 2021: 3 tỷ đồng; năm 2022: 4 tỷ đồng).", [None, 2021, 2022]),
    ("Năm 2022 thu 40 tỷ đồng, giảm 3% cùng kỳ năm 2021. Chi 12 tỷ đồng.", [2022, 2022, 2022]),
    ("Năm 2022 thu 40 tỷ đồng, bằng 1/3 cùng kỳ năm 2021. Chi 12 tỷ đồng.", [2022, 2022]),
    ("Kết quả năm 2022, phương hướng năm 2023\nTrong năm, huyện mở 9 lớp.", [2022]),
    # when a rule begins to hold, a year that is any year, a form to be filled in
    ("Quy định này có hiệu lực từ ngày 01/7/2022.\nMỗi lớp có 30 người.", [None]),
    ("Vốn tiếp nhận trong năm là vốn của quỹ.\nMỗi lớp có 30 người.", [None]),
    ("Kỳ báo cáo: 6 tháng cuối năm 2022……\nMỗi lớp có 30 người.", [None]),
    ("Hai năm trước xã nghèo. Nay có 30 người khá.", [None]),
    # a bracket that says which years the ones before it are
    ("Qua 4 năm (2018 - 2021) thực hiện, huyện lập 90 hồ sơ. Ngoài ra mở 12 lớp.", [2018, 2018]),
    ("Ba năm liền (2018-2020), mỗi năm có 300 lượt người đi học.", [2018]),
    # what is carried over is of another time than what is told
    ("Năm 2022 thu 60 tỷ đồng, bao gồm số chuyển từ năm 2020 sang năm 2021. Chi 9 tỷ đồng.", [2022, 2022]),
    ("Năm 2022 thu 60 tỷ đồng, bao gồm kết dư của các xã năm 2020. Chi 9 tỷ đồng.", [2022, 2022]),
    ("Năm 2022 thu 60 tỷ đồng, bao gồm năm 2021 chuyển sang 9 tỷ đồng.", [2022, 2021]),
    ("Năm 2021 thu 60 tỷ đồng. Sang quý I/2022, thu 9 tỷ đồng.", [2021, 2022]),
    ("Năm 2022 giảm so với năm 2021 (80 ca mắc và 6 ca tử vong).", [2021, 2021]),
    ("Tỷ lệ hộ nghèo giảm từ 4,4% (2018) còn 2,6% (2021).", [2018, 2021]),
    (
        "Báo cáo 9 tháng đầu năm 2022. Doanh thu 9 tháng ước đạt 40 tỷ đồng; lũy kế 9 tháng tăng 5%.",
        [2022] * 2,
    ),
    ("Từ đầu năm đến ngày 29/6/2022, có 558 ca. Hết năm 2021, còn 33 hộ nghèo.", [2022, None]),
    ("Từ đầu năm đến nay, sở lập 187 hồ sơ.", [2023]),  # of the document's year
]


@pytest.mark.parametrize(("text", "years"), PERIODS)
def test_takes_the_nearest_stated_period(text: str, years: list[int | None]) -> None:
    assert [one.period.start.year if one.period.start else None for one in figures(text)] == years


def test_sections_hand_their_period_down_and_not_aside() -> None:
    text = "I. Kết quả năm 2022\nChung\n1. Dạy nghề\nCó 12 lớp.\nII. Tổ chức\nCó 3 đội."
    second = text.index("1. Dạy"), text.index("II.")
    sections = (
        Section(0, second[0], ("I. Kết quả năm 2022",)),
        Section(*second, ("I. Kết quả năm 2022", "1. Dạy nghề")),
        Section(second[1], len(text), ("II. Tổ chức",)),
    )
    assert [one.period.text for one in figures(text, sections=sections)] == ["năm 2022", None]


PLACES = [
    ("Toàn tỉnh có 40 đội.", ["Yên Bái"]),
    ("Tại huyện Mù Cang Chải có 15 hộ. Bước đầu có 9 hộ thoát nghèo.", ["Mù Cang Chải"] * 2),
    ("Cả nước có 63 tỉnh, thành phố.", ["cả nước"]),
    ("Huyện Trạm Tấu có 12 xã; toàn tỉnh có 173 xã.", ["Trạm Tấu", "Yên Bái"]),
    ("Sơn La 120 người, Lào Cai 98 người.", ["Sơn La", "Lào Cai"]),
    ("UBND các huyện Trạm Tấu, Văn Chấn hỗ trợ 30 người.", ["Trạm Tấu, Văn Chấn"]),
    ("Ông C. (trú tại huyện Văn Yên) trồng 3 ha quế.", ["Yên Bái"]),
    ("Chị D. (xã Nậm Khắt, huyện Mù Cang Chải) vay 40 triệu đồng.", ["Nậm Khắt, Mù Cang Chải"]),
    ("UBND tỉnh cấp 2 tỷ đồng sửa trường tại huyện Trạm Tấu.", ["Trạm Tấu"]),
    ("Điều trị cho 42 người tại 3 trạm ở huyện Lục Yên.", ["Lục Yên"] * 2),
    ("Người từ đủ 75 tuổi đến dưới 80 tuổi ở các xã của huyện Văn Chấn.", ["Văn Chấn"] * 2),
    # after a breakdown the whole again
    (
        "Tỉnh có 50 hộ, trong đó Lục Yên 30 hộ, Văn Yên 20 hộ. Số này tăng 5%.",
        ["Yên Bái", "Lục Yên", "Văn Yên", "Yên Bái"],
    ),
    ("UBND HUYỆN TRẠM TẤU\nBÁO CÁO\nCó 12 lớp.", ["Trạm Tấu"]),  # of a district's own document
    ("Công an tỉnh Nghệ An bắt 7 người tại huyện Quỳnh Lưu.", ["Quỳnh Lưu"]),  # who acts says less than where
    ("Số ca tăng so với cùng kỳ, như Tây Ninh tăng 74%.", ["Tây Ninh"]),
    ("Công ty ở Sơn La có mảnh đất 22 ha ở huyện Mộc Châu.", ["Mộc Châu"]),  # right behind it
    ("Xe tuyến Lào Cai - Sơn La chở 40 người.", ["Yên Bái"]),  # where it runs
    ("Ở tỉnh Sơn La có 7 em và ở tỉnh Lào Cai có 3 em.", ["Sơn La", "Lào Cai"]),
    # each in the bracket before it
    (
        "Công ty A (huyện Lục Yên) nợ 7 tỷ đồng; công ty B (huyện Văn Yên) nợ 6 tỷ đồng.",
        ["Lục Yên", "Văn Yên"],
    ),
]


@pytest.mark.parametrize(("text", "places"), PLACES)
def test_takes_the_nearest_place(text: str, places: list[str]) -> None:
    assert [one.place for one in figures(text)] == places


def test_a_national_rule_has_no_place() -> None:
    assert [one.place for one in figures("Thời hạn cai nghiện từ 12 tháng đến 24 tháng.", province=None)] == [
        None,
        None,
    ]


CHANGES = [
    ("Số vụ tăng 12,5% so với cùng kỳ năm 2022.", [(12.5, "%")]),
    ("Xảy ra 80 vụ, giảm 15 vụ so với năm 2021.", [None, (-15, "vụ")]),
    ("So với cùng kỳ tăng 4 vụ, 6 đối tượng.", [(4, "vụ"), (6, "đối tượng")]),
    ("Có 90 hộ nghèo (-3,2%).", [None, (-3.2, "%")]),
    ("Nhiều hơn 20 hộ so với năm trước.", [(20, "hộ")]),
    ("Thu nhập tăng lên 45 triệu đồng, hộ nghèo giảm còn 3%.", [None, None]),  # levels reached
    ("Tăng từ 20 xã lên 35 xã.", [None, None]),
    ("Được miễn, giảm 50% học phí.", [None]),
    ("Giảm tỷ lệ hộ nghèo 1,5%/năm.", [(-1.5, "%/năm")]),
    ("Giảm tỷ lệ hộ nghèo xuống còn 5%.", [None]),
    ("Có 90 người, cao hơn cùng kỳ năm trước 12 người.", [None, (12, "người")]),
    ("Giảm từ 45% năm 2019 xuống mức 38%.", [None, None]),
    ("Tăng số lượng xe buýt, bao gồm 5 xe điện.", [None]),
    ("Bán 900 xe, tăng gấp 4 lần cùng kỳ.", [None, (4, "lần")]),
    # a change without its noun is of the count before; "12,5%" is none
    (
        "Có 912 hồ sơ (so với năm 2021 giảm 360, so với năm 2020 giảm 87).",
        [None, (-360, "hồ sơ"), (-87, "hồ sơ")],
    ),
    ("Có 912 người, tăng 12,5% so với năm 2021.", [None, (12.5, "%")]),
    ("Có 90 người (tăng 7 người, tương ứng 8,4% so với cùng kỳ).", [None, (7, "người"), (8.4, "%")]),
    ("Giảm từ 4,4% (2018) còn 2,6% (2021).", [None, None]),
]


@pytest.mark.parametrize(("text", "expected"), CHANGES)
def test_reads_changes_with_their_sign(text: str, expected: list[tuple[float, str] | None]) -> None:
    found = [one.comparison for one in figures(text)]
    assert [(one.change, one.unit) if one else None for one in found] == expected


def test_a_change_knows_what_it_is_measured_from() -> None:
    (one,) = figures("Trong năm 2022, số vụ giảm 12 vụ so với năm 2020.")
    assert one.comparison is not None
    assert (one.period.text, one.comparison.base_period.text) == ("năm 2022", "năm 2020")


def test_each_change_has_the_base_named_before_it() -> None:
    text = "Có 912 hồ sơ (so với năm 2021 giảm 360, so với năm 2020 giảm 87)."
    bases = [one.comparison.base_period.text for one in figures(text) if one.comparison]
    assert bases == ["năm 2021", "năm 2020"]


PARTS = [
    ("Có 50 người, trong đó 20 người nữ.", [None, 0]),
    ("Có 50 người, trong đó số cai tự nguyện chiếm 40%.", [None, 0]),
    ("Đạt 50 người (đạt 80% kế hoạch).", [None, None]),
    ("Bắt 30 vụ, 45 đối tượng; trong đó ma túy 10 vụ, 15 đối tượng.", [None, None, 0, 1]),
    ("Có 7 cơ sở. Trong đó, 5 cơ sở công lập.", [None, 0]),
    ("Có 19 xe dán thẻ trong tổng số 40 xe.", [1, None]),
    ("Có 12 xã, 90 người được vay vốn.", [None, None]),
    (
        "Tỉnh có 120 người. Trại A giữ 70 người, trại B 50 người.",
        [None, 0, 0],
    ),  # all that follow add up
    ("Có 371 hộ, gồm: 246 hộ ở xã A;\n125 hộ ở xã B.", [None, 0, 0]),  # a list that a line break cuts
    ("Khoảng 19 trong tổng số 38 hộ.", [1, None]),
    # parts without their noun, believed where they make up the total
    ("Quản lý 460 học viên (bắt buộc 402, tự nguyện 58).", [None, 0, 0]),
    ("Có 812 người nghiện, giảm 30 người; trong đó: nam 780, nữ 32.", [None, None, 0, 0]),
    ("Quản lý 460 học viên (phòng 402, nhà 12).", [None]),
    # each part in a bracket of its own
    ("Cấp hơn 27 tỷ đồng, gồm: khu ở (15 tỷ đồng), khu điều trị (12,2 tỷ đồng).", [None, 0, 0]),
    # the count before the nearest one is what they make up
    (
        "Có 87 ứng viên để bầu 50 đại biểu. Trong đó tỉnh giới thiệu 20 người, xã giới thiệu 67 người.",
        [None, None, 0, 0],
    ),
    # the account opens a sentence of its own, some of its parts without their noun
    (
        "Số người có hồ sơ là 912. Trong đó, tại xã 739 người, tại trung tâm 95, tạm giam 78 người.",
        [None, 0, 0, 0],
    ),
    ("Cai cho 245 lượt người, trong đó: bắt buộc 98 người, tự nguyện 147 người.", [None, 0, 0]),
    ("Cai cho 245 lượt người, trong đó có 98 người nữ.", [None, None]),
    # the same total by another measure, and one of its people who are no account
    (
        "Có 66 người. Trong đó 39 người nam, 27 người nữ; 46 người có nhà, 20 người không nhà; 4 người ốm.",
        [None, 0, 0, 0, 0, None],
    ),
]


@pytest.mark.parametrize(("text", "expected"), PARTS)
def test_finds_the_total_of_a_part(text: str, expected: list[int | None]) -> None:
    assert [one.part_of for one in figures(text)] == expected


INDICATORS = [
    ("Số người nghiện có hồ sơ quản lý là 830 người.", ["số người nghiện có hồ sơ quản lý"]),
    ("Trong đó, điều trị bằng Methadone: 215 người.", ["số người điều trị bằng Methadone"]),
    (
        "Vận động 40 người cai nghiện tự nguyện (đạt 80% kế hoạch).",
        ["số người cai nghiện tự nguyện", "tỷ lệ đạt kế hoạch người cai nghiện tự nguyện"],
    ),
    (
        "Có 85% người sau cai được dạy nghề, tương đương 170 người.",
        ["tỷ lệ người sau cai được dạy nghề", "số người sau cai được dạy nghề"],
    ),
    ("Toàn tỉnh còn 61 hộ nghèo (chiếm 3%).", ["số hộ nghèo", "tỷ lệ hộ nghèo"]),
    ("Tổng kinh phí hỗ trợ là 3 tỷ đồng.", ["tổng kinh phí hỗ trợ"]),
    ("Thu giữ 2 kg heroin.", ["thu giữ heroin"]),
    ("Toàn huyện có 120 người nghiện; xã A có 9 người.", ["số người nghiện", "số người nghiện"]),
    ("Thời gian cai nghiện từ 12 tháng đến 24 tháng.", ["thời gian cai nghiện"] * 2),
    ("Đưa 48 người vào cai nghiện bắt buộc.", ["số người vào cai nghiện bắt buộc"]),
    ("Người sử dụng ma túy tổng hợp chiếm 85%.", ["tỷ lệ người sử dụng ma túy tổng hợp"]),
    ("Năm 2021 có 90 người nghiện. Năm 2022, con số này là 80 người.", ["số người nghiện"] * 2),
    (
        "Huyện có 9 đội tình nguyện với 80 thành viên.",
        ["số đội tình nguyện", "số thành viên đội tình nguyện"],
    ),
    ("Trẻ mồ côi được hưởng 900.000 đồng.", ["mức hưởng trẻ mồ côi"]),
    ("Trong thời hạn 05 ngày làm việc, công an xã chuyển hồ sơ.", ["thời hạn công an xã chuyển hồ sơ"]),
    (
        "Số hộ được vay vốn qua các năm:\n- Năm 2020: 45 hộ\n- Năm 2021: 52 hộ",
        ["số hộ được vay vốn qua các năm"] * 2,
    ),
    ("Mức đóng theo khoản 2 Điều 5 Nghị định này là 2 triệu đồng.", ["mức đóng"]),
    (
        "Quản lý 460 học viên (bắt buộc 402, tự nguyện 58).",
        ["số học viên quản lý", "số học viên quản lý (bắt buộc)", "số học viên quản lý (tự nguyện)"],
    ),
    ("Đoàn phát 900 tờ rơi, treo 45 băng rôn.", ["số tờ rơi đoàn phát", "số băng rôn treo"]),
    ("Có 9/9 huyện và 173/173 xã lập ban chỉ đạo.", ["số huyện lập ban chỉ đạo", "số xã lập ban chỉ đạo"]),
    ("Đạt 70% trở lên số xã không có tệ nạn.", ["tỷ lệ xã không có tệ nạn"]),
    (
        "Có 95% người nghiện dưới 18 tuổi được tư vấn.",
        ["tỷ lệ người nghiện dưới 18 tuổi được tư vấn", "độ tuổi được tư vấn"],
    ),
    (
        "Huyện tiếp nhận 64 học viên, cấp chứng chỉ cho 50 học viên.",
        ["số học viên tiếp nhận", "số học viên cấp chứng chỉ"],
    ),
    ("Cho 86 người vay vốn với tổng số tiền 4 tỷ đồng.", ["số người vay vốn", "tổng số tiền người vay vốn"]),
    ("Có 340 hộ nghèo (chiếm 2% tổng số hộ dân).", ["số hộ nghèo", "tỷ lệ hộ nghèo trên tổng số hộ dân"]),
    (
        "Tỉnh bố trí 27 tỷ đồng, gồm: khu nhà ở (15 tỷ đồng), khu điều trị (12 tỷ đồng).",
        ["bố trí", "khu nhà ở", "khu điều trị"],
    ),
    (
        "Hỗ trợ 70% chi phí khám nhưng không quá 200.000 đồng/lần.",
        ["tỷ lệ chi phí khám hỗ trợ", "chi phí khám hỗ trợ"],
    ),
    ("Số người nghiện phân bố ở 14/17 xã.", ["số xã người nghiện phân bố"]),
    ("Số hộ nghèo tăng 87 hộ, tương đương 13,2%.", ["số hộ nghèo tăng", "tỷ lệ tăng hộ nghèo"]),
    ("Điều trị Methadone: hiện có 02 cơ sở.", ["số cơ sở điều trị Methadone"]),
    ("Sau cai có 47 người, 100% được giúp đỡ.", ["số người sau cai", "tỷ lệ người sau cai được giúp đỡ"]),
    ("Phấn đấu giảm 5% người nghiện.", ["tỷ lệ giảm người nghiện"]),
    ("- Ngân sách trung ương: 9 tỷ đồng;", ["ngân sách trung ương"]),
    ("Doanh số cho vay đạt 72 tỷ đồng.", ["doanh số cho vay"]),
    ("Mục tiêu tăng trưởng tín dụng là 14% nên vốn bị siết lại.", ["tỷ lệ mục tiêu tăng trưởng tín dụng"]),
    (
        "Xây 2 khu nhà diện tích 300 m2.",
        ["số khu nhà diện tích", "diện tích"],
    ),
    # a rate of change is of the figure that it follows
    (
        "Diện tích rừng đạt 900 ha, tăng 2%. Sản lượng cá đạt 80 tấn, tăng 5% so cùng kỳ, bằng 74% KH năm.",
        [
            "diện tích rừng",
            "tỷ lệ tăng diện tích rừng",
            "sản lượng cá",
            "tỷ lệ tăng sản lượng cá",
            "tỷ lệ đạt KH năm sản lượng cá",
        ],
    ),
    (
        "Có gần 150 ca mắc sởi (MMR) nhập viện, giảm 47% so với cùng kỳ.",
        ["số ca mắc sởi", "tỷ lệ giảm ca mắc sởi"],
    ),
    ("Số ca mắc tăng cao so với cùng kỳ, như Tây Ninh tăng 74%.", ["tỷ lệ tăng ca mắc"]),
    ("Có 11/24 xã thuộc 5/8 huyện có người nghiện.", ["số xã có người nghiện", "số huyện có người nghiện"]),
    ("Có 67 người nghiện được đưa vào cai nghiện tại trại.", ["số người nghiện được đưa vào cai nghiện"]),
    ("Tỷ lệ bao phủ bảo hiểm đạt trên 95,5% dân số.", ["tỷ lệ bao phủ bảo hiểm"]),
    (
        "Tỷ lệ tái phạm giảm từ 40% xuống còn 13% sau khi học.",
        ["tỷ lệ tái phạm", "tỷ lệ tái phạm"],
    ),
    ("Mật độ dân số là 76 người/km2, có 10 huyện.", ["mật độ dân số", "số huyện"]),
    ("Mức ăn bằng 0,8 mức lương cơ sở (1.192.000 đồng).", ["mức ăn", "mức ăn"]),
    (
        "Tiền công học viên làm ghế nhựa, may mặc trên 160 triệu đồng.",
        ["Tiền công học viên làm ghế nhựa, may mặc"],
    ),
    ("Thu giữ 6 gói ma túy, 2 triệu đồng và nhiều tang vật.", ["số gói ma túy thu giữ", "thu giữ"]),
    (
        "Tổng kinh phí là 9 tỷ đồng, trong đó: ngân sách tỉnh 5 tỷ đồng.",
        ["kinh phí", "ngân sách tỉnh"],
    ),
    # items of a row that leave the noun to the first
    (
        "Môn Sử có 2.392 thí sinh đăng ký, môn Địa có 1.101 và môn Hóa có 984.",
        ["số thí sinh đăng ký Môn Sử", "số thí sinh môn Địa", "số thí sinh môn Hóa"],
    ),
    ("Có 67 thí sinh tự do.", ["số thí sinh tự do"]),
    (
        "Trường có tỉ lệ học sinh thi lại chiếm từ 9-10% như trường A.",
        ["tỉ lệ học sinh thi lại"] * 2,
    ),
    ("Tỷ lệ vi phạm tăng cao, cụ thể là 215 lần vượt tốc độ.", ["số lần vượt tốc độ"]),
    ("Đội xử phạt 5 triệu đồng.", ["mức xử phạt đội"]),
    (
        "Có 30/41 đội (73%) và 45/112 xã (40,2%) hoàn thành hồ sơ.",
        ["số đội", "tỷ lệ đội", "số xã hoàn thành hồ sơ", "tỷ lệ xã hoàn thành hồ sơ"],
    ),
    (
        "Có 65 người nghiện, trong đó 25 người ngoài xã hội và 40 người trong trại giam.",
        ["số người nghiện", "số người ngoài xã hội", "số người nghiện (trong trại giam)"],
    ),
    ("Kim ngạch đạt 2 tỷ USD, vượt 5% kế hoạch.", ["kim ngạch", "tỷ lệ vượt kế hoạch kim ngạch"]),
    (
        "Đội thu giữ 45.000 viên thuốc lắc, 03 khẩu súng.",
        ["số viên thuốc lắc đội thu giữ", "số khẩu súng đội thu giữ"],
    ),
    (
        "Báo cáo 9 tháng đầu năm 2022. Diện tích cây hằng năm 9 tháng ước đạt 26 ha.",
        ["diện tích cây hằng năm"],
    ),
    # too long a label begins with the last name in it
    (
        "Khoản nợ này của nhóm khách quen từng được ngân hàng rao bán cho các bên với giá khởi điểm là"
        " 845 tỷ đồng.",
        ["giá khởi điểm"],
    ),
    (
        "Dự thảo nghị quyết trình đại hội đại biểu đảng bộ huyện lần thứ mười lăm đề ra chỉ tiêu giảm nghèo"
        " là 1%/năm.",
        ["tỷ lệ giảm nghèo"],
    ),
]


@pytest.mark.parametrize(("text", "expected"), INDICATORS)
def test_says_what_is_counted(text: str, expected: list[str]) -> None:
    assert [one.indicator for one in figures(text)] == expected


def test_a_line_of_nothing_but_a_number_says_nothing() -> None:
    assert figures("Phóng to\n100%\nNội dung") == ()
