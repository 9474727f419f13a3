"""tracuu's parts as Haystack components, for pipelines of other people's making; see docs/haystack.md.

Each says in `to_dict` all that it was made with, and loads what it needs in `warm_up`, or with its first run.
"""

from __future__ import annotations

import os
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any

os.environ["HAYSTACK_TELEMETRY_ENABLED"] = "False"  # read when Haystack is imported

from haystack import Document, component, default_from_dict, default_to_dict
from haystack.dataclasses import ByteStream

from corpus.errors import SourceError
from corpus.records import to_json
from nlp.annotate import annotate
from nlp.embedding import Embedder, load_embedder
from search_api.filters import DOCUMENT_FILTERS, select
from search_api.search import SearchHit, search
from search_api.services import Services
from tracuu.settings import Settings, load_settings
from tracuu.wiring import opened_services

Sources = list[str | Path | ByteStream]


@component
class TracuuRetriever:
    """The passages of a tracuu library that answer to a query, as documents with their records in `meta`.

    retriever = TracuuRetriever(home="data", top_k=5)
    retriever.run(query="cai nghiện tại cộng đồng", filters={"province": "Đắk Lắk"})
    """

    def __init__(self, home: str | None = None, top_k: int = 10, mode: str = "hybrid") -> None:
        self.home, self.top_k, self.mode = home, top_k, mode
        self._services: Services | None = None
        self._open = ExitStack()

    def warm_up(self) -> None:
        """Open the library and its index; the embedded one belongs to one process."""
        if self._services is None:
            self._services = self._open.enter_context(opened_services(_settings(self.home)))

    def close(self) -> None:
        """Let the library go, so that another process can have it."""
        self._services = None
        self._open.close()

    @component.output_types(documents=list[Document])
    def run(
        self, query: str, filters: dict[str, Any] | None = None, top_k: int | None = None
    ) -> dict[str, list[Document]]:
        """`filters` are those of `GET /search`: province, doc_type, year_from, year_to."""
        self.warm_up()
        if self._services is None:
            raise RuntimeError("the retriever is closed")
        chosen = select(DOCUMENT_FILTERS, **(filters or {}))
        found = search(self._services, query, mode=self.mode, filters=chosen, limit=top_k or self.top_k)
        return {"documents": [_document(hit) for hit in found.hits]}

    def to_dict(self) -> dict[str, Any]:
        return default_to_dict(self, home=self.home, top_k=self.top_k, mode=self.mode)

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> TracuuRetriever:
        made: TracuuRetriever = default_from_dict(cls, data)
        return made


@component
class FileExtractor:
    """Files of any kind that tracuu reads, as documents with their clean text and their records in `meta`.

    FileExtractor().run(sources=["bao-cao.pdf"])["documents"][0].meta["figures"]
    """

    @component.output_types(documents=list[Document], failed=list[dict[str, str]])
    def run(self, sources: Sources) -> dict[str, Any]:
        """What could not be read comes out as `failed`, with the reason."""
        from ingest.pipeline import extract

        documents, failed = [], []
        for source in sources:
            name, data = _read(source)
            try:
                found = extract(data, source=name).contract_json()
            except SourceError as error:
                failed.append({"source": name, "state": error.state, "reason": str(error)})
                continue
            about = found.pop("document")
            text = about.pop("text")
            documents.append(Document(id=about["id"], content=text, meta={**about, **found}))
        return {"documents": documents, "failed": failed}


@component
class RecordExtractor:
    """References, figures, dates, entities, relations and checks of documents that others have read.

    RecordExtractor(kinds=["references"]).run(documents=[Document(content="Căn cứ Nghị định 94/2010/NĐ-CP")])
    """

    def __init__(self, kinds: list[str] | None = None) -> None:
        self.kinds = kinds

    @component.output_types(documents=list[Document])
    def run(self, documents: list[Document]) -> dict[str, list[Document]]:
        """The same documents with their records in `meta`; all offsets are into `content`."""
        return {"documents": [self._annotated(document) for document in documents]}

    def _annotated(self, document: Document) -> Document:
        province, published = document.meta.get("province"), document.meta.get("published")
        found = to_json(annotate(document.content or "", province=province, published=published))
        wanted = {kind: found[kind] for kind in self.kinds or found}
        return replace(document, meta={**document.meta, **wanted})

    def to_dict(self) -> dict[str, Any]:
        return default_to_dict(self, kinds=self.kinds)

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> RecordExtractor:
        made: RecordExtractor = default_from_dict(cls, data)
        return made


class _WithModel:
    """What the two embedders share: the model's name, and the model when it is needed."""

    def __init__(self, model: str | None = None) -> None:
        self.model = model
        self._embedder: Embedder | None = None

    def warm_up(self) -> None:
        self._loaded()

    def _loaded(self) -> Embedder:
        if self._embedder is None:
            self._embedder = load_embedder(self.model)
        return self._embedder

    def to_dict(self) -> dict[str, Any]:
        return default_to_dict(self, model=self.model)


@component
class TracuuTextEmbedder(_WithModel):
    """The embedding of a query, by the model that ships with tracuu or the one named."""

    @component.output_types(embedding=list[float])
    def run(self, text: str) -> dict[str, list[float]]:
        return {"embedding": self._loaded().encode_queries([text])[0].tolist()}

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> TracuuTextEmbedder:
        made: TracuuTextEmbedder = default_from_dict(cls, data)
        return made


@component
class TracuuDocumentEmbedder(_WithModel):
    """Documents with their embeddings, by the model that ships with tracuu or the one named."""

    @component.output_types(documents=list[Document])
    def run(self, documents: list[Document]) -> dict[str, list[Document]]:
        if not documents:
            return {"documents": []}
        vectors = self._loaded().encode_passages([document.content or "" for document in documents])
        return {
            "documents": [
                replace(document, embedding=vector.tolist())
                for document, vector in zip(documents, vectors, strict=True)
            ]
        }

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> TracuuDocumentEmbedder:
        made: TracuuDocumentEmbedder = default_from_dict(cls, data)
        return made


def _settings(home: str | None) -> Settings:
    settings = load_settings()
    return settings if home is None else settings.model_copy(update={"home": Path(home)})


def _document(hit: SearchHit) -> Document:
    """A passage; its score is the search's own."""
    fields = to_json(hit)
    passage, score = fields.pop("passage"), fields.pop("score")
    return Document(id=hit.passage_id, content=passage, meta=fields, score=score)


def _read(source: str | Path | ByteStream) -> tuple[str, bytes]:
    if isinstance(source, ByteStream):
        return str(source.meta.get("file_name") or source.meta.get("file_path") or "tai-lieu"), source.data
    path = Path(source)
    return path.name, path.read_bytes()
