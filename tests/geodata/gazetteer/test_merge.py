import zipfile
from pathlib import Path

import pytest

from geodata.errors import PlaceDataBroken
from geodata.gazetteer import Gazetteer
from geodata.gazetteer.merge import Merged, merge
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


def test_a_parcel_is_found_by_the_koaza_that_only_the_text_and_the_parcels_name(tmp_path: Path) -> None:
    lots = LOTS.replace("本町,,,77", "本町,,字谷戸,77")
    geocoder, _ = merged_with(tmp_path, lot=lots, lot_pos=LOT_POINTS)
    assert geocoder.geocode("架空県ふじみ市本町字谷戸77番地").level == 8
    assert geocoder.geocode("架空県ふじみ市本町77番地").level == 3


def test_the_source_and_its_edition_are_kept(tmp_path: Path) -> None:
    merged_with(tmp_path, house=HOUSES, house_pos=HOUSE_POINTS)
    sources = Gazetteer.open(tmp_path / "gazetteer.sqlite").sources()
    assert "アドレス・ベース・レジストリ（2026-06）" in map(str, sources)


OTHER_TOWNS = (
    TOWN.rstrip("\n") + ",oaza_cho_aka_flg\n"
    "991015,0002000,1,架空県,,,,ふじみ市,フジミシ,,,本町,,,,,,0,,0\n"
    "991015,0003000,1,架空県,,,,ふじみ市,フジミシ,,,大字本町,,,,,,0,,0\n"
    "991015,0004000,1,架空県,,,,ふじみ市,フジミシ,,,大字上,,,,,,0,,1\n"
    "991015,0005000,1,架空県,,,,ふじみ市,フジミシ,,,旧町,,,,,,0,2020-01-01,0\n"
    "991015,0002101,3,架空県,,,,ふじみ市,フジミシ,,,本町,,,,字谷戸,,0,,0\n"
    "991015,0002102,3,架空県,,,,ふじみ市,フジミシ,,,本町,,,,寺町通上る,,2,,0\n"
    "991015,0006001,2,架空県,,,,ふじみ市,フジミシ,,,新浜,,二丁目,2,,,0,,0\n"
    "992011,0001000,1,架空県,,,,ほしみ市,ホシミシ,,,緑,,,,,,0,,0\n"
)


def test_rows_that_are_no_towns_in_use_are_passed_over_and_twins_do_not_overwrite(tmp_path: Path) -> None:
    geocoder, report = merged_with(tmp_path, town=OTHER_TOWNS)
    assert report.added == 3
    found = geocoder.geocode("架空県ふじみ市本町1")
    assert (found.town, found.town_id) == ("本町", "0002000")
    assert geocoder.geocode("架空県ふじみ市新浜2丁目").town == "新浜二丁目"
    assert geocoder.geocode("架空県ふじみ市旧町").town is None


def test_a_koaza_without_a_position_stands_at_its_towns(tmp_path: Path) -> None:
    geocoder, _ = merged_with(tmp_path, town=OTHER_TOWNS)
    found = geocoder.geocode("架空県ふじみ市本町字谷戸5")
    assert (found.koaza, found.latitude, found.longitude) == ("字谷戸", 35.17, 139.17)


def test_a_municipality_that_the_table_lacks_is_added(tmp_path: Path) -> None:
    geocoder, _ = merged_with(tmp_path, town=OTHER_TOWNS)
    assert geocoder.geocode("架空県ほしみ市緑1").city_code == "99201"


def test_what_moved_is_named_with_its_city(tmp_path: Path) -> None:
    points = "lg_code,machiaza_id,rep_lon,rep_lat\n991015,0002000,139.3,35.3\n"
    _, report = merged_with(tmp_path, town=OTHER_TOWNS, town_pos=points)
    assert report.moved == ["ふじみ市本町"]
    assert "ふじみ市本町" in report.in_words()


