from __future__ import annotations

import unicodedata

import pytest

from nlp.old_encodings import decode_bytes, old_encodings
from nlp.recoding import find_encoding, repair
from tests.old_texts import as_mojibake, as_windows_1258

TEXT = (
    "Sáu tháng đầu năm, các xã vùng cao của huyện đã mở được 14 lớp dạy nghề ngắn hạn cho lao động "
    "nông thôn. Phần lớn học viên là phụ nữ, được hỗ trợ tiền ăn và đi lại theo quy định."
)
SHORT = "Hỗ trợ học nghề cho thanh niên xuất ngũ"
TCVN3, VNI = (one for one in old_encodings() if one.name in ("tcvn3", "vni"))

GOOD = [
    TEXT,
    SHORT,
    unicodedata.normalize("NFD", TEXT),
    "Được ạ",
    "Ồ, Ế ẩm!",
    "Le café est situé à côté de la forêt, où les élèves étudient déjà la géographie du pays.",
    "Né, thé, dé, côté",
    "Der Bürgermeister eröffnet die Straße über den Fluß und grüßt die Schüler aus München.",
    "O município não informou a situação das ações de formação até hoje.",
    "The naïve café owner, née Smith, paid £20 or ½ of the fee © 2020 at §5 and 30 °C ± 2 µm.",
    "“Quyết định” « hợp nhất » – số 12… giá 15.000 ₫ · 1.250 m² · 2×3 ¶",
    "Trường tiếng Pháp “École française” và quán Café Noir mở cửa lúc 7 giờ.",
    "",
    " \n\t ",
    "\ufffd\u00ad\u200b",
]


@pytest.mark.parametrize("text", GOOD)
def test_good_text_stays(text: str) -> None:
    assert repair([text]) == [text]
    assert repair([text, TEXT]) == [text, TEXT]


OLD = [
    (TCVN3.encode, "tcvn3"),
    (VNI.encode, "vni"),
    (as_mojibake, "utf-8 as windows-1252"),
    (lambda text: decode_bytes(as_windows_1258(text)), "windows-1258"),
]


@pytest.mark.parametrize(("encode", "name"), OLD)
@pytest.mark.parametrize("text", [TEXT, SHORT])
def test_old_text_is_read(encode, name: str, text: str) -> None:  # type: ignore[no-untyped-def]
    found = find_encoding([encode(text)])
    assert found is not None
    assert found.name == name
    assert repair([encode(text)]) == [text]


def test_a_cell_is_judged_with_its_table() -> None:
    """Two words alone decide nothing; abbreviations and English among them stay."""
    cells = ["§TNN", "N«ng nghiÖp", "n­íc", "GDP", "Trade balance", "1.250", "§Çu t­", "Tû lÖ (%)", "Café"]
    assert repair(cells)[:4] == ["ĐTNN", "Nông nghiệp", "nước", "GDP"]
    assert repair(cells)[4:8] == ["Trade balance", "1.250", "Đầu tư", "Tỷ lệ (%)"]
    assert repair(["C¬"]) == ["C¬"]


def test_paragraphs_in_two_encodings() -> None:
    """A letter put together from an old file and a new one: each paragraph for itself."""
    mixed = [TEXT, TCVN3.encode(TEXT).replace("14", "15"), SHORT, VNI.encode(TEXT), "Có là một"]
    assert repair(mixed) == [TEXT, TEXT.replace("14", "15"), SHORT, TEXT, "Có là một"]


def test_a_unicode_line_in_an_old_document_stays() -> None:
    """In VNI codes `có` would be `cĩ`, a word as well."""
    line = "Đoạn này có từ trước"
    assert repair([VNI.encode(TEXT), line]) == [TEXT, line]


def test_tone_words_without_marks_are_no_evidence() -> None:
    assert find_encoding(["ban trong khi nay"]) is None
    assert find_encoding([]) is None
