"""The points of one document in the index: its passages, figures, references, and itself."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from corpus.index import Collection, Point
from corpus.records import Check, Document, Extraction, Figure, Reference, to_json
from nlp.closeness import passage_words
from nlp.embedding import Embedder
from nlp.lexical import passage_vectors, words_digest, words_of
from nlp.segment import sentences

Payload = dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Draft:
    """A point before its vectors: what is searched of it, with the sentence that it quotes and the section
    that it stands in."""

    key: str
    payload: Payload
    searched: str
    section: tuple[str, ...] = ()
    quote: str = ""


def points_of(
    extraction: Extraction,
    embedder: Embedder,
    *,
    bands: tuple[str, ...] = (),
) -> dict[Collection, list[Point]]:
    """Everything that the index holds of a document that tells a story of its own."""
    shared = {**document_payload(extraction.document), "same_story": extraction.document.id}
    places = _Places(extraction)
    drafts = {
        Collection.PASSAGES: _passages(extraction, shared),
        Collection.FIGURES: _figures(extraction, shared, places),
        Collection.REFERENCES: _references(extraction, shared, places),
    }
    title = extraction.document.title
    found = {collection: _with_vectors(of_kind, title, embedder) for collection, of_kind in drafts.items()}
    return {
        **found,
        Collection.WORDS: [_words(title, draft) for draft in drafts[Collection.PASSAGES]],
        Collection.DOCUMENTS: [_document(extraction, {**shared, "bands": list(bands)})],
    }


def document_payload(document: Document) -> Payload:
    """What every point carries of its document."""
    return {
        "document_id": document.id,
        "doc_type": document.doc_type.value,
        "province": document.province,
        "province_current": document.province_current,
        "issuer": document.issuer,
        "number": document.number,
        "year": int(document.published[:4]) if document.published else None,
        "title": document.title,
        "source": document.source,
        "published": document.published,
    }


def _with_vectors(drafts: Sequence[_Draft], title: str, embedder: Embedder) -> list[Point]:
    """The drafts as points, with the meaning and both lexical lanes of what is searched."""
    if not drafts:
        return []
    texts = ["\n".join(filter(None, (title, draft.searched, draft.quote))) for draft in drafts]
    dense = embedder.encode_passages(texts)
    return [
        Point(
            draft.key,
            draft.payload,
            vector,
            passage_vectors(draft.searched, quote=draft.quote, title=title, section=draft.section),
        )
        for draft, vector in zip(drafts, dense, strict=True)
    ]


class _Places:
    """The sentence, the section and the page of a place of the text."""

    def __init__(self, extraction: Extraction) -> None:
        self._extraction = extraction
        self._sentences = sentences(extraction.document.text)
        self._starts = [start for start, _ in self._sentences]
        self._sections = [section.start for section in extraction.sections]

    def quote(self, start: int, end: int) -> Payload:
        """The sentence around `[start, end)`, with its place and page."""
        at = bisect_right(self._starts, start) - 1
        first, last = self._sentences[at] if at >= 0 else (start, end)
        last = max(last, end)
        text = self._extraction.document.text[first:last]
        page = self._extraction.page_at(start)
        return {"quote": text, "quote_start": first, "quote_end": last, "page": page}

    def section(self, start: int) -> tuple[str, ...]:
        at = bisect_right(self._sections, start) - 1
        return self._extraction.sections[at].path if at >= 0 else ()


def _passages(extraction: Extraction, shared: Payload) -> list[_Draft]:
    document, references = extraction.document, extraction.annotations.references
    drafts = []
    for at, passage in enumerate(extraction.passages):
        text = document.text[passage.start : passage.end]
        inside = (ref for ref in references if passage.start <= ref.start < passage.end)
        payload = {
            **shared,
            "text": text,
            "start": passage.start,
            "end": passage.end,
            "section": list(passage.section),
            "page": passage.page,
            "cited": sorted({ref.meant for ref in inside if ref.meant}),
            "key_phrases": _phrases_in(text, extraction.key_phrases),
            "words_digest": words_digest(text),
        }
        drafts.append(_Draft(f"{document.id}/p{at}", payload, text, passage.section))
    return drafts


def _words(title: str | None, passage: _Draft) -> Point:
    return Point(passage.key, passage_words(passage.searched, title=title or "", section=passage.section))


def _phrases_in(text: str, phrases: Sequence[str]) -> list[str]:
    """The document's key phrases that stand in a passage."""
    folded = f" {' '.join(words_of(text))} "
    return [phrase for phrase in phrases if f" {phrase} " in folded]


def _figures(extraction: Extraction, shared: Payload, places: _Places) -> list[_Draft]:
    drafts = []
    for at, figure in enumerate(extraction.annotations.figures):
        quote, section = places.quote(figure.start, figure.end), places.section(figure.start)
        payload = {
            **shared,
            **quote,
            "figure": to_json(figure),
            "start": figure.start,
            "end": figure.end,
            "section": list(section),
            "unit": figure.unit,
            "place": figure.place,
            "indicator_code": figure.indicator_code,
            "period_start": figure.period.start.year if figure.period.start else None,
            "period_end": figure.period.end.year if figure.period.end else None,
            "value": figure.value,
            **_verdict(at, extraction.annotations.checks),
        }
        key = f"{extraction.document.id}/f{at}"
        drafts.append(_Draft(key, payload, _described(figure), section, str(quote["quote"])))
    return drafts


def _verdict(at: int, checks: Sequence[Check]) -> Payload:
    """Whether the checks that a figure takes part in hold; nothing where none does."""
    verdicts = [check.holds for check in checks if at == check.total or at in check.parts]
    return {"holds": all(verdicts)} if verdicts else {}


def _described(figure: Figure) -> str:
    parts = (figure.indicator, figure.text, figure.place, figure.period.text)
    return " ".join(part for part in parts if part)


def _references(extraction: Extraction, shared: Payload, places: _Places) -> list[_Draft]:
    drafts = []
    for at, reference in enumerate(extraction.annotations.references):
        if reference.meant is None and reference.candidates:
            continue  # "Nghị định nêu trên" of two: nothing to look up
        quote, section = places.quote(reference.start, reference.end), places.section(reference.start)
        payload = {
            **shared,
            **quote,
            "reference": to_json(replace(reference, number=reference.meant)),
            "start": reference.start,
            "end": reference.end,
            "section": list(section),
            "cited": reference.meant,
            "cited_name": None if reference.meant else _cited_name(reference),
            "cited_type": reference.type.value,
            "relations": _relations_of(extraction, reference),
        }
        key, searched = f"{extraction.document.id}/r{at}", f"{reference.text} {reference.subject or ''}"
        drafts.append(_Draft(key, payload, searched, section, str(quote["quote"])))
    return drafts


def _cited_name(reference: Reference) -> str:
    """By which citations of a document without a number are put together: its type and its name."""
    return f"{reference.type.value}:{' '.join(words_of(reference.subject or reference.text))}"


def _relations_of(extraction: Extraction, reference: Reference) -> list[Payload]:
    """The relations that the text states of the cited document."""
    number = reference.meant
    relations = extraction.annotations.relations
    return [
        to_json(relation) for relation in relations if number and number in (relation.source, relation.target)
    ]


def _document(extraction: Extraction, shared: Payload) -> Point:
    fields = to_json(extraction.document)
    del fields["text"]
    relations = [to_json(relation) for relation in extraction.annotations.relations]
    return Point(
        extraction.document.id,
        {**shared, "document": fields, "relations": relations, "key_phrases": list(extraction.key_phrases)},
    )
