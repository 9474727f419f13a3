"""Search engines that somebody might take instead, each asked the same way."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from corpus.collections import LEXICAL, specs
from corpus.edge import open_edge
from corpus.index import Collection, Index, Point
from corpus.library import Library
from evaluation.beir import Page
from nlp.closeness import passage_words
from nlp.embedding import Embedder
from nlp.fusion import DEPTH
from nlp.lexical import passage_vectors, query_vector, words_digest, words_of
from search_api.query import like
from search_api.ranking import Mode, order
from search_api.search import search
from search_api.services import Services

Ask = Callable[[str, int], list[str]]  # a question and how many; gives ids, best first
BATCH = 256


def _point(page: Page, at: int, vector: Any) -> Point:
    key = _key(at)
    payload: dict[str, Any] = {
        **dict.fromkeys(("province", "province_current", "issuer", "number", "year", "published")),
        "document_id": key,
        "doc_type": "law",
        "source": page.id,
        "title": page.title,
        "same_story": key,
        "text": page.text,
        "start": 0,
        "end": len(page.text),
        "section": [],
        "page": 1,
        "cited": [],
        "words_digest": words_digest(page.text),
    }
    return Point(_passage(at), payload, vector, passage_vectors(page.text, title=page.title))


def _words(page: Page, at: int) -> Point:
    return Point(_passage(at), passage_words(page.text, title=page.title))


def _key(at: int) -> str:
    return f"{at:032x}"


def _passage(at: int) -> str:
    return f"{_key(at)}/p0"


def _fill(index: Index, pages: Sequence[Page], embedder: Embedder) -> None:
    """As `tracuu reindex` fills a large index: compacted at half, and in the end."""
    half = len(pages) // BATCH // 2 * BATCH
    for start in range(0, len(pages), BATCH):
        if start == half:
            index.maintain()
        batch = pages[start : start + BATCH]
        vectors = embedder.encode_passages([f"{page.title}\n{page.text}" for page in batch])
        points = [_point(page, start + at, vectors[at]) for at, page in enumerate(batch)]
        index.upsert(Collection.PASSAGES, points)
        index.upsert(Collection.WORDS, [_words(page, start + at) for at, page in enumerate(batch)])
    index.maintain()


@contextmanager
def _ours(pages: Sequence[Page], embedder: Embedder) -> Iterator[Services]:
    with tempfile.TemporaryDirectory() as folder:
        index = open_edge(Path(folder) / "index", specs(embedder.dimension), fingerprint=embedder.fingerprint)
        try:
            _fill(index, pages, embedder)
            yield Services(index, embedder, Library(folder + "/library"), _no_uploads)
        finally:
            index.close()


def _no_uploads(_data: bytes, name: str) -> Any:
    raise ValueError(name)


@contextmanager
def ours_ranking(pages: Sequence[Page], embedder: Embedder, mode: Mode) -> Iterator[Ask]:
    """What the others do: the best ids, without what they hold and without a reading of the question."""
    with _ours(pages, embedder) as services:
        ids = {services.index.number(_passage(at)): page.id for at, page in enumerate(pages)}

        def ask(query: str, limit: int) -> list[str]:
            depth = limit if mode is Mode.LEXICAL else DEPTH
            found = order(services, like(query), Collection.PASSAGES, mode=mode, depth=depth)
            return [ids[match.id] for match in found[:limit]]

        yield ask


@contextmanager
def ours_whole(pages: Sequence[Page], embedder: Embedder) -> Iterator[Ask]:
    """A search as the API answers it: the question read, its figures looked for, facets, highlights."""
    with _ours(pages, embedder) as services:

        def ask(query: str, limit: int) -> list[str]:
            found = search(services, query, limit=limit)
            return [pages[int(hit.document_id, 16)].id for hit in found.hits]

        yield ask


@contextmanager
def bm25s(pages: Sequence[Page], _embedder: Embedder) -> Iterator[Ask]:
    import bm25s as library

    index = library.BM25(k1=1.2, b=0.75)
    index.index([words_of(f"{page.title}\n{page.text}") for page in pages], show_progress=False)

    def ask(query: str, limit: int) -> list[str]:
        found, _ = index.retrieve([words_of(query)], k=min(limit, len(pages)), show_progress=False)
        return [pages[int(at)].id for at in found[0]]

    yield ask


@contextmanager
def qdrant_local(pages: Sequence[Page], embedder: Embedder) -> Iterator[Ask]:
    """The same vectors in qdrant-client's own local mode, its lexical lane asked."""
    from corpus.server import MEMORY, open_server

    index = open_server(MEMORY, specs(embedder.dimension), fingerprint=embedder.fingerprint)
    try:
        _fill(index, pages, embedder)

        def ask(query: str, limit: int) -> list[str]:
            vector = query_vector(query, LEXICAL)
            found = index.search(Collection.PASSAGES, vector, lane=LEXICAL, limit=limit)
            return [str(hit.payload["source"]) for hit in found]

        yield ask
    finally:
        index.close()


@contextmanager
def haystack_memory(pages: Sequence[Page], _embedder: Embedder) -> Iterator[Ask]:
    from haystack import Document
    from haystack.document_stores.in_memory import InMemoryDocumentStore

    store = InMemoryDocumentStore(bm25_tokenization_regex=r"(?u)\b\w+\b")
    store.write_documents(
        [
            Document(id=page.id, content=f"{page.title}\n{page.text}")
            for page in pages
            if page.text or page.title
        ]
    )
    yield lambda query, limit: [found.id for found in store.bm25_retrieval(query, top_k=limit)]


@contextmanager
def txtai(pages: Sequence[Page], embedder: Embedder) -> Iterator[Ask]:
    """Its hybrid: BM25 and our vectors, so that the model is not what is compared."""
    from txtai import Embeddings

    def vectors(texts: Sequence[str]) -> Any:
        return np.asarray(embedder.encode_passages(list(texts)))

    index = Embeddings(method="external", transform=vectors, hybrid=True)
    index.index([(page.id, f"{page.title}\n{page.text}", None) for page in pages])
    yield lambda query, limit: [str(found[0]) for found in index.search(query, limit)]


RIVALS: dict[str, Any] = {
    "tracuu lexical": partial(ours_ranking, mode=Mode.LEXICAL),
    "tracuu hybrid": partial(ours_ranking, mode=Mode.HYBRID),
    "tracuu whole": ours_whole,
    "bm25s": bm25s,
    "haystack in-memory": haystack_memory,
    "txtai hybrid": txtai,
    "qdrant-client local": qdrant_local,
}
