"""The real catalogue: everything the plan lists is there, as printed and as corrected, and nothing is invented."""

import csv
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from directory.listing import Listing, Venue
from directory.profile import Profile
from directory.settings import PROFILES

GIVEN = Path(__file__).parents[2].parent / "shared/data/zushi"
needs_given = pytest.mark.skipif(not GIVEN.exists(), reason="the given lists are not here")


@pytest.fixture(scope="module")
def profile() -> Profile:
    return Profile.load(PROFILES / "zushi")


@pytest.fixture(scope="module")
def listings(profile: Profile) -> dict[str, Listing]:
    return {listing.source_id or "": listing for listing in profile.listings()}


@pytest.fixture(scope="module")
def venues(profile: Profile) -> dict[str, Venue]:
    return {venue.id: venue for venue in profile.venues()}


def given(name: str) -> Iterator[dict[str, str]]:
    with (GIVEN / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter="\t")


def words(listing: Listing, scheme: str) -> set[str]:
    return {word.term for word in listing.words if word.scheme == scheme}


def test_the_48_salons_the_19_others_and_the_3_desks_are_there(listings: dict[str, Listing]) -> None:
    salons = [f"S{number:02}" for number in range(1, 49)]
    others = [f"E{number:02}" for number in range(1, 20)]
    assert list(listings) == [*salons, *others, "desk-tobu", "desk-chubu", "desk-seibu"]
    assert all(words(listings[salon], "type") == {"salon"} for salon in salons)


@needs_given
def test_every_salon_stands_as_printed_and_as_corrected(listings: dict[str, Listing], venues: dict[str, Venue]) -> None:
    for row in given("zushi_salons.tsv"):
        listing = listings[row["id"]]
        assert listing.name_text == row["サロン名"], row["id"]
        assert listing.name == row["サロン名_推定正"], row["id"]
        assert listing.district == row["地区"], row["id"]
        assert (listing.district_text or "") == row["地区_原文セル"], row["id"]
        own = [venues[use.location_id] for use in listing.venues]
        printed = {venue.name_text for venue in own} | {
            use.label and f"{own[0].name_text}・等" for use in listing.venues
        }
        kept = row["場所"] in printed or any(f"原文は「{row['場所']}」" in (venue.note or "") for venue in own)
        assert kept, row["id"]


@needs_given
def test_the_desks_stand_word_for_word(listings: dict[str, Listing], venues: dict[str, Venue]) -> None:
    by_name = {listing.name: listing for listing in listings.values()}
    for row in given("zushi_centers.tsv"):
        desk = by_name[row["name"]]
        venue = venues[desk.venues[0].location_id]
        assert [phone.number for phone in desk.phones] == [row["phone"]]
        assert venue.address_text is not None
        assert row["address"].startswith(venue.address_text)
        assert row["担当地域_原文(改行は\\n)"].replace("\\n", " ") in (desk.note_public or "")


@needs_given
def test_every_listing_that_the_scenarios_name_is_there(listings: dict[str, Listing]) -> None:
    for line in (GIVEN / "scenarios.jsonl").read_text(encoding="utf-8").splitlines():
        scenario = json.loads(line)
        named = [*scenario["top3_must_include_any"], *scenario["acceptable"], *scenario["exclude"]]
        for entry in [*named, *scenario["other_routes"]]:
            assert "id" not in entry or entry["id"] in listings, entry


def test_nothing_that_the_plan_does_not_say_is_filled_in(listings: dict[str, Listing]) -> None:
    for listing in listings.values():
        assert listing.status == "unknown"
        assert listing.source_as_of == "2023-01"
        assert listing.assured_date is None
        assert listing.fee_yen_min is listing.fee_yen_max is listing.fees_text is None
        assert listing.minimum_age is listing.maximum_age is listing.capacity is None
        assert not words(listing, "first_visit")
    salons = [listing for source_id, listing in listings.items() if source_id.startswith("S")]
    for salon in salons:
        assert not salon.meetings
        assert not salon.phones
        assert salon.eligibility_text is None
        assert not words(salon, "target")
        assert not words(salon, "access")


