"""The 推進員's page: a sheet by keyboard, an answer beside it, and nothing of the person kept."""

import functools
import json
import logging
import re
from collections.abc import Callable

import pytest
from flask import Response
from flask.testing import FlaskClient
from sqlalchemy import Engine, select

from directory.call_list import ToCall
from directory.database import TABLES
from directory.listing import Listing, Word
from directory.profile import EmergencyNumber
from directory.public_view import PublicListing, PublicVenue
from directory.stewardship.proposals import open_proposals
from directory.store import reading, save_listing, writing
from directory.views.staff_notebook import Notebook
from matching.match_page import Parts
from matching.rules import RULES
from matching.table import Table
from matching.views import blueprint
from matching.views_about import blueprint as about
from tests.factories import a_listing, a_public_listing
from tests.matching.places import DAY, VOCABULARY, matcher
from tests.pages import page_of


class Shown:
    """A catalogue of a few listings."""

    def __init__(self, *listings: PublicListing) -> None:
        self.listings = {listing.id: listing for listing in listings}

    def get(self) -> Table:
        return Table.build(self.listings.values(), VOCABULARY, 3)

    def fetch(self, ids: list[str]) -> tuple[PublicListing, ...]:
        return tuple(self.listings[one] for one in ids)


def a_salon(**values: object) -> PublicListing:
    words = (Word(scheme="type", term="salon"), Word(scheme="content", term="game", basis="name"))
    venue = PublicVenue(place="北会館", town="北一丁目", latitude=35.30, longitude=139.6, point_level=3)
    return a_public_listing(**{"types": ("salon",), "words": words, "venues": (venue,), "place": "北会館"} | values)


def parts_of(shown: Shown, **values: object) -> Parts:
    return Parts(
        **{
            "matcher": matcher(),
            "table": shown,
            "fetch": shown.fetch,
            "vocabulary": VOCABULARY,
            "emergency": (EmergencyNumber(label="いのちの電話", number="0120-783-556"),),
            "whom_to_call": lambda listing: ToCall("北部包括", "000-000-1111", f"{listing.name}について伺います"),
            "today": lambda: DAY,
        }
        | values
    )


@pytest.fixture
def client(client_of: Callable[..., FlaskClient]) -> Callable[..., FlaskClient]:
    return lambda *listings, **values: client_of(blueprint(parts_of(Shown(*listings), **values)))


def notebook_of(engine: Engine) -> Notebook:
    return Notebook(engine, VOCABULARY, lambda: "推進員の人", lambda: DAY)


def test_the_sheet_stands_open_with_the_emergency_numbers(client) -> None:
    page = page_of(client(a_salon()).get("/match"))
    assert "0120-783-556" in page.text()
    assert page.all("select", name="need")
    assert {box.get("value") for box in page.all("input", name="when")} >= {"MO-am", "SU-eve"}
    assert "立ち直り" not in page.text()


def test_an_answer_stands_beside_a_sheet_that_can_be_changed(client) -> None:
    sent = {"need": "isolation", "age_band": "80-84", "interests": ["game"], "place": "北一丁目", "when": ["MO-am"]}
    page = page_of(client(a_salon(name="麻雀の会")).post("/match", data=sent))
    assert "麻雀の会" in page.text("li")
    assert page.all("option", value="80-84")[0].get("selected") is not None
    assert [box.get("value") for box in page.all("input", name="when") if box.get("checked") is not None] == ["MO-am"]
    assert "000-000-1111" in page.text()


def test_a_listing_opens_beside_the_answer_to_which_no_browser_can_go_back(client) -> None:
    answer = client(a_salon(name="麻雀の会")).post("/match", data={"need": "isolation", "interests": ["game"]})
    links = re.findall(r'<a href="/resources/[^>]*>', answer.text)
    assert links
    assert all('target="_blank"' in link for link in links)


def test_minutes_stand_on_the_page_with_what_they_rest_on(client) -> None:
    form = {"need": "isolation", "place": "北一丁目", "age_band": "75-79", "mode": "walk", "minutes": "15"}
    page = client(a_salon()).post("/match", data=form).text
    assert re.search("平らな道なら約[0-9]+分・坂は未確認（70代の歩きの速さ 秒速1.13 m、道のりは直線の1.3倍）", page)
    assert "行ける範囲: 片道15分で直線およそ780 m" in page


