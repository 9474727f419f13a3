"""What the question side works with: everything is handed in, nothing is opened or configured here."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from corpus.index import Index
from corpus.library import Library
from corpus.records import Entry
from nlp.closeness import Words
from nlp.embedding import Embedder
from nlp.lexical import LANES
from nlp.reranking import Reranker
from search_api.answer import Answer
from search_api.guard import Limits
from search_api.jobs import Jobs
from search_api.kept import Kept

MEGABYTE = 1 << 20
ANSWERS = 512  # kept; one of ten passages takes some 40 kB
PASSAGES = 8192  # whose words are kept for closeness, for each lane; one takes some 0.5 kB


Phrase = Callable[[str, Sequence[Answer]], str | None]


def _kept_words() -> dict[str, Kept[int, Words]]:
    return {lane: Kept(PASSAGES) for lane in LANES}


@dataclass(frozen=True)
class Services:
    """`add_document` takes the bytes and the name of an upload and says whether it was new.

    With `jobs` an upload that takes long is answered before it is read. `phrase` puts a question's answers
    into words; what it says is checked before it is shown. `reranker` reads the best passages again.
    """

    index: Index
    embedder: Embedder
    library: Library
    add_document: Callable[[bytes, str], tuple[Entry, bool]]
    read_keys: frozenset[str] = field(default=frozenset(), repr=False)  # a writing key may read too
    write_keys: frozenset[str] = field(default=frozenset(), repr=False)
    max_upload: int = 100 * MEGABYTE
    limits: Limits = field(default_factory=Limits)
    version: str = "0"
    jobs: Jobs | None = None
    patience: float = 5.0  # seconds that a call waits for an upload to be read
    phrase: Phrase | None = None
    reranker: Reranker | None = None
    answers: Kept[str, Any] = field(default_factory=lambda: Kept(ANSWERS), init=False, repr=False)
    words: Mapping[str, Kept[int, Words]] = field(default_factory=_kept_words, init=False, repr=False)
