"""Three 町丁目 and their areas, standing in for gazetteer and zones where those are not the matter."""

import re

from directory.profile import Council, District, Profile
from directory.settings import PROFILES
from geodata.geocoded import Geocoded
from geodata.zones import Desk, Located, Zone
from geodata.zones.rules import Rule

TOWNS = {"逗子七丁目": (35.301, 139.581), "桜山五丁目": (35.292, 139.588), "沼間一丁目": (35.303, 139.601)}


def _zone(zone_id: str) -> Zone:
    return Zone(zone_id, zone_id, zone_id, Desk(zone_id, "", ""), "", Rule((), ()))


ZONES = {"逗子七丁目": _zone("middle"), "沼間一丁目": _zone("east")}
_KANJI = str.maketrans("123456789１２３４５６７８９", "一二三四五六七八九" * 2)


class FakeGeocoder:
    """Reads 逗子市's addresses; a house stands off its town's point by its number."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def geocode(self, text: str) -> Geocoded:
        self.asked.append(text)
        found = re.search(r"(逗子|桜山|沼間)([1-9１-９一二三四五六七八九])丁目(\d+)?", text.replace("逗子市", ""))
        town = found and f"{found[1]}{found[2].translate(_KANJI)}丁目"
        if not found or town not in TOWNS:
            return Geocoded(input=text)
        lat, lon = TOWNS[town]
        house = int(found[3] or 0)
        level = 8 if house else 3
        return Geocoded(
            input=text,
            status="matched",
            method="address",
            level=level,
            prefecture="神奈川県",
            city="逗子市",
            city_code="14208",
            town=town,
            block=found[3],
            latitude=lat + house / 1e5,
            longitude=lon + house / 1e5,
        )


class FakeZones:
    def locate(self, geocoded: Geocoded) -> Located:
        zone = ZONES.get(geocoded.town or "")
        if zone is None:
            return Located(input=geocoded.input, status="unknown", because="", geocoded=geocoded)
        return Located(input=geocoded.input, status="assigned", because="", zone=zone, geocoded=geocoded)


def a_profile() -> Profile:
    return Profile(
        folder=PROFILES / "trial",
        name="逗子市",
        municipality_code="14208",
        prefecture="神奈川県",
        city="逗子市",
        council=Council(name="逗子市社会福祉協議会"),
        districts=(District(name="逗子", reading="ずし"),),
        listing_defaults={},
    )
