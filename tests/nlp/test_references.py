from __future__ import annotations

import pytest

from corpus.records import DocType, Reference
from nlp.references import find_references


def only(text: str) -> Reference:
    found = find_references(text)
    assert len(found) == 1, found
    return found[0]


SPELLINGS = [
    ("Nghị định số 116/2021/NĐ-CP", "116/2021/NĐ-CP"),
    ("nghị định 116/2021/NĐ-CP", "116/2021/NĐ-CP"),
    ("Nghị định số: 116/2021/NĐ – CP", "116/2021/NĐ-CP"),
    ("Nghị định số 116/2021/NÐ-CP", "116/2021/NĐ-CP"),
    ("Nghị định\u00a0số\n116 /2021/ NĐ-CP", "116/2021/NĐ-CP"),
    ("nghị định 116/2021/nđ-cp", "116/2021/NĐ-CP"),
    ("xem 116/2021/NĐ-CP", "116/2021/NĐ-CP"),  # without its type word
    ("Nghi dinh so 116/2021/ND-CP", "116/2021/NĐ-CP"),  # without accents
    ("Nghị định 94/NĐ-CP", "94/NĐ-CP"),
    ("theo Nghị định 94.", "94"),
    ("theo Nghị định 100/2019,", "100/2019"),
    ("Nghị quyết 30a/2008/NQ-CP", "30a/2008/NQ-CP"),
    ("Nghị quyết số 66.18/2026/NQ-CP", "66.18/2026/NQ-CP"),
    ("Nghị quyết số 326/2016/UBTVQH 14", "326/2016/UBTVQH14"),
    ("kế hoạch số 27/KH – BCĐ – CAT", "27/KH-BCĐ-CAT"),
    ("chỉ thị 56 - CT / TW", "56-CT/TW"),
    ("Pháp lệnh 16 về vũ khí", "16"),
    ("theo Kế hoạch 1152 của UBND tỉnh", "1152"),
    ("hai chỉ thị 16 đều nêu", "16"),
    ("Thông tư liên tịch số 03/2012/TTLT- BLĐTBXH - BYT - BCA", "03/2012/TTLT-BLĐTBXH-BYT-BCA"),
    ("phạt theo nghị định 100/2019.", "100/2019"),
    ("Quyết định 4107 kèm Quy trình tiếp nhận", "4107"),
    ("Quyết định số 399 / QĐ - CHK", "399/QĐ-CHK"),
]


@pytest.mark.parametrize(("surface", "number"), SPELLINGS)
def test_reads_every_spelling_of_a_number(surface: str, number: str) -> None:
    assert only(surface).number == number


TYPES = [
    ("Luật số 73/2021/QH14", DocType.LAW),
    ("Pháp lệnh số 02/2020/UBTVQH14", DocType.ORDINANCE),
    ("Nghị quyết số 25/NQ-HĐND", DocType.RESOLUTION),
    ("Quyết định số 1640/QĐ-TTg", DocType.DECISION),
    ("Chỉ thị số 36-CT/TW", DocType.DIRECTIVE),
    ("Thông tư số 29/2022/TT-BLĐTBXH", DocType.CIRCULAR),
    ("Thông tư liên tịch số 03/2012/TTLT-BLĐTBXH-BYT-BCA", DocType.JOINT_CIRCULAR),
    ("Công văn số 812/UBND-VX", DocType.OFFICIAL_LETTER),
    ("Kế hoạch hành động số 22/KH-UBND", DocType.PLAN),
    ("Chương trình hành động số 10-CTr/TU", DocType.PROGRAM),
    ("Báo cáo số 215/BC-UBND", DocType.REPORT),
    ("Tờ trình số 77/TTr-SYT", DocType.OTHER),
]


@pytest.mark.parametrize(("surface", "kind"), TYPES)
def test_reads_every_type(surface: str, kind: DocType) -> None:
    assert only(surface).type is kind


def test_span_runs_through_date_and_issuer() -> None:
    text = (
        "Theo Quyết định số 15/QĐ-UBND ngày 03 tháng 4 năm 2020 của UBND tỉnh Gia Lai về việc giao dự toán."
    )
    found = only(text)
    assert found.text == "Quyết định số 15/QĐ-UBND ngày 03 tháng 4 năm 2020 của UBND tỉnh Gia Lai"
    assert (found.issued, found.issuer, found.subject) == ("2020-04-03", "UBND tỉnh Gia Lai", "giao dự toán")
    assert text[found.start : found.end] == found.text


