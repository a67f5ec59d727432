"""掲載同意: each item is seen by its layer only, and what is taken back is gone from every public door at once."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Engine

from directory import store
from directory.disclosure import ITEMS, Disclosure, seen_by
from directory.errors import InputWrong
from directory.exporters import MODULES, exporter
from directory.history import history_of, revert_to
from directory.listing import Listing, Telephone, Venue, Word
from directory.public_catalogue import PublicCatalogue
from directory.public_view import PublicListing
from directory.publishing.publisher import Publisher
from directory.safekeeping.redaction import redact
from directory.stewardship.changes import Wording
from directory.stewardship.consent import disclosures_of, record, recorded, supporter_facts, withdraw
from directory.store import reading, writing
from directory.vocabulary import Vocabulary
from tests.directory.places import FakeGeocoder, FakeZones, a_profile
from tests.factories import a_full_listing, a_venue

DAY = date(2026, 4, 10)


class Town:
    def __init__(self, engine: Engine, path: Path) -> None:
        self.engine, self.path = engine, path
        self.hall: Venue = a_venue(name="けやき会館")
        self.listing: Listing = a_full_listing(
            self.hall,
            description="お茶の会。問い合わせは 000-000-0001 へ。",
            words=(Word(scheme="type", term="salon"), Word(scheme="first_visit", term="greeter")),
            phones=(
                Telephone(number="000-000-0001", audience="public"),
                Telephone(number="000-000-0003", audience="supporter"),
                Telephone(number="000-000-0002", audience="office"),
            ),
        )
        with writing(engine) as session:
            store.save_venue(session, self.hall, actor="花子", action="create")
            store.save_listing(session, self.listing, actor="花子", action="create")

    def say(self, *items: str, layer: str = "public") -> None:
        with writing(self.engine) as session:
            record(session, self.listing.id, items, layer, ground="agreed", by="代表者", on=DAY, actor="花子")  # type: ignore[arg-type]

    def take_back(self, item: str) -> None:
        with writing(self.engine) as session:
            withdraw(session, self.listing.id, item, on=DAY, by="代表者", actor="花子")

    def shown(self) -> PublicListing | None:
        Publisher(self.engine, self.path, a_profile(), FakeZones(), FakeGeocoder()).catch_up()
        return PublicCatalogue(self.path).listing(self.listing.id)

    def everywhere(self) -> str:
        """All bytes of the public file, and all that is given out of it."""
        shown = self.shown()
        given = b"".join(
            exporter(name).export([shown] if shown else [], a_profile(), DAY).data for name in MODULES if name != "xlsx"
        )
        return (self.path.read_bytes() + given).decode("utf-8", "ignore")


@pytest.fixture
def town(engine: Engine, tmp_path: Path) -> Town:
    return Town(engine, tmp_path / "public.sqlite")


def test_a_withdrawn_item_leaves_every_public_door_and_texts_that_mention_it(town: Town) -> None:
    assert "000-000-0001" in town.everywhere()
    town.take_back("phones")
    assert "000-000-0001" not in town.everywhere()
    shown = town.shown()
    assert shown is not None
    assert shown.telephone is None
    assert shown.fees_text == "100円"


def test_a_listing_withdrawn_as_a_whole_is_in_no_public_file(town: Town) -> None:
    assert "みんなの茶の間1" in town.everywhere()
    town.take_back("whole")
    assert town.shown() is None
    assert "みんなの茶の間1" not in town.everywhere()


def test_a_withdrawal_outlives_undo_removal_and_return(town: Town) -> None:
    town.take_back("fees")
    with writing(town.engine) as session:
        first = history_of(session, town.listing.id)[-1]
        store.remove_listing(session, town.listing.id, actor="花子", action="edit")
        revert_to(session, first.id, actor="花子")
    shown = town.shown()
    assert shown is not None
    assert shown.fees_text is None


def test_agreement_given_again_shows_it_again_and_both_stay_written(town: Town) -> None:
    town.take_back("fees")
    town.say("fees")
    shown = town.shown()
    assert shown is not None
    assert shown.fees_text == "100円"
    with reading(town.engine) as session:
        said = [(one.withdrawn_on, one.by) for _, one in recorded(session, town.listing.id)]
    assert said == [(None, "代表者"), (DAY, None)]


def test_what_is_for_supporters_is_for_them_and_nobody_else(town: Town) -> None:
    town.say("meetings", layer="supporter")
    assert "第1・3火曜" not in town.everywhere()
    with reading(town.engine) as session:
        wording = Wording(Vocabulary.load(), lambda _: "けやき会館")
        facts = dict(supporter_facts(session, [town.listing.id], wording)[town.listing.id])
    assert "第1・3火曜" in facts["開催日"]
    assert "初めての方に向く" in facts["支援者だけのメモ"]
    assert "000-000-0003" in facts["電話"]
    assert "000-000-0002" not in repr(facts)
    assert "鍵は会長" not in repr(facts)


@pytest.mark.parametrize("item", [item.id for item in ITEMS if item.id != "whole"])
def test_every_item_can_be_withheld_by_itself(item: str) -> None:
    venue = a_venue()
    listing = a_full_listing(venue, website="https://example.org/", application_text="要予約")
    listing = listing.model_copy(
        update={
            "words": tuple(Word(scheme=s, term="x") for s in ("type", "content", "target", "access", "first_visit"))
        }
    )
    whole = seen_by("public", listing, {})
    less = seen_by("public", listing, {item: Disclosure(item=item, layer="office")})
    assert whole is not None
    assert less is not None
    assert less != whole
    one = next(one for one in ITEMS if one.id == item)
    assert all(getattr(less, name) in (None, ()) for name in one.fields)
    assert not {word.scheme for word in less.words} & set(one.schemes)
    withdrawn = replace(Disclosure(item=item, layer="public"), withdrawn_on=DAY)
    assert seen_by("supporter", listing, {item: withdrawn}) != seen_by("supporter", listing, {})
    assert seen_by("office", listing, {item: withdrawn}) == listing


def test_a_name_in_a_consent_can_be_blacked_out(town: Town) -> None:
    with writing(town.engine) as session:
        record(session, town.listing.id, ["fees"], "public", ground="agreed", by="山田花子さん", on=DAY, actor="花子")
        redact(session, "山田花子", actor="管理")
    with reading(town.engine) as session:
        assert disclosures_of(session, [town.listing.id])[town.listing.id]["fees"].by == "■■さん"


@pytest.mark.parametrize(
    ("items", "layer", "ground"),
    [
        ([], "public", "agreed"),
        (["x"], "public", "agreed"),
        (["fees"], "public", None),
        (["fees"], "everybody", "agreed"),
    ],
)
def test_what_says_nothing_is_refused(town: Town, items: list[str], layer: str, ground: str | None) -> None:
    with pytest.raises(InputWrong), writing(town.engine) as session:
        record(session, town.listing.id, items, layer, ground=ground, by=None, on=None, actor="花子")  # type: ignore[arg-type]
