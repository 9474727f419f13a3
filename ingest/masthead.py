"""What a document says of itself: title, kind, number, issuer, signer and date, from its head and its end."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath

from corpus.records import DocType, Reference
from ingest.dateline import own_date
from ingest.issuing_body import find_issuer, is_body_line
from ingest.raw import Hints
from ingest.signature import find_byline, find_outlet, find_signer
from nlp.document_types import Kind, document_kinds
from nlp.fold import canonical_number, fold, plain
from nlp.patterns import LOWER, SYMBOLS, UPPER, YEAR
from nlp.references import find_references

HEAD_LINES = 40
ANNOUNCED_WITHIN = 8
TITLE_LINES = 8
PROSE_WORDS = 20
LONGEST_TITLE = 200
LONG = 45  # words: a line of the head that is a paragraph of the body
NEWS_WORDS = 4_000  # an article without a masthead is hardly longer

# "Số: 147/2025/TT-BTC", "Luật số: 73/2021/QH14", "Số:     /BC-SLĐTBXH" whose number is still to be filled in
_NUMBER = re.compile(
    rf"""
    ^(?:(?:Bộ\s)?Luật|Nghị\squyết|Nghị\sđịnh|Pháp\slệnh|Thông\stư|Quyết\sđịnh)?\s?[Ss]ố(?:\shiệu)?\s?[:.]?\s{{0,8}}\|?\s?
    (?P<number>(?:\d{{1,5}}(?:\.\d{{1,3}})?[a-zA-Z]?)?\s?(?:/\s?{YEAR}\s?)?[/-]\s?{SYMBOLS})
    (?P<day>\sngày\s\d)?
    """,
    re.VERBOSE,
)
_LAW_NUMBER = re.compile(
    rf"^(?:(?:Bộ\s)?Luật|Nghị\squyết|Pháp\slệnh)?\s?[Ss]ố\s?:?\s?(?P<number>\d{{1,5}}/{YEAR}/(?:QH|UBTVQH)\d{{1,2}})",
    re.IGNORECASE,
)
# "XÁC THỰC VĂN BẢN HỢP NHẤT": a consolidated text bears its own number and day at its end.
_CERTIFIED = re.compile(r"xác thực văn bản hợp nhất\b")
CERTIFIED_LINES = 4  # around it
# Where the head ends: "Căn cứ Luật …", "Kính gửi:", "Điều 1.", "Chương I", "I. KẾT QUẢ", "1. Công tác"
_BODY = re.compile(
    r"(?:căn cứ|xét (?:đề nghị|tờ trình)|theo đề nghị|kính gửi|điều 1\b|chương [i1]\b"
    r"|phần (?:thứ|[i1])|mục [i1]\b|[i1][.,)/-]\s)"
)
# "Thực hiện Kế hoạch số …" opens a report; "Thực hiện thí điểm quản lý tiền lương" right under "NGHỊ ĐỊNH"
# is its title.
_OPENING = re.compile(r"(?:thực hiện|để |sau khi|trong (?:những|năm|thời)|nhằm|ngày \d)")
_TITLE_WORDS = 25
_SENTENCE = re.compile(rf".{{20,400}}?(?<!TP)(?<!T[SH])[.!?](?=\s+[\"“(]?[{UPPER}])")
# "Công an tỉnh cho biết", "trao đổi với phóng viên": how an article without a headline reads
_TOLD = re.compile(
    r"\b(?:cho biết|cho hay|trao đổi với|phóng viên|nguồn tin|tin từ|đưa tin"
    r"|vừa (?:qua|yêu cầu|thông báo|có|được)|hôm nay|theo báo"
    r"|(?:sáng|trưa|chiều|tối|đêm|ngày|hôm) \d{1,2}[/-]\d{1,2}[ ,])"
)
_BESIDE = " :.*0123456789"  # beside a kind's word: "THÔNG TƯ1" has a footnote
_MOTTO = re.compile(
    r"cộng hòa xã hội chủ nghĩa việt nam|độc lập ?- ?tự do ?- ?hạnh phúc|đảng cộng sản việt nam"
)
# "VĂN BẢN QUY PHẠM PHÁP LUẬT": a section of the gazette
_SECTION = re.compile(r"(?:phần )?(?:[ivx]+\. )?văn bản (?:quy phạm pháp luật|pháp luật khác|khác)\W*$")
# "kinh tế nhà nước1": the number of a footnote
_FOOTNOTE = re.compile(rf"(?<=[{LOWER}])\d{{1,2}}$")
_AIDE = re.compile(r"\(?(?:ban hành )?(?:kèm theo|dự thảo|đã ký)|^\(")
# "Hỏi đáp: Cai nghiện tại gia đình", "Sổ tay điều tra viên": written to instruct, not to report.
_GUIDE = re.compile(
    r"(?:hỏi\s?[-–]?\s?đáp|giải đáp|cẩm nang|sổ tay|tài liệu|lịch làm việc|danh sách|danh mục)\b"
)
_LETTER_SUBJECT = re.compile(r"(?:v/v|về việc)\s?:?\s")
# "ban hành Kế hoạch thực hiện …", "báo cáo kết quả như sau": an unnumbered text says itself what it is.
_SAYS_ITSELF = re.compile(
    r"(?:ban hành|xây dựng|triển khai|trình bày) {kind}|{kind} (?:kết quả|tình hình|như sau)|như sau"
)


@dataclass(frozen=True, slots=True)
class Masthead:
    """The fields of a document that its own text states."""

    title: str
    doc_type: DocType
    number: str | None
    issuer: str | None
    signer: str | None
    published: str | None
    dateline: str | None  # the place before the date: "Cao Bằng"


@dataclass(frozen=True, slots=True)
class _Head:
    """The lines before the body, and where the line with the kind of document stands among them."""

    lines: tuple[str, ...]
    kind: Kind | None
    at: int | None
    announced: Reference | None = None  # what that line cites, where it is a citation of the document


def read_masthead(text: str, hints: Hints, *, source: str) -> Masthead:
    """The masthead of a clean text; what only the file says of itself fills the gaps of an article."""
    lines = [line for line in text.split("\n") if line.strip()]
    head = _head(lines)
    certified = _certified(lines)
    number = _own_number(certified or lines[:HEAD_LINES])
    if number is None and head.announced:
        number = head.announced.number
    doc_type = _doc_type(lines, head, number, hints)
    is_news = doc_type is DocType.NEWS
    title = _title(lines, head, hints, is_letter=doc_type is DocType.OFFICIAL_LETTER)
    day, place = own_date(certified or lines[:HEAD_LINES], lines[-60:], is_news=is_news or not number)
    if day is None and head.announced:
        day = head.announced.issued
    outlet = find_outlet(lines, hints) if is_news or doc_type is DocType.OTHER else None
    return Masthead(
        title=title or PurePath(source).stem,
        doc_type=doc_type,
        number=number,
        issuer=outlet
        or (
            None
            if is_news or (doc_type is DocType.OTHER and head.at is None)
            else find_issuer(lines, head.at, number)
        ),
        signer=find_byline(lines, hints) if is_news else find_signer(lines),
        published=day or (hints.published if is_news or (head.at is None and not number) else None),
        dateline=place,
    )


def _head(lines: Sequence[str]) -> _Head:
    """The lines up to the body; a line that is only a kind's word ("BÁO CÁO") is the sign of a masthead."""
    if announced := _announced(lines):
        return announced
    kinds = document_kinds()
    for at, line in enumerate(lines[:HEAD_LINES]):
        key = fold(line).strip(_BESIDE)
        kind = kinds.by_key.get(key)
        if kind and (line.isupper() or len(line.split()) <= 4) and key == fold(kind.word):
            return _Head(tuple(lines[: at + 1]), kind, at)
    for at, line in enumerate(lines[:HEAD_LINES]):
        found = kinds.words.match(fold(line))
        first = line[: found.end()] if found else ""
        is_title = first.isupper() and len(first) > 3
        if is_title and not (_MOTTO.search(fold(line)) or _SECTION.match(fold(line))):
            return _Head(tuple(lines[:at]), kinds.by_key.get(" ".join(fold(first).split())), at)
    return _Head(tuple(lines[:HEAD_LINES]), None, None)


