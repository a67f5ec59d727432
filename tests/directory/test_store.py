"""Listings and venues are written one way, whole, and never over somebody else's work."""

import stat
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, select
from sqlmodel import Session

from directory import store
from directory.database import CATALOGUE, TABLES, open_database, reading, writing
from directory.errors import EditedMeanwhile, InputWrong, NotFound, NotReady
from directory.listing import Listing, VenueUse, Word
from directory.migrations import migrate
from tests.factories import a_full_listing, a_listing, a_venue

BY = {"actor": "花子", "action": "edit"}


def save(engine: Engine, listing: Listing, **how: object) -> store.Saved:
    with writing(engine) as session:
        return store.save_listing(session, listing, **BY | how)


def count(session: Session, table: str) -> int:
    return session.scalar(select(func.count()).select_from(TABLES[table])) or 0


def number_of(engine: Engine) -> int:
    with reading(engine) as session:
        return session.scalar(select(CATALOGUE.c.change_number)) or 0


def test_a_listing_comes_back_exactly_as_it_was_saved(engine: Engine) -> None:
    hall = a_venue(words=(Word(scheme="access", term="wheelchair", value=False),), latitude=35.5, longitude=139.5)
    listing = a_full_listing(hall, a_venue())
    listing = listing.model_copy(update={"venues": (VenueUse(location_id=hall.id, label="雨の日"),)})
    with writing(engine) as session:
        store.save_venue(session, hall, **BY)
        store.save_listing(session, listing, **BY)
    with reading(engine) as session:
        assert store.listing_of(session, listing.id) == listing
        assert store.listing_of(session, "T1") == listing
        assert store.venue_of(session, hall.id) == hall
        assert list(store.listings(session)) == [listing]
        assert store.version_of(session, listing.id) == store.version_of(session, hall.id) == 1


def test_what_nobody_stated_stays_unstated(engine: Engine) -> None:
    listing = a_listing()
    save(engine, listing)
    with reading(engine) as session:
        again = store.listing_of(session, listing.id)
    assert again == listing
    assert (again.fee_yen_min, again.capacity, again.description, again.minimum_age) == (None, None, None, None)


def test_one_transaction_is_one_change_however_much_it_writes(engine: Engine) -> None:
    with writing(engine) as session:
        saved = store.save_listings(session, [a_listing() for _ in range(5)], **BY)
    assert {one.change_number for one in saved} == {1}
    assert number_of(engine) == 1


def test_saving_what_is_already_there_writes_nothing(engine: Engine) -> None:
    listing = a_full_listing()
    first = save(engine, listing)
    second = save(engine, listing)
    assert (first.version, first.changed, second.version, second.changed) == (1, True, 1, False)
    assert number_of(engine) == 1
    with reading(engine) as session:
        assert count(session, "revision") == 1


def test_every_change_keeps_who_what_before_and_after(engine: Engine) -> None:
    listing = a_full_listing()
    save(engine, listing)
    renamed = listing.model_copy(update={"name": "新しい名前"})
    save(engine, renamed, note="電話で確認")
    with reading(engine) as session:
        row = session.execute(select(TABLES["revision"]).order_by(TABLES["revision"].c.id.desc())).mappings().first()
    assert row is not None
    assert (row["actor"], row["action"], row["note"], row["change_number"]) == ("花子", "edit", "電話で確認", 2)
    assert Listing.model_validate(row["before"]) == listing
    assert Listing.model_validate(row["after"]) == renamed


def test_an_edit_of_an_old_version_is_refused_and_changes_nothing(engine: Engine) -> None:
    listing = a_listing()
    save(engine, listing)
    save(engine, listing.model_copy(update={"name": "先の人"}), expected_version=1)
    with pytest.raises(EditedMeanwhile):
        save(engine, listing.model_copy(update={"name": "後の人"}), expected_version=1)
    with reading(engine) as session:
        assert store.listing_of(session, listing.id).name == "先の人"
    assert number_of(engine) == 2


