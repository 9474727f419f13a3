from __future__ import annotations

from collections.abc import Sequence

import pytest

from ingest.clean import clean
from ingest.files import PDF
from ingest.raw import Line, RawDocument, RawPage

BODY = (
    "Tổ chức kiểm định phải có trụ sở ổn định và đủ người làm việc theo quy định của nghị định này"  # is cut
)
REST = "cho đến hết thời hạn của giấy chứng nhận."
NOTE = "Khoản này được sửa đổi theo Điều 3 Nghị định số 15/2022/NĐ-CP của Chính phủ về dạy nghề."

PAGES = [
    # the call is set against the word before it
    ([f"{BODY}1", "", f"1 {NOTE}"], [REST], [f"{BODY}1 {REST}", f"1 {NOTE}"]),
    # a short note that no call of the page shows: the body goes on over it in a small letter
    ([BODY, "", "1 Ghi rõ tên cơ sở."], [REST], [f"{BODY} {REST}", "1 Ghi rõ tên cơ sở."]),
    ([BODY, "", "1 Ghi rõ tên cơ sở."], ["Sau đó nộp."], [BODY, "1 Ghi rõ tên cơ sở.", "Sau đó nộp."]),
    # the sentence of a footnote goes on under the next page's body
    (
        [f"Điều này1 quy định như sau: {BODY}", "", f"1 {NOTE[:-1]} và"],
        [REST, "", "về việc làm."],
        [f"Điều này1 quy định như sau: {BODY} {REST}", f"1 {NOTE[:-1]} và về việc làm."],
    ),
    # the next page ends what the footnote quotes, in whole sentences
    (
        [
            f"Điều này1 quy định như sau: {BODY}",
            "",
            "1 Kế hoạch quy định như sau:",
            "“1. Lớp học mở vào quý I.",
        ],
        [REST, "", "2. Lớp học bế giảng vào quý II.”."],
        [
            f"Điều này1 quy định như sau: {BODY} {REST}",
            "1 Kế hoạch quy định như sau:",
            "“1. Lớp học mở vào quý I.",
            "2. Lớp học bế giảng vào quý II.”.",
        ],
    ),
    # a footnote that begins with a dash
    ([f"{BODY}1", "", f"1 - {NOTE}"], [REST], [f"{BODY}1 {REST}", f"1 - {NOTE}"]),
    # a row of a table calls for nothing
    ([BODY, "", "1 Máy may", "2 Máy hàn"], [REST], [BODY, "1 Máy may", "2 Máy hàn", REST]),
]


@pytest.mark.parametrize(("first", "second", "paragraphs"), PAGES)
def test_footnotes_follow_the_paragraph_that_they_would_cut(
    first: Sequence[str], second: Sequence[str], paragraphs: Sequence[str]
) -> None:
    pages = tuple(RawPage(tuple(Line(text) for text in page)) for page in (first, second))
    assert clean(RawDocument(PDF, pages, False)).text.split("\n") == paragraphs
