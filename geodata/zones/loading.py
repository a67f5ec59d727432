"""A profile's zones.toml → its zones, 通称 and edition."""

import re
from typing import Any

from geodata.characters import key
from geodata.errors import PlaceDataBroken
from geodata.gazetteer.towns import Towns
from geodata.zones.records import Alias, Desk, Edition, Zone
from geodata.zones.rule_reading import read_rule
from geodata.zones.rules import TownNames, names_of
from geodata.zones.verdicts import QUESTIONS


def records_from(data: dict[str, Any], towns: Towns) -> tuple[Edition, list[Zone], list[Alias]]:
    """Raises KeyError or TypeError where something is missing, PlaceDataBroken where ids are not fit."""
    names: TownNames = names_of(towns.by_key, towns.chome, key(towns.municipality.short_name))
    is_layer = "layer" in data
    zones = [_zone(entry, names, is_layer) for entry in data["zone"]]
    if len({zone.id for zone in zones}) < len(zones) or any(not re.fullmatch(r"[a-z0-9-]+", z.id) for z in zones):
        raise PlaceDataBroken("zones.toml の id は、半角の英小文字・数字・- で、重ならないように付けてください。")
    edition = data["edition"]
    aliases = [
        Alias(
            name=entry["name"],
            keys=tuple(key(n) for n in (entry["name"], *entry.get("other_names", ()))),
            means=entry["means"],
            ask=entry.get("ask", QUESTIONS["town"]),
        )
        for entry in data.get("alias", ())
    ]
    told = Edition(edition["id"], str(edition["as_of"]), edition["source"])
    return told, zones, aliases


def _zone(entry: dict[str, Any], names: TownNames, is_layer: bool) -> Zone:
    """Only an area of a further layer may do without a desk."""
    desk = entry.get("desk") if is_layer else entry["desk"]
    return Zone(
        id=entry["id"],
        name=entry["name"],
        reading=entry["reading"],
        own_desk=Desk(desk["name"], desk["address"], desk["phone"], desk.get("hours")) if desk else None,
        rule_text=entry["rule_text"],
        rule=read_rule(entry["rule_text"], names),
    )
