from __future__ import annotations

import gzip
import json
from pathlib import Path

import numpy as np
import pytest

from evaluation.train_embedding import (
    NEWS,
    OFFICIAL,
    Pair,
    Recipe,
    rarity,
    read_pairs,
    save,
    train,
    train_tokenizer,
)
from nlp.embedding import load_embedder
from nlp.fold import unaccent
from tests.evaluation.beir_factory import write_set

ARTICLES = [
    ("Mức vay vốn", "Người sau cai nghiện được vay vốn ưu đãi để học nghề."),
    ("Miễn học phí", "Học sinh vùng cao không phải đóng học phí."),
    ("Phí trông xe", "Người gửi xe trả phí theo lượt."),
    ("Trợ cấp mai táng", "Thân nhân nhận tiền mai táng một lần."),
]
SMALL = Recipe(vocabulary=300, rarest=1, dimensions=16, epochs=2, batch=4)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    (tmp_path / "pairs").mkdir()
    for name in OFFICIAL + NEWS:
        with gzip.open(tmp_path / "pairs" / f"{name}.jsonl.gz", "wt", encoding="utf-8") as lines:
            lines.writelines(json.dumps({"anchor": a, "positive": f"{p} {name}"}) + "\n" for a, p in ARTICLES)
    folder = write_set(tmp_path / "retrieval" / "small")
    (folder / "qrels" / "train.tsv").write_text("query-id\tcorpus-id\tscore\nq2\tp4\t1\n", "utf-8")
    return tmp_path


def test_reads_train_questions_and_none_of_the_test(data: Path) -> None:
    anchors = {pair.anchor for pair in read_pairs(data, SMALL, news=False)}
    assert "xe buýt ra khu công nghiệp" in anchors
    assert "116/2021/nd-cp" not in anchors


def test_news_are_read_on_demand_only(data: Path) -> None:
    without, with_news = (list(read_pairs(data, SMALL, news=news)) for news in (False, True))
    assert len(with_news) == len(without) + len(ARTICLES)


def test_the_tokenizer_knows_syllables_with_and_without_accents() -> None:
    pairs = [Pair(*article) for article in ARTICLES]
    vocabulary = train_tokenizer(pairs, Recipe(vocabulary=2_000, rarest=1)).get_vocab()
    assert {"vay", "vốn", unaccent("vốn")} <= set(vocabulary)


def test_rare_tokens_weigh_more() -> None:
    common, rare = rarity([np.array([0, 1]), np.array([0]), np.array([0, 0])], 2)
    assert rare > common > 0


@pytest.mark.model
def test_training_is_repeatable_and_saved_models_load(data: Path, tmp_path: Path) -> None:
    (tokenizer, table), (_, again) = (train(data, SMALL) for _ in range(2))
    assert np.array_equal(table, again)
    save(tokenizer, table, tmp_path / "model", {"news": False})
    embedder = load_embedder(tmp_path / "model")
    assert embedder.dimension == SMALL.dimensions
    assert embedder.encode_queries(["vay vốn"]).any()
