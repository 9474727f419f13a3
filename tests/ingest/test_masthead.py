from __future__ import annotations

from typing import Any

import pytest

from corpus.records import DocType
from ingest.masthead import read_masthead
from ingest.raw import Hints

PROSE = (
    "Trong sáu tháng qua, các xã vùng cao đã mở thêm nhiều lớp dạy nghề ngắn ngày, thu hút đông đảo "
    "thanh niên tham gia học tập và tìm được việc làm ổn định ngay tại quê hương mình."
)

REPORT = f"""UBND TỈNH LAI CHÂU
SỞ NỘI VỤ
Số: 45/BC-SNV
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Lai Châu, ngày 03 tháng 11 năm 2022
BÁO CÁO
Kết quả dạy nghề
9 tháng đầu năm 2022
Kính gửi: Ủy ban nhân dân tỉnh
{PROSE}
KT. GIÁM ĐỐC
PHÓ GIÁM ĐỐC
(Đã ký)
Lò Văn Phương
Phụ lục
GIÁM ĐỐC
Mào Thị Lan"""

DRAFT = f"""Số: /KH-SNV
Lào Cai, ngày … tháng 3 năm 2021
KẾ HOẠCH
Đào tạo nghề năm 2021
{PROSE}
Trên đây là Kế hoạch đào tạo nghề năm 2021 của Sở Nội vụ tỉnh Lào Cai./."""

DECREE = """CHÍNH PHỦ
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc
Số: 412/2023/NĐ - CP Hà Nội, ngày 9 tháng 6 năm 2023
NGHỊ ĐỊNH
QUY ĐỊNH MỨC HỖ TRỢ HỌC NGHỀ
CHÍNH PHỦ
Căn cứ Luật Giáo dục nghề nghiệp;
TM. CHÍNH PHỦ
THỦ TƯỚNG
Hoàng Minh Tuệ"""

LAW = """QUỐC HỘI
Luật số: 88/2023/QH15
LUẬT
DẠY NGHỀ
Căn cứ Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam;
Điều 1. Phạm vi điều chỉnh
Luật này được Quốc hội khóa XV, kỳ họp thứ 6 thông qua ngày 24 tháng 11 năm 2023.
CHỦ TỊCH QUỐC HỘI Bế Văn Thành"""

LETTER = f"""SỞ NỘI VỤ LAI CHÂU
Số: 902/SNV-DN
V/v báo cáo số liệu dạy nghề
Lai Châu, ngày 12 tháng 7 năm 2020
Kính gửi: Phòng Nội vụ các huyện, thành phố
{PROSE}"""

NEWS = f"""Vùng cao mở thêm lớp dạy nghề cho thanh niên
Thứ Ba, 14/3/2023 | 08:15 GMT+7
(BVC) - {PROSE}
{PROSE}
Lý Seo Páo"""

PLAN_ON_THE_WEB = f"""Kế hoạch dạy nghề cho thanh niên năm 2022
Đăng ngày 04 - 02 - 2022
Thực hiện chỉ đạo của tỉnh, Sở Nội vụ ban hành Kế hoạch dạy nghề cho thanh niên năm 2022 với những nội dung
cụ thể như sau:
{PROSE}"""

# a consolidated text bears its number and day where it is certified, not the number of what it consolidates
CONSOLIDATED = f"""BỘ NỘI VỤ
THÔNG TƯ
Hướng dẫn dạy nghề ở vùng cao
Thông tư số 12/2018/TT-BNV ngày 4 tháng 5 năm 2018 của Bộ trưởng Bộ Nội vụ, có hiệu lực từ tháng 6 năm 2018.
{PROSE}
BỘ NỘI VỤ
XÁC THỰC VĂN BẢN HỢP NHẤT
Số: 31/VBHN-BNV
Hà Nội, ngày 07 tháng 10 năm 2022
KT. BỘ TRƯỞNG
THỨ TRƯỞNG
Thượng tá Lò Văn Phương"""

MINUTES = f"""CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
BIÊN BẢN
Kiểm tra lớp dạy nghề tại xã Tả Phìn
{PROSE}
TRƯỞNG ĐOÀN
Lý Seo Páo"""

COMMUNE = """HỘI ĐỒNG NHÂN DÂN
XÃ TẢ PHÌN
Số: 04/NQ-HĐND
NGHỊ QUYẾT
Về nhiệm vụ năm 2023
Căn cứ Luật Tổ chức chính quyền địa phương;"""

# one name set over two lines, and a district office under its district
OFFICE = f"""UBND HUYỆN SÌN HỒ
PHÒNG LAO ĐỘNG - THƯƠNG
BINH VÀ XÃ HỘI
Số: 18/TB-LĐTBXH
THÔNG BÁO
Kết quả xét hồ sơ học nghề
{PROSE}"""

# no letterhead: who enacts it says so under the bases
ENACTED = f"""CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
NGHỊ ĐỊNH
Quy định về dạy nghề vùng cao1
Nghị định số 12/2018/NĐ-CP ngày 4 tháng 5 năm 2018, có hiệu lực từ ngày 1 tháng 6 năm 2018.
Căn cứ Luật Giáo dục nghề nghiệp ngày 27 tháng 11 năm 2014;
Chính phủ ban hành Nghị định quy định về dạy nghề vùng cao.
{PROSE}"""

