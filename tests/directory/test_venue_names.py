"""Names that the catalogue gives to places: what the geocoder learns of venues, 団地 and 地区."""

from collections.abc import Callable, Sequence
from types import SimpleNamespace
from typing import cast

import pytest

from directory.errors import NotReady
from directory.profile import Profile
from directory.public_catalogue import PublicCatalogue
from directory.public_view import PublicListing, PublicVenue
from directory.settings import PROFILES
from directory.venue_names import VenueNames
from geodata.characters import key
from geodata.places import NamedPlace
from tests.factories import a_public_listing

Named = Callable[[str], Sequence[NamedPlace]]


def names_of(*listings: PublicListing) -> Named:
    catalogue = cast(PublicCatalogue, SimpleNamespace(version=1, all=lambda: listings))
    names = VenueNames(catalogue, Profile.load(PROFILES / "zushi"))
    return lambda text: names.named(key(text))


def held_at(**venue: object) -> PublicListing:
    return a_public_listing(venues=(PublicVenue(**venue),))  # type: ignore[arg-type]


def test_a_venue_is_known_by_name_alias_and_reading() -> None:
    named = names_of(
        held_at(
            place="浜辺会館", reading="はまべかいかん", alternate_names=("浜会館",), town="沼間五丁目", latitude=35.29,
            longitude=139.61, point_level=8,
        )
    )  # fmt: skip
    for name in ("浜辺会館", "はまべかいかん", "浜会館", "浜辺 会館"):
        (place,) = named(name)
        assert (place.kind, place.town, place.latitude, place.level) == ("facility", "沼間五丁目", 35.29, 8)


def test_a_venue_whose_town_nobody_stated_is_known_to_be_in_the_city_without_a_point() -> None:
    (place,) = names_of(held_at(place="浜辺会館"))("浜辺会館")
    assert (place.city_code, place.town, place.latitude, place.level) == ("14208", None, None, 2)


@pytest.mark.parametrize("words", ["逗子7丁目・社協に連絡", "逗子市"])
def test_a_private_place_and_a_bare_city_give_no_name(words: str) -> None:
    named = names_of(held_at(place="逗子7丁目・社協に連絡", coarse=True), held_at(place="逗子市"))
    assert named(words) == ()


def test_an_estate_and_a_district_are_places_to_look_at_without_a_point() -> None:
    named = names_of()
    for name in ("葉桜団地", "池子地区"):
        (place,) = named(name)
        assert (place.kind, place.latitude, place.level) == ("district", None, 2)


def test_the_profiles_own_names_hold_before_anything_is_published_and_venues_come_with_it() -> None:
    class Catalogue:
        published: int | None = None

        @property
        def version(self) -> int:
            if self.published is None:
                raise NotReady("まだありません")
            return self.published

        def all(self) -> Sequence[PublicListing]:
            return (held_at(place="浜辺会館"),) if self.published is not None else ()

    catalogue = Catalogue()
    names = VenueNames(cast(PublicCatalogue, catalogue), Profile.load(PROFILES / "zushi"))
    assert [place.name for place in names.named(key("葉桜団地"))] == ["葉桜団地"]
    assert names.named(key("浜辺会館")) == ()
    catalogue.published = 1
    assert [place.name for place in names.named(key("浜辺会館"))] == ["浜辺会館"]


def test_a_landmark_is_a_facility_in_its_town() -> None:
    for name in ("逗子市役所", "市役所"):
        (place,) = names_of()(name)
        assert (place.name, place.kind, place.town, place.level) == ("逗子市役所", "facility", "逗子五丁目", 3)
