"""One report in every form that it may come in: what is read of it is the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest

from corpus.records import Extraction
from ingest.pipeline import extract
from nlp.old_encodings import old_encodings
from tests.ingest.builders import as_docx, as_html, as_pdf, as_text
from tests.ingest.scan_builders import as_scan, need_tesseract

SCAN_SHARE = 0.95  # of the figures and references that a scan must give


def as_tcvn3() -> bytes:
    encoding = next(one for one in old_encodings() if one.name == "tcvn3")
    return encoding.encode(as_text().decode()).encode("latin-1")


def facts(extraction: Extraction) -> Counter[tuple[object, ...]]:
    """All that is said of every figure and reference, its place in the text aside."""
    found = extraction.annotations
    figures = Counter[tuple[object, ...]](
        (
            one.value, one.unit, one.modifier, one.indicator, one.place,
            one.period.start, one.period.end, one.denominator, one.part_of is None,
        )
        for one in found.figures
    )  # fmt: skip
    references = ((one.type, one.number, one.issued, one.issuer) for one in found.references)
    return figures + Counter(references)


@pytest.fixture(scope="module")
def from_text() -> Counter[tuple[object, ...]]:
    found = facts(extract(as_text(), source="bao-cao.txt"))
    assert found.total() > 10
    return found


FORMS = [
    ("bao-cao.docx", as_docx),
    ("bao-cao.html", as_html),
    ("tcvn3.txt", as_tcvn3),
    ("bao-cao.pdf", as_pdf),
]


@pytest.mark.parametrize(("name", "form"), FORMS, ids=[name for name, _ in FORMS])
def test_every_form_gives_the_same(
    from_text: Counter[tuple[object, ...]], name: str, form: Callable[[], bytes]
) -> None:
    assert facts(extract(form(), source=name)) == from_text


def test_a_scan_gives_nearly_the_same(from_text: Counter[tuple[object, ...]]) -> None:
    need_tesseract()
    found = facts(extract(as_scan(as_pdf()), source="quet.pdf"))
    assert (found & from_text).total() >= SCAN_SHARE * from_text.total()
