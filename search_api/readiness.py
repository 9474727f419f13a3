"""Before the first call: tables and models are loaded, and unfinished uploads are gone on with."""

from __future__ import annotations

from corpus.errors import TracuuError
from search_api.answers import ask
from search_api.search import search
from search_api.services import Services

QUESTIONS = (  # one of each kind, with accents and without: they touch every table
    "Nghị định nào quy định về cai nghiện?",
    "so nguoi cai nghien o dak lak nam 2020",
    "How many people were there in Hanoi?",
)


def make_ready(services: Services) -> int:
    """How many uploads are gone on with; a library or index in trouble is told by the calls themselves."""
    try:
        for question in QUESTIONS:
            search(services, question, limit=1)
            ask(services, question, limit=1, phrase=False)
        return services.jobs.resume() if services.jobs else 0
    except TracuuError:
        return 0
