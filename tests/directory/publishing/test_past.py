"""A past day's catalogue is given out without what has become private since."""

from datetime import date, timedelta

import pytest
from sqlalchemy import Engine

from directory import store
from directory.clock import today
from directory.database import reading, writing
from directory.listing import Listing, Venue
from directory.past import Past
from directory.publishing.past import PublicPast, public_past
from directory.stewardship import consent, departures, merging
from tests.directory.places import FakeGeocoder, FakeZones, a_profile
from tests.factories import a_full_listing, a_venue

BY = {"actor": "花子", "action": "edit"}


def save(engine: Engine, *items: Listing | Venue) -> None:
    with writing(engine) as session:
        for item in items:
            keep = store.save_venue if isinstance(item, Venue) else store.save_listing
            keep(session, item, **BY)


def given_out(engine: Engine, past: Past) -> PublicPast:
    with reading(engine) as session:
        return public_past(session, past, a_profile(), FakeZones(), FakeGeocoder())


def a_past(*items: Listing | Venue) -> Past:
    day = today() - timedelta(days=1)
    listings = {item.id: item for item in items if isinstance(item, Listing)}
    return Past(day, listings, {item.id: item for item in items if isinstance(item, Venue)}, date(2026, 1, 1))


@pytest.fixture
def hall() -> Venue:
    return a_venue(name="青葉山荘", address_text="逗子市沼間1丁目5")


def test_what_was_public_then_and_is_still_is_given_out_as_it_was(engine: Engine, hall: Venue) -> None:
    one = a_full_listing(hall)
    save(engine, hall, one.model_copy(update={"name": "いまの名"}))
    found = given_out(engine, a_past(hall, one))
    assert [listing.name for listing in found.listings] == [one.name]
    assert found.left_out == 0


def test_a_place_that_is_private_now_is_private_then_too(engine: Engine, hall: Venue) -> None:
    one = a_full_listing(hall)
    save(engine, hall.model_copy(update={"privacy": "private_home"}), one)
    found = given_out(engine, a_past(hall, one))
    assert "青葉山荘" not in str(found)
    assert "沼間1丁目5" not in str(found)


def test_what_was_withdrawn_hidden_or_deleted_since_is_left_out(engine: Engine) -> None:
    told, hidden, gone = (a_full_listing(number=n, description=f"内容{n}") for n in (1, 2, 3))
    save(engine, told, hidden.model_copy(update={"visible": False}), gone)
    with writing(engine) as session:
        consent.withdraw(session, told.id, "description", on=today(), by=None, actor="花子")
        departures.delete(session, gone.id, actor="花子")
    found = given_out(engine, a_past(told, hidden, gone))
    assert [listing.id for listing in found.listings] == [told.id]
    assert "内容1" not in str(found)
    assert found.left_out == 2


def test_a_number_that_is_the_offices_now_is_not_given_out(engine: Engine) -> None:
    one = a_full_listing()
    now = tuple(phone.model_copy(update={"audience": "office"}) for phone in one.phones)
    save(engine, one.model_copy(update={"phones": now}))
    assert "000-000-0001" not in str(given_out(engine, a_past(one)))


def test_a_listing_that_was_merged_since_is_given_out_while_the_kept_one_is_shown(engine: Engine) -> None:
    kept, other = a_full_listing(), a_full_listing(number=2)
    save(engine, kept, other)
    with writing(engine) as session:
        merging.merge(session, kept.id, other.id, {}, actor="花子")
    assert {listing.id for listing in given_out(engine, a_past(kept, other)).listings} == {kept.id, other.id}
    with writing(engine) as session:
        shown = store.listing_of(session, kept.id)
        store.save_listing(session, shown.model_copy(update={"visible": False}), **BY)
    assert given_out(engine, a_past(kept, other)).listings == ()
