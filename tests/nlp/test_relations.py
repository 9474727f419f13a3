from __future__ import annotations

import pytest

from nlp.references import find_references
from nlp.relations import find_relations

HEAD = "Số: 9/2024/TT-BYT\nTHÔNG TƯ\n"
PLAN = "Số: 12/KH-UBND\nKẾ HOẠCH\nMở lớp dạy nghề\n"
STATED = [
    ("Thông tư này thay thế Thông tư số 5/2019/TT-BYT.", (None, "replaces", "5/2019/TT-BYT")),
    ("2. Bãi bỏ Thông tư số 5/2019/TT-BYT của Bộ trưởng Bộ Y tế.", (None, "repeals", "5/2019/TT-BYT")),
    (
        "Thông tư số 5/2019/TT-BYT hết hiệu lực kể từ ngày Thông tư này có hiệu lực.",
        (None, "repeals", "5/2019/TT-BYT"),
    ),
    ("Điều 1. Sửa đổi, bổ sung một số điều của Thông tư số 5/2019/TT-BYT", (None, "amends", "5/2019/TT-BYT")),
    ("Hướng dẫn một số điều của Nghị định số 7/2018/NĐ-CP", (None, "guides", "7/2018/NĐ-CP")),
    ("Căn cứ Nghị định số 7/2018/NĐ-CP ngày 5/1/2018 của Chính phủ;", (None, "based_on", "7/2018/NĐ-CP")),
    ("Theo đề nghị của Giám đốc Sở Y tế tại Tờ trình số 77/TTr-SYT;", (None, "based_on", "77/TTr-SYT")),
    ("Thực hiện Kế hoạch số 27/KH-UBND, Sở Y tế báo cáo như sau:", (None, "implements", "27/KH-UBND")),
    (
        "theo Thông tư số 5/2019/TT-BYT hướng dẫn thi hành Nghị định số 7/2018/NĐ-CP",
        ("5/2019/TT-BYT", "guides", "7/2018/NĐ-CP"),
    ),
    (
        "Nghị định số 7/2018/NĐ-CP đã được sửa đổi, bổ sung một số điều bởi Nghị định số 8/2021/NĐ-CP.",
        ("8/2021/NĐ-CP", "amends", "7/2018/NĐ-CP"),
    ),
    (
        "Kế hoạch số 12/KH-UBND về việc triển khai thực hiện Nghị quyết số 58/NQ-CP",
        ("12/KH-UBND", "implements", "58/NQ-CP"),
    ),
]


@pytest.mark.parametrize(("text", "relation"), STATED)
def test_reads_a_stated_relation(text: str, relation: tuple[str | None, str, str]) -> None:
    text = HEAD + text
    found = find_relations(text, find_references(text))
    assert [(item.source, item.kind.value, item.target) for item in found] == [relation]


