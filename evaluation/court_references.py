"""Recall of the laws and articles that courts cite: `python -m evaluation.court_references FILE`.

The file holds a judgment a line, with the provisions that its source lists: "Bộ luật Dân sự năm 2015 | Điều
584, Điều 590". The source has cut parts of the judgments (the list of provisions in the verdict), so that
three in ten of the listed articles stand nowhere in the text that it gives. A reader of texts can be asked
only for what is printed. Two recalls are therefore told: of the provisions that are printed, and of the
whole list, whose upper bound is the share that is printed.

- A law is printed where its number is, or its name, in any case, without its year.
- An article is printed where its number follows the word "Điều" in the same line within 100 characters.
- A law is found where a reference has its number, or its name and no other year.
- An article is found where the `article` of such a reference names it.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from unicodedata import normalize

from corpus.errors import WrongUse
from corpus.records import Reference
from evaluation.likeness import number_key, words
from evaluation.reference_scores import articles
from nlp.fold import fold
from nlp.patterns import FULL_NUMBER
from nlp.references import find_references

_NUMBER = re.compile(FULL_NUMBER)
_YEAR = re.compile(r"(?:năm\s+)?\b(?:19|20)\d\d\b.*", re.DOTALL)
_ARTICLE = re.compile(r"điều\s+(\d{1,3})")
_REACH = 100
# Words of a law's listed name that a text may leave out or put elsewhere.
_LOOSE = {"luật", "bộ", "pháp", "lệnh", "số", "của", "và", "sửa", "đổi", "bổ", "sung"}
_LONGER = 4  # words by which a cited name may exceed the listed one


@dataclass(frozen=True, slots=True)
class Provision:
    """A law as the source lists it, with the articles of it that a court cites."""

    law: str
    articles: tuple[str, ...]

    @property
    def number(self) -> str | None:
        found = _NUMBER.search(self.law)
        return number_key(found[0]) if found else None

    @property
    def year(self) -> str | None:
        found = re.search(r"\b(?:19|20)\d\d\b", self.law)
        return found[0] if found else None

    @property
    def name(self) -> list[str]:
        return [word for word in words(_YEAR.sub("", self.law)) if word not in _LOOSE]


@dataclass(frozen=True, slots=True)
class Judgment:
    id: str
    text: str
    provisions: tuple[Provision, ...]


@dataclass(frozen=True, slots=True)
class Recall:
    """How many are found, printed and listed."""

    found: int = 0
    printed: int = 0
    listed: int = 0

    def __add__(self, other: Recall) -> Recall:
        return Recall(self.found + other.found, self.printed + other.printed, self.listed + other.listed)

    @property
    def of_printed(self) -> float:
        return self.found / self.printed if self.printed else 1.0

    @property
    def of_listed(self) -> float:
        return self.found / self.listed if self.listed else 1.0


def read_judgments(path: Path) -> Iterator[Judgment]:
    if not path.is_file():
        raise WrongUse(str(path), "không có tệp này.", "Kiểm tra lại đường dẫn.")
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            provisions = tuple(_merged(normalize("NFC", listed) for listed in row["provisions"]))
            yield Judgment(row["_id"], normalize("NFC", row["text"]), provisions)


def _merged(listed: Iterator[str]) -> Iterator[Provision]:
    """The provisions, each law once."""
    laws: dict[str, list[str]] = {}
    for row in listed:
        law, _, cited = row.partition("|")
        laws.setdefault(law.strip(), []).extend(_ARTICLE.findall(fold(cited)))
    return (Provision(law, tuple(dict.fromkeys(cited))) for law, cited in laws.items())


def recalls(judgment: Judgment) -> tuple[Recall, Recall]:
    """Of the laws and of their articles."""
    references = find_references(judgment.text)
    key, text_words = fold(judgment.text), f" {' '.join(words(judgment.text))} "
    laws, cited = Recall(), Recall()
    for provision in judgment.provisions:
        mine = [reference for reference in references if is_same(provision, reference)]
        laws += _recall(bool(mine), _is_printed(provision, judgment.text, text_words))
        named = {number for one in mine for unit, number in articles(one.article) if unit == "điều"}
        for article in provision.articles:
            cited += _recall(article in named, _is_article_printed(article, key))
    return laws, cited


def _recall(found: bool, printed: bool) -> Recall:
    return Recall(int(found), int(found or printed), 1)


def is_same(provision: Provision, reference: Reference) -> bool:
    if provision.number:
        return number_key(reference.number) == provision.number
    year = (reference.issued or "")[:4]
    if not provision.name or (year and provision.year and year != provision.year):
        return False
    cited = [word for word in words(_YEAR.sub("", reference.subject or reference.text)) if word not in _LOOSE]
    return set(provision.name) <= set(cited) and len(cited) <= len(provision.name) + _LONGER


def _is_printed(provision: Provision, text: str, text_words: str) -> bool:
    if provision.number:
        return any(number_key(found[0]) == provision.number for found in _NUMBER.finditer(text))
    return f" {' '.join(words(_YEAR.sub('', provision.law)))} " in text_words


def _is_article_printed(article: str, key: str) -> bool:
    pattern = rf"điều\b[^\n]{{0,{_REACH}}}?(?<![\d./]){article}(?![\d/])"
    return re.search(pattern, key) is not None


def measure(path: Path) -> tuple[Recall, Recall]:
    """Of the laws and of the articles of all judgments of a file."""
    laws, cited = Recall(), Recall()
    for judgment in read_judgments(path):
        of_laws, of_articles = recalls(judgment)
        laws, cited = laws + of_laws, cited + of_articles
    return laws, cited


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("file", type=Path)
    for name, recall in zip(("laws", "articles"), measure(parser.parse_args().file), strict=True):
        sys.stdout.write(
            f"{name:9} found {recall.found}, printed {recall.printed}, listed {recall.listed}: "
            f"recall {recall.of_printed:.3f} of the printed, {recall.of_listed:.3f} of the list\n"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
