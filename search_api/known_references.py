"""References in a text checked against the corpus: found, normalised, and each known or unknown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from corpus.errors import WrongUse
from corpus.index import Collection, OneOf, Payload, scan_all
from corpus.records import Reference
from nlp.references import find_references
from search_api.asked_numbers import number_spellings
from search_api.services import Services
from search_api.standing import relations_in, state_of, successors

MOST_REFERENCES = 250
LONGEST_TEXT = 500_000


@dataclass(frozen=True)
class CheckedReference:
    """`number` is canonical, and spelled as the corpus has it; `count` is how often it is cited there."""

    start: int
    end: int
    text: str
    type: str
    number: str | None
    issued: str | None
    issuer: str | None
    subject: str | None
    article: str | None
    known: bool
    count: int
    document_id: str | None  # where the library holds the document itself
    state: str
    replaced_by: tuple[str, ...]
    amended_by: tuple[str, ...]


def check_references(services: Services, text: str) -> tuple[CheckedReference, ...]:
    """Every reference of a text, in its order."""
    found = find_references(text)
    if len(found) > MOST_REFERENCES:
        raise WrongUse(
            "text",
            f"có {len(found)} chỗ dẫn văn bản, nhiều hơn {MOST_REFERENCES}.",
            "Chia văn bản ra vài lần gửi.",
        )
    spellings = {one.meant: number_spellings(one.meant) for one in found if one.meant}
    cited, held = _known(services, {form for forms in spellings.values() for form in forms})
    return tuple(_checked(services, one, spellings.get(one.meant or "", ()), cited, held) for one in found)


def _known(
    services: Services, numbers: Iterable[str]
) -> tuple[Mapping[str, list[Payload]], Mapping[str, str]]:
    """The citations of these numbers, and the documents that bear them, each asked for once."""
    wanted = sorted(numbers)
    cited: dict[str, list[Payload]] = {}
    held: dict[str, str] = {}
    if wanted:
        for hit in scan_all(services.index, Collection.REFERENCES, OneOf("cited", wanted)):
            cited.setdefault(str(hit.payload["cited"]), []).append(hit.payload)
        for hit in scan_all(services.index, Collection.DOCUMENTS, OneOf("number", wanted)):
            held.setdefault(str(hit.payload["number"]), str(hit.payload["document_id"]))
    return cited, held


def _checked(
    services: Services,
    found: Reference,
    spellings: Iterable[str],
    cited: Mapping[str, list[Payload]],
    held: Mapping[str, str],
) -> CheckedReference:
    number = next((form for form in spellings if form in cited or form in held), None)
    points = cited.get(number or "", [])
    replaced, amended = successors(relations_in(points), number, points) if number else ((), ())
    return CheckedReference(
        start=found.start,
        end=found.end,
        text=found.text,
        type=found.type.value,
        number=number or found.meant,
        issued=found.issued,
        issuer=found.issuer,
        subject=found.subject,
        article=found.article,
        known=number is not None,
        count=len(points),
        document_id=held.get(number or ""),
        state=state_of(services, None, replaced, amended, None) if number else "unknown",
        replaced_by=replaced,
        amended_by=amended,
    )
