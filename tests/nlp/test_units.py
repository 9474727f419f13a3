from __future__ import annotations

import tomllib

import pytest

from nlp.fold import fold
from nlp.quantities import find_quantities
from nlp.units import TABLE, read_unit, unit_words

GROUPS = tomllib.loads(TABLE.read_text("utf-8"))["group"]


@pytest.mark.parametrize("group", GROUPS, ids=lambda group: f"{group['kind']}:{group['words'][0]}")
def test_every_group_reads_its_own_examples(group: dict[str, list[str]]) -> None:
    for example in group["examples"]:
        (quantity,) = find_quantities(f"Toàn huyện có {example}.")
        assert (quantity.text, quantity.kind) == (example, group["kind"])
        assert any(fold(word) in fold(example) for word in group["words"])


def test_every_unit_is_read_whole() -> None:
    for syllables, word in unit_words().items():
        if not word.classifier and syllables != ("lượt",):
            name = " ".join(syllables)
            unit = read_unit(f" {name}.", fold(f" {name}."), 0)
            assert unit is not None
            assert unit.end == len(name) + 1, name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (" xã, phường, thị trấn đã ra quân", "xã, phường, thị trấn"),
        (" huyện và thành phố", "huyện và thành phố"),
        (" đồng/người/tháng", "đồng/người/tháng"),
        (" đồng mỗi tháng", "đồng/tháng"),
        (" người / năm", "người/năm"),
        ("đ/01 suất", "đồng/suất"),
        (" USD", "USD"),
        (" lượt hội viên", "lượt hội viên"),
        (" quyển sổ tay về", "quyển sổ tay"),
        (" m2/người", "m2/người"),
    ],
)
def test_reads_rows_rates_and_classifiers(text: str, name: str) -> None:
    unit = read_unit(text, fold(text), 0)
    assert unit is not None
    assert unit.name == name


def test_takes_an_unknown_noun_only_when_asked() -> None:
    text = " chong chóng và"
    assert read_unit(text, fold(text), 0) is None
    unit = read_unit(text, fold(text), 0, unknown=True)
    assert unit is not None
    assert unit.name == "chong chóng"
