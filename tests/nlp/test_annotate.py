from __future__ import annotations

import time
from pathlib import Path
from unicodedata import normalize

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.records import Annotations
from nlp.annotate import annotate
from nlp.checks import find_checks
from nlp.figures import find_figures
from nlp.quantities import find_quantities

REPORT = """BÁO CÁO
Kết quả công tác cai nghiện 6 tháng đầu năm 2023 của huyện Văn Chấn
Thực hiện Kế hoạch số 45/KH-UBND ngày 12/01/2023 của UBND tỉnh Yên Bái,
huyện đã đưa 62 người đi cai nghiện bắt buộc,
vận động 28/30 người cai nghiện tự nguyện (93,3%); hỗ trợ 450 triệu đồng cho 15 hộ vay vốn.
"""
PIECES = [
    "12 người ",
    "1/2 hộ, ",
    "trong đó 5 xã, ",
    "5 vụ: ",
    "(5 người ",
    "từ 5 đến ",
    "5% (",
    "một ",
    "1 tỷ ",
    "tăng 5% so với ",
    "số học viên 5; ",
    "5 xã, phường, ",
    "Điều 5, ",
    ", ",
    "1.",
    "( ",
]


def surfaces_stand(text: str, found: Annotations) -> bool:
    spans = [*found.references, *found.figures, *found.dates, *found.entities]
    return all(text[one.start : one.end] == one.text for one in spans)


def test_annotates_a_report() -> None:
    found = annotate(REPORT, province="Yên Bái", published="2023-07-10")
    assert [figure.value for figure in found.figures] == [62, 28, 93.3, 450e6, 15]
    assert [reference.number for reference in found.references] == ["45/KH-UBND"]
    assert [check.holds for check in found.checks] == [True]
    assert surfaces_stand(REPORT, found)
    assert [entity.start for entity in found.entities] == sorted(entity.start for entity in found.entities)


def test_every_surface_of_the_shared_documents_stands(shared: Path) -> None:
    for path in sorted((shared / "seeds").glob("*.txt")):
        text = normalize("NFC", path.read_text("utf-8"))
        found = annotate(text)
        assert found.figures
        assert surfaces_stand(text, found)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from([*PIECES, "\n", "năm 2020 ", "Sơn La ", "🙂", "l0O ", "Đắk Lắk: "]), max_size=40)
)
def test_any_text_is_annotated_without_error(pieces: list[str]) -> None:
    text = "".join(pieces)
    assert surfaces_stand(text, annotate(text, province="Sơn La", published="2021"))


@pytest.mark.parametrize(
    "text",
    ["", " \n", "khong co dau 25 nguoi", "TOÀN TỈNH CÓ 25 NGƯỜI", "a" * 3000, "5" * 3000, "한국어 12 日本"],
)
def test_odd_texts_are_no_error(text: str) -> None:
    found = annotate(text)
    assert surfaces_stand(text, found)


def test_capitals_are_read_and_missing_accents_invent_nothing() -> None:
    assert [one.unit for one in annotate("TOÀN TỈNH CÓ 25 NGƯỜI").figures] == ["người"]


@pytest.mark.parametrize("piece", PIECES)
def test_time_grows_with_the_text_and_no_faster(piece: str) -> None:
    """Doubled three times: eight times the text; a quadratic reader would take sixty-four times as long."""
    times = []
    for size in (3_000, 6_000, 12_000, 24_000):
        text = (piece * (size // len(piece) + 1))[:size]
        times.append(min(_seconds(text) for _ in range(2)))
    assert times[-1] < 0.05 or times[-1] < 24 * times[0]


def _seconds(text: str) -> float:
    begin = time.process_time()
    find_quantities(text)
    find_checks(text, find_figures(text))
    return time.process_time() - begin
