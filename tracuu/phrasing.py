"""The language model that phrases answers, where one is set: any chat generator of Haystack."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from corpus.errors import WrongUse
from search_api.answer import Answer
from tracuu.settings import Settings

SYSTEM = (
    "Bạn viết câu trả lời ngắn bằng tiếng Việt, chỉ từ các trích dẫn được cho. "
    "Giữ nguyên mọi con số, ngày tháng và số hiệu văn bản như trong trích dẫn; không thêm số nào khác. "
    "Không có trong trích dẫn thì nói là không có."
)

Phrase = Callable[[str, Sequence[Answer]], str | None]


def open_phrase(settings: Settings) -> Phrase | None:
    """What puts answers into words; the model is loaded with the first question."""
    if not (settings.llm_model or settings.llm_component):
        return None
    made: list[Any] = []
    lock = threading.Lock()

    def phrase(question: str, answers: Sequence[Answer]) -> str | None:
        os.environ["HAYSTACK_TELEMETRY_ENABLED"] = "False"  # read when Haystack is imported
        from haystack.dataclasses import ChatMessage

        with lock:
            if not made:
                made.append(_generator(settings))
        messages = [ChatMessage.from_system(SYSTEM), ChatMessage.from_user(_prompt(question, answers))]
        replies = made[0].run(messages=messages)["replies"]
        return replies[0].text if replies else None

    return phrase


def _prompt(question: str, answers: Sequence[Answer]) -> str:
    quotes = "\n\n".join(
        f"[{at}] {answer.title}\n“{answer.quote}”" for at, answer in enumerate(answers, start=1)
    )
    return f"Câu hỏi: {question}\n\nTrích dẫn:\n{quotes}"


def _generator(settings: Settings) -> Any:
    if settings.llm_component:
        return _component(Path(settings.llm_component))
    from haystack.components.generators.chat import OpenAIChatGenerator
    from haystack.utils import Secret

    return OpenAIChatGenerator(
        api_key=Secret.from_token(settings.llm_api_key or "none"),
        model=settings.llm_model,
        api_base_url=settings.llm_url,
        generation_kwargs={"temperature": 0},
        timeout=settings.llm_seconds,
        max_retries=0,
    )


def _component(path: Path) -> Any:
    """A chat generator as Haystack writes it: `type` and `init_parameters`, in YAML or JSON."""
    from haystack.core.serialization import component_from_dict, import_class_by_name
    from haystack.marshal import YamlMarshaller

    try:
        data = YamlMarshaller().unmarshal(path.read_text("utf-8"))
        made = component_from_dict(import_class_by_name(data["type"]), data, "phrasing")
    except Exception as error:  # the file, its YAML, the class that it names, or what that class takes
        raise WrongUse(
            "TRACUU_LLM_COMPONENT", f"{path}: {error}.", "Cần tệp YAML có type và init_parameters."
        ) from error
    if hasattr(made, "warm_up"):
        made.warm_up()
    return made
