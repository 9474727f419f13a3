"""Old Word files. Word itself is on no test machine: LibreOffice writes the `.doc` files here."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from corpus.errors import DamagedFile, PasswordProtected, SourceError, UnsupportedType
from ingest.clean import clean
from ingest.files import DOC, DOCX, HTML, ODT, RTF, sniff
from ingest.pipeline import extract, read
from ingest.raw import Kind
from ingest.tools import ANTIWORD, LIBREOFFICE
from ingest.word import antiword_lines, read_doc
from nlp.old_encodings import old_encodings
from tests.ingest import builders
from tests.system_tools import need

TCVN3, VNI = (one for one in old_encodings() if one.name in ("tcvn3", "vni"))
LINES = (
    "Ngành lao động tỉnh Hà Giang báo cáo số liệu dạy nghề của năm 2003.",
    "Cả năm mở 46 lớp cho 1.120 học viên ở vùng cao, trong đó nữ chiếm 58%.",
    "Kinh phí được cấp là 2,4 tỷ đồng, đủ trả cho giáo viên thỉnh giảng.",
)


def docx_in_fonts(runs: list[tuple[str, str]]) -> bytes:
    """A paragraph for each text, in the font beside it; its letters are spread over two runs."""
    import docx

    document = docx.Document()
    for text, font in runs:
        paragraph = document.add_paragraph()
        for part in (text[:9], text[9:]):
            paragraph.add_run(part).font.name = font
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def converted(data: bytes, kind: str, folder: Path) -> bytes:
    """A DOCX as LibreOffice saves it in another format."""
    need(LIBREOFFICE)
    (folder / "a.docx").write_bytes(data)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [str(LIBREOFFICE.path), profile, "--headless", "--convert-to", kind, "a.docx"]
    subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=120)
    return (folder / f"a.{kind}").read_bytes()


@pytest.fixture(scope="session")
def report_doc(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return converted(builders.as_docx(), "doc", tmp_path_factory.mktemp("doc"))


@pytest.fixture
def only_antiword(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine without LibreOffice."""
    need(ANTIWORD)
    folder = tmp_path / "bin"
    folder.mkdir()
    (folder / "antiword").symlink_to(str(ANTIWORD.path))
    monkeypatch.setenv("PATH", str(folder))


@pytest.fixture
def no_tools(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))


def test_doc_and_docx_give_the_same_records(report_doc: bytes) -> None:
    need(ANTIWORD)
    assert sniff(report_doc, "bao-cao.doc") == DOC
    word, good = extract(report_doc, source="a.doc"), extract(builders.as_docx(), source="a.docx")
    fields = ("title", "doc_type", "number", "issuer", "published", "province", "signer")
    assert [getattr(word.document, name) for name in fields] == [
        getattr(good.document, name) for name in fields
    ]
    assert [figure.value for figure in word.annotations.figures] == [
        figure.value for figure in good.annotations.figures
    ]
    assert word.document.media_type == DOC


def test_doc_by_antiword_alone(report_doc: bytes, only_antiword: None) -> None:  # noqa: ARG001
    text = clean(read_doc(report_doc, source="a.doc")).text
    assert set(builders.BODY) <= set(text.split("\n"))
    assert "Chiêm Hóa | 8 | 174" in text


@pytest.mark.parametrize("kind", ["rtf", "odt"])
def test_rtf_and_odt(kind: str, tmp_path: Path) -> None:
    data = converted(builders.as_docx(), kind, tmp_path)
    assert sniff(data, "a.doc") == {"rtf": RTF, "odt": ODT}[kind]
    text = clean(read(data, source="a.doc")).text
    assert set(builders.BODY) <= set(text.split("\n"))
    assert "Chiêm Hóa | 8 | 174" in text


