from __future__ import annotations

import pytest

from ingest import line_marks as marks

ITEMS = [
    ("- Lớp may", True),
    ("2.3. Kết quả", True),
    ("1.2 Mục tiêu", True),
    ("đ) Sở Y tế", True),
    ("Điều 7. Kinh phí", True),
    ("Mẫu số 02a", True),
    ("Biểu 03/NV", True),
    ("Nơi nhận:", True),
    ("1.500 học viên", False),
    ("12,5% kế hoạch", False),
    ("Mẫu đơn của người học", False),
    ("Phụ lục kèm theo", False),
]


@pytest.mark.parametrize(("text", "is_item"), ITEMS)
def test_items(text: str, is_item: bool) -> None:
    assert marks.begins_item(text) is is_item


PARTS = [
    ("… đơn đăng ký theo", "Mẫu số 05 kèm theo kế hoạch này.", False, False),
    ("… theo Mẫu số 04,", "Mẫu số 05 và Mẫu số 06.", False, False),
    ("Thẻ học viên", "Mẫu số 05 Đơn xin học nghề", False, True),
    ("Ký và ghi rõ họ tên hoặc ký số", "Mẫu số 05", True, True),  # "số" opens nothing over a new page's head
    ("… quy định tại", "Phụ lục II của kế hoạch.", False, False),
    ("… học viên vắng mặt", "Ví dụ 3: Chị H học nghề may.", False, True),
]


@pytest.mark.parametrize(("last", "following", "is_new_page", "begins"), PARTS)
def test_parts_and_citations(last: str, following: str, is_new_page: bool, begins: bool) -> None:
    assert marks.begins_part(last, following, is_new_page=is_new_page) is begins


NUMBERS = [
    ("từ ngày", "5", True),
    ("theo khoản", "3 Điều 9", True),
    ("Kế hoạch số 12/KH-SNV ngày", "5/3/2024", True),
    ("tháng 7 năm", "2024", True),
    ("01 năm", "350.000", False),
    ("trợ cấp hằng tháng", "500.000", False),
    ("Lớp may công nghiệp", "2", False),
]


@pytest.mark.parametrize(("last", "following", "takes"), NUMBERS)
def test_what_a_number_follows(last: str, following: str, takes: bool) -> None:
    assert marks.takes_number(last, following) is takes


@pytest.mark.parametrize(
    ("text", "is_name"),
    [
        ("báo cáo của Sở Lao động", True),
        ("các lớp được mở trong năm", False),
        ("hỗ trợ 500.000 (đồng)", False),
        ("- Báo cáo của các Sở", False),  # an item of its own
    ],
)
def test_names_that_a_dash_parts(text: str, is_name: bool) -> None:
    assert marks.ends_name(text) is is_name


@pytest.mark.parametrize(("text", "is_loud"), [("QUYẾT ĐỊNH", True), ("II", True), ("6.000V.", False)])
def test_capitals(text: str, is_loud: bool) -> None:
    assert marks.is_loud(text) is is_loud
