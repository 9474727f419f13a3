"""The day that a document bears: "Cao Bằng, ngày … tháng 7 năm 2020" in a masthead, "10:51 AM 21/04/2021"
in news.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from nlp.fold import fold
from nlp.patterns import UPPER

NEWS_LINES = 8
NEWS_WORDS = 14  # of a line that tells when an article appeared

# "Hà Nội, ngày 31 tháng 12 năm 2025", "Cao Bằng, ngày tháng 7 năm 2020" with a day to be filled in by hand
_SIGNED = re.compile(
    rf"""
    (?P<place>[{UPPER}][^\d,;.()]{{1,40}}?)\s?,\s?ngày\s?(?P<day>\d{{1,2}})?[\s.…]{{0,12}}
    tháng\s?(?P<month>\d{{1,2}})?[\s.…]{{0,12}}năm\s?(?P<year>(?:19|20)\d\d)
    """,
    re.VERBOSE,
)
# "Luật này được Quốc hội … khóa XV, kỳ họp thứ 10 thông qua ngày 10 tháng 12 năm 2025."
_ADOPTED = re.compile(r"thông qua ngày (?P<day>\d{1,2}) tháng (?P<month>\d{1,2}) năm (?P<year>(?:19|20)\d\d)")
# "Đăng ngày 05 - 04 - 2021", "Thứ Năm, 13/6/2013 15:31'(GMT+7)", "Cập nhật 08:30 | 12.05.2023"
_DAY = re.compile(
    r"(?<!\d)(?P<day>\d{1,2})\s?[/.-]\s?(?P<month>\d{1,2})\s?[/.-]\s?(?P<year>(?:19|20)\d\d)(?!\d)"
)
_DAY_IN_WORDS = re.compile(r"ngày (?P<day>\d{1,2}) tháng (?P<month>\d{1,2}),? năm (?P<year>(?:19|20)\d\d)")
_ISO_DAY = re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)-(?P<month>\d\d)-(?P<day>\d\d)(?!\d)")
# "Bài đăng ngày 22/01/2024 trên trang tin …": it says what day that is.
_ANNOUNCED = re.compile(r"\W*(?:(?:bài|tin)(?: viết)? )?(?:đăng|cập nhật|xuất bản|ngày đăng|đăng tải)\b")
# What such a line holds beside the day: nothing else makes a sentence of it.
_FRAME = re.compile(
    r"\b(?:thứ|chủ|nhật|hai|ba|tư|năm|sáu|bảy|ngày|đăng|cập|lúc|giờ|phút|xuất|bản|gmt|am|pm|sa|ch|đăng|tin|bài|viết|bởi|by|tháng|posted|on"
    r"|nguồn|tác|giả|mới|được)\b"
)


def own_date(head: Sequence[str], tail: Sequence[str], *, is_news: bool) -> tuple[str | None, str | None]:
    """The day as ISO text, as precise as it is printed, and the place before it; None for what is not
    there.
    """
    for line in head:
        found = _SIGNED.search(line)
        if found and len(line.split()) <= 30:
            return _iso(found), found["place"].strip()
    if is_news:
        return next((day for line in head[:NEWS_LINES] if (day := news_day(line))), None), None
    for line in tail:
        if found := _ADOPTED.search(line):
            return _iso(found), None
    return None, None


def news_day(line: str) -> str | None:
    """The day of a line that says little else."""
    if len(line.split()) > NEWS_WORDS:
        return None
    folded = fold(line)
    found = _DAY.search(folded) or _DAY_IN_WORDS.search(folded) or _ISO_DAY.search(folded)
    if found is None:
        return None
    if _ANNOUNCED.match(folded):
        return _iso(found)
    rest = _FRAME.sub(" ", folded[: found.start()] + " " + folded[found.end() :])
    has_words = len(re.findall(r"[^\W\d_]{2,}", rest)) > 3
    return None if has_words else _iso(found)


def _iso(found: re.Match[str]) -> str | None:
    """A day, a month or a year, whichever is filled in; None for a day that is in no calendar."""
    year, month, day = found["year"], found["month"], found["day"]
    if not month:
        return year
    try:
        checked = date(int(year), int(month), int(day or 1))
    except ValueError:
        return year
    return checked.isoformat() if day else f"{checked:%Y-%m}"
