"""Words typed for a keyboard method that was off: `cai nghieenj` (Telex), `cai nghie6n5` (VNI).

What the keys make is in tables/typing.toml. English words and codes look alike ("moon", "A1"), so a text is
read so only where it shows the habit: one word with a letter made by keys, or two with a tone.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from nlp.syllables import ONSETS, is_syllable

TABLE = Path(__file__).parent / "tables" / "typing.toml"
ENOUGH = 2  # of `Typed.evidence` in a text
LONGEST = 10  # keys of a syllable: "nghieengj"
_WORD = re.compile(r"(?<![^\W_])[A-Za-z][A-Za-z0-9]{1,20}(?![^\W_])")
_MARKED, _VOWELS = "ăâêôơư", "aăâeêioôơuưy"
_BEFORE_TONE = "aeiouyw678"  # vowels, and the keys that change one
_HORN_PAIR = re.compile("uơ(?=[a-z])")  # "dduowcj": one key for both letters of ươ


@dataclass(frozen=True)
class Method:
    """A way of typing: letter and key to a letter, and tone key to its combining mark."""

    letters: Mapping[str, str]
    tones: Mapping[str, str]


@dataclass(frozen=True)
class Typed:
    """A word that keys may have made: 2 where they made a letter, 1 for a tone at its end, else 0."""

    text: str
    evidence: int


def read_keystrokes(text: str) -> str:
    """The text with its typed keys as letters; as it is where nobody typed so."""
    for method in methods():
        found = {match: typed for match in _WORD.finditer(text) if (typed := read_word(match[0], method))}
        if sum(typed.evidence for typed in found.values()) >= ENOUGH:
            return _replaced(text, {match.span(): typed.text for match, typed in found.items()})
    return text


def read_word(word: str, method: Method) -> Typed | None:
    """The syllable that the keys of a word make, if it is one only so."""
    keys = word.lower()
    as_typed = is_syllable(keys)
    if len(keys) > LONGEST or (as_typed and "oo" not in keys):  # "khoong": no habit shows in it alone
        return None
    tone_at = _tone_key(keys, method)
    plain = keys if tone_at is None else keys[:tone_at] + keys[tone_at + 1 :]
    letters = _letters(plain, method)
    made = _toned(letters, "" if tone_at is None else method.tones[keys[tone_at]])
    if made == keys or not is_syllable(made):
        return None
    evidence = 2 if letters != plain and not as_typed else int(tone_at == len(keys) - 1)
    return Typed(made.capitalize() if word[0].isupper() else made, evidence)


def _tone_key(keys: str, method: Method) -> int | None:
    """Where the tone was typed: at the end, or right behind its vowel ("trajm")."""
    if keys[-1] in method.tones:
        return len(keys) - 1
    inside = (at for at in range(len(keys) - 1, 0, -1) if keys[at] in method.tones)
    return next((at for at in inside if keys[at - 1] in _BEFORE_TONE), None)


def _letters(keys: str, method: Method) -> str:
    """`nghieen` is `nghiên`; one `w` or `7` may stand for both letters of `ươ`."""
    for typed, letter in method.letters.items():
        keys = keys.replace(typed, letter)
    return _HORN_PAIR.sub("ươ", keys)


def _toned(letters: str, tone: str) -> str:
    """The tone on its vowel: the marked one, else the last before a consonant, else the first or middle."""
    onset = next((letters[:n] for n in (3, 2, 1) if letters[:n] in ONSETS and letters[n:]), "")
    start = len(onset)
    if onset == "gi" and letters[2:3] not in _VOWELS:
        start = 1  # "gif" is "gì"
    end = next((at for at in range(start, len(letters)) if letters[at] not in _VOWELS), len(letters))
    if not tone or end == start:
        return letters + tone
    marked = [at for at in range(start, end) if letters[at] in _MARKED]
    middle = start + (end - start > 2)  # three vowels: "ngoài"
    place = marked[-1] if marked else end - 1 if end < len(letters) else middle
    return unicodedata.normalize("NFC", letters[: place + 1] + tone + letters[place + 1 :])


def _replaced(text: str, words: Mapping[tuple[int, int], str]) -> str:
    parts, last = list[str](), 0
    for (start, end), word in words.items():
        parts += [text[last:start], word]
        last = end
    return "".join([*parts, text[last:]])


@cache
def methods() -> tuple[Method, ...]:
    rows = tomllib.loads(TABLE.read_text("utf-8"))["method"]
    return tuple(Method(row["letters"], row["tones"]) for row in rows)