# A text that has no head tells of what others do; the document itself is the source only where it says so.
TOLD = [
    (
        "Nghị định số 8/2021/NĐ-CP được áp dụng ở mọi xã. "
        "Nghị định này thay thế các Nghị định số 7/2018/NĐ-CP và 9/2019/NĐ-CP.",
        {("8/2021/NĐ-CP", "replaces", "7/2018/NĐ-CP"), ("8/2021/NĐ-CP", "replaces", "9/2019/NĐ-CP")},
    ),
    (
        "Nghị định số 7/2018/NĐ-CP nói về dạy nghề; "
        "Thông tư số 5/2019/TT-BYT hướng dẫn thi hành Nghị định này.",
        {("5/2019/TT-BYT", "guides", "7/2018/NĐ-CP")},
    ),
    ("Khi Nghị định số 7/2018/NĐ-CP hết hiệu lực thì các xã làm theo mẫu mới.", set()),
    (
        "Từ ngày Nghị định số 8/2021/NĐ-CP có hiệu lực, Nghị định số 7/2018/NĐ-CP hết hiệu lực.",
        {("8/2021/NĐ-CP", "repeals", "7/2018/NĐ-CP")},
    ),
    # the same document acts again after a semicolon, and on one more part
    (
        f"{HEAD}2. Thông tư này thay thế Thông tư số 5/2019/TT-BYT; sửa đổi, bổ sung điểm a khoản 1 Điều 3 "
        "Thông tư số 6/2019/TT-BYT.",
        {(None, "replaces", "5/2019/TT-BYT"), (None, "amends", "6/2019/TT-BYT")},
    ),
    (
        f"{HEAD}2. Bãi bỏ Thông tư số 5/2019/TT-BYT của Bộ trưởng Bộ Y tế và khoản 2 Điều 4 Thông tư số "
        "6/2019/TT-BYT.",
        {(None, "repeals", "5/2019/TT-BYT"), (None, "repeals", "6/2019/TT-BYT")},
    ),
    # a plan that tells of a decree is not that decree
    (
        f"{PLAN}Nghị định số 8/2021/NĐ-CP nói về nghề.\nNghị định này thay thế Nghị định số 7/2018/NĐ-CP.",
        {("8/2021/NĐ-CP", "replaces", "7/2018/NĐ-CP")},
    ),
    (f"{PLAN}Cán bộ cần nhớ: Nghị định này thay thế Nghị định số 7/2018/NĐ-CP.", set()),
    # nor does a document say of itself what it quotes
    (f"{HEAD}Điều 1. Thêm một khoản:\n“3. Thông tư này thay thế Thông tư số 5/2019/TT-BYT.”", set()),
    (
        f'{HEAD}Điều 1. Nhiều nơi ghi "Thông tư này bãi bỏ Thông tư số 5/2019/TT-BYT" trên bảng tin.',
        set(),
    ),
    # a decree is amended by decrees, not the law that it guides
    (
        "Nghị định số 7/2018/NĐ-CP quy định chi tiết một số điều của Luật Thanh niên (đã được sửa đổi tại "
        "Nghị định số 8/2021/NĐ-CP và Nghị định số 9/2022/NĐ-CP).",
        {("8/2021/NĐ-CP", "amends", "7/2018/NĐ-CP"), ("9/2022/NĐ-CP", "amends", "7/2018/NĐ-CP")},
    ),
    (
        "Căn cứ Luật Thanh niên số 57/2020/QH14 được sửa đổi bởi Luật số 60/2023/QH15, Luật số 61/2024/QH15;",
        {
            (None, "based_on", "57/2020/QH14"),
            ("60/2023/QH15", "amends", "57/2020/QH14"),
            ("61/2024/QH15", "amends", "57/2020/QH14"),
        },
    ),
    (
        f"VĂN BẢN HỢP NHẤT\n{HEAD}Thông tư số 5/2019/TT-BYT hết hiệu lực từ ngày Thông tư này có hiệu lực.",
        {(None, "repeals", "5/2019/TT-BYT")},  # where it says so itself
    ),
    # after the semicolon the next decree acts
    (
        "theo Nghị định số 8/2021/NĐ-CP sửa đổi Nghị định số 7/2018/NĐ-CP; Nghị định số 9/2022/NĐ-CP sửa đổi "
        "Nghị định số 6/2017/NĐ-CP.",
        {("8/2021/NĐ-CP", "amends", "7/2018/NĐ-CP"), ("9/2022/NĐ-CP", "amends", "6/2017/NĐ-CP")},
    ),
    (
        "Căn cứ Nghị định số 8/2021/NĐ-CP sửa đổi Nghị định số 7/2018/NĐ-CP và Nghị định số 6/2017/NĐ-CP;",
        {
            (None, "based_on", "8/2021/NĐ-CP"),
            ("8/2021/NĐ-CP", "amends", "7/2018/NĐ-CP"),
            ("8/2021/NĐ-CP", "amends", "6/2017/NĐ-CP"),
        },
    ),
    (
        "Thông tư số 5/2019/TT-BYT được sửa đổi bởi Thông tư số 6/2020/TT-BYT, Thông tư số 7/2020/TT-BTC.",
        {("6/2020/TT-BYT", "amends", "5/2019/TT-BYT")},  # another ministry's is another matter
    ),
    (
        "Thông tư số 5/2019/TT-BYT về sổ sách, được sửa đổi bởi:\nThông tư số 6/2020/TT-BYT về biểu mẫu;\n"
        "Thông tư số 7/2021/TT-BYT về hồ sơ.\nCăn cứ Luật số 57/2020/QH14;\nThông tư số 8/2022/TT-BYT",
        {
            ("6/2020/TT-BYT", "amends", "5/2019/TT-BYT"),
            ("7/2021/TT-BYT", "amends", "5/2019/TT-BYT"),
            (None, "based_on", "57/2020/QH14"),
        },
    ),
    # a part of a document is replaced: it is amended
    (
        f"{HEAD}Điều 2. Thay thế cụm từ “huyện” bằng “xã” tại khoản 2 Điều 3 Thông tư số 5/2019/TT-BYT.",
        {(None, "amends", "5/2019/TT-BYT")},
    ),
    # what has been amended does not amend; whoever follows a rule does not implement it
    (
        f"{HEAD}Mức thu ở Thông tư này thực hiện theo Nghị định số 7/2018/NĐ-CP đã được sửa đổi, bổ sung "
        "và Nghị định số 9/2022/NĐ-CP.",
        set(),
    ),
    # one that amends the repealed one is not repealed with it
    (
        f"{HEAD}Thông tư số 5/2019/TT-BYT được sửa đổi bởi Thông tư số 6/2020/TT-BYT hết hiệu lực.",
        {("6/2020/TT-BYT", "amends", "5/2019/TT-BYT"), (None, "repeals", "5/2019/TT-BYT")},
    ),
    (
        f"{HEAD}Thông tư này có hiệu lực đến ngày các quy định của Nghị quyết số 29/2026/QH16 hết hiệu lực.",
        set(),
    ),
    # the verb ends with its sentence
    (
        "theo Thông tư số 6/2020/TT-BYT sửa đổi Thông tư số 5/2019/TT-BYT.\nMức thu theo luật giá; "
        "Thông tư số 4/2018/TT-BYT cũng nêu.",
        {("6/2020/TT-BYT", "amends", "5/2019/TT-BYT")},
    ),
    # what is only proposed
    (
        "Xét Tờ trình số 200/TTr-UBND đề nghị ban hành Nghị quyết sửa đổi Nghị quyết số 22/2022/NQ-HĐND;",
        {(None, "based_on", "200/TTr-UBND")},
    ),
    # a sentence of a news item is no preamble
    ("Căn cứ theo Nghị định số 7/2018/NĐ-CP, tổ kiểm tra đã lập biên bản.", set()),
    # the notes of a consolidated text tell what was done to it
    (
        f"VĂN BẢN HỢP NHẤT\n{HEAD}1 Có căn cứ như sau:\n“Căn cứ Nghị định số 7/2018/NĐ-CP;\n"
        "Căn cứ Nghị định số 8/2021/NĐ-CP;”",
        set(),
    ),
    (
        "VĂN BẢN HỢP NHẤT\nSố: 3/VBHN-BYT\nĐiều 1. Sửa đổi một số điều của Thông tư số 5/2019/TT-BYT",
        set(),
    ),
]