def _announced(lines: Sequence[str]) -> _Head | None:
    """ "Thông tư số 102/2018/TT-BTC ngày … hướng dẫn …" under its issuer: the head of a later part."""
    for at, line in enumerate(lines[1:ANNOUNCED_WITHIN], 1):
        if is_body_line(lines[at - 1]) and not line.endswith(".") and len(line.split()) < LONG:
            first = next(iter(find_references(line)), None)
            if first and first.start == 0 and first.number and first.issued and first.subject:
                return _Head(tuple(lines[:at]), document_kinds().of_number(first.number), at, first)
    return None


def _own_number(lines: Sequence[str]) -> str | None:
    for line in lines:
        if _is_body(line):
            return None
        found = _LAW_NUMBER.match(line) or _NUMBER.match(plain(line))
        if found and not (found.groupdict().get("day") and not fold(line).startswith("số")):
            return canonical_number(found["number"])
    return None


def _certified(lines: Sequence[str]) -> Sequence[str]:
    """The lines in which a consolidated text is certified, where they hold its number."""
    for at, line in enumerate(lines):
        if _CERTIFIED.match(fold(line)):
            around = lines[max(0, at - CERTIFIED_LINES) : at + CERTIFIED_LINES + 1]
            near = [one for one in around if not _is_body(one)]
            return near if _own_number(near) else ()
    return ()


def _is_body(line: str) -> bool:
    return len(line.split()) >= LONG or _begins_body(line)


def _begins_body(line: str) -> bool:
    key = fold(line)
    return bool(_BODY.match(key) or _OPENING.match(key)) and not line.isupper()


