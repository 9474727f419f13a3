"""Feeds and sitemaps: the pages that they list, of RSS, RDF, Atom and sitemap files, zipped or not."""

from __future__ import annotations

import contextlib
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

from corpus.errors import DamagedFile
from ingest.guards import MEGABYTE, too_large

MOST_UNPACKED = 50 * MEGABYTE  # of a sitemap, as its standard has it
_GZIP = b"\x1f\x8b"
_BLANK = b" \t\r\n\xef\xbb\xbf"
_ROOTS = ("urlset", "sitemapindex", "rss", "RDF", "feed")


@dataclass(frozen=True, slots=True)
class Feed:
    """Addresses of pages, and of further sitemaps."""

    pages: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()


def read_links(data: bytes, *, url: str) -> Feed | None:
    """What a feed or sitemap lists; None for every other file."""
    if data.startswith(_GZIP):
        data = _unzipped(data, url=url)
    if not any(root.encode() in data[:4096] for root in _ROOTS) or not data.lstrip(_BLANK).startswith(b"<"):
        return None
    root = _parsed(data, url=url)
    if _name(root) not in _ROOTS:
        return None
    links = tuple(_joined(url, _links(root)))
    return Feed(sitemaps=links) if _name(root) == "sitemapindex" else Feed(links)


def _joined(url: str, links: Iterable[str]) -> Iterator[str]:
    for link in links:
        with contextlib.suppress(ValueError):  # one bad link takes no other with it
            yield urljoin(url, link)


def _unzipped(data: bytes, *, url: str) -> bytes:
    unzip = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
    try:
        text = unzip.decompress(data, MOST_UNPACKED)
    except zlib.error as error:
        raise DamagedFile(url, "tệp gzip bị hỏng.", "Hãy thử lại sau.") from error
    if unzip.unconsumed_tail:
        raise too_large(url, limit=MOST_UNPACKED)
    return text


def _parsed(data: bytes, *, url: str) -> Any:
    """The tree; no entity is put in and nothing is loaded from elsewhere."""
    from lxml import etree

    if len(data) > MOST_UNPACKED:
        raise too_large(url, limit=MOST_UNPACKED)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True)
    try:
        root = etree.fromstring(data, parser)
    except (etree.LxmlError, ValueError) as error:
        raise DamagedFile(url, "danh sách trang (RSS, sitemap) bị hỏng.", "Hãy thử lại sau.") from error
    if root is None:
        raise DamagedFile(url, "danh sách trang (RSS, sitemap) bị hỏng.", "Hãy thử lại sau.")
    return root


def _links(root: Any) -> Iterator[str]:
    """The addresses in the order of the file; an image of a page (`image:loc`) is none."""
    for node in root.iter():
        owner = node.getparent()
        match (_name(owner) if owner is not None else "", _name(node)):
            case ("url" | "sitemap", "loc") | ("item", "link"):
                link = node.text or ""
            case ("entry", "link") if node.get("rel", "alternate") == "alternate":
                link = node.get("href", "")
            case _:
                continue
        if link.strip():
            yield link.strip()


def _name(node: Any) -> str:
    """The name of an element without its namespace."""
    return node.tag.rpartition("}")[2] if isinstance(node.tag, str) else ""
