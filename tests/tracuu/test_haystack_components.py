"""The components in pipelines, saved and loaded; the examples of docs/haystack.md run as they stand."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from haystack import Document, Pipeline
from haystack.core.serialization import allow_deserialization_module
from haystack.dataclasses import ByteStream

from tests.search_api.library_texts import TEXTS
from tracuu.haystack_components import (
    FileExtractor,
    RecordExtractor,
    TracuuDocumentEmbedder,
    TracuuRetriever,
    TracuuTextEmbedder,
)
from tracuu.settings import Settings
from tracuu.wiring import opened_services

ROOT = Path(__file__).parent.parent.parent
EXAMPLES = re.findall(r"```python\n(.*?)```", (ROOT / "docs" / "haystack.md").read_text("utf-8"), re.S)
TEXT = "Năm 2021, tỉnh mở 46 lớp theo Nghị định số 94/2010/NĐ-CP."


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("home")
    with opened_services(Settings(home=home)) as services:
        for name, text in TEXTS.items():
            services.add_document(text.encode(), name)
    return home


@pytest.mark.parametrize(
    "made",
    [
        TracuuRetriever(home="somewhere", top_k=3, mode="lexical"),
        FileExtractor(),
        RecordExtractor(kinds=["references"]),
        TracuuTextEmbedder(),
        TracuuDocumentEmbedder(),
    ],
)
def test_each_comes_back_from_its_pipeline_as_it_was(made: Any) -> None:
    pipeline = Pipeline()
    pipeline.add_component("one", made)
    allow_deserialization_module("tracuu.haystack_components")
    again = Pipeline.loads(pipeline.dumps()).get_component("one")
    public = {name: value for name, value in vars(made).items() if not name.startswith("_")}
    assert type(again) is type(made)
    assert {name: getattr(again, name) for name in public} == public


def test_the_retriever_gives_passages_with_their_records(home: Path) -> None:
    retriever = TracuuRetriever(home=str(home), top_k=2)
    found = retriever.run(query="dạy nghề cho lao động nông thôn", filters={"year_from": 2023})["documents"]
    retriever.close()
    assert found[0].meta["title"].startswith("Kết quả dạy nghề")
    assert 51 in {figure["value"] for one in found for figure in one.meta["figures"]}
    assert found[0].score


def test_files_are_read_and_bad_ones_named() -> None:
    sources: list[Any] = [
        ByteStream(TEXT.encode(), meta={"file_name": "a.txt"}),
        ByteStream(b"", meta={"file_name": "b.txt"}),
    ]
    found = FileExtractor().run(sources=sources)
    assert [document.meta["figures"][0]["value"] for document in found["documents"]] == [46]
    assert [(one["source"], one["state"]) for one in found["failed"]] == [("b.txt", "failed")]


def test_records_of_documents_that_others_have_read() -> None:
    document = Document(content=TEXT, meta={"mine": 1})
    (found,) = RecordExtractor(kinds=["references", "figures"]).run(documents=[document])["documents"]
    assert set(found.meta) == {"mine", "references", "figures"}
    record = found.meta["references"][0]
    assert (record["number"], TEXT[record["start"] : record["end"]]) == ("94/2010/NĐ-CP", record["text"])
    assert document.meta == {"mine": 1}


def test_embeddings_meet_in_one_space() -> None:
    documents = [Document(content="cai nghiện ma túy"), Document(content="sửa chữa trạm y tế")]
    near, far = TracuuDocumentEmbedder().run(documents=documents)["documents"]
    query = TracuuTextEmbedder().run(text="người nghiện ma túy đi cai")["embedding"]

    def likeness(document: Document) -> float:
        return sum(a * b for a, b in zip(query, document.embedding or [], strict=True))

    assert likeness(near) > likeness(far)
    assert TracuuDocumentEmbedder().run(documents=[]) == {"documents": []}


@pytest.mark.parametrize("example", EXAMPLES)
def test_the_examples_of_the_documentation_run(example: str, home: Path, tmp_path: Path) -> None:
    for name, text in TEXTS.items():
        if name.isascii() and name[0].isalpha():
            (tmp_path / name).write_text(text, encoding="utf-8")
    code = (
        f"folder, home = {str(tmp_path)!r}, {str(home)!r}\n{example}\n"
        "assert globals().get('figures') or globals().get('passages')\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.returncode == 0, done.stderr
