"""Debian's Chromium before a real server on the sample corpus; screenshots go to out/screenshots."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.browser.server import RunningServer

ROOT = Path(__file__).parents[2]
SCREENSHOTS = ROOT / "out" / "screenshots"
NAMES = ("chromium", "chromium-browser")
INSTALL = "sudo apt-get install -y --no-install-recommends chromium fonts-dejavu-core"
MISSING = f"no Chromium: the tests of the pages in a browser were left out. To run them: {INSTALL}"
ARGUMENTS = ("--no-sandbox", "--disable-background-networking", "--no-first-run")

PATIENCE = 60_000  # milliseconds: a busy machine must not fail a test

Shot = Callable[[Page, str], None]


def chromium() -> str | None:
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    left_out = [
        report
        for report in terminalreporter.stats.get("skipped", ())
        if "no Chromium" in str(report.longrepr)
    ]
    if left_out:
        terminalreporter.write_line(f"{len(left_out)} × {MISSING}", yellow=True)


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """One browser for these tests, closed with them: its event loop must not meet other tests."""
    path = chromium()
    if path is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(MISSING)
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path=path, headless=True, args=list(ARGUMENTS), timeout=PATIENCE
        )
        yield opened
        opened.close()


@pytest.fixture(scope="package")
def server(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:  # noqa: ARG001  # without one no server is needed
    running = RunningServer(tmp_path_factory.mktemp("home"))
    running.ingest(ROOT / "corpus" / "samples")
    running.start()
    yield running
    running.stop()


def patient(context: BrowserContext) -> BrowserContext:
    context.set_default_timeout(PATIENCE)
    return context


@pytest.fixture
def page(browser: Browser, server: RunningServer) -> Iterator[Page]:
    """A page whose scripts must not fail."""
    context = patient(
        browser.new_context(
            base_url=server.address, viewport={"width": 1280, "height": 900}, accept_downloads=True
        )
    )
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=server.address)
    opened, broken = context.new_page(), list[str]()
    opened.on("pageerror", lambda error: broken.append(str(error)))
    yield opened
    context.close()
    assert not broken


@pytest.fixture
def plain_page(browser: Browser, server: RunningServer) -> Iterator[Page]:
    """A page without JavaScript."""
    context = patient(browser.new_context(base_url=server.address, java_script_enabled=False))
    yield context.new_page()
    context.close()


@pytest.fixture(scope="session")
def shot() -> Shot:
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)

    def take(page: Page, name: str) -> None:
        page.screenshot(path=SCREENSHOTS / f"{name}.png", full_page=True)

    return take
