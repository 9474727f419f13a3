"""What feeds and sitemaps list, and files that are none."""

from __future__ import annotations

import gzip

import pytest

from corpus.errors import SourceError
from ingest.feeds import Feed, read_links

URL = "https://vi-du.vn/nguon"
A, B = "https://vi-du.vn/a", "https://vi-du.vn/b"
SPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"'

FEEDS = [
    (
        f"<rss><channel><link>{URL}</link><item><link> {A} </link></item>"
        "<item><link>/b</link></item></channel></rss>",
        (A, B),
    ),
    (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">'
        f"<item><link>{A}</link></item></rdf:RDF>",
        (A,),
    ),
    (
        '<feed xmlns="http://www.w3.org/2005/Atom"><link href="https://vi-du.vn"/>'
        f'<entry><link rel="enclosure" href="{URL}.mp3"/><link href="{A}"/></entry>'
        f'<entry><link rel="alternate" href="{B}"/></entry></feed>',
        (A, B),
    ),
    (
        f"<urlset {SPACE}><url><loc>{A}</loc>"
        f"<image:image><image:loc>{URL}.png</image:loc></image:image></url>"
        f"<url><loc>{B}</loc></url></urlset>",
        (A, B),
    ),
    ("<rss><channel></channel></rss>", ()),
    (f"<rss><item><link>//[</link></item><item><link>{A}</link></item></rss>", (A,)),
    (f"<rss><channel><item><link>{A}</link></item><item><link>", (A,)),  # cut off
]


@pytest.mark.parametrize(("text", "links"), FEEDS)
def test_links_in_their_order(text: str, links: tuple[str, ...]) -> None:
    assert read_links(text.encode(), url=URL) == Feed(links)
    assert read_links(f'\ufeff<?xml version="1.0"?>\n{text}'.encode(), url=URL) == Feed(links)
    assert read_links(gzip.compress(text.encode()), url=URL) == Feed(links)


def test_an_index_lists_sitemaps() -> None:
    text = f"<sitemapindex {SPACE}><sitemap><loc>{A}</loc></sitemap></sitemapindex>"
    assert read_links(text.encode(), url=URL) == Feed(sitemaps=(A,))


NO_FEEDS = [
    b"",
    b"%PDF-1.7",
    b"<html><head><link rel='alternate' type='application/rss+xml'></head><body>feed</body></html>",
    "RSS là gì? Một feed liệt kê các trang.".encode(),
]


@pytest.mark.parametrize("data", NO_FEEDS)
def test_other_files_are_no_feeds(data: bytes) -> None:
    assert read_links(data, url=URL) is None


def test_entities_are_left_alone() -> None:
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    items = "<item><link>&e11;</link></item>"
    text = f'<!DOCTYPE rss [<!ENTITY e0 "ha">{levels}]><rss><channel>{items}</channel></rss>'
    try:
        found = read_links(text.encode(), url=URL)
    except SourceError:
        return  # refused as a whole
    assert found is not None
    assert sum(map(len, found.pages)) < 1000


@pytest.mark.parametrize(
    "data", [b"\x1f\x8b rubbish", gzip.compress(b"\0" * 60_000_000)], ids=["broken", "bomb"]
)
def test_bad_zip_files_are_refused(data: bytes) -> None:
    with pytest.raises(SourceError):
        read_links(data, url=URL)
