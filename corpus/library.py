"""The library: the truth from which everything else is rebuilt.

A folder per document, named by its id: `original` (the bytes), `extraction.json` (the records), `entry.json`
(the line of the ledger, and the mark that the folder is whole). A method that writes returns when its write
would survive a killed process, and on a local disk a power cut.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import json
import re
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, BinaryIO, TypeVar

from corpus.errors import LibraryDamaged, LibraryProblem, UnknownDocument
from corpus.records import Document, Entry, Extraction, State, from_json, to_json
from corpus.storage import open_storage

R = TypeVar("R", Entry, Extraction)

ORIGINAL, EXTRACTION, ENTRY = "original", "extraction.json", "entry.json"
ID = re.compile(r"[0-9a-f]{32}")
NOTHING: Mapping[str, bytes] = {}
LONG_AGO = datetime.fromtimestamp(0, UTC)  # of an entry whose own time cannot be read
TROUBLES = {
    errno.ENOSPC: "đĩa đã đầy.",
    errno.EACCES: "không có quyền đọc hoặc ghi.",
    errno.EROFS: "ổ đĩa chỉ cho đọc.",
    errno.EEXIST: "có tệp trùng tên với thư mục.",
    errno.ENOTDIR: "có tệp trùng tên với thư mục.",
}


def document_id(data: bytes) -> str:
    """The same bytes are the same document: the first 32 hex digits of their SHA-256."""
    return hashlib.sha256(data).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class Dumped:
    """An extraction as the library keeps it; a process that reads can make it for the one that writes."""

    document: Document
    data: bytes


class Library:
    """Documents in folders of a local directory or of any fsspec URL, created when missing."""

    def __init__(self, root: str) -> None:
        self.root = root
        self._changing = threading.RLock()  # an entry is read and written back as one step
        with self._troubles():
            self._storage = open_storage(root)

    def __contains__(self, document_id: object) -> bool:
        """Whether a document's folder is whole, be its entry readable or not."""
        try:
            self._read(str(document_id), ENTRY)
        except UnknownDocument:
            return False
        return True

    def check(self) -> None:
        """Raise LibraryProblem where the library cannot be reached."""
        with self._troubles():
            self._storage.check()

    def add(self, data: bytes, *, source: str, media_type: str) -> Entry:
        """Keep an original; bytes that are here give the entry they have, which remembers the new source."""
        sha256, name = hashlib.sha256(data).hexdigest(), document_id(data)
        with self._changing:
            with contextlib.suppress(UnknownDocument, LibraryDamaged):  # a broken entry is written anew
                return self._remember(self.entry(name), source)
            now = datetime.now(UTC)
            entry = Entry(name, sha256, source, State.RECEIVED, None, now, media_type=media_type)
            with self._troubles():
                self._storage.put(name, {ORIGINAL: data, ENTRY: _dump(entry)})
            return entry

    def _remember(self, entry: Entry, source: str) -> Entry:
        if source in (entry.source, *entry.also):
            return entry
        return self._write(replace(entry, also=(*entry.also, source)))

    def put_back(self, entry: Entry, original: bytes, extraction: Extraction | None) -> None:
        """Keep a document just as a backup holds it."""
        if document_id(original) != entry.id:
            raise LibraryDamaged(entry.source, "bản gốc không khớp với mã của nó.", "Dùng bản sao lưu khác.")
        records = {EXTRACTION: _dump(extraction)} if extraction else {}
        with self._changing, self._troubles():
            self._storage.put(entry.id, {ORIGINAL: original, **records, ENTRY: _dump(entry)})

    def save(
        self, extraction: Extraction | Dumped, *, seconds: Mapping[str, float], same_story: str | None = None
    ) -> Entry:
        """Keep what was read out of a document: its state becomes EXTRACTED."""
        record = extraction if isinstance(extraction, Dumped) else dumped(extraction)
        with self._changing:
            entry = _marked(self.entry(record.document.id), State.EXTRACTED, seconds=seconds)
            story = same_story or entry.same_story
            entry = replace(entry, pages=record.document.pages, same_story=story)
            return self._write(entry, {EXTRACTION: record.data})

    def mark(
        self,
        document_id: str,
        state: State,
        *,
        reason: str | None = None,
        seconds: Mapping[str, float] | None = None,
    ) -> Entry:
        """Write a document's state with its reason; stage times are added to those that are known."""
        with self._changing:
            return self._write(_marked(self.entry(document_id), state, reason=reason, seconds=seconds))

    def entry(self, document_id: str) -> Entry:
        return self._parse(Entry, document_id, ENTRY, self._read(document_id, ENTRY))

    def entries(self) -> Iterator[Entry]:
        """Every document in order of id; one whose entry is broken is listed as failed, with the reason."""
        with self._troubles():
            for document_id, found in self._storage.read_all(ENTRY):
                if ID.fullmatch(document_id) and not isinstance(found, FileNotFoundError):
                    yield self._listed(document_id, found)

    def _listed(self, document_id: str, found: bytes | Exception) -> Entry:
        try:
            if isinstance(found, Exception):
                raise self._damaged(document_id, ENTRY) from found
            return self._parse(Entry, document_id, ENTRY, found)
        except LibraryDamaged as error:
            reason = f"{error.reason} {error.hint}"
            return Entry(document_id, "", error.subject, State.FAILED, reason, LONG_AGO)

    def extraction(self, document_id: str) -> Extraction:
        return self._parse(Extraction, document_id, EXTRACTION, self._read(document_id, EXTRACTION))

    def original(self, document_id: str) -> bytes:
        return self._read(document_id, ORIGINAL)

    def open_original(self, document_id: str) -> BinaryIO:
        """The original as a file that can be read from any place."""
        with self._troubles(), self._known(document_id):
            return self._storage.open(document_id, ORIGINAL)

    def delete(self, document_id: str) -> None:
        with self._changing, self._troubles(), self._known(document_id):
            self._storage.remove(document_id, ENTRY)

    def _read(self, document_id: str, name: str) -> bytes:
        with self._troubles(), self._known(document_id):
            return self._storage.read(document_id, name)

    def _write(self, entry: Entry, files: Mapping[str, bytes] = NOTHING) -> Entry:
        """Write files of a document, and its entry after them."""
        with self._troubles(), self._known(entry.id):
            self._storage.replace(entry.id, {**files, ENTRY: _dump(entry)})
        return entry

    def _parse(self, kind: type[R], document_id: str, name: str, data: bytes) -> R:
        try:
            return from_json(kind, json.loads(data))
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
            raise self._damaged(document_id, name) from error

    def _damaged(self, document_id: str, name: str) -> LibraryDamaged:
        return LibraryDamaged(
            self._storage.where(document_id, name),
            "tệp JSON của thư viện bị hỏng.",
            "Nạp lại tài liệu gốc để sửa.",
        )

    @contextlib.contextmanager
    def _known(self, document_id: str) -> Iterator[None]:
        """An id that is no id of ours never becomes a path."""
        hint = "Xem danh sách bằng `tracuu status`."
        unknown = UnknownDocument(document_id, "không có trong thư viện.", hint)
        if not ID.fullmatch(document_id):
            raise unknown
        try:
            yield
        except FileNotFoundError as error:
            raise unknown from error

    @contextlib.contextmanager
    def _troubles(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            reason = TROUBLES.get(error.errno or 0, f"không đọc hoặc ghi được ({error}).")
            raise LibraryProblem(
                self.root, reason, "Kiểm tra thư mục hoặc TRACUU_HOME rồi chạy lại."
            ) from error


def _marked(
    entry: Entry, state: State, *, reason: str | None = None, seconds: Mapping[str, float] | None = None
) -> Entry:
    times = {**entry.seconds, **(seconds or {})}
    return replace(entry, state=state, reason=reason, updated=datetime.now(UTC), seconds=times)


def dumped(extraction: Extraction) -> Dumped:
    return Dumped(extraction.document, _dump(extraction))


def _dump(record: Any) -> bytes:
    """JSON as UTF-8; what is no UTF-8 in a file name becomes a JSON escape and comes back the same."""
    text = json.dumps(to_json(record), ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "backslashreplace")
