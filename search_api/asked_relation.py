"""What a question asks of two documents: the one that it names, and the one that did something to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.records import RelationKind
from search_api.question_words import Words, relation_phrases

TURNED = ("bị", "được", "is", "was", "are", "been")  # before a verb: the first is the one it is done to


@dataclass(frozen=True)
class AskedRelation:
    """`Nghị định nào thay thế X`: X is named, and does not act; `nào bị thay thế` names none."""

    kind: RelationKind
    number: str | None
    acts: bool


def asked_relation(words: Words, numbers: Sequence[str]) -> AskedRelation | None:
    """By the verb nearest to the first document that is named; None where there is no verb."""
    place = _place(words, numbers[0]) if numbers else None
    verbs = [
        (start, RelationKind(name))
        for name, phrases in relation_phrases().items()
        for start, _ in words.find(phrases)
    ]
    if not verbs:
        return None
    at, kind = min(verbs, key=lambda verb: abs(verb[0] - (place or 0)))
    turned = words.syllables[max(0, at - 1) : at] in {words.phrase(word) for word in TURNED}
    if place is not None:
        return AskedRelation(kind, numbers[0], acts=(place < at) is not turned)
    return AskedRelation(kind, None, acts=True) if turned else None


def _place(words: Words, number: str) -> int | None:
    """Where the serial of a number stands."""
    serial = words.phrase(number)[:1]
    return next((at for at, word in enumerate(words.syllables) if (word,) == serial), None)
