"""Answers in a model's words: shown only where every number in them stands in the quoted sources."""

from __future__ import annotations

import logging
import math
import re
from collections.abc import Sequence

from nlp.dates import find_dates
from nlp.fold import canonical_number, fold
from nlp.quantities import find_quantities
from nlp.references import find_references
from search_api.answer import Answer
from search_api.asked_numbers import asked_numbers, without_numbers
from search_api.services import Services

READ = 3  # answers that the model is given
LONGEST = 2_000  # characters that are shown
_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")  # "1.193", "3,7", "2021"
_SPELLED = re.compile(  # "hai trăm lớp", "mười lăm xã", "ba mươi"
    r"(?<!\w)(?:một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)\s+(?:mươi|trăm|nghìn|ngàn|vạn|triệu|tỷ|chục"
    r"|một|hai|ba|bốn|tư|lăm|sáu|bảy|tám|chín)(?!\w)"
)

logger = logging.getLogger(__name__)


def phrased(services: Services, question: str, answers: Sequence[Answer]) -> str | None:
    """The answers in words, or nothing: without a model, where it fails, and where it adds a number."""
    if services.phrase is None or not answers:
        return None
    given = answers[:READ]
    try:
        text = (services.phrase(question, given) or "").strip()
    except Exception as error:  # whatever a model or its line may do: the answers stand without it
        logger.warning("no phrasing: %s", error)
        return None
    sources = "\n".join(answer.quote for answer in given)
    if not 0 < len(text) <= LONGEST or not is_supported(text, sources):
        return None
    return text


def is_supported(text: str, sources: str) -> bool:
    """Every document number, day, quantity and other number of the text stands in the sources."""
    return (
        _document_numbers(text) <= _document_numbers(sources)
        and _days(text) <= _days(sources)
        and _quantities_stand(text, sources)
        and _plain_numbers(text) <= _plain_numbers(sources)
        and _spelled_numbers(text) <= _spelled_numbers(sources)
    )


def _document_numbers(text: str) -> set[str]:
    cited = {reference.number for reference in find_references(text) if reference.number}
    return {canonical_number(number.upper()) for number in (*cited, *asked_numbers(text))}


def _days(text: str) -> set[tuple[object, object]]:
    """Single days; a year or a month is a plain number."""
    return {(day.first, day.last) for day in find_dates(text) if day.first == day.last}


def _quantities_stand(text: str, sources: str) -> bool:
    """Value for value: `3,2 tỷ đồng` is not 3,2 triệu, and a share no count."""
    known = [(quantity.value, quantity.unit == "%") for quantity in find_quantities(without_numbers(sources))]
    return all(
        any(math.isclose(quantity.value, value) and (quantity.unit == "%") is share for value, share in known)
        for quantity in find_quantities(without_numbers(text))
        if quantity.unit
    )


def _plain_numbers(text: str) -> set[str]:
    """Digits as they are written; of a day its parts, so that it may be told in another form."""
    return {number.lstrip("0") for number in _DIGITS.findall(without_numbers(text))}


def _spelled_numbers(text: str) -> set[str]:
    """Numbers in words: kept as they are said."""
    return {" ".join(number.split()) for number in _SPELLED.findall(fold(text))}
