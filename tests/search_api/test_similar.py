"""Passages like one, and what a facet narrows to."""

from __future__ import annotations

from typing import Any

import pytest
from fastapi.testclient import TestClient


def get(client: TestClient, **query: object) -> Any:
    response = client.get("/api/v1/search", params=query)  # type: ignore[arg-type]
    assert response.status_code == 200, response.text
    return response.json()


def test_a_passage_finds_others_like_it_and_not_itself(client: TestClient) -> None:
    first = get(client, q="toàn tỉnh mở 46 lớp dạy nghề", limit=1)["hits"][0]
    found = get(client, similar=first["passage_id"])
    assert found["hits"][0]["title"] == "Kết quả dạy nghề cho lao động nông thôn năm 2022"
    assert first["passage_id"] not in [hit["passage_id"] for hit in found["hits"]]
    assert first["passage"] not in [hit["passage"] for hit in found["hits"]]
    assert found["query"] == ""


def test_its_pages_follow_each_other(client: TestClient) -> None:
    first = get(client, q="dạy nghề", limit=1)["hits"][0]["passage_id"]
    whole = get(client, similar=first, limit=4)["hits"]
    page = get(client, similar=first, limit=2)
    rest = get(client, similar=first, limit=2, cursor=page["cursor"])
    assert [*page["hits"], *rest["hits"]] == whole


def test_filters_hold(client: TestClient) -> None:
    first = get(client, q="dạy nghề", limit=1)["hits"][0]["passage_id"]
    assert {hit["province"] for hit in get(client, similar=first, province="Đắk Nông")["hits"]} == {
        "Đắk Nông"
    }


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ({"similar": "nobody/p1"}, "similar"),
        ({"similar": "../../etc"}, "similar"),
        ({"similar": "a", "q": "b"}, "similar"),
        ({}, "q"),
    ],
)
def test_wrong_calls(client: TestClient, query: dict[str, str], parameter: str) -> None:
    response = client.get("/api/v1/search", params=query)
    assert (response.status_code, response.json()["parameter"]) == (400, parameter)


def test_every_facet_value_narrows_to_as_many_documents_as_it_counts(client: TestClient) -> None:
    facets = get(client, q="năm 2022 dạy nghề cai nghiện", limit=100)["facets"]
    for name in ("issuer", "cited", "doc_type"):  # a province takes in those that were merged into it
        for value in facets[name]:
            hits = get(client, q="năm 2022 dạy nghề cai nghiện", limit=100, **{name: value["value"]})["hits"]
            assert len({hit["document_id"] for hit in hits}) == value["count"], (name, value)
