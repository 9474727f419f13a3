from __future__ import annotations

import pytest

from ingest.ocr_words import Word, is_noise, mended

UNSURE = 0.4


def words(line: str) -> list[Word]:
    """Words of one line; a question mark after one says that Tesseract was unsure."""
    found = []
    for at, text in enumerate(line.split()):
        confidence = UNSURE if text.endswith("?") else 0.96
        found.append(Word(text.removesuffix("?"), confidence, 0, 40.0 * at, 0.0, 40.0 * at + 35, 10.0))
    return found


MENDED = [
    ("Thông tư số 02-NO/TW", "Thông tư số 02-NQ/TW"),
    ("Nghị định số 135/2020/ND-CP", "Nghị định số 135/2020/NĐ-CP"),
    ("Tờ trình số 205/1Tr-UBND", "Tờ trình số 205/TTr-UBND"),
    ("dân số I.791.827 người", "dân số 1.791.827 người"),
    ("ngày l6 tháng 01 năm 2018", "ngày 16 tháng 01 năm 2018"),
    ("ngày 29 tháng II năm 2024", "ngày 29 tháng 11 năm 2024"),
    ("giai đoạn 2016- 2020", "giai đoạn 2016-2020"),
    ("Số: 84 /BC-SYT", "Số: 84/BC-SYT"),
    ("điều trị bằng. thuốc thay thế", "điều trị bằng thuốc thay thế"),
    ("tỷ suất sinh 14,62 %o", "tỷ suất sinh 14,62 ‰"),
    ("‹ Điều 1. ^ Phạm vi |", "Điều 1. Phạm vi"),
    # digits by hand in the blanks of a masthead: none is better than a wrong one
    ("Số: 4252? /BC-SYT", "Số: /BC-SYT"),
    ("Số:202/SYT-NVY?", "Số: /SYT-NVY"),
    ("Kiên Giang, ngày ÄT? tháng 11 năm 2017", "Kiên Giang, ngày tháng 11 năm 2017"),
    # as they are
    ("I. Kết quả", "I. Kết quả"),
    ("Chương II của Luật", "Chương II của Luật"),
    ("Quyết định ngày 05? tháng 3 năm 2020", "Quyết định ngày 05 tháng 3 năm 2020"),
    ("nghỉ một ngày. Sau đó", "nghỉ một ngày. Sau đó"),
]


@pytest.mark.parametrize(("read", "right"), MENDED)
def test_mends_what_is_certain(read: str, right: str) -> None:
    assert " ".join(word.text for word in mended(words(read))) == right


def test_a_joined_word_covers_both_boxes() -> None:
    *_, last = mended(words("đoạn 2016- 2020"))
    assert (last.left, last.right) == (40.0, 115.0)


def test_unsure_lines_are_noise() -> None:
    assert is_noise([Word("⁄⁄", 0.2, 0, 0, 0, 1, 1), Word("x", 0.1, 0, 0, 0, 1, 1)])
    assert not is_noise(words("Nơi nhận"))
