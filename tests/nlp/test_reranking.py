from __future__ import annotations

from pathlib import Path

import pytest

from corpus.errors import ModelError
from nlp.reranking import CrossEncoderReranker, reordered
from tests.nlp.tiny_models import write_cross_encoder

TEXTS = [f"đoạn văn số {number}" for number in range(10)]


@pytest.mark.parametrize(
    ("scores", "order"),
    [
        ([0.1, 0.9, 0.5], [1, 2, 0, 3, 4]),
        ([0.5, 0.5], [0, 1, 2, 3, 4]),  # equal ones stay in order
        ([], [0, 1, 2, 3, 4]),  # no time for any
    ],
)
def test_what_was_not_read_stays_in_place(scores: list[float], order: list[int]) -> None:
    assert reordered(scores, 5) == order


def test_a_missing_folder_is_named_before_any_question() -> None:
    with pytest.raises(ModelError, match="TRACUU_RERANKER"):
        CrossEncoderReranker("./no/such/model", seconds=1)


@pytest.mark.model
def test_reads_all_within_the_time(tmp_path: Path) -> None:
    folder = write_cross_encoder(tmp_path / "model")
    scores = CrossEncoderReranker(str(folder), seconds=60).scores("đoạn nào", TEXTS)
    assert len(scores) == len(TEXTS)
    assert len(set(scores)) > 1


@pytest.mark.model
def test_stops_when_the_time_is_out(tmp_path: Path) -> None:
    folder = write_cross_encoder(tmp_path / "model")
    assert CrossEncoderReranker(str(folder), seconds=0).scores("đoạn nào", TEXTS) == []


@pytest.mark.model
@pytest.mark.parametrize("labels", [3])
def test_a_classifier_of_several_classes_is_refused(tmp_path: Path, labels: int) -> None:
    folder = write_cross_encoder(tmp_path / "model", labels=labels)
    with pytest.raises(ModelError, match="3 điểm"):
        CrossEncoderReranker(str(folder), seconds=1).scores("x", TEXTS)


@pytest.mark.model
def test_a_damaged_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text("{", "utf-8")
    with pytest.raises(ModelError, match="không nạp được"):
        CrossEncoderReranker(str(tmp_path), seconds=1).scores("x", TEXTS)
