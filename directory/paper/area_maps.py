"""Which places and names stand on the paper map of a 圏域, and of any other choice of listings."""

from collections.abc import Callable, Iterable, Sequence

import shapely

from directory.paper.maps import Ground, Label, Place, SheetMap, drawn
from directory.public_view import PublicListing, PublicVenue
from geodata.zones import ZoneSet

ZONE_LINES = "線は、圏域のおよその形です。"
SAME_POINT = 5  # decimals of a degree: about a metre


class AreaMaps:
    """Draws for one municipality. `landmarks`: 駅, 市役所 with their points."""

    def __init__(self, zones: ZoneSet, landmarks: Callable[[], Sequence[Label]]) -> None:
        self._zones = zones
        self._landmarks = landmarks

    def of_area(self, zone_id: str, listings: Sequence[PublicListing], first_number: int = 1) -> SheetMap | None:
        """The 圏域 with the listings' places that lie in it; those of no 圏域 yet where its outline covers them."""
        outline = self._zones.outline(zone_id).geometry

        def within(venue: PublicVenue) -> bool:
            if venue.zone_id:
                return venue.zone_id == zone_id
            return bool(shapely.intersects_xy(outline, venue.longitude, venue.latitude))

        name = self._zones.by_id[zone_id].name
        return drawn(f"{name}圏域の地図", self._ground(zone_id), places_of(listings, within), first_number)

    def of_all(self, title: str, listings: Sequence[PublicListing]) -> SheetMap | None:
        """The part of the municipality where the listings are; None where none has a point."""
        places = places_of(listings, lambda venue: True)
        return drawn(title, self._ground(None), places) if places else None

    def of_areas(self, listings: Sequence[PublicListing]) -> tuple[SheetMap, ...]:
        """A map of each 圏域 with places in it, numbered on from one to the next."""
        maps: list[SheetMap] = []
        for zone in self._zones.zones:
            first_number = 1 + sum(len(one.spots) for one in maps)
            found = self.of_area(zone.id, listings, first_number)
            maps += [found] if found and found.spots else []
        return tuple(maps)

    def _ground(self, zone_id: str | None) -> Ground:
        outlines = {zone.id: self._zones.outline(zone.id) for zone in self._zones.zones}
        names = [
            Label(shared.town.town, shared.town.latitude, shared.town.longitude)
            for shared in self._zones.towns
            if not shared.town.koaza
            and shared.town.latitude is not None
            and shared.town.longitude is not None
            and (zone_id is None or zone_id in shared.zone_ids)
        ]
        return Ground(
            outlines=[(outline.geometry, id == zone_id) for id, outline in outlines.items()],
            labels=[*self._landmarks(), *names],
            note=outlines[zone_id].note if zone_id else ZONE_LINES,
        )


def places_of(listings: Iterable[PublicListing], within: Callable[[PublicVenue], bool]) -> list[Place]:
    """The venues that have a point, each once with all that is held there. Private ones stand at their town's."""
    found: dict[tuple[str, float, float], tuple[PublicVenue, dict[str, str]]] = {}
    for listing in listings:
        for venue in listing.venues:
            if venue.latitude is None or venue.longitude is None or not within(venue):
                continue
            key = (venue.place, round(venue.latitude, SAME_POINT), round(venue.longitude, SAME_POINT))
            found.setdefault(key, (venue, {}))[1][listing.id] = listing.name
    return [
        Place(name=name, latitude=latitude, longitude=longitude, coarse=not venue.is_exact, listings=names)
        for (name, latitude, longitude), (venue, names) in found.items()
    ]
