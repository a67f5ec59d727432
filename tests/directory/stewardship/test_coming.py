"""On its day an announced status becomes the listing's own, at every door and in its history."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from sqlalchemy import Engine

from directory import store
from directory.history import history_of
from directory.listing import DatedStatus, Listing
from directory.public_catalogue import PublicCatalogue
from directory.publishing.publisher import Publisher
from directory.search import SearchIndex, SearchRequest
from directory.stewardship.coming import come_to_pass
from directory.store import reading, writing
from directory.vocabulary import Vocabulary
from tests.directory.places import FakeGeocoder, FakeZones, a_profile
from tests.factories import a_listing

AUGUST = date(2026, 8, 1)
PAUSED = DatedStatus(status="paused", since=AUGUST, reason="改修")


def kept(engine: Engine, listing: Listing) -> None:
    with writing(engine) as session:
        store.save_listing(session, listing, actor="花子", action="edit")


def actions(engine: Engine, listing: Listing) -> Sequence[str]:
    with reading(engine) as session:
        return [change.action for change in history_of(session, listing.id)]


def test_the_day_makes_one_change_that_the_history_shows(engine: Engine) -> None:
    listing = a_listing(status="active", coming_statuses=(PAUSED,))
    kept(engine, listing)
    assert come_to_pass(engine, date(2026, 7, 31)) == 0
    assert come_to_pass(engine, AUGUST) == 1
    assert come_to_pass(engine, AUGUST) == 0
    with reading(engine) as session:
        now = store.listing_of(session, listing.id)
    assert (now.status, now.status_since, now.status_reason, now.coming_statuses) == ("paused", AUGUST, "改修", ())
    assert actions(engine, listing) == ["status_came", "edit"]


def test_readers_of_the_public_view_reckon_with_the_day_though_nobody_publishes(engine: Engine, tmp_path: Path) -> None:
    listing = a_listing(name="ひだまり", status="active", coming_statuses=(PAUSED,))
    kept(engine, listing)
    Publisher(engine, tmp_path / "public.sqlite", a_profile(), FakeZones(), FakeGeocoder()).catch_up()
    day = date(2026, 7, 31)
    catalogue = PublicCatalogue(tmp_path / "public.sqlite", lambda: day)
    index = SearchIndex(tmp_path / "search", Vocabulary.load(), lambda: day)
    index.catch_up(catalogue)
    asked = SearchRequest(status=("paused",))

    def seen() -> tuple[str, str, int, dict[str, int]]:
        one = catalogue.listing(listing.id)
        assert one is not None
        answer = index.search(asked)
        return one.status, catalogue.all()[0].status, answer.total, answer.facets["status"]

    assert seen() == ("active", "active", 0, {"active": 1})
    day = AUGUST
    assert seen() == ("paused", "paused", 1, {"paused": 1})
