"""Every page: no serious finding of axe, nothing wider than a telephone, nothing from another site."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any
from urllib.request import urlopen

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.browser.conftest import Shot, patient
from tests.browser.server import RunningServer

pytestmark = pytest.mark.browser
GROUPS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
SERIOUS = {"serious", "critical"}
PAGES = {
    "first": "/",
    "search": "/?q=so nguoi cai nghien bat buoc dak lak 2020&ignore=2020",
    "similar": "/?similar={passage}",
    "document": "/documents/{document}",
    "figure": "/documents/{document}?figure=3",
    "original": "/documents/{document}?original=1",
    "figures": "/figures?q=số người cai nghiện bắt buộc",
    "pivot": "/figures?q=số người cai nghiện bắt buộc&view=pivot",
    "line": "/figures?q=số người cai nghiện bắt buộc&view=line",
    "bar": "/figures?q=số người cai nghiện bắt buộc&view=bar",
    "change": "/figures?q=số người cai nghiện bắt buộc&view=change",
    "references": "/references",
    "reference": "/references/94/2010/NĐ-CP",
    "library": "/library",
    "delete": "/library/{document}/delete",
    "docs": "/docs",
    "unknown": "/documents/0123",
}


@pytest.fixture(scope="package")
def addresses(server: RunningServer) -> dict[str, str]:
    """The page's addresses with a document that has a figure of everything."""
    with urlopen(f"{server.address}/api/v1/documents?limit=100") as answer:  # noqa: S310  # our own server
        listed = json.load(answer)["documents"]
    document = next(one["id"] for one in listed if one["source"].endswith("tra-vinh-day-nghe-2023.pdf"))
    return {name: text.format(document=document, passage=f"{document}/p0") for name, text in PAGES.items()}


def opened(browser: Browser, server: RunningServer, address: str, asked: list[str]) -> Page:
    """The page on a telephone in the dark; `asked` takes the addresses that it loads."""
    context = patient(
        browser.new_context(
            base_url=server.address, viewport={"width": 360, "height": 844}, color_scheme="dark"
        )
    )
    page = context.new_page()
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address)
    return page


def serious(page: Page, *, rules: Sequence[str] = (), groups: Sequence[str] = ()) -> list[tuple[str, ...]]:
    wanted = {"type": "rule", "values": list(rules)} if rules else {"type": "tag", "values": list(groups)}
    found: list[dict[str, Any]] = Axe().run(page, options={"runOnly": wanted}).response["violations"]
    return [
        (one["id"], one["nodes"][0]["html"], one["nodes"][0]["failureSummary"])
        for one in found
        if one["impact"] in SERIOUS
    ]


@pytest.mark.parametrize("name", PAGES)
def test_a_page_suits_a_telephone_and_everybody(
    browser: Browser, server: RunningServer, addresses: dict[str, str], shot: Shot, name: str
) -> None:
    """Small and dark first, then wide and light with everything unfolded: what axe finds in both."""
    asked: list[str] = []
    page = opened(browser, server, addresses[name], asked)
    shot(page, f"phone-{name}")
    width = page.evaluate("document.documentElement.scrollWidth")
    found = serious(page, rules=("color-contrast", "target-size", "scrollable-region-focusable"))
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": 1280, "height": 844})
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
    found += serious(page, groups=GROUPS)
    page.context.close()
    assert width <= 360
    assert not found
    # Chromium shows a PDF with files of its own
    assert all(url.startswith((server.address, "chrome")) for url in asked)


def test_pages_are_small(browser: Browser, server: RunningServer, addresses: dict[str, str]) -> None:
    """What a first visit loads: page, style sheet and script, in bytes."""
    page = opened(browser, server, addresses["search"], [])
    sizes = page.evaluate(
        "performance.getEntriesByType('resource').concat(performance.getEntriesByType('navigation'))"
        ".reduce((sum, one) => sum + one.decodedBodySize, 0)"
    )
    page.context.close()
    assert sizes < 120_000