@pytest.mark.parametrize(
    ("encode", "font"), [(TCVN3.encode, ".VnTime"), (VNI.encode, "VNI-Times")], ids=["tcvn3", "vni"]
)
@pytest.mark.parametrize("kind", ["docx", "doc", "rtf"])
def test_old_fonts(encode, font: str, kind: str, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    runs = [*((encode(line), font) for line in LINES), ("Ghi chú này có sẵn dấu.", "Times New Roman")]
    data = docx_in_fonts(runs)
    if kind == "doc":
        need(ANTIWORD)
    data = data if kind == "docx" else converted(data, kind, tmp_path)
    texts = [line.text for line in read(data, source=f"a.{kind}").lines()]
    assert texts == [*LINES, "Ghi chú này có sẵn dấu."]


def test_capital_font_and_style() -> None:
    """A heading in `.VnTimeH`; a paragraph whose style, not its runs, names the font."""
    import docx

    document = docx.Document()
    document.styles["Normal"].font.name = ".VnTime"
    document.add_paragraph(TCVN3.encode(LINES[1]))
    document.add_paragraph().add_run(TCVN3.encode("báo cáo tổng kết")).font.name = ".VnTimeH"
    document.add_paragraph().add_run("Đã có dấu từ trước").font.name = "Arial"
    document.add_paragraph("Chữ Unicode trong phông cũ: được")  # a program replaced the letters, not the font
    buffer = io.BytesIO()
    document.save(buffer)
    texts = [line.text for line in read(buffer.getvalue(), source="a.docx").lines()]
    assert texts == [LINES[1], "BÁO CÁO TỔNG KẾT", "Đã có dấu từ trước", "Chữ Unicode trong phông cũ: được"]


def test_old_font_names_on_good_text() -> None:
    """The font says TCVN3, the letters are Unicode without any that only Unicode has."""
    lines = ["Hà Nam có ba xã và hai khu công nghèo.", "Là tài chính công, có lãi và có vốn."]
    texts = [
        line.text for line in read(docx_in_fonts([(line, ".VnTime") for line in lines]), source="a").lines()
    ]
    assert texts == lines


def test_soft_hyphens_of_good_text_go() -> None:
    text = "Công\u00ad tác dạy nghề"
    assert clean(read(docx_in_fonts([(text, "Arial")]), source="a.docx")).text == "Công tác dạy nghề"


@pytest.mark.parametrize(
    ("data", "name", "expected"),
    [
        (builders.as_docx(), "a.doc", DOCX),
        (b"<html><head></head><body><p>L\xe1\xbb\x8bch</p></body></html>", "a.doc", HTML),
        (rb"{\rtf1\ansi Ch\'e0o}", "a.doc", RTF),
    ],
)
def test_content_decides(data: bytes, name: str, expected: str) -> None:
    assert sniff(data, name) == expected


def test_rtf_without_libreoffice_says_how_to_get_it(no_tools: None) -> None:  # noqa: ARG001
    with pytest.raises(UnsupportedType) as caught:
        read(rb"{\rtf1\ansi Ch\'e0o}", source="a.rtf")
    assert "apt-get install libreoffice" in str(caught.value)


def test_doc_without_any_tool(report_doc: bytes, no_tools: None) -> None:  # noqa: ARG001
    with pytest.raises(UnsupportedType, match="apt-get install"):
        read(report_doc, source="a.doc")


def test_old_font_without_libreoffice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Antiword drops `ư` there: nothing is better than a text full of holes."""
    need(ANTIWORD)
    data = converted(docx_in_fonts([(TCVN3.encode(line), ".VnTime") for line in LINES * 4]), "doc", tmp_path)
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "antiword").symlink_to(str(ANTIWORD.path))
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    with pytest.raises(UnsupportedType, match="libreoffice"):
        read(data, source="a.doc")


@pytest.mark.parametrize("keep", [512, 5_000])
def test_broken_doc(report_doc: bytes, keep: int) -> None:
    with pytest.raises(SourceError) as caught:
        read(report_doc[:keep], source="a.doc")
    assert str(caught.value)


def test_locked_office_file() -> None:
    """A DOCX with a password is an old container that holds the locked package."""
    name = "EncryptedPackage".encode("utf-16-le")
    root = bytes(76) + (1).to_bytes(4, "little") + bytes(48)
    entry = (
        name.ljust(64, b"\0") + (len(name) + 2).to_bytes(2, "little") + bytes(2) + b"\xff" * 12 + bytes(48)
    )
    header = bytearray(512)
    header[:8] = bytes.fromhex("d0cf11e0a1b11ae1")
    header[30:32] = (9).to_bytes(2, "little")
    header[48:52] = (1).to_bytes(4, "little")  # the directory is the second sector
    header[76:512] = (0).to_bytes(4, "little") + b"\xff" * 432  # the table is the first
    table = (0xFFFFFFFD).to_bytes(4, "little") + (0xFFFFFFFE).to_bytes(4, "little") + b"\xff" * 504
    data = bytes(header) + table + (root + entry).ljust(512, b"\0")
    with pytest.raises(PasswordProtected):
        sniff(data, "khoa.docx")
    with pytest.raises((DamagedFile, UnsupportedType)):
        sniff(data[:512], "khoa.docx")


ANTIWORD_TEXT = """
SỞ NỘI VỤ
____ |CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM | |
|Số: 5/QĐ-SNV     |Lào Cai, ngày 4 tháng 5 năm 2006  |

QUYẾT ĐỊNH

|Huyện       |Số lớp  |
|Bát Xát     |4       |

    |Nơi nhận:     |GIÁM ĐỐC     |
|- Như trên;   |             |
|- Lưu: VT.    |Lý Văn Páo   |
"""


def test_antiword_tables() -> None:
    lines = list(antiword_lines(ANTIWORD_TEXT))
    assert [line.text for line in lines if line.kind is Kind.TEXT] == [
        *("SỞ NỘI VỤ", "____", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "QUYẾT ĐỊNH"),
        *("Nơi nhận:", "- Như trên;", "- Lưu: VT.", "GIÁM ĐỐC", "Lý Văn Páo"),
    ]
    rows = ["Số: 5/QĐ-SNV | Lào Cai, ngày 4 tháng 5 năm 2006", "Huyện | Số lớp", "Bát Xát | 4"]
    assert [line.text for line in lines if line.kind is Kind.ROW] == rows


def test_shared_doc_files(shared: Path) -> None:
    need(ANTIWORD)
    files = sorted((shared / "data" / "files" / "doc").glob("*.doc"))
    assert files
    for file in files:
        assert read(file.read_bytes(), source=file.name).lines()


def test_no_file_is_left_behind(report_doc: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    need(ANTIWORD)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    read_doc(report_doc, source="; touch hacked; --help.doc")
    assert os.listdir(tmp_path) == []
    assert shutil.which("hacked") is None
