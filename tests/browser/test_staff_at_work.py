"""The staff's editing in a real browser: by keyboard alone, and what was typed outlives a lost connection."""

import re
import time
from collections.abc import Iterator

import pyotp
import pytest
from playwright.sync_api import Browser, Page

from app import create_app
from tests.browser.conftest import SIZES, Watched, fictional_town, serving, watching
from tests.browser.test_public_pages import violations
from tests.directory.views.staff_door import PASSWORD, an_account

pytestmark = pytest.mark.browser

PATIENCE_MS = 10_000
DRAFT = "保存されていない書きかけ"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The fictional town with an account of the volunteer centre, and an administrator's."""
    directory = fictional_town(tmp_path_factory.mktemp("office"))
    for role in ("staff", "admin"):
        an_account(directory.private().engine, role)
    with serving(create_app(directory.settings)) as address:
        yield address


@pytest.fixture
def desk(browser: Browser, office: str) -> Iterator[Watched]:
    with browser.new_context(viewport=SIZES["desktop"], locale="ja-JP") as context:
        context.set_default_timeout(PATIENCE_MS)
        yield watching(context, office)


def signed_in(desk: Watched, path: str, name: str = "staff") -> Page:
    """By keyboard, from the page that was asked for to the page itself."""
    page = desk.open(path)
    page.get_by_role("textbox", name="名前").focus()
    page.keyboard.type(name)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    return page


def press(page: Page, name: str | re.Pattern[str]) -> None:
    """A button, by keyboard."""
    page.get_by_role("button", name=name).first.focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")


def a_listing(desk: Watched) -> str:
    address = desk.open("/").locator("a[href^='/resources/']").first.get_attribute("href")
    assert address is not None
    return "/staff" + address


def test_a_listing_is_edited_and_saved_by_keyboard_alone(desk: Watched) -> None:
    edit = a_listing(desk)
    page = signed_in(desk, edit)
    assert page.url.endswith(edit)
    page.get_by_label("読み（ひらがな）").focus()
    page.keyboard.press("Control+a")
    page.keyboard.type("こころみのかい")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    # Enter in a field saves nothing unseen: the form's first button reads the dates again.
    assert page.get_by_label("読み（ひらがな）").input_value() == "こころみのかい"
    press(page, "保存する")
    assert page.locator(".message-done").count() == 1
    assert violations(desk) == []
    assert page.goto(desk.base + edit) is not None
    assert page.get_by_label("読み（ひらがな）").input_value() == "こころみのかい"
    assert desk.complaints == []
    assert desk.outside == []


def test_what_was_typed_is_offered_again_after_the_page_was_lost(desk: Watched) -> None:
    edit = a_listing(desk)
    page = signed_in(desk, edit)
    assert page.get_by_text(DRAFT).count() == 0
    page.get_by_label("運営団体").fill("書きかけの団体")
    page.goto(desk.base + "/staff")
    page.goto(desk.base + edit)
    assert page.get_by_label("運営団体").input_value() != "書きかけの団体"
    assert page.get_by_role("status").filter(has_text=DRAFT).count() == 1
    assert violations(desk) == []
    press(page, "書きかけを開く")
    assert page.get_by_label("運営団体").input_value() == "書きかけの団体"
    with page.expect_navigation():
        page.get_by_role("button", name="保存する").click()
    page.goto(desk.base + edit)
    assert page.get_by_label("運営団体").input_value() == "書きかけの団体"
    assert page.get_by_text(DRAFT).count() == 0, "what has been saved is offered no more"


def test_a_draft_thrown_away_or_left_by_signing_out_is_gone(desk: Watched) -> None:
    edit = a_listing(desk)
    page = signed_in(desk, edit)
    page.get_by_label("運営団体").fill("捨てる団体")
    page.goto(desk.base + edit)
    page.get_by_role("button", name="捨てる").click()
    page.goto(desk.base + edit)
    assert page.get_by_text(DRAFT).count() == 0
    page.get_by_label("運営団体").fill("のこさない団体")
    with page.expect_navigation():
        page.get_by_role("button", name=re.compile("サインアウト")).first.click()
    signed_in(desk, edit)
    assert page.get_by_text(DRAFT).count() == 0
    assert page.evaluate("Object.keys(sessionStorage).filter((key) => key.startsWith('tsunagi-draft:'))") == []


