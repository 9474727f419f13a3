"""Which files there are, and what each one is: by its content, not by its name."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import DamagedFile, EmptyFile, PasswordProtected, SourceError, UnsupportedType
from ingest import ole
from ingest.encodings import is_wide
from ingest.guards import check_archive, read_file, readable_name

PLAIN = "text/plain"
MARKDOWN = "text/markdown"
HTML = "text/html"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PDF = "application/pdf"
DOC = "application/msword"
RTF = "application/rtf"
ODT = "application/vnd.oasis.opendocument.text"
XLS = "application/vnd.ms-excel"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

PNG = "image/png"
JPEG = "image/jpeg"
TIFF = "image/tiff"

READABLE = "txt, md, html, docx, doc, rtf, odt, xlsx, xls, pdf, png, jpg, tif"
SUFFIXES = frozenset(
    [
        ".txt",
        ".md",
        ".markdown",
        ".html",
        ".htm",
        ".xhtml",
        ".docx",
        ".pdf",
        ".doc",
        ".rtf",
        ".xls",
        ".xlsx",
        ".odt",
        ".png",
        ".jpg",
        ".jpeg",
        ".tif",
        ".tiff",
    ]
)

_CONTROLS = bytes(byte for byte in range(32) if byte not in b"\t\n\r\f\x1a\x1b")
_NEXT_STEP = f"Hãy dùng một trong các loại: {READABLE}."
_HTML_TAG = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|div|p|table|span|meta|h[1-6]|article)\b", re.IGNORECASE
)
_IMAGES = ((b"\x89PNG\r\n", PNG), (b"\xff\xd8\xff", JPEG), (b"II*\0", TIFF), (b"MM\0*", TIFF))
_FOREIGN = (  # what a file begins with, and what that is
    (b"MZ", "chương trình Windows"),
    (b"\x7fELF", "chương trình Linux"),
    (b"GIF8", "ảnh GIF"),
    (b"Rar!", "tệp nén RAR"),
    (b"7z\xbc\xaf", "tệp nén 7z"),
    (b"\x1f\x8b", "tệp nén gzip"),
)


@dataclass(frozen=True, slots=True)
class Source:
    """One thing to ingest: a file, or the reason why there is none."""

    name: str
    path: Path | None = None
    problem: SourceError | None = None
    fetch: Callable[[], bytes] | None = None  # of a page on the web, named by its address
    is_once: bool = False  # a page that a feed lists: not asked for again when the library has it

    @property
    def kept_as(self) -> str:
        """The source that the library keeps: the file's own name, or the address."""
        return readable_name(self.path.name) if self.path else self.name

    def read(self, *, limit: int) -> bytes:
        """The bytes; raises the source's problem, or why the file cannot be opened."""
        if self.path:
            return read_file(self.path, name=self.name, limit=limit)
        if self.fetch:
            return self.fetch()
        raise self.problem or SourceError(self.name, "không có gì để đọc.")


def list_sources(paths: Iterable[str | Path]) -> Iterator[Source]:
    """The files that the paths name, folders walked in order of name; what is missing comes as a problem."""
    for path in map(Path, paths):
        if path.is_dir():
            yield from _files_of(path)
        elif path.exists():
            yield Source(readable_name(str(path)), path)
        else:
            name = readable_name(str(path))
            problem = SourceError(name, "không có tệp hay thư mục này.", "Hãy kiểm tra lại đường dẫn.")
            yield Source(name, problem=problem)


def _files_of(folder: Path) -> Iterator[Source]:
    files = [
        path
        for path in sorted(folder.rglob("*"))
        if path.is_file() and _is_document(path.relative_to(folder))
    ]
    if not files:
        problem = SourceError(str(folder), "thư mục không có tài liệu nào.", _NEXT_STEP)
        yield Source(str(folder), problem=problem)
    for path in files:
        yield Source(readable_name(str(path)), path)


def _is_document(path: Path) -> bool:
    """A known kind of name, outside hidden folders; `~$báo cáo.docx` is a lock file of Word."""
    is_hidden = any(part.startswith((".", "~$")) for part in path.parts)
    return path.suffix.lower() in SUFFIXES and not is_hidden


def sniff(data: bytes, name: str) -> str:
    """The media type of the content; raises for what is empty, foreign or not what its name says."""
    if not data.strip(b"\0 \t\r\n\f\xef\xbb\xbf"):
        raise EmptyFile(name, "tệp không có nội dung.", "Hãy kiểm tra lại tệp gốc.")
    suffix = Path(name).suffix.lower()
    if b"%PDF-" in data[:1024]:
        return PDF
    if data.startswith(b"PK"):
        return _office_type(data, name)
    if data.startswith(ole.MAGIC):
        return _old_office_type(data, name)
    if data.startswith(b"{\\rtf"):
        return RTF
    image = next((kind for magic, kind in _IMAGES if data.startswith(magic)), None)
    if image:
        return image
    foreign = next((kind for magic, kind in _FOREIGN if data.startswith(magic)), None)
    if foreign:
        raise UnsupportedType(name, f"nội dung là {foreign}, chưa đọc được.", _NEXT_STEP)
    if suffix == ".pdf":
        raise DamagedFile(name, "tên là .pdf nhưng nội dung không phải PDF.", "Hãy tải lại tệp từ nguồn.")
    if suffix == ".docx":
        raise DamagedFile(
            name, "tên là .docx nhưng nội dung không phải tệp Word.", "Hãy tải lại tệp từ nguồn."
        )
    return _text_type(data, name, suffix)


def _office_type(data: bytes, name: str) -> str:
    try:
        members = check_archive(data, name=name)
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        # NotImplementedError is how zipfile tells of a packing that it does not know
        raise DamagedFile(name, "tệp nén bên trong bị hỏng.", "Hãy tải lại tệp từ nguồn.") from error
    if "word/document.xml" in members:
        return DOCX
    if any(member.startswith("xl/") for member in members):
        return XLSX
    if "content.xml" in members and ODT.encode() in data[:200]:  # its first member, stored as it is
        return ODT
    raise UnsupportedType(name, "nội dung là tệp nén zip, chưa đọc được.", _NEXT_STEP)


def _old_office_type(data: bytes, name: str) -> str:
    """Word, Excel or a locked file: all are the same kind of container."""
    streams = ole.root_streams(data)
    if "EncryptedPackage" in streams:
        raise PasswordProtected(name, "tệp có mật khẩu.", "Hãy bỏ mật khẩu rồi thử lại.")
    if "WordDocument" in streams:
        return DOC
    if streams & {"Workbook", "Book"}:
        return XLS
    if not streams:
        raise DamagedFile(name, "tệp Office đời cũ bị hỏng.", "Hãy tải lại tệp từ nguồn.")
    raise UnsupportedType(name, "nội dung là tệp Office đời cũ loại khác.", _NEXT_STEP)


def _text_type(data: bytes, name: str, suffix: str) -> str:
    head = data[:65536]
    controls = len(head) - len(head.translate(None, _CONTROLS))
    if not is_wide(head) and controls > max(2, len(head) // 200):
        raise UnsupportedType(name, "nội dung là dữ liệu nhị phân, không phải văn bản.", _NEXT_STEP)
    tags = len(_HTML_TAG.findall(head))
    if tags >= 3 or (tags and suffix in (".html", ".htm", ".xhtml")):
        return HTML
    return MARKDOWN if suffix in (".md", ".markdown") else PLAIN
