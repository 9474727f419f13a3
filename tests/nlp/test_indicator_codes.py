from __future__ import annotations

from pathlib import Path

import pytest

from corpus.errors import WrongUse
from nlp.annotate import annotate
from nlp.indicator_codes import _OWN, code_of, indicator_codes, use_own_table

ROWS = indicator_codes()


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.code)
def test_every_row_claims_its_own_examples(row) -> None:  # type: ignore[no-untyped-def]
    for example in row.examples:
        assert row.code in {code_of(example, unit) for unit in row.units}, example


def test_codes_are_named_once_and_have_a_label_and_an_example() -> None:
    assert len({row.code for row in ROWS}) == len(ROWS)
    assert all(row.label and row.examples for row in ROWS)


CASES = [
    ("số người vào cai nghiện bắt buộc", "người", "rehab_compulsory"),
    ("số học viên cai nghiện tự nguyện", "học viên", "rehab_voluntary"),
    ("tỷ lệ người vào cai nghiện bắt buộc", "%", None),  # the unit is another
    ("số người cai nghiện bắt buộc tăng", "người", None),  # a change
    ("chỉ tiêu số người cai nghiện bắt buộc", "người", None),  # a goal
    ("tổng diện tích gieo trồng", "ha", None),
    (None, "người", None),
]


@pytest.mark.parametrize(("indicator", "unit", "code"), CASES)
def test_gives_a_code_where_one_fits(indicator: str | None, unit: str, code: str | None) -> None:
    assert code_of(indicator, unit) == code


def test_figures_carry_their_code() -> None:
    figures = annotate("Năm 2022, có 90 người cai nghiện bắt buộc, tăng 12 người so với năm 2021.").figures
    assert [one.indicator_code for one in figures] == ["rehab_compulsory", None]


def test_a_table_of_the_readers_own_comes_first(tmp_path: Path) -> None:
    own = tmp_path / "chi-tieu.toml"
    own.write_text(
        '[[indicator]]\ncode = "acreage"\nlabel = "diện tích gieo trồng"\n'
        'patterns = ["diện tích … trồng"]\nunit = "ha"\n',
        "utf-8",
    )
    try:
        use_own_table(own)
        assert code_of("tổng diện tích gieo trồng", "ha") == "acreage"
    finally:
        _OWN.clear()


@pytest.mark.parametrize("content", ["không phải TOML", "[[indicator]]\ncode = 'x'\n"])
def test_a_table_that_is_none_is_told(tmp_path: Path, content: str) -> None:
    own = tmp_path / "sai.toml"
    own.write_text(content, "utf-8")
    with pytest.raises(WrongUse):
        use_own_table(own)
