"""How references are paired with the gold's and what is compared of each pair."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from corpus.records import Reference
from evaluation.gold_records import Accepted, GoldDocument, GoldReference
from evaluation.likeness import number_key, one_holds_other, phrase, same_body, word_overlap, words
from evaluation.tally import Count, Decision, Finding, Rank, Tally, agreement, pair, without

_PARTS = {"điểm", "khoản", "điều", "mục", "chương", "phần", "phụ", "lục"}
LONG_ENOUGH = 3  # words of a text that may lie inside another


def score_references(gold: GoldDocument, references: Sequence[Reference], tally: Tally) -> list[Finding]:
    """Numbered ones pair on the number, the rest on type and text, with no number or the gold's short one."""
    judge = _Judge(gold)
    strong = [reference for reference in gold.references if not reference.is_weak]
    numbered = [reference for reference in strong if "/" in (reference.number or "")]
    plain = [reference for reference in strong if reference not in numbered]
    first = pair(numbered, references, judge.rank_by_number)
    left = list(without(references, [where for _, where in first]))
    second = pair(plain, left, judge.rank_by_text)
    false = [one for one in without(left, [where for _, where in second]) if not judge.is_free(one)]
    _count(tally, "references_numbered", len(first), len(numbered), [one for one in false if one.number])
    _count(tally, "references", len(first) + len(second), len(strong), false)
    pairs = [(numbered[at], references[where]) for at, where in first]
    pairs += [(plain[at], left[where]) for at, where in second]
    findings = [finding for wanted, found in pairs for finding in judge.compare(wanted, found, tally)]
    missed = [*without(numbered, [at for at, _ in first]), *without(plain, [at for at, _ in second])]
    findings += [Finding(gold.name, "references", "missed", one.text, one.number) for one in missed]
    findings += [
        Finding(gold.name, "references", "false", one.text, found=one.number, at=one.start) for one in false
    ]
    return findings


def _count(tally: Tally, name: str, matched: int, gold: int, false: Sequence[Reference]) -> None:
    tally.counts[name] = Count(matched, gold, matched + len(false))


class _Judge:
    """The decisions on one document's pairs of references."""

    def __init__(self, gold: GoldDocument) -> None:
        self._gold = gold

    def rank_by_number(self, wanted: GoldReference, found: Reference) -> Rank | None:
        is_same = number_key(wanted.number) == number_key(found.number)
        return (agreement(list(self._decisions(wanted, found).values())),) if is_same else None

    def rank_by_text(self, wanted: GoldReference, found: Reference) -> Rank | None:
        number = number_key(found.number)
        if number and number != number_key(wanted.partial_number):
            return None
        if found.type.value not in wanted.types or not alike(wanted.text, found.text):
            return None
        closeness = word_overlap(words(wanted.text), words(found.text))
        return agreement(list(self._decisions(wanted, found).values())), closeness

    def compare(self, wanted: GoldReference, found: Reference, tally: Tally) -> Iterator[Finding]:
        for name, decision in self._decisions(wanted, found).items():
            if decision is None:
                continue
            tally.note(name, decision)
            if not decision:
                values = {
                    "ref_type": (wanted.types, found.type.value),
                    "ref_issued": (wanted.issued, found.issued),
                    "ref_issuer": (wanted.issuers, found.issuer),
                    "ref_article": (wanted.articles, found.article),
                }[name]
                yield Finding(
                    self._gold.name, name, "differs", wanted.text, str(values[0][0]), str(values[1])
                )

    def _decisions(self, wanted: GoldReference, found: Reference) -> Mapping[str, Decision]:
        issuers = self._stated_anywhere(wanted, "issuers")
        issued = self._stated_anywhere(wanted, "issued")
        return {
            "ref_type": found.type.value in wanted.types,
            "ref_issued": any(same_date(value, found.issued) for value in issued),
            "ref_issuer": any(same_body(value, found.issuer) for value in issuers),
            "ref_article": same_articles(wanted.articles, found.article),
        }

    def _stated_anywhere(self, wanted: GoldReference, name: str) -> Accepted:
        """What any mention of the same document says may be carried over to one that does not say it."""
        accepted: Accepted = getattr(wanted, name)
        if accepted[0] is not None or not wanted.number:
            return accepted
        others = (getattr(one, name)[0] for one in self._gold.references if one.number == wanted.number)
        return (*accepted, *others)

    def is_free(self, found: Reference) -> bool:
        """Un-numbered, and weak or optional in the gold: neither right nor wrong."""
        if found.number:
            return False
        weak = (one for one in self._gold.references if one.is_weak and found.type.value in one.types)
        texts = [*(one.text for one in weak), *self._gold.optional_references]
        return any(alike(text, found.text) for text in texts)


def alike(one: str, other: str) -> bool:
    """Equal, half of the words shared, or one of some length inside the other."""
    first, second = words(one), words(other)
    is_long = min(len(first), len(second)) >= LONG_ENOUGH
    holds = is_long and one_holds_other(phrase(one), phrase(other))
    return first == second or word_overlap(first, second) >= 0.5 or holds


def same_date(one: str | None, other: str | None) -> bool:
    """Equal, or one is the other cut short: 2021 and 2021-11-14."""
    if not one or not other:
        return not one and not other
    return f"{one}-".startswith(f"{other}-") or f"{other}-".startswith(f"{one}-")


def same_articles(gold: Accepted, found: str | None) -> Decision:
    """None where the gold states none; `Điều 4, 6` is `Điều 4, Điều 6`."""
    if not gold[0]:
        return None
    return any(articles(value) == articles(found) for value in gold)


def articles(text: str | None) -> set[tuple[str | None, str]]:
    """`điểm a, d khoản 3 Điều 9` as its four parts."""
    parts, unit = set(), None
    for word in words(text):
        if word in _PARTS:
            unit = word
        elif word != "và":
            parts.add((unit, word))
    return parts
