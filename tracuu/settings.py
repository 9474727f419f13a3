"""Settings: one table, read from `TRACUU_*` environment variables or a `.env` file; the environment wins."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, Self

from pydantic import Field, ValidationError, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from corpus.errors import WrongUse

MIN_KEY_LENGTH = 16


class Settings(BaseSettings):
    """Each field is `TRACUU_<NAME>`; `tracuu --help` and the README print the descriptions."""

    model_config = SettingsConfigDict(
        env_prefix="TRACUU_", env_file=".env", env_file_encoding="utf-8", extra="ignore"
    )

    home: Path = Field(Path("data"), description="folder that holds the library and the embedded index")
    library_url: str = Field("", description="library on an fsspec URL instead of a folder of the home")
    qdrant_url: str = Field("", description="a Qdrant server or cluster instead of the embedded engine")
    qdrant_api_key: str = Field("", description="key of that server")
    qdrant_shards: int = Field(1, ge=1, description="shards of each collection on that server")
    qdrant_replicas: int = Field(1, ge=1, description="copies of each shard on that server")
    model: str = Field(
        "", description="embedding model, a sentence-transformers name or folder; empty: the shipped one"
    )
    model_dimensions: int = Field(
        0, ge=0, description="dimensions that are kept of its vectors, for a model that may be cut; 0: all"
    )
    query_prompt: str = Field("", description="what that model wants before a question, such as `query: `")
    passage_prompt: str = Field("", description="what it wants before a passage, such as `passage: `")
    reranker: str = Field(
        "", description="cross-encoder that reads the best passages again, a name or folder; empty: none"
    )
    reranker_seconds: float = Field(
        1.0, gt=0, description="time that it may take for a question; what it has not read stays in place"
    )
    synonyms: str = Field(
        "", description="TOML file of your own synonyms and short forms, beside the shipped ones"
    )
    indicators: Path | None = Field(
        None, description="TOML file of your own indicator codes, read before the shipped ones"
    )
    host: str = Field("127.0.0.1", description="address that `tracuu serve` listens on")
    port: int = Field(8000, ge=1, le=65535, description="port that `tracuu serve` listens on")
    api_keys: str = Field(
        "", description="keys of the API: `read:KEY,write:KEY`, comma-separated; empty leaves it open"
    )
    max_upload_mb: int = Field(100, ge=1, description="largest file or page that is read, in MB")
    max_requests: int = Field(64, ge=1, description="requests that `tracuu serve` answers at once")
    requests_a_minute: int = Field(
        0, ge=0, description="requests a minute from one address; 0 for any number"
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        "warning", description="what is logged to stderr; `info` logs every request"
    )
    log_format: Literal["text", "json"] = Field(
        "text", description="logs as lines for people or as JSON lines for machines"
    )
    read_seconds: float = Field(600, gt=0, description="time limit for reading one document, scans included")
    read_memory_mb: int = Field(2048, ge=256, description="memory limit for reading one document, in MB")
    dask: str = Field(
        "", description="a Dask scheduler whose workers read the files of `tracuu ingest`, `tcp://HOST:8786`"
    )
    web_pause: float = Field(1.0, ge=0, description="seconds between two requests to the same web host")
    allow_private_urls: bool = Field(
        False, description="let `tracuu ingest` fetch from private and loopback addresses"
    )

    llm_model: str = Field("", description="language model that phrases answers; empty: none")
    llm_url: str = Field(
        "http://127.0.0.1:11434/v1", description="its OpenAI-compatible address; the default is Ollama's own"
    )
    llm_api_key: str = Field("", description="key of that address")
    llm_seconds: float = Field(30, gt=0, description="time limit for phrasing one answer")
    llm_component: str = Field(
        "", description="YAML file of any other Haystack chat generator (`type`, `init_parameters`)"
    )

    @model_validator(mode="after")
    def _keys_are_sound(self) -> Self:
        for role, key in self._keys():
            if role not in ("read", "write") or len(key) < MIN_KEY_LENGTH:
                raise WrongUse(
                    "TRACUU_API_KEYS",
                    f"mỗi khóa phải có dạng read:KHÓA hoặc write:KHÓA, dài ít nhất {MIN_KEY_LENGTH} ký tự.",
                )
        return self

    @property
    def library_root(self) -> str:
        return self.library_url or str(self.home / "library")

    @property
    def index_folder(self) -> Path:
        return self.home / "index"

    def read_keys(self) -> tuple[str, ...]:
        """Keys that may read; a writing key may read too."""
        return tuple(key for _, key in self._keys())

    def write_keys(self) -> tuple[str, ...]:
        return tuple(key for role, key in self._keys() if role == "write")

    def _keys(self) -> list[tuple[str, str]]:
        items = (item.strip().partition(":") for item in self.api_keys.split(",") if item.strip())
        return [(role, key) for role, _, key in items]


def load_settings() -> Settings:
    """The settings of this process; WrongUse names the variable that is wrong."""
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = "TRACUU_" + "_".join(str(part) for part in first["loc"]).upper()
        raise WrongUse(name, f"giá trị {first['input']!r} không hợp lệ ({first['msg']}).") from error