ISSUERS = [
    ("của Thủ tướng Chính phủ phê duyệt đề cương", "Thủ tướng Chính phủ"),
    ("của UBND huyện Na Hang, tỉnh Tuyên Quang về giao thông", "UBND huyện Na Hang, tỉnh Tuyên Quang"),
    ("của UBND tỉnh Bà Rịa - Vũng Tàu và các huyện", "UBND tỉnh Bà Rịa - Vũng Tàu"),
    ("của Bộ trưởng Bộ Văn hóa, Thể thao và Du lịch quy định", "Bộ trưởng Bộ Văn hóa, Thể thao và Du lịch"),
    ("của Sở Y tế, các đơn vị", "Sở Y tế"),
    (
        "của Ban Chỉ đạo phòng, chống thiên tai và tìm kiếm cứu nạn về trực ban",
        "Ban Chỉ đạo phòng, chống thiên tai và tìm kiếm cứu nạn",
    ),
    ("của Cục Quản lý rừng – Bộ Tài chính về vốn", "Cục Quản lý rừng – Bộ Tài chính"),
    ("do Bộ Y tế ban hành", "Bộ Y tế"),
    ("do Bộ Y tế chủ trì soạn thảo", None),
    ("của TP.\nĐược biết", None),  # a new sentence, not a place
]


@pytest.mark.parametrize(("after", "issuer"), ISSUERS)
def test_issuer_stops_at_the_right_place(after: str, issuer: str | None) -> None:
    assert only(f"Kế hoạch số 12/KH-BCĐ ngày 2/3/2020 {after}").issuer == issuer


@pytest.mark.parametrize(
    ("text", "issuer", "issued"),
    [
        ("Hôm qua, UBND tỉnh Gia Lai đã ban hành Quyết định số 15/QĐ-UBND", "UBND tỉnh Gia Lai", None),
        ("Tỉnh ủy vừa ra Chỉ thị số 7-CT/TU về đất đai", "Tỉnh ủy", None),
        ("Nghị định số 7/2018/NĐ-CP, Chính phủ ban hành ngày 5/1/2018, cho vay", "Chính phủ", "2018-01-05"),
        ("Thông tư số 5/2019/TT-BYT, ra ngày 5/1/2019,", None, "2019-01-05"),
        ("Nghị định số 7/2018/NĐ-CP, Chính phủ ban hành thêm một danh mục", None, None),
        ("Sở Y tế trình UBND tỉnh để ban hành Quyết định số 15/QĐ-UBND", None, None),
    ],
)
def test_the_issuer_may_stand_before_the_act(text: str, issuer: str | None, issued: str | None) -> None:
    assert (only(text).issuer, only(text).issued) == (issuer, issued)


def test_a_joint_circular_has_several_issuers() -> None:
    found = only("Thông tư liên tịch số 01/2020/TTLT-BYT-BTC của Bộ Y tế, Bộ Tài chính hướng dẫn thu phí.")
    assert found.issuer == "Bộ Y tế, Bộ Tài chính"


def test_each_item_of_a_list_is_a_reference() -> None:
    text = "các Nghị định số 94/2010/NĐ-CP, 221/2013/NĐ-CP và số 136/2016/NĐ-CP của Chính phủ"
    found = find_references(text)
    assert [item.number for item in found] == ["94/2010/NĐ-CP", "221/2013/NĐ-CP", "136/2016/NĐ-CP"]
    assert {item.issuer for item in found} == {"Chính phủ"}
    bare = find_references("các Nghị định 94, 221 và 136 của Chính phủ")
    assert [item.number for item in bare] == ["94", "221", "136"]


LAWS = [
    (
        "theo Luật Phòng, chống ma túy năm 2021 và",
        "Luật Phòng, chống ma túy năm 2021",
        "Phòng, chống ma túy",
        "2021",
    ),
    ("theo Luật PCBLGĐ 2022 thì", "Luật PCBLGĐ 2022", "PCBLGĐ", "2022"),
    (
        "Pháp lệnh Bưu chính viễn thông ngày 25/5/2002",
        "Pháp lệnh Bưu chính viễn thông ngày 25/5/2002",
        "Bưu chính viễn thông",
        "2002-05-25",
    ),
    ("theo Luật Trẻ em và các văn bản khác", "Luật Trẻ em", "Trẻ em", None),
    ("theo luật Giáo dục đại học 2018.", "luật Giáo dục đại học 2018", "Giáo dục đại học", "2018"),
    ("Điều 7 luật đất đai quy định", "luật đất đai", "đất đai", None),
    ("Bộ luật Hình sự năm 2015, sửa đổi năm 2017", "Bộ luật Hình sự năm 2015", "Hình sự", "2015"),
    ("khoản 3 Điều 9 BLHS năm 2015", "BLHS năm 2015", "Hình sự", "2015"),
    (
        "Căn cứ Luật Thư viện ngày 21 tháng 11 năm 2019;",
        "Luật Thư viện ngày 21 tháng 11 năm 2019",
        "Thư viện",
        "2019-11-21",
    ),
    (
        "theo Luật Bảo tồn sông nước, người dân",
        "Luật Bảo tồn sông nước",
        "Bảo tồn sông nước",
        None,
    ),  # in no table
]


