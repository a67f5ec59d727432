"""Which area and desk an address belongs to, and why: by the words, then by boundaries."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from geodata.characters import key
from geodata.geocoded import Geocoded
from geodata.zones.asking import alias_in, ask_all, by_name_only, outside, without_city, written
from geodata.zones.doubts import other_pieces, without_doubted
from geodata.zones.records import AreaStatus, Located, Zone
from geodata.zones.rules import EVERY
from geodata.zones.verdicts import DIVIDED, LARGEST_BLOCK, ORDER, QUESTIONS, AddressPath, Verdict
from geodata.zones.weighing import in_communities, weighed

if TYPE_CHECKING:
    from geodata.zones.zone_set import ZoneSet


class Locator:
    """Answers for one set of zones. Too little to decide gives a question."""

    def __init__(self, zones: "ZoneSet") -> None:
        self._zones = zones

    def locate(self, geocoded: Geocoded) -> Located:
        """The area of a geocoded address. Towns of other municipalities are outside; names alone decide nothing."""
        if geocoded.status == "ambiguous" and geocoded.city_code is None:
            here = [c for c in geocoded.candidates if c.city_code == self._zones.municipality.code]
            if not here:
                return outside(self._zones, geocoded)
            of_one_name = len({candidate.town for candidate in geocoded.candidates}) == 1
            several = None if of_one_name else self._one_of_several(geocoded, geocoded.candidates)
            because = f"{geocoded.error or '同じ名の場所が複数の市町村にあります'}。"
            return several or ask_all(self._zones, geocoded, because, "都道府県と市町村名から確認してください")
        if geocoded.city_code is None:
            return without_city(self._zones, geocoded)
        if geocoded.city_code != self._zones.municipality.code:
            whole = self._zones.gazetteer.whole_city(self._zones.municipality.code)
            if whole is not None and geocoded.city_code == whole.code:
                return ask_all(self._zones, geocoded, f"{whole.city}のどの区か分かりません。", "区から確認してください")
            return outside(self._zones, geocoded)
        if geocoded.method in ("facility", "district"):
            return by_name_only(self._zones, geocoded)
        if geocoded.status == "ambiguous" and geocoded.error is None:
            several = self._one_of_several(geocoded, geocoded.candidates)
            if several is not None:
                return several
        if geocoded.town is None:
            return self._without_town(geocoded)
        return self._one_of_several(geocoded, self._further(geocoded)) or self._as_far_as_sure(geocoded)

    def _as_far_as_sure(self, geocoded: Geocoded) -> Located:
        """By the rules, without the numbers that the words after them take back (34番か35番, 5-3?6)."""
        return replace(self._by_rules(without_doubted(geocoded, self._largest_number)), geocoded=geocoded)

    def _further(self, geocoded: Geocoded) -> tuple[Geocoded, ...]:
        """The address and others after it in the same words (久木2-3→沼間1-2-3); none where it stands alone."""
        pieces = (self._zones.geocode(piece) for piece in other_pieces(geocoded.rest))
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
        found = [
            self._as_far_as_sure(one) for one in read if one.town and one.city_code == self._zones.municipality.code
        ]
        zones = dict.fromkeys(z for one in found for z in ((one.zone,) if one.zone else one.candidates))
        elsewhere = [one.city for one in read if one.city_code not in (None, self._zones.municipality.code)]
        if len(zones) < 2 and not (zones and elsewhere):
            is_sure = len(found) > 1 and all(one.zone for one in found)
            return replace(found[0], input=geocoded.input, geocoded=geocoded) if is_sure else None
        names = "と".join((*(zone.name for zone in zones), *(f"{city}（市外）" for city in elsewhere)))
        because = f"いくつかの場所が書かれていて、{names}に分かれます。"
        return Located(
            input=geocoded.input,
            status="ambiguous" if len(zones) > 1 else "unknown",
            because=because,
            candidates=tuple(zone for zone in self._zones.zones if zone in zones),
            ask=QUESTIONS["town"],
            geocoded=geocoded,
        )

    @cached_property
    def _largest_number(self) -> int:
        """A 号 above it is rather the number of a room."""
        grounds = (g for zone in self._zones.zones for g in (*zone.rule.includes, *zone.rule.excludes))
        named = (span.high for g in grounds if (span := g.number) is not None and span.high < EVERY.high)
        return max((LARGEST_BLOCK, *named))

    def _by_rules(self, geocoded: Geocoded) -> Located:
        words = key(" ".join(filter(None, (geocoded.koaza, geocoded.rest))))
        found = [(layer, layer.locate(geocoded)) for layer in self._zones.layers if self._zones.names_communities]
        ids = [(layer, tuple(z.id for z in ((f.zone,) if f.zone else f.candidates))) for layer, f in found]
        address = in_communities(AddressPath.of(geocoded, words), ids)
        verdicts = weighed(self._zones.judgements(address))
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
            because = f"{written(geocoded)}は、どの担当地域の文にも書かれていません（{self._zones.edition.as_of}）。"
            return Located(input=geocoded.input, status="unknown", because=because, geocoded=geocoded)
        missing = min((v.missing or "part" for _, v in undecided), key=ORDER.index) if undecided else "overlap"
        if by_estate and missing == "overlap":
            missing = "estate"
        candidates = tuple(zone for zone, _ in inside + undecided)
        names = "と".join(zone.name for zone in candidates)
        status: AreaStatus = "ambiguous" if len(candidates) > 1 else "unknown"
        if len(candidates) > 1:
            because = DIVIDED[missing].format(place=written(geocoded), zones=names)
        else:
            because = f"{written(geocoded)}は、{names}の担当地域に入るかどうかが、まだ決まりません。"
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
        edition = self._zones.polygons
        if edition is None or geocoded.level < 7 or geocoded.latitude is None or geocoded.longitude is None:
            return None
        covering = [
            self._zones.by_id[i]
            for i in edition.covering(geocoded.latitude, geocoded.longitude)
            if i in self._zones.by_id
        ]
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
        layer = self._zones.layer_that_knows(verdict.ground) if verdict.ground else None
        by_layer = f"、区分「{layer.layer_name}」の{layer.edition.as_of}の範囲" if layer else ""
        because = (
            f"{whose}の担当地域「{rule}」に当たります（{self._zones.edition.as_of}の担当地域の文{by_layer}による）。"
        )
        return Located(
            input=geocoded.input,
            status="assigned",
            because=because,
            zone=zone,
            method="rule",
            geocoded=geocoded,
            desk=zone.own_desk,
        )

    def _without_town(self, geocoded: Geocoded) -> Located:
        if geocoded.candidates:
            return self._one_that_is_near(geocoded)
        if alias_in(self._zones, geocoded.rest):
            return by_name_only(self._zones, geocoded)
        if geocoded.after.strip():
            return Located(
                input=geocoded.input,
                status="unknown",
                because=f"{self._zones.municipality.city}の町名を読み取れませんでした: {geocoded.after.strip()}",
                ask=QUESTIONS["town"],
                geocoded=geocoded,
            )
        return ask_all(
            self._zones, geocoded, f"{self._zones.municipality.city}だけでは決められません。", QUESTIONS["town"]
        )

    def _one_that_is_near(self, geocoded: Geocoded) -> Located:
        """A town or a 丁目 that the table lacks, where others are written nearly so: the areas of those."""
        near = [self._by_rules(one) for one in geocoded.candidates]
        zones = {zone for one in near for zone in ((one.zone,) if one.zone else one.candidates)}
        towns = "・".join(dict.fromkeys(one.town for one in geocoded.candidates if one.town))
        return Located(
            input=geocoded.input,
            status="unknown",
            because=f"{geocoded.error or '町名を読み取れませんでした'}（近い名: {towns}）。",
            candidates=tuple(zone for zone in self._zones.zones if zone in zones),
            ask=QUESTIONS["town"],
            geocoded=geocoded,
        )
