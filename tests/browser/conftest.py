"""A real Chromium before a real server. Skipped with a reason where there is no Chromium, unless CI=true."""

import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, sync_playwright
from werkzeug.serving import make_server

from directory.assembly import Directory
from directory.settings import Settings
from tests.browser.sample import sample_app

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
SIZES = {"phone": {"width": 390, "height": 844}, "desktop": {"width": 1280, "height": 900}}
NARROW = {"width": 320, "height": 640}  # a small phone, or 1280 px at 400 % zoom (WCAG 1.4.10)


@dataclass
class Watched:
    """A page whose console, scripts and requests are listened to."""

    page: Page
    base: str
    complaints: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)

    def open(self, path: str) -> Page:
        self.page.goto(self.base + path, wait_until="load")
        return self.page

    def hear(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(message.text)

    def see(self, request: Request) -> None:
        if not request.url.startswith((self.base, "data:", "blob:")):
            self.outside.append(request.url)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        if os.environ.get("CI") == "true":
            pytest.fail("CI must have Chromium (apt install chromium)")
        pytest.skip("Chromium がありません（apt install chromium）")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield opened
        opened.close()


@contextmanager
def serving(app: Flask) -> Iterator[str]:
    """The address at which the application answers."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()


@pytest.fixture(scope="session")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serving(sample_app(tmp_path_factory.mktemp("sample"))) as address:
        yield address


def fictional_town(folder: Path) -> Directory:
    """The application's own directory of the invented town, filled, without limits of rate."""
    environment = {"TSUNAGI_INSTANCE": str(folder), "TSUNAGI_PROFILE": "fictional", "TSUNAGI_TILES": "off"}
    settings = replace(Settings.from_environment(environment), rate_limits=False)
    directory = Directory.set_up(settings, is_sample=True)
    directory.private().load_seed()
    directory.catch_up()
    return directory


def watching(context: BrowserContext, base: str) -> Watched:
    watched = Watched(context.new_page(), base)
    watched.page.on("console", watched.hear)
    watched.page.on("pageerror", lambda error: watched.complaints.append(str(error)))
    watched.page.on("request", watched.see)
    return watched


@pytest.fixture(params=SIZES)
def watched(request: pytest.FixtureRequest, browser: Browser, base: str) -> Iterator[Watched]:
    """On a phone and on a desktop."""
    with browser.new_context(viewport=SIZES[request.param], locale="ja-JP") as context:
        yield watching(context, base)


@pytest.fixture
def desktop(browser: Browser, base: str) -> Iterator[Watched]:
    with browser.new_context(viewport=SIZES["desktop"], locale="ja-JP") as context:
        yield watching(context, base)


@pytest.fixture
def narrow(browser: Browser, base: str) -> Iterator[Watched]:
    with browser.new_context(viewport=NARROW, locale="ja-JP") as context:
        yield watching(context, base)


@pytest.fixture
def scriptless(browser: Browser, base: str) -> Iterator[Watched]:
    with browser.new_context(java_script_enabled=False, locale="ja-JP") as context:
        yield watching(context, base)