@pytest.mark.parametrize(("text", "relations"), TOLD)
def test_the_source_is_who_acts(text: str, relations: set[tuple[str | None, str, str]]) -> None:
    found = find_relations(text, find_references(text))
    assert {(item.source, item.kind.value, item.target) for item in found} == relations


def test_a_list_shares_its_verb() -> None:
    text = (
        "Số: 9/2024/TT-BYT\nĐiều 8. Bãi bỏ các văn bản sau đây:\na) Thông tư số 5/2019/TT-BYT;\n"
        "b) Thông tư số 6/2019/TT-BYT và Thông tư số 7/2019/TT-BYT."
    )
    found = find_relations(text, find_references(text))
    assert [item.target for item in found] == ["5/2019/TT-BYT", "6/2019/TT-BYT", "7/2019/TT-BYT"]


@pytest.mark.parametrize(
    "text",
    [
        "Sở đề nghị cấp trên xem xét sửa đổi Nghị định số 7/2018/NĐ-CP.",
        "Huyện làm theo Nghị định số 7/2018/NĐ-CP và Thông tư số 5/2019/TT-BYT.",
        "- Kế hoạch số 12/KH-UBND.\n- Kế hoạch số 13/KH-UBND.",
        "Thông tư này thay thế Luật Thanh niên.",  # without a number there is nothing to point at
    ],
)
def test_invents_no_relation(text: str) -> None:
    assert find_relations(text, find_references(text)) == ()


def test_what_a_basis_is_about_is_no_basis() -> None:
    text = "Căn cứ Nghị định số 8/2021/NĐ-CP sửa đổi, bổ sung Nghị định số 7/2018/NĐ-CP;\nĐiều 1. Giao"
    found = {
        (item.source, item.kind.value, item.target) for item in find_relations(text, find_references(text))
    }
    assert found == {(None, "based_on", "8/2021/NĐ-CP"), ("8/2021/NĐ-CP", "amends", "7/2018/NĐ-CP")}
