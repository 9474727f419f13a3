"""Who signed a document or wrote an article, and which outlet printed it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.raw import Hints
from nlp.fold import fold
from nlp.patterns import LOWER, UPPER

LINES_TO_NAME = 4  # between the office and the name stand "(Đã ký)" and empty seals
BYLINE_LINES = 6

_NAME_WORD = rf"(?<!\w)[{UPPER}](?:['’][{UPPER}])?[{LOWER}]{{0,8}}"  # "Phạm", "Y", "H'Liêng"
_LOUD_WORD = rf"[{UPPER}]{{2,7}}"
# "Phạm Thị Bích Ngọc", "XUÂN LONG", "TS. Lê Văn An"
_RANK = r"(?:(?:Đại|Thượng|Trung|Thiếu)\s(?:tướng|tá|úy)\s)?"  # "Thượng tá Lê Văn An"
_NAME = re.compile(rf"{_RANK}(?:(?:TS|ThS|PGS|GS|BS|KS)\.?\s?){{0,3}}({_NAME_WORD}(?:\s{_NAME_WORD}){{1,4}})")
_NAME_AT_END = re.compile(_NAME.pattern + r"$")
_LOUD_NAME = re.compile(rf"{_LOUD_WORD}(?:\s{_LOUD_WORD}){{1,3}}")
# "KT. GIÁM ĐỐC", "TM. ỦY BAN NHÂN DÂN", "PHÓ CHỦ TỊCH", "THỨ TRƯỞNG", "CHỦ TỊCH QUỐC HỘI"
_OFFICE = re.compile(
    r"(?:(?:KT|TM|TL|TUQ|Q)\.?\s?)*(?:PHÓ\s|QUYỀN\s)?(?:TỔNG\s)?"
    r"(?:CHỦ TỊCH|GIÁM ĐỐC|BỘ TRƯỞNG|THỨ TRƯỞNG|THỦ TƯỚNG|PHÓ THỦ TƯỚNG"
    r"|CỤC TRƯỞNG|CHI CỤC TRƯỞNG|VỤ TRƯỞNG|TRƯỞNG PHÒNG|TRƯỞNG BAN"
    r"|CHÁNH (?:ÁN|VĂN PHÒNG|THANH TRA)"
    r"|BÍ THƯ|HIỆU TRƯỞNG|VIỆN TRƯỞNG|TỔNG THANH TRA|CHỦ NHIỆM|THỦ TRƯỞNG"
    r"|TRƯỞNG TRẠM|THỐNG ĐỐC|ĐỘI TRƯỞNG|TRƯỞNG ĐOÀN)\b|(?:KT|TM|TL|TUQ)\.\s?[" + UPPER + "]{2}"
)
# "(LĐXH) – Trong những năm qua", "TTXVN - Ngày 5/3": the outlet before the first sentence
_DATELINE = re.compile(rf"\(?(?P<outlet>[{UPPER}][{UPPER}.&-]{{1,11}})\)?\s?[-–—]\s")
_SOURCE = re.compile(r"(?:theo|nguồn|nguồn tin)\s?:?\s(?P<name>[^.,;]{2,60})")
# "Bài đăng ngày 22/01/2024 trên trang tin Cao Nguyên Hôm Nay"
_NAMED_OUTLET = re.compile(
    rf"đăng\b[^.]{{0,40}}\btrên (?:trang tin|báo|tạp chí|cổng thông tin) (?P<name>[{UPPER}][^.,;()]{{1,50}})"
)
_AGENCY = re.compile(rf"\(?([{UPPER}]{{3,8}})\)?")
_OUTLET_NOISE = re.compile(r"^(?:tin tức[^-|]*|trang chủ)\s?[-|]\s?", re.IGNORECASE)


def find_signer(lines: Sequence[str]) -> str | None:
    """The name under the first signature block: appendices come after it."""
    for at, line in enumerate(lines):
        office = _OFFICE.match(line)
        if office is None:
            continue
        beside = _NAME_AT_END.search(line)
        below = (_NAME.fullmatch(text.strip(" *")) for text in lines[at + 1 : at + 1 + LINES_TO_NAME])
        if len(line.split()) > 14:
            continue
        found = beside or next((name for name in below if name), None)
        if found:
            return found[1]
    return None


def find_byline(lines: Sequence[str], hints: Hints) -> str | None:
    """The writer's name on a line of its own near the end, else what the page says."""
    for line in reversed(lines[-BYLINE_LINES:]):
        text = re.sub(
            r"^(?:bài|tin|ảnh|tác giả|theo|bài, ảnh|tin, ảnh|[,:&\s])+:?\s", "", line, flags=re.IGNORECASE
        ).strip(" *")
        if _NAME.fullmatch(text) or (_LOUD_NAME.fullmatch(text) and not _AGENCY.fullmatch(text)):
            return text
    author = hints.author
    return author if author and _NAME.fullmatch(author) else None


def find_outlet(lines: Sequence[str], hints: Hints) -> str | None:
    """The outlet as printed: before the first sentence, on the last line, or in the head of the page."""
    opening = (line for line in lines[:8] if len(line.split()) >= 15)
    dateline = next((found for line in opening if (found := _DATELINE.match(line))), None)
    if hints.outlet:
        return _OUTLET_NOISE.sub("", hints.outlet)
    if dateline:
        return dateline["outlet"]
    named = next((found for line in lines[:5] if (found := _NAMED_OUTLET.search(line))), None)
    if named:
        return named["name"]
    for line in reversed(lines[-3:]):
        source = _SOURCE.fullmatch(fold(line))
        if source:
            return line[source.start("name") : source.end("name")].strip()
        if agency := _AGENCY.fullmatch(line.strip()):
            return agency[1]
    return None
