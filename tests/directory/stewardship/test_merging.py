"""Two listings become one and two again, and nothing is lost on either way. On both databases."""

from datetime import date

import pytest
from sqlalchemy import Engine, insert, select

from directory import store
from directory.database import TABLES, reading, writing
from directory.errors import EditedMeanwhile, InputWrong, NotFound
from directory.history import history_of
from directory.listing import Listing, Telephone, Venue, Word
from directory.models import utc_now
from directory.rows import PART_TABLES
from directory.safekeeping import redaction
from directory.stewardship import consent, departures, hanging, judgements, merging, proposals
from directory.stewardship.confirm_links import CONFIRM_LINKS
from directory.stewardship.merge_fields import GROUPS, Side
from tests.factories import a_full_listing, a_listing, a_venue

BY = {"actor": "花子", "action": "edit"}
HALL, OTHER_HALL = a_venue(name="沼間会館"), a_venue(name="小坪会館")


def save(engine: Engine, *items: Listing | Venue) -> None:
    with writing(engine) as session:
        for item in items:
            keep = store.save_venue if isinstance(item, Venue) else store.save_listing
            keep(session, item, **BY)


def merged(engine: Engine, kept: Listing, other: Listing, **chosen: Side) -> str:
    with writing(engine) as session:
        return merging.merge(session, kept.id, other.id, chosen, actor="花子")


def undone(engine: Engine, departure_id: str) -> tuple[str, ...]:
    with writing(engine) as session:
        return merging.undo(session, departure_id, actor="花子")[1]


def now(engine: Engine) -> dict[str, Listing]:
    with reading(engine) as session:
        return {listing.id: listing for listing in store.listings(session)}


@pytest.fixture
def twins(engine: Engine) -> tuple[Listing, Listing]:
    one = a_full_listing(HALL)
    other = a_full_listing(
        OTHER_HALL,
        number=2,
        name="みんなの茶の間（沼間）",
        fees_text="無料",
        fee_yen_min=0,
        fee_yen_max=0,
        note_office="鍵は副会長",
        words=(Word(scheme="type", term="salon"), Word(scheme="target", term="anyone")),
        phones=(Telephone(number="000-000-0003", audience="public"),),
    )
    save(engine, HALL, OTHER_HALL, one, other)
    return one, other


def test_of_two_one_is_left_with_what_was_chosen_field_by_field(engine: Engine, twins: tuple[Listing, Listing]) -> None:
    one, other = twins
    merged(engine, one, other, fees="other", when_where="both", note_office="both")
    (result,) = now(engine).values()
    assert result.id == one.id
    assert (result.name, result.fees_text, result.fee_yen_min) == (one.name, "無料", 0)
    assert other.name in result.alternate_names
    assert [use.location_id for use in result.venues] == [HALL.id, OTHER_HALL.id]
    assert result.note_office == "鍵は会長\n鍵は副会長"
    assert {phone.number for phone in result.phones} == {phone.number for phone in (*one.phones, *other.phones)}
    assert {word.term for word in result.words} == {"salon", "isolation", "anyone"}


def test_one_step_makes_two_of_it_again(engine: Engine, twins: tuple[Listing, Listing]) -> None:
    before = now(engine)
    departure = merged(engine, *twins, fees="other", when_where="both", source_id="other")
    assert undone(engine, departure) == ()
    assert now(engine) == before
    with pytest.raises(InputWrong), writing(engine) as session:
        merging.undo(session, departure, actor="花子")


def test_what_was_edited_since_the_merge_stays_and_is_named(engine: Engine, twins: tuple[Listing, Listing]) -> None:
    one, other = twins
    departure = merged(engine, one, other, fees="other")
    save(engine, now(engine)[one.id].model_copy(update={"fees_text": "500円", "fee_yen_min": 500, "capacity": 99}))
    assert "fees_text" in undone(engine, departure)
    result = now(engine)
    assert result[other.id] == other
    assert (result[one.id].fees_text, result[one.id].capacity) == ("500円", 99)
    assert result[one.id].alternate_names == one.alternate_names


def test_both_histories_are_kept(engine: Engine, twins: tuple[Listing, Listing]) -> None:
    one, other = twins
    merged(engine, one, other)
    with reading(engine) as session:
        assert [change.action for change in history_of(session, other.id)] == ["merge", "edit"]
        assert [change.action for change in history_of(session, one.id)] == ["merge", "edit"]
        assert [gone.service_id for gone in departures.merged_into(session, one.id)] == [other.id]


