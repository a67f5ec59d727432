"""`/areas`: the 圏域, the desk in charge of each, its listings. The same on paper: `directory.views.papers`."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from flask import Blueprint, Response

from directory.errors import NotFound
from directory.public_view import PublicListing
from directory.summary import Summaries, Summary
from directory.views.display import speech
from directory.views.pages import MapPieces, SplitTown, page_answer


class ZoneDesk(Protocol):
    @property
    def name(self) -> str: ...
    @property
    def address(self) -> str | None: ...
    @property
    def phone(self) -> str | None: ...


class Zone(Protocol):
    """What `geodata.zones.Zone` offers here."""

    @property
    def id(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def desk(self) -> ZoneDesk: ...
    @property
    def rule_text(self) -> str: ...


class LayerArea(Protocol):
    @property
    def name(self) -> str: ...
    @property
    def rule_text(self) -> str: ...


class Layer(Protocol):
    """小学校区, 自治会連合: what `geodata.zones.ZoneSet` offers here of a profile's further layers."""

    @property
    def layer_name(self) -> str: ...
    @property
    def zones(self) -> Sequence[LayerArea]: ...


UNDECIDED = "圏域がまだ決まっていない、近くの会"
UNDECIDED_NOTE = "{names}地区の会です。会場の番地が分かると、圏域が決まります。"
# The name of a layer and the names of its areas.
LayerAreas = tuple[str, tuple[str, ...]]


class Catalogue(Protocol):
    def all(self) -> Sequence[PublicListing]: ...


class Maps(Protocol):
    """What `directory.views.maps.ListingMaps` offers here."""

    def area(self, zone_id: str | None, listings: Sequence[PublicListing]) -> MapPieces: ...
    def split_towns(self, zone_id: str | None) -> tuple[SplitTown, ...]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What these pages are made from. `districts`: by 圏域 id, the 地区 that lie in it wholly or partly.

    `maps` is None where no map can be drawn. `layers_within`: by 圏域 id, the areas of further layers that it shares
    land with.
    """

    municipality: str
    zones: tuple[Zone, ...]
    districts: Mapping[str, tuple[str, ...]]
    catalogue: Catalogue
    summaries: Summaries
    maps: Maps | None
    today: Callable[[], date]
    layers: Sequence[Layer] = ()
    layers_within: Callable[[str], Sequence[LayerAreas]] = lambda zone_id: ()


@dataclass(frozen=True, slots=True)
class Section:
    title: str
    listings: tuple[Summary, ...]
    note: str | None = None


@dataclass(frozen=True, slots=True)
class AreaLine:
    zone: Zone
    listings: int
    undecided: int


@dataclass(frozen=True, slots=True)
class AreasPage:
    lines: tuple[AreaLine, ...]
    map: MapPieces | None
    split: tuple[SplitTown, ...]
    layers: Sequence[Layer]


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaPage:
    zone: Zone
    sections: tuple[Section, ...]
    map: MapPieces | None
    split: tuple[SplitTown, ...]
    layers: Sequence[LayerAreas]


def blueprint(parts: Parts) -> Blueprint:
    views = Blueprint("areas", __name__)

    @views.get("/areas")
    def areas() -> Response:
        lines = tuple(AreaLine(zone, *map(len, _listings(parts, zone))) for zone in parts.zones)
        drawn = parts.maps.area(None, ()) if parts.maps else None
        split = parts.maps.split_towns(None) if parts.maps else ()
        return page_answer("public/areas.html", AreasPage(lines, drawn, split, parts.layers))

    @views.get("/areas/<id>")
    def area(id: str) -> Response:
        zone = zone_of(parts.zones, id)
        within, _ = _listings(parts, zone)
        page = AreaPage(
            zone=zone,
            sections=_sections(parts, zone),
            map=parts.maps.area(zone.id, within) if parts.maps else None,
            split=parts.maps.split_towns(zone.id) if parts.maps else (),
            layers=parts.layers_within(zone.id),
        )
        return page_answer("public/area.html", page)

    return views


def _sections(parts: Parts, zone: Zone) -> tuple[Section, ...]:
    today, say = parts.today(), speech().say
    within, undecided = (
        tuple(parts.summaries.of(listing, today, speech=speech()) for listing in listings)
        for listings in _listings(parts, zone)
    )
    names = "・".join(parts.districts.get(zone.id, ()))
    return (
        Section(say("{name}圏域の会・窓口", name=zone.name), within),
        Section(say(UNDECIDED), undecided, say(UNDECIDED_NOTE, names=names)),
    )


def _listings(parts: Parts, zone: Zone) -> tuple[list[PublicListing], list[PublicListing]]:
    return listings_of_area(zone.id, parts.districts.get(zone.id, ()), parts.catalogue.all())


def listings_of_area(
    zone_id: str, districts: Sequence[str], everything: Sequence[PublicListing]
) -> tuple[list[PublicListing], list[PublicListing]]:
    """Those in the 圏域, and those in no 圏域 yet whose 地区 lies in it."""
    within = [listing for listing in everything if zone_id in listing.zone_ids]
    undecided = [listing for listing in everything if not listing.zone_ids and listing.district in districts]
    return within, undecided


def zone_of(zones: Sequence[Zone], id: str) -> Zone:
    found = next((zone for zone in zones if id in (zone.id, zone.name)), None)
    if found is None:
        raise NotFound("この圏域はありません。一覧から選び直してください。")
    return found
