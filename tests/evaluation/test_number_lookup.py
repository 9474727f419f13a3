from __future__ import annotations

from pathlib import Path

import pytest

from evaluation.number_lookup import indexed, misses, numbers_in, read, spellings
from nlp.embedding import load_embedder


def test_a_number_is_typed_in_many_ways() -> None:
    typed = spellings("116/2021/NĐ-CP")
    assert len(typed) == len(set(typed)) >= 5
    assert {"116/2021/NĐ-CP", "116/2021/nd-cp", "116 / 2021 / NĐ - CP", "116/2021/NĐ–CP"} <= set(typed)


@pytest.mark.slow
def test_every_number_of_the_samples_is_found_in_every_spelling(samples: Path) -> None:
    extractions = list(read([str(path) for path in sorted(samples.iterdir()) if path.suffix != ".toml"]))
    numbers = numbers_in(extractions)
    assert len(numbers) > 30
    with indexed(extractions, load_embedder()) as services:
        assert list(misses(services, numbers)) == []
