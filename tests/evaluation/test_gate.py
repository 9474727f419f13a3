from __future__ import annotations

import json
from pathlib import Path

import pytest

from corpus.errors import WrongUse
from evaluation.gate import BASELINE, Floors, check, failures, measure_extraction, raised


def floors(value: float, *, fingerprint: str = "f") -> Floors:
    scores = {"hybrid": value}
    return {"s": {"fingerprint": fingerprint, "accented": scores, "unaccented": scores}}


def test_a_missed_floor_is_named_for_each_wording() -> None:
    assert len(list(failures(floors(0.8), floors(0.7999)))) == 2
    assert not list(failures(floors(0.8), floors(0.8)))


def test_a_measure_that_is_gone_misses_its_floor() -> None:
    assert list(
        failures(floors(0.8), {"s": {"fingerprint": "f", "accented": {}, "unaccented": {"hybrid": 1}}})
    )


def test_other_data_hold_no_floor() -> None:
    assert "dữ liệu" in next(failures(floors(0.1), floors(0.9, fingerprint="g")))


def test_floors_only_rise() -> None:
    assert raised(floors(0.8), floors(0.85678))["s"]["accented"] == {"hybrid": 0.856}
    assert raised(floors(0.8), floors(0.7))["s"]["accented"] == {"hybrid": 0.8}


def test_missing_data_are_wrong_use(tmp_path: Path) -> None:
    with pytest.raises(WrongUse, match="TRACUU_SHARED"):
        check(tmp_path / "none")


def test_the_baseline_bounds_both_wordings_of_every_set() -> None:
    baseline = json.loads(BASELINE.read_text("utf-8"))["retrieval"]
    assert baseline
    for name, floor in baseline.items():
        assert {"fingerprint", "accented", "unaccented"} == set(floor), name


def test_extraction_keeps_its_floors() -> None:
    assert list(failures(json.loads(BASELINE.read_text("utf-8"))["extraction"], measure_extraction())) == []
