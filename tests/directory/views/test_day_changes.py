"""「きょうの変更」 as staff use it: one tap for a cancelled day, one line for a shut hall, one tap back."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine

from directory import store
from directory.listing import Listing, Meeting, Reach, Series, Venue, VenueUse
from directory.stewardship.day_changes import Standing, standing
from directory.store import reading, writing
from tests.conftest import set_up
from tests.directory.views.staff_door import PASSWORD, TODAY, Around, an_account, doors
from tests.factories import a_listing, a_public_listing, a_venue
from tests.pages import page_of

DAILY = (Meeting(text="毎日 10時", certainty="parsed", series=(Series(rrule="FREQ=DAILY", start="10:00"),)),)
SOON = (TODAY + timedelta(days=2)).isoformat()


class Desk:
    def __init__(self, engine: Engine, client_of: Callable[..., FlaskClient]) -> None:
        self.engine = engine
        self.hall: Venue = a_venue(name="福祉会館")
        self.group: Listing = a_listing(
            name="ひだまりサロン", venues=(VenueUse(location_id=self.hall.id),), meetings=DAILY
        )
        with writing(engine) as session:
            store.save_venues(session, [self.hall], actor="見本", action="create")
            store.save_listings(session, [self.group], actor="見本", action="create")
        shown = a_public_listing(id=self.group.id, name=self.group.name, meetings=DAILY)
        self.client = client_of(*doors(engine, Around(), listings=lambda: (shown,)))

    def sign_in(self, role: str) -> "Desk":
        an_account(self.engine, role)  # type: ignore[arg-type]
        self.client.post("/staff/sign-in", data={"name": role, "password": PASSWORD})
        return self

    def standing(self) -> tuple[Standing, ...]:
        with reading(self.engine) as session:
            return standing(session, TODAY)


@pytest.fixture
def desk(tmp_path: object, client_of: Callable[..., FlaskClient]) -> Desk:
    return Desk(set_up(f"sqlite:///{tmp_path}/catalogue.sqlite"), client_of)


def test_what_meets_in_the_next_days_can_be_cancelled_in_one_tap_and_brought_back_in_one(desk: Desk) -> None:
    page = page_of(desk.sign_in("staff").client.get("/staff/today"))
    assert page.text("h3").startswith("11月22日")
    form = next(f for f in page.all("form", action="/staff/today/change"))
    sent = {e.get("name", ""): e.get("value", "") for e in form.iter("input")}
    page = page_of(desk.client.post("/staff/today/change", data=sent, follow_redirects=True))
    assert "11月22日（日）は、お休みです" in page.text("ul")
    (made,) = desk.standing()
    page_of(desk.client.post(f"/staff/today/{made.id}/undo", follow_redirects=True))
    assert desk.standing() == ()


def test_a_line_leads_to_a_form_that_only_has_to_be_sent(desk: Desk) -> None:
    desk.sign_in("staff")
    page = page_of(
        desk.client.post("/staff/today/read", data={"line": "福祉会館はあさって休館"}, follow_redirects=True)
    )
    assert "ここで開く会 1件：ひだまりサロン" in page.text("main")
    form = page.all("form", action="/staff/today/change")[0]
    sent = {e.get("name", ""): e.get("value", "") for e in form.iter("input") if e.get("name")}
    assert sent["first_day"] == SOON
    assert desk.client.post("/staff/today/change", data=sent).status_code == 303
    (made,) = desk.standing()
    assert (made.of_name, made.change.kind, made.change.first_day.isoformat()) == ("福祉会館", "closed", SOON)


def test_a_line_that_is_not_understood_stays_to_be_mended(desk: Desk) -> None:
    page = page_of(desk.sign_in("staff").client.post("/staff/today/read", data={"line": "ひだまりサロン中止"}), 422)
    assert page.all("input", name="line")[0].get("value") == "ひだまりサロン中止"
    assert "いつのことか" in page.text("form")


@pytest.mark.parametrize(
    "sent",
    [
        {"kind": "cancelled"},
        {"kind": "cancelled", "first_day": "きょう"},
        {"kind": "cancelled", "first_day": "2020-01-01"},
        {"kind": "changed", "first_day": SOON},
        {"kind": "changed", "first_day": SOON, "start": "９時"},
        {"kind": "nonsense", "first_day": SOON},
    ],
)
def test_what_cannot_be_is_asked_again_with_everything_typed(desk: Desk, sent: dict[str, str]) -> None:
    desk.sign_in("staff")
    answer = desk.client.post("/staff/today/change", data={"listing": desk.group.id, "reason": "雨", **sent})
    page = page_of(answer, 422)
    assert page.all("input", name="reason")[0].get("value") == "雨"
    assert desk.standing() == ()


def test_another_day_typed_beside_those_offered_counts(desk: Desk) -> None:
    desk.sign_in("staff")
    sent = {"listing": desk.group.id, "kind": "changed", "first_day": TODAY.isoformat(), "other_day": SOON}
    desk.client.post("/staff/today/change", data=sent | {"start": "13:00", "place": "市民会館"})
    (made,) = desk.standing()
    assert (made.change.first_day.isoformat(), made.change.start, made.change.place) == (SOON, "13:00", "市民会館")


def test_a_hall_is_chosen_where_none_was_named(desk: Desk) -> None:
    page = page_of(desk.sign_in("staff").client.get("/staff/today/change?venue="))
    assert "福祉会館" in page.text("select")
    page_of(desk.client.post("/staff/today/change", data={"venue": "", "kind": "closed", "first_day": SOON}), 422)


def test_supporters_see_what_is_different_and_change_nothing(desk: Desk) -> None:
    page = page_of(desk.sign_in("worker").client.get("/staff/today"))
    assert not page.all("form", action="/staff/today/change")
    sent = {"listing": desk.group.id, "kind": "cancelled", "first_day": SOON}
    assert desk.client.post("/staff/today/change", data=sent).status_code == 403
    assert desk.standing() == ()


def test_the_call_list_names_a_day_for_every_listing_that_is_due(desk: Desk) -> None:
    page = page_of(desk.sign_in("staff").client.get("/staff/calls"))
    assert "11月24日（火）" in page.text("h2"), "22日は日曜、23日は祝日"
    assert "ひだまりサロン" in page.text("ul")


def test_the_call_list_leaves_out_who_asked_for_another_way_and_says_where_they_stand(desk: Desk) -> None:
    by_fax = desk.group.model_copy(update={"reach": Reach(prefers="fax", fax="000-000-9999")})
    with writing(desk.engine) as session:
        store.save_listing(session, by_fax, actor="見本", action="edit")
    page = page_of(desk.sign_in("staff").client.get("/staff/calls"))
    assert "FAX 1件" in page.text("main")
    assert "/staff/cards?by=fax" in page.links()
    assert "0 件" in page.text("main")


def test_next_week_is_of_the_days_that_the_listing_meets(desk: Desk) -> None:
    desk.sign_in("staff")
    answer = desk.client.post("/staff/today/read", data={"line": "ひだまりサロン 来週お休み"})
    assert "first_day=2026-11-23&last_day=2026-11-29" in answer.location


def test_a_hall_known_twice_is_asked_about_and_leads_on(desk: Desk) -> None:
    with writing(desk.engine) as session:
        twin = a_venue(name="福祉会館", address_text="逗子市池子1-2")
        store.save_venue(session, twin, actor="見本", action="create")
    answer = desk.sign_in("staff").client.post("/staff/today/read", data={"line": "福祉会館 来週休館"})
    page = page_of(answer, 422)
    links = [link for link in page.links() if "kind=closed&first_day=2026-11-23" in link]
    assert len(links) == 2
    assert "逗子市池子1-2" in page.text("ul")
    assert "福祉会館" in page_of(desk.client.get(links[0])).text("h1")
