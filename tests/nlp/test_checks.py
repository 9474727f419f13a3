from __future__ import annotations

import pytest

from corpus.records import CheckKind
from nlp.checks import find_checks
from nlp.figures import find_figures

CASES = [
    # a total with its parts, right and wrong
    ("Tỉnh có 830 người nghiện (nam 800 người, nữ 30 người).", [("sum", 830, 830, 0, True)]),
    (
        "Cơ sở quản lý 412 học viên, trong đó: 300 người bắt buộc; 111 người tự nguyện.",
        [("sum", 412, 411, 1, False)],
    ),
    (
        "Kinh phí là 9 tỷ đồng, gồm:\n- Năm 2021: 4,5 tỷ đồng\n- Năm 2022: 4,5 tỷ đồng",
        [("sum", 9e9, 9e9, 0, True)],
    ),
    ("Trong số 50 vụ, xử lý 30 vụ hình sự và 20 vụ hành chính.", [("sum", 50, 50, 0, True)]),
    # two breakdowns of one total
    (
        "Có 60 người (nam 40 người, nữ 20 người, Kinh 35 người, Thái 25 người).",
        [("sum", 60, 60, 0, True)] * 2,
    ),
    # not all parts are told
    ("Huyện có 900 hộ nghèo, trong đó có 20 hộ nghèo mới, 15 hộ nghèo tái nghèo.", []),
    # the modifier explains the difference, or does not
    ("Đón hơn 500 người, gồm 310 người trong tỉnh và 210 người ngoài tỉnh.", []),
    ("Đón gần 500 người, gồm 310 người trong tỉnh và 210 người ngoài tỉnh.", [("sum", 500, 520, -20, False)]),
    # a percentage with its fraction
    ("Đã có 96% số xã đạt chuẩn (48/50 xã).", [("ratio", 96, 96, 0, True)]),
    ("Đạt 12/13 huyện, đạt 92,3%.", [("ratio", 92.3, 92.31, -0.01, True)]),
    ("Đạt trên 90% số huyện (14/15 huyện).", [("ratio", 90, 93.33, -3.33, True)]),
    ("Đã có 75% cán bộ được tập huấn (60/90 người).", [("ratio", 75, 66.67, 8.33, False)]),
    # some of the parts only; a bracket between is no account
    ("Nợ là 268 tỷ đồng, trong đó phần lớn là vay 36 tỷ đồng và mua chịu 225 tỷ đồng.", []),
    ("Vốn là 27 triệu USD (tức 623 tỷ đồng), trong đó vay 19 triệu USD, đối ứng 5 triệu USD.", []),
    # groups that overlap; a bracket of another clause
    ("Có 500 người, trong đó: nữ 41 người; dưới 30 tuổi 180 người; dân tộc thiểu số 490 người.", []),
    ("Tỷ lệ tái nghiện khoảng 85%; cán bộ xã đều kiêm nhiệm (14/14 xã).", []),
    # parts without their noun, one printed wrong
    ("Cơ sở quản lý 460 học viên (bắt buộc 402, tự nguyện 57).", [("sum", 460, 459, 1, False)]),
    # a share of a plan has no printed base
    ("Đưa 120 người đi cai nghiện (đạt 80% kế hoạch).", []),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_computes_what_the_text_prints(
    text: str, expected: list[tuple[str, float, float, float, bool]]
) -> None:
    checks = find_checks(text, find_figures(text))
    assert [(c.kind, c.stated, c.computed, c.difference, c.holds) for c in checks] == [
        (CheckKind(kind), *rest) for kind, *rest in expected
    ]


def test_names_total_and_parts_by_their_place_in_the_figures() -> None:
    text = "Có 11/12 xã (91,7%). Huyện có 40 người (nam 30 người, nữ 10 người)."
    ratio, total = find_checks(text, find_figures(text))
    assert (ratio.total, ratio.parts) == (1, (0,))
    assert (total.total, total.parts) == (2, (3, 4))
