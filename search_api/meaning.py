"""All records that mean what is asked: ranked by the engine, as deep as there are some, never all of them."""

from __future__ import annotations

from collections.abc import Callable

from corpus.index import Collection, Condition, Payload
from search_api.coverage import Coverage
from search_api.query import Question
from search_api.ranking import Candidate, rank
from search_api.services import Services

FIRST_LOOK = 1_000  # records of each lane that are read at first


def all_meant(
    services: Services,
    question: Question,
    collection: Collection,
    *,
    where: Condition,
    words: Callable[[Payload], str],
    share: float,
) -> list[Candidate]:
    """The records whose own words hold that share of the question's subject, best first."""
    depth, total = FIRST_LOOK, services.index.count(collection, where)
    while True:
        found = rank(services, question, collection, where=where, depth=depth)
        coverage = Coverage(question, (words(candidate.payload) for candidate in found[:FIRST_LOOK]))
        fits = [coverage.share(words(candidate.payload)) >= share for candidate in found]
        if depth >= total or not any(fits[len(fits) // 2 :]):
            return [candidate for candidate, fit in zip(found, fits, strict=True) if fit]
        depth *= 4  # the worse half still held some: look deeper
