"""Reads the name of an issuing body at a place of the text: `UBND huyện Na Hang, tỉnh Tuyên Quang`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from nlp.patterns import BLANK, CLOSE, GAP, LETTER, UPPER, late
from nlp.proper_names import NameReader, name_reader
from nlp.vocabulary import table, words_pattern

# "tỉnh Bà Rịa - Vũng Tàu", "TP. Hồ Chí Minh", "huyện Cư M'gar", "Quận 1"
_NAME_WORD = rf"[{UPPER}][{LETTER}'’]{{0,11}}"
_NAME_END = rf"(?:\s-\s{_NAME_WORD}(?:{BLANK}{_NAME_WORD}){{0,2}})?"
_NAME = rf"(?:{_NAME_WORD}(?:{BLANK}{_NAME_WORD}){{0,3}}{_NAME_END}|\d{{1,2}}{CLOSE})"
_UNIT = rf"(?i:tỉnh|thành{BLANK}phố|tp\.?|quận|huyện|thị{BLANK}xã|thị{BLANK}trấn|đặc{BLANK}khu|phường|xã)"
_TO_NAME = rf"(?:(?<=\.)[^\S\n]{{0,3}}|{BLANK})"  # no new line after "TP."
# What may stand with a capital after a body and is no place: "UBND tỉnh Quyết định", "Sở Y tế Căn cứ".
_NO_PLACE = (
    r"(?!(?:Nghị|Quyết|Thông|Chỉ|Kế|Luật|Bộ|Căn|Điều|Khoản|Về|Quy|Ban|Sở|Theo|Để|Trong|Ủy|Uỷ|UBND|HĐND"
    r"|Chủ|Hội|Công|Tòa|Số|Ngày|Các|Tại|Tiếp|Hướng|Giám|Thực|Khoá|Khóa|Nhiệm|Tổng|Phó|Cục|Chi)\b)"
)
_PLACE = late(
    rf"""
    (?:\s?\([{UPPER}&\s-]{{2,20}}\))?                 # Hội đồng nhân dân (HĐND) Thành phố
    (?:{BLANK}(?:(?i:cấp){BLANK})?{_UNIT}(?:{_TO_NAME}{_NO_PLACE}{_NAME})?|{BLANK}{_NO_PLACE}{_NAME})?
    # ..., huyện Na Hang, tỉnh Tuyên Quang
    (?:(?:,{BLANK}|{BLANK}|\s-\s){_UNIT}{_TO_NAME}{_NO_PLACE}{_NAME}){{0,2}}
    """,
    re.VERBOSE,
)
# "Ban Chấp hành Trung ương Đảng khóa XII", "Hội đồng nhân dân tỉnh khóa X"
_TERM = late(rf",?{BLANK}\(?(?i:khoá|khóa){BLANK}[IVXL\d]{{1,6}}\)?{CLOSE}")


@dataclass(frozen=True, slots=True)
class IssuerReader:
    """The compiled table of issuers."""

    complete: re.Pattern[str]  # bodies whose names take no place
    local: re.Pattern[str]  # bodies that take a place
    begun: re.Pattern[str]  # first words of longer names
    office: re.Pattern[str]
    names: NameReader

    def end_at(self, view: str, key: str, start: int) -> int:
        """Where the issuer that begins at `start` ends; `start` itself where none begins."""
        office = self.office.match(key, start)
        begin = office.end() if office else start
        end = self._unit_end(view, key, begin)
        if end == begin and office:  # "Liên Bộ Tài chính, Lao động"
            end, begin = self._known_end(view, key, start), start
        if end == begin:
            return start
        dash = re.compile(r"\s-\s").match(view, end)
        if dash and self.begun.match(key, start):  # "Cơ quan thường trực … - Công an tỉnh"
            parent = self._known_end(view, key, dash.end())
            end = parent if parent > dash.end() else end
        return end

    def _unit_end(self, view: str, key: str, start: int) -> int:
        known = self._known_end(view, key, start)
        if known > start or not view[start : start + 1].isupper():
            return known
        begun = self.begun.match(key, start)
        if begun is None:
            return start
        return self.names.end_at(view, key, start, most=30)

    def _known_end(self, view: str, key: str, start: int) -> int:
        """The end of a name that the table holds, with its place; `start` where it holds none."""
        if not view[start : start + 1].isupper():
            return start
        complete, local = self.complete.match(key, start), self.local.match(key, start)
        end = start
        if complete:
            end = complete.end()
        if local and local.end() > end:
            place = _PLACE.match(view, local.end())
            end = place.end() if place else local.end()
        term = _TERM.match(view, end) if end > start else None
        return term.end() if term else end

    def joint_end(self, view: str, key: str, start: int) -> int:
        """The end of a list of issuers: `Bộ Tài chính, Bộ Y tế và Bộ Công an`."""
        end = self.end_at(view, key, start)
        for _ in range(8):
            comma = _JOIN.match(view, end)
            last = self.end_at(view, key, comma.end()) if comma and end > start else end
            if comma is None or last == comma.end() or last == end:
                return end
            end = last
        return end


_JOIN = late(rf"(?:,|\s?-|{BLANK}và){GAP}(?=[{UPPER}])")


@cache
def issuer_reader() -> IssuerReader:
    """The reader of the table `issuers`."""
    rows = table("issuers")
    fields = words_pattern(rows["fields"])
    ministry = rf"(?:thanh tra{BLANK})?bộ{BLANK}{fields}"
    joint = (
        rf"liên{BLANK}(?:bộ|ngành){BLANK}{fields}(?:(?:,|\s?-|{BLANK}và){GAP}(?:bộ{BLANK})?{fields}){{0,4}}"
    )
    department = rf"(?:sở|ty|phòng|thanh tra sở){BLANK}{fields}"
    return IssuerReader(
        complete=re.compile(f"(?:{words_pattern(rows['bodies'])}|{ministry}|{joint})"),
        local=re.compile(f"(?:{department}|{words_pattern(rows['local'])})"),
        begun=re.compile(words_pattern([*rows["open"], "Bộ", "Sở"])),
        office=re.compile(words_pattern(rows["offices"]) + BLANK + f"(?:các{BLANK})?"),
        names=name_reader("stops", "issuer_stops"),
    )
