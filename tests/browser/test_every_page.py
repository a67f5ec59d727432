"""No page can be forgotten: each rule of the site is looked at in every role that may open it, at both sizes."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from werkzeug.serving import make_server

from directory.accounts import ROLES, Role
from directory.views.signing import RISING
from tests.attacks.doors import GUARDED
from tests.browser import every_page
from tests.browser.conftest import SIZES
from tests.browser.examining import examine, signed_in
from tests.site import Site

pytestmark = pytest.mark.browser
WHO: tuple[Role | None, ...] = (None, *ROLES)


@pytest.fixture(scope="module")
def site(demo_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    site = Site.open(demo_folder, tmp_path_factory.mktemp("looked_at") / "instance")
    yield site
    site.engine.dispose()


@pytest.fixture(scope="module")
def pages(site: Site) -> dict[str, str]:
    return every_page.pages(site)


@pytest.fixture(scope="module")
def address(site: Site, pages: dict[str, str]) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, site.app, threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


def test_every_rule_is_a_page_that_is_looked_at_or_says_why_not(site: Site, pages: dict[str, str]) -> None:
    assert every_page.rules(site) == pages.keys()


def opens(who: Role | None, rule: str) -> bool:
    """Visitors look at what is open to everybody, each role at what lies behind sign-in for it."""
    least = GUARDED.get(f"GET {rule}")
    return least is None if who is None else least is not None and RISING.index(least) <= RISING.index(who)


@pytest.mark.parametrize("who", WHO, ids=str)
def test_every_page_is_accessible_quiet_and_asks_nobody_else(
    who: Role | None, site: Site, pages: dict[str, str], browser: Browser, address: str
) -> None:
    """Those between see parts of what an administrator sees: at one size here, at both in `bench.accessibility`."""
    sizes = tuple(SIZES) if who in (None, "admin") else ("phone",)
    with signed_in(browser, site, address, who) as context:
        seen = [examine(context, address, path, sizes) for rule, path in pages.items() if opens(who, rule)]
    assert [f"{one.path}: {what}" for one in seen for what in one.wrong] == []
    assert len(seen) > 5
