"""Before the first call: tables and models are loaded, and unfinished uploads are gone on with."""

from __future__ import annotations

import gc

from corpus.errors import TracuuError
from search_api.answers import ask
from search_api.search import search
from search_api.services import Services

# It loads the index and most tables; the first question of another kind then takes 0.1 s more.
QUESTION = "Nghị định nào quy định về cai nghiện?"


def make_ready(services: Services) -> int:
    """How many uploads are gone on with; a library or index in trouble is told by the calls themselves."""
    try:
        search(services, QUESTION, limit=1)
        ask(services, QUESTION, limit=1, phrase=False)
        gc.freeze()  # tables and modules stay as long as the server: no collection walks them
        return services.jobs.resume() if services.jobs else 0
    except TracuuError:
        return 0
