"""Pages from a real server on loopback, allowed by the setting; and everything that is refused."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from urllib.parse import urlsplit

import pytest

from corpus.errors import SourceError, TooLarge
from ingest.files import Source
from ingest.web import Fetcher, Manners, opened_fetcher, web_sources
from tests.ingest.web_server import Reply, Site, served_site

MANNERS = Manners(pause=0, timeout=5, deadline=10, limit=200_000, allow_private=True)
PAGE = "<html><body><h1>Kết quả dạy nghề</h1><p>Huyện mở 12 lớp.</p></body></html>"


@pytest.fixture
def site() -> Iterator[Site]:
    with served_site() as served:
        yield served


@pytest.fixture
def fetcher() -> Iterator[Fetcher]:
    with opened_fetcher(MANNERS) as opened:
        yield opened


@contextmanager
def fetcher_with(**changes: object) -> Iterator[Fetcher]:
    with opened_fetcher(replace(MANNERS, **changes)) as opened:  # type: ignore[arg-type]
        yield opened


def fetched(sources: Iterator[Source]) -> dict[str, bytes | str]:
    """Each source with its bytes, or with why there are none."""
    found: dict[str, bytes | str] = {}
    for source in sources:
        try:
            found[source.name] = source.read(limit=1000)
        except SourceError as error:
            found[source.name] = error.reason
    return found


def test_a_page_is_got_after_robots_txt(site: Site, fetcher: Fetcher) -> None:
    url = site.put("/tin/1", PAGE)
    assert fetcher.get(url) == PAGE.encode()
    assert fetcher.get(url) == PAGE.encode()
    assert site.asked == ["/robots.txt", "/tin/1", "/tin/1"]
    assert site.agents == {"tracuu"}


def test_loopback_is_refused_without_the_setting(site: Site) -> None:
    url = site.put("/", PAGE)
    for place in (url, url.replace("127.0.0.1", "localhost"), url.replace("127.0.0.1", "[::ffff:127.0.0.1]")):
        with fetcher_with(allow_private=False) as careful, pytest.raises(SourceError) as caught:
            careful.get(place)
        assert "TRACUU_ALLOW_PRIVATE_URLS" in caught.value.hint
    assert site.asked == []


def test_the_checked_address_is_the_one_that_is_asked(site: Site, fetcher: Fetcher) -> None:
    """A name that changes its address after the look gains nothing: it is looked up once a call."""
    looks: list[str] = []

    def lookup(host: str, _port: int) -> list[str]:
        looks.append(host)
        return ["127.0.0.1"]

    fetcher.lookup = lookup
    site.put("/tin", PAGE)
    port = urlsplit(site.url).port
    assert fetcher.get(f"http://bao.vi-du.vn:{port}/tin") == PAGE.encode()
    assert looks == ["bao.vi-du.vn"] * len(site.asked)
    assert set(site.hosts) == {f"bao.vi-du.vn:{port}"}


def test_a_redirect_is_held_to_the_same_rules(site: Site) -> None:
    """The first host is public as far as the look-up tells, and sends on to loopback."""

    def lookup(host: str, _port: int) -> list[str]:
        return [host] if host[0].isdigit() else ["127.0.0.1"]

    port = urlsplit(site.url).port
    site.replies["/di"] = Reply(status=302, headers={"Location": f"http://169.254.169.254:{port}/khoa"})
    with fetcher_with() as opened:
        opened.lookup = lookup
        opened.manners = replace(MANNERS, timeout=0.5)
        with pytest.raises(SourceError):
            opened.get(f"{site.url}/di")
    site.replies["/den"] = Reply(PAGE.encode())
    site.replies["/di"] = Reply(status=301, headers={"Location": "/den"})
    with fetcher_with() as opened:
        assert opened.get(f"{site.url}/di") == PAGE.encode()


REFUSED = [
    "ftp://vi-du.vn/a",
    "file:///etc/passwd",
    "http://ten:matkhau@vi-du.vn/",
    "http:///khong-co-may-chu",
    "http://[::1",
    "http://vi-du.vn:99999/",
]


@pytest.mark.parametrize("url", REFUSED)
def test_only_plain_web_addresses_are_asked(url: str, fetcher: Fetcher) -> None:
    with pytest.raises(SourceError):
        fetcher.get(url)


@pytest.mark.parametrize("place", ["file:///etc/passwd", "//[", "/di"])
def test_redirects_lead_nowhere_else(place: str, site: Site, fetcher: Fetcher) -> None:
    site.replies["/di"] = Reply(status=302, headers={"Location": place})
    with pytest.raises(SourceError):
        fetcher.get(f"{site.url}/di")
    assert len(site.asked) < 10


ROBOTS = [
    (Reply(b"User-agent: *\nDisallow: /rieng/\n"), "/rieng/1", False),
    (Reply(b"User-agent: *\nDisallow: /rieng/\n"), "/tin/1", True),
    (Reply(b"User-agent: tracuu\nDisallow: /\n"), "/tin/1", False),
    (Reply(b"\xff\xfe rubbish \0"), "/tin/1", True),
    (Reply(status=404), "/tin/1", True),
    (Reply(status=403), "/tin/1", True),  # RFC 9309: only a server that fails forbids all
    (Reply(status=503), "/tin/1", False),
]


@pytest.mark.parametrize(("robots", "path", "allowed"), ROBOTS)
def test_robots_txt_is_kept(robots: Reply, path: str, *, allowed: bool, site: Site, fetcher: Fetcher) -> None:
    site.replies["/robots.txt"] = robots
    url = site.put(path, PAGE)
    if allowed:
        assert fetcher.get(url) == PAGE.encode()
    else:
        with pytest.raises(SourceError, match=r"robots\.txt"):
            fetcher.get(url)
        assert path not in site.asked


def test_hosts_are_asked_with_pauses(site: Site) -> None:
    slept: list[float] = []
    site.put("/robots.txt", "User-agent: *\nCrawl-delay: 7\n")
    url = site.put("/tin", PAGE)
    with fetcher_with(pause=2) as polite:
        polite.sleep = slept.append
        polite.get(url)
        polite.get(url)
    assert [round(pause) for pause in slept] == [2, 7]


BAD_ANSWERS = [
    (Reply(status=404), "404"),
    (Reply(status=500), "500"),
    (Reply(b"x" * 300_000), "lớn hơn"),
    (Reply(b"x" * 10_000, endless=True), "lớn hơn"),
    (Reply(b"rac", headers={"Content-Encoding": "br"}), "br"),
    (Reply(b"rac", headers={"Content-Encoding": "gzip"}), "DecodingError"),
]


@pytest.mark.parametrize(("reply", "reason"), BAD_ANSWERS)
def test_bad_answers_have_a_reason(reply: Reply, reason: str, site: Site, fetcher: Fetcher) -> None:
    site.replies["/tin"] = reply
    with pytest.raises(SourceError, match=reason):
        fetcher.get(f"{site.url}/tin")


def test_a_zip_bomb_on_the_way_is_cut_off(site: Site, fetcher: Fetcher) -> None:
    with pytest.raises(TooLarge):
        fetcher.get(site.zip("/bom", b"\0" * 50_000_000))


def test_a_silent_server_is_left(site: Site) -> None:
    site.replies["/tin"] = Reply(b"x", headers={"Content-Length": "9"})
    with fetcher_with(timeout=0.5) as hasty, pytest.raises(SourceError):
        hasty.get(f"{site.url}/tin")


def test_feeds_lead_to_their_pages(site: Site, fetcher: Fetcher) -> None:
    pages = {site.put(f"/tin/{n}", f"{PAGE}{n}"): f"{PAGE}{n}".encode() for n in range(3)}
    missing = f"{site.url}/mat"
    items = "".join(f"<item><title>Tin</title><link>{url}</link></item>" for url in (*pages, missing, *pages))
    feed = site.put("/rss", f'<?xml version="1.0"?><rss version="2.0"><channel>{items}</channel></rss>')
    assert fetched(web_sources(feed, fetcher)) == {**pages, missing: "máy chủ trả lời mã 404."}


def test_sitemaps_lead_to_sitemaps(site: Site, fetcher: Fetcher) -> None:
    space = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
    page = site.put("/tin/1", PAGE)
    child = site.zip("/con.xml", f"<urlset {space}><url><loc>{page}</loc></url></urlset>".encode())
    lost = f"{site.url}/mat.xml"
    places = "".join(f"<sitemap><loc>{place}</loc></sitemap>" for place in (child, lost))
    root = site.put("/sitemap.xml", f"<sitemapindex {space}>{places}</sitemapindex>")
    assert fetched(web_sources(root, fetcher)) == {page: PAGE.encode(), lost: "máy chủ trả lời mã 404."}


def test_a_page_that_is_no_feed_is_a_source_of_its_own(site: Site, fetcher: Fetcher) -> None:
    url = site.put("/tin", PAGE)
    assert fetched(web_sources(url, fetcher)) == {url: PAGE.encode()}
    assert site.asked.count("/tin") == 1


def test_an_unreachable_address_is_a_source_with_a_reason(fetcher: Fetcher) -> None:
    with served_site() as gone:
        url = gone.url
    (reason,) = fetched(web_sources(url, fetcher)).values()
    assert "không lấy được trang" in str(reason)
