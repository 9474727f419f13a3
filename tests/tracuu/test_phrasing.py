"""The language model of the settings, asked over HTTP as a real one is."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from corpus.errors import WrongUse
from search_api.answer import Answer
from tracuu.phrasing import open_phrase
from tracuu.settings import Settings

ANSWER = Answer("figure", "46 lớp", "0" * 32, "Báo cáo", "Năm 2021 mở 46 lớp.", 0, 19, 1, 1.0)
QUESTION = "Năm 2021 mở mấy lớp?"
REPLY = "Năm 2021 mở 46 lớp."


class Model(ThreadingHTTPServer):
    """A server that speaks as OpenAI's and Ollama's do, and keeps what it was asked."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.asked: list[tuple[str, dict[str, Any]]] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/v1"


class Handler(BaseHTTPRequestHandler):
    server: Model

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["content-length"])))
        self.server.asked.append((self.headers["authorization"], body))
        message = {"role": "assistant", "content": REPLY}
        reply = {
            "id": "1",
            "object": "chat.completion",
            "created": 0,
            "model": body["model"],
            "choices": [{"index": 0, "finish_reason": "stop", "message": message}],
            "usage": {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2},
        }
        data = json.dumps(reply).encode()
        self.send_response(200)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the base class's name
        """Quiet."""


@pytest.fixture
def model() -> Iterator[Model]:
    server = Model()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()


def test_the_model_is_given_the_question_and_the_quotes(model: Model) -> None:
    phrase = open_phrase(Settings(llm_model="qwen", llm_url=model.url, llm_api_key="k" * 16))
    assert phrase is not None
    assert phrase(QUESTION, [ANSWER]) == REPLY
    authorization, body = model.asked[0]
    assert (authorization, body["model"]) == (f"Bearer {'k' * 16}", "qwen")
    told = body["messages"][-1]["content"]
    assert QUESTION in told
    assert ANSWER.quote in told


def test_any_other_generator_comes_from_a_file(model: Model, tmp_path: Path) -> None:
    file = tmp_path / "model.yaml"
    file.write_text(
        "type: haystack.components.generators.chat.openai.OpenAIChatGenerator\n"
        "init_parameters:\n"
        f"  api_base_url: {model.url}\n"
        "  model: other\n"
        "  api_key: {type: env_var, env_vars: [TRACUU_TEST_KEY], strict: false}\n",
        encoding="utf-8",
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TRACUU_TEST_KEY", "x" * 16)
        phrase = open_phrase(Settings(llm_component=str(file)))
        assert phrase is not None
        assert phrase(QUESTION, [ANSWER]) == REPLY
    assert model.asked[0][1]["model"] == "other"


@pytest.mark.parametrize("text", ["", "type: no.such.Class\ninit_parameters: {}", "{", None])
def test_a_wrong_file_names_the_setting(tmp_path: Path, text: str | None) -> None:
    file = tmp_path / "model.yaml"
    if text is not None:
        file.write_text(text)
    phrase = open_phrase(Settings(llm_component=str(file)))
    assert phrase is not None
    with pytest.raises(WrongUse, match="TRACUU_LLM_COMPONENT"):
        phrase(QUESTION, [ANSWER])


def test_without_a_model_nothing_is_phrased() -> None:
    assert open_phrase(Settings()) is None
