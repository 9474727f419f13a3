"""The Word and PDF samples are what their readable sources say."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from evaluation.build_samples import SAMPLES, SOURCES, to_docx
from evaluation.sample_markup import Kind, Source, parse
from tests.corpus.test_samples import read

NAMES = sorted(path.stem for path in SOURCES.glob("*.md"))


def source_of(name: str) -> Source:
    return parse((SOURCES / f"{name}.md").read_text(encoding="utf-8"))


def marks(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w", text))


@pytest.mark.parametrize("name", NAMES)
def test_the_built_file_holds_every_letter_of_its_source(name: str) -> None:
    source = source_of(name)
    written = [block.text for block in source.blocks]
    written += [cell for block in source.blocks for row in block.rows for cell in row]
    assert marks(read(f"{name}.{source.format}")) == marks(" ".join(written))


def test_the_same_source_gives_the_same_bytes() -> None:
    source = source_of("ca-mau-cong-van-2020")
    assert to_docx(source) == to_docx(source)


def test_reads_the_markup() -> None:
    head = '+++\nformat = "docx"\ntitle = "T"\nauthor = "A"\ndate = 2020-01-02\n+++\n'
    source = parse(f"{head}<< Số: 1 || Hà Nội\n\n# BÁO CÁO\n\n- mục\n\n| Tỉnh | Số |\n| Huế | 12 |\n\nCâu.\n")
    assert [block.kind for block in source.blocks] == [
        Kind.COLUMNS, Kind.TITLE, Kind.ITEM, Kind.TABLE, Kind.PARAGRAPH,
    ]  # fmt: skip
    assert source.blocks[0].rows == (("Số: 1", "Hà Nội"),)
    assert source.blocks[3].rows == (("Tỉnh", "Số"), ("Huế", "12"))


def test_every_source_has_its_sample() -> None:
    built = {path.name for path in SAMPLES.iterdir() if path.suffix in (".docx", ".pdf")}
    assert built == {f"{name}.{source_of(name).format}" for name in NAMES}
