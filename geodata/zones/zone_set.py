"""日常生活圏域 of a municipality, with their texts, boundaries and towns; further layers are sets of their own."""

import tomllib
from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from geodata.errors import PlaceDataBroken
from geodata.gazetteer import Gazetteer
from geodata.gazetteer.towns import Municipality, Town
from geodata.geocoded import Geocoded
from geodata.geocoding import Geocoder
from geodata.zones.communities import names_of_area
from geodata.zones.loading import records_from
from geodata.zones.locating import Locator
from geodata.zones.records import Alias, Edition, Located, TownZones, Zone
from geodata.zones.rules import Ground
from geodata.zones.verdicts import AddressPath, Verdict, community_of
from geodata.zones.weighing import in_communities, judged, weighed

if TYPE_CHECKING:
    from geodata.zones.outlines import Outline
    from geodata.zones.polygons import PolygonEdition


class ZoneSet:
    """The 圏域 of one municipality in one edition; or the areas of a further layer (小学校区, 自治会連合)."""

    layer_id = "zones"
    layer_name = "日常生活圏域"

    def __init__(
        self,
        municipality: Municipality,
        edition: Edition,
        zones: Sequence[Zone],
        aliases: Sequence[Alias],
        gazetteer: Gazetteer,
        editions: Path | None = None,
    ) -> None:
        self.editions = editions
        self.municipality = municipality
        self.edition = edition
        self.zones = tuple(zones)
        self.aliases = tuple(aliases)
        self.by_id: Mapping[str, Zone] = {zone.id: zone for zone in zones}
        self.gazetteer = gazetteer
        self.layers: tuple[ZoneSet, ...] = ()
        self._geocoder = Geocoder(gazetteer, scope=municipality.code)
        self._locator = Locator(self)

    @classmethod
    def load(cls, zones_toml: Path, editions: Path | None, gazetteer: Gazetteer) -> "ZoneSet":
        """Read a profile's zones.toml. Raises PlaceDataBroken naming what is wrong in it."""
        try:
            data = tomllib.loads(zones_toml.read_text(encoding="utf-8"))
            municipality = gazetteer.within(data["municipality"]["code"])[0]
            edition, zones, aliases = records_from(data, gazetteer.towns(municipality))
            loaded = cls(municipality, edition, zones, aliases, gazetteer, editions)
            if "layer" in data:
                loaded.layer_id, loaded.layer_name = zones_toml.stem, data["layer"]["name"]
            else:
                loaded.layers = cls.load_layers(zones_toml.parent, editions, gazetteer)
            return loaded
        except (OSError, tomllib.TOMLDecodeError) as error:
            raise PlaceDataBroken(f"{zones_toml} を読めませんでした: {error}") from error
        except (KeyError, TypeError) as error:
            raise PlaceDataBroken(f"{zones_toml} に {error} がないか、形が違います。") from error

    @classmethod
    def load_layers(cls, profile: Path, editions: Path | None, gazetteer: Gazetteer) -> "tuple[ZoneSet, ...]":
        """The further layers of a profile: layers/*.toml, written like zones.toml with a [layer] name."""
        found = sorted((profile / "layers").glob("*.toml"))
        return tuple(cls.load(path, editions / path.stem if editions else None, gazetteer) for path in found)

    def layer_line(self, geocoded: Geocoded) -> dict[str, object]:
        """The answer of a further layer, without what the main answer says already."""
        line = self.locate(geocoded).as_line()
        kept = ("status", "area", "method", "because", "candidates", "ask", "desk")
        return {"layer": {"id": self.layer_id, "name": self.layer_name}, **{key: line[key] for key in kept}}

    def locate(self, geocoded: Geocoded) -> Located:
        """The area of a geocoded address. Towns of other municipalities are outside; names alone decide nothing."""
        return self._locator.locate(geocoded)

    def locate_text(self, text: str) -> Located:
        """`locate` for an address in words; the municipality's name may be left out."""
        return self.locate(self.geocode(text))

    def geocode(self, text: str) -> Geocoded:
        """An address read within the municipality; its own name may be left out."""
        return self._geocoder.geocode(text)

    def outline(self, zone_id: str) -> "Outline":
        """The zone's outline; until polygons are loaded, one computed from town points (概略)."""
        return self._outlines[zone_id]

    def judgements(self, address: AddressPath) -> list[tuple[Zone, Verdict]]:
        """What each zone's words say of an address; 「その他の区域」 is what no other zone takes in."""
        return judged(self.zones, address)

    def zones_of_town(self, town: Town) -> TownZones:
        """Where a town as a whole belongs, by the words."""
        verdicts = weighed(self.judgements(self.path_of_town(town)))
        sure = tuple(zone.id for zone, verdict in verdicts if verdict.inside)
        open_ = tuple(zone.id for zone, verdict in verdicts if verdict.inside is None)
        return TownZones(town, sure + open_, bool(open_))

    def path_of_town(self, town: Town) -> AddressPath:
        """A town as rules see it, with the communities that it lies in by the further layers."""
        found = [(layer, layer.zones_of_town(town)) for layer in self.layers if self.names_communities]
        sure = [(layer, shared.zone_ids) for layer, shared in found if len(shared.zone_ids) > 1 or not shared.is_split]
        return in_communities(AddressPath.of_town(town), sure)

    @cached_property
    def names_communities(self) -> bool:
        """Whether its words name 学区, 自治会連合 or 地区, which further layers may know."""
        grounds = [g for zone in self.zones for g in (*zone.rule.includes, *zone.rule.excludes)]
        return any(community_of(ground) for ground in grounds)

    def layers_within(self, zone_id: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Of each further layer, its name and the names of its areas that a zone's towns lie in, wholly or partly."""
        towns = [shared for shared in self.towns if zone_id in shared.zone_ids]
        found = []
        for layer in self.layers:
            pairs = ((shared, layer.zones_of_town(shared.town)) for shared in towns)
            # Of a town that both divide, nobody knows which parts meet.
            ids = {id for own, its in pairs if not (own.is_split and its.is_split) for id in its.zone_ids}
            found.append((layer.layer_name, tuple(area.name for area in layer.zones if area.id in ids)))
        return tuple((name, areas) for name, areas in found if areas)

    def layers_at(self, geocoded: Geocoded) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Of each further layer, its name and the name of the area that an address lies in, or of those it may."""
        found = []
        for layer in self.layers:
            at = layer.locate(geocoded)
            areas = (at.zone,) if at.zone else at.candidates
            if areas and len(areas) < len(layer.zones):
                found.append((layer.layer_name, tuple(area.name for area in areas)))
        return tuple(found)

    def layer_that_knows(self, ground: Ground) -> "ZoneSet | None":
        """The further layer that says which land the 学区 or 自治会連合 of a ground is."""
        named = community_of(ground)
        found = (
            layer
            for layer in self.layers
            for area in layer.zones
            if named in names_of_area(area.name, layer.layer_name)
        )
        return next(found, None) if named else None

    @cached_property
    def towns(self) -> tuple[TownZones, ...]:
        """Every town of the municipality with its zones."""
        return tuple(self.zones_of_town(town) for town in self.gazetteer.towns(self.municipality).all())

    @cached_property
    def polygons(self) -> "PolygonEdition | None":
        """The newest edition of boundaries, None where none has been loaded."""
        newest = max(self.editions.glob("*.geojson"), default=None) if self.editions else None
        if newest is None:
            return None
        # shapely is slow to import and only boundaries need it.
        from geodata.zones.polygons import load_edition

        return load_edition(newest)

    @cached_property
    def _outlines(self) -> "Mapping[str, Outline]":
        from geodata.zones.outlines import drawn, outlines

        boundaries = drawn(self.polygons) if self.polygons else {}
        ids = [zone.id for zone in self.zones if zone.id not in boundaries]
        return outlines(ids, self.towns) | boundaries if ids else boundaries