def test_a_newer_table_of_houses_leaves_none_of_the_older(tmp_path: Path) -> None:
    merged_with(tmp_path, house=HOUSES, house_pos=HOUSE_POINTS)
    newer = HOUSES.replace(",2,5,", ",2,7,")
    second = tmp_path / "second"
    second.mkdir()
    (second / "house.csv").write_text(newer, encoding="utf-8")
    (second / "house_pos.csv").write_text(HOUSE_POINTS, encoding="utf-8")
    merge(tmp_path / "gazetteer.sqlite", second, "2027-06", no_progress)
    geocoder = Geocoder(Gazetteer.open(tmp_path / "gazetteer.sqlite"))
    assert geocoder.geocode("架空県ふじみ市霞台1-2-7").level == 8
    assert geocoder.geocode("架空県ふじみ市霞台1-2-5").level == 7


ISJ_BLOCKS = (
    '"都道府県名","市区町村名","大字・丁目名","小字・通称名","街区符号・地番","座標系番号","Ｘ座標","Ｙ座標","緯度","経度",'
    '"住居表示フラグ","代表フラグ","更新前履歴フラグ","更新後履歴フラグ"\r\n'
)


def isj_block(number: str, latitude: str, stands: str = "1", after: str = "0", prefecture: str = "架空県") -> str:
    cells = (prefecture, "ふじみ市", "本町", "", number, "9", "0", "0", latitude, "139.5", "1", stands, "1", after)
    return ",".join(f'"{cell}"' for cell in cells) + "\r\n"


def test_position_reference_blocks_are_read_with_their_quirks_out_of_a_zip_with_backslashes(tmp_path: Path) -> None:
    rows = [isj_block("3", "35.3"), isj_block("3", "35.9", stands="0"), isj_block("24,29", "35.4")]
    rows += [isj_block("4.1", "35.5"), isj_block("5", "35.6", after="3")]
    source = tmp_path / "99000-22.0a.zip"
    with zipfile.ZipFile(source, "w") as archive:
        archive.writestr("99000-22.0a\\99_2023.CSV", (ISJ_BLOCKS + "".join(rows)).encode("cp932"))
    small_gazetteer(tmp_path / "gazetteer.sqlite")
    report = merge(tmp_path / "gazetteer.sqlite", source, "22.0a", no_progress)
    assert report.finer == 1
    geocoder = Geocoder(Gazetteer.open(tmp_path / "gazetteer.sqlite"))
    assert (geocoder.geocode("架空県ふじみ市本町3番").latitude, geocoder.geocode("架空県ふじみ市本町5番").level) == (
        35.3,
        3,
    )


def test_position_reference_blocks_never_remove_houses(tmp_path: Path) -> None:
    merged_with(tmp_path, house=HOUSES, house_pos=HOUSE_POINTS)
    path = tmp_path / "blocks.csv"
    path.write_bytes((ISJ_BLOCKS + isj_block("3", "35.3")).encode("cp932"))
    merge(tmp_path / "gazetteer.sqlite", path, "22.0a", no_progress)
    geocoder = Geocoder(Gazetteer.open(tmp_path / "gazetteer.sqlite"))
    assert (geocoder.geocode("架空県ふじみ市霞台1-2-3").level, geocoder.geocode("架空県ふじみ市本町3番").level) == (
        8,
        7,
    )


def test_the_survey_institutes_house_numbers_are_read_without_a_heading(tmp_path: Path) -> None:
    path = tmp_path / "99101.csv"
    path.write_text("99101,本町,2,5,http://a/1,99101:1,139.51,35.51,2500\n", encoding="utf-8")
    small_gazetteer(tmp_path / "gazetteer.sqlite")
    merge(tmp_path / "gazetteer.sqlite", path, "2024", no_progress)
    gazetteer = Gazetteer.open(tmp_path / "gazetteer.sqlite")
    found = Geocoder(gazetteer).geocode("架空県ふじみ市本町2-5")
    assert (found.level, found.latitude, found.longitude) == (8, 35.51, 139.51)
    assert "電子国土基本図（地名情報）住居表示住所（2024）" in map(str, gazetteer.sources())


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


