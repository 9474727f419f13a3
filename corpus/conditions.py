"""Conditions in an engine's own words: one walk over the tree, six words an engine must know."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol, TypeVar

from corpus.index import AllOf, AnyOf, Between, Condition, Equals, Missing, Not, OneOf

F = TypeVar("F")  # an engine's filter; filters nest in each other


class Terms(Protocol[F]):
    def equals(self, name: str, value: str | int | bool) -> F: ...

    def one_of(self, name: str, values: Sequence[str]) -> F: ...

    def between(self, name: str, low: float | None, high: float | None) -> F: ...

    def missing(self, name: str) -> F: ...

    def among(self, ids: Iterable[int]) -> F: ...

    def group(self, *, must: Sequence[F] = (), should: Sequence[F] = (), must_not: Sequence[F] = ()) -> F: ...


def fields_of(condition: Condition) -> Iterator[str]:
    """The fields that a condition goes by."""
    match condition:
        case Not(inner):
            yield from fields_of(inner)
        case AllOf(parts) | AnyOf(parts):
            for part in parts:
                yield from fields_of(part)
        case _:
            yield condition.field


def translate(condition: Condition, terms: Terms[F]) -> F:
    match condition:
        case Not(inner):
            return terms.group(must_not=[translate(inner, terms)])
        case AllOf(parts):
            return terms.group(must=[translate(part, terms) for part in parts])
        case AnyOf(parts) if parts:
            return terms.group(should=[translate(part, terms) for part in parts])
        case AnyOf():  # no alternative is no point; engines would read it as every point
            return terms.among([])
        case _:
            return _leaf(condition, terms)


def _leaf(condition: Equals | OneOf | Between | Missing, terms: Terms[F]) -> F:
    match condition:
        case Equals(name, value):
            return terms.equals(name, value)
        case OneOf(name, values) if values and all(isinstance(value, str) for value in values):
            return terms.one_of(name, [str(value) for value in values])
        case OneOf(name, values):  # numbers and truth values may be mixed, which engines do not take
            return translate(AnyOf([Equals(name, value) for value in values]), terms)
        case Between(name, low, high):
            return terms.between(name, low, high)
        case Missing(name):
            return terms.missing(name)
