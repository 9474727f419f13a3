"""Uploads that take long: answered with a job, done behind the calls, resumed after a restart."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import pytest
from fastapi.testclient import TestClient

from corpus.errors import EmptyFile
from corpus.records import Entry, State
from search_api.app import create_app
from search_api.jobs import Jobs
from search_api.services import Services

TEXT = "Thông báo\n\nNgày 03/4/2024\n\nHuyện Mai Châu nhận 17 máy cày mới.\n".encode()
WAIT = 30


@dataclass
class Desk:
    """The application with a reader that waits until it is let go."""

    services: Services
    go: threading.Event
    client: TestClient

    @property
    def jobs(self) -> Jobs:
        if self.services.jobs is None:
            raise RuntimeError("no jobs")
        return self.services.jobs

    def send(self, data: bytes = TEXT) -> Any:
        return self.client.post("/api/v1/documents", files={"file": ("may-cay.txt", data)})


@pytest.fixture
def desk(own_services: Services) -> Iterator[Desk]:
    go = threading.Event()
    jobs = Jobs(own_services.library, receiver(own_services), waiting(own_services, go))
    services = replace(own_services, jobs=jobs, patience=0.0)
    yield Desk(services, go, TestClient(create_app(services)))
    go.set()
    jobs.close()


def receiver(services: Services) -> Callable[[bytes, str], Entry]:
    def receive(data: bytes, name: str) -> Entry:
        if not data:
            raise EmptyFile(name, "không có gì trong tệp.")
        return services.library.add(data, source=name, media_type="text/plain")

    return receive


def waiting(services: Services, go: threading.Event) -> Callable[[bytes, str], tuple[Entry, bool]]:
    def add(data: bytes, name: str) -> tuple[Entry, bool]:
        go.wait(WAIT)
        return services.add_document(data, name)

    return add


def test_an_upload_that_takes_long_is_a_job(desk: Desk) -> None:
    response = desk.send()
    assert response.status_code == 202
    job = response.json()
    assert response.headers["location"] == f"/api/v1/jobs/{job['id']}"
    assert desk.client.get(response.headers["location"]).json()["state"] in ("queued", "running")
    desk.go.set()
    desk.jobs.close()
    done = desk.client.get(f"/api/v1/jobs/{job['id']}").json()
    assert (done["state"], done["document"]) == ("done", f"/api/v1/documents/{job['document_id']}")
    assert desk.client.get(done["document"]).status_code == 200


def test_a_quick_upload_is_answered_at_once(desk: Desk) -> None:
    desk.go.set()
    services = replace(desk.services, patience=WAIT)
    client = TestClient(create_app(services))
    first = client.post("/api/v1/documents", files={"file": ("may-cay.txt", TEXT)})
    again = client.post("/api/v1/documents", files={"file": ("may-cay.txt", TEXT)})
    assert (first.status_code, again.status_code) == (201, 200)


def test_the_same_upload_twice_is_one_job(desk: Desk) -> None:
    assert desk.send().json()["id"] == desk.send().json()["id"]


def test_what_was_left_undone_is_resumed(desk: Desk, own_services: Services) -> None:
    entry = own_services.library.add(TEXT, source="may-cay.txt", media_type="text/plain")  # then killed
    assert desk.client.get(f"/api/v1/jobs/{entry.id}").json()["state"] == "queued"
    assert desk.jobs.resume() == 1
    desk.go.set()
    desk.jobs.close()
    assert own_services.library.entry(entry.id).state is State.INDEXED


def test_a_document_that_cannot_be_read_fails_with_its_reason(desk: Desk) -> None:
    desk.go.set()
    job = desk.send(b"%PDF-1.7\n" + bytes(range(256)) * 40).json()
    desk.jobs.close()
    failed = desk.client.get(f"/api/v1/jobs/{job['id']}").json()
    assert failed["state"] == "failed"
    assert failed["reason"]


def test_wrong_calls(desk: Desk) -> None:
    assert desk.client.get("/api/v1/jobs/0123").status_code == 404
    assert desk.client.get("/api/v1/jobs/..%2Fx").status_code == 404
    assert desk.send(b"").status_code == 422


def test_without_jobs_there_are_none(own_client: TestClient) -> None:
    assert own_client.get("/api/v1/jobs/0123").status_code == 404
