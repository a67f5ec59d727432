"""What is different this time only shows at every door at once, is gone by itself, and can be taken back."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine

from directory import store
from directory.calendar.occasions import held, next_days, notices
from directory.clock import today
from directory.errors import InputWrong, NotFound
from directory.history import history_of, revert_to
from directory.listing import DayChange, Listing, Meeting, Series, Venue, VenueUse
from directory.public_catalogue import PublicCatalogue
from directory.public_view import PublicListing, PublicVenue
from directory.publishing.publisher import Publisher
from directory.stewardship.day_changes import change_day, checked, standing, take_back
from directory.store import reading, writing
from tests.directory.places import FakeGeocoder, FakeZones, a_profile
from tests.factories import a_listing, a_private_home, a_public_listing, a_venue

MAY = date(2026, 5, 8)
WEEKLY = Meeting(
    text="毎週水曜 10時", certainty="parsed", series=(Series(rrule="FREQ=WEEKLY;BYDAY=WE", start="10:00"),)
)


def cancelled(day: date, **values: object) -> DayChange:
    return DayChange.model_validate({"kind": "cancelled", "first_day": day, "last_day": day} | values)


def a_group(*changes: DayChange, **values: object) -> PublicListing:
    return a_public_listing(**{"status": "active", "meetings": (WEEKLY,), "changes": changes} | values)


def test_a_cancelled_day_is_no_next_day() -> None:
    group = a_group(cancelled(date(2026, 5, 13), reason="台風"))
    assert next_days(group, MAY, 2) == (date(2026, 5, 20), date(2026, 5, 27))
    assert notices(group) == ("5月13日（水）は、お休みです（台風）",)


def test_a_moved_day_takes_its_hours_along() -> None:
    change = cancelled(date(2026, 5, 13), kind="changed", to_day=date(2026, 5, 14))
    group = a_group(change)
    assert next_days(group, MAY, 2) == (date(2026, 5, 14), date(2026, 5, 20), date(2026, 5, 27))
    assert held(group)[1].series == (Series(rrule="", start="10:00"),)
    assert notices(group) == ("5月13日（水）の回は、5月14日（木）に変わります",)


def test_other_hours_and_another_place_are_told_and_the_day_stays() -> None:
    change = cancelled(date(2026, 5, 13), kind="changed", start="13:00", end="15:00", place="市民交流センター")
    group = a_group(change)
    assert next_days(group, MAY, 1) == (date(2026, 5, 13), date(2026, 5, 20))[:2]
    assert held(group)[1].series == (Series(rrule="", start="13:00", end="15:00"),)
    assert notices(group) == ("5月13日（水）の回は、13:00〜15:00に、場所が市民交流センターに変わります",)


def test_a_shut_hall_stops_only_what_may_be_held_there() -> None:
    venues = (PublicVenue(place="福祉会館"), PublicVenue(place="市民会館"))
    here, there = WEEKLY.model_copy(update={"venue": 0}), WEEKLY.model_copy(update={"venue": 1})
    shut = cancelled(date(2026, 5, 13), kind="closed", venue=0)
    assert next_days(a_group(shut, venues=venues, meetings=(here,)), MAY, 1) == (date(2026, 5, 20),)
    assert next_days(a_group(shut, venues=venues, meetings=(there,)), MAY, 1) == (date(2026, 5, 13),)
    either = a_group(shut, venues=venues)
    assert next_days(either, MAY, 1) == (date(2026, 5, 20),), "where it is, is not sure: no date that may be wrong"
    assert notices(either) == ("5月13日（水）は、会場（福祉会館）が休館のため、お休みです",)


def test_it_is_gone_by_itself_when_its_days_are_over() -> None:
    group = a_group(cancelled(date(2026, 5, 13), last_day=date(2026, 5, 14)))
    assert group.on(date(2026, 5, 14)).changes
    assert not group.on(date(2026, 5, 15)).changes
    moved = a_group(cancelled(date(2026, 5, 13), kind="changed", to_day=date(2026, 5, 29)))
    assert moved.on(date(2026, 5, 29)).changes, "the day it was moved to is still to come"


@pytest.mark.parametrize(
    "wrong",
    [
        {"last_day": "2026-05-01"},
        {"first_day": "2026-05-01", "last_day": "2026-05-01"},
        {"kind": "changed"},
        {"kind": "changed", "start": "25:00"},
        {"kind": "changed", "start": "13:00", "end": "12:00"},
        {"kind": "changed", "end": "12:00"},
        {"kind": "changed", "to_day": "2026-05-01"},
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(wrong: dict[str, str]) -> None:
    change = DayChange.model_validate(
        {"kind": "cancelled", "first_day": "2026-05-13", "last_day": "2026-05-13"} | wrong
    )
    with pytest.raises(InputWrong):
        checked(change, MAY)


class Town:
    def __init__(self, engine: Engine, path: Path) -> None:
        self.engine, self.path = engine, path
        self.hall = a_venue(name="福祉会館")
        use = (VenueUse(location_id=self.hall.id),)
        self.one: Listing = a_listing(name="一の会", venues=use, meetings=(WEEKLY,))
        self.two: Listing = a_listing(name="二の会", venues=use)
        self.save(self.hall, self.one, self.two)

    def save(self, *items: Listing | Venue) -> None:
        with writing(self.engine) as session:
            for item in items:
                (store.save_venue if isinstance(item, Venue) else store.save_listing)(
                    session, item, actor="花子", action="edit"
                )

    def say(self, change: DayChange, **of: str) -> str:
        with writing(self.engine) as session:
            return change_day(session, change, actor="花子", **of)

    def shown(self, listing: Listing) -> PublicListing:
        Publisher(self.engine, self.path, a_profile(), FakeZones(), FakeGeocoder()).catch_up()
        found = PublicCatalogue(self.path).listing(listing.id)
        assert found is not None
        return found


@pytest.fixture
def town(engine: Engine, tmp_path: Path) -> Town:
    return Town(engine, tmp_path / "public.sqlite")


def soon() -> date:
    return today() + timedelta(days=3)


def test_one_deed_shows_at_every_group_of_the_hall_and_one_takes_it_back(town: Town) -> None:
    assert town.shown(town.one).changes == ()
    made = town.say(cancelled(soon(), kind="closed"), location_id=town.hall.id)
    assert [town.shown(one).changes[0].kind for one in (town.one, town.two)] == ["closed", "closed"]
    with reading(town.engine) as session:
        assert [(one.of_name, one.at_venue) for one in standing(session, today())] == [("福祉会館", True)]
        assert len(standing(session, today(), town.one.id)) == 1
    with writing(town.engine) as session:
        take_back(session, made, actor="花子")
    assert [town.shown(one).changes for one in (town.one, town.two)] == [(), ()]
    with pytest.raises(NotFound), writing(town.engine) as session:
        take_back(session, made, actor="花子")


def test_going_back_in_the_history_does_not_bring_a_cancelled_day_back(town: Town) -> None:
    town.say(cancelled(soon()), service_id=town.one.id)
    town.save(town.one.model_copy(update={"fees_text": "100円"}))
    with writing(town.engine) as session:
        first = history_of(session, town.one.id)[-1]
        revert_to(session, first.id, actor="花子")
    shown = town.shown(town.one)
    assert shown.fees_text is None
    assert [change.kind for change in shown.changes] == ["cancelled"]


def test_a_reason_never_tells_where_a_private_home_is(town: Town) -> None:
    home = a_private_home()
    group = a_listing(venues=(VenueUse(location_id=home.id),))
    town.save(home, group)
    town.say(cancelled(soon(), reason="青葉山荘花子さん宅の工事"), service_id=group.id)
    assert town.shown(group).changes[0].reason is None
    assert "青葉山荘" not in town.path.read_bytes().decode("utf-8", "ignore")


def test_a_change_that_is_over_is_not_published(town: Town) -> None:
    past = today() - timedelta(days=2)
    town.say(cancelled(past), service_id=town.one.id)
    assert town.shown(town.one).changes == ()
    assert replace(town.shown(town.one)).on(today()).changes == ()
