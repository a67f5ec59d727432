"""日常生活圏域: which area and desk an address belongs to, and why. Too little to decide gives a question."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from geodata.characters import key
from geodata.errors import PlaceDataBroken
from geodata.gazetteer import Gazetteer
from geodata.geocoded import Geocoded
from geodata.geocoding import Geocoder
from geodata.towns import Municipality, Town
from geodata.zones.communities import names_of_area
from geodata.zones.doubts import other_pieces, without_doubted
from geodata.zones.loading import records_from
from geodata.zones.records import Alias, AreaStatus, Edition, Located, TownZones, Zone
from geodata.zones.rules import EVERY, Ground
from geodata.zones.verdicts import (
    DIVIDED,
    LARGEST_BLOCK,
    NO,
    ORDER,
    QUESTIONS,
    AddressPath,
    Verdict,
    community_of,
    judge,
)

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
        if geocoded.status == "ambiguous" and geocoded.city_code is None:
            here = [c for c in geocoded.candidates if c.city_code == self.municipality.code]
            if not here:
                return self._outside(geocoded)
            of_one_name = len({candidate.town for candidate in geocoded.candidates}) == 1
            several = None if of_one_name else self._one_of_several(geocoded, geocoded.candidates)
            because = f"{geocoded.error or '同じ名の場所が複数の市町村にあります'}。"
            return several or self._ask_all(geocoded, because, "都道府県と市町村名から確認してください")
        if geocoded.city_code is None:
            return self._without_city(geocoded)
        if geocoded.city_code != self.municipality.code:
            whole = self.gazetteer.whole_city(self.municipality.code)
            if whole is not None and geocoded.city_code == whole.code:
                return self._ask_all(geocoded, f"{whole.city}のどの区か分かりません。", "区から確認してください")
            return self._outside(geocoded)
        if geocoded.method in ("facility", "district"):
            return self._by_name_only(geocoded)
        if geocoded.status == "ambiguous" and geocoded.error is None:
            several = self._one_of_several(geocoded, geocoded.candidates)
            if several is not None:
                return several
        if geocoded.town is None:
            return self._without_town(geocoded)
        return self._one_of_several(geocoded, self._further(geocoded)) or self._as_far_as_sure(geocoded)

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
        found = [(zone, judge(zone.rule, address)) for zone in self.zones]
        return [(zone, _remaining(zone, verdict, found)) for zone, verdict in found]

    def zones_of_town(self, town: Town) -> TownZones:
        """Where a town as a whole belongs, by the words."""
        verdicts = _weighed(self.judgements(self.path_of_town(town)))
        sure = tuple(zone.id for zone, verdict in verdicts if verdict.inside)
        open_ = tuple(zone.id for zone, verdict in verdicts if verdict.inside is None)
        return TownZones(town, sure + open_, bool(open_))

    def path_of_town(self, town: Town) -> AddressPath:
        """A town as rules see it, with the communities that it lies in by the further layers."""
        found = [(layer, layer.zones_of_town(town)) for layer in self.layers if self._names_communities]
        sure = [(layer, shared.zone_ids) for layer, shared in found if len(shared.zone_ids) > 1 or not shared.is_split]
        return _in_communities(AddressPath.of_town(town), sure)

    @cached_property
    def _names_communities(self) -> bool:
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

    # -- how each answer comes about -----------------------------------------------------------------------------

    def _as_far_as_sure(self, geocoded: Geocoded) -> Located:
        """By the rules, without the numbers that the words after them take back (34番か35番, 5-3?6)."""
        return replace(self._by_rules(without_doubted(geocoded, self._largest_number)), geocoded=geocoded)

    def _further(self, geocoded: Geocoded) -> tuple[Geocoded, ...]:
        """The address and others after it in the same words (久木2-3→沼間1-2-3); none where it stands alone."""
        pieces = (self._geocoder.geocode(piece) for piece in other_pieces(geocoded.rest))
        others = tuple(
            one
            for one in pieces
            if one.status == "matched"
            and one.town
            and (one.block or one.town.endswith("丁目"))
            and one.method == "address"
        )
        return (replace(geocoded, rest="", after=""), *others) if others else ()

    def _one_of_several(self, geocoded: Geocoded, read: Sequence[Geocoded]) -> Located | None:
        """Several addresses in one text: asked about where they lie in more than one area, or one of them outside."""
        found = [self._as_far_as_sure(one) for one in read if one.town and one.city_code == self.municipality.code]
        zones = dict.fromkeys(z for one in found for z in ((one.zone,) if one.zone else one.candidates))
        outside = [one.city for one in read if one.city_code not in (None, self.municipality.code)]
        if len(zones) < 2 and not (zones and outside):
            is_sure = len(found) > 1 and all(one.zone for one in found)
            return replace(found[0], input=geocoded.input, geocoded=geocoded) if is_sure else None
        names = "と".join((*(zone.name for zone in zones), *(f"{city}（市外）" for city in outside)))
        because = f"いくつかの場所が書かれていて、{names}に分かれます。"
        return Located(
            input=geocoded.input,
            status="ambiguous" if len(zones) > 1 else "unknown",
            because=because,
            candidates=tuple(zone for zone in self.zones if zone in zones),
            ask=QUESTIONS["town"],
            geocoded=geocoded,
        )

    @cached_property
    def _largest_number(self) -> int:
        """A 号 above it is rather the number of a room."""
        grounds = (g for zone in self.zones for g in (*zone.rule.includes, *zone.rule.excludes))
        named = (span.high for g in grounds if (span := g.number) is not None and span.high < EVERY.high)
        return max((LARGEST_BLOCK, *named))

    def _by_rules(self, geocoded: Geocoded) -> Located:
        words = key(" ".join(filter(None, (geocoded.koaza, geocoded.rest))))
        found = [(layer, layer.locate(geocoded)) for layer in self.layers if self._names_communities]
        ids = [(layer, tuple(z.id for z in ((f.zone,) if f.zone else f.candidates))) for layer, f in found]
        address = _in_communities(AddressPath.of(geocoded, words), ids)
        verdicts = _weighed(self.judgements(address))
        inside = [(zone, verdict) for zone, verdict in verdicts if verdict.inside]
        undecided = [(zone, verdict) for zone, verdict in verdicts if verdict.inside is None]
        # An estate that the address names decides, however little else is said; but not against another's sure word.
        by_estate = [(z, v) for z, v in inside if v.ground and v.ground.name_kind not in (None, "community")]
        if len(by_estate) == len(inside) == 1:
            return self._assigned(geocoded, *by_estate[0])
        if len(inside) == 1 and not undecided:
            return self._assigned(geocoded, *inside[0])
        if not inside and not undecided:
            by_polygon = self._by_polygon(geocoded)
            if by_polygon is not None:
                return by_polygon
            because = f"{self._written(geocoded)}は、どの担当地域の文にも書かれていません（{self.edition.as_of}）。"
            return Located(input=geocoded.input, status="unknown", because=because, geocoded=geocoded)
        missing = min((v.missing or "part" for _, v in undecided), key=ORDER.index) if undecided else "overlap"
        if by_estate and missing == "overlap":
            missing = "estate"
        candidates = tuple(zone for zone, _ in inside + undecided)
        names = "と".join(zone.name for zone in candidates)
        status: AreaStatus = "ambiguous" if len(candidates) > 1 else "unknown"
        if len(candidates) > 1:
            because = DIVIDED[missing].format(place=self._written(geocoded), zones=names)
        else:
            because = f"{self._written(geocoded)}は、{names}の担当地域に入るかどうかが、まだ決まりません。"
        return Located(
            input=geocoded.input,
            status=status,
            because=because,
            candidates=candidates,
            ask=QUESTIONS[missing],
            geocoded=geocoded,
        )

    def _by_polygon(self, geocoded: Geocoded) -> Located | None:
        """Where no rule speaks: the polygons, for a point as fine as a block; a town's point proves nothing."""
        edition = self.polygons
        if edition is None or geocoded.level < 7 or geocoded.latitude is None or geocoded.longitude is None:
            return None
        covering = [self.by_id[i] for i in edition.covering(geocoded.latitude, geocoded.longitude) if i in self.by_id]
        if not covering:
            return None
        if len(covering) > 1:
            return Located(
                input=geocoded.input,
                status="ambiguous",
                because=f"位置が{'と'.join(zone.name for zone in covering)}の境界の上にあります（{edition.note}）",
                candidates=tuple(covering),
                ask=QUESTIONS["overlap"],
                geocoded=geocoded,
            )
        zone = covering[0]
        return Located(
            input=geocoded.input,
            status="assigned",
            because=f"位置が{zone.name}の境界の中にあります（{edition.source}、{edition.as_of}）。",
            zone=zone,
            method="polygon",
            geocoded=geocoded,
            desk=zone.own_desk,
        )

    def _assigned(self, geocoded: Geocoded, zone: Zone, verdict: Verdict) -> Located:
        rule = verdict.ground.in_words() if verdict.ground else "全域"
        whose = zone.own_desk.name if zone.own_desk else zone.name
        layer = self.layer_that_knows(verdict.ground) if verdict.ground else None
        by_layer = f"、区分「{layer.layer_name}」の{layer.edition.as_of}の範囲" if layer else ""
        because = f"{whose}の担当地域「{rule}」に当たります（{self.edition.as_of}の担当地域の文{by_layer}による）。"
        return Located(
            input=geocoded.input,
            status="assigned",
            because=because,
            zone=zone,
            method="rule",
            geocoded=geocoded,
            desk=zone.own_desk,
        )

    def _outside(self, geocoded: Geocoded) -> Located:
        cities = (geocoded, *geocoded.candidates)
        where = next((f"{one.prefecture or ''}{one.city or ''}" for one in cities if one.city), geocoded.prefecture)
        because = f"{where or 'ほかの市町村'}は{self.municipality.city}の外です。"
        return Located(input=geocoded.input, status="outside", because=because, geocoded=geocoded)

    def _without_city(self, geocoded: Geocoded) -> Located:
        if geocoded.prefecture not in (None, self.municipality.prefecture):
            return self._outside(geocoded)
        return self._by_name_only(geocoded)

    def _without_town(self, geocoded: Geocoded) -> Located:
        if geocoded.candidates:
            return self._one_that_is_near(geocoded)
        if self._alias_in(geocoded.rest):
            return self._by_name_only(geocoded)
        if geocoded.after.strip():
            return Located(
                input=geocoded.input,
                status="unknown",
                because=f"{self.municipality.city}の町名を読み取れませんでした: {geocoded.after.strip()}",
                ask=QUESTIONS["town"],
                geocoded=geocoded,
            )
        return self._ask_all(geocoded, f"{self.municipality.city}だけでは決められません。", QUESTIONS["town"])

    def _one_that_is_near(self, geocoded: Geocoded) -> Located:
        """A town or a 丁目 that the table lacks, where others are written nearly so: the areas of those."""
        near = [self._by_rules(one) for one in geocoded.candidates]
        zones = {zone for one in near for zone in ((one.zone,) if one.zone else one.candidates)}
        towns = "・".join(dict.fromkeys(one.town for one in geocoded.candidates if one.town))
        return Located(
            input=geocoded.input,
            status="unknown",
            because=f"{geocoded.error or '町名を読み取れませんでした'}（近い名: {towns}）。",
            candidates=tuple(zone for zone in self.zones if zone in zones),
            ask=QUESTIONS["town"],
            geocoded=geocoded,
        )

    def _by_name_only(self, geocoded: Geocoded) -> Located:
        """A 通称, an estate, a venue: a place to look at, never the ground for an area."""
        text = geocoded.rest or geocoded.input
        alias = self._alias_in(text)
        words = key(text)
        mentioned = [
            zone
            for zone in self.zones
            if any(g.named and g.named in words for g in (*zone.rule.includes, *zone.rule.excludes))
        ]
        known = geocoded.town or geocoded.place or geocoded.candidates
        if alias is None and not mentioned and not known:
            because = "住所として読み取れませんでした。" if text else "住所が書かれていません。"
            ask = QUESTIONS["town"] if text else None
            return Located(input=geocoded.input, status="unknown", because=because, ask=ask, geocoded=geocoded)
        name = alias.name if alias else geocoded.place or geocoded.input
        because = f"「{name}」という呼び名だけでは、担当を決められません" + (f"（{alias.means}）。" if alias else "。")
        # What an alias asks is mostly which municipality: needless where it is written.
        says_city = key(self.municipality.city) in key(geocoded.input)
        ask = alias.ask if alias and not says_city else QUESTIONS["town"]
        if len(mentioned) < 2:
            return self._ask_all(geocoded, because, ask)
        return Located(
            input=geocoded.input,
            status="ambiguous",
            because=because,
            candidates=tuple(mentioned),
            ask=ask,
            geocoded=geocoded,
        )

    def _ask_all(self, geocoded: Geocoded, because: str, ask: str) -> Located:
        several = len(self.zones) > 1
        return Located(
            input=geocoded.input,
            status="ambiguous" if several else "unknown",
            because=because,
            candidates=self.zones,
            ask=ask,
            geocoded=geocoded,
        )

    def _alias_in(self, text: str) -> Alias | None:
        words = key(text)
        return next((alias for alias in self.aliases if any(k in words for k in alias.keys)), None)

    def _written(self, geocoded: Geocoded) -> str:
        parts = [geocoded.town or "", geocoded.koaza or ""]
        if geocoded.block:
            parts.append(geocoded.block + ("番地" if geocoded.is_lot else "番"))
        if geocoded.number:
            parts.append(geocoded.number + "号")
        return "".join(parts)


