"""Made-up input for everything that reads: an answer or a `TracuuError`, never another exception or a hang.

What it found stands in `FOUND`, so that it is tried every time.
"""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from types import FrameType

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from corpus.collections import LEXICAL
from corpus.errors import TracuuError, WrongUse
from ingest import files
from ingest.pipeline import extract
from nlp.annotate import annotate
from nlp.dates import find_dates
from nlp.fold import canonical_number, fold, unaccent
from nlp.lexical import query_vector
from nlp.places import read_place
from nlp.quantities import find_quantities
from nlp.references import find_references
from search_api.query import read_question
from tests.ingest import builders

SECONDS = 40  # for one input, traced, on a busy machine
MEDIA_TYPES = sorted(
    {
        value
        for name, value in vars(files).items()
        if name.isupper() and isinstance(value, str) and "/" in value
    }
)
SEEDS = [builders.as_text(), builders.as_html(), builders.as_docx(), builders.blank_pdf()]
WORDS = st.sampled_from(
    [
        "năm", "2023", "tháng", "quý", "III/", "ngày", "03", "số", "94/2010/NĐ-CP", "Nghị", "định",
        "Điều", "khoản", "tỉnh", "Đắk", "Lắk", "người", "lượt", "%", "tỷ", "đồng", "triệu", "1.193",
        "3,7", "71,1%", "½", "14/15", "huyện", "tăng", "giảm", "so", "với", "từ", "đến", "khoảng", "gần",
        "hơn", "trên", "dưới", "tối", "đa", "không", "quá", "a)", "1.", "-", "–", "…", ";", ":", "(",
        ")", "“", "”", "Đ", "Ð", "hoà", "hòa", "ò", "\u00a0",
        "\u200b", "\u202e", "\ufeff", "²", "٣", "３", "〇", "𝟗", "∞",
        "NaN", "1e999", "-0", "0/0", "9999999999999999999999",
    ]
)  # fmt: skip
TEXTS = st.one_of(
    st.lists(WORDS, max_size=60).map(" ".join),
    st.lists(WORDS, max_size=60).map("".join),
    st.text(max_size=300),
)
CALM = settings(
    max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
FOUND_TEXTS = ["", "\x00", "½ người", "năm 0000", "31/02/2023", "𝟗𝟗 người", "1.1.1.1.1", "9" * 400 + " người"]


@contextmanager
def in_time() -> Iterator[None]:
    def late(_number: int, _frame: FrameType | None) -> None:
        raise TimeoutError(f"over {SECONDS} seconds")

    before = signal.signal(signal.SIGALRM, late)
    signal.alarm(SECONDS)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def examples(texts: list[str]) -> Callable[[Callable[..., None]], Callable[..., None]]:
    def decorate(test: Callable[..., None]) -> Callable[..., None]:
        for text in texts:
            test = example(text)(test)
        return test

    return decorate


@CALM
@given(TEXTS)
@examples(FOUND_TEXTS)
def test_the_grammars_read_anything(text: str) -> None:
    with in_time():
        for span in (*find_quantities(text, taken=()), *find_references(text), *find_dates(text)):
            assert 0 <= span.start < span.end <= len(text)
        assert len(fold(text)) == len(unaccent(text)) == len(text)
        canonical_number(text)
        read_place(text)
        query_vector(text, LEXICAL)


@CALM
@given(TEXTS)
@examples(FOUND_TEXTS)
def test_every_annotation_of_anything_is_its_surface(text: str) -> None:
    with in_time():
        found = annotate(text)
    for one in (*found.references, *found.figures, *found.dates, *found.entities):
        assert text[one.start : one.end] == one.text


@CALM
@given(TEXTS)
@examples(FOUND_TEXTS)
def test_the_query_reader_reads_anything(text: str) -> None:
    with in_time(), suppress(WrongUse):
        read_question(text)


def broken(data: bytes, cuts: list[tuple[int, bytes]]) -> bytes:
    """A real file with some of its bytes replaced, or its end cut off."""
    for place, patch in cuts:
        at = place % (len(data) + 1)
        data = data[:at] + patch + data[at + len(patch) :] if patch else data[:at]
    return data


MAGIC = [b"%PDF-1.7\n", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"<html>", b""]
CUTS = st.lists(st.tuples(st.integers(0, 1 << 20), st.binary(max_size=40)), min_size=1, max_size=6)
FILES = st.one_of(
    st.builds(broken, st.sampled_from(SEEDS), CUTS),
    st.builds(
        bytes.__add__,
        st.sampled_from([b"%PDF-1.7\n", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"<html>", b""]),
        st.binary(),
    ),
)


@CALM
@given(FILES)
@example(b"")
@example(b"%PDF-1.7\n")
@example(b"PK\x03\x04")
@example(b"<html>" + b"<div>" * 3000)
def test_a_file_of_any_content_is_read_or_refused(data: bytes) -> None:
    with in_time(), suppress(TracuuError):
        extract(data, source="tệp")


@pytest.mark.parametrize("media_type", MEDIA_TYPES)
def test_every_parser_meets_broken_content_under_its_own_name(media_type: str) -> None:
    """What sniffing would send elsewhere, handed to the reader itself."""

    @settings(CALM, max_examples=15)
    @given(FILES)
    def run(data: bytes) -> None:
        with in_time(), suppress(TracuuError):
            extract(data, source="tệp", media_type=media_type)

    run()
