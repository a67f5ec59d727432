"""Desks as places known by name."""

from pathlib import Path

import pytest

from geodata.gazetteer import Gazetteer
from geodata.geocoding import Geocoder
from geodata.zones.desk_names import DeskNames
from geodata.zones.zone_set import ZoneSet
from tests.geodata.places_fixture import FUJIMI
from tests.geodata.zones.test_zone_set import ZONES


@pytest.fixture
def geocoder(gazetteer: Gazetteer, tmp_path: Path) -> Geocoder:
    path = tmp_path / "zones.toml"
    named = ZONES
    for zone in ("北部", "南部", "西部"):
        named = named.replace(f'"{zone}センター"', f'"ふじみ市{zone}地域包括支援センター（見本）"')
    path.write_text(named, encoding="utf-8")
    return Geocoder(gazetteer, FUJIMI, DeskNames(ZoneSet.load(path, None, gazetteer)))


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("ふじみ市北部地域包括支援センター", ""),
        ("北部地域包括支援センター", ""),
        ("北部包括", ""),
        ("ふじみ市北部包括支援センター 相談室", "相談室"),
        ("会場：北部包括（2階）", "会場： （2階）"),
    ],
)
def test_a_desk_stands_at_its_address(geocoder: Geocoder, text: str, rest: str) -> None:
    found = geocoder.geocode(text)
    assert (found.status, found.method, found.town, found.block, found.rest) == (
        "matched",
        "facility",
        "本町",
        "1",
        rest,
    )
    assert (found.latitude, found.longitude) == (35.17, 139.17)


def test_a_name_that_all_desks_share_is_asked_about(geocoder: Geocoder) -> None:
    found = geocoder.geocode("地域包括支援センター")
    assert (found.status, [c.town for c in found.candidates]) == ("ambiguous", ["本町", "山の根一丁目", "三崎町"])
