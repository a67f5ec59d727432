"""Where a person is, as finely as was said and no finer; and how far regions and extents are from there."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from statistics import median

from geodata.characters import key
from matching.knowledge import Knowledge

EARTH_M = 111_195.0
_BRACKETS = str.maketrans("（）", "()")


@dataclass(frozen=True, slots=True)
class Centre:
    """A region's middle (JGD2011 degrees) and how far its parts lie from there at most, in metres."""

    latitude: float
    longitude: float
    radius_m: float


@dataclass(frozen=True, slots=True)
class Estate:
    """A 団地 or 通称 that the municipality knows; `town` and `district` are None where nobody stated them."""

    names: tuple[str, ...]
    town: str | None = None
    district: str | None = None


@dataclass(frozen=True)
class Surroundings:
    """The municipality's towns, 地区 and estates. `districts`: 地区 → the beginnings of its towns' names."""

    city: str = ""
    city_code: str = ""
    towns: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    districts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    zones: Mapping[str, str] = field(default_factory=dict)
    estates: tuple[Estate, ...] = ()

    def district_of(self, town: str | None) -> str | None:
        if town is None:
            return None
        folded = self._folded.get(town) or key(town)
        return next((d for d, begun in self._beginnings.items() if folded.startswith(begun)), None)

    def towns_of(self, name: str) -> tuple[str, ...]:
        """The towns (町丁目) that a town's or 地区's name covers."""
        begun = self._beginnings.get(name) or (key(name),)
        return tuple(town for town, folded in self._folded.items() if folded.startswith(begun))

    @cached_property
    def _folded(self) -> dict[str, str]:
        return {town: key(town) for town in self.towns}

    @cached_property
    def _beginnings(self) -> dict[str, tuple[str, ...]]:
        """Of each 地区, how the folded names of its towns begin."""
        return {district: tuple(map(key, towns)) for district, towns in self.districts.items()}

    def centre(self, region: str, town_slack_m: float) -> Centre | None:
        """The middle of a table's region (「町:…」, 「地区:…」); None where none of its towns has a point."""
        if (region, town_slack_m) not in self._centres:
            self._centres[region, town_slack_m] = self._centre(region, town_slack_m)
        return self._centres[region, town_slack_m]

    @cached_property
    def _centres(self) -> dict[tuple[str, float], Centre | None]:
        return {}

    def _centre(self, region: str, town_slack_m: float) -> Centre | None:
        kind, _, name = region.partition(":")
        towns = self.towns_of(name) if kind == "地区" else tuple(t for t in self.towns if key(t) == key(name))
        points = [self.towns[town] for town in towns or self.towns_of(name)]
        if not points:
            return None
        # The median: one wide 大字 far off must not move a 地区's middle.
        latitude, longitude = median(lat for lat, _ in points), median(lon for _, lon in points)
        spread = max(metres(latitude, longitude, *point) for point in points)
        return Centre(latitude, longitude, spread + town_slack_m)

    def estate_named(self, text: str) -> Estate | None:
        """The estate whose name stands in the text, the longest name first."""
        folded = key(text)
        found = [(name, e) for e in self.estates for name in e.names if key(name) in folded]
        return max(found, key=lambda pair: len(pair[0]))[1] if found else None


@dataclass(frozen=True, slots=True)
class Where:
    """Where a person is. `slack_m`: how far the point may be from the home; `estate`: a place named beside the town."""

    latitude: float | None = None
    longitude: float | None = None
    slack_m: float = 0.0
    town: str | None = None
    district: str | None = None
    estate: Estate | None = None
    estate_text: str | None = None
    zone_id: str | None = None
    outside: bool = False

    @property
    def has_point(self) -> bool:
        return self.latitude is not None and self.longitude is not None


def inside(extent: str, where: Where, around: Surroundings, knowledge: Knowledge) -> bool | None:
    """Whether the person lives within a named extent: a town, 地区, 圏域, estate or the whole city. None: not known."""
    name = _plain(extent)
    folded = key(name)
    if everywhere(extent, around, knowledge):
        return False if where.outside else None if where.town is None and not where.has_point else True
    if where.outside:
        return False
    zone = next((z for z, label in around.zones.items() if name == z or folded.startswith(key(label))), None)
    if zone is not None:
        return None if where.zone_id is None else where.zone_id == zone
    estate = around.estate_named(name)
    if estate is not None and estate.names and any(key(n) in folded for n in estate.names):
        return _in_estate(estate, where)
    if where.estate_text and folded in key(where.estate_text):
        return True
    if where.town is None:
        return None
    covered = around.towns_of(name)
    if covered:
        if where.town in covered:
            return True
        # A person known only as 「桜山」 may live in 桜山五丁目.
        return None if any(key(town).startswith(key(where.town)) for town in covered) else False
    return None


def everywhere(extent: str, around: Surroundings, knowledge: Knowledge) -> bool:
    """Whether a named extent is the whole municipality."""
    return key(_plain(extent)) in map(key, (*knowledge.everywhere, around.city))


def _plain(extent: str) -> str:
    """An extent's name without what stands in brackets behind it."""
    return extent.translate(_BRACKETS).partition("(")[0].strip()


def _in_estate(estate: Estate, where: Where) -> bool | None:
    if where.estate is not None:
        return where.estate == estate
    if where.town is None:
        return None
    if estate.town is not None:
        return None if key(estate.town).startswith(key(where.town)) else False
    if estate.district is not None and where.district is not None and where.district != estate.district:
        return False
    return None


def metres(lat_a: float, lon_a: float, lat_b: float, lon_b: float) -> float:
    """Straight distance in metres; a plane is exact enough within a municipality."""
    x = (lon_b - lon_a) * math.cos(math.radians((lat_a + lat_b) / 2))
    return EARTH_M * math.hypot(x, lat_b - lat_a)
