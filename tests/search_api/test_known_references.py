"""References of a text: found, normalised, known or unknown."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

from corpus.errors import WrongUse
from search_api.known_references import MOST_REFERENCES, check_references
from search_api.services import Services

TEXT = (
    "Căn cứ Nghị định số 94/2010/ND – CP ngày 09/9/2010 của Chính phủ; Thông tư số 14/2014/TT-BYT; "
    "Kế hoạch số 2214/KH-UBND; Quyết định số 7/1999/QĐ-XYZ."
)


def test_each_is_normalised_and_known_or_not(client: TestClient) -> None:
    response = client.post("/api/v1/references/check", json={"text": TEXT})
    found = response.json()["references"]
    assert [(one["number"], one["known"]) for one in found] == [
        ("94/2010/NĐ-CP", True),
        ("14/2014/TT-BYT", True),
        ("2214/KH-UBND", True),  # held, though nobody cites it
        ("7/1999/QĐ-XYZ", False),
    ]
    assert [(one["state"], one["replaced_by"]) for one in found[:2]] == [
        ("replaced_by", ["116/2021/NĐ-CP"]),
        ("in_force_as_far_as_known", []),
    ]
    assert all(TEXT[one["start"] : one["end"]] == one["text"] for one in found)
    assert found[2]["document_id"]
    assert found[3]["state"] == "unknown"


def test_a_text_without_references(client: TestClient) -> None:
    assert client.post("/api/v1/references/check", json={"text": "Trời đẹp."}).json() == {"references": []}


def test_as_many_as_promised_and_no_more(services: Services) -> None:
    text = "; ".join(f"Quyết định số {number}/2020/QĐ-UBND" for number in range(1, MOST_REFERENCES + 1))
    assert len(check_references(services, text)) == MOST_REFERENCES
    with pytest.raises(WrongUse, match="text"):
        check_references(services, f"{text}; Quyết định số 999/2020/QĐ-UBND")


@pytest.mark.parametrize("body", [{}, {"text": ""}, {"text": "a", "more": 1}, {"text": 5}, [], None])
def test_wrong_bodies_are_named(client: TestClient, body: object) -> None:
    response = client.post("/api/v1/references/check", json=body)
    assert response.status_code == 400
    assert response.headers["content-type"] == "application/problem+json"
