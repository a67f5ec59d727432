"""Names that the catalogue knows, for the geocoder: public venues with aliases and readings, 団地, 地区, desks."""

from collections.abc import Iterable, Iterator, Sequence

from directory.errors import NotReady
from directory.profile import Profile
from directory.public_catalogue import PublicCatalogue
from directory.public_view import PublicVenue
from geodata.characters import key
from geodata.places import NamedPlace, NamesInTurn, PlaceNames
from geodata.zones import ZoneSet
from geodata.zones.desk_names import DeskNames

_CITY_LEVEL, _TOWN_LEVEL = 2, 3


def place_names(catalogue: PublicCatalogue, profile: Profile, zones: ZoneSet) -> PlaceNames:
    """All that a municipality knows by name; a desk only where the catalogue and the profile do not know its name."""
    return NamesInTurn(VenueNames(catalogue, profile), DeskNames(zones))


class VenueNames:
    """`geodata.places.PlaceNames` from the public view: a private place has no name here. Follows the catalogue.

    The profile's own names hold where nothing has been published yet, or the file is being made anew.
    A venue whose town nobody stated is still known to be in the municipality: level 2, without a point.
    """

    def __init__(self, catalogue: PublicCatalogue, profile: Profile) -> None:
        self._catalogue = catalogue
        self._profile = profile
        self._version: int | None = None
        self._by_key: dict[str, tuple[NamedPlace, ...]] | None = None

    def named(self, key: str) -> Sequence[NamedPlace]:
        """Places whose name, alias or reading folds to exactly this key; several where they share it."""
        version = self._published()
        if self._by_key is None or version != self._version:
            self._by_key = self._read(version)
            self._version = version
        return self._by_key.get(key, ())

    def _published(self) -> int | None:
        """The number of the public view, None where there is none to be read."""
        try:
            return self._catalogue.version
        except NotReady:
            return None

    def _read(self, version: int | None) -> dict[str, tuple[NamedPlace, ...]]:
        found: dict[str, dict[NamedPlace, None]] = {}
        venues = () if version is None else self._of_venues()
        for names, place in (*self._of_profile(), *venues):
            for name in filter(None, names):
                found.setdefault(key(name), {})[place] = None
        return {name: tuple(places) for name, places in found.items()}

    def _of_venues(self) -> Iterator[tuple[Iterable[str | None], NamedPlace]]:
        for listing in self._catalogue.all():
            for venue in listing.venues:
                if not venue.coarse and venue.place not in (venue.address, venue.town, self._profile.city):
                    yield (venue.place, venue.reading, *venue.alternate_names), self._venue(venue)

    def _of_profile(self) -> Iterator[tuple[Iterable[str | None], NamedPlace]]:
        code, word = self._profile.municipality_code, self._profile.district_word
        for district in self._profile.districts:
            names = [f"{name.removesuffix(word)}{word}" for name in (district.name, *district.alternate_names)]
            place = NamedPlace(name=names[0], kind="district", city_code=code, level=_CITY_LEVEL)
            yield (*names, *district.alternate_names), place
        for estate in self._profile.places:
            level = _TOWN_LEVEL if estate.town else _CITY_LEVEL
            place = NamedPlace(name=estate.name, kind="district", city_code=code, town=estate.town, level=level)
            yield (estate.name, estate.reading, *estate.alternate_names), place
        for known in self._profile.landmarks:
            level = _TOWN_LEVEL if known.town else _CITY_LEVEL
            place = NamedPlace(
                name=known.name,
                kind="facility",
                city_code=code,
                town=known.town,
                block=known.block,
                number=known.number,
                level=level,
            )
            yield (known.name, known.reading, *known.alternate_names), place

    def _venue(self, venue: PublicVenue) -> NamedPlace:
        return NamedPlace(
            name=venue.place,
            kind="facility",
            city_code=self._profile.municipality_code,
            town=venue.town,
            latitude=venue.latitude,
            longitude=venue.longitude,
            level=venue.point_level or (_TOWN_LEVEL if venue.town else _CITY_LEVEL),
        )
