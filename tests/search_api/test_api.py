"""The calls over HTTP: shapes, uploads, ranges, removal."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest
from fastapi.testclient import TestClient

from corpus.errors import IndexProblem
from corpus.index import Collection, Equals
from corpus.records import State
from search_api.services import Services

NEW_TEXT = "Thông báo\n\nNgày 03/4/2024\n\nHuyện Mai Châu nhận 17 máy cày mới cho hợp tác xã.\n"


def get(client: TestClient, path: str, **query: object) -> Any:
    response = client.get(f"/api/v1{path}", params=query)  # type: ignore[arg-type]
    assert response.status_code == 200, response.text
    return response.json()


def test_search_has_the_shape_of_the_contract(client: TestClient) -> None:
    found = get(client, "/search", q="dạy nghề", limit=3)
    assert {"query", "total", "hits", "facets", "took_ms"} <= set(found)
    assert {
        *("document_id", "title", "passage", "start", "end", "score", "highlights", "section", "page"),
        *("province", "published", "doc_type", "references", "figures"),
    } <= set(found["hits"][0])


def test_ask_has_the_shape_of_the_contract(client: TestClient) -> None:
    found = get(client, "/ask", q="Nghị định nào quy định về cai nghiện ma túy tại cộng đồng?")
    assert found["status"] == "grounded"
    assert {
        *("kind", "text", "number", "value", "unit", "place", "period", "document_id", "title", "quote"),
        *("start", "end", "score"),
    } <= set(found["answers"][0])
    assert found["reading"]["kind"] == "reference"
    assert get(client, "/ask", q="Giá vé tàu điện ngầm là bao nhiêu?")["answers"] == []


def test_figures_as_json_and_as_a_table_are_the_same(client: TestClient) -> None:
    listed = get(client, "/figures", limit=1000)
    response = client.get("/api/v1/figures", params={"format": "csv"})
    assert response.content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert [float(row["value"]) for row in rows] == [figure["value"] for figure in listed["figures"]]
    assert len(rows) == listed["total"]
    assert not any(cell.startswith(("=", "+", "@")) for row in rows for cell in row.values())


def test_pivot_over_http(client: TestClient) -> None:
    table = get(client, "/figures/pivot", q="số lớp dạy nghề")
    assert (table["provinces"], table["years"]) == (["Hòa Bình"], [2021, 2022])


@pytest.mark.parametrize("path", ["/references/94/2010/NĐ-CP", "/references/94%2F2010%2FN%C4%90-CP"])
def test_one_reference_by_path_and_percent_encoded(client: TestClient, path: str) -> None:
    found = get(client, path)
    assert (found["number"], found["state"], found["replaced_by"]) == (
        "94/2010/NĐ-CP",
        "replaced_by",
        ["116/2021/NĐ-CP"],
    )


def test_documents_are_listed_by_pages(client: TestClient, ids: dict[str, str]) -> None:
    seen, cursor = [], None
    while True:
        page = get(client, "/documents", limit=2, **({"cursor": cursor} if cursor else {}))
        seen += page["documents"]
        cursor = page["cursor"]
        if cursor is None:
            break
    assert [line["id"] for line in seen] == sorted(ids.values())
    assert {line["state"] for line in seen} == {"indexed"}


def test_one_document_with_its_records(client: TestClient, ids: dict[str, str]) -> None:
    found = get(client, f"/documents/{ids['hoa-binh-2021.txt']}")
    text = found["document"]["text"]
    records = [*found["references"], *found["figures"], *found["dates"], *found["entities"]]
    assert records
    assert all(text[record["start"] : record["end"]] == record["text"] for record in records)


@pytest.mark.parametrize(
    ("header", "status", "place"),
    [
        (None, 200, slice(None)),
        ("bytes=0-9", 206, slice(0, 10)),
        ("bytes=10-", 206, slice(10, None)),
        ("bytes=-7", 206, slice(-7, None)),
        ("bytes=0-99999999", 206, slice(None)),
        ("bytes=5-2", 416, None),
        ("bytes=99999999-", 416, None),
        ("bytes=-0", 416, None),
        ("lines=1-2", 200, slice(None)),  # a unit that we do not know is ignored, as RFC 9110 has it
    ],
)
def test_original_bytes(
    client: TestClient,
    services: Services,
    ids: dict[str, str],
    header: str | None,
    status: int,
    place: slice | None,
) -> None:
    document_id = ids["dak-nong-2023.txt"]
    headers = {"Range": header} if header else {}
    response = client.get(f"/api/v1/documents/{document_id}/original", headers=headers)
    assert response.status_code == status
    if place is not None:
        assert response.content == services.library.original(document_id)[place]
        assert int(response.headers["content-length"]) == len(response.content)


def test_an_original_is_named_safely_and_never_run(client: TestClient, ids: dict[str, str]) -> None:
    hostile = next(key for name, key in ids.items() if name.startswith("="))
    headers = client.get(f"/api/v1/documents/{hostile}/original").headers
    assert "<" not in headers["content-disposition"]
    assert "filename*=UTF-8''" in headers["content-disposition"]
    assert headers["content-security-policy"] == "default-src 'none'; sandbox"
    assert headers["x-content-type-options"] == "nosniff"


def test_an_upload_is_found_and_its_removal_is_complete(
    own_client: TestClient, own_services: Services
) -> None:
    def upload() -> Any:
        return own_client.post("/api/v1/documents", files={"file": ("máy cày.txt", NEW_TEXT.encode())})

    before = {kind: own_services.index.count(kind) for kind in Collection}
    first, again = upload(), upload()
    assert (first.status_code, again.status_code) == (201, 200)
    key = first.json()["id"]
    assert first.headers["location"] == f"/api/v1/documents/{key}"
    assert get(own_client, "/search", q="máy cày hợp tác xã")["hits"][0]["document_id"] == key
    assert own_client.delete(f"/api/v1/documents/{key}").status_code == 204
    assert own_client.delete(f"/api/v1/documents/{key}").status_code == 404
    assert own_client.get(f"/api/v1/documents/{key}").status_code == 404
    assert all(own_services.index.count(kind) == count for kind, count in before.items())


def test_a_removal_that_is_cut_off_leaves_a_document_to_be_indexed_again(
    own_client: TestClient, own_services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    added = own_client.post("/api/v1/documents", files={"file": ("máy cày.txt", NEW_TEXT.encode())}).json()
    with monkeypatch.context() as patch:
        patch.setattr(own_services.index, "flush", lambda: (_ for _ in ()).throw(IndexProblem("kho", "đầy.")))
        assert own_client.delete(f"/api/v1/documents/{added['id']}").status_code == 503
    assert own_services.library.entry(added["id"]).state is State.EXTRACTED
    again = own_client.post("/api/v1/documents", files={"file": ("máy cày.txt", NEW_TEXT.encode())})
    assert again.is_success
    assert own_services.index.count(Collection.DOCUMENTS, Equals("document_id", added["id"])) == 1


def test_operations(client: TestClient) -> None:
    assert client.get("/healthz").json() == {"status": "ok"}
    assert client.get("/readyz").json()["status"] == "ready"
    metrics = client.get("/metrics").text
    assert 'tracuu_http_requests_total{method="GET",route="/healthz",status="200"}' in metrics


def test_openapi_names_every_call_of_the_contract(client: TestClient) -> None:
    document = client.get("/openapi.json").json()
    assert {
        *("/api/v1/search", "/api/v1/ask", "/api/v1/figures", "/api/v1/figures/pivot", "/api/v1/references"),
        *("/api/v1/figures/year_on_year", "/api/v1/references/check", "/api/v1/jobs/{job_id}"),
        *("/api/v1/references/{number}", "/api/v1/documents", "/api/v1/documents/{document_id}"),
        "/api/v1/documents/{document_id}/original",
    } == set(document["paths"])
    assert "HTTPValidationError" not in json.dumps(document["paths"])


def test_the_reading_of_a_question_is_returned_and_corrected(client: TestClient) -> None:
    asked = {"q": "Năm 2021 tỉnh Sơn La mở bao nhiêu lớp dạy nghề?"}
    found = client.get("/api/v1/ask", params=asked).json()
    reading = found["reading"]
    assert (found["status"], reading["provinces"], reading["years"]) == ("no_match", ["Sơn La"], [2021, 2021])
    assert reading["period"] == {"start": "2021-01-01", "end": "2021-12-31"}
    assert reading["about"] == "mở lớp dạy nghề"
    said = {"province": "hoa binh", "year_from": 2022}
    corrected = client.get("/api/v1/ask", params={**asked, **said}).json()
    assert corrected["answers"][0]["value"] == 51
    assert corrected["reading"]["years"] == [2022, 2022]
    dropped = client.get("/api/v1/ask", params={**asked, "ignore": ["Sơn La", "2021"]}).json()
    assert {answer["value"] for answer in dropped["answers"]} >= {46, 51}
    ignored = client.get("/api/v1/search", params={**asked, "ignore": "Sơn La"}).json()
    assert ignored["reading"]["provinces"] == []
