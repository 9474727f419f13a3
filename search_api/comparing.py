"""Texts made comparable: folded, blanks made one, accents kept or not."""

from __future__ import annotations

from nlp.fold import unaccent
from nlp.lexical import words_of


def plain_key(text: str) -> str:
    """The syllables of a text, folded, one blank between them."""
    return " ".join(words_of(text))


def bare_key(text: str) -> str:
    """The same without accents: for finding a name however it is typed."""
    return unaccent(plain_key(text))


def comparable(text: str, *, accented: bool) -> str:
    return plain_key(text) if accented else bare_key(text)


def names(text: str, name: str) -> bool:
    """The text holds the name, on word borders."""
    return f" {bare_key(name)} " in f" {bare_key(text)} "