def _weighed(verdicts: list[tuple[Zone, Verdict]]) -> list[tuple[Zone, Verdict]]:
    """Without the faint ones, where a rule names the town."""
    spoken = any(verdict.inside or (verdict.inside is None and not verdict.is_faint) for _, verdict in verdicts)
    return [(zone, verdict) for zone, verdict in verdicts if not (spoken and verdict.is_faint)]


def _in_communities(address: AddressPath, found: Sequence[tuple[ZoneSet, tuple[str, ...]]]) -> AddressPath:
    """`found`: by layer, ids of the areas that the address may lie in; none where the layer does not tell."""
    within: set[str] = set()
    outside: set[str] = set()
    for layer, ids in found:
        for area in layer.zones if ids else ():
            names = names_of_area(area.name, layer.layer_name)
            if area.id not in ids:
                outside |= names
            elif len(ids) == 1:
                within |= names
    return replace(address, within=frozenset(within), outside=frozenset(outside - within))


def _remaining(zone: Zone, verdict: Verdict, found: Sequence[tuple[Zone, Verdict]]) -> Verdict:
    """Of 「その他の区域」: inside where no other zone takes the address in, undecided where another is undecided."""
    if verdict.missing != "other":
        return verdict
    others = [other for one, other in found if one is not zone and other.missing != "other"]
    if any(other.inside for other in others):
        return NO
    undecided = [other for other in others if other.inside is None and not other.is_faint]
    missing = min((other.missing or "part" for other in undecided), key=ORDER.index, default=None)
    return Verdict(None, missing, verdict.ground) if undecided else Verdict(True, ground=verdict.ground)
