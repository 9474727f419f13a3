"""Tellings of one story are folded; what only one of them says stays."""

from __future__ import annotations

from search_api.ranking import Candidate
from search_api.retellings import without_retellings

FLOOD = "Nước sông Thao lên nhanh trong đêm, 214 hộ ở Mậu A phải dời lên trường học và nhà văn hóa."
RICE = "Huyện cấp ngay 6 tấn gạo và 300 thùng mì cho các hộ mất nhà, không để ai bị đói."
ROAD = "Đường tỉnh 163 sạt ở ba điểm, xe máy xúc đang mở lối tạm cho xe cứu thương đi trước."


def candidates(*rows: tuple[str, str | None, str]) -> list[Candidate]:
    """Candidates in order of score, from (document, story, text)."""
    return [
        Candidate(
            f"{document}/p{at}", 1 - at / 100, {"document_id": document, "same_story": story, "text": text}
        )
        for at, (document, story, text) in enumerate(rows)
    ]


def kept(*rows: tuple[str, str | None, str]) -> list[str]:
    return [candidate.key for candidate in without_retellings(candidates(*rows))]


def test_the_best_telling_stays() -> None:
    assert kept(("a", "s", FLOOD), ("b", "s", FLOOD + " Mưa còn to."), ("c", "s", FLOOD.upper())) == ["a/p0"]


def test_what_one_of_them_adds_stays() -> None:
    assert kept(("a", "s", FLOOD), ("b", "s", RICE), ("a", "s", ROAD)) == ["a/p0", "b/p1", "a/p2"]


def test_a_longer_passage_stays_and_covers_its_part() -> None:
    assert kept(("a", "s", FLOOD), ("b", "s", f"{FLOOD} {RICE} {ROAD}")) == ["a/p0", "b/p1"]
    assert kept(("b", "s", f"{FLOOD} {RICE} {ROAD}"), ("a", "s", FLOOD)) == ["b/p0"]


def test_other_stories_and_passages_of_one_document_are_left_alone() -> None:
    rows = [("a", "s", FLOOD), ("b", "t", FLOOD), ("a", "s", FLOOD + " Hết."), ("c", None, FLOOD)]
    assert len(kept(*rows)) == 4


def test_short_passages() -> None:
    assert kept(("a", "s", "Mậu A"), ("b", "s", "Mậu A"), ("c", "s", "Yên Bái")) == ["a/p0", "c/p2"]
    assert kept() == []
