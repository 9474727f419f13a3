"""Which syllables can be Vietnamese: onset, rime and tone against the spelling rules.

Good text holds some 98 % of valid syllables; a broken font map, a wrong decoding or words cut apart hold far
fewer.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from nlp.fold import unaccent


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


ONSETS = _set("b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x")

_RIMES = _set(
    """
    a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
    e ec em en eng eo ep et ê êch êm ên êng ênh êp êt êu
    i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu y yêm yên yêng yêt yêu
    o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong
    oong ooc op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt
    u ua uân uâng uât uây uê uêch uênh uêu ui um un ung uôc uôi uôm uôn uông uôt uc uơ up ut uy uya uych
    uyên uyêt uynh uyn uyp uyt uyu ư ưa ưc ươc ươi ươm ươn ương ươp ươt ươu ưi ưm ưn ưng ưt ưu
    """
)
_AFTER_QU = _set(
    """
    a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt ân âng ât âu ây e en eo et ê êch ên ênh êt êu
    i ich iên inh it iu ôc ôt ơ ơi y ych yên yêt ynh yt yu
    """
)
_BARE_RIMES, _BARE_AFTER_QU = (frozenset(map(unaccent, rimes)) for rimes in (_RIMES, _AFTER_QU))
_TONES = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}
_CHECKED_TONES = {"\u0301", "\u0323"}  # a rime that ends in c, ch, p or t takes these only

# "Sở Lao động – TB&XH" gives Sở, Lao, động; abbreviations in capitals are left aside.
_WORD = re.compile(r"[^\W\d_]+")
_ABBREVIATION = re.compile(r"(?:[A-ZĐ][a-zđ]?){2,}s?")


@lru_cache(maxsize=20_000)
def is_syllable(word: str) -> bool:
    """Whether a word is one syllable as Vietnamese spells them; case and tone placement do not matter."""
    letters, tones = _without_tone(word.lower())
    onset = next((letters[:n] for n in (3, 2, 1) if letters[:n] in ONSETS and letters[n:]), "")
    if onset == "gi" and (letters[2:] in _RIMES or letters in ("giêng", "giêt")):
        rime, allowed = letters[2:], _RIMES | {"êng", "êt"}
    elif onset in ("gi", "qu"):
        rime, allowed = (letters[1:], _RIMES) if onset == "gi" else (letters[2:], _AFTER_QU)
    else:
        rime, allowed = letters[len(onset) :], _RIMES
    if rime not in allowed or len(tones) > 1:
        return False
    return not rime.endswith(("c", "ch", "p", "t")) or (bool(tones) and tones <= _CHECKED_TONES)


@lru_cache(maxsize=20_000)
def lacks_marks(word: str) -> bool:
    """`nghien`, `duoc`, `hoc`: no syllable as it stands, but one with marks; `theo` and `covid` are not."""
    letters = word.lower()
    if not letters.isascii() or is_syllable(letters):
        return False
    onset = next((letters[:n] for n in (3, 2, 1) if letters[:n] in ONSETS and letters[n:]), "")
    return letters[len(onset) :] in (_BARE_AFTER_QU if onset == "qu" else _BARE_RIMES)


def _without_tone(word: str) -> tuple[str, frozenset[str]]:
    marks = unicodedata.normalize("NFD", word)
    tones = frozenset(mark for mark in marks if mark in _TONES)
    return unicodedata.normalize("NFC", "".join(mark for mark in marks if mark not in _TONES)), tones


def count_syllables(text: str) -> tuple[int, int]:
    """How many words are valid syllables, and how many words there are, abbreviations left aside."""
    words = [word for word in _WORD.findall(text) if not _ABBREVIATION.fullmatch(word) or is_syllable(word)]
    return sum(is_syllable(word) for word in words), len(words)


def valid_share(text: str) -> float | None:
    """The share of words that are valid syllables; None for a text without words."""
    valid, words = count_syllables(unicodedata.normalize("NFC", text))
    return valid / words if words else None
