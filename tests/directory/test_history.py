"""What was changed can be looked up and taken back, an import as one step, and never over later work."""

import pytest
from sqlalchemy import Engine, insert, select

from directory import store
from directory.database import TABLES, reading, writing
from directory.errors import EditedMeanwhile, InputWrong, NotFound
from directory.history import history_of, revert_to, undo_batch
from directory.listing import Listing, Venue
from tests.factories import a_full_listing, a_listing, a_venue

BY = {"actor": "花子", "action": "edit"}


def save(engine: Engine, *items: Listing | Venue, batch_id: str | None = None) -> None:
    with writing(engine) as session:
        for item in items:
            keep = store.save_venue if isinstance(item, Venue) else store.save_listing
            keep(session, item, **BY, batch_id=batch_id)


def start_batch(engine: Engine, batch_id: str = "b1") -> str:
    row = {"id": batch_id, "list_name": "名簿", "file_name": "名簿.xlsx", "actor": "花子"}
    with writing(engine) as session:
        session.execute(insert(TABLES["import_batch"]).values(**row, at=store.utc_now()))
    return batch_id


def state(engine: Engine) -> list[Listing | Venue]:
    with reading(engine) as session:
        return [*store.listings(session), *store.venues(session)]


def test_the_history_stands_newest_first_with_both_sides(engine: Engine) -> None:
    first = a_full_listing()
    second = first.model_copy(update={"name": "二番目"})
    save(engine, first)
    save(engine, second)
    with reading(engine) as session:
        changes = history_of(session, first.id)
    assert [(c.before, c.after) for c in changes] == [(first, second), (None, first)]
    assert changes[0].at.utcoffset() is not None


def test_going_back_to_a_revision_is_itself_a_change(engine: Engine) -> None:
    first = a_full_listing()
    save(engine, first)
    save(engine, first.model_copy(update={"name": "間違い", "phones": ()}))
    with writing(engine) as session:
        revert_to(session, history_of(session, first.id)[-1].id, actor="次郎")
    with reading(engine) as session:
        assert store.listing_of(session, first.id) == first
        newest = history_of(session, first.id)[0]
    assert (newest.actor, newest.action, newest.after) == ("次郎", "revert", first)


def test_a_removed_listing_can_be_brought_back(engine: Engine) -> None:
    listing = a_full_listing()
    save(engine, listing)
    with writing(engine) as session:
        store.remove_listing(session, listing.id, **BY)
    with writing(engine) as session:
        revert_to(session, history_of(session, listing.id)[-1].id, actor="花子")
    assert state(engine) == [listing]


def test_a_venue_goes_back_too(engine: Engine) -> None:
    hall = a_venue()
    save(engine, hall)
    save(engine, hall.model_copy(update={"name": "間違い"}))
    with writing(engine) as session:
        revert_to(session, history_of(session, hall.id)[-1].id, actor="花子")
    assert state(engine) == [hall]


def test_going_back_over_somebody_elses_edit_is_refused(engine: Engine) -> None:
    first = a_full_listing()
    save(engine, first)
    save(engine, first.model_copy(update={"name": "ほかの人"}))
    with writing(engine) as session, pytest.raises(EditedMeanwhile):
        revert_to(session, history_of(session, first.id)[-1].id, actor="花子", expected_version=1)


def test_an_unknown_change_is_not_found(engine: Engine) -> None:
    with writing(engine) as session, pytest.raises(NotFound):
        revert_to(session, 99, actor="花子")


def test_an_import_is_taken_back_as_one_step(engine: Engine) -> None:
    hall, known = a_venue(), a_listing()
    save(engine, hall, known)
    before = state(engine)
    batch = start_batch(engine)
    new_hall = a_venue()
    save(
        engine,
        new_hall,
        hall.model_copy(update={"name": "改名"}),
        known.model_copy(update={"description": "一度目"}),
        a_full_listing(new_hall),
        batch_id=batch,
    )
    save(engine, known.model_copy(update={"description": "二度目"}), batch_id=batch)
    with writing(engine) as session:
        assert undo_batch(session, batch, actor="花子") == []
    assert state(engine) == before
    with reading(engine) as session:
        assert session.scalar(select(TABLES["import_batch"].c.undone_at)) is not None


def test_what_was_edited_since_an_import_stays_and_is_named(engine: Engine) -> None:
    batch = start_batch(engine)
    one, other = a_listing(name="直された会"), a_listing(name="そのままの会")
    save(engine, one, other, batch_id=batch)
    save(engine, one.model_copy(update={"capacity": 5}))
    with writing(engine) as session:
        assert undo_batch(session, batch, actor="花子") == ["直された会"]
    assert [(kept.name, kept.capacity) for kept in state(engine)] == [("直された会", 5)]


def test_an_import_is_taken_back_only_once(engine: Engine) -> None:
    batch = start_batch(engine)
    save(engine, a_listing(), batch_id=batch)
    with writing(engine) as session:
        undo_batch(session, batch, actor="花子")
    with pytest.raises(InputWrong), writing(engine) as session:
        undo_batch(session, batch, actor="花子")
