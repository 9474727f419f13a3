"""The vocabularies of `nlp/tables`, read once, when first needed."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib import resources
from typing import Any

from nlp.fold import fold
from nlp.patterns import BLANK, CLOSE, OPEN


@cache
def table(name: str) -> dict[str, Any]:
    """The rows of `nlp/tables/<name>.toml`."""
    path = resources.files("nlp") / "tables" / f"{name}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def words_pattern(phrases: Iterable[str]) -> str:
    """An alternation of whole phrases for folded text, the longest first, any blank between their words."""
    keys = sorted({fold(phrase) for phrase in phrases}, key=lambda key: (-len(key), key))
    return f"{OPEN}(?:{'|'.join(map(_loose, keys))}){CLOSE}"


_JOINTS = {" - ": r"\s?-\s?", "-": r"\s?-\s?", ", ": f",?{BLANK}", " ": BLANK}


def _loose(key: str) -> str:
    """A phrase whose blanks may be line breaks, whose dashes may stand free, whose commas may be missing."""
    return "".join(_JOINTS.get(part) or re.escape(part) for part in re.split(r"( - |-|, | )", key))
