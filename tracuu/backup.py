"""The library in one file, and back: a ZIP of its originals and records. The index is rebuilt from them."""

from __future__ import annotations

import contextlib
import json
import os
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from corpus.errors import LibraryDamaged, LibraryProblem, UnknownDocument, WrongUse
from corpus.library import Library
from corpus.records import Entry, Extraction, State, from_json, to_json

FORMAT, MANIFEST = 1, "tracuu-backup.json"
ORIGINAL, ENTRY, EXTRACTION = "original", "entry.json", "extraction.json"


def back_up(library: Library, path: Path) -> int:
    """Every document into a new file, whole when it is there; gives their number."""
    if path.exists():
        raise WrongUse(str(path), "tệp đã có.", "Chọn tên khác, hoặc xóa tệp cũ.")
    count = 0
    with _draft(path) as draft, zipfile.ZipFile(draft, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for entry in library.entries():
            if not entry.sha256:
                raise LibraryDamaged(entry.source, entry.reason or "")
            with contextlib.suppress(UnknownDocument):  # removed since it was listed
                for name, data in _files(library, entry).items():
                    archive.writestr(f"{entry.id}/{name}", data)
                count += 1
        archive.writestr(MANIFEST, json.dumps({"format": FORMAT, "documents": count}))
    return count


def _files(library: Library, entry: Entry) -> dict[str, bytes | str]:
    files: dict[str, bytes | str] = {ORIGINAL: library.original(entry.id)}
    if entry.state in (State.EXTRACTED, State.INDEXED):
        files[EXTRACTION] = _dump(library.extraction(entry.id))
    return {**files, ENTRY: _dump(entry)}


def restore(library: Library, path: Path) -> int:
    """The documents of a backup into a library that holds no others; gives their number."""
    with _archive(path) as archive:
        ids = [name.partition("/")[0] for name in archive.namelist() if name.endswith(f"/{ENTRY}")]
        if len(ids) != _told(archive, path):
            raise _broken(path)
        if not {entry.id for entry in library.entries()} <= set(ids):
            reason = "thư viện đã có tài liệu khác."
            raise WrongUse(library.root, reason, "Khôi phục vào một TRACUU_HOME trống.")
        for document_id in ids:
            _restore_one(library, archive, document_id)
    return len(ids)


def _restore_one(library: Library, archive: zipfile.ZipFile, document_id: str) -> None:
    entry = from_json(Entry, json.loads(archive.read(f"{document_id}/{ENTRY}")))
    extraction = None
    if entry.state in (State.EXTRACTED, State.INDEXED):
        extraction = from_json(Extraction, json.loads(archive.read(f"{document_id}/{EXTRACTION}")))
    library.put_back(entry, archive.read(f"{document_id}/{ORIGINAL}"), extraction)


@contextmanager
def _draft(path: Path) -> Iterator[Path]:
    """A file beside the one that is wanted, which takes its name when it is whole and on the disk."""
    try:
        descriptor, name = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)
    except OSError as error:
        raise WrongUse(str(path), f"không ghi được ở đây ({error.strerror}).") from error
    os.close(descriptor)
    draft = Path(name)
    try:
        yield draft
        with draft.open("rb") as file:
            os.fsync(file.fileno())
        draft.rename(path)
    except OSError as error:
        raise LibraryProblem(str(path), f"không ghi được ({error.strerror}).", "Kiểm tra đĩa.") from error
    finally:
        draft.unlink(missing_ok=True)


@contextmanager
def _archive(path: Path) -> Iterator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(path) as archive:
            yield archive
    except FileNotFoundError as error:
        raise WrongUse(str(path), "không có tệp này.", "Kiểm tra lại đường dẫn.") from error
    except (zipfile.BadZipFile, KeyError, ValueError, TypeError, EOFError, UnknownDocument) as error:
        raise _broken(path) from error


def _told(archive: zipfile.ZipFile, path: Path) -> int:
    """The number of documents that the backup says it holds."""
    told = json.loads(archive.read(MANIFEST))
    if told["format"] != FORMAT:
        raise WrongUse(str(path), "bản sao lưu của một phiên bản khác.", "Dùng đúng phiên bản tracuu.")
    return int(told["documents"])


def _broken(path: Path) -> WrongUse:
    return WrongUse(str(path), "không phải bản sao lưu, hoặc đã hỏng.", "Dùng bản sao lưu khác.")


def _dump(record: Entry | Extraction) -> str:
    return json.dumps(to_json(record), ensure_ascii=False).encode("utf-8", "backslashreplace").decode()
