"""The collections of the index: their vectors and the payload fields that can be filtered.

Every payload but that of WORDS has what `DOCUMENT_TAGS` and `DOCUMENT_FIELDS` tell of its document, so one
filter serves all. Keywords that are counted are fields, with an index of their own; the others are tags.
"""

from __future__ import annotations

from corpus.index import Collection, FieldType, Spec

DENSE, LEXICAL, FOLDED = "dense", "lexical", "folded"

DOCUMENT_TAGS = ("document_id", "doc_type", "province", "province_current", "issuer", "number")
DOCUMENT_FIELDS = {"year": FieldType.INTEGER}  # of publication


def specs(dense_size: int) -> dict[Collection, Spec]:
    """What each collection holds, for an embedding of `dense_size` dimensions."""
    lanes, place = (LEXICAL, FOLDED), ("start", "end")
    return {
        Collection.PASSAGES: Spec(
            dense_size,
            lanes,
            DOCUMENT_FIELDS,
            tags=(
                *DOCUMENT_TAGS,
                "cited",  # numbers cited in the passage
                "key_phrases",  # of the document, as far as they stand in the passage
            ),
        ),
        Collection.WORDS: Spec(plain=lanes),
        Collection.FIGURES: Spec(
            dense_size,
            lanes,
            {
                **DOCUMENT_FIELDS,
                "period_start": FieldType.INTEGER,  # year
                "period_end": FieldType.INTEGER,  # year
                "value": FieldType.FLOAT,
                "holds": FieldType.BOOL,  # false where a check of the figure fails, absent where it has none
            },
            place,
            (*DOCUMENT_TAGS, "unit", "place", "indicator_code"),
        ),
        Collection.REFERENCES: Spec(
            dense_size,
            lanes,
            {
                **DOCUMENT_FIELDS,
                "document_id": FieldType.KEYWORD,
                "cited": FieldType.KEYWORD,
                "cited_name": FieldType.KEYWORD,  # of a document that is cited without a number
            },
            place,
            (*(name for name in DOCUMENT_TAGS if name != "document_id"), "cited_type"),
        ),
        Collection.DOCUMENTS: Spec(
            None,
            (),
            DOCUMENT_FIELDS,
            tags=(
                *DOCUMENT_TAGS,
                "key_phrases",
                "bands",  # documents that share one may tell the same story
            ),
        ),
    }
