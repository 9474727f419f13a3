"""The words and letters that show what kind of document is cited."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from corpus.records import DocType
from nlp.fold import fold
from nlp.vocabulary import table, words_pattern


@dataclass(frozen=True, slots=True)
class Kind:
    """A row of the table `document_types`."""

    word: str
    type: DocType
    symbols: tuple[str, ...] = ()
    short: tuple[str, ...] = ()
    is_bare: bool = False  # "Nghị định 94"
    is_small: bool = False  # "nghị định 100", without a capital
    is_act: bool = False  # "Nghị quyết của Hội đồng nhân dân tỉnh"
    is_named: bool = False  # "Luật Đất đai"
    is_scheme: bool = False  # "Đề án đổi mới công tác dạy nghề"
    stands_for: str | None = None  # "BLHS"


@dataclass(frozen=True, slots=True)
class Kinds:
    """The compiled table."""

    words: re.Pattern[str]  # for folded text
    by_key: dict[str, Kind]
    by_symbol: dict[str, Kind]

    def at(self, found: re.Match[str]) -> Kind:
        return self.by_key[" ".join(found[0].split())]

    def of_number(self, number: str) -> Kind | None:
        """What the letters of a canonical number show; `36-CT/TW` is a directive."""
        symbols = re.sub(r"^\d+[a-zA-Z]?(?:/\d{4}(?=/))?[/-]", "", number).upper()
        first = re.split(r"[-/.]", symbols, maxsplit=1)[0]
        for symbol in (symbols.split("/")[0], first, first.rstrip("0123456789")):
            if symbol in self.by_symbol:
                return self.by_symbol[symbol]
        return None


def _kinds() -> Iterator[Kind]:
    for row in table("document_types")["document"]:
        yield Kind(
            word=row["word"],
            type=DocType(row["type"]),
            symbols=tuple(row.get("symbols", ())),
            short=tuple(row.get("short", ())),
            is_bare=row.get("bare", False),
            is_small=row.get("small", False),
            is_act=row.get("act", False),
            is_named=row.get("named", False),
            is_scheme=row.get("scheme", False),
            stands_for=row.get("stands_for"),
        )


@cache
def document_kinds() -> Kinds:
    """The table, with its words and letters as keys."""
    rows = list(_kinds())
    by_key = {fold(word): kind for kind in rows for word in (kind.word, *kind.short)}
    by_symbol: dict[str, Kind] = {}
    for kind in rows:
        for symbol in kind.symbols:
            by_symbol.setdefault(symbol.upper(), kind)
    return Kinds(re.compile(words_pattern(by_key)), by_key, by_symbol)


@cache
def case_symbols() -> re.Pattern[str]:
    """Letters of the papers of one case: `12/2019/QĐST-DS`."""
    symbols = table("document_types")["case_papers"]["symbols"]
    joined = "|".join(re.escape(symbol) for symbol in sorted(symbols, key=len, reverse=True))
    return re.compile(rf"[/-](?:{joined})(?![A-ZĐ])", re.IGNORECASE)
