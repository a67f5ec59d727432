"""The catalogue as it was on a day: listings, venues, merges; and no blacked-out name. On both databases."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import Engine, select, update

from directory import store
from directory.clock import TOKYO
from directory.database import TABLES, reading, writing
from directory.listing import Listing, Venue
from directory.past import Past, as_of
from directory.safekeeping import redaction
from directory.stewardship import merging
from tests.factories import a_full_listing, a_venue

BY = {"actor": "花子", "action": "edit"}
REVISION = TABLES["revision"]


def dated(engine: Engine, moment: str) -> None:
    """What was written since the last time was written then, in Asia/Tokyo."""
    when = datetime.fromisoformat(moment).replace(tzinfo=TOKYO).astimezone(UTC)
    with writing(engine) as session:
        late = datetime(2026, 11, 1, tzinfo=UTC)
        session.execute(update(REVISION).where(REVISION.c.at > late).values(at=when))


def save(engine: Engine, *items: Listing | Venue) -> None:
    with writing(engine) as session:
        for item in items:
            keep = store.save_venue if isinstance(item, Venue) else store.save_listing
            keep(session, item, **BY)


def on(engine: Engine, *day: int) -> Past:
    with reading(engine) as session:
        return as_of(session, date(*day))


@pytest.fixture
def hall() -> Venue:
    return a_venue(name="沼間会館")


def test_a_day_ends_in_tokyo_and_later_changes_are_not_yet_there(engine: Engine, hall: Venue) -> None:
    one = a_full_listing(hall)
    save(engine, hall, one)
    dated(engine, "2026-04-01T23:59")
    save(engine, one.model_copy(update={"name": "改名した会"}), hall.model_copy(update={"name": "沼間交流館"}))
    dated(engine, "2026-04-02T00:01")
    before, after = on(engine, 2026, 4, 1), on(engine, 2026, 4, 2)
    assert (before.listings, before.venues) == ({one.id: one}, {hall.id: hall})
    assert (after.listings[one.id].name, after.venues[hall.id].name) == ("改名した会", "沼間交流館")
    assert on(engine, 2026, 3, 31).listings == {}
    assert on(engine, 2026, 3, 31).since == date(2026, 4, 1)


def test_merged_listings_are_two_before_and_one_after(engine: Engine) -> None:
    one, other = a_full_listing(), a_full_listing(number=2)
    save(engine, one, other)
    dated(engine, "2026-04-01T10:00")
    with writing(engine) as session:
        departure = merging.merge(session, one.id, other.id, {}, actor="花子")
    dated(engine, "2026-05-01T10:00")
    with writing(engine) as session:
        merging.undo(session, departure, actor="花子")
    dated(engine, "2026-06-01T10:00")
    assert on(engine, 2026, 4, 30).listings == {one.id: one, other.id: other}
    assert on(engine, 2026, 5, 31).listings.keys() == {one.id}
    assert on(engine, 2026, 6, 1).listings == {one.id: one, other.id: other}


def test_a_blacked_out_name_does_not_come_back_from_the_past(engine: Engine) -> None:
    one = a_full_listing(description="代表は山田太郎です。")
    save(engine, one)
    dated(engine, "2026-04-01T10:00")
    save(engine, one.model_copy(update={"description": "交代しました。"}))
    dated(engine, "2026-05-01T10:00")
    with writing(engine) as session:
        redaction.redact(session, "山田太郎", actor="管理者")
    assert on(engine, 2026, 4, 1).listings[one.id].description == "代表は■■です。"
    with reading(engine) as session:
        assert "山田" not in str(session.execute(select(REVISION)).all())
