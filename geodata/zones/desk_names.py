"""The desks of a municipality as places known by name: 東部地域包括支援センター, 東部包括, 地域包括支援センター."""

import re
from collections.abc import Iterator, Sequence
from functools import cached_property

from geodata.characters import key
from geodata.places import NamedPlace
from geodata.zones.records import Desk
from geodata.zones.zone_set import ZoneSet

_CENTRE = "地域包括支援センター"
# What people say for it.
_SHORT = ("包括支援センター", "地域包括", "包括センター", "包括")
_NOTE = re.compile(r"[（(][^）)]*[）)]$")


class DeskNames:
    """`geodata.places.PlaceNames` of the desks in charge; a name that several share gives all of them."""

    def __init__(self, zones: ZoneSet) -> None:
        self._zones = zones

    def named(self, key: str) -> Sequence[NamedPlace]:
        return self._by_key.get(key, ())

    @cached_property
    def _by_key(self) -> dict[str, tuple[NamedPlace, ...]]:
        found: dict[str, dict[NamedPlace, None]] = {}
        for zone in self._zones.zones:
            if zone.own_desk is not None:
                place = self._place(zone.own_desk)
                for name in self._names(zone.own_desk):
                    found.setdefault(key(name), {})[place] = None
        return {name: tuple(places) for name, places in found.items()}

    def _names(self, desk: Desk) -> Iterator[str]:
        whole = _NOTE.sub("", desk.name)
        bare = whole.removeprefix(self._zones.municipality.short_name)
        yield from (desk.name, whole, bare)
        if _CENTRE in bare:
            yield _CENTRE
            yield from _SHORT
            yield from (bare.replace(_CENTRE, short) for short in _SHORT)

    def _place(self, desk: Desk) -> NamedPlace:
        at = self._zones.geocode(desk.address)
        is_here = at.status == "matched" and at.city_code == self._zones.municipality.code
        return NamedPlace(
            name=desk.name,
            kind="facility",
            city_code=self._zones.municipality.code,
            town=at.town if is_here else None,
            block=at.block if is_here else None,
            number=at.number if is_here else None,
            latitude=at.latitude if is_here else None,
            longitude=at.longitude if is_here else None,
            level=at.level if is_here else 2,
        )
