"""The collections of the index: their vectors and the payload fields that can be filtered.

Every payload but that of WORDS has the fields of its document (`DOCUMENT_FIELDS`), so one filter serves all.
"""

from __future__ import annotations

from corpus.index import Collection, FieldType, Spec

DENSE, LEXICAL, FOLDED = "dense", "lexical", "folded"

DOCUMENT_FIELDS = {
    "document_id": FieldType.KEYWORD,
    "doc_type": FieldType.KEYWORD,
    "province": FieldType.KEYWORD,
    "province_current": FieldType.KEYWORD,
    "issuer": FieldType.KEYWORD,
    "number": FieldType.KEYWORD,
    "year": FieldType.INTEGER,  # of publication
}


def specs(dense_size: int) -> dict[Collection, Spec]:
    """What each collection holds, for an embedding of `dense_size` dimensions."""
    lanes, place = (LEXICAL, FOLDED), ("start", "end")
    return {
        Collection.PASSAGES: Spec(
            dense_size,
            lanes,
            {
                **DOCUMENT_FIELDS,
                "cited": FieldType.KEYWORD,  # numbers cited in the passage
                "key_phrases": FieldType.KEYWORD,  # of the document, as far as they stand in the passage
            },
        ),
        Collection.WORDS: Spec(fields={"document_id": FieldType.KEYWORD}, plain=lanes),
        Collection.FIGURES: Spec(
            dense_size,
            lanes,
            {
                **DOCUMENT_FIELDS,
                "unit": FieldType.KEYWORD,
                "place": FieldType.KEYWORD,
                "indicator_code": FieldType.KEYWORD,
                "period_start": FieldType.INTEGER,  # year
                "period_end": FieldType.INTEGER,  # year
                "value": FieldType.FLOAT,
                "holds": FieldType.BOOL,  # false where a check of the figure fails, absent where it has none
            },
            place,
        ),
        Collection.REFERENCES: Spec(
            dense_size,
            lanes,
            {
                **DOCUMENT_FIELDS,
                "cited": FieldType.KEYWORD,
                "cited_name": FieldType.KEYWORD,  # of a document that is cited without a number
                "cited_type": FieldType.KEYWORD,
            },
            place,
        ),
        Collection.DOCUMENTS: Spec(
            None,
            (),
            {
                **DOCUMENT_FIELDS,
                "same_story": FieldType.KEYWORD,  # the id of the story's first document, often its own
                "key_phrases": FieldType.KEYWORD,
                "bands": FieldType.KEYWORD,  # documents that share one may tell the same story
            },
        ),
    }
