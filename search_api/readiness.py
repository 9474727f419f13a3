"""Before the first call: the index is brought into memory, and unfinished uploads are gone on with."""

from __future__ import annotations

from corpus.errors import TracuuError
from search_api.services import Services


def make_ready(services: Services) -> int:
    """How many uploads are gone on with; a library or index in trouble is told by the calls themselves."""
    try:
        services.index.read_ahead()
        return services.jobs.resume() if services.jobs else 0
    except TracuuError:
        return 0
