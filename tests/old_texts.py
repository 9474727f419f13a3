"""Good text as programs from before Unicode wrote it, or as others have misread it."""

from __future__ import annotations

import unicodedata

TONES = "\u0300\u0301\u0303\u0309\u0323"


def as_windows_1258(text: str) -> bytes:
    """Letters whose tone follows as a byte of its own, as the code page has it."""
    return b"".join(map(_bytes_of, unicodedata.normalize("NFC", text)))


def _bytes_of(letter: str) -> bytes:
    try:
        return letter.encode("cp1258")
    except UnicodeEncodeError:
        marks = unicodedata.normalize("NFD", letter)
        tone = next(mark for mark in marks if mark in TONES)
        return unicodedata.normalize("NFC", marks.replace(tone, "")).encode("cp1258") + tone.encode("cp1258")


def as_mojibake(text: str) -> str:
    """UTF-8 that was read as windows-1252; five bytes without a letter there stay what they are."""
    return "".join(map(_misread, text.encode("utf-8")))


def _misread(byte: int) -> str:
    try:
        return bytes([byte]).decode("cp1252")
    except UnicodeDecodeError:
        return chr(byte)
