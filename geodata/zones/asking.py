"""Answers where no area can be found: outside, a name alone, no town; with what to ask."""

from typing import TYPE_CHECKING

from geodata.characters import key
from geodata.geocoded import Geocoded
from geodata.zones.records import Alias, Located
from geodata.zones.verdicts import QUESTIONS

if TYPE_CHECKING:
    from geodata.zones.zone_set import ZoneSet


def outside(zones: "ZoneSet", geocoded: Geocoded) -> Located:
    cities = (geocoded, *geocoded.candidates)
    where = next((f"{one.prefecture or ''}{one.city or ''}" for one in cities if one.city), geocoded.prefecture)
    because = f"{where or 'ほかの市町村'}は{zones.municipality.city}の外です。"
    return Located(input=geocoded.input, status="outside", because=because, geocoded=geocoded)


def without_city(zones: "ZoneSet", geocoded: Geocoded) -> Located:
    if geocoded.prefecture not in (None, zones.municipality.prefecture):
        return outside(zones, geocoded)
    return by_name_only(zones, geocoded)


def by_name_only(zones: "ZoneSet", geocoded: Geocoded) -> Located:
    """A 通称, an estate, a venue: a place to look at, never the ground for an area."""
    text = geocoded.rest or geocoded.input
    alias = alias_in(zones, text)
    words = key(text)
    mentioned = [
        zone
        for zone in zones.zones
        if any(g.named and g.named in words for g in (*zone.rule.includes, *zone.rule.excludes))
    ]
    known = geocoded.town or geocoded.place or geocoded.candidates
    if alias is None and not mentioned and not known:
        pointed = geocoded.latitude is not None
        because = "住所として読み取れませんでした。" if text else "住所が書かれていません。"
        because = "地点だけでは、担当を決められません。" if pointed else because
        ask = QUESTIONS["town"] if text or pointed else None
        return Located(input=geocoded.input, status="unknown", because=because, ask=ask, geocoded=geocoded)
    name = alias.name if alias else geocoded.place or geocoded.input
    because = f"「{name}」という呼び名だけでは、担当を決められません" + (f"（{alias.means}）。" if alias else "。")
    # What an alias asks is mostly which municipality: needless where it is written.
    says_city = key(zones.municipality.city) in key(geocoded.input)
    ask = alias.ask if alias and not says_city else QUESTIONS["town"]
    if len(mentioned) < 2:
        return ask_all(zones, geocoded, because, ask)
    return Located(
        input=geocoded.input,
        status="ambiguous",
        because=because,
        candidates=tuple(mentioned),
        ask=ask,
        geocoded=geocoded,
    )


def ask_all(zones: "ZoneSet", geocoded: Geocoded, because: str, ask: str) -> Located:
    several = len(zones.zones) > 1
    return Located(
        input=geocoded.input,
        status="ambiguous" if several else "unknown",
        because=because,
        candidates=zones.zones,
        ask=ask,
        geocoded=geocoded,
    )


def alias_in(zones: "ZoneSet", text: str) -> Alias | None:
    words = key(text)
    return next((alias for alias in zones.aliases if any(k in words for k in alias.keys)), None)


def written(geocoded: Geocoded) -> str:
    parts = [geocoded.town or "", geocoded.koaza or ""]
    if geocoded.block:
        parts.append(geocoded.block + ("番地" if geocoded.is_lot else "番"))
    if geocoded.number:
        parts.append(geocoded.number + "号")
    return "".join(parts)
