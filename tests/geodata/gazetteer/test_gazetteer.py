import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from geodata.characters import key
from geodata.errors import PlaceDataBroken, PlaceDataMissing
from geodata.gazetteer import Gazetteer, ensure
from geodata.gazetteer.schema import written_whole
from geodata.geocoding import Geocoder
from tests.geodata.places_fixture import small_gazetteer

HEADER = "prefecture,city,city_code,town,town_kana,koaza,lat,lon\n"


def test_a_missing_table_is_named_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(PlaceDataMissing, match="gazetteer build"):
        Gazetteer.open(tmp_path / "none.sqlite")


def test_a_file_that_is_no_table_is_named(tmp_path: Path) -> None:
    path = tmp_path / "broken.sqlite"
    path.write_text("これは表ではない" * 100, encoding="utf-8")
    with pytest.raises(PlaceDataBroken):
        Gazetteer.open(path)


def test_a_build_that_fails_leaves_the_old_table_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "gazetteer.sqlite"
    small_gazetteer(path)
    before = path.read_bytes()
    with pytest.raises(RuntimeError), written_whole(path):
        raise RuntimeError
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_a_build_clears_away_what_a_killed_one_left_but_not_what_another_is_writing(tmp_path: Path) -> None:
    path = tmp_path / "gazetteer.sqlite"
    killed, running = tmp_path / "gazetteer.sqlite.99999999.part", tmp_path / "gazetteer.sqlite.1.part"
    killed.touch()
    running.touch()
    small_gazetteer(path)
    assert sorted(tmp_path.iterdir()) == [path, running]


def test_a_profiles_own_towns_stand_beside_the_table(tmp_path: Path) -> None:
    path, extra = tmp_path / "gazetteer.sqlite", tmp_path / "towns.csv"
    small_gazetteer(path)
    extra.write_text(HEADER + "架空県,ほしみ市,99201,あかつき台二丁目,,,35.5,139.5\n", encoding="utf-8")
    found = Geocoder(Gazetteer.open(path, [extra]), scope="99201").geocode("あかつき台2-3")
    assert (found.city_code, found.town, found.block, found.latitude) == ("99201", "あかつき台二丁目", "3", 35.5)


def test_a_csv_without_a_column_is_named(tmp_path: Path) -> None:
    path, extra = tmp_path / "gazetteer.sqlite", tmp_path / "towns.csv"
    small_gazetteer(path)
    extra.write_text("prefecture,city\n架空県,ほしみ市\n", encoding="utf-8")
    with pytest.raises(PlaceDataBroken, match="city_code"):
        Gazetteer.open(path, [extra])


def test_towns_are_read_by_their_first_letter_kept_within_bounds_and_come_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gazetteer = small_gazetteer(tmp_path / "gazetteer.sqlite")
    towns = gazetteer.lookup(gazetteer.municipalities[0])
    before = towns.beginning("霞")
    assert set(before.by_key) == {"霞台1丁目", "霞台2丁目", "霞台3丁目", "霞台"}
    assert towns.beginning("霞") is before
    monkeypatch.setattr("geodata.gazetteer.town_table._ROWS_KEPT", 5)
    assert towns.beginning("山").chome["山の根"].unit == "丁目"
    assert towns.beginning("霞") is not before
    assert towns.beginning("霞").by_key == before.by_key
    assert not towns.beginning("\ud800").by_key