def hang(engine: Engine, listing: Listing) -> str:
    """A raw row, a proposal and a leader's link; returns the link's token."""
    with writing(engine) as session:
        batch = {"id": "b", "list_name": "名簿", "file_name": "名簿.xlsx", "at": utc_now(), "actor": "花子"}
        session.execute(insert(TABLES["import_batch"]).values(batch))
        row = {"id": "r", "batch_id": "b", "service_id": listing.id, "sheet": "1", "row": 1, "cells": {"代表": "会長"}}
        session.execute(insert(TABLES["source_row"]).values(row))
        proposals.propose(session, listing.id, "fact", "9月から木曜", said_by="推進員")
        return CONFIRM_LINKS.make(session, listing.id)[0]


def owners(engine: Engine) -> set[str | None]:
    with reading(engine) as session:
        return {
            owner
            for name in ("source_row", "proposal", "confirm_link")
            for owner in session.scalars(select(TABLES[name].c.service_id))
        }


def test_raw_cells_proposals_and_links_go_over_and_come_back(engine: Engine, twins: tuple[Listing, Listing]) -> None:
    one, other = twins
    token = hang(engine, other)
    departure = merged(engine, one, other)
    assert owners(engine) == {one.id}
    with reading(engine) as session:
        assert CONFIRM_LINKS.target_of(session, token) == one.id
    undone(engine, departure)
    assert owners(engine) == {other.id}


def test_whatever_table_points_to_a_listing_is_thought_of() -> None:
    pointing = {
        table.name
        for table in TABLES.values()
        for column in table.columns
        for key in column.foreign_keys
        if key.column.table.name == "service"
    }
    assert {table.name for table, _ in hanging._hanging()} == pointing - set(PART_TABLES)
    assert {"source_row", "proposal", "confirm_link"} <= pointing


def test_whatever_a_listing_holds_can_be_chosen() -> None:
    named = [name for group in GROUPS for name in group.fields]
    assert sorted(named) == sorted(set(Listing.model_fields) - {"id"})


def test_old_ids_and_numbers_lead_to_the_kept_listing_also_over_several_merges(engine: Engine) -> None:
    one, two, three = (a_full_listing(number=n) for n in (1, 2, 3))
    save(engine, one, two, three)
    merged(engine, two, three)
    departure = merged(engine, one, two)
    with reading(engine) as session:
        ways = departures.leads_to(session)
    assert ways == {two.id: one.id, three.id: one.id, "T2": one.id, "T3": one.id}
    undone(engine, departure)
    with reading(engine) as session:
        assert departures.leads_to(session) == {three.id: two.id, "T3": two.id}


def test_the_public_is_led_only_from_what_it_knew(engine: Engine) -> None:
    one, hidden, shown = a_full_listing(), a_full_listing(number=2, visible=False), a_full_listing(number=3)
    save(engine, one, hidden, shown)
    merged(engine, one, hidden)
    merged(engine, one, shown)
    with reading(engine) as session:
        assert departures.leads_to(session, public=True) == {shown.id: one.id, "T3": one.id}


def test_nothing_of_a_hidden_listing_becomes_public_unless_staff_say_so(engine: Engine) -> None:
    shown = a_listing(name="花の会")
    hidden = a_full_listing(name="隠した会", visible=False, note_office="社協の覚え")
    save(engine, shown, hidden)
    departure = merged(engine, shown, hidden)
    (result,) = now(engine).values()
    for_the_office = {"note_office": "社協の覚え", "note_supporter": hidden.note_supporter, "reach": hidden.reach}
    assert result == shown.model_copy(update=for_the_office)
    undone(engine, departure)
    merged(engine, shown, hidden, alternate_names="both", description="other")
    (result,) = now(engine).values()
    assert (result.alternate_names, result.description) == (("茶の間", "隠した会"), hidden.description)


def test_what_was_withdrawn_of_the_other_stays_withdrawn(engine: Engine, twins: tuple[Listing, Listing]) -> None:
    one, other = twins
    with writing(engine) as session:
        consent.withdraw(session, other.id, "phones", on=date(2026, 11, 1), by="代表", actor="花子")
    departure = merged(engine, one, other, phones="both")
    with reading(engine) as session:
        assert consent.disclosures_of(session, [one.id])[one.id]["phones"].layer == "office"
    undone(engine, departure)
    with reading(engine) as session:
        assert consent.disclosures_of(session, [one.id, other.id]).keys() == {other.id}


