import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.conftest import NARROW, SIZES, Watched

pytestmark = pytest.mark.browser

PAGES = (
    "/",
    "/?q=茶の間&day=WE",
    "/resources",
    "/resources?q=ぬぬぬ",
    "/resources?type=salon&page=1",
    "/resources/full",
    "/resources/bare",
    "/resources/resting",
    "/resources/full/report",
    "/areas",
    "/areas/north",
    "/find/places?id=full&id=bare",
    "/find",
    "/near",
    "/tell",
    "/desk",
    "/about/data",
    "/about/components",
)
RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
}
TOO_SMALL_FOR_A_FINGER = """() => [...document.querySelectorAll(
    "button, .button, .chip, .input, .choice, .site-nav a, .pages a, .card h2 a, .card h3 a")]
.filter((e) => e.checkVisibility() && e.getBoundingClientRect().height < 44)
.map((e) => e.outerHTML.slice(0, 80))"""


def violations(watched: Watched) -> list[str]:
    found = Axe().run(watched.page, options=RULES).response["violations"]
    return [f"{rule['id']}: {node['target']} {node['failureSummary']}" for rule in found for node in rule["nodes"]]


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_accessible_fits_every_screen_and_asks_nobody_else(desktop: Watched, path: str) -> None:
    page = desktop.open(path)
    for size in SIZES.values():
        page.set_viewport_size(size)
        assert violations(desktop) == []
    page.set_viewport_size(NARROW)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert page.evaluate(TOO_SMALL_FOR_A_FINGER) == []
    page.set_viewport_size({"width": 640, "height": 900})
    page.evaluate("document.documentElement.style.setProperty('font-size', '200%')")
    assert page.evaluate("document.documentElement.scrollWidth") <= 640
    assert desktop.complaints == []
    assert desktop.outside == []


@pytest.mark.parametrize("path", ["/find", "/desk"])
def test_an_answer_to_a_question_is_accessible_too(watched: Watched, path: str) -> None:
    page = watched.open(path)
    if path == "/desk":
        page.get_by_label("住所").fill("北3丁目")
    page.locator("main form button").last.click()
    page.wait_for_load_state()
    assert violations(watched) == []
    assert watched.complaints == []
    assert watched.outside == []


@pytest.mark.parametrize(
    ("path", "choice"),
    [
        ("/", "larger.kana"),
        ("/resources/full", "larger.kana.en"),
        ("/resources/bare", "larger.en"),
        ("/areas/north", "larger.kana.easy"),
        ("/find", "larger.easy"),
    ],
)
def test_the_largest_letters_fit_a_small_phone_in_every_language(narrow: Watched, path: str, choice: str) -> None:
    narrow.page.context.add_cookies([{"name": "tsunagi_view", "value": choice, "url": narrow.base}])
    page = narrow.open(path)
    assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "24px"
    assert page.locator("rt").count() or "kana" not in choice
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert violations(narrow) == []
    assert narrow.complaints == []


def test_letters_grow_without_javascript(scriptless: Watched) -> None:
    page = scriptless.open("/resources/full")
    page.locator(".display summary").click()
    with page.expect_navigation():
        page.get_by_role("button", name="特大").click()
    assert page.url.endswith("/resources/full")
    assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "24px"


def test_from_search_to_a_listing_by_keyboard_alone(desktop: Watched) -> None:
    page = desktop.open("/resources")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "本文へ進む"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.name") == "q"
    page.keyboard.type("ちゃのま")
    page.keyboard.press("Enter")
    page.wait_for_url("**/resources?q=*")
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent") == "みんなの茶の間":
            break
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    page.wait_for_url("**/resources/full")
    assert "みんなの茶の間" in page.locator("h1").inner_text()


def test_the_phone_menu_opens_and_closes_by_keyboard(narrow: Watched) -> None:
    page = narrow.open("/")
    assert not page.locator("#site-menu").is_visible()
    page.get_by_role("button", name="メニュー").focus()
    page.keyboard.press("Enter")
    assert page.locator("#site-menu").is_visible()
    page.keyboard.press("Escape")
    assert not page.locator("#site-menu").is_visible()


def test_search_and_questions_work_without_javascript(scriptless: Watched) -> None:
    page = scriptless.open("/")
    page.get_by_label("したいこと・名前").fill("茶の間")
    with page.expect_navigation():
        page.get_by_role("button", name="さがす", exact=True).click()
    with page.expect_navigation():
        page.get_by_role("link", name="みんなの茶の間").click()
    assert "次は" in page.locator("main").inner_text()
    scriptless.open("/find")
    with page.expect_navigation():
        page.locator("main form button").last.click()
    assert "たとえば" in page.locator("h1").inner_text()
    assert page.locator("main li.card").count() == 1
    page.get_by_label("午前").check()
    with page.expect_navigation():
        page.locator("main form button").last.click()
    assert "1か所を選びました" in page.locator("h1").inner_text()


def test_the_map_shows_its_pins_and_opens_one_by_keyboard(desktop: Watched) -> None:
    page = desktop.open("/")
    page.locator(".map .pin").first.wait_for()
    page.get_by_role("button", name="みんなの茶の間").focus()
    page.keyboard.press("Enter")
    assert page.locator(".leaflet-popup a.pin-name").get_attribute("href") == "/resources/full"


def test_a_crowd_on_the_map_parts_by_key_until_its_pins_are_seen(
    desktop: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("geodata.maps.MOST_PINS", 1)
    monkeypatch.setattr("geodata.map_cells.MOST_PINS", 1)
    page = desktop.open("/")
    page.locator(".marker-cluster[role=button]").first.focus()
    page.keyboard.press("Enter")
    page.locator(".map .pin").first.wait_for()
    assert violations(desktop) == []
    assert desktop.complaints == []


def test_a_printed_listing_keeps_its_facts_and_drops_the_menu(desktop: Watched) -> None:
    page = desktop.open("/resources/full")
    page.emulate_media(media="print")
    assert not page.locator("#site-menu").is_visible()
    assert page.locator("dl.facts").first.is_visible()
    assert page.locator(".telephone").first.is_visible()


def test_pages_stand_in_forced_colours(desktop: Watched) -> None:
    desktop.page.emulate_media(forced_colors="active")
    page = desktop.open("/resources?type=salon")
    chosen = page.locator(".chip[aria-current]")
    assert chosen.first.evaluate("e => getComputedStyle(e).borderTopWidth") == "3px"


def test_html_css_and_own_scripts_before_the_map_stay_small(desktop: Watched) -> None:
    """Raw bytes; compressed they are a fifth of it."""
    sizes: list[int] = []
    desktop.page.on("response", lambda response: sizes.append(len(response.body())))
    desktop.open("/resources")
    assert sum(sizes) < 80_000
