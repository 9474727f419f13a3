"""The library's page: plain forms that add, try again and delete, and who may use them."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

from search_api.services import Services
from tests.search_api.conftest import MAX_UPLOAD, READ_KEY, WRITE_KEY
from tests.search_api.reading_pages import BROWSER, page

NOTICE = "Ngày 05/3/2024, xã Ea Kao mở 3 lớp xóa mù chữ cho 72 học viên.\n".encode()


def test_a_plain_form_adds_files_and_shows_where_they_stand(own_client: TestClient) -> None:
    files = [
        ("file", ("thong-bao.txt", NOTICE, "text/plain")),
        ("file", ("hai.txt", NOTICE + NOTICE, "text/plain")),
    ]
    answer = own_client.post("/library", files=files, headers=BROWSER)
    assert answer.history[0].status_code == 303  # a reload sends nothing again
    assert answer.text.count('role="status"') >= 2
    assert "thong-bao.txt" in answer.text


@pytest.mark.parametrize(
    ("name", "data", "status", "words"),
    [
        ("trong.txt", b"", 422, "trong.txt"),
        ("hong.pdf", b"%PDF-1.4 hong", 200, "không đọc được"),
        ("lon.txt", b"a" * (MAX_UPLOAD + 1), 422, "tệp lớn hơn 1 MB"),
    ],
)
def test_what_is_not_taken_says_why(
    own_client: TestClient, name: str, data: bytes, status: int, words: str
) -> None:
    answer = own_client.post("/library", files={"file": (name, data)}, headers=BROWSER)
    assert answer.status_code == status
    assert words in answer.text
    assert 'class="card warning"' in answer.text


def test_deleting_asks_first_and_says_that_it_is_done(own_services: Services, own_client: TestClient) -> None:
    entry = next(own_services.library.entries())
    assert entry.id in own_services.library
    assert "Không lấy lại được" in page(own_client, f"/library/{entry.id}/delete")
    assert entry.id in own_services.library
    answer = own_client.post(f"/library/{entry.id}/delete", headers=BROWSER)
    assert "Đã xóa" in answer.text
    assert entry.id not in own_services.library
    page(own_client, f"/documents/{entry.id}", status=404)


def test_trying_again_reads_a_kept_original(own_services: Services, own_client: TestClient) -> None:
    entry = own_services.library.add(NOTICE, source="thong-bao.txt", media_type="text/plain")
    assert "đã nhận, chưa đọc" in page(own_client, f"/documents/{entry.id}")
    own_client.post(f"/library/{entry.id}/retry", headers=BROWSER)
    assert "72 học viên" in page(own_client, f"/documents/{entry.id}")


def test_states_are_counted_and_filtered(own_services: Services, own_client: TestClient) -> None:
    own_services.library.add(NOTICE, source="thong-bao.txt", media_type="text/plain")
    text = page(own_client, "/library?state=received")
    assert "thong-bao.txt" in text
    assert "hoa-binh-2021.txt" not in text
    assert 'aria-current="true">đã nhận, chưa đọc <span class="count">1</span>' in text


@pytest.mark.parametrize(("key", "status"), [(None, 401), (READ_KEY, 403), (WRITE_KEY, 404)])
def test_changing_needs_a_writing_key(closed_client: TestClient, key: str | None, status: int) -> None:
    auth = ("", key) if key else None
    assert closed_client.post(f"/library/{'0' * 32}/delete", auth=auth).status_code == status


@pytest.mark.parametrize("path", ["/library", f"/library/{'0' * 32}/delete", "/api/v1/documents"])
def test_another_site_changes_nothing(own_client: TestClient, path: str) -> None:
    """A form of another site comes with the reader's own rights."""
    headers = {**BROWSER, "Sec-Fetch-Site": "cross-site"}
    answer = own_client.post(path, files={"file": ("a.txt", NOTICE)}, headers=headers)
    assert answer.status_code == 403
