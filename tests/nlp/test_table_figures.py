from __future__ import annotations

import pytest

from corpus.records import Annotations, Figure
from nlp.annotate import annotate


def found(text: str) -> Annotations:
    annotations = annotate(text, province="Lai Châu", published="2024-01-10")
    assert all(text[one.start : one.end] == one.text for one in annotations.figures)
    return annotations


def shown(figures: tuple[Figure, ...]) -> list[tuple[float, str, str | None, str | None, str | None]]:
    return [(one.value, one.unit, one.indicator, one.place, one.period.text) for one in figures]


COUNTS = "số người cai nghiện bắt buộc"
TABLES = [
    # places down, years across: what is counted is said by the caption
    (
        "Bảng 1. Số người cai nghiện bắt buộc (đơn vị: người)\n"
        "Huyện | Năm 2021 | Năm 2022\nTam Đường | 31 | 40\nSìn Hồ | 28 | -",
        [
            (31, "người", COUNTS, "Tam Đường", "Năm 2021"),
            (40, "người", COUNTS, "Tam Đường", "Năm 2022"),
            (28, "người", COUNTS, "Sìn Hồ", "Năm 2021"),
        ],
    ),
    # items down, indicators across, the unit in the header; STT counts nothing
    (
        "Kết quả dạy nghề năm 2023\nSTT | Nghề | Số lớp | Học viên (người) | Kinh phí (triệu đồng)\n"
        "1 | Trồng chè | 4 | 96 | 210,5\n2 | Nuôi ong | 2 | 41 | 88",
        [
            (4, "lớp", "số lớp nghề trồng chè", "Lai Châu", "năm 2023"),
            (96, "người", "số học viên nghề trồng chè", "Lai Châu", "năm 2023"),
            (210_500_000, "đồng", "kinh phí nghề trồng chè", "Lai Châu", "năm 2023"),
            (2, "lớp", "số lớp nghề nuôi ong", "Lai Châu", "năm 2023"),
            (41, "người", "số học viên nghề nuôi ong", "Lai Châu", "năm 2023"),
            (88_000_000, "đồng", "kinh phí nghề nuôi ong", "Lai Châu", "năm 2023"),
        ],
    ),
    # indicators down with a column of units
    (
        "Chỉ tiêu | ĐVT | 2022 | 2023\nSố hộ nghèo | hộ | 812 | 640\nTỷ lệ có việc làm | % | 61 | 66,5",
        [
            (812, "hộ", "số hộ nghèo", "Lai Châu", "2022"),
            (640, "hộ", "số hộ nghèo", "Lai Châu", "2023"),
            (61, "%", "tỷ lệ có việc làm", "Lai Châu", "2022"),
            (66.5, "%", "tỷ lệ có việc làm", "Lai Châu", "2023"),
        ],
    ),
    # years down
    (
        "Năm | Số vụ\n2021 | 12\n2022 | 9",
        [(12, "vụ", "số vụ", "Lai Châu", "2021"), (9, "vụ", "số vụ", "Lai Châu", "2022")],
    ),
    # columns of a word or two: the caption says of what
    (
        "Biểu 2. Kết quả cai nghiện ma túy\nnăm 2022\nHuyện | Tự giác | Tỷ lệ (%)\nTam Đường | 31 | 40",
        [
            (40, "%", "tỷ lệ cai nghiện ma túy", "Tam Đường", "năm 2022"),
        ],
    ),
    # nothing says what the numbers count
    ("Cột A | Cột B\nDòng | 12\nHàng | 13", []),
]


@pytest.mark.parametrize(("text", "expected"), TABLES)
def test_reads_a_table(
    text: str, expected: list[tuple[float, str, str | None, str | None, str | None]]
) -> None:
    assert shown(found(text).figures) == expected


def test_rows_under_a_total_are_its_parts_and_the_sum_is_checked() -> None:
    text = "Huyện | Số hộ\nTam Đường | 120\nSìn Hồ | 95\nCác huyện còn lại | 60\nTổng cộng | 276"
    annotations = found(text)
    assert [one.part_of for one in annotations.figures] == [3, 3, 3, None]
    assert [(check.stated, check.computed, check.holds) for check in annotations.checks] == [
        (276, 275, False)
    ]


def test_only_rows_of_the_first_level_add_up() -> None:
    text = (
        "TT | Nội dung | Kinh phí (triệu đồng)\n| Tổng số | 900\n"
        "I | Chi đầu tư | 500\nII | Chi thường xuyên | 400\n"
        "1 | Giáo dục | 250\n2 | Y tế | 90"
    )
    annotations = found(text)
    assert [one.part_of for one in annotations.figures] == [None, 0, 0, None, None]
    assert [check.holds for check in annotations.checks] == [True]


def test_a_column_of_totals_and_what_is_among_them() -> None:
    text = "Xã | Tổng số (người) | Nam (người) | Nữ (người)\nMường So | 40 | 25 | 15\nDào San | 31 | 20 | 11"
    assert [one.part_of for one in found(text).figures] == [None, 0, 0, None, 3, 3]
    among = found("Đối tượng | Số người\nNgười nghiện | 50\nTrong đó: nữ | 6").figures
    assert [one.part_of for one in among] == [None, 0]


def test_a_column_of_changes_states_comparisons() -> None:
    figures = found("Huyện | Số vụ | Tăng, giảm (%)\nTam Đường | 12 | -20\nSìn Hồ | 9 | +12,5").figures
    assert [one.comparison.change if one.comparison else None for one in figures] == [None, -20, None, 12.5]


def test_two_rows_make_no_figure_between_them() -> None:
    """`104` at a row's end and `Thành phố` at the next one's start are no 104 cities."""
    text = "Địa bàn | Số người\nHuyện Nậm Nhùn | 104\nThành phố Lai Châu | 38\nHuyện Mường Tè | 11"
    assert [one.unit for one in found(text).figures] == ["người"] * 3


def test_the_years_of_a_table_do_not_govern_the_text_behind_it() -> None:
    text = (
        "Năm 2022, tỉnh mở 12 lớp.\nXã | Năm 2019 | Năm 2020\nMường So (hộ) | 5 | 6\nDào San (hộ) | 7 | 8\n"
        "Có 30 đội tình nguyện."
    )
    assert found(text).figures[-1].period.text == "Năm 2022"