def _doc_type(lines: Sequence[str], head: _Head, number: str | None, hints: Hints) -> DocType:
    if head.kind and head.kind.type is not DocType.ORDINANCE:
        return head.kind.type
    kind = document_kinds().of_number(number) if number else None
    if kind and kind.type in DocType and kind.type is not DocType.ORDINANCE:
        return kind.type
    if any(fold(line).startswith("kính gửi") for line in lines[:HEAD_LINES]):
        return DocType.OFFICIAL_LETTER
    return _unnumbered_type(lines, hints)


def _unnumbered_type(lines: Sequence[str], hints: Hints) -> DocType:
    """Of a text without masthead: what its title and its first paragraph both call it, else news or other."""
    prose = [line for line in lines if len(line.split()) >= 20]
    title = fold(hints.title or _first_title(lines) or "")
    found = document_kinds().words.match(title)
    if found and prose:
        kind = document_kinds().at(found)
        opening = fold(prose[0])
        if re.search(_SAYS_ITSELF.pattern.replace("{kind}", re.escape(fold(kind.word))), opening):
            return kind.type
    words = sum(len(line.split()) for line in lines)
    in_prose = sum(len(line.split()) for line in prose)
    is_article = words <= NEWS_WORDS and in_prose > 0.5 * words
    if _GUIDE.match(title):
        return DocType.OTHER
    is_told = bool(title or any(_TOLD.search(fold(line)) for line in prose[:4]))
    return DocType.NEWS if hints.is_article or (is_article and is_told) else DocType.OTHER


def _title(lines: Sequence[str], head: _Head, hints: Hints, *, is_letter: bool) -> str | None:
    if is_letter and (subject := _letter_subject(lines)):
        return subject
    if head.at is None:
        return hints.title or _first_title(lines) or (_first_sentence(lines[0]) if lines else None)
    printed = _title_lines(lines[head.at :])
    is_own_line = head.kind is not None and fold(printed[0]).strip(_BESIDE) == fold(head.kind.word)
    named = head.kind is not None and head.kind.is_named
    kept = printed if named or not is_own_line or len(printed) == 1 else printed[1:]
    return _FOOTNOTE.sub("", " ".join(kept).strip(" *"))


def _title_lines(lines: Sequence[str]) -> list[str]:
    """The kind's line and the lines of the title under it, up to the issuer's name, a note or the body."""
    title = [lines[0]]
    for line in lines[1 : TITLE_LINES + 1]:
        if _ends_title(line, title):
            break
        title.append(line)
    return title


def _ends_title(line: str, title: Sequence[str]) -> bool:
    """Whether a line under a title is no part of it."""
    key, is_first = fold(line), len(title) == 1
    if _BODY.match(key) or _AIDE.match(key) or _is_motto(line) or is_body_line(line):
        return not (line.isupper() and is_first and not is_body_line(line))
    stops = line.endswith((".", ";", ":"))
    if is_first:
        return stops and (len(line.split()) >= _TITLE_WORDS or bool(_OPENING.match(key)))
    is_other = line.isupper() != title[-1].isupper() or len(line.split()) >= LONG
    return stops or is_other or bool(_OPENING.match(key))


def _is_motto(line: str) -> bool:
    """Whether a line is the state's name or motto, and not a title that names the state."""
    key = fold(line)
    return bool(_MOTTO.match(key) if line[:1].isupper() and not line.isupper() else _MOTTO.search(key))


def _letter_subject(lines: Sequence[str]) -> str | None:
    """What follows "V/v" in an official letter, up to the date line or the addressees."""
    for at, line in enumerate(lines[:HEAD_LINES]):
        found = _LETTER_SUBJECT.match(fold(line))
        if found:
            more = lines[at + 1 : at + 2]
            goes_on = [text for text in more if text[:1].islower()]
            return " ".join([line, *goes_on])
    return None


def _first_sentence(line: str) -> str:
    """Of a text without a title, in whole words."""
    sentence = _SENTENCE.match(line)
    whole = sentence[0] if sentence else line
    return whole if len(whole) <= LONGEST_TITLE else whole[:LONGEST_TITLE].rsplit(" ", 1)[0]


def _first_title(lines: Sequence[str]) -> str | None:
    """The first line that reads like a headline: 4 to 35 words, no stop, no number or date line, no motto."""
    for line in lines[:TITLE_LINES]:
        if len(line.split()) >= PROSE_WORDS and line.endswith("."):
            return None  # what comes after the first paragraph heads only a part
        is_short = 4 <= len(line.split()) <= 35
        is_plain = not line.endswith((".", ";", ":", ",")) and " | " not in line
        is_masthead = bool(_MOTTO.search(fold(line)) or _NUMBER.match(line)) or is_body_line(line)
        if is_short and is_plain and not is_masthead and not own_date([line], [], is_news=True)[0]:
            return line
    return None
