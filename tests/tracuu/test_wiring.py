"""The parts as the settings put them together."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.errors import IndexMismatch, ModelError, SourceError, TooLarge
from corpus.index import Collection
from corpus.records import State
from ingest.run import reindex
from tests.ingest import builders, hostile_files
from tracuu.settings import Settings
from tracuu.wiring import open_embedder, open_library, open_reranker, opened_services, rebuilt_index


def test_uploads_are_read_by_a_worker_within_the_limits(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path, read_seconds=300, read_memory_mb=256, max_upload_mb=2)
    with opened_services(settings) as services:
        with pytest.raises(SourceError):
            services.add_document(hostile_files.pdf_bomb(), "bom.pdf")
        with pytest.raises(TooLarge):
            services.add_document(b"x" * (3 << 20), "lon.txt")
        entry, created = services.add_document(builders.as_text(), "../../b\udce1o.txt")
        assert (entry.state, created) == (State.INDEXED, True)
        assert entry.source == "../../b\\xe1o.txt"  # a name, never a path
        states = {one.source: one.state for one in services.library.entries()}
    assert states == {"bom.pdf": State.FAILED, "../../b\\xe1o.txt": State.INDEXED}


def test_the_model_is_as_the_settings_say() -> None:
    embedder = open_embedder(Settings(model_dimensions=64, query_prompt="câu hỏi: "))
    assert embedder.dimension == 64
    assert embedder.fingerprint != open_embedder(Settings(model_dimensions=64)).fingerprint


def test_a_changed_model_asks_for_reindex_and_gets_it(tmp_path: Path) -> None:
    """An index of another model is never searched; rebuilt from the library it is."""
    shipped, cut = Settings(home=tmp_path), Settings(home=tmp_path, model_dimensions=64)
    with opened_services(shipped) as services:
        services.add_document(builders.as_text(), "báo cáo.txt")
    with pytest.raises(IndexMismatch, match="tracuu reindex"), opened_services(cut):
        pass
    embedder = open_embedder(cut)
    with rebuilt_index(cut, embedder) as index:
        reindex(open_library(cut), index, embedder)
    with opened_services(cut) as services:
        assert services.index.count(Collection.PASSAGES)
    with pytest.raises(IndexMismatch, match="tracuu reindex"), opened_services(shipped):
        pass


def test_a_reranker_is_opened_only_where_one_is_named(tmp_path: Path) -> None:
    assert open_reranker(Settings()) is None
    assert open_reranker(Settings(reranker=str(tmp_path)))
    with pytest.raises(ModelError, match="TRACUU_RERANKER"):
        open_reranker(Settings(reranker=str(tmp_path / "absent")))