def test_what_the_minutes_of_all_places_rest_on_is_said_once(client) -> None:
    form = {"need": "isolation", "place": "北一丁目", "age_band": "75-79", "mode": "walk", "minutes": "15"}
    page = client(a_salon(), a_salon(name="南の会")).post("/match", data=form).text
    assert len(re.findall("平らな道なら約[0-9]+分・坂は未確認", page)) == 2
    assert page.count("70代の歩きの速さ 秒速1.13 m、道のりは直線の1.3倍で数えています") == 1
    assert page.count("秒速1.13 m") == 2  # there, and in the reach


def test_what_has_to_be_asked_of_every_place_stands_once_before_them_and_folded_with_each(client) -> None:
    form = {"need": "isolation", "age_band": "80-84"}
    page = page_of(client(a_salon(), a_salon(name="南の会")).post("/match", data=form))
    assert "どの場所にも、電話で聞くこと" in page.text()
    assert page.text().count("いまも活動していますか") == 3
    assert page.text("details").count("いまも活動していますか") >= 2


def test_where_nothing_fits_the_other_routes_come_first(client) -> None:
    page = page_of(client(a_salon()).post("/match", data={"need": "hikikomori", "place": "北一丁目"}))
    assert "適合なし" in page.text("h1")
    assert "北部地域包括支援センター" in page.text()


def test_a_coarse_place_is_reached_through_the_council(client) -> None:
    venue = PublicVenue(place="北一丁目・社協に連絡", coarse=True, town="北一丁目")
    page = page_of(client(a_salon(venues=(venue,), place=venue.place)).post("/match", data={"need": "isolation"}))
    assert "社協経由" in page.text("li")


def test_json_gets_what_the_command_prints(client) -> None:
    person = {"needs": ["孤立"], "age_band": "80-84", "place": "北一丁目"}
    first, second = (
        client(a_salon(id="5b0d4f5e-0000-4000-8000-000000000001", name="x")).post("/match", json=person) for _ in "ab"
    )
    assert first.data == second.data
    answer = json.loads(first.data)
    assert first.mimetype == "application/json"
    assert answer["matches"][0]["resource"]["name"] == "x"
    assert answer["date"] == DAY.isoformat()


