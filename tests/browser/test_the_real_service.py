"""The application as it is put together, on the fictional town: accessible pages, and both ways by keyboard alone."""

import re
from collections.abc import Iterator
from contextlib import suppress

import pytest
from playwright.sync_api import Browser, Page
from playwright.sync_api import TimeoutError as PlaywrightTimeoutError

from app import create_app
from tests.browser.conftest import SIZES, Watched, fictional_town, serving, watching
from tests.browser.test_public_pages import violations

pytestmark = pytest.mark.browser

PATIENCE_MS = 10_000
# What the sample of the other browser tests does not have, and one of what it has.
PAGES = ("/", "/match", "/match/desks", "/gaps", "/about/matching")


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    directory = fictional_town(tmp_path_factory.mktemp("service"))
    with serving(create_app(directory.settings)) as address:
        yield address


@pytest.fixture(params=SIZES)
def there(request: pytest.FixtureRequest, browser: Browser, service: str) -> Iterator[Watched]:
    with browser.new_context(viewport=SIZES[request.param], locale="ja-JP") as context:
        context.set_default_timeout(PATIENCE_MS)
        yield watching(context, service)


@pytest.fixture
def desk(browser: Browser, service: str) -> Iterator[Watched]:
    with browser.new_context(viewport=SIZES["desktop"], locale="ja-JP") as context:
        context.set_default_timeout(PATIENCE_MS)
        yield watching(context, service)


def fill_the_sheet(page: Page) -> None:
    """As somebody types who listens on the telephone: no pointer."""
    page.get_by_label("いちばんの困りごと").focus()
    page.keyboard.press("ArrowDown")  # 孤立・孤独, the first
    page.keyboard.press("Tab")
    page.keyboard.type("75")
    page.keyboard.press("Tab")
    page.keyboard.type("ほしの原2丁目")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")  # 徒歩, the first
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")  # お茶・おしゃべり, the first of what one may like
    with page.expect_navigation():
        page.keyboard.press("Enter")


@pytest.mark.parametrize("path", PAGES)
def test_a_page_of_the_real_service_is_accessible_quiet_and_asks_nobody_else(desk: Watched, path: str) -> None:
    page = desk.open(path)
    for size in SIZES.values():
        page.set_viewport_size(size)
        assert violations(desk) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    assert desk.complaints == []
    assert desk.outside == []


def test_the_sheet_is_filled_by_keyboard_and_its_answer_is_accessible(there: Watched) -> None:
    page = there.open("/match")
    fill_the_sheet(page)
    assert page.get_by_role("heading", level=1).inner_text() == "合いそうな場所"
    assert page.get_by_label("住んでいるところ").input_value() == "ほしの原2丁目"
    assert page.locator("#match-1 h3 a").count() == 1
    assert violations(there) == []
    assert there.complaints == []
    assert there.outside == []
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]


def test_an_answer_heard_on_the_telephone_is_kept_by_keyboard_and_the_sheet_stays(desk: Watched) -> None:
    page = desk.open("/match")
    fill_the_sheet(page)
    page.locator(".ask summary").first.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("雨の日は中でします")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert "控えました" in page.locator("main").inner_text()
    assert page.get_by_label("住んでいるところ").input_value() == "ほしの原2丁目"


def test_two_places_are_compared_and_put_on_paper_without_a_pointer(there: Watched) -> None:
    page = there.open("/match")
    fill_the_sheet(page)
    for box in page.locator("input[name=place]").all()[:2]:
        box.focus()
        page.keyboard.press("Space")
    page.get_by_role("button", name="くらべる・紙にする").focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.get_by_role("heading", level=1).inner_text() == "はじめての訪問"
    assert violations(there) == []
    assert there.complaints == []
    assert there.outside == []
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]
    page.emulate_media(media="print")
    assert not page.get_by_role("heading", level=1).is_visible()
    assert len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4"))) <= 9


def test_from_words_to_a_listing_by_keyboard_alone(desk: Watched) -> None:
    page = desk.open("/")
    page.get_by_label("したいこと・名前").focus()
    page.keyboard.type("子供食堂")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.locator(".card h3 a").first.focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert re.search("食堂", page.get_by_role("heading", level=1).inner_text())
    page.go_back()
    assert page.get_by_label("したいこと・名前").input_value() == "子供食堂"


def test_the_desk_in_charge_is_found_by_keyboard_alone(there: Watched) -> None:
    page = there.open("/desk")
    page.get_by_label("住所").focus()
    page.keyboard.type("ほしの原2丁目")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert "担当はこちらです" in page.get_by_role("status").inner_text()
    assert page.get_by_role("link", name=re.compile("^[0-9-]+$")).count() > 0
    assert violations(there) == []
    assert there.complaints == []
    assert there.outside == []


def test_a_cluster_on_the_map_opens_by_key(desk: Watched) -> None:
    page = desk.open("/")
    page.locator(".marker-cluster").first.wait_for()
    before = page.evaluate("window.map_places.getZoom()")
    # On a busy machine pins still arrive: a cluster drawn anew before the key hears nothing, and people press again.
    for _ in range(5):
        page.locator(".marker-cluster").first.press("Enter")
        with suppress(PlaywrightTimeoutError):
            # As a function: a bare expression would be evaluated, which the page forbids.
            page.wait_for_function("before => window.map_places.getZoom() > before", arg=before, timeout=3000)
            break
    assert page.evaluate("window.map_places.getZoom()") > before
    assert page.evaluate("document.activeElement.id") == "map_places"


def test_names_of_areas_stand_clear_of_the_clusters(there: Watched) -> None:
    page = there.open("/")
    page.locator(".zone-label").first.wait_for()
    boxes = "(all) => [...document.querySelectorAll(all)].map((e) => e.getBoundingClientRect().toJSON())"
    labels, clusters = page.evaluate(boxes, ".zone-label"), page.evaluate(boxes, ".marker-cluster")
    assert len(labels) == 4
    for label in labels:
        x, y = label["x"] + label["width"] / 2, label["y"] + label["height"] / 2
        assert not any(c["left"] < x < c["right"] and c["top"] < y < c["bottom"] for c in clusters)


def test_the_printed_answer_lets_cards_share_a_page_and_unfolds_its_questions(desk: Watched) -> None:
    page = desk.open("/match")
    fill_the_sheet(page)
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert page.locator("details[data-open-on-paper]:not([open])").count() == 0
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    page.emulate_media(media="print")
    assert page.locator(".cards-one").first.evaluate("(e) => getComputedStyle(e).display") == "block"
    assert not page.get_by_label("住んでいるところ").is_visible()
    pdf = page.pdf(format="A4")
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) <= 5


def test_what_opens_within_seven_days_is_found_near_a_town(desk: Watched) -> None:
    page = desk.open("/near?open=week")
    page.get_by_label("どこの近くを見ますか").fill("ほしの原2丁目")
    with page.expect_navigation():
        page.get_by_role("button", name="近い順に見る").click()
    assert "ほしの原二丁目に近い順" in page.get_by_role("heading", level=1).inner_text()
    assert page.locator(".card").count()
    assert "ほしの原" not in page.url
    assert violations(desk) == []
