"""Every word of the pages, Vietnamese and English side by side (tables/page_words.toml)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

TABLE = Path(__file__).parent / "tables" / "page_words.toml"
LANGUAGES = ("vi", "en")  # in the order of the table's columns; the first is the default
LOCAL_SIGNS = {"vi": str.maketrans(",.", ".,"), "en": {}}  # of a number that Python wrote


class PageWords:
    """`t("search.hits", count=3)` is the text of that key in one language."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._texts = _texts(LANGUAGES.index(language))

    def __call__(self, key: str, **values: object) -> str:
        return self._texts[key].format_map(values)

    def get(self, group: str, name: str) -> str:
        """The text of a value, such as a document type; one that has none is shown as it is."""
        return self._texts.get(f"{group}.{name}", name)

    def group(self, name: str) -> dict[str, str]:
        """The values of a group with their texts, in the order of the table."""
        start = f"{name}."
        return {key.removeprefix(start): text for key, text in self._texts.items() if key.startswith(start)}

    def number(self, value: float | None) -> str:
        """`1.193` and `71,1`, or `1,193` and `71.1`."""
        if value is None:
            return ""
        written = f"{value:,.10g}" if value == int(value) else f"{round(value, 6):,}"
        return written.translate(LOCAL_SIGNS[self.language])

    def signed(self, value: float) -> str:
        return f"{'+' if value > 0 else ''}{self.number(value)}".replace("-", "−")


@cache
def page_words(language: str) -> PageWords:
    return PageWords(language)


def table() -> Mapping[str, tuple[str, str]]:
    """Key to its texts, the keys joined by dots."""
    groups = tomllib.loads(TABLE.read_text("utf-8"))
    return {
        f"{group}.{name}": (texts[0], texts[1])
        for group, rows in groups.items()
        for name, texts in rows.items()
    }


@cache
def _texts(column: int) -> dict[str, str]:
    return {key: texts[column] for key, texts in table().items()}
