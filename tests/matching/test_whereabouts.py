"""Where somebody is: what an address tells of the 地区 around it."""

from types import SimpleNamespace
from typing import cast

import pytest

from directory.profile import Profile
from directory.settings import PROFILES
from geodata.geocoded import Geocoded
from geodata.zones import Located, ZoneSet
from matching.person import Person
from matching.whereabouts import Whereabouts


@pytest.mark.parametrize(
    ("city_code", "status", "district"), [("14208", "assigned", "新宿"), ("13104", "outside", None)]
)
def test_a_town_of_another_municipality_lies_in_no_district_here(
    city_code: str, status: str, district: str | None
) -> None:
    geocoded = Geocoded(input="", status="matched", city_code=city_code, town="新宿四丁目", level=3)
    located = SimpleNamespace(status=status, zone=None)
    nowhere = SimpleNamespace(all=lambda: ())
    zones = SimpleNamespace(
        municipality=None,
        zones=(),
        gazetteer=SimpleNamespace(towns=lambda municipality: nowhere),
        locate=lambda geocoded: cast(Located, located),
    )
    whereabouts = Whereabouts(
        Profile.load(PROFILES / "zushi"), cast(ZoneSet, zones), SimpleNamespace(geocode=lambda text: geocoded)
    )
    where, _ = whereabouts.of(Person(place="新宿4丁目"))
    assert where.district == district