def test_a_choice_made_from_an_older_state_is_refused(engine: Engine, twins: tuple[Listing, Listing]) -> None:
    one, other = twins
    with writing(engine) as session, pytest.raises(EditedMeanwhile):
        merging.merge(session, one.id, other.id, {}, actor="花子", expected={one.id: 1, other.id: 7})
    with writing(engine) as session, pytest.raises(InputWrong):
        merging.merge(session, one.id, "T1", {}, actor="花子")
    with writing(engine) as session, pytest.raises(NotFound):
        merging.merge(session, one.id, "nobody", {}, actor="花子")
    assert now(engine).keys() == {one.id, other.id}


def test_undoing_waits_until_the_kept_one_is_there_again(engine: Engine) -> None:
    one, two, three = (a_full_listing(number=n) for n in (1, 2, 3))
    save(engine, one, two, three)
    before = now(engine)
    first, second = merged(engine, two, three), merged(engine, one, two)
    with pytest.raises(InputWrong, match="先に"):
        undone(engine, first)
    undone(engine, second)
    undone(engine, first)
    assert now(engine) == before


def test_what_was_said_of_the_other_holds_of_the_kept_one(engine: Engine) -> None:
    one, two, three = (a_full_listing(number=n) for n in (1, 2, 3))
    save(engine, one, two, three)
    with writing(engine) as session:
        judgements.judge(session, two.id, three.id, "distinct", actor="花子", known=["name"])
    departure = merged(engine, one, two)
    with reading(engine) as session:
        assert judgements.judgements(session, one.id).keys() == {tuple(sorted((one.id, three.id)))}
    undone(engine, departure)
    with reading(engine) as session:
        assert judgements.judgements(session).keys() == {tuple(sorted((two.id, three.id)))}


def test_a_blacked_out_name_does_not_come_back_with_the_merged_listing(engine: Engine) -> None:
    one, other = a_full_listing(), a_full_listing(number=2, description="代表は山田太郎です。")
    save(engine, one, other)
    with writing(engine) as session:
        proposals.propose(session, other.id, "fact", "山田太郎さんより", said_by="山田太郎")
    departure = merged(engine, one, other, description="both")
    gone = a_full_listing(number=3, note_office="山田太郎")
    save(engine, gone)
    with writing(engine) as session:
        deleted = departures.delete(session, gone.id, actor="花子", reason="山田太郎さんの希望")
    with writing(engine) as session:
        redaction.redact(session, "山田太郎", actor="管理者")
    undone(engine, departure)
    with writing(engine) as session:
        departures.bring_back(session, deleted, actor="花子")
    with reading(engine) as session:
        for table in TABLES.values():
            assert "山田" not in str(session.execute(select(table)).all()), table.name
    assert now(engine)[other.id].description == "代表は■■です。"


def test_a_deleted_listing_comes_back_with_all_that_hung_on_it(engine: Engine) -> None:
    listing = a_full_listing(HALL)
    save(engine, HALL, listing)
    token = hang(engine, listing)
    with writing(engine) as session:
        departure = departures.delete(session, listing.id, actor="花子", reason="活動を終えた")
    assert now(engine) == {}
    with writing(engine) as session:
        assert [gone.reason for gone in departures.departures(session, merged=False)] == ["活動を終えた"]
        store.remove_venue(session, HALL.id, **BY)
    with writing(engine) as session:
        departures.bring_back(session, departure, actor="花子")
    assert now(engine) == {listing.id: listing}
    assert owners(engine) == {listing.id}
    with reading(engine) as session:
        assert CONFIRM_LINKS.target_of(session, token) == listing.id
        assert departures.departures(session, merged=False) == ()
        assert store.venue_of(session, HALL.id) == HALL
    with pytest.raises(InputWrong), writing(engine) as session:
        departures.bring_back(session, departure, actor="花子")


def test_a_listing_comes_back_without_its_number_where_another_has_it_now(engine: Engine) -> None:
    listing = a_full_listing()
    save(engine, listing)
    with writing(engine) as session:
        departure = departures.delete(session, listing.id, actor="花子")
    save(engine, a_listing(source_id=listing.source_id))
    with writing(engine) as session:
        assert departures.bring_back(session, departure, actor="花子").source_id is None
