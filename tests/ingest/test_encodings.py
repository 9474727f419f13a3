from __future__ import annotations

import unicodedata

import pytest

from ingest.clean import clean
from ingest.encodings import decode, is_wide, repair_tree, repaired
from ingest.files import HTML, PDF, PLAIN, sniff
from ingest.html import read_html
from ingest.pipeline import extract, read
from ingest.raw import Hints, RawDocument, page_of
from nlp.old_encodings import old_encodings
from tests.old_texts import as_mojibake, as_windows_1258

TEXT = "\n\n".join(
    [
        "Số: 31/BC-LĐTBXH",
        "Bắc Kạn, ngày 12 tháng 7 năm 2004",
        "Kết quả sáu tháng thực hiện chương trình giảm nghèo",
        "Thực hiện Quyết định số 143/2001/QĐ-TTg, đến hết tháng 6 năm 2004 các xã đã đưa 1.284 hộ "
        "ra khỏi danh sách nghèo.",
        "Tỷ lệ hộ nghèo của tỉnh còn 21,6%; trong đó huyện Pác Nặm còn 38,2%.",
        "Nguồn vốn vay ưu đãi là 12,5 tỷ đồng, người vay trả nợ đúng hạn.",
    ]
)
TCVN3, VNI = (one for one in old_encodings() if one.name in ("tcvn3", "vni"))

FORMS = [
    ("utf-8", TEXT.encode()),
    ("utf-8 with a mark", TEXT.encode("utf-8-sig")),
    ("decomposed", unicodedata.normalize("NFD", TEXT).encode()),
    ("utf-16", TEXT.encode("utf-16")),
    ("utf-16-le without a mark", TEXT.encode("utf-16-le")),
    ("utf-16-be without a mark", TEXT.encode("utf-16-be")),
    ("utf-32", TEXT.encode("utf-32")),
    ("windows-1258", as_windows_1258(TEXT)),
    ("TCVN3", TCVN3.encode(TEXT).encode("latin-1")),
    ("TCVN3 saved as UTF-8", TCVN3.encode(TEXT).encode()),
    ("VNI", VNI.encode(TEXT).encode("latin-1")),
    ("VNI saved as UTF-8", VNI.encode(TEXT).encode()),
    ("misread and saved again", as_mojibake(TEXT).encode()),
    ("one broken byte", TEXT.encode()[:-1] + b"\xe1"),
]


@pytest.mark.parametrize("data", [pytest.param(data, id=name) for name, data in FORMS])
def test_one_text_in_every_encoding(data: bytes) -> None:
    assert sniff(data, "bao-cao.txt") == PLAIN
    text = clean(read(data, source="bao-cao.txt")).text
    assert text.rstrip(".\ufffd") == TEXT.replace("\n\n", "\n").rstrip(".")


@pytest.mark.parametrize("data", [TCVN3.encode(TEXT).encode("latin-1"), VNI.encode(TEXT).encode("latin-1")])
def test_same_records_from_old_text(data: bytes) -> None:
    good, old = extract(TEXT.encode(), source="a.txt"), extract(data, source="a.txt")
    assert good.annotations == old.annotations
    assert good.annotations.figures
    assert [good.document.number, good.document.published] == [old.document.number, old.document.published]


def test_western_text_is_no_vietnamese() -> None:
    text = "Le préfet a signé l'arrêté après réunion du comité à Nîmes."
    assert decode(text.encode("cp1252"), source="a.txt") == text


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (TEXT.encode("utf-16-le"), True),
        (TEXT.encode(), False),
        (b"\0" * 64, False),
        (b"\0a", False),
        (b"", False),
    ],
)
def test_is_wide(data: bytes, *, expected: bool) -> None:
    assert is_wide(data) is expected


@pytest.mark.parametrize("charset", ["windows-1252", "utf-8", ""])
def test_old_page(charset: str) -> None:
    """A page of 2003 that calls its TCVN3 bytes Western, or nothing at all; its soft hyphens are letters."""
    paragraphs = "".join(f"<p>{line}</p>" for line in TCVN3.encode(TEXT).split("\n\n"))
    meta = f'<meta http-equiv="Content-Type" content="text/html; charset={charset}">' if charset else ""
    page = f"<html><head>{meta}<title>B¸o c¸o</title></head><body>{paragraphs}</body></html>"
    data = page.encode("utf-8" if charset == "utf-8" else "latin-1")
    assert "Nguồn vốn vay ưu đãi là 12,5 tỷ đồng, người vay trả nợ đúng hạn." in clean(
        read_html(data, source="trang.html")
    ).text.split("\n")


def test_repaired_tree_keeps_scripts() -> None:
    from lxml import html

    line = TCVN3.encode(TEXT)
    tree = html.document_fromstring(f"<body><p>{line}</p><script>var x = '{line}'</script></body>")
    repair_tree(tree)
    assert tree.findtext(".//p") == TEXT
    assert tree.findtext(".//script") == f"var x = '{line}'"


def test_repaired_document_with_its_title() -> None:
    raw = RawDocument(PDF, (page_of(VNI.encode(TEXT)),), True, Hints(title=VNI.encode("Kết quả")))
    fixed = repaired(raw)
    assert [line.text for line in fixed.lines()] == TEXT.splitlines()
    assert fixed.hints.title == "Kết quả"


def test_good_document_is_left_alone() -> None:
    raw = RawDocument(HTML, (page_of(TEXT),))
    assert repaired(raw) == raw
