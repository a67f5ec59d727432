"""`/near`: listings by their distance from an address, a town or where one stands; nothing finer than is public."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from directory.listing import Meeting
from directory.public_view import PublicListing, PublicVenue
from directory.views import near
from directory.vocabulary import Vocabulary
from geodata.geocoded import Geocoded
from tests.directory.views.standing import TODAY, finding, summaries
from tests.factories import a_public_listing
from tests.pages import Page, page_of

Ask = Callable[..., Page]
HERE = Geocoded(input="北一丁目2-3", status="matched", town="北一丁目", level=8, latitude=35.3, longitude=139.58)


def at(name: str, north_m: float, **venue: object) -> PublicListing:
    place = {"place": f"{name}会館", "latitude": 35.3 + north_m / 111_195, "longitude": 139.58, "point_level": 8}
    return a_public_listing(name=name, venues=(PublicVenue(**place | venue),), place=f"{name}会館")


@pytest.fixture
def ask(client_of: Callable[..., FlaskClient], tmp_path: Path) -> Ask:
    def make(*listings: PublicListing, found: Geocoded = HERE, **form: str) -> Page:
        parts = near.Parts(
            geocode=lambda text: found,
            district_of=lambda town: "北" if town.startswith("北") else None,
            finding=finding(tmp_path, *listings),
            summaries=summaries(Vocabulary.load()),
            municipality="見本市",
            today=lambda: TODAY,
        )
        status = form.pop("status", "200")
        return page_of(client_of(near.blueprint(parts)).post("/near", data=form), int(status))

    return make


def order_of(page: Page, *wanted: str) -> list[str]:
    text = page.text("main")
    return sorted(wanted, key=text.index)


def test_the_nearest_stands_first_with_its_distance(ask: Ask) -> None:
    page = ask(at("とおい会", 900), at("ちかい会", 200), place="北一丁目2-3")
    assert order_of(page, "とおい会", "ちかい会") == ["ちかい会", "とおい会"]
    assert "およそ200m" in page.text("main")
    assert "北一丁目に近い順" in page.text("h1")


def test_where_one_stands_counts_as_a_place_and_is_not_shown_again(ask: Ask) -> None:
    page = ask(at("ちかい会", 100), lat="35.300", lon="139.580")
    assert "いまいる場所" in page.text("h1")
    assert "35.3" not in page.text("main")


def test_a_place_known_to_its_town_only_is_said_to_be_measured_so(ask: Ask) -> None:
    page = ask(at("お宅の会", 0, coarse=True, point_level=3, place="北一丁目・社協に連絡"), place="北一丁目2-3")
    assert "同じ町のなか" in page.text("main")
    assert "およそ50m" not in page.text("main")


def test_listings_without_a_point_are_counted_and_those_that_rest_are_left_out(ask: Ask) -> None:
    resting = replace(at("やすみ会", 10), status="paused")
    page = ask(a_public_listing(name="どこか会"), resting, at("ひらく会", 10), place="北一丁目")
    assert "場所が分からない1件" in page.text("main")
    assert "やすみ会" not in page.text("main")


def test_the_same_district_stands_between_what_is_near_and_what_is_far(ask: Ask) -> None:
    unplaced = [a_public_listing(name="地区の会", district="北"), a_public_listing(name="よその会", district="南")]
    page = ask(at("とおい会", 5000), *unplaced, at("ちかい会", 200), place="北一丁目2-3")
    assert order_of(page, "とおい会", "ちかい会", "地区の会") == ["ちかい会", "地区の会", "とおい会"]
    assert "よその会" not in page.text("main")


def test_a_place_that_may_be_several_is_asked_about(ask: Ask) -> None:
    both = tuple(Geocoded(input="中央", town=town, level=3) for town in ("中央一丁目", "中央二丁目"))
    page = ask(found=Geocoded(input="中央", status="ambiguous", candidates=both), place="中央")
    assert {button.get("value") for button in page.all("button", name="place")} == {"中央一丁目", "中央二丁目"}


@pytest.mark.parametrize(
    ("form", "status"),
    [
        ({"place": " "}, "422"),
        ({"place": "どこでもない"}, "200"),
        ({"lat": "nan", "lon": "1"}, "422"),
        ({"lat": "0"}, "422"),
    ],
)
def test_what_is_no_place_is_answered_with_what_to_do(ask: Ask, form: dict[str, str], status: str) -> None:
    page = ask(at("ちかい会", 1), found=Geocoded(input=""), **form, status=status)
    assert "ちかい会" not in page.text("main")
    assert "町の名前" in page.text("div", class_="error-summary") or "町の名前" in page.text("main")


def test_before_a_place_is_named_it_is_asked_for(client_of: Callable[..., FlaskClient], tmp_path: Path) -> None:
    parts = near.Parts(
        geocode=lambda text: HERE,
        district_of=lambda town: None,
        finding=finding(tmp_path),
        summaries=summaries(Vocabulary.load()),
        municipality="見本市",
        today=lambda: TODAY,
    )
    assert "どこの近くを見ますか" in page_of(client_of(near.blueprint(parts)).get("/near")).text("main")


def test_a_place_that_is_too_long_is_refused_not_cut(ask: Ask) -> None:
    assert "長すぎます（200字まで）" in ask(place="北" * 201, status="422").text("main")


def test_a_place_in_another_municipality_is_said_to_be_outside(ask: Ask) -> None:
    page = ask(at("ちかい会", 1), found=replace(HERE, city="よその市"), place="よその市北1-2")
    assert "見本市の外です" in page.text("main")
    assert "ちかい会" not in page.text("main")
    assert "ちかい会" in ask(at("ちかい会", 1), found=replace(HERE, city="見本市"), place="見本市北1-2").text("main")


def test_the_filters_of_the_list_stay_beside_the_place(ask: Ask) -> None:
    today = Meeting(text="22日", certainty="parsed", dates=(TODAY.isoformat(),))
    held = replace(at("ひらく会", 900), meetings=(today,), types=("salon",))
    page = ask(held, at("いつか会", 100), place="北一丁目2-3", open="today")
    assert "ひらく会" in page.text("main")
    assert "いつか会" not in page.text("main")
    assert "ひらく会" not in ask(held, place="北一丁目2-3", open="today", type="ibasho").text("main")


def test_a_filter_follows_into_the_form_and_a_place_in_an_address_is_not_read(
    client_of: Callable[..., FlaskClient], tmp_path: Path
) -> None:
    parts = near.Parts(
        geocode=lambda text: HERE,
        district_of=lambda town: None,
        finding=finding(tmp_path),
        summaries=summaries(Vocabulary.load()),
        municipality="見本市",
        today=lambda: TODAY,
    )
    page = page_of(client_of(near.blueprint(parts)).get("/near?place=北一丁目&day=MO&open=week"))
    assert [e.get("value") for e in page.all("input", name="day")] == ["MO"]
    assert [e.get("value") for e in page.all("option") if e.get("selected") is not None] == ["week"]
    assert page.all("input", name="place")[0].get("value") == ""
