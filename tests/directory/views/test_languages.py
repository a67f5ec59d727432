"""Pages in English and やさしい日本語: everything of ours is said, everything of the groups' is marked as Japanese."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
from flask.testing import FlaskClient

from directory.listing import Meeting, Series, Word
from directory.public_view import PublicVenue
from directory.views import areas, desk, desks, find, listings, near
from tests.browser.sample import BARE, FULL, RESTING
from tests.directory.views import standing
from tests.directory.views.standing import AREAS, ALocation, ANumber
from tests.pages import Page, page_of

JAPANESE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
ODD = replace(
    FULL,
    id="odd",
    name="土曜の会",
    fee_yen_max=500,
    minimum_age=65,
    residents_of=("北町",),
    capacity=20,
    venues=(PublicVenue(place="南会館", town="南一丁目"),),
    meetings=(Meeting(text="隔週土曜", certainty="parsed", series=(Series(rrule="FREQ=WEEKLY;INTERVAL=2;BYDAY=SA"),)),),
    words=(Word(scheme="target", term="older"), Word(scheme="first_visit", term="greeter")),
    assured_date=None,
)


CHILDREN = Word(scheme="need", term="childrearing")


@pytest.fixture
def client(client_of: Callable[..., FlaskClient], tmp_path: Path) -> FlaskClient:
    parts = standing.parts(tmp_path, FULL, BARE, RESTING, ODD, report=lambda id, text: None)
    found = find.Suggestions(places=(find.Suggestion(listing_id="full", ask=("駐車場は？",)),), place_note="北の近く")
    finding = find.Parts(
        find_places=lambda question: found,
        listings=lambda ids: tuple(parts.catalogue.listings(ids)),
        summaries=parts.summaries,
        vocabulary=parts.finding.names.vocabulary,
        whom_to_call=parts.whom_to_call,
        today=parts.today,
    )
    asking = desk.Parts(
        desk_of=lambda text: ALocation("ambiguous", "番で分かれます。", "番を確認してください", candidates=AREAS),
        zones=AREAS,
        emergency=(ANumber(),),
        municipality="見本市",
    )
    nearby = near.Parts(
        geocode=lambda text: standing.HERE,
        district_of=lambda town: "北",
        finding=parts.finding,
        summaries=parts.summaries,
        municipality="見本市",
        today=parts.today,
    )
    by_need = desks.Parts(
        listings=lambda: (replace(FULL, id="desk", types=("consult_desk",), words=(CHILDREN,)),),
        vocabulary=parts.finding.names.vocabulary,
        zones=AREAS,
        whom_to_call=parts.whom_to_call,
        emergency=(ANumber(),),
        today=parts.today,
    )
    return client_of(
        listings.blueprint(parts),
        find.blueprint(finding),
        desk.blueprint(asking),
        near.blueprint(nearby),
        areas.blueprint(standing.area_parts(FULL, BARE)),
        desks.blueprint(by_need),
    )


def unmarked(element: Element, language: str = "en") -> Iterator[str]:
    """Japanese that a screen reader would spell out in English: text, and what is said in attributes."""
    language = element.get("lang", language)
    if element.tag in ("title", "script"):
        return
    if language != "ja":
        said = [element.text, *(element.get(name) for name in ("aria-label", "placeholder", "title", "alt"))]
        yield from (text for text in said if text and JAPANESE.search(text) and "Language" not in text)
    for child in element:
        yield from unmarked(child, language)
        if language != "ja" and child.tail and JAPANESE.search(child.tail) and "Language" not in child.tail:
            yield child.tail


ASKED = (
    ("GET", "/"),
    ("GET", "/?day=today"),
    ("GET", "/resources?type=salon&open=week&town=北一丁目&district=北"),
    ("GET", "/resources?q=ぬぬぬ"),
    ("GET", "/resources/full"),
    ("GET", "/resources/bare"),
    ("GET", "/resources/resting"),
    ("GET", "/resources/odd"),
    ("GET", "/resources/full/report"),
    ("GET", "/near"),
    ("POST", "/near"),
    ("GET", "/find"),
    ("POST", "/find"),
    ("GET", "/find/places?id=full&id=bare"),
    ("GET", "/desk"),
    ("POST", "/desk"),
    ("GET", "/desks"),
    ("GET", "/areas"),
    ("GET", "/areas/north"),
)


def answered(client: FlaskClient, method: str, path: str, language: str) -> Page:
    client.set_cookie("tsunagi_view", language)
    return page_of(client.open(path, method=method, data={"place": "北一丁目", "address": "北3丁目"}))


@pytest.mark.parametrize(("method", "path"), ASKED)
def test_on_an_english_page_all_japanese_is_marked(client: FlaskClient, method: str, path: str) -> None:
    page = answered(client, method, path, "en")
    assert page.root.get("lang") == "en"
    assert list(unmarked(page.root)) == []


@pytest.mark.parametrize(
    ("language", "tag", "heading", "schedule", "next_day", "unknown"),
    [
        ("ja", "ja", "いつ", "毎月第1水曜日 10:00～12:00", "次は 12月2日（水）", "不明"),
        ("easy", "ja", "する", "1回目の 水曜日 10:00から 12:00まで", "次は 12月2日（水曜日）", "まだ わかりません"),
        ("en", "en", "Who may come", "1st Wednesday of every month, 10:00–12:00", "Next: Wed 2 December", "Not known"),
    ],
)  # fmt: skip
def test_a_listing_is_said_in_three_languages(
    client: FlaskClient, language: str, tag: str, heading: str, schedule: str, next_day: str, unknown: str
) -> None:
    page = answered(client, "GET", "/resources/full", language)
    assert page.root.get("lang") == tag
    assert heading in page.text("main")
    assert schedule in page.text("main")
    assert next_day in page.text("main")
    assert unknown in answered(client, "GET", "/resources/bare", language).text("main")
    assert "みんなの茶の間" in page.text("h1")


@pytest.mark.parametrize("language", ["ja", "easy", "en"])
def test_emergency_numbers_stand_in_every_language(client: FlaskClient, language: str) -> None:
    assert "tel:119" in answered(client, "GET", "/desk", language).links()


def test_the_language_is_chosen_by_a_switch_and_only_suggested_by_the_browser(client: FlaskClient) -> None:
    asks_for_english = {"Accept-Language": "en-GB,en;q=0.9,ja;q=0.5"}
    page = page_of(client.get("/resources", headers=asks_for_english))
    assert page.root.get("lang") == "ja"
    assert "This site can also be read in English" in page.text("main")
    assert "English" not in page_of(client.get("/resources")).text("main")
    client.post("/display", data={"language": "en"})
    assert page_of(client.get("/resources")).root.get("lang") == "en"
    client.post("/display", data={"language": "xx"})
    assert page_of(client.get("/resources")).root.get("lang") == "en"


def test_what_somebody_typed_is_no_markup_in_any_language(client: FlaskClient) -> None:
    for language in ("ja", "easy", "en"):
        client.set_cookie("tsunagi_view", language)
        assert "<b>" not in client.get("/resources?q=<b>茶</b>{0}{words}").get_data(as_text=True)
