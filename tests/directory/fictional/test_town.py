"""The invented town: the same each time, complete, safe to show, and never mixed with the real one."""

import re
import tomllib
from itertools import islice

import pytest

from directory.fictional.town import generate
from directory.listing import Listing, Venue
from directory.profile import Profile
from directory.settings import PROFILES


@pytest.fixture(scope="module")
def profile() -> Profile:
    return Profile.load(PROFILES / "fictional")


@pytest.fixture(scope="module")
def listings(profile: Profile) -> list[Listing]:
    return list(profile.listings())


@pytest.fixture(scope="module")
def venues(profile: Profile) -> dict[str, Venue]:
    return {venue.id: venue for venue in profile.venues()}


def as_text(items: list) -> list[str]:
    return [item.model_dump_json() for item in items]


def test_the_same_seed_gives_the_same_town_byte_for_byte(profile: Profile) -> None:
    first, second = list(generate(7, 120, profile)), list(generate(7, 120, profile))
    assert as_text(first) == as_text(second)
    assert as_text(first) != as_text(list(generate(8, 120, profile)))


def test_a_smaller_town_is_the_beginning_of_a_larger_one(profile: Profile) -> None:
    small = as_text(list(generate(7, 30, profile)))
    assert as_text(list(islice(generate(7, 1_000_000, profile), len(small)))) == small


def test_the_town_has_as_many_listings_as_asked_for(profile: Profile, listings: list[Listing]) -> None:
    assert len(listings) == 200
    assert sum(isinstance(item, Listing) for item in generate(1, 3, profile)) == 3


def test_every_venue_comes_before_the_first_listing_that_uses_it(profile: Profile) -> None:
    known: set[str] = set()
    for item in generate(3, 300, profile):
        if isinstance(item, Venue):
            assert item.id not in known
            known.add(item.id)
        else:
            assert {use.location_id for use in item.venues} <= known


def test_every_fact_is_filled_in(listings: list[Listing]) -> None:
    for listing in listings:
        said = {word.scheme for word in listing.words}
        assert {"type", "target"} <= said, listing.name
        for fact in ("reading", "description", "eligibility_text", "fees_text", "application_text", "assured_date"):
            assert getattr(listing, fact) is not None, (listing.name, fact)
        assert listing.fee_yen_min is not None
        assert listing.venues
        assert listing.meetings
        assert listing.phones


def test_every_feature_has_something_to_try_it_on(
    profile: Profile, listings: list[Listing], venues: dict[str, Venue]
) -> None:
    types = {word.term for listing in listings for word in listing.words if word.scheme == "type"}
    assert types >= {term.id for term in profile.vocabulary.terms("type")} - {"engawa"}
    assert {listing.status for listing in listings} == {"active", "paused", "ended", "preparing", "unknown"}
    assert {venue.privacy for venue in venues.values()} == {
        "open",
        "private_home",
        "private_room",
        "consent_pending",
    }
    assert {venue.setting for venue in venues.values()} == {"indoor", "outdoor"}
    assert any(len(listing.venues) > 1 for listing in listings)
    assert any(word.scheme == "ability" for listing in listings for word in listing.words)
    assert any(word.scheme == "language" for listing in listings for word in listing.words)
    assert any(extent.residents_only for listing in listings for extent in listing.extents)
    certainties = {meeting.certainty for listing in listings for meeting in listing.meetings}
    assert certainties == {"parsed", "partial", "unparsed"}


def test_every_word_is_one_of_the_vocabulary(
    profile: Profile, listings: list[Listing], venues: dict[str, Venue]
) -> None:
    for holder in [*listings, *venues.values()]:
        for word in holder.words:
            assert profile.vocabulary.term(word.scheme, word.term), word


def test_the_town_cannot_be_taken_for_a_real_one(
    profile: Profile, listings: list[Listing], venues: dict[str, Venue]
) -> None:
    assert profile.is_fictional
    assert "架空" in profile.name
    assert profile.municipality_code.startswith("99")
    for listing in listings:
        assert "架空" in (listing.note_public or "")
        assert all(re.fullmatch(r"000-\d{4}-\d{4}", phone.number) for phone in listing.phones)
        assert listing.website is None or listing.website.startswith("https://example.com/")
    for venue in venues.values():  # the open water of the bay of 相模, 10 km and more from any shore
        assert venue.latitude is not None
        assert venue.longitude is not None
        assert 35.06 < venue.latitude < 35.14
        assert 139.31 < venue.longitude < 139.39


def test_the_invented_and_the_real_town_share_nothing(listings: list[Listing], venues: dict[str, Venue]) -> None:
    real = Profile.load(PROFILES / "zushi")
    real_listings, real_venues = list(real.listings()), list(real.venues())
    assert not {listing.id for listing in listings} & {listing.id for listing in real_listings}
    assert not {listing.name for listing in listings} & {listing.name for listing in real_listings}
    assert not set(venues) & {venue.id for venue in real_venues}
    assert not [listing for listing in real_listings if "架空" in listing.model_dump_json()]
    assert not [listing for listing in listings if "逗子" in listing.model_dump_json()]


def test_the_desks_that_are_listed_are_those_of_the_areas(profile: Profile, listings: list[Listing]) -> None:
    zones = tomllib.loads(profile.zones_file.read_text(encoding="utf-8"))["zone"]
    listed = {listing.name: listing.phones[0].number for listing in listings if "desk-" in (listing.source_id or "")}
    assert listed == {zone["desk"]["name"]: zone["desk"]["phone"] for zone in zones}


def test_private_homes_have_a_fine_point_that_the_public_must_not_get(venues: dict[str, Venue]) -> None:
    homes = [venue for venue in venues.values() if venue.privacy == "private_home"]
    assert homes
    assert all(home.point_level == 8 and home.name is None and "個人宅" in (home.name_text or "") for home in homes)
