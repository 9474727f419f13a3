"""Reads what a cited document is about: `về việc …`, `quy định …`, a quoted title."""

from __future__ import annotations

from nlp.page import Page, squeeze
from nlp.patterns import BLANK, CLOSE, GAP, UPPER, late

LONGEST = 500

# "về", "về việc", "V/v", "quy định về": the lead that is left out
_LEAD = late(
    rf"[,;]?{GAP}(?:\(?v/v:?{GAP}|(?:quy{BLANK}định{BLANK})?về(?:{BLANK}việc)?{CLOSE}:?{GAP}|quy{BLANK}định{BLANK}việc{BLANK})"
)
# "hướng dẫn …", "sửa đổi, bổ sung …": verbs that belong to the title
_VERB = late(
    rf",?{GAP}(?:quy{BLANK}định|hướng{BLANK}dẫn|sửa{BLANK}đổi|bổ{BLANK}sung|ban{BLANK}hành|phê{BLANK}duyệt|thực{BLANK}hiện|triển{BLANK}khai"
    rf"|bãi{BLANK}bỏ|thành{BLANK}lập|công{BLANK}bố|điều{BLANK}chỉnh|tổng{BLANK}kết|tăng{BLANK}cường|quản{BLANK}lý|giao{BLANK}chỉ{BLANK}tiêu"
    rf"|kiện{BLANK}toàn|tổ{BLANK}chức|thông{BLANK}qua|phát{BLANK}động|đẩy{BLANK}mạnh){CLOSE}"
    rf"(?!{BLANK}(?:tại|ở|có{BLANK}hiệu))"
)
_QUOTES = {"“": "”", '"': '"', "«": "»", "‘": "’", "'": "'", "”": "”"}
# Where a title ends in running text.
_ENDS = (
    rf"[;()\n“”\"]|\.(?=\s|$)|:(?=\s)|,{GAP}(?=[{UPPER}])"
    rf"|,?{BLANK}(?:đã|còn{BLANK}gặp|sẽ|(?:có|hết){BLANK}hiệu{BLANK}lực|nêu{BLANK}trên|nói{BLANK}trên|với{BLANK}các{BLANK}nội"
    rf"|được{BLANK}sửa{BLANK}đổi|được{BLANK}ban{BLANK}hành|do{BLANK}đó|trong{BLANK}đó|theo{BLANK}đó|cụ{BLANK}thể|và{BLANK}các{BLANK}văn{BLANK}bản"
    rf"|thì|và{BLANK}(?:(?i:(?=nghị{BLANK}(?:định|quyết){BLANK}(?:số|\d)|quyết{BLANK}định{BLANK}(?:số|\d)|thông{BLANK}tư{BLANK}(?:số|\d|liên)|chỉ{BLANK}thị{BLANK}(?:số|\d)"
    rf"|kế{BLANK}hoạch{BLANK}số|công{BLANK}văn{BLANK}số))|(?=luật{BLANK})))"
)
_NEW_CLAUSE = (
    rf"|,{GAP}(?:các|chúng|nhằm|trong|tỉnh|thành{BLANK}phố|huyện|đến{BLANK}nay|thời{BLANK}gian"
    rf"|ngày|thay{BLANK}thế){CLOSE}"
)
_END = late(_ENDS + _NEW_CLAUSE)
# "Căn cứ Quyết định số … ban hành Quy chế công khai …, các đơn vị dự toán ngân sách;": one title in a line
_END_OF_BASE = late(_ENDS)
_BASE = late(rf"\s{{0,12}}[-+]?\s?căn{BLANK}cứ{CLOSE}")
_LONGEST_BASE = 400


def subject_after(page: Page, end: int) -> str | None:
    """The subject of the citation that ends at `end`, without its lead words."""
    lead = _LEAD.match(page.key, end)
    start = (
        lead.end() if lead else end + len(page.text[end : end + 4]) - len(page.text[end : end + 4].lstrip())
    )
    quoted = _quoted(page, start)
    if quoted:
        return quoted
    verb = None if lead else _VERB.match(page.key, end)
    if not lead and verb is None:
        return None
    if verb:
        start = verb.start() + len(verb[0]) - len(verb[0].lstrip(" ,\n"))
    line = page.text.rfind("\n", max(0, start - _LONGEST_BASE), start) + 1
    ends = _END_OF_BASE if _BASE.match(page.key, line) else _END
    stop = ends.search(page.view, start, start + LONGEST)
    subject = squeeze(page.text[start : stop.start() if stop else start + LONGEST]).rstrip(" ,-–/")
    is_verb_alone = verb is not None and len(subject.split()) <= len(verb[0].split())
    return None if is_verb_alone else subject or None


def _quoted(page: Page, start: int) -> str | None:
    """A title in quotes."""
    close = _QUOTES.get(page.text[start : start + 1])
    if close is None:
        return None
    end = page.text.find(close, start + 1, start + LONGEST)
    return squeeze(page.text[start + 1 : end]) or None if end > 0 else None
