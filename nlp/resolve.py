"""Points short and back references at the document meant, or leaves them open with their candidates."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from corpus.records import DocType, Reference, Span
from nlp.document_types import Kind, document_kinds
from nlp.page import Page, page_of
from nlp.patterns import BLANK, CLOSE, FULL_NUMBER, GAP
from nlp.quotations import quotations_of

# "Nghị định này", "Luật nêu trên", "các Thông tư nói trên"; "Kế hoạch trên địa bàn" points at nothing
_THIS = re.compile(rf"{BLANK}này{CLOSE}")
_GOES_ON = rf"(?={GAP}(?:[.,;:)]|$|\n|(?:đã|được|của|có|và|thì|là|để|do|cũng|vẫn|sẽ){CLOSE}))"
_ABOVE = re.compile(
    rf"{BLANK}(?:(?:đã{BLANK})?(?:nêu|nói|dẫn){BLANK}(?:ở{BLANK})?trên(?:{BLANK}đây)?{CLOSE}"
    rf"|(?:trên(?:{BLANK}đây)?|đó){CLOSE}{_GOES_ON})"
)
# "Số: 27/2022/NQ-HĐND" at the head: the document's own number, and so its type
_OWN_NUMBER = re.compile(rf"(?:^|\n)[^\S\n]{{0,40}}[*]{{0,3}}(?i:số)[^\S\n]?:[^\S\n]{{0,10}}({FULL_NUMBER})")
# "QUYẾT ĐỊNH", "# KẾ HOẠCH" on a line of its own, or at its start
_LINE_START = re.compile(r"(?:^|\n)[^\S\n]*[*#]{0,3}[^\S\n]*$")
HEAD = 4000
# "Điều 7. Hiệu lực thi hành": a rule of some kind, or a part of one
_ARTICLE = re.compile(rf"(?:^|\n)[^\S\n]{{0,40}}[*#]{{0,3}}[^\S\n]?điều{BLANK}\d{{1,3}}[.:]")
# "Thông tư nêu trên" may mean a joint circular
_WIDER = {DocType.CIRCULAR: {DocType.JOINT_CIRCULAR}}


@dataclass(frozen=True, slots=True)
class BackReference(Span):
    """`Nghị định này` is the document itself, or one cited just before; `Nghị định nêu trên` is one cited."""

    type: DocType
    is_self: bool
    target: str | None = None  # a number, where exactly one candidate remains
    candidates: tuple[str, ...] = ()
    subject: str | None = None  # of a law that is cited by its name alone


def resolve(text: str, references: Sequence[Reference]) -> tuple[Reference, ...]:
    """The references with what short ones may mean, and those back references that cite another document.

    Their `number` stays what is printed: `94`, or none.
    """
    full = full_numbers(references)
    cited = [
        replace(reference, candidates=_meant(full.get(index), reference))
        for index, reference in enumerate(references)
    ]
    starts = {reference.start for reference in references}
    back = (found for found in find_back_references(text, references) if found.start not in starts)
    cited += [
        Reference(
            found.start, found.end, found.text, found.type, subject=found.subject, candidates=found.candidates
        )
        for found in back
        if _is_citation(found)
    ]
    return tuple(sorted(cited, key=lambda reference: (reference.start, -reference.end)))


def _meant(full: tuple[str, ...] | None, reference: Reference) -> tuple[str, ...]:
    """Nothing for a number that says by itself which document it is."""
    return () if is_full(reference.number) else full or ()


def _is_citation(found: BackReference) -> bool:
    """Of another document, and written with its capital: `kế hoạch này` may be any plan."""
    return not found.is_self and found.text[0].isupper() and bool(found.candidates or found.subject)


def find_back_references(text: str, references: Sequence[Reference]) -> tuple[BackReference, ...]:
    """Every `… này` and `… nêu trên` after a type word."""
    return tuple(_back_references(page_of(text), references))


def _back_references(page: Page, references: Sequence[Reference]) -> Iterator[BackReference]:
    kinds = document_kinds()
    own, quoted = own_types(page), quotations_of(page.text)
    is_fragment = not own and _ARTICLE.search(page.key) is not None
    position = 0
    for word in kinds.words.finditer(page.key):
        while position < len(references) and references[position].end <= word.start():
            position += 1
        this, above = _THIS.match(page.key, word.end()), _ABOVE.match(page.key, word.end())
        found = this or above
        if found is None:
            continue
        kind, before = kinds.at(word), references[max(0, position - 40) : position]
        span = (word.start(), found.end(), page.text[word.start() : found.end()])
        if this:
            is_quoted = quoted.hold(word.start())
            is_own = (is_fragment or kind.type in own) and not is_quoted
            near = [] if is_own else _near(page, before, kind, word.start())
            is_said_by_other = is_quoted and kind.type in own  # of which document no one can say
            known = [] if is_own or is_said_by_other else near[-1:] or _of_kind(before, kind)
            is_self = is_own or (not (known or is_quoted) and _fits(kind, own))
            yield BackReference(*span, kind.type, is_self=True) if is_self else _above(span, kind, known)
        else:
            yield _above(span, kind, _near(page, before, kind, word.start()) or _of_kind(before, kind))


def _fits(kind: Kind, own: frozenset[DocType]) -> bool:
    """Whether a text of these kinds may call itself so: a plan is no decree, a decision holds a "quy chế"."""
    return not own or kind.type in own or kind.type is DocType.OTHER


def _above(span: tuple[int, int, str], kind: Kind, cited: Sequence[Reference]) -> BackReference:
    """One of the documents cited before; of laws cited by name the one name that there is."""
    numbers = tuple(dict.fromkeys(str(one.number) for one in cited if is_full(one.number)))
    names = {one.subject for one in cited if one.number is None}
    subject = names.pop() if len(names) == 1 and not numbers else None
    target = numbers[0] if len(numbers) == 1 and not names else None
    return BackReference(*span, kind.type, False, target, numbers, subject)


def _of_kind(references: Sequence[Reference], kind: Kind) -> list[Reference]:
    types = {kind.type, *_WIDER.get(kind.type, ())}
    return [one for one in references if one.type in types and (is_full(one.number) or one.subject)]


def _near(page: Page, references: Sequence[Reference], kind: Kind, offset: int) -> list[Reference]:
    """Those of the same paragraph."""
    line = page.line_start(offset)
    return [one for one in _of_kind(references, kind) if one.start >= line]


def own_types(page: Page) -> frozenset[DocType]:
    """What kind of document the text itself is, as its head shows: none of a news item."""
    kinds = document_kinds()
    numbers = (kinds.of_number(found[1]) for found in _OWN_NUMBER.finditer(page.view, 0, HEAD))
    titles = (
        kinds.at(word)
        for word in kinds.words.finditer(page.key, 0, HEAD)
        if page.view[word.start() : word.end()].isupper()
        and len(word[0]) > 3
        and _LINE_START.search(page.view[max(0, word.start() - 20) : word.start()])
    )
    return frozenset(kind.type for kind in (*numbers, *titles) if kind)


def is_full(number: str | None) -> bool:
    """Whether a number says which document it is: `94/2010/NĐ-CP`, not `94`."""
    return number is not None and bool(re.search(r"[/-]\D", number))


def full_numbers(references: Sequence[Reference]) -> dict[int, tuple[str, ...]]:
    """Full numbers by the references' places in the list: one where it is sure, several where it is open.

    `Nghị định 94` is `94/2010/NĐ-CP` where the text cites one decree of that number.
    """
    by_run: dict[tuple[DocType, str], dict[str, None]] = {}
    for reference in references:
        if reference.number and is_full(reference.number):
            by_run.setdefault((reference.type, _run(reference.number)), {})[reference.number] = None
    resolved: dict[int, tuple[str, ...]] = {}
    for index, reference in enumerate(references):
        if reference.number is None:
            if len(reference.candidates) == 1:
                resolved[index] = reference.candidates
        elif is_full(reference.number):
            resolved[index] = (reference.number,)
        else:
            fitting = tuple(by_run.get((reference.type, _run(reference.number)), ()))
            exact = tuple(one for one in fitting if one.startswith(reference.number.lstrip("0")))
            resolved[index] = exact or fitting
    return resolved


def _run(number: str) -> str:
    """The running number without leading zeros."""
    return re.split(r"[/-]", number, maxsplit=1)[0].lstrip("0")
