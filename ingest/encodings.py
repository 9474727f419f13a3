"""From bytes to text, and old Vietnamese encodings into Unicode, before anything cleans the text."""

from __future__ import annotations

import codecs
import re
from dataclasses import replace
from typing import Any

from corpus.errors import DamagedFile
from ingest.raw import RawDocument, RawPage
from nlp.old_encodings import decode_bytes
from nlp.recoding import repair

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE = 65_536  # bytes that show whether a text has two bytes a letter
_ZEROS = 0.25  # of the bytes of one half: blanks and letters without marks have a zero byte there
_DAMAGED = 0.005  # of the letters: so few broken bytes do not make UTF-8 another encoding


def decode(data: bytes, *, source: str) -> str:
    """The text of the bytes: by its mark, as UTF-16 or UTF-8, else in the encoding that gives Vietnamese."""
    encoding = next((name for mark, name in _BYTE_ORDER_MARKS if data.startswith(mark)), None) or _wide(data)
    if encoding:
        return _repair_lines(_decode_as(data, encoding, source=source))
    try:
        return _repair_lines(data.decode("utf-8"))
    except UnicodeDecodeError:
        text = data.decode("utf-8", errors="replace")
        is_damaged = 0 < text.count("\ufffd") <= max(1, _DAMAGED * len(text)) and _holds_utf8(text)
        return text if is_damaged else _repair_lines(decode_bytes(data))


def is_wide(data: bytes) -> bool:
    """Whether the bytes are UTF-16, with or without its mark."""
    return data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or _wide(data) is not None


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark: one half of its bytes has the zeros, as far as the letters are plain."""
    head = data[: min(len(data), _SAMPLE) // 2 * 2]
    first, second = head[::2].count(0), head[1::2].count(0)
    if max(first, second) < max(2, _ZEROS * len(head) / 2) or min(first, second) > 0:
        return None
    return "utf-16-le" if second else "utf-16-be"


def _decode_as(data: bytes, encoding: str, *, source: str) -> str:
    try:
        return data.decode(encoding, errors="replace")
    except (UnicodeError, LookupError) as error:
        reason = f"không giải mã được chữ ({encoding})."
        raise DamagedFile(source, reason, "Hãy lưu lại tệp bằng UTF-8.") from error


def _holds_utf8(text: str) -> bool:
    return any(letter > "\x7f" and letter != "\ufffd" for letter in text)


def _repair_lines(text: str) -> str:
    return "\n".join(repair(text.split("\n")))


def repaired(raw: RawDocument) -> RawDocument:
    """A document whose reader knew nothing of encodings: its lines in Unicode."""
    pages = repair_pages(raw.pages)
    if pages == raw.pages or not raw.hints.title:
        return replace(raw, pages=pages)
    title = repair([*(line.text for line in raw.lines()), raw.hints.title])[-1]
    return replace(raw, pages=pages, hints=replace(raw.hints, title=title))


def repair_pages(pages: tuple[RawPage, ...]) -> tuple[RawPage, ...]:
    """The pages of one document with their lines in Unicode."""
    texts = [line.text for page in pages for line in page.lines]
    decoded = repair(texts)
    if decoded == texts:
        return pages
    rest = iter(decoded)
    return tuple(
        replace(page, lines=tuple(replace(line, text=next(rest)) for line in page.lines)) for page in pages
    )


_UNFIT = re.compile(
    "[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
)  # what XML, and so lxml, refuses


def repair_tree(tree: Any) -> None:
    """The texts of an lxml tree in Unicode: what reads the tree afterwards may drop TCVN3's soft hyphens."""
    places = [
        (node, name)
        for node in tree.iter()
        if isinstance(node.tag, str)
        for name in ("text", "tail")
        if getattr(node, name) and node.tag not in ("script", "style")
    ]
    texts = [getattr(node, name) for node, name in places]
    for (node, name), old, new in zip(places, texts, repair(texts), strict=True):
        if new != old:
            setattr(node, name, _UNFIT.sub("", new))
