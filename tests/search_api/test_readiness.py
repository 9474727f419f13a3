"""Before the first call."""

from __future__ import annotations

from dataclasses import replace

from search_api.jobs import Jobs
from search_api.readiness import make_ready
from search_api.services import Services


def test_unfinished_uploads_are_gone_on_with(own_services: Services) -> None:
    own_services.library.add(b"Th\xc3\xb4ng b\xc3\xa1o 5 xe.", source="a.txt", media_type="text/plain")

    def receive(data: bytes, name: str) -> object:
        raise AssertionError((data, name))

    jobs = Jobs(own_services.library, receive, own_services.add_document)  # type: ignore[arg-type]  # never called
    assert make_ready(replace(own_services, jobs=jobs)) == 1
    jobs.close()
    assert make_ready(replace(own_services, jobs=jobs)) == 0


def test_an_empty_or_closed_index_does_not_keep_the_server_down(own_services: Services) -> None:
    own_services.index.close()
    assert make_ready(own_services) == 0
