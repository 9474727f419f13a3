"""What the service tells of itself, for Prometheus."""

from __future__ import annotations

import time
from collections import Counter as Tally
from collections.abc import Iterator

from prometheus_client import CollectorRegistry, Counter, GCCollector, Histogram, ProcessCollector
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4, generate_latest

from corpus.errors import TracuuError
from corpus.index import Collection
from search_api.guard import Seen
from search_api.services import Services

MEDIA_TYPE = CONTENT_TYPE_PLAIN_0_0_4
STEPS = (0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 15.0, 60.0)  # seconds
FRESH = 30.0  # seconds that a look through the whole library serves


class Metrics:
    """Requests and their times as they come; documents, stages and index as they are asked for."""

    def __init__(self, services: Services) -> None:
        self._registry = CollectorRegistry()
        ProcessCollector(registry=self._registry)
        GCCollector(registry=self._registry)
        self._requests = Counter(
            "tracuu_http_requests",
            "Requests answered",
            ("method", "route", "status"),
            registry=self._registry,
        )
        self._seconds = Histogram(
            "tracuu_http_request_seconds",
            "Time to the end of an answer",
            ("method", "route"),
            buckets=STEPS,
            registry=self._registry,
        )
        self._registry.register(_Corpus(services))

    def note(self, seen: Seen) -> None:
        method = seen.method if seen.method in ("GET", "HEAD", "POST", "DELETE", "OPTIONS") else "other"
        self._requests.labels(method, seen.route, seen.status).inc()
        self._seconds.labels(method, seen.route).observe(seen.seconds)

    def text(self) -> bytes:
        return generate_latest(self._registry)


class _Corpus:
    """Documents by state, times by stage, points by collection and bytes of the index."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._known: tuple[Tally[str], Tally[str], Tally[str]] | None = None
        self._looked = 0.0

    def describe(self) -> list[Metric]:
        return []  # so that nothing is counted when the application is made

    def collect(self) -> Iterator[Metric]:
        states, seconds, documents = self._ledger()
        yield _gauges("tracuu_documents", "Documents by state", "state", states)
        yield _counters("tracuu_stage_seconds", "Wall time of all documents by stage", "stage", seconds)
        yield _counters("tracuu_stage_documents", "Documents timed by stage", "stage", documents)
        index = self._services.index
        try:
            points = {collection.value: index.count(collection) for collection in Collection}
            size = index.size()
        except TracuuError:  # /readyz tells of it
            return
        yield _gauges("tracuu_index_points", "Points by collection", "collection", points)
        if size is not None:
            yield GaugeMetricFamily("tracuu_index_bytes", "Size of the embedded index on the disk", size)

    def _ledger(self) -> tuple[Tally[str], Tally[str], Tally[str]]:
        """States, stage times and stage counts of the library."""
        if self._known is None or time.monotonic() - self._looked > FRESH:
            states, seconds, documents = Tally[str](), Tally[str](), Tally[str]()
            for entry in self._services.library.entries():
                states[entry.state.value] += 1
                seconds.update(entry.seconds)
                documents.update(entry.seconds.keys())
            self._known, self._looked = (states, seconds, documents), time.monotonic()
        return self._known


def _gauges(name: str, words: str, label: str, values: dict[str, int]) -> Metric:
    family = GaugeMetricFamily(name, words, labels=[label])
    for key, value in sorted(values.items()):
        family.add_metric([key], value)
    return family


def _counters(name: str, words: str, label: str, values: dict[str, int]) -> Metric:
    family = CounterMetricFamily(name, words, labels=[label])
    for key, value in sorted(values.items()):
        family.add_metric([key], value)
    return family
