"""Forty files that mean harm, or that somebody has broken: what each one is called and what it holds."""

from __future__ import annotations

import io
import os
import random
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

from tests.ingest import builders

MEGABYTE = 1 << 20
_WORD = "word/document.xml"
_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)


def zipped(members: dict[str, bytes], *, kind: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", kind) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def bomb(member: str, *, size: int = 120) -> bytes:
    """An office file whose one part unpacks to megabytes of blanks."""
    return zipped({"[Content_Types].xml": _TYPES.encode(), member: b" " * (size * MEGABYTE)})


def many_members() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(_WORD, "<w/>")
        for number in range(30_000):
            archive.writestr(f"word/{number}", "")
    return buffer.getvalue()


def nested_bomb() -> bytes:
    return zipped({_WORD: b"<w/>", "word/inner.zip": bomb(_WORD, size=120)}, kind=zipfile.ZIP_STORED)


def lying_bomb() -> bytes:
    """A part that unpacks to far more than its header says."""
    data, size = bytearray(bomb(_WORD)), struct.pack("<I", 120 * MEGABYTE)
    small = struct.pack("<I", 1000)
    return bytes(data.replace(size, small))


def laughing_docx() -> bytes:
    """A Word file whose text is an entity of entities: gigabytes when put in."""
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 11))
    xml = (
        f'<!DOCTYPE w [<!ENTITY e0 "lặp đi lặp lại ">{levels}]>'
        '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        "<w:body><w:p><w:r><w:t>&e10;</w:t></w:r></w:p></w:body></w:document>"
    )
    return with_document_xml(xml.encode())


def with_document_xml(xml: bytes) -> bytes:
    """A sound Word file with another text part."""
    with zipfile.ZipFile(io.BytesIO(builders.as_docx())) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    return zipped({**parts, _WORD: xml})


def deep_docx() -> bytes:
    name = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    depth = 100_000
    return with_document_xml(
        f'<w:document xmlns:w="{name}"><w:body>{"<w:sdt><w:sdtContent>" * depth}'.encode()
    )


def pdf(objects: list[bytes], *, root: int = 1) -> bytes:
    """A PDF of these objects, numbered from 1, with a table of where they stand."""
    data, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    end = b"trailer\n<< /Size %d /Root %d 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, root, len(data))
    return data + b"xref\n0 %d\n0000000000 65535 f \n" % size + table + end


def page_loop() -> bytes:
    """Pages whose child is their own parent."""
    return pdf(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Pages /Kids [2 0 R] /Parent 2 0 R /Count 1 >>",
        ]
    )


def million_pages() -> bytes:
    """One page, listed a million times."""
    kids = b"3 0 R " * 200_000
    return pdf(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [" + kids + b"] /Count 1000000 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>",
        ]
    )


def pdf_bomb() -> bytes:
    """A page whose drawing unpacks to gigabytes."""
    once = zlib.compress(b"\0" * (700 * MEGABYTE), 1)
    twice = zlib.compress(once, 9)
    stream = b"<< /Length %d /Filter [/FlateDecode /FlateDecode] >>\nstream\n" % len(twice)
    return pdf(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>",
            stream + twice + b"\nendstream",
        ]
    )


def deep_html(depth: int = 200_000) -> bytes:
    return b"<html><body>" + b"<div>" * depth + b"x" + b"</div>" * depth + b"</body></html>"


def noise(seed: int = 7, size: int = 20_000) -> bytes:
    return random.Random(seed).randbytes(size)  # noqa: S311  # noise, no secret


