"""One spelling of every character: NFC, `Đ`, plain spaces, no invisible marks. Never NFKC, which turns m²
into m2.
"""

from __future__ import annotations

import re
import unicodedata

from nlp.fold import CROSSED_D

# "Ðắk Lắk", "QÐ-UBND": the Icelandic letter prints alike and stands for Đ beside any Latin letter, or in a
# number.
_CROSSED_D = re.compile(r"[ÐðƉɖ](?=[^\W\d_-]|-[A-ZĐ])|(?<=[^\W\d_])[ÐðƉɖ]")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufff9-\ufffb]")
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
# "• Tuyên truyền", "* tại cơ sở công lập"; Word's Symbol font has its own codes
_BULLETS = re.compile("^\\s*(?:[•▪◦‣●○►▶■□◆◇♦➢➤✓✔\uf0a7\uf0b7\uf0d8\uf0fc\uf02d·]\\s*|\\*\\s+)")
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_RULED = re.compile(r"[-_=*~]{4,}")  # "CHÍNH PHỦ -------"
_BLANKS = re.compile(r"[^\S\n]+")


def clean_characters(line: str) -> str:
    """A line in NFC with plain single spaces; bullets of any shape are "- "."""
    text = unicodedata.normalize("NFC", line)
    text = _CROSSED_D.sub(lambda found: CROSSED_D[found[0]], text)
    text = _RULED.sub(" ", text)
    text = _CONTROLS.sub("", _INVISIBLE.sub("", _BULLETS.sub("- ", text)))
    return _BLANKS.sub(" ", _PRIVATE.sub("", text)).strip()
