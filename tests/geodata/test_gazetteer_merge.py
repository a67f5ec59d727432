import zipfile
from pathlib import Path

import pytest

from geodata.errors import PlaceDataBroken
from geodata.gazetteer import Gazetteer
from geodata.gazetteer_merge import Merged, merge
from geodata.geocoding import Geocoder
from tests.geodata.places_fixture import small_gazetteer

TOWN = (
    "lg_code,machiaza_id,machiaza_type,pref,pref_kana,county,county_kana,city,city_kana,ward,ward_kana,oaza_cho,"
    "oaza_cho_kana,chome,chome_number,koaza,koaza_kana,koaza_aka_code,ablt_date\n"
)
AT = "991015,{id},2,架空県,,,,ふじみ市,フジミシ,,,{town},,{chome},{n},,,0,\n"
HOUSES = (
    "lg_code,machiaza_id,blk_id,rsdt_id,rsdt2_id,city,ward,oaza_cho,chome,koaza,blk_num,rsdt_num,rsdt_num2\n"
    "991015,0001001,001,001,,ふじみ市,,霞台,１丁目,,2,3,\n991015,0001001,001,002,,ふじみ市,,霞台,１丁目,,2,5,\n"
)
HOUSE_POINTS = (
    "lg_code,machiaza_id,blk_id,rsdt_id,rsdt2_id,rep_lon,rep_lat\n"
    "991015,0001001,001,001,,139.2,35.2\n991015,0001001,001,002,,139.4,35.4\n"
)
LOTS = (
    "lg_code,machiaza_id,prc_id,city,ward,oaza_cho,chome,koaza,prc_num1,prc_num2,prc_num3\n"
    "991015,0002000,1,ふじみ市,,本町,,,77,,\n"
)
LOT_POINTS = "lg_code,machiaza_id,prc_id,rep_lon,rep_lat\n991015,0002000,1,139.7,35.7\n"


def no_progress(what: str, done: int, total: int) -> None:
    pass


def merged_with(folder: Path, **files: str) -> tuple[Geocoder, Merged]:
    source = folder / "source"
    source.mkdir()
    for name, text in files.items():
        with zipfile.ZipFile(source / f"{name}.csv.zip", "w") as archive:
            archive.writestr(f"{name}.csv", "\ufeff" + text)
    small_gazetteer(folder / "gazetteer.sqlite")
    report = merge(folder / "gazetteer.sqlite", source, "2026-06", no_progress)
    return Geocoder(Gazetteer.open(folder / "gazetteer.sqlite")), report


def test_official_towns_bring_their_ids_and_new_towns(tmp_path: Path) -> None:
    rows = AT.format(id="0001001", town="霞台", chome="１丁目", n=1) + AT.format(
        id="0009000", town="新浜", chome="", n=""
    )
    geocoder, report = merged_with(tmp_path, town=TOWN + rows)
    assert (report.added, report.updated) == (1, 1)
    assert geocoder.geocode("架空県ふじみ市霞台1丁目").town_id == "0001001"
    assert geocoder.geocode("架空県ふじみ市新浜5").town == "新浜"


def test_a_house_is_found_to_its_number_and_its_block_by_the_middle(tmp_path: Path) -> None:
    geocoder, _ = merged_with(tmp_path, house=HOUSES, house_pos=HOUSE_POINTS)
    house = geocoder.geocode("架空県ふじみ市霞台1-2-3")
    assert (house.level, house.latitude, house.longitude) == (8, 35.2, 139.2)
    block = geocoder.geocode("架空県ふじみ市霞台1丁目2番")
    assert (block.level, block.latitude, block.longitude) == (7, 35.3, 139.3)
    assert geocoder.geocode("架空県ふじみ市霞台1丁目9番").level == 3


def test_a_parcel_is_the_finest_level_without_a_branch_number(tmp_path: Path) -> None:
    geocoder, _ = merged_with(tmp_path, lot=LOTS, lot_pos=LOT_POINTS)
    assert geocoder.geocode("架空県ふじみ市本町77番地").level == 8
    assert geocoder.geocode("架空県ふじみ市本町77番地2").level == 7


def test_the_source_and_its_edition_are_kept(tmp_path: Path) -> None:
    merged_with(tmp_path, house=HOUSES, house_pos=HOUSE_POINTS)
    sources = Gazetteer.open(tmp_path / "gazetteer.sqlite").sources()
    assert "アドレス・ベース・レジストリ（2026-06）" in map(str, sources)


def test_position_reference_tables_in_cp932_are_read(tmp_path: Path) -> None:
    header = '"都道府県名","市区町村コード","市区町村名","大字町丁目コード","大字町丁目名","緯度","経度"\r\n'
    row = '"架空県","99101","ふじみ市","991010001001","霞台四丁目","35.9","139.9"\r\n'
    path = tmp_path / "isj.csv"
    path.write_bytes((header + row).encode("cp932"))
    small_gazetteer(tmp_path / "gazetteer.sqlite")
    merge(tmp_path / "gazetteer.sqlite", path, "17.0b", no_progress)
    found = Geocoder(Gazetteer.open(tmp_path / "gazetteer.sqlite")).geocode("架空県ふじみ市霞台4-1")
    assert (found.town, found.latitude) == ("霞台四丁目", 35.9)


def test_a_file_that_is_no_table_of_places_is_named_and_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "other.csv"
    path.write_text("a,b\n1,2\n", encoding="utf-8")
    small_gazetteer(tmp_path / "gazetteer.sqlite")
    before = (tmp_path / "gazetteer.sqlite").read_bytes()
    with pytest.raises(PlaceDataBroken, match=r"other\.csv"):
        merge(tmp_path / "gazetteer.sqlite", path, "1", no_progress)
    assert (tmp_path / "gazetteer.sqlite").read_bytes() == before
