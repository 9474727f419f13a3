"""Web pages: trafilatura finds the article of a page; a page that holds a legal text is read block by
block.
"""

from __future__ import annotations

import re
from typing import Any

from corpus.errors import DamagedFile, EmptyFile
from ingest.blocks import legal_lines, lines_of
from ingest.dateline import news_day
from ingest.encodings import decode, repair_tree
from ingest.files import HTML
from ingest.raw import Hints, Kind, Line, RawDocument, RawPage
from ingest.tables import is_layout, rows_as_lines
from nlp.fold import fold
from nlp.patterns import UPPER

PARAGRAPH = 12  # words
DAY_NEAR = 6  # lines between a headline and its date line

_CHARSET = re.compile(rb"charset\s{0,3}=\s{0,3}[\"']?([A-Za-z0-9_-]{3,20})", re.IGNORECASE)
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")
# "XUÂN LONG", "Hoàng Cảnh", "Theo TTXVN": the line under an article that tells who wrote it.
_BYLINE = re.compile(rf"(?:(?:Bài|Tin|Ảnh|Theo|Nguồn)\b[^.]{{0,40}}|(?:[{UPPER}][\w.]*\s?){{2,5}})")
_ISO = re.compile(r"(?:19|20)\d\d-\d\d-\d\d")
_EMPTY = "Nếu nội dung do kịch bản vẽ ra, hãy lưu trang từ trình duyệt rồi thử lại."


def read_html(data: bytes, *, source: str) -> RawDocument:
    """The lines of a page without its menus, side bars and comments, and what its head says of it."""
    tree = _parse(data, source=source)
    hints = _hints(tree, source=source)
    lines = legal_lines(tree) or _article_lines(tree) or lines_of(tree)
    if not any(line.text.strip() for line in lines):
        raise EmptyFile(source, "trang không có chữ nào.", _EMPTY)
    return RawDocument(HTML, (RawPage(tuple(lines)),), False, hints)


def _parse(data: bytes, *, source: str) -> Any:
    from lxml import etree
    from lxml import html as lxml_html

    named = _CHARSET.search(data[:4096])
    text = None
    if named and named[1].lower() not in (b"utf-8", b"utf8"):
        try:
            text = data.decode(named[1].decode("ascii"), errors="replace")
        except LookupError:
            text = None  # a charset that nobody knows
    text = _XML_DECLARATION.sub("", text or decode(data, source=source)).replace("\0", "")
    try:
        parser = lxml_html.HTMLParser()  # stops at 256 levels: copying a deeper tree overruns the stack of C
        tree = lxml_html.document_fromstring(text, parser=parser) if text.strip() else None
    except (etree.LxmlError, ValueError) as error:
        raise DamagedFile(
            source, "mã HTML hỏng, không đọc được.", "Hãy lưu lại trang từ trình duyệt."
        ) from error
    if tree is None:
        raise EmptyFile(source, "trang không có chữ nào.", _EMPTY)
    repair_tree(tree)
    return tree


def _hints(tree: Any, *, source: str) -> Hints:
    """The title as the page prints it, and the outlet, author and date of its head."""
    from trafilatura.metadata import extract_metadata

    found = extract_metadata(tree, default_url=source if source.startswith("http") else None)
    headings = [" ".join(node.text_content().split()) for node in tree.iter("h1")]
    printed = next((heading for heading in headings if len(heading.split()) >= 3), None)
    share = tree.xpath("string(//meta[@property='og:title']/@content)").strip()
    kind = tree.xpath("string(//meta[@property='og:type']/@content)").strip()
    named = _over_date_line(tree) or _without_site(found.title, found.sitename)
    title = printed or share or named or _first_heading(tree)
    return Hints(
        title=title,
        author=found.author,
        outlet=found.sitename,
        published=_printed_day(tree, title) or _stated_day(tree),
        is_article=kind == "article",
    )


def _over_date_line(tree: Any) -> str | None:
    """The headline of an old page without headings: it stands right over the line with the day."""
    lines = [line.text for line in lines_of(tree)]
    days = [at for at, line in enumerate(lines) if at and news_day(line)]
    titles = (lines[at - 1] for at in days if 5 <= len(lines[at - 1].split()) <= 35)
    return next(titles, None)


def _first_heading(tree: Any) -> str | None:
    """The last line of the first heading of any rank: "Đề mục 6.3" may stand over the name."""
    heading = next(
        (line for line in lines_of(tree) if line.kind is Kind.HEADING and len(line.text.split()) > 1), None
    )
    return heading.text if heading else None


