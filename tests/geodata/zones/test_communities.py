"""学区 in a 担当地域 text, decided through a layer of the profile."""

from pathlib import Path

import pytest

from geodata.gazetteer import Gazetteer
from geodata.zones import ZoneSet
from geodata.zones.communities import called

HEAD = """[municipality]
code = "99101"
[edition]
id = "1"
as_of = "2026-04"
source = "試験"
"""
DESK = 'desk = { name = "窓口", address = "ふじみ市本町1", phone = "000" }'


def area(id: str, name: str, text: str, desk: str = "") -> str:
    return f'[[zone]]\nid = "{id}"\nname = "{name}"\nreading = "よみ"\nrule_text = "{text}"\n{desk}\n'


@pytest.fixture(params=["霞台小学校区", "霞台小", "霞台", "霞台小学校の通学区域"])
def zones(request: pytest.FixtureRequest, gazetteer: Gazetteer, tmp_path: Path) -> ZoneSet:
    layer = HEAD + '[layer]\nname = "小学校区"\n' + area("kasumi", request.param, "霞台1・2丁目、山の根1丁目1〜5番")
    layer += area("yama", "山の根小学校区", "山の根1丁目（1〜5番を除く）、山の根2丁目、霞台3丁目")
    texts = area("kita", "北部", "霞台小学校区、本町", DESK) + area("minami", "南部", "山の根学区", DESK)
    (tmp_path / "layers").mkdir()
    (tmp_path / "layers" / "schools.toml").write_text(layer, "utf-8")
    (tmp_path / "zones.toml").write_text(HEAD + texts, "utf-8")
    return ZoneSet.load(tmp_path / "zones.toml", None, gazetteer)


@pytest.mark.parametrize(
    ("address", "status", "area"),
    [
        ("ふじみ市霞台1丁目3番", "assigned", "kita"),
        ("ふじみ市霞台3丁目3番", "assigned", "minami"),
        ("ふじみ市山の根1丁目5番1号", "assigned", "kita"),
        ("ふじみ市山の根1丁目6番1号", "assigned", "minami"),
        ("ふじみ市山の根1丁目", "ambiguous", None),
        ("ふじみ市本町3", "assigned", "kita"),
    ],
)
def test_a_school_district_is_decided_through_its_layer(
    zones: ZoneSet, address: str, status: str, area: str | None
) -> None:
    found = zones.locate_text(address)
    assert (found.status, found.zone and found.zone.id) == (status, area)


def test_without_the_layer_it_is_asked(zones: ZoneSet) -> None:
    zones.layers = ()
    found = zones.locate_text("ふじみ市霞台1丁目3番")
    assert (found.status, found.ask) == ("ambiguous", "自治会（または小学校区）を確認してください")


def test_primary_and_secondary_schools_are_told_apart() -> None:
    assert called("桜山小学校区") == called("桜山小") != called("桜山中学校区")
    assert called("小学校区") is None