def half(data: bytes) -> bytes:
    return data[: len(data) // 2]


# What the name says, and the content.
FILES: list[tuple[str | bytes, Callable[[], bytes]]] = [
    ("bom.docx", lambda: bomb(_WORD)),
    ("bom.xlsx", lambda: bomb("xl/worksheets/sheet1.xml")),
    ("bom-trong-bom.docx", nested_bomb),
    ("bom-nói-dối.docx", lying_bomb),
    ("nhiều-tệp-con.docx", many_members),
    ("cười.docx", laughing_docx),
    ("sâu.docx", deep_docx),
    ("cụt.docx", lambda: half(builders.as_docx())),
    ("không-phải-word.docx", lambda: zipped({"a.txt": "chỉ là tệp nén".encode()})),
    ("rỗng.docx", lambda: with_document_xml(b"<w/>")),
    ("xml-hỏng.docx", lambda: with_document_xml(b"<w:document")),
    ("lặp-trang.pdf", page_loop),
    ("triệu-trang.pdf", million_pages),
    ("bom.pdf", pdf_bomb),
    ("cụt.pdf", lambda: half(builders.blank_pdf(50))),
    ("chương-trình.pdf", lambda: b"MZ\x90\0" + noise()),
    ("linux.pdf", lambda: b"\x7fELF\x02\x01\x01" + noise()),
    ("nhiễu.pdf", lambda: b"%PDF-1.4\n" + noise()),
    ("chỉ-đầu.pdf", lambda: b"%PDF-1.7\n"),
    ("trang-trắng.pdf", builders.blank_pdf),
    ("ảnh.pdf", lambda: b"\x89PNG\r\n\x1a\n" + noise()),
    ("một-dòng.txt", lambda: "số liệu báo cáo ".encode() * (10 * MEGABYTE)),
    ("chữ-dài.txt", lambda: b"a" * (20 * MEGABYTE)),
    ("rỗng.txt", lambda: b""),
    ("toàn-số-không.txt", lambda: b"\0" * MEGABYTE),
    ("khoảng-trắng.txt", lambda: b" \n" * MEGABYTE),
    ("nhị-phân.txt", noise),
    ("utf16-cụt.txt", lambda: b"\xff\xfe\x00"),
    ("nén.txt", lambda: b"\x1f\x8b\x08\0" + noise()),
    ("sâu.html", deep_html),
    ("trống.html", lambda: b"<html><head><title></title></head><body></body></html>"),
    ("chỉ-kịch-bản.html", lambda: b"<html><body><script>for(;;);</script></body></html>"),
    ("ảnh.html", lambda: b"GIF89a" + noise()),
    ("nhị-phân.html", noise),
    ("trống.md", lambda: b"\xef\xbb\xbf"),
    (b"b\xe1o c\xe1o h\xe0ng n\xe3m.pdf", lambda: b"MZ" + noise()),  # Latin-1
    ("báo cáo".encode("utf-16-le").replace(b"\0", b"\x01") + b".docx", lambda: b"PK\x03\x04" + noise()),
    (b"\xff\xfe\xfd\x80.txt", lambda: noise(8)),
    ("xuống\ndòng \x1b[2J \u202e.txt".encode(), lambda: b"\n\n\n"),
    ("tên dài " + "đ" * 110 + ".pdf", lambda: b"%PDF-1.4 %%EOF"),
]


def write_hostile(folder: Path) -> int:
    """All of them into a folder; gives their number. A system that refuses a name gets another one."""
    for number, (name, make) in enumerate(FILES):
        path = os.path.join(os.fsencode(folder), os.fsencode(name))
        data = make()
        try:
            write(path, data)
        except OSError:  # names in no UTF-8 are refused by some systems
            write(os.fsencode(folder / f"tên-{number}.txt"), data)
    return len(FILES)


def write(path: bytes, data: bytes) -> None:
    with open(path, "wb") as file:
        file.write(data)


def write_good(folder: Path) -> int:
    """Ten reports of every readable kind, two under odd names."""
    report = builders.as_text().decode()
    for year in range(2012, 2020):
        text = report.replace("2023", str(year)).replace("418", str(year % 100 + 100))
        (folder / f"tot-{year}.txt").write_text(text, encoding="utf-8")
    (folder / "Báo cáo tốt.docx").write_bytes(builders.as_docx())
    write(os.fsencode(folder) + b"/t\xf4t.html", builders.as_html())
    return 10
