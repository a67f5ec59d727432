"""学区 in a 担当地域 text, decided through a layer of the profile."""

from pathlib import Path

import pytest

from geodata.gazetteer import Gazetteer
from geodata.zones import ZoneSet
from geodata.zones.check import report
from geodata.zones.communities import called
from geodata.zones.rule_reading import read_rule
from geodata.zones.rules import names_of

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


@pytest.fixture
def unions(gazetteer: Gazetteer, tmp_path: Path) -> ZoneSet:
    """圏域 by 自治会連合, as 小田原市 has 26 of them: with 各, over commas, as 地区, by the bare name."""
    areas = (
        ("a", "霞台", "霞台1丁目"),
        ("b", "上・下浜", "霞台2丁目"),
        ("c", "下府中", "霞台3丁目"),
        ("d", "緑", "本町"),
    )
    layer = HEAD + '[layer]\nname = "自治会連合"\n' + "".join(area(*each) for each in areas)
    texts = area("kita", "北部", "霞台、緑の各連合自治会", DESK) + area("minami", "南部", "下府中地区", DESK)
    texts += area("nishi", "西部", "上浜、三崎町", DESK) + area("naka", "中部", "茅ヶ崎町、山の根1丁目、桜会", DESK)
    (tmp_path / "layers").mkdir()
    (tmp_path / "layers" / "unions.toml").write_text(layer.replace("上・下浜", "上浜・下浜"), "utf-8")
    (tmp_path / "zones.toml").write_text(HEAD + texts, "utf-8")
    return ZoneSet.load(tmp_path / "zones.toml", None, gazetteer)


@pytest.mark.parametrize(
    ("address", "area"),
    [
        ("霞台1-2", "kita"),
        ("本町3", "kita"),
        ("霞台3-4", "minami"),
        ("霞台2-4", "nishi"),
        ("三崎町4", "nishi"),
        ("茅ヶ崎町4", "naka"),
        ("山の根1-1", "naka"),
    ],
)
def test_unions_of_neighbourhoods_are_decided_through_their_layer(unions: ZoneSet, address: str, area: str) -> None:
    found = unions.locate_text("架空県ふじみ市" + address)
    assert (found.status, found.zone and found.zone.id) == ("assigned", area)


def test_the_reason_names_the_layer_that_decides_and_the_check_what_it_knows(unions: ZoneSet) -> None:
    because = unions.locate_text("架空県ふじみ市霞台3-4").because
    assert because == (
        "窓口の担当地域「下府中地区」に当たります（2026-04の担当地域の文、区分「自治会連合」の2026-04の範囲による）。"
    )
    lines = list(report(unions))
    assert "  区分「自治会連合」で決める名: 霞台連合自治会、緑連合自治会" in lines
    assert any(line.endswith("聞き返します）: 桜会") for line in lines)


def test_a_zone_and_an_address_know_their_areas_of_further_layers(unions: ZoneSet) -> None:
    assert unions.layers_within("kita") == (("自治会連合", ("霞台", "緑")),)
    assert unions.layers_within("naka") == ()
    assert unions.layers_at(unions.geocode("霞台3-4")) == (("自治会連合", ("下府中",)),)
    assert unions.layers_at(unions.geocode("三崎町4")) == ()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("新玉、山王網一色、足柄の各連合自治会", "新玉連合自治会、山王網一色連合自治会、足柄連合自治会。"),
        ("新玉、足柄連合自治会の区域", "新玉連合自治会の区域、足柄連合自治会の区域。"),
        ("けやき団地、足柄連合自治会", "けやき団地、足柄連合自治会。"),
        ("新玉、足柄町内会", "新玉、足柄町内会。"),
        ("十字、霞台3丁目", "十字、霞台3丁目。"),
    ],
)
def test_what_ends_a_list_names_all_of_it_where_it_can_be_meant_so(gazetteer: Gazetteer, text: str, words: str) -> None:
    towns = gazetteer.towns(gazetteer.by_code["99101"])
    assert read_rule(text, names_of(towns.by_key, towns.chome, "ふじみ市")).in_words() == words
