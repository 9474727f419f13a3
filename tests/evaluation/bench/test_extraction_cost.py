from __future__ import annotations

from evaluation.bench.extraction_cost import Cost, measure, total
from ingest.pipeline import extract


def test_both_are_timed_on_the_same_text() -> None:
    data = "Năm 2022, huyện Na Hang mở 5 lớp dạy nghề cho 120 người.\n".encode() * 20
    cost = measure(extract(data, source="na-hang.txt"), "na-hang", rounds=1)
    assert cost.characters > 1000
    assert cost.extraction > 0
    assert cost.segmentation > 0


def test_a_total_is_the_ratio_of_sums() -> None:
    assert total([Cost("a", 10, 1.0, 2.0), Cost("b", 10, 2.0, 1.0)]).ratio == 1.0