@pytest.mark.parametrize(("text", "surface", "name", "issued"), LAWS)
def test_reads_named_laws(text: str, surface: str, name: str, issued: str | None) -> None:
    found = only(text)
    assert (found.text, found.subject, found.issued, found.number) == (surface, name, issued, None)


def test_a_named_law_may_have_its_number() -> None:
    found = only("Luật Tổ chức Chính phủ số 63/2025/QH15 ngày 18/02/2025")
    assert (found.number, found.subject, found.issuer) == ("63/2025/QH15", "Tổ chức Chính phủ", None)
    assert only("Luật Nhà ở (Luật số 27/2023/QH15)").number == "27/2023/QH15"
    three = find_references("các Luật số 60/2023/QH15, số 61/2024/QH15 và Luật số 62/2024/QH15")
    assert [item.number for item in three] == ["60/2023/QH15", "61/2024/QH15", "62/2024/QH15"]
    assert [item.text[:6] for item in three] == ["Luật s", "61/202", "Luật s"]


ARTICLES = [
    ("khoản 2 Điều 5 Nghị định số 94/2010/NĐ-CP", "khoản 2 Điều 5"),
    ("Điều 4, 6 của Nghị định số 94/2010/NĐ-CP", "Điều 4, 6"),
    ("các Điều: 7, 8 của Nghị định số 94/2010/NĐ-CP", "Điều: 7, 8"),
    ("từ Điều 5 đến Điều 9 Nghị định số 94/2010/NĐ-CP", "Điều 5 đến Điều 9"),
    (
        "điểm a, b khoản 1 Điều 3; khoản 2 Điều 8 Nghị định số 94/2010/NĐ-CP",
        "điểm a, b khoản 1 Điều 3; khoản 2 Điều 8",
    ),
    ("các Điều từ 5 đến 9, Điều 12 Nghị định số 94/2010/NĐ-CP", "Điều từ 5 đến 9, Điều 12"),
    ("Điều 3 - Nghị định số 94/2010/NĐ-CP", "Điều 3"),
    ("Nghị định số 94/2010/NĐ-CP (Điều 5)", "Điều 5"),
    ("Nghị định số 94/2010/NĐ-CP: Điều 5, khoản 1 Điều 6", "Điều 5, khoản 1 Điều 6"),
    ("Nghị định số 94/2010/NĐ-CP, Điều 5 Thông tư này", None),
    ("Điều 5 Thông tư này và Nghị định số 94/2010/NĐ-CP", None),
]


@pytest.mark.parametrize(("text", "article"), ARTICLES)
def test_ties_articles_to_their_document(text: str, article: str | None) -> None:
    assert only(text).article == article


SUBJECTS = [
    ("về trồng rừng, ứng phó hạn mặn.", "trồng rừng, ứng phó hạn mặn"),  # no capital after the comma
    ("về giảm nghèo.", "giảm nghèo"),
    ("về việc giao biên chế; các xã", "giao biên chế"),
    ("quy định về phí thăm quan.", "phí thăm quan"),
    ("hướng dẫn trồng rừng, Sở Tài chính đã", "hướng dẫn trồng rừng"),
    ("về “Tăng cường quản lý đê điều”, các", "Tăng cường quản lý đê điều"),
    ("đã có hiệu lực", None),
    ("quy định: cấm đốt rừng", None),  # a verb alone is no title
    ("về cầu đường) và các văn bản", "cầu đường"),
    ("về vốn và quyết định số mới", "vốn"),
]


@pytest.mark.parametrize(("after", "subject"), SUBJECTS)
def test_reads_the_subject(after: str, subject: str | None) -> None:
    assert only(f"Chỉ thị số 25/CT-TTg {after}").subject == subject


