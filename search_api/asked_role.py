"""Which of several numbers on one subject a question means: what is, a change, a target, a bound."""

from __future__ import annotations

import enum

from search_api.question_words import Words, role_phrases


class Role(enum.StrEnum):
    CHANGE = "change"
    TARGET = "target"
    MOST = "most"
    LEAST = "least"
    FORMER = "former"


def asked_roles(words: Words) -> frozenset[Role]:
    """Empty where the question asks for what is."""
    return frozenset(Role(name) for name, phrases in role_phrases().items() if words.find(phrases))