OWN = "prefecture,city,city_code,town,town_kana,koaza,lat,lon\n"


def own_towns(folder: Path, rows: str, encoding: str = "utf-8", edition: str = "2026-04", **more: bool) -> Merged:
    if not (folder / "gazetteer.sqlite").is_file():
        small_gazetteer(folder / "gazetteer.sqlite")
    (folder / "towns.csv").write_bytes((OWN + rows).encode(encoding))
    return merge(folder / "gazetteer.sqlite", folder / "towns.csv", edition, no_progress, **more)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
def test_a_municipalitys_own_towns_come_in_any_encoding(tmp_path: Path, encoding: str) -> None:
    own_towns(tmp_path, "架空県,ふじみ市,99101,新浜,しんはま,,35.2,139.2\n", encoding)
    found = Geocoder(Gazetteer.open(tmp_path / "gazetteer.sqlite")).geocode("架空県ふじみ市新浜5")
    assert (found.town, found.latitude) == ("新浜", 35.2)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("架空県,ふじみ市,99101,新浜,,,139.2,35.2", "2 行目.*緯度と経度が逆"),
        ("架空県,ふじみ市,99101,新浜,,,0,0", "2 行目.*日本の中にありません"),
        ("架空県,ふじみ市,99101,新浜,,,北,東", "2 行目.*数ではありません"),
        ("架空県,ふじみ市,9910,新浜,,,35,139", "2 行目.*5 桁"),
        ("架空県,ふじみ市,99101,,,,35,139", "2 行目.*town が空"),
        ("架空県,つきみ市,99101,新浜,,,35,139", "99101 はふじみ市で、つきみ市ではありません"),
        ("架空県,つきみ市,99777,新浜,,,35,139", "つきみ市（コード 99777）は町名表にない"),
    ],
)
def test_a_row_that_cannot_be_right_is_named_and_nothing_is_changed(tmp_path: Path, row: str, said: str) -> None:
    small_gazetteer(tmp_path / "gazetteer.sqlite")
    before = (tmp_path / "gazetteer.sqlite").read_bytes()
    with pytest.raises(PlaceDataBroken, match=said):
        own_towns(tmp_path, row + "\n")
    assert (tmp_path / "gazetteer.sqlite").read_bytes() == before


def test_a_new_municipality_of_an_own_csv_is_taken_when_it_is_said_to_be_new(tmp_path: Path) -> None:
    report = own_towns(tmp_path, "架空県,つきみ市,99777,新浜,,,35,139\n", new=True)
    assert "架空県つきみ市（99777）" in report.in_words()


@pytest.mark.parametrize(
    ("held", "edition", "said"),
    [("2026-04", "2025-10", "--older"), ("2026-04", "", "--edition"), ("22.0a", "17.0a", "--older")],
)
def test_an_older_edition_replaces_a_newer_one_only_when_told_to(
    tmp_path: Path, held: str, edition: str, said: str
) -> None:
    row = "架空県,ふじみ市,99101,新浜,,,35.2,139.2\n"
    own_towns(tmp_path, row, edition=held)
    with pytest.raises(PlaceDataBroken, match=said):
        own_towns(tmp_path, row, edition=edition)
    own_towns(tmp_path, row, edition=held)
    own_towns(tmp_path, row, edition=edition, older=True)


def test_houses_of_a_town_that_the_table_lacks_and_without_a_position_are_reported(tmp_path: Path) -> None:
    houses = (
        HOUSES + "991015,0009009,001,001,,ふじみ市,,幻町,,,1,1,\n991015,0001001,001,009,,ふじみ市,,霞台,１丁目,,2,9,\n"
    )
    points = HOUSE_POINTS + "991015,0009009,001,001,,139.2,35.2\n991015,0001001,001,009,,0,0\n"
    _, report = merged_with(tmp_path, house=houses, house_pos=points)
    assert report.homeless == ["ふじみ市幻町"]
    assert report.unplaced == 1
    assert "ふじみ市幻町" in report.in_words()