def test_nothing_of_the_person_is_logged_or_put_into_a_cookie(client, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        answer = client(a_salon()).post("/match", data={"need": "isolation", "place": "北一丁目7番3号の離れ"})
    assert "北一丁目7番" not in caplog.text
    assert "Set-Cookie" not in answer.headers
    assert answer.headers["Cache-Control"] == "no-store"


def test_what_a_listing_says_cannot_run_as_script(client) -> None:
    page = page_of(client(a_salon(name="<script>alert(1)</script>")).post("/match", data={"need": "isolation"}))
    assert "<script>alert" not in page.html


def test_a_closed_door_lets_nobody_in(client_of: Callable[..., FlaskClient], engine: Engine) -> None:
    def shutting(view: Callable[..., Response]) -> Callable[..., Response]:
        return functools.wraps(view)(lambda **_: Response("サインイン", 403))

    parts = parts_of(Shown(a_salon()), notebook=notebook_of(engine))
    shut = client_of(blueprint(parts, shutting))
    assert shut.get("/match").status_code == 403
    assert shut.post("/match", json={}).status_code == 403
    assert shut.post("/match/answer", data={}).status_code == 403
    assert shut.post("/match/gap", data={}).status_code == 403


@pytest.fixture
def kept(client, engine: Engine) -> tuple[FlaskClient, Listing]:
    """A client that takes answers, and the salon that it shows."""
    listing = a_listing(name="麻雀の会")
    with writing(engine) as session:
        save_listing(session, listing, actor="t", action="edit")
    return client(a_salon(id=listing.id, name="麻雀の会"), notebook=notebook_of(engine)), listing


SHEET = {"need": "isolation", "place": "北一丁目", "age_band": "80-84"}


def sheet_in(there: FlaskClient, **values: str) -> str:
    page = page_of(there.post("/match", data=SHEET | values))
    return next(one.get("value") for one in page.all("input", name="sheet"))


@pytest.mark.parametrize(
    ("said", "field", "value"),
    [
        ({"rule": "booking", "answer": "予約不要"}, "application_text", "予約不要"),
        ({"rule": "schedule", "answer": "毎週火曜 10時から"}, "schedule_text", "毎週火曜 10時から"),
        ({"rule": "wheelchair", "choice": "はい"}, "word:access:wheelchair", "はい"),
        ({"rule": "stairs", "choice": "いいえ"}, "word:access:stairs", "いいえ"),
        ({"rule": "status", "choice": "はい"}, "status", "active"),
        ({"rule": "status", "choice": "いいえ", "question": "いまも？"}, None, "いまも？ → いいえ"),
        ({"rule": "weather", "question": "雨の日は？", "answer": "屋内"}, None, "雨の日は？ → 屋内"),
    ],
)
def test_an_answer_by_telephone_becomes_a_proposed_fact_and_the_sheet_stays(kept, engine, said, field, value) -> None:
    there, listing = kept
    after = page_of(there.post("/match/answer", data={"sheet": sheet_in(there), "listing": listing.id} | said))
    assert "控えました" in after.text()
    assert "麻雀の会" in after.text("li")
    with reading(engine) as session:
        (proposal,) = open_proposals(session, ["fact"])
    assert (proposal.service_id, proposal.field, proposal.value) == (listing.id, field, value)
    assert "北一丁目" not in str(proposal)
    assert "推進員の人" in page_of(there.post("/match", data=SHEET)).text("dd")


@pytest.mark.parametrize(
    "said", [{"rule": "booking", "answer": " "}, {"rule": "wheelchair"}, {"rule": "x", "listing": "?", "answer": "a"}]
)
def test_an_answer_that_says_nothing_is_refused_and_the_sheet_stays(kept, engine, said) -> None:
    there, listing = kept
    after = page_of(there.post("/match/answer", data={"sheet": sheet_in(there), "listing": listing.id} | said))
    assert "麻雀の会" in after.text("li")
    assert "控えました" not in after.text()
    with reading(engine) as session:
        assert not open_proposals(session, ["fact"])


def test_an_unmet_need_is_counted_on_request_as_words_area_and_month(kept, engine) -> None:
    there, _ = kept
    page = page_of(there.post("/match", data=SHEET | {"need": "hikikomori", "access": "home_visit"}))
    offered = {box.get("value"): box.get("checked") is not None for box in page.all("input", name="lacking")}
    assert offered == {"need:hikikomori": True, "access:home_visit": True}
    sent = {"sheet": sheet_in(there, need="hikikomori"), "lacking": ["need:hikikomori", "need:poverty", "x"]}
    after = page_of(there.post("/match/gap", data=sent))
    assert "数えました" in after.text()
    assert not after.all("input", name="lacking")
    with reading(engine) as session:
        assert session.execute(select(TABLES["gap"])).all() == [("2026-04", "kita", "need", "hikikomori", 1)]


def test_a_form_that_is_sent_again_is_counted_once(client, engine) -> None:
    seen: list[str] = []

    def first_time(token: str) -> bool:
        seen.append(token)
        return seen.count(token) == 1

    there = client(a_salon(), notebook=notebook_of(engine), first_time=first_time)
    page = page_of(there.post("/match", data=SHEET | {"need": "hikikomori"}))
    once = page.all("input", name="once")[0].get("value")
    sent = {"sheet": sheet_in(there, need="hikikomori"), "lacking": ["need:hikikomori"], "once": once}
    there.post("/match/gap", data=sent)
    assert "もう数えてあります" in page_of(there.post("/match/gap", data=sent)).text()
    with reading(engine) as session:
        assert [row[-1] for row in session.execute(select(TABLES["gap"]))] == [1]


def test_nothing_is_counted_where_nothing_was_lacking_or_nothing_was_chosen(kept, engine) -> None:
    there, _ = kept
    assert not page_of(there.post("/match", data=SHEET)).all("input", name="lacking")
    after = page_of(there.post("/match/gap", data={"sheet": sheet_in(there, need="hikikomori")}))
    assert "選んでください" in after.text()
    with reading(engine) as session:
        assert not session.execute(select(TABLES["gap"])).all()


def test_every_rule_is_explained_with_its_weights(client_of: Callable[..., FlaskClient]) -> None:
    page = page_of(client_of(about(matcher())).get("/about/matching"))
    for rule in RULES:
        assert rule.sentence in page.text()
    assert "児童福祉法" in page.text()
