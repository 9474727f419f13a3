from __future__ import annotations

from typing import Any

import pytest

from nlp.document_types import document_kinds
from nlp.issuers import issuer_reader
from nlp.page import page_of
from nlp.references import find_references
from nlp.vocabulary import table


@pytest.mark.parametrize("row", table("issuers")["examples"], ids=lambda row: row["issuer"])
def test_every_example_of_the_issuers_reads_so(row: dict[str, str]) -> None:
    page = page_of(row["text"])
    assert row["text"][: issuer_reader().end_at(page.view, page.key, 0)] == row["issuer"]


@pytest.mark.parametrize("row", table("document_types")["document"], ids=lambda row: row["word"])
def test_every_example_of_the_document_types_is_a_citation(row: dict[str, Any]) -> None:
    for example in row["examples"]:
        kinds = {found.type.value for found in find_references(f"Các xã thực hiện {example}, nay báo cáo.")}
        assert row["type"] in kinds, example


def test_letters_of_a_number_show_its_type() -> None:
    for kind in document_kinds().by_key.values():
        for symbol in kind.symbols:
            shown = document_kinds().of_number(f"12/2020/{symbol}")
            assert shown is not None, symbol
