"""Conditions in an engine's own words: one walk over the tree, six words an engine must know."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from corpus.errors import WrongUse
from corpus.index import TAGS, AllOf, AnyOf, Between, Condition, Equals, Keys, Missing, Not, OneOf

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
        case Keys():
            return
        case _:
            yield condition.field


def tag(name: str, value: str) -> str:
    """What stands for a value of a tagged field; the name alone stands for having any."""
    return f"{name}={value}"


@dataclass(frozen=True)
class Translator(Generic[F]):
    """From conditions to the filters of an engine; `number` is the id of a key."""

    terms: Terms[F]
    number: Callable[[str], int]

    def filter(self, condition: Condition, tags: Collection[str] = ()) -> F:
        """The filter for a collection in which the fields `tags` stand under one index."""
        match condition:
            case Not(inner):
                return self.terms.group(must_not=[self.filter(inner, tags)])
            case AllOf(parts):
                return self.terms.group(must=[self.filter(part, tags) for part in parts])
            case AnyOf(parts) if parts:
                return self.terms.group(should=[self.filter(part, tags) for part in parts])
            case AnyOf():  # no alternative is no point; engines would read it as every point
                return self.terms.among([])
            case Keys(keys):
                return self.terms.among([self.number(key) for key in keys])
        return self.filter(_of_tags(condition)) if condition.field in tags else self._leaf(condition)

    def _leaf(self, condition: Equals | OneOf | Between | Missing) -> F:
        match condition:
            case Equals(name, value):
                return self.terms.equals(name, value)
            case OneOf(name, values) if values and all(isinstance(value, str) for value in values):
                return self.terms.one_of(name, [str(value) for value in values])
            case OneOf(name, values):  # numbers and truth values may be mixed, which engines do not take
                return self.filter(AnyOf([Equals(name, value) for value in values]))
            case Between(name, low, high):
                return self.terms.between(name, low, high)
            case Missing(name):
                return self.terms.missing(name)


def _of_tags(condition: Equals | OneOf | Between | Missing) -> Condition:
    """A condition by a tagged field as one by the tags; these are keywords, which equal no number."""
    match condition:
        case Equals(name, value):
            return Equals(TAGS, tag(name, value)) if isinstance(value, str) else AnyOf()
        case OneOf(name, values):
            return OneOf(TAGS, [tag(name, value) for value in values if isinstance(value, str)])
        case Missing(name):
            return Not(Equals(TAGS, name))
        case Between(name):
            raise WrongUse(name, "trường này không so lớn nhỏ được.")