@pytest.mark.parametrize(
    ("text", "town", "koaza", "block"),
    [
        ("中2丁目5", "中二丁目", "", "5"),
        ("中 2丁目5", "中二丁目", "", "5"),
        ("奥 谷戸8", "奥", "谷戸", "8"),
        ("奥谷戸8", "奥", "谷戸", "8"),
        ("町22番地", "", "町", "22"),
        ("3西4丁目1", "三条西四丁目", "", "1"),
        ("北3西4-1", "北三条西四丁目", "", "1"),
    ],
)
def test_towns_of_one_letter_and_short_forms_are_found_though_few_rows_are_read(
    tmp_path: Path, text: str, town: str, koaza: str, block: str
) -> None:
    path = tmp_path / "gazetteer.sqlite"
    small_gazetteer(path)
    rows = [
        ("中一丁目", ""),
        ("中二丁目", ""),
        ("奥", ""),
        ("奥", "谷戸"),
        ("", "町"),
        ("三条西四丁目", ""),
        ("北三条西四丁目", ""),
    ]
    with written_whole(path, start_from=path) as connection:
        connection.executemany(
            "INSERT INTO town (municipality_id, key, town, koaza) VALUES (1, ?, ?, ?)",
            [(key(one + other), one, other) for one, other in rows],
        )
    found = Geocoder(Gazetteer.open(path)).geocode("架空県ふじみ市" + text)
    assert (found.status, found.town or "", found.koaza or "", found.block) == ("matched", town, koaza, block)


def test_names_of_towns_are_those_without_chome_first(tmp_path: Path) -> None:
    gazetteer = small_gazetteer(tmp_path / "gazetteer.sqlite")
    ours = gazetteer.municipalities[0]
    names = gazetteer.lookup(ours).names
    assert set(names) == set(gazetteer.towns(ours).names)
    assert len(names) == len(set(names))
    assert {"霞台", "山の根"} <= set(names)
    assert names.index("山の根") > names.index("霞台"), "霞台 is also a town without 丁目"


def test_a_table_of_the_format_before_is_brought_up_to_date_with_all_that_is_in_it(tmp_path: Path) -> None:
    path = tmp_path / "gazetteer.sqlite"
    small_gazetteer(path)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.executescript(
            "DROP VIEW packed_town; DROP INDEX town_by_koaza; ALTER TABLE town DROP COLUMN koaza_key;"
            "DROP INDEX town_by_stem; ALTER TABLE town DROP COLUMN stem;"
            "ALTER TABLE municipality DROP COLUMN beginnings; ALTER TABLE municipality DROP COLUMN koaza_letters;"
        )
        row = (1, "本町谷戸", "本町", "谷戸")
        connection.execute("INSERT INTO town (municipality_id, key, town, koaza) VALUES (?, ?, ?, ?)", row)
        connection.execute("INSERT INTO town (municipality_id, key, town, koaza) VALUES (1, '10', '十字', '')")
        connection.execute("PRAGMA user_version = 1")
    with pytest.raises(PlaceDataBroken, match="形が古い"):
        Gazetteer.open(path)
    found = Geocoder(ensure(path)).geocode("架空県ふじみ市谷戸8")
    assert (found.town, found.koaza, found.block) == ("本町", "谷戸", "8")
    assert Gazetteer.open(path).sources()[0].name == "試験用"
    geocoder = Geocoder(Gazetteer.open(path), scope="99101")
    assert (geocoder.geocode("十字3").town, geocoder.geocode("10-3").status) == ("十字", "unmatched")


def test_a_designated_city_alone_is_a_city_with_its_own_code(tmp_path: Path) -> None:
    path = tmp_path / "gazetteer.sqlite"
    with written_whole(path) as connection:
        connection.executemany(
            "INSERT INTO municipality (code, prefecture, city, kana, latitude, longitude)"
            " VALUES (?, '架空県', ?, '', ?, ?)",
            [("99101", "ほしみ市東区", 35.0, 139.0), ("99102", "ほしみ市西区", 36.0, 140.0)],
        )
    found = Geocoder(Gazetteer.open(path)).geocode("架空県ほしみ市")
    assert (found.status, found.level, found.city, found.city_code) == ("matched", 2, "ほしみ市", "99100")
    assert (found.latitude, found.longitude) == (35.5, 139.5)


@pytest.mark.national
def test_the_default_table_has_the_whole_country(national: Gazetteer) -> None:
    assert {m.code for m in national.municipalities} >= {"01101", "14208", "47382", "22138"}
    assert national.sources()[0].rows == 277_633
    assert len({m.prefecture for m in national.municipalities}) == 47
    assert [town for _, town in national.postcode("2490003")] == ["池子"]