def test_only_the_desks_have_a_telephone(listings: dict[str, Listing]) -> None:
    assert {source_id for source_id, listing in listings.items() if listing.phones} == {
        "desk-tobu",
        "desk-chubu",
        "desk-seibu",
    }


def test_schedules_are_only_what_the_plan_prints(listings: dict[str, Listing]) -> None:
    printed = {source_id: [m.text for m in listing.meetings] for source_id, listing in listings.items()}
    assert {source_id: texts for source_id, texts in printed.items() if texts} == {
        "E03": ["毎月"],
        "E09": ["沼間・小坪地区において週1回の巡回相談"],
        "E15": ["長期休み前"],
    }


def test_what_a_name_suggests_is_marked_as_suggested(listings: dict[str, Listing]) -> None:
    found = {(word.term, word.basis) for word in listings["S17"].words if word.scheme == "content"}
    assert found == {("ict", "name"), ("game", "name")}
    assert {word.basis for word in listings["S25"].words if word.scheme == "need"} == {"stated"}


@needs_given
def test_every_activity_that_a_name_suggests_is_there(profile: Profile, listings: dict[str, Listing]) -> None:
    for row in given("zushi_salons.tsv"):
        suggested = profile.vocabulary.mentioned(row["活動内容_名称からの推定"].partition("(")[0], ["content"])
        said = {word.term for word in listings[row["id"]].words if word.scheme == "content"}
        assert {term.id for term in suggested} <= said, row["id"]


def test_private_homes_and_rooms_are_marked(listings: dict[str, Listing], venues: dict[str, Venue]) -> None:
    privacy = {
        source_id: venues[listing.venues[0].location_id].privacy
        for source_id, listing in listings.items()
        if listing.venues and venues[listing.venues[0].location_id].privacy != "open"
    }
    assert privacy == {
        "S03": "consent_pending",
        "S04": "private_home",
        "S08": "consent_pending",
        "S29": "private_room",
        "E01": "consent_pending",
    }
    home = venues[listings["S04"].venues[0].location_id]
    assert (home.name, home.town, home.latitude, home.address_text) == (None, "逗子七丁目", None, None)


def test_only_addresses_that_are_given_are_kept(venues: dict[str, Venue]) -> None:
    assert {venue.address_text for venue in venues.values()} - {None} == {
        "逗子市沼間5-17-1",
        "逗子市池子字桟敷戸1892-2",
        "逗子市逗子5-4-33",
        "逗子市新宿4-16-10",
    }
    assert all(venue.latitude is None for venue in venues.values())


def test_one_hall_is_one_venue_for_all_that_meet_there(listings: dict[str, Listing]) -> None:
    def places(source_id: str) -> set[str]:
        return {use.location_id for use in listings[source_id].venues}

    assert places("S22") == places("S25") == places("E07")
    assert places("S34") == places("S35") == places("S41") == places("S42")
    assert places("S33") == places("S40") != places("S39")
    assert len(places("S27")) == len(places("S21")) == 2


def test_watching_over_neighbours_is_for_those_who_live_there(listings: dict[str, Listing]) -> None:
    assert [(e.extent, e.residents_only) for e in listings["E04"].extents] == [("グリーンヒル", True)]
    assert "home_visit" in words(listings["E04"], "access")


def test_giving_food_and_getting_food_are_different_kinds(listings: dict[str, Listing]) -> None:
    assert words(listings["E07"], "type") == {"food_drive"}
    assert "food_support" in words(listings["E15"], "type")
    assert not words(listings["S19"], "need")


def test_no_personal_case_of_the_plan_is_carried_over(listings: dict[str, Listing]) -> None:
    text = " ".join(f"{listing.description} {listing.note_public}" for listing in listings.values())
    assert not [trace for trace in ("ベッド", "SOS", "ある認知症の人", "倒木") if trace in text]
    assert "個人宅" not in text
