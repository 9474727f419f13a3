from __future__ import annotations

import json
import shutil
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from corpus.errors import ModelError
from nlp.embedding import DEFAULT_MODEL, SentenceTransformerEmbedder, is_static, load_embedder
from nlp.static_model import StaticEmbedder
from tests.nlp.tiny_models import write_encoder

TEXTS = [
    "Người sau cai nghiện được vay vốn để học nghề.",
    "nguoi sau cai nghien duoc vay von",
    "Tái hoà nhập cộng đồng; tái hòa nhập CỘNG ĐỒNG",  # two tone placements, capitals
    "Kế hoạch số 77/KH-UBND ngày 05/3/2019: 3,7 tỷ đồng (12,5%)",
    "Methadone, ARV và SARS-CoV-2 ở Côte d'Ivoire — Владимир, 北京, Ω",  # words that no syllable table holds
    "Cai nghiê\u0323n",  # decomposed
    "x" * 500,
    "🙂",
    "",
]


@pytest.fixture(scope="module")
def embedder() -> StaticEmbedder:
    return StaticEmbedder(DEFAULT_MODEL)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the shipped model that a test may break."""
    return Path(shutil.copytree(DEFAULT_MODEL, tmp_path / "model"))


def test_the_shipped_model_needs_no_torch() -> None:
    use = "from nlp.embedding import load_embedder; load_embedder().encode_queries(['x'])"
    code = f"{use}; import sys; print('torch' in sys.modules)"
    assert subprocess.check_output([sys.executable, "-c", code], text=True) == "False\n"


def test_vectors_are_of_unit_length(embedder: StaticEmbedder) -> None:
    vectors = embedder.encode_passages(TEXTS)
    assert vectors.dtype == np.float32
    assert vectors.shape == (len(TEXTS), embedder.dimension)
    assert np.linalg.norm(vectors[:5], axis=1) == pytest.approx(1)


@pytest.mark.parametrize("nonsense", ["", "🙂", " \n"])
def test_nonsense_is_the_zero_vector(embedder: StaticEmbedder, nonsense: str) -> None:
    assert not embedder.encode_queries([nonsense]).any()


def test_meaning_brings_other_words_together(embedder: StaticEmbedder) -> None:
    query, near, far = embedder.encode_queries(
        [
            "bị đuổi việc có được đền tiền không",
            "trợ cấp thôi việc của người lao động",
            "khai thác thủy sản xa bờ",
        ]
    )
    assert query @ near > query @ far


@pytest.mark.model
def test_sentence_transformers_gives_the_same_vectors(embedder: StaticEmbedder) -> None:
    theirs = SentenceTransformerEmbedder(DEFAULT_MODEL)
    assert np.abs(theirs.encode_passages(TEXTS) - embedder.encode_passages(TEXTS)).max() < 1e-5


@pytest.mark.model
def test_cut_and_prompted_vectors_are_the_same_too() -> None:
    ours = StaticEmbedder(DEFAULT_MODEL, dimensions=64, query_prompt="câu hỏi: ")
    theirs = SentenceTransformerEmbedder(DEFAULT_MODEL, dimensions=64, query_prompt="câu hỏi: ")
    assert ours.dimension == theirs.dimension == 64
    assert np.abs(ours.encode_queries(TEXTS) - theirs.encode_queries(TEXTS)).max() < 1e-5
    assert ours.fingerprint == theirs.fingerprint


def test_any_tokenizer_is_read(folder: Path, embedder: StaticEmbedder) -> None:
    """A tokenizer of another making goes through `tokenizers` itself, to the same tokens."""
    path = folder / "tokenizer.json"
    config = json.loads(path.read_text("utf-8"))
    config["normalizer"]["normalizers"].append({"type": "Strip", "strip_left": True, "strip_right": True})
    path.write_text(json.dumps(config), "utf-8")
    assert np.allclose(
        StaticEmbedder(folder).encode_passages(TEXTS), embedder.encode_passages(TEXTS), atol=1e-6
    )


def test_fingerprint_tells_models_apart(folder: Path, embedder: StaticEmbedder) -> None:
    assert StaticEmbedder(folder).fingerprint == embedder.fingerprint
    assert StaticEmbedder(folder, dimensions=64).fingerprint != embedder.fingerprint
    assert StaticEmbedder(folder, query_prompt="hỏi: ").fingerprint != embedder.fingerprint
    (folder / "tokenizer.json").write_bytes((folder / "tokenizer.json").read_bytes() + b"\n")
    assert StaticEmbedder(folder).fingerprint != embedder.fingerprint


@pytest.mark.parametrize("name", ["tokenizer.json", "model.safetensors"])
def test_a_missing_file_is_named(folder: Path, name: str) -> None:
    (folder / name).unlink()
    with pytest.raises(ModelError, match=name):
        load_embedder(folder)


@pytest.mark.parametrize("name", ["tokenizer.json", "model.safetensors", "modules.json"])
def test_a_damaged_file_is_named(folder: Path, name: str) -> None:
    (folder / name).write_bytes(b"\x00garbage")
    with pytest.raises(ModelError, match=name):
        load_embedder(folder)


def test_too_many_dimensions_are_refused() -> None:
    with pytest.raises(ModelError, match="chiều"):
        load_embedder(dimensions=100_000)


def test_a_missing_folder_is_refused() -> None:
    with pytest.raises(ModelError, match="không có thư mục"):
        load_embedder("./no/such/model")


@pytest.mark.model
def test_an_unknown_name_is_refused_without_the_network() -> None:
    with pytest.raises(ModelError, match="no-one/no-such-model"):
        load_embedder("no-one/no-such-model")


def test_only_static_folders_are_read_lightly(tmp_path: Path) -> None:
    assert is_static(DEFAULT_MODEL)
    modules = [{"path": "", "type": "sentence_transformers.models.Transformer"}]
    (tmp_path / "modules.json").write_text(json.dumps(modules), "utf-8")
    assert not is_static(tmp_path)


def test_embeds_quickly(embedder: StaticEmbedder) -> None:
    passages = ["Người hoàn thành cai nghiện được hỗ trợ học nghề và vay vốn. " * 8] * 2_000
    embedder.encode_passages(passages[:10])
    started = time.process_time()
    embedder.encode_passages(passages)
    assert len(passages) / (time.process_time() - started) > 2_000  # on a busy machine


@pytest.mark.model
def test_another_model_goes_in_by_its_folder(tmp_path: Path) -> None:
    folder = write_encoder(tmp_path / "model")
    plain = load_embedder(folder)
    cut = load_embedder(folder, dimensions=8, query_prompt="1 ", passage_prompt="2 ")
    assert (plain.dimension, cut.dimension) == (16, 8)
    assert not np.allclose(cut.encode_queries(["3"]), cut.encode_passages(["3"]))
    assert len({plain.fingerprint, cut.fingerprint, load_embedder(folder, dimensions=8).fingerprint}) == 3