def test_saving_twice_the_same_by_a_double_press_is_no_conflict(engine: Engine) -> None:
    listing = a_listing()
    save(engine, listing)
    edited = listing.model_copy(update={"name": "二度押し"})
    assert save(engine, edited, expected_version=1).changed
    assert not save(engine, edited, expected_version=1).changed


def test_an_error_rolls_back_everything_of_its_transaction(engine: Engine) -> None:
    def save_and_fail() -> None:
        with writing(engine) as session:
            store.save_listing(session, a_listing(), **BY)
            raise ValueError("stop")

    with pytest.raises(ValueError, match="stop"):
        save_and_fail()
    with reading(engine) as session:
        assert count(session, "service") == count(session, "revision") == 0
    assert number_of(engine) == 0


def test_a_changed_venue_marks_the_listings_held_there(engine: Engine) -> None:
    hall, other = a_venue(), a_venue()
    here, elsewhere = a_full_listing(hall, number=1), a_full_listing(other, number=2)
    with writing(engine) as session:
        store.save_venues(session, [hall, other], **BY)
        store.save_listings(session, [here, elsewhere], **BY)
    with writing(engine) as session:
        store.save_venue(session, hall.model_copy(update={"name": "改名会館"}), **BY)
    with reading(engine) as session:
        assert [listing.id for listing in store.listings(session, after=1)] == [here.id]


def test_parts_that_went_away_leave_no_rows(engine: Engine) -> None:
    hall = a_venue()
    with writing(engine) as session:
        store.save_venue(session, hall, **BY)
        store.save_listing(session, a_full_listing(hall), **BY)
    bare = Listing(id=a_full_listing().id, source_id="T1", name="名前だけ")
    save(engine, bare)
    with reading(engine) as session:
        assert store.listing_of(session, bare.id) == bare
        parts = ("schedule", "phone", "service_area", "attribute", "service_at_location")
        assert [count(session, table) for table in parts] == [0] * 5


def test_a_listing_at_an_unknown_venue_is_refused_with_a_sentence(engine: Engine) -> None:
    with pytest.raises(InputWrong, match="会場"):
        save(engine, a_full_listing(a_venue()))


def test_two_listings_cannot_carry_the_same_source_number(engine: Engine) -> None:
    save(engine, a_listing(source_id="S01"))
    with pytest.raises(InputWrong, match="S01"):
        save(engine, a_listing(source_id="S01"))


def test_an_organization_is_shared_by_its_name(engine: Engine) -> None:
    with writing(engine) as session:
        store.save_listings(session, [a_listing(organization="茶の間の会") for _ in range(3)], **BY)
    with reading(engine) as session:
        assert count(session, "organization") == 1


def test_a_removed_listing_is_gone_but_its_history_is_not(engine: Engine) -> None:
    listing = a_full_listing()
    save(engine, listing)
    with writing(engine) as session:
        store.remove_listing(session, listing.id, **BY)
    with reading(engine) as session:
        with pytest.raises(NotFound):
            store.listing_of(session, listing.id)
        assert count(session, "revision") == 2
        assert count(session, "attribute") == 0


def test_a_database_without_a_catalogue_says_how_to_make_one(tmp_path: Path) -> None:
    engine = open_database(f"sqlite:///{tmp_path / 'new.sqlite'}")
    with pytest.raises(NotReady, match="tsunagi init"), writing(engine):
        pass
    migrate(engine)
    with pytest.raises(NotReady, match="tsunagi init"), writing(engine):
        pass


def test_the_private_file_and_its_journal_are_for_the_owner_only(tmp_path: Path) -> None:
    engine = open_database(f"sqlite:///{tmp_path / 'c.sqlite'}")
    migrate(engine)
    with engine.connect() as connection:
        connection.exec_driver_sql("CREATE TABLE x (y)")
        modes = {stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()}
    assert modes == {0o600}