def _printed_day(tree: Any, title: str | None) -> str | None:
    """The day on a line near the headline: what htmldate finds elsewhere is often the day of a cited law."""
    lines = [line.text for line in lines_of(tree)]
    key = fold(title or "")
    at = next((at for at, line in enumerate(lines) if key and fold(line) == key), None)
    if at is None:
        return None
    near = [*lines[at + 1 : at + 1 + DAY_NEAR], *reversed(lines[max(0, at - DAY_NEAR) : at])]
    return next((day for line in near if (day := news_day(line))), None)


def _stated_day(tree: Any) -> str | None:
    """The day in the page's own metadata."""
    found = tree.xpath(
        "string((//meta[@property='article:published_time' or @itemprop='datePublished' or @name='pubdate']"
        "/@content"
        " | //time/@datetime)[1])"
    )
    return found[:10] if _ISO.match(found) else None


def _without_site(title: str | None, site: str | None) -> str | None:
    """`Thanh tra vụ chặt cây - Chính trị - Báo X` without the sections and the site that follow."""
    if not title:
        return None
    parts = re.split(r"\s[-–|]\s", title)
    return parts[0] if len(parts[0].split()) >= 4 else title.removesuffix(site or "").rstrip(" -–|")


def _article_lines(tree: Any) -> list[Line]:
    """The lines of the article that trafilatura finds, with the byline that it leaves out."""
    import trafilatura

    prepared = _without_layout_tables(tree)
    found = trafilatura.bare_extraction(
        prepared, include_comments=False, include_tables=True, with_metadata=False
    )
    body = getattr(found, "body", None)
    lines = list(_xml_lines(body)) if body is not None else []
    whole = lines_of(tree)
    return _with_head(_with_byline(lines, whole), whole) if lines else []


def _without_layout_tables(tree: Any) -> Any:
    """A copy in which tables that only lay out the page are plain blocks."""
    from copy import deepcopy

    copied = deepcopy(tree)
    for table in list(copied.iter("table")):
        rows = [[cell.text_content() for cell in row.iter("td", "th")] for row in table.iter("tr")]
        if table.find(".//table") is not None or is_layout([list(row) for row in rows]):
            table.tag = "div"
            for part in table.iterdescendants("tbody", "thead", "tfoot", "tr", "td", "th"):
                owner = next(part.iterancestors("table"), None)
                part.tag = part.tag if owner is not None else "div"
    return copied


def _xml_lines(body: Any) -> list[Line]:
    """The lines of trafilatura's tree: paragraphs, headings, list items and table rows."""
    lines: list[Line] = []
    for line_break in body.iter("lb"):
        line_break.tail = f" {line_break.tail or ''}"  # "Thứ hai<br>26/12"
    for node in body.iter("p", "head", "item", "table", "quote"):
        if any(parent.tag in ("table", "item", "quote") for parent in node.iterancestors()):
            continue
        if node.tag == "table":
            rows: list[list[str | None]] = [
                ["".join(cell.itertext()) for cell in row.iter("cell")] for row in node.iter("row")
            ]
            lines.extend(rows_as_lines(rows))
            continue
        text = " ".join("".join(node.itertext()).split())
        kind = Kind.HEADING if node.tag == "head" else Kind.TEXT
        lines.append(Line(f"- {text}" if node.tag == "item" and not text.startswith("-") else text, kind))
    return lines


def _with_head(lines: list[Line], all_lines: list[Line]) -> list[Line]:
    """The article with its headline and date line, which stand right over its first paragraph."""
    first = next((fold(line.text) for line in lines if len(line.text.split()) >= PARAGRAPH), None)
    texts = [fold(line.text) for line in all_lines]
    if first not in texts:
        return lines
    place = texts.index(first)
    near = all_lines[max(0, place - DAY_NEAR) : place]
    day = next((at for at, line in enumerate(near) if news_day(line.text)), None)
    if day is None:
        return lines
    kept = {fold(line.text) for line in lines}
    return [line for line in near[max(0, day - 1) : day + 1] if fold(line.text) not in kept] + lines


def _with_byline(lines: list[Line], all_lines: list[Line]) -> list[Line]:
    """The article with the name that stands right under its last paragraph, if one does."""
    texts = [fold(line.text) for line in all_lines]
    paragraphs = [at for at, line in enumerate(lines) if len(line.text.split()) >= PARAGRAPH]
    last = paragraphs[-1] if paragraphs else len(lines) - 1
    key = fold(lines[last].text)
    place = texts.index(key) + 1 if key in texts else len(texts)
    names = [line for line in all_lines[place : place + 1] if _BYLINE.fullmatch(line.text)]
    return lines[: last + 1] + names + [line for line in lines[last + 1 :] if line not in names]
