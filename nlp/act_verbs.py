"""The verbs by which one document acts on another, and what may stand between them."""

from __future__ import annotations

import re

from corpus.records import RelationKind
from nlp.patterns import BLANK, CLOSE, GAP, OPEN

# Words that may stand between the verb and the document that it takes: "một số điều, khoản của".
_FILLER = re.compile(
    rf"(?:[\s,:/()“\"-]|(?:một{BLANK}số|điều|khoản|điểm|mục|chương|phụ{BLANK}lục|phần|nội{BLANK}dung|của|tại|các|những|và|toàn{BLANK}bộ|văn{BLANK}bản"
    rf"|sau|đây|cho|quy{BLANK}định|thi{BLANK}hành|thực{BLANK}hiện|chi{BLANK}tiết|biện{BLANK}pháp|bổ{BLANK}sung|hướng{BLANK}dẫn|tổ{BLANK}chức|triển{BLANK}khai|tiêu{BLANK}đề"
    rf"|ban{BLANK}hành|kèm{BLANK}theo|cụm{BLANK}từ|tên|quy{BLANK}chế|thay{BLANK}thế|bãi{BLANK}bỏ|có{BLANK}hiệu{BLANK}quả|hiệu{BLANK}quả|nghiêm(?:{BLANK}túc)?|tốt|số|đoạn|câu|tiết|mẫu|biểu"
    rf"|vụ|được|giao|nhiệm|mục{BLANK}tiêu|pháp{BLANK}luật|chính{BLANK}sách|theo|bằng|thành){CLOSE}|\d{{1,3}}[a-zđ]?{CLOSE}|[a-zđivx]{{1,4}}{CLOSE}){{0,60}}"
)
# The verbs, surest first; "hướng dẫn thực hiện" guides.
_VERBS = (
    (RelationKind.REPLACES, rf"thay{BLANK}thế"),
    (RelationKind.REPEALS, rf"bãi{BLANK}bỏ|hủy{BLANK}bỏ"),
    (RelationKind.AMENDS, rf"sửa{BLANK}đổi|bổ{BLANK}sung|đính{BLANK}chính"),
    (RelationKind.GUIDES, rf"hướng{BLANK}dẫn|quy{BLANK}định{BLANK}chi{BLANK}tiết"),
    (RelationKind.IMPLEMENTS, rf"(?:thực{BLANK}hiện|triển{BLANK}khai)(?!{BLANK}theo)"),
)
VERB = re.compile(
    OPEN + "(?:" + "|".join(f"(?P<{kind.value}>{words})" for kind, words in _VERBS) + ")" + CLOSE
)
# "và", ", các", "và khoản 3 Điều 2": one more document that the verb takes; "; b)": one more item of its list
_PART = (
    rf"(?:điểm|khoản|điều|mục|chương|phần|phụ{BLANK}lục){BLANK}(?:\d{{1,3}}[a-zđ]?|[a-zđivx]{{1,4}}){CLOSE}"
)
AND = re.compile(
    rf"(?:[,;]|{OPEN}và|{OPEN}hoặc){GAP}(?:(?:và|các|số){GAP}){{0,2}}"
    rf"(?:{_PART},?{GAP}){{0,5}}(?:(?:của|tại){BLANK})?$"
)
# "đã được sửa đổi, bổ sung": done to the document before
_ACTED_ON = re.compile(
    rf"{OPEN}(?:được|bị){BLANK}(?:(?:sửa{BLANK}đổi|bổ{BLANK}sung|thay{BLANK}thế|bãi{BLANK}bỏ|hủy{BLANK}bỏ),?{BLANK}(?:(?:và|hoặc){BLANK})?){{0,3}}$"
)
# "thay thế cụm từ “cấp huyện” bằng “cấp xã” tại Điều 4"
_QUOTED = re.compile(r'“[^“”\n]{0,200}”|"[^"\n]{0,200}"')
# "thay thế cụm từ …", "thay thế Mẫu số 2 …": of a document a part, which amends it
_PART_TAKEN = re.compile(
    rf"{OPEN}(?:cụm{BLANK}từ|từ{BLANK}ngữ|từ(?!{BLANK}(?:ngày|khi|\d))|mẫu|biểu|phụ{BLANK}lục|điểm|khoản|điều|mục|chương|đoạn|danh{BLANK}mục"
    rf"|một{BLANK}số{BLANK}(?:quy{BLANK}định|nội{BLANK}dung|từ|cụm|điều|khoản|mẫu|biểu)){CLOSE}"
)


def leading_verb(link: str) -> re.Match[str] | None:
    """The first verb from which nothing but filler leads to the document."""
    link = _QUOTED.sub(lambda found: " " * len(found[0]), link)
    for verb in VERB.finditer(link, max(0, len(link) - 200)):
        is_acted_on = _ACTED_ON.search(link[max(0, verb.start() - 60) : verb.start()])
        if not is_acted_on and _FILLER.fullmatch(link, verb.end()):
            return verb
    return None


def kind_of(found: re.Match[str], object_: str = "") -> RelationKind:
    """What a verb does to the document that the words of its object lead to."""
    kind = RelationKind(next(name for name, words in found.groupdict().items() if words))
    is_part = kind is RelationKind.REPLACES and _PART_TAKEN.search(object_)
    return RelationKind.AMENDS if is_part else kind
