"""The folder of the embedded index: numbered generations, of which the highest is in use.

    index/lock, owner.json     who owns the folder
    index/3/manifest.json      what this generation was built with
    index/3/passages/ …        one shard a collection
    index/4.new/               the next one while it is built; renamed to `4` when it is whole

So a rebuild that is killed leaves the old generation in use, and there is no moment without one.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

from corpus.errors import IndexDamaged, IndexMismatch
from corpus.index import Collection, Spec

MANIFEST, DRAFT = "manifest.json", ".new"
REINDEX = "Chạy `tracuu reindex` để dựng lại từ thư viện."


def manifest(specs: Mapping[Collection, Spec], *, fingerprint: str, layout: str) -> dict[str, Any]:
    """What a generation was built with, as JSON."""
    collections = {name.value: asdict(spec) for name, spec in specs.items()}
    record = {"layout": layout, "fingerprint": fingerprint, "collections": collections}
    return dict(json.loads(json.dumps(record)))


class Generations:
    """The generations in a folder. Only the folder's owner may change them."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def current(self) -> Path | None:
        numbers = self._numbers()
        return self._folder / str(max(numbers)) if numbers else None

    @contextmanager
    def draft(self, record: Mapping[str, Any]) -> Iterator[Path]:
        """A folder for the next generation; it is the current one from when the block ends well."""
        with self.next(json.dumps(record)) as draft:
            yield draft
            self.settle(draft)
        self.sweep()

    @contextmanager
    def next(self, record: str) -> Iterator[Path]:
        """A folder for the next generation, gone with the block unless it was settled."""
        draft = self._folder / (str(max(self._numbers(), default=0) + 1) + DRAFT)
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir()
        try:
            (draft / MANIFEST).write_text(record, "utf-8")
            yield draft
        finally:
            shutil.rmtree(draft, ignore_errors=True)

    def settle(self, draft: Path) -> Path:
        """Make a draft the current generation, in one step that survives a power cut; gives its new place."""
        sync(draft / MANIFEST)
        sync(draft)
        place = draft.with_name(draft.name.removesuffix(DRAFT))
        draft.rename(place)
        sync(self._folder)
        return place

    def check(self, generation: Path, record: Mapping[str, Any]) -> None:
        """Raise where a generation was built with something else, or cannot say with what."""
        try:
            found = json.loads((generation / MANIFEST).read_text("utf-8"))
            built_with = found["fingerprint"]
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise IndexDamaged(str(generation), "chỉ mục thiếu hoặc hỏng tệp mô tả.", REINDEX) from error
        if found != record:
            reason = f"chỉ mục dựng bằng {built_with!r}, nay cần {record['fingerprint']!r}."
            if built_with == record["fingerprint"]:
                reason = "chỉ mục do một phiên bản khác của tracuu dựng."
            raise IndexMismatch(str(self._folder), reason, REINDEX)

    def sweep(self) -> None:
        """Remove drafts that were killed and generations that were replaced."""
        current = self.current()
        for path in self._folder.iterdir():
            if path != current and path.is_dir() and path.name.removesuffix(DRAFT).isdecimal():
                shutil.rmtree(path, ignore_errors=True)

    def _numbers(self) -> list[int]:
        return [int(path.name) for path in self._folder.iterdir() if path.name.isdecimal() and path.is_dir()]


def sync(path: Path) -> None:
    """Bring a file, or the names in a folder, to the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