# the gazette prints the appendices of a document in a later issue
LATER_PART = """VĂN BẢN QUY PHẠM PHÁP LUẬT
BỘ NỘI VỤ
Thông tư số 12/2018/TT-BNV ngày 4 tháng 5 năm 2018 hướng dẫn ghi sổ lớp học
(Tiếp theo Công báo số 31 + 32)
Phụ lục số 2
BÁO CÁO SỐ LỚP"""

CASES: list[tuple[str, dict[str, Any]]] = [
    (
        CONSOLIDATED,
        {
            "title": "Hướng dẫn dạy nghề ở vùng cao",
            "number": "31/VBHN-BNV",
            "published": "2022-10-07",
            "signer": "Lò Văn Phương",
        },
    ),
    (ENACTED, {"title": "Quy định về dạy nghề vùng cao", "issuer": "Chính phủ"}),
    (
        LATER_PART,
        {
            "title": "Thông tư số 12/2018/TT-BNV ngày 4 tháng 5 năm 2018 hướng dẫn ghi sổ lớp học",
            "doc_type": DocType.CIRCULAR,
            "number": "12/2018/TT-BNV",
            "issuer": "Bộ Nội vụ",
            "published": "2018-05-04",
        },
    ),
    # an article that has lost its headline; a line after the first paragraph is none
    (
        f"Tin từ huyện Sìn Hồ, {PROSE}\nLớp học mở ra vào buổi tối\n{PROSE}",
        {"title": f"Tin từ huyện Sìn Hồ, {PROSE}", "doc_type": DocType.NEWS},
    ),
    (MINUTES, {"title": "Kiểm tra lớp dạy nghề tại xã Tả Phìn", "signer": "Lý Seo Páo", "number": None}),
    (COMMUNE, {"issuer": "Hội đồng nhân dân xã Tả Phìn", "doc_type": DocType.RESOLUTION}),
    (OFFICE, {"issuer": "Phòng Lao động - Thương binh và Xã hội huyện Sìn Hồ"}),
    (
        REPORT,
        {
            "title": "Kết quả dạy nghề 9 tháng đầu năm 2022",
            "doc_type": DocType.REPORT,
            "number": "45/BC-SNV",
            "issuer": "Sở Nội vụ tỉnh Lai Châu",
            "signer": "Lò Văn Phương",
            "published": "2022-11-03",
            "dateline": "Lai Châu",
        },
    ),
    (
        DRAFT,
        {
            "title": "Đào tạo nghề năm 2021",
            "doc_type": DocType.PLAN,
            "number": "/KH-SNV",
            "issuer": "Sở Nội vụ tỉnh Lào Cai",
            "signer": None,
            "published": "2021-03",
        },
    ),
    (
        DECREE,
        {
            "title": "QUY ĐỊNH MỨC HỖ TRỢ HỌC NGHỀ",
            "doc_type": DocType.DECREE,
            "number": "412/2023/NĐ-CP",
            "issuer": "Chính phủ",
            "signer": "Hoàng Minh Tuệ",
            "published": "2023-06-09",
        },
    ),
    (
        LAW,
        {
            "title": "LUẬT DẠY NGHỀ",
            "doc_type": DocType.LAW,
            "number": "88/2023/QH15",
            "issuer": "Quốc hội",
            "signer": "Bế Văn Thành",
            "published": "2023-11-24",
        },
    ),
    (
        LETTER,
        {
            "title": "V/v báo cáo số liệu dạy nghề",
            "doc_type": DocType.OFFICIAL_LETTER,
            "number": "902/SNV-DN",
            "published": "2020-07-12",
        },
    ),
    (
        NEWS,
        {
            "title": "Vùng cao mở thêm lớp dạy nghề cho thanh niên",
            "doc_type": DocType.NEWS,
            "number": None,
            "issuer": "BVC",
            "signer": "Lý Seo Páo",
            "published": "2023-03-14",
        },
    ),
    (
        PLAN_ON_THE_WEB,
        {
            "title": "Kế hoạch dạy nghề cho thanh niên năm 2022",
            "doc_type": DocType.PLAN,
            "number": None,
            "issuer": "Sở Nội vụ",
            "published": "2022-02-04",
        },
    ),
    (
        "một dòng",
        {"title": "một dòng", "doc_type": DocType.OTHER, "issuer": None, "signer": None, "published": None},
    ),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_reads_what_the_text_says_of_itself(text: str, expected: dict[str, Any]) -> None:
    masthead = read_masthead(text, Hints(), source="a.txt")
    assert {name: getattr(masthead, name) for name in expected} == expected


DAYS = [
    ("Hà Giang, ngày tháng năm 2020", "2020"),
    ("Hà Giang, ngày 31 tháng 02 năm 2020", "2020"),  # no such day
    ("Cập nhật lúc 10:51 AM 21/04/2021", "2021-04-21"),
    ("Bài đăng ngày 22.01.2024 trên trang tin Núi Rừng Hôm Nay", "2024-01-22"),
    ("Ngày 25/3/2021 đoàn công tác của tỉnh đã đến thăm và tặng quà", None),
]


@pytest.mark.parametrize(("line", "published"), DAYS)
def test_dates_keep_their_precision(line: str, published: str | None) -> None:
    text = f"Vùng cao mở thêm lớp dạy nghề cho thanh niên\n{line}\n{PROSE}\n{PROSE}"
    assert read_masthead(text, Hints(), source="a.txt").published == published
