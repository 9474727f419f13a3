"""Pages from the web, politely: robots.txt is kept, one request at a time, with pauses."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING
from urllib.robotparser import RobotFileParser

from corpus.errors import SourceError
from ingest.addresses import Resolve, resolve
from ingest.feeds import read_links
from ingest.files import Source
from ingest.guards import MEGABYTE
from ingest.web_request import AGENT, Answer, Manners, ask, joined, opened_client, origin_of

if TYPE_CHECKING:
    import httpx

__all__ = ["Fetcher", "Manners", "is_url", "opened_fetcher", "web_sources"]

MOST_REDIRECTS = 5
MOST_PAGES = 5_000  # of one feed or sitemap
MOST_SITEMAPS = 50
LONGEST_PAUSE = 30.0  # seconds that a robots.txt may ask for
ROBOTS_SIZE = MEGABYTE
_BY_HAND = "Hãy tải tệp về rồi nạp từ máy."
DEFAULT = Manners()
_NOTHING = ("User-agent: *", "Disallow: /")


def is_url(text: str) -> bool:
    return text.lower().startswith(("http://", "https://"))


@contextmanager
def opened_fetcher(manners: Manners) -> Iterator[Fetcher]:
    with opened_client(manners) as client:
        yield Fetcher(client, manners)


@dataclass
class Fetcher:
    """Asks for pages; what robots.txt forbids, and what leads into our own network, is a `SourceError`.

    with opened_fetcher(Manners(pause=2)) as fetcher:
        data = fetcher.get("https://daklak.gov.vn/bao-cao.pdf")
    """

    client: httpx.Client
    manners: Manners = DEFAULT
    lookup: Resolve = resolve
    sleep: Callable[[float], None] = time.sleep
    _rules: dict[str, RobotFileParser | SourceError] = field(default_factory=dict)  # by scheme and host
    _next: dict[str, float] = field(default_factory=dict)  # the same -> when it may be asked again

    def get(self, url: str) -> bytes:
        """The page, after a few redirects at most, each of them held to the same rules."""
        place = url
        for _ in range(MOST_REDIRECTS + 1):
            if not self._rules_of(place).can_fetch(AGENT, place):
                raise SourceError(url, "robots.txt của trang không cho phép lấy.", _BY_HAND)
            answer = self._ask(place, self.manners)
            if answer.moved_to is None:
                return _data(url, answer)
            place = joined(place, answer.moved_to)
        raise SourceError(url, "chuyển hướng quá nhiều lần.", "Hãy kiểm tra lại địa chỉ.")

    def _rules_of(self, url: str) -> RobotFileParser:
        """The rules of a page's host, asked for once."""
        origin = origin_of(url)
        if origin not in self._rules:
            try:
                self._rules[origin] = self._read_rules(f"{origin}/robots.txt")
            except SourceError as error:
                self._rules[origin] = error
        rules = self._rules[origin]
        if isinstance(rules, SourceError):
            raise SourceError(url, rules.reason, rules.hint)
        return rules

    def _read_rules(self, url: str) -> RobotFileParser:
        """As RFC 9309 has it: without a robots.txt all is allowed, where the server fails nothing is."""
        rules, manners = RobotFileParser(url), replace(self.manners, limit=ROBOTS_SIZE)
        answer = self._ask(url, manners)
        for _ in range(MOST_REDIRECTS):
            if answer.moved_to:
                url = joined(url, answer.moved_to)
                answer = self._ask(url, manners)
        lines = answer.data.decode("utf-8-sig", "replace").splitlines()
        rules.parse(_NOTHING if answer.status >= 500 or answer.status == 429 else lines)
        return rules

    def _ask(self, url: str, manners: Manners) -> Answer:
        host = origin_of(url)
        wait = self._next.get(host, 0.0) - time.monotonic()
        if wait > 0:
            self.sleep(wait)
        try:
            return ask(self.client, url, manners, lookup=self.lookup)
        finally:
            self._next[host] = time.monotonic() + self._pause(url)

    def _pause(self, url: str) -> float:
        rules = self._rules.get(origin_of(url))
        asked = rules.crawl_delay(AGENT) if isinstance(rules, RobotFileParser) else None
        return max(self.manners.pause, min(float(asked or 0), LONGEST_PAUSE))


def _data(url: str, answer: Answer) -> bytes:
    if answer.status != 200:
        reason = f"máy chủ trả lời mã {answer.status}."
        raise SourceError(url, reason, "Hãy kiểm tra lại địa chỉ, hoặc thử lại sau.")
    return answer.data


def web_sources(url: str, fetcher: Fetcher) -> Iterator[Source]:
    """The page of an address, or the pages that a feed or sitemap there lists."""
    try:
        data = fetcher.get(url)
        feed = read_links(data, url=url)
    except SourceError as error:
        yield Source(url, problem=error)
        return
    if feed is None:
        yield Source(url, fetch=lambda: data)
        return
    links = list(dict.fromkeys(_all_links(url, feed.pages, feed.sitemaps, fetcher)))
    for link in links[:MOST_PAGES]:
        yield link if isinstance(link, Source) else _linked(link, fetcher)
    if len(links) > MOST_PAGES:
        reason = f"chỉ lấy {MOST_PAGES} trang đầu trong {len(links)} trang."
        yield Source(url, problem=SourceError(url, reason, "Hãy nạp từng phần của sitemap."))


def _linked(link: str, fetcher: Fetcher) -> Source:
    return Source(link, fetch=lambda: fetcher.get(link), is_once=True)


def _all_links(
    url: str, pages: tuple[str, ...], sitemaps: tuple[str, ...], fetcher: Fetcher
) -> Iterator[str | Source]:
    """The pages of a feed, and of the sitemaps that it lists; those list no further ones."""
    yield from pages
    for sitemap in sitemaps[:MOST_SITEMAPS]:
        try:
            found = read_links(fetcher.get(sitemap), url=sitemap)
        except SourceError as error:
            yield Source(sitemap, problem=error)
        else:
            yield from found.pages if found else ()
    if len(sitemaps) > MOST_SITEMAPS:
        reason = f"chỉ đọc {MOST_SITEMAPS} sitemap đầu trong {len(sitemaps)}."
        yield Source(url, problem=SourceError(url, reason, "Hãy nạp từng sitemap con."))
