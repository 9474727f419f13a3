"""Who issued a document: the letterhead, its number's letters, or the sentence in which the issuer names
itself.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from nlp.fold import fold, plain
from nlp.issuers import issuer_reader
from nlp.patterns import UPPER
from nlp.vocabulary import table

_MOTTO = re.compile(
    r"\s*(?:CỘNG HÒA|CỘNG HOÀ) XÃ HỘI CHỦ NGHĨA VIỆT NAM.*|\s*Độc lập\s?-\s?Tự do.*"
    r"|\s*ĐẢNG CỘNG SẢN VIỆT NAM\s*$"
)
_GAZETTE = re.compile(r"(?:PHẦN\s)?(?:[IVX]+\.\s)?VĂN BẢN (?:QUY PHẠM PHÁP LUẬT|HỢP NHẤT|KHÁC)[\s–-]*")
# How the name of a body, or the office of who signs for it, begins.
_BODY_WORDS = tuple(fold(f"{word} ") for word in table("masthead")["body_words"])
# "THÀNH PHỐ HÀ NỘI" under "ỦY BAN NHÂN DÂN", "THƯƠNG BINH VÀ XÃ HỘI" under "BỘ LAO ĐỘNG -"
_PLACE_LINE = re.compile(r"(?:TỈNH|THÀNH PHỐ|TP\.?|HUYỆN|QUẬN|THỊ XÃ|THỊ TRẤN|XÃ|PHƯỜNG|VÀ|-|–)\s")
_OPEN_END = re.compile(r"(?:-|–|,| VÀ)\s*$")
_PLACE_IN = re.compile(r"(?:TỈNH|THÀNH PHỐ|TP\.?|HUYỆN|QUẬN|THỊ XÃ)\s[^\n]{2,30}$")
_BY_NUMBER = (  # the letters of a number that one body alone uses
    (re.compile(r"NĐ-CP$|NQ-CP$"), "Chính phủ"),
    (re.compile(r"-TTg$"), "Thủ tướng Chính phủ"),
    (re.compile(r"/QH\d+$"), "Quốc hội"),
    (re.compile(r"/UBTVQH\d+$"), "Ủy ban Thường vụ Quốc hội"),
)
# "… quản lý sau cai nghiện của Sở Y tế tỉnh Gia Lai./.", "Sở Y tế ban hành Kế hoạch …", "Sở Y tế báo cáo
# kết quả như sau"
_ACTS = re.compile(r",?\s(?:ban hành|xây dựng|báo cáo|thông báo|hướng dẫn|đề nghị|triển khai|yêu cầu)\b")
_ENACTS = re.compile(r"\s(?:quyết định\s)?ban hành (?:Bộ luật|Luật|Pháp lệnh|Nghị|Thông tư|Quyết định)")
PREAMBLE_LINES = 60
_ENDS_REPORT = re.compile(r"\s?(?:\./\.|\.)?\s*$")
_UNITS = ("tỉnh", "huyện", "quận", "xã", "phường", "thành phố", "thị xã", "thị trấn")
_LAST_OF_UNITS = ("tỉnh", "huyện", "quận", "phố", "phường", "trấn", "xã")
_NO_NAMES = {"xã": "hội", "ban": "nhân"}  # "Xã hội", "Ủy ban nhân dân": what follows these is no name
_BEFORE_NAMES = ("bộ", "sở", "-", "–", "phòng", "cục", "tâm", "viện", "trường", "ban")
_CAPITAL = re.compile(rf"(?<!\w)[{UPPER}]")


def is_body_line(line: str) -> bool:
    """Whether a line in capitals names a body or an office: "CHÍNH PHỦ", "BỘ TRƯỞNG BỘ Y TẾ"."""
    return line.isupper() and f"{fold(line)} ".lstrip(" -*").startswith(_BODY_WORDS)


def find_issuer(lines: Sequence[str], title_at: int | None, number: str | None) -> str | None:
    """The issuer as printed, its capitals set as the text itself sets them where it does."""
    text = "\n".join(lines)
    printed = _letterhead(lines[: title_at if title_at is not None else 8])
    if printed:
        return _in_small_letters(printed, text)
    by_number = next((body for pattern, body in _BY_NUMBER if number and pattern.search(number)), None)
    return by_number or _enacting(lines) or _closing(lines) or _opening(lines)


def _letterhead(lines: Sequence[str]) -> str | None:
    """The last body named above the title, with the province of the body over it."""
    bodies: list[str] = []
    is_open = False
    for line in lines:
        text = _GAZETTE.sub("", _MOTTO.sub("", line)).strip(" *-–_") if not _OPEN_END.search(line) else line
        goes_on = bodies and (is_open or (text.isupper() and _completes(bodies[-1], text)))
        if goes_on:
            bodies[-1] = f"{bodies[-1]} {text}"
        elif is_body_line(text):
            bodies.append(text)
        elif text and not _MOTTO.match(line):
            is_open = False
            continue
        is_open = bool(_OPEN_END.search(text)) or (is_open and not text)
    if not bodies:
        return None
    own, above = " ".join(bodies[-1].split()), bodies[:-1]
    place = _PLACE_IN.search(above[-1]) if above else None
    needs_place = place and not _PLACE_IN.search(own) and not own.startswith(("BỘ ", "ỦY BAN", "HỘI ĐỒNG"))
    return f"{own} {place[0]}" if place and needs_place else own


def _completes(body: str, text: str) -> bool:
    """Whether a line goes on with the name above it: a place, or the rest of a name that the table knows."""
    if _PLACE_LINE.match(text):
        return True
    if is_body_line(text):
        return False
    rows = table("issuers")
    above, whole = fold(body), fold(f"{body} {text}")
    return any(fold(name) in whole and fold(name) not in above for name in [*rows["fields"], *rows["bodies"]])


def _in_small_letters(printed: str, text: str) -> str:
    """ "SỞ Y TẾ TỈNH KIÊN GIANG" as "Sở Y tế tỉnh Kiên Giang", as the text writes it elsewhere or by rule."""
    if not printed.isupper():
        return printed
    key, folded = fold(printed), fold(text)
    found: Counter[str] = Counter()
    start = 0
    while (at := folded.find(key, start)) >= 0:
        written = text[at : at + len(key)]
        found[written] += not written.isupper() and written[:1].isupper()
        start = at + 1
    if any(found.values()):
        return found.most_common(1)[0][0]
    return _by_rule(printed)


def _by_rule(printed: str) -> str:
    """Names that the table of issuers knows as it writes them; else small letters but for heads and
    places.
    """
    words = printed.split()
    result: list[str] = []
    is_place = False
    for at, word in enumerate(words):
        small, before = word.lower(), words[at - 1].lower() if at else ""
        is_unit = small in _UNITS or f"{small} {' '.join(words[at + 1 : at + 2])}".lower() in _UNITS
        is_common = _NO_NAMES.get(before) == small
        is_place = (is_place or before in _LAST_OF_UNITS) and not is_unit and not is_common
        is_name = at == 0 or is_place or (before in _BEFORE_NAMES and not is_common)
        result.append(small.capitalize() if is_name else small)
    return _as_the_table_writes(" ".join(result))


def _as_the_table_writes(name: str) -> str:
    """ "Sở lao động - thương binh và xã hội": the longest known names in it, in their own letters."""
    rows = table("issuers")
    names = [*rows["fields"], *rows["bodies"], *rows["local"]]
    for known in sorted(names, key=len, reverse=True)[::-1]:  # of two spellings the one listed first wins
        at = fold(name).find(fold(known))
        if at >= 0 and (len(known.split()) > 1 or known in ("UBND", "HĐND")):
            name = name[:at] + known + name[at + len(known) :]
    return name


def _enacting(lines: Sequence[str]) -> str | None:
    """ "Chính phủ ban hành Nghị định …": under the bases of a consolidated text, which has no letterhead."""
    for line in lines[:PREAMBLE_LINES]:
        for name, rest in _bodies(line)[:1]:
            if line.startswith(name) and _ENACTS.match(rest):
                return name
    return None


def _closing(lines: Sequence[str]) -> str | None:
    """ "Trên đây là báo cáo … của Sở Lao động – Thương binh và Xã hội tỉnh Lai Châu./." """
    for line in reversed(lines):
        if fold(line).startswith("trên đây là"):
            return next((name for name, rest in _bodies(line) if _ENDS_REPORT.fullmatch(rest)), None)
    return None


def _opening(lines: Sequence[str]) -> str | None:
    """The body that acts in one of the first paragraphs."""
    for line in (line for line in lines[:12] if len(line.split()) >= 15):
        for name, rest in _bodies(line):
            if _ACTS.match(rest):
                return name
    return None


def _bodies(line: str) -> list[tuple[str, str]]:
    """The bodies named in a line, each with what follows it."""
    view, key = plain(line), fold(line)
    found: list[tuple[str, str]] = []
    at = 0
    while capital := _CAPITAL.search(view, at):
        end = issuer_reader().end_at(view, key, capital.start())
        if end > capital.start():
            found.append((line[capital.start() : end].strip(" ,"), line[end:]))
        at = max(end, capital.end())
    return found