def test_a_line_of_the_preamble_is_one_title() -> None:
    told = "về công khai thu chi, các quỹ của xã"
    assert only(f"Xã làm theo Chỉ thị số 25/CT-TTg {told}").subject == "công khai thu chi"
    assert only(f"Căn cứ Chỉ thị số 25/CT-TTg {told};").subject == "công khai thu chi, các quỹ của xã"


def test_a_joint_circular_of_joined_ministries() -> None:
    found = only(
        "Thông tư liên tịch số 12/2010/TTLT-BTC-BYT ngày 12/8/2010 của Liên Bộ Tài chính, Y tế về giá."
    )
    assert (found.issuer, found.subject) == ("Liên Bộ Tài chính, Y tế", "giá")


def test_reads_acts_and_schemes_without_number() -> None:
    assert only("vượt chỉ tiêu Kế hoạch của UBND tỉnh giao").issuer == "UBND tỉnh"
    assert only("theo Quyết định ngày 12/3/2020 của UBND thành phố Huế").issued == "2020-03-12"
    scheme = only("các xã thực hiện Đề án phát triển nghề mây tre giai đoạn 2021 - 2025, đến nay đã")
    assert scheme.subject == "phát triển nghề mây tre giai đoạn 2021 - 2025"


NO_REFERENCES = [
    "các văn bản hướng dẫn thi hành của pháp luật",
    "theo quyết định của Tòa án nhân dân huyện",
    "Quyết định số 05/2020/QĐST-HNGĐ ngày 1/2/2020",  # one family's case
    "Luật sư Trần Văn Bình và Trường Đại học Luật Huế",
    "bị kỷ luật cảnh cáo",
    "Hướng dẫn 50 hộ trồng rừng; Kế hoạch 5 năm",
    "Số: 12/QĐ-UBND",  # the document's own
    "hợp đồng số 26/HĐ-KT",
    "Thông tư này có hiệu lực từ ngày ký",
    "chương trình, kế hoạch của trung ương và địa phương",
    "CÔNG BÁO/Số 59/Ngày 27-01-2026",
    "VĂN BẢN HỢP NHẤT\nSố: 3/VBHN-BYT",
    "sửa đổi các Thông tư, Thông tư liên tịch do Bộ trưởng Bộ Y tế ban hành",
    "(Văn bản 355 – PV)",
    "Pháp lệnh 2012",
    "Thông qua Kế hoạch 5 năm của UBND tỉnh; Kế hoạch 8 xã",
    "thông qua nghị quyết 15 ngày trước; nghị quyết 2020; nghị quyết 10 điểm",
    "",
    "🙂 1/2 %%% Luật",
]


@pytest.mark.parametrize("text", NO_REFERENCES)
def test_finds_no_reference(text: str) -> None:
    assert find_references(text) == ()


NAMED_BEFORE = [
    ("HĐND tỉnh Hà Nam khóa X, kỳ họp thứ 12 thông qua Nghị quyết số 6/NQ-HĐND.", "HĐND tỉnh Hà Nam khóa X"),
    ("Xét đề nghị của Sở Y tế tại Tờ trình số 50/TTr-SYT ngày 12/3/2013,", "Sở Y tế"),
    ("Căn cứ các Quyết định của Thủ tướng Chính phủ: số 25/QĐ-TTg ngày 7/2/2013;", "Thủ tướng Chính phủ"),
    ("Nêu tại Quyết định số 25/QĐ-UBND.", None),
]


@pytest.mark.parametrize(("text", "issuer"), NAMED_BEFORE)
def test_reads_the_issuer_named_before(text: str, issuer: str | None) -> None:
    assert only(text).issuer == issuer


def test_the_date_alone_in_brackets() -> None:
    found = only("Quyết định 52/QĐ-TTg (31/8/2021) phê duyệt quy hoạch.")
    assert (found.issued, found.subject) == ("2021-08-31", "phê duyệt quy hoạch")


def test_a_blank_is_lost_behind_the_date() -> None:
    found = only("Nghị định số 21/2013/NĐ-CP ngày 30/12/2013quy định chế độ trợ giúp;")
    assert (found.issued, found.subject) == ("2013-12-30", "quy định chế độ trợ giúp")


def test_a_named_law_with_its_number_right_behind() -> None:
    found = only("Bộ luật Lao động 45/2019/QH14 ngày 20/11/2019")
    assert (found.number, found.subject, found.issued) == ("45/2019/QH14", "Lao động", "2019-11-20")
