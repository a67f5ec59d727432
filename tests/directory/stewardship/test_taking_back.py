"""One change is undone; what others changed after it stays theirs. On both databases."""

import pytest
from sqlalchemy import Engine

from directory import store
from directory.database import reading, writing
from directory.errors import InputWrong
from directory.history import history_of
from directory.listing import Listing, Telephone, Venue, Word
from directory.safekeeping import redaction
from directory.stewardship.taking_back import take_back
from tests.factories import a_full_listing, a_venue

BY = {"actor": "花子", "action": "edit"}


def save(engine: Engine, *items: Listing | Venue) -> None:
    with writing(engine) as session:
        for item in items:
            keep = store.save_venue if isinstance(item, Venue) else store.save_listing
            keep(session, item, **BY)


def undo(engine: Engine, entity_id: str, steps_ago: int) -> tuple[str, ...]:
    with writing(engine) as session:
        return take_back(session, history_of(session, entity_id)[steps_ago].id, actor="太郎")


def now(engine: Engine, listing: Listing) -> Listing:
    with reading(engine) as session:
        return store.listing_of(session, listing.id)


def test_one_change_is_undone_and_a_later_one_of_another_field_stays(engine: Engine) -> None:
    first = a_full_listing()
    second = first.model_copy(update={"fees_text": "500円", "fee_yen_min": 500, "fee_yen_max": 500})
    third = second.model_copy(update={"capacity": 99})
    save(engine, first, second, third)
    assert undo(engine, first.id, 1) == ()
    assert now(engine, first) == first.model_copy(update={"capacity": 99})
    with reading(engine) as session:
        change = history_of(session, first.id)[0]
    assert (change.actor, change.action) == ("太郎", "take_back")
    assert "花子" in (change.note or "")


def test_a_field_that_was_changed_again_keeps_the_later_value_and_is_named(engine: Engine) -> None:
    first = a_full_listing()
    second = first.model_copy(update={"description": "二番目", "capacity": 2})
    third = second.model_copy(update={"description": "三番目"})
    save(engine, first, second, third)
    assert undo(engine, first.id, 1) == ("description",)
    assert now(engine, first) == first.model_copy(update={"description": "三番目"})


def test_words_and_telephones_are_undone_one_by_one(engine: Engine) -> None:
    first = a_full_listing()
    added, later = Word(scheme="target", term="anyone"), Word(scheme="need", term="frailty")
    second = first.model_copy(update={"words": (*first.words, added), "phones": first.phones[:1]})
    phone = Telephone(number="000-000-0009")
    third = second.model_copy(update={"words": (*second.words, later), "phones": (*second.phones, phone)})
    save(engine, first, second, third)
    assert undo(engine, first.id, 1) == ()
    result = now(engine, first)
    assert set(result.words) == {*first.words, later}
    assert set(result.phones) == {*first.phones, phone}


def test_times_and_places_are_one_thing(engine: Engine) -> None:
    hall, other = a_venue(), a_venue()
    first = a_full_listing(hall)
    second = first.model_copy(update={"venues": (), "meetings": ()})
    third = second.model_copy(update={"venues": a_full_listing(other).venues})
    save(engine, hall, other, first, second, third)
    assert set(undo_or_names(engine, first, 1)) == {"venues", "meetings"}
    assert now(engine, first) == third


def undo_or_names(engine: Engine, listing: Listing, steps_ago: int) -> tuple[str, ...]:
    """The fields that stay; where nothing at all could be undone, that is said instead of writing an empty change."""
    from directory.stewardship.taking_back import without

    with reading(engine) as session:
        change = history_of(session, listing.id)[steps_ago]
        return without(change, store.listing_of(session, listing.id))[1]


def test_undoing_twice_says_that_nothing_is_left(engine: Engine) -> None:
    first = a_full_listing()
    save(engine, first, first.model_copy(update={"capacity": 1}))
    undo(engine, first.id, 0)
    with pytest.raises(InputWrong, match="もう残っていません"):
        undo(engine, first.id, 1)
    with pytest.raises(InputWrong, match="登録したこと"):
        undo(engine, first.id, 2)


def test_a_change_of_a_venue_is_undone_in_the_same_way(engine: Engine) -> None:
    hall = a_venue(note="くつをぬぐ")
    save(
        engine, hall, hall.model_copy(update={"name": "改名"}), hall.model_copy(update={"name": "改名", "note": "土足"})
    )
    undo(engine, hall.id, 1)
    with reading(engine) as session:
        assert store.venue_of(session, hall.id) == hall.model_copy(update={"note": "土足"})


def test_a_blacked_out_name_does_not_come_back(engine: Engine) -> None:
    first = a_full_listing(description="代表は山田太郎です。")
    save(engine, first, first.model_copy(update={"description": "代表は交代しました。"}))
    with writing(engine) as session:
        redaction.redact(session, "山田太郎", actor="管理者")
    undo(engine, first.id, 0)
    assert now(engine, first).description == "代表は■■です。"
