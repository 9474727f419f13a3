"""Every call with made-up parameters, good and bad: no 5xx, no answer outside the schema."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis.checks import (
    content_type_conformance,
    not_a_server_error,
    response_schema_conformance,
    status_code_conformance,
)

from nlp.embedding import Embedder
from search_api.app import create_app
from search_api.services import Services
from tests.search_api.conftest import library_at

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
CALLS = 40  # of each operation: bounded, so that all of it stays under a minute


@pytest.fixture(scope="module")
def changing(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Iterator[Services]:
    """A library that these calls may change."""
    with library_at(tmp_path_factory.mktemp("made-up"), embedder) as found:
        yield found


@pytest.fixture(scope="module")
def operations(changing: Services) -> dict[str, schemathesis.APIOperation]:
    api = schemathesis.openapi.from_asgi("/openapi.json", create_app(changing))
    return {found.ok().label: found.ok() for found in api.get_all_operations()}


@pytest.mark.parametrize("mode", list(schemathesis.GenerationMode))
def test_no_call_breaks(
    operations: dict[str, schemathesis.APIOperation], mode: schemathesis.GenerationMode
) -> None:
    """Calls as the document has them, and calls that break it."""
    assert len(operations) > 10
    for operation in operations.values():

        @given(case=operation.as_strategy(generation_mode=mode))
        @settings(
            max_examples=CALLS, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
        )
        def try_out(case: schemathesis.Case) -> None:
            case.call_and_validate(checks=CHECKS)

        try:
            try_out()
        except Unsatisfiable:
            continue  # a call without parameters cannot be made up wrongly
