"""Where the library keeps its folders: a local disk, or an object store by fsspec.

A folder lies under the first two letters of its name. It is there when its last file, the mark, is there: on
a disk the whole folder is written under a temporary name and renamed; on an object store, where a PUT is
atomic, the mark is put last.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import time
import uuid
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO, Protocol, cast

TEMPORARY = ".tmp"
LEFTOVER_AGE = 3600.0  # seconds; a write that has taken this long was killed
BATCH = 500  # objects asked for at once


class Storage(Protocol):
    """Named files in folders; a missing one raises FileNotFoundError."""

    def put(self, folder: str, files: Mapping[str, bytes]) -> None:
        """Make a folder, its mark being the last of the files."""
        ...

    def replace(self, folder: str, files: Mapping[str, bytes]) -> None:
        """Replace or add files of a folder, one after the other, each as a whole."""
        ...

    def read(self, folder: str, name: str) -> bytes: ...

    def open(self, folder: str, name: str) -> BinaryIO: ...

    def read_all(self, name: str) -> Iterator[tuple[str, bytes | Exception]]:
        """A file of every folder, in order of their names; what cannot be read comes as its error."""
        ...

    def remove(self, folder: str, mark: str) -> None: ...

    def where(self, folder: str, name: str) -> str:
        """How a message names a file."""
        ...

    def check(self) -> None:
        """Raise OSError where the store cannot be reached."""
        ...


def open_storage(root: str) -> Storage:
    """The store of a folder or an fsspec URL, created when missing."""
    scheme, separator, rest = root.partition("://")
    if separator and scheme != "file":
        return Bucket(root)
    return Disk(Path(rest if separator else root))


class Disk:
    """Folders on a local file system; a write is on the disk before it returns."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._temporary = root / TEMPORARY
        self._temporary.mkdir(parents=True, exist_ok=True)
        self._sweep()

    def put(self, folder: str, files: Mapping[str, bytes]) -> None:
        place, draft = self._place(folder), self._draft()
        draft.mkdir()
        try:
            for name, data in files.items():
                _write(draft / name, data)
            _sync(draft)
            if not place.parent.exists():
                place.parent.mkdir(exist_ok=True)
                _sync(self._root)
            self._settle(draft, place, files)
        finally:
            shutil.rmtree(draft, ignore_errors=True)

    def _settle(self, draft: Path, place: Path, files: Mapping[str, bytes]) -> None:
        """Rename the draft into place; a folder that is there (its mark broken) gets the files one by one."""
        try:
            draft.rename(place)
        except OSError:
            if not place.is_dir():
                raise
            for name in files:
                (draft / name).replace(place / name)
            _sync(place)
        _sync(place.parent)

    def replace(self, folder: str, files: Mapping[str, bytes]) -> None:
        place = self._place(folder)
        for name, data in files.items():
            draft = self._draft()
            try:
                _write(draft, data)
                draft.replace(place / name)
            finally:
                draft.unlink(missing_ok=True)
        _sync(place)

    def read(self, folder: str, name: str) -> bytes:
        return (self._place(folder) / name).read_bytes()

    def open(self, folder: str, name: str) -> BinaryIO:
        return (self._place(folder) / name).open("rb")

    def read_all(self, name: str) -> Iterator[tuple[str, bytes | Exception]]:
        for prefix in sorted(os.listdir(self._root)):
            if prefix == TEMPORARY or not (self._root / prefix).is_dir():
                continue
            for folder in sorted(os.listdir(self._root / prefix)):
                try:
                    yield folder, self.read(folder, name)
                except OSError as error:
                    yield folder, error

    def remove(self, folder: str, mark: str) -> None:  # noqa: ARG002  # one rename takes the whole folder
        place, draft = self._place(folder), self._draft()
        place.rename(draft)
        _sync(place.parent)
        shutil.rmtree(draft, ignore_errors=True)

    def where(self, folder: str, name: str) -> str:
        return str(self._place(folder) / name)

    def check(self) -> None:
        self._temporary.stat()

    def _place(self, folder: str) -> Path:
        return self._root / folder[:2] / folder

    def _draft(self) -> Path:
        return self._temporary / uuid.uuid4().hex

    def _sweep(self) -> None:
        """Remove what killed writers left; younger drafts may belong to a writer at work."""
        for draft in self._temporary.iterdir():
            with contextlib.suppress(OSError):
                if time.time() - draft.stat().st_mtime > LEFTOVER_AGE:
                    shutil.rmtree(draft) if draft.is_dir() else draft.unlink()


@contextlib.contextmanager
def _answered() -> Iterator[None]:
    """A store that does not answer raises OSError, whatever its own library raises."""
    try:
        yield
    except OSError:
        raise
    except Exception as error:
        raise OSError(" ".join(str(error).split())[:200]) from error


class Bucket:
    """Folders as key prefixes of any fsspec file system."""

    def __init__(self, url: str) -> None:
        from fsspec.core import url_to_fs  # 0.1 s that a local library does not need

        try:
            fs, root = url_to_fs(url)
        except (ValueError, ImportError) as error:  # no such scheme, or its package is not installed
            raise OSError(str(error)) from error
        self._fs: Any = fs
        self._root = str(root).rstrip("/")
        with _answered():
            self._fs.makedirs(self._root, exist_ok=True)

    @_answered()
    def put(self, folder: str, files: Mapping[str, bytes]) -> None:
        self.replace(folder, files)  # the mark comes last

    @_answered()
    def replace(self, folder: str, files: Mapping[str, bytes]) -> None:
        for name, data in files.items():
            self._fs.pipe_file(self._path(folder, name), data)

    @_answered()
    def read(self, folder: str, name: str) -> bytes:
        return cast(bytes, self._fs.cat_file(self._path(folder, name)))

    @_answered()
    def open(self, folder: str, name: str) -> BinaryIO:
        return cast(BinaryIO, self._fs.open(self._path(folder, name), "rb"))

    def read_all(self, name: str) -> Iterator[tuple[str, bytes | Exception]]:
        with _answered():
            self._fs.invalidate_cache()
            paths = sorted(path for path in self._fs.find(self._root) if path.rsplit("/", 1)[-1] == name)
        for start in range(0, len(paths), BATCH):
            with _answered():
                found = self._fs.cat(paths[start : start + BATCH], on_error="return")
            yield from ((path.rsplit("/", 2)[-2], found[path]) for path in paths[start : start + BATCH])

    @_answered()
    def remove(self, folder: str, mark: str) -> None:
        self._fs.invalidate_cache()
        if not self._fs.exists(self._path(folder, mark)):
            raise FileNotFoundError(self._path(folder, mark))
        self._fs.rm_file(self._path(folder, mark))  # without its mark the folder is gone for every reader
        self._fs.rm(self._path(folder, ""), recursive=True)

    def where(self, folder: str, name: str) -> str:
        return str(self._fs.unstrip_protocol(self._path(folder, name)))

    @_answered()
    def check(self) -> None:
        self._fs.invalidate_cache()
        try:
            self._fs.ls(self._root)
        except FileNotFoundError:  # a bucket knows no empty folder
            self._fs.ls(self._root.rpartition("/")[0] or self._root)

    def _path(self, folder: str, name: str) -> str:
        return f"{self._root}/{folder[:2]}/{folder}/{name}".rstrip("/")


def _write(path: Path, data: bytes) -> None:
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _sync(folder: Path) -> None:
    """Bring a folder's names to the disk (where the system allows a folder to be opened)."""
    with contextlib.suppress(PermissionError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
