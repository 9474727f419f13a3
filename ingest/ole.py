"""What an old Office file is: the names in its root folder tell Word, Excel and locked files apart."""

from __future__ import annotations

import struct
from collections.abc import Iterator

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_HEADER_FAT_SECTORS = 109
_FREE = 0xFFFFFFFA  # from here on a number is a mark and no sector
_NONE = 0xFFFFFFFF
_ENTRY = 128
_MOST_SECTORS = 4_000  # of the directory: enough for 16 000 streams


def root_streams(data: bytes) -> frozenset[str]:
    """The names in the root folder; nothing for a container that is damaged."""
    try:
        return frozenset(_root_names(_directory(data)))
    except (struct.error, ValueError, IndexError):
        return frozenset()


def _directory(data: bytes) -> bytes:
    """The directory's sectors, along the chain of the allocation table."""
    shift = struct.unpack_from("<H", data, 30)[0]
    if shift not in (9, 12):
        return b""
    size = 1 << shift
    heads = struct.unpack_from(f"<{_HEADER_FAT_SECTORS}I", data, 76)
    tables = [_sector(data, sector, size) for sector in heads if sector < _FREE]
    sector = struct.unpack_from("<I", data, 48)[0]
    parts: list[bytes] = []
    while sector < _FREE and len(parts) < _MOST_SECTORS:
        parts.append(_sector(data, sector, size))
        at, within = divmod(sector, size // 4)
        sector = struct.unpack_from("<I", tables[at], 4 * within)[0]
    return b"".join(parts)


def _sector(data: bytes, sector: int, size: int) -> bytes:
    start = (sector + 1) * size
    return data[start : start + size]


def _root_names(directory: bytes) -> Iterator[str]:
    """The names in the tree below the root entry; each entry points to two neighbours."""
    waiting = [struct.unpack_from("<I", directory, 76)[0]]
    seen: set[int] = set()
    while waiting:
        at = waiting.pop()
        if at == _NONE or at in seen or (at + 1) * _ENTRY > len(directory):
            continue
        seen.add(at)
        length, left, right = (
            struct.unpack_from("<H", directory, at * _ENTRY + 64)[0],
            *struct.unpack_from("<2I", directory, at * _ENTRY + 68),
        )
        yield directory[at * _ENTRY : at * _ENTRY + max(0, min(length, 64) - 2)].decode(
            "utf-16-le", "replace"
        )
        waiting += [left, right]
