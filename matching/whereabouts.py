"""Where the people of a sheet are, which desk is in charge there, and what surrounds them."""

from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from directory.profile import Profile
from geodata.characters import key
from geodata.geocoded import Geocoded
from geodata.zones import Desk, Located, ZoneSet
from matching.answer import DeskInfo
from matching.person import Person, Point
from matching.place import Estate, Surroundings, Where

TOWN_LEVEL = 3
POINT_SLACK_M, HOUSE_SLACK_M, TOWN_SLACK_M = 0.0, 50.0, 350.0


class Geocodes(Protocol):
    """`geodata.geocoding.Geocoder`, which may know the catalogue's venues."""

    def geocode(self, text: str) -> Geocoded: ...


@dataclass(frozen=True)
class Whereabouts:
    """Answers where somebody is by the municipality's own tables; keeps nothing of what it was asked."""

    profile: Profile
    zones: ZoneSet
    geocoder: Geocodes

    @cached_property
    def surroundings(self) -> Surroundings:
        towns = {
            town.town: (town.latitude, town.longitude)
            for town in self.zones.gazetteer.towns(self.zones.municipality).all()
            if not town.koaza and town.latitude is not None and town.longitude is not None
        }
        return Surroundings(
            city=self.profile.city,
            city_code=self.profile.municipality_code,
            towns=towns,
            districts={d.name: d.towns or (d.name,) for d in self.profile.districts},
            zones={zone.id: zone.name for zone in self.zones.zones},
            estates=tuple(
                Estate((place.name, *place.alternate_names), place.town, place.district)
                for place in self.profile.places
            ),
        )

    @property
    def all_desks(self) -> tuple[DeskInfo, ...]:
        return tuple(_desk(zone.desk) for zone in self.zones.zones)

    def of(self, person: Person) -> tuple[Where, Located]:
        """Where the person is, and the 圏域 with its reason. Without a place: nowhere, and an area that asks for it."""
        if isinstance(person.place, Point):
            geocoded = Geocoded(
                input="",
                status="matched",
                level=8,
                latitude=person.place.latitude,
                longitude=person.place.longitude,
            )
            slack = POINT_SLACK_M
        else:
            geocoded = self.geocoder.geocode(person.place or "")
            slack = TOWN_SLACK_M if geocoded.level <= TOWN_LEVEL else HOUSE_SLACK_M
        located = self.zones.locate(geocoded)
        return self._where(geocoded, located, slack), located

    def _where(self, geocoded: Geocoded, located: Located, slack: float) -> Where:
        around = self.surroundings
        fine = geocoded.level >= TOWN_LEVEL and geocoded.latitude is not None
        words = " ".join(filter(None, (geocoded.place, geocoded.koaza, geocoded.rest)))
        estate = around.estate_named(words) if words else None
        outside = located.status == "outside"
        # 新宿区新宿 is not in the 地区 of that name here.
        district = around.district_of(None if outside else geocoded.town) or (estate.district if estate else None)
        if geocoded.town_is_whole and geocoded.latitude is not None and geocoded.town is not None:
            centre = around.centre(f"地区:{geocoded.town}", TOWN_SLACK_M)
            slack = max(slack, centre.radius_m if centre else slack)
        return Where(
            latitude=geocoded.latitude if fine else None,
            longitude=geocoded.longitude if fine else None,
            slack_m=slack,
            town=geocoded.town,
            district=district,
            estate=estate,
            estate_text=_named_part(geocoded) if estate is None else None,
            zone_id=located.zone.id if located.zone else None,
            outside=outside,
        )


def _named_part(geocoded: Geocoded) -> str | None:
    """A name beside the town, long enough to be looked for among the venues (「○○ハイツ」)."""
    text = geocoded.place if geocoded.method == "facility" else geocoded.rest
    folded = key(text or "")
    return text if len(folded) >= 4 and not folded[0].isdecimal() else None


def _desk(desk: Desk) -> DeskInfo:
    return DeskInfo(desk.name, desk.address, desk.phone)


def desk_of(located: Located) -> DeskInfo | None:
    return _desk(located.desk) if located.desk else None


def candidate_desks(located: Located) -> tuple[DeskInfo, ...]:
    return tuple(_desk(zone.desk) for zone in located.candidates)