def test_a_list_is_read_taken_in_and_taken_back_by_keyboard(desk: Watched) -> None:
    page = signed_in(desk, "/staff/import")
    rows = "名称,日時,会場\r\nこころみのサロン,毎週月曜日 10:00～12:00,こころみ会館\r\n"
    # Which file it is a person chooses in a window of the browser's own, which no test can reach.
    file = {"name": "一覧.csv", "mimeType": "text/csv", "buffer": rows.encode("cp932")}
    page.get_by_label("ファイル（Excel").set_input_files(file)
    press(page, "どう読めたかを見る")
    assert "こころみのサロン" in page.locator("main").inner_text()
    assert violations(desk) == []
    press(page, re.compile("1件を取り込む"))
    assert page.locator(".message-done").count() == 1
    assert violations(desk) == []
    assert "こころみのサロン" in desk.open("/?q=こころみ").locator("main").inner_text()
    page.goto(desk.base + "/staff/import")
    page.get_by_role("link", name=re.compile("^取り消す")).first.focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert violations(desk) == []
    press(page, "取り消す")
    assert page.locator(".message-done").count() == 1
    assert page.goto(desk.base + "/?q=こころみのサロン") is not None
    assert page.get_by_role("link", name="こころみのサロン").count() == 0
    assert desk.complaints == []
    assert desk.outside == []


def test_a_pin_is_moved_by_the_arrow_keys_and_saved(desk: Watched) -> None:
    page = signed_in(desk, a_listing(desk))
    page.goto(desk.base + str(page.locator("a[href^='/staff/venues/']").first.get_attribute("href")))
    latitude, longitude = page.get_by_label("緯度"), page.get_by_label("経度")
    page.get_by_role("button", name="地図のまん中にピンを置く").focus()
    page.keyboard.press("Enter")
    before = float(latitude.input_value()), float(longitude.input_value())
    pin = page.get_by_label("会場のピン")
    pin.focus()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Shift+ArrowRight")
    after = float(latitude.input_value()), float(longitude.input_value())
    assert after[0] > before[0]
    assert after[1] - before[1] > after[0] - before[0], "Shift moves further"
    assert f"緯度 {latitude.input_value()}" in page.get_by_role("status").last.inner_text()
    assert violations(desk) == []
    here = page.url
    press(page, "保存する")
    page.goto(here)
    assert (float(latitude.input_value()), float(longitude.input_value())) == pytest.approx(after)
    latitude.fill("３５．２９")
    longitude.fill("139.58")
    longitude.press("Tab")
    pin_box, map_box = pin.bounding_box(), page.locator(".place-map").bounding_box()
    assert pin_box is not None
    assert map_box is not None
    assert pin_box["x"] + pin_box["width"] / 2 == pytest.approx(map_box["x"] + map_box["width"] / 2, abs=4)
    assert pin_box["y"] + pin_box["height"] / 2 == pytest.approx(map_box["y"] + map_box["height"] / 2, abs=4)
    assert desk.complaints == []
    assert desk.outside == []


def test_a_second_factor_is_turned_on_and_asked_for_by_keyboard(desk: Watched) -> None:
    page = signed_in(desk, "/staff/me", name="admin")
    press(page, "使いはじめる")
    assert violations(desk) == []
    app = pyotp.TOTP(page.locator("p .strong").inner_text())
    page.get_by_label("アプリに出ている 6 けた").focus()
    page.keyboard.type(app.now())
    press(page, "使いはじめる")
    press(page, re.compile("サインアウト$"))
    signed_in(desk, "/staff/accounts", name="admin")
    assert page.get_by_role("heading", level=1).inner_text() == "確認の数字"
    assert violations(desk) == []
    page.get_by_label("アプリに出ている 6 けた").focus()
    page.keyboard.type("000000" if app.now() != "000000" else "111111")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.className") == "error-summary"
    page.get_by_label("アプリに出ている 6 けた").focus()
    page.keyboard.press("Control+a")
    # Each code is good once: the next one.
    page.keyboard.type(app.at(int(time.time()) + 30))
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.get_by_role("heading", level=1).inner_text() == "利用者"
    assert desk.outside == []


def test_a_listing_is_called_and_confirmed_by_keyboard(desk: Watched) -> None:
    page = signed_in(desk, "/staff/calls")
    link = page.locator(".tap-list a[href^='/staff/resources/']").first
    address = link.get_attribute("href")
    link.focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    press(page, "きょう電話で確認した")
    assert page.locator(".message-done").count() == 1
    assert violations(desk) == []
    page.goto(desk.base + "/staff/calls")
    assert page.locator(f".tap-list a[href='{address}']").count() == 0
    assert desk.complaints == []
    assert desk.outside == []
