"""What is refused before any parser sees it: files over the limit, zip bombs; and names made fit to print."""

from __future__ import annotations

import io
import unicodedata
import zipfile
from pathlib import Path

from corpus.errors import SourceError, TooLarge

MEGABYTE = 1 << 20
MOST_MEMBERS = 20_000  # of an archive; a spreadsheet of a hundred sheets has some 300
MOST_UNPACKED = 400 * MEGABYTE
MOST_XML = 200 * MEGABYTE  # a tree of it takes five to ten times as much memory
HIGHEST_RATIO = 250  # times: office files have 3 to 100, a run of zeros 1,030
SMALL = 16 * MEGABYTE  # unpacked: harmless at any ratio

_MEMBER = b"PK\x01\x02"  # stands before each member in the directory at the end of an archive
_SPLIT = "Hãy tách tệp hoặc bỏ bớt ảnh."


def read_file(path: Path, *, name: str, limit: int) -> bytes:
    """The bytes of a regular file up to a limit; a device or a pipe might never end."""
    try:
        if not path.is_file():
            raise SourceError(name, "không phải là tệp thường.", "Hãy chép nội dung ra một tệp.")
        with path.open("rb") as file:
            data = file.read(limit + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or type(error).__name__
        raise SourceError(name, f"không mở được tệp ({reason}).", "Hãy kiểm tra quyền đọc.") from error
    if len(data) > limit:
        raise too_large(name, limit=limit)
    return data


def too_large(name: str, *, limit: int) -> TooLarge:
    hint = "Hãy tách tệp, hoặc tăng TRACUU_MAX_UPLOAD_MB."
    return TooLarge(name, f"lớn hơn giới hạn {limit / MEGABYTE:g} MB.", hint)


def check_archive(data: bytes, *, name: str) -> list[str]:
    """The members of a zip file that is safe to unpack; raises `TooLarge` for a bomb."""
    count = data.count(_MEMBER)  # before zipfile makes an object of each one
    if count > MOST_MEMBERS:
        raise TooLarge(name, f"tệp nén chứa quá nhiều tệp con ({count}).", _SPLIT)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = archive.infolist()
    unpacked = sum(member.file_size for member in members)
    xml = sum(member.file_size for member in members if member.filename.endswith((".xml", ".rels")))
    if unpacked > SMALL and unpacked > HIGHEST_RATIO * len(data):
        reason = f"giải nén ra gấp {unpacked // len(data)} lần: có dấu hiệu là bom nén."
        raise TooLarge(name, reason, "Hãy kiểm tra nguồn gốc của tệp.")
    if unpacked > MOST_UNPACKED or xml > MOST_XML:
        raise TooLarge(name, f"giải nén ra {unpacked // MEGABYTE} MB, quá lớn.", _SPLIT)
    return [member.filename for member in members]


def readable_name(name: str) -> str:
    """A file's name as text that can be printed, stored and compared: NFC, and escapes such as `b\\xe1o.txt`.

    The names of files may hold bytes of an old encoding, line ends and commands to a terminal.
    """
    return "".join(_printable(letter) for letter in unicodedata.normalize("NFC", name))


def _printable(letter: str) -> str:
    if letter.isprintable() or letter == "\u00a0":
        return letter
    if "\udc80" <= letter <= "\udcff":  # how Python keeps a byte of a name that is no UTF-8
        return f"\\x{ord(letter) - 0xDC00:02x}"
    return letter.encode("unicode_escape").decode("ascii")
