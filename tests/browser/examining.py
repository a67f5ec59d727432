"""Asked of every page: axe's rules at both sizes, small screens, large letters, a quiet console, nobody else."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from http.cookies import SimpleCookie

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext

from directory.accounts import Role
from tests.browser.conftest import NARROW, SIZES, Watched, watching
from tests.site import Site

RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]},
    "resultTypes": ["violations"],
}
AXE = Axe()


@dataclass
class Seen:
    """What one page showed. `wrong`: whatever must not be. `rules`: outcome, rule of axe, its tags."""

    path: str
    wrong: list[str] = field(default_factory=list)
    rules: list[tuple[str, str, tuple[str, ...]]] = field(default_factory=list)
    media: int = 0
    axe: str = ""


def signed_in(browser: Browser, site: Site, base: str, role: Role | None) -> BrowserContext:
    context = browser.new_context(viewport=SIZES["desktop"], locale="ja-JP")
    if role:
        cookie = site.client(role).get_cookie("tsunagi")
        assert cookie is not None
        value = SimpleCookie(f"tsunagi={cookie.value}")["tsunagi"].value
        context.add_cookies([{"name": "tsunagi", "value": value, "url": base}])
    return context


def examine(context: BrowserContext, base: str, path: str, sizes: Iterable[str] = tuple(SIZES)) -> Seen:
    watched, seen = watching(context, base), Seen(path)
    page = watched.open(path)
    for name in sizes:
        page.set_viewport_size(SIZES[name])
        _rules(watched, name, seen)
    page.set_viewport_size(NARROW)
    if (wide := page.evaluate("document.documentElement.scrollWidth")) > NARROW["width"]:
        seen.wrong.append(f"{wide} px wide on a screen of {NARROW['width']}")
    page.set_viewport_size({"width": 640, "height": 900})
    page.evaluate("document.documentElement.style.setProperty('font-size', '200%')")
    if (wide := page.evaluate("document.documentElement.scrollWidth")) > 640:
        seen.wrong.append(f"{wide} px wide with letters of 200 % on a screen of 640")
    seen.media = page.locator("audio, video").count()
    seen.wrong += watched.complaints + [f"asks {url}" for url in watched.outside]
    page.close()
    return seen


def _rules(watched: Watched, size: str, seen: Seen) -> None:
    found = AXE.run(watched.page, options=RULES).response
    seen.axe = found["testEngine"]["version"]
    for outcome in ("passes", "inapplicable", "violations", "incomplete"):
        seen.rules += [(outcome, rule["id"], tuple(rule["tags"])) for rule in found[outcome]]
    for rule in found["violations"]:
        seen.wrong += [f"{size}: {rule['id']} {node['target']} {node['failureSummary']}" for node in rule["nodes"]]
