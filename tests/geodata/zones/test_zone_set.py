import csv
from pathlib import Path

import pytest
import shapely

from geodata.characters import key
from geodata.errors import PlaceDataBroken
from geodata.gazetteer import Gazetteer
from geodata.gazetteer.schema import written_whole
from geodata.geocoded import Geocoded
from geodata.geocoding import Geocoder
from geodata.zones import Located, ZoneSet
from geodata.zones.check import report
from tests.geodata.places_fixture import FUJIMI, small_gazetteer

ZUSHI = Path(__file__).parents[3] / "directory" / "profiles" / "zushi" / "zones.toml"
ZONES = f"""
[municipality]
code = "{FUJIMI}"
prefecture = "架空県"
name = "ふじみ市"
[edition]
id = "2026-04"
as_of = "2026-04"
source = "試験用"
[[zone]]
id = "kita"
name = "北部"
reading = "ほくぶ"
rule_text = "霞台1・2丁目(5~9番、けやき団地を除く)、本町"
desk = {{ name = "北部センター", address = "ふじみ市本町1", phone = "000-0000-0001" }}
[[zone]]
id = "minami"
name = "南部"
reading = "なんぶ"
rule_text = "霞台2丁目5~9番(6番1~10号を除く)、けやき団地のみ、3丁目\\n山の根"
desk = {{ name = "南部センター", address = "ふじみ市山の根1", phone = "000-0000-0002" }}
[[zone]]
id = "nishi"
name = "西部"
reading = "せいぶ"
rule_text = "霞台2丁目6番1~10号、茅ヶ崎町の一部"
desk = {{ name = "西部センター", address = "ふじみ市三崎町1", phone = "000-0000-0003" }}
[[alias]]
name = "丘の上"
means = "霞台にある住宅地の通称"
"""


@pytest.fixture
def zones(gazetteer: Gazetteer, tmp_path: Path) -> ZoneSet:
    path = tmp_path / "zones.toml"
    path.write_text(ZONES, encoding="utf-8")
    return ZoneSet.load(path, None, gazetteer)


def answer(located: Located) -> str:
    return located.zone.name if located.zone else located.status


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("ふじみ市霞台1丁目5番", "北部"),
        ("ふじみ市霞台2丁目4番9号", "北部"),
        ("ふじみ市霞台2丁目5番1号", "南部"),
        ("ふじみ市霞台2丁目6番11号", "南部"),
        ("ふじみ市霞台2-6-10", "西部"),
        ("ふじみ市霞台2丁目 けやき団地", "南部"),
        ("ふじみ市山の根2丁目", "南部"),
        ("霞台3丁目", "南部"),
        ("ふじみ市三崎町1", "unknown"),
        ("ふじみ市霞台9丁目", "unknown"),
        ("架空県東郡ふじみ町本町1", "outside"),
        ("夢想府ふじみ市緑町", "outside"),
        ("", "unknown"),
    ],
)
def test_an_address_goes_to_the_desk_that_the_words_name(zones: ZoneSet, address: str, expected: str) -> None:
    assert answer(zones.locate_text(address)) == expected


@pytest.mark.parametrize(
    ("address", "candidates", "ask"),
    [
        ("架空県ふじみ市霞台2丁目", {"北部", "南部", "西部"}, "番を確認してください"),
        ("架空県ふじみ市霞台2丁目6番", {"南部", "西部"}, "号を確認してください"),
        ("架空県ふじみ市霞台", {"北部", "南部", "西部"}, "丁目を確認してください"),
        (
            "架空県ふじみ市霞台2丁目1580番地",
            {"北部", "南部", "西部"},
            "番地だけでは決められません。住居表示の番を確認してください",
        ),
        ("架空県ふじみ市", {"北部", "南部", "西部"}, "町名と番地を確認してください"),
        ("丘の上", {"北部", "南部", "西部"}, "町名と番地を確認してください"),
        ("けやき団地", {"北部", "南部"}, "町名と番地を確認してください"),
    ],
)
def test_too_little_to_decide_gives_candidates_and_the_question(
    zones: ZoneSet, address: str, candidates: set[str], ask: str
) -> None:
    located = zones.locate_text(address)
    assert (located.status, {zone.name for zone in located.candidates}, located.ask) == ("ambiguous", candidates, ask)
    assert located.desk is None


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("霞台2丁目けやき団地3棟201号", "南部"),
        ("霞台2丁目けやき団地の隣", "ambiguous"),
        ("霞台2丁目(けやき団地ではない)", "ambiguous"),
        ("霞台2-3-1 元けやき団地", "北部"),
        ("霞台2-3-1(けやき団地の向かい)", "北部"),
        ("本町1-2 けやき団地", "ambiguous"),
        ("霞台2丁目4番か5番", "ambiguous"),
        ("霞台2-4,5", "ambiguous"),
        ("霞台2丁目4番から6番", "ambiguous"),
        ("霞台2丁目5番ではない", "ambiguous"),
        ("霞台2丁目6番10号か11号", "ambiguous"),
        ("霞台2-6-10、2階", "西部"),
        ("霞台1丁目か3丁目", "ambiguous"),
        ("霞台1-2→霞台3-4", "ambiguous"),
        ("霞台1-2から霞台3-4へ転居", "ambiguous"),
        ("(霞台1-2)霞台3-4", "ambiguous"),
        ("霞台3-4、霞台3-5", "南部"),
        ("霞台1丁目または3丁目", "ambiguous"),
        ("霞台2-3?6", "ambiguous"),
        ("霞台2-3□", "ambiguous"),
        ("霞台2-3 6", "ambiguous"),
        ("霞台2-3〇番", "ambiguous"),
        ("霞台2-6-301", "ambiguous"),
        ("霞台2-7-301", "南部"),
    ],
)
def test_what_the_words_take_back_or_leave_open_is_asked_about(zones: ZoneSet, address: str, expected: str) -> None:
    located = zones.locate_text("ふじみ市" + address if not address.startswith("(") else address)
    assert answer(located) == expected
    assert expected != "ambiguous" or (len(located.candidates) > 1 and located.ask)


def test_of_two_addresses_one_outside_the_municipality_is_asked_about(zones: ZoneSet) -> None:
    located = zones.locate_text("ふじみ市霞台1-2から架空県東郡ふじみ町本町1へ転居")
    assert (located.status, [zone.name for zone in located.candidates]) == ("unknown", ["北部"])
    assert located.ask


def test_the_reason_is_one_sentence_that_names_the_rule(zones: ZoneSet) -> None:
    because = zones.locate_text("ふじみ市霞台2丁目5番1号").because
    assert "霞台2丁目5〜9番" in because
    assert because.count("。") == 1


def test_a_line_has_the_contracts_keys(zones: ZoneSet) -> None:
    line = zones.locate_text("ふじみ市本町1").as_line()
    assert list(line) == [
        "input",
        "status",
        "area",
        "method",
        "because",
        "candidates",
        "ask",
        "desk",
        "geocode",
        "error",
    ]
    assert line["area"] == {"id": "kita", "name": "北部"}
    assert line["desk"] == {"name": "北部センター", "address": "ふじみ市本町1", "phone": "000-0000-0001"}


def test_the_outline_of_a_zone_is_approximate_and_holds_its_towns_points(zones: ZoneSet, gazetteer: Gazetteer) -> None:
    outline = zones.outline("minami")
    town = Geocoder(gazetteer).geocode("架空県ふじみ市山の根一丁目")
    assert outline.approximate
    assert outline.geometry.covers(shapely.Point(town.longitude, town.latitude))
    assert "霞台二丁目" in outline.split


def test_the_check_reports_split_towns_and_gaps(zones: ZoneSet) -> None:
    text = "\n".join(report(zones))
    assert "分かれる町: 霞台二丁目、霞台（北部・南部・西部）" in text
    assert "抜け: 三崎町" in text


def test_the_check_goes_down_to_blocks_and_houses_where_they_are_loaded(gazetteer: Gazetteer, tmp_path: Path) -> None:
    path, rules = tmp_path / "gazetteer.sqlite", tmp_path / "zones.toml"
    small_gazetteer(path)
    rules.write_text(ZONES, encoding="utf-8")
    with written_whole(path, start_from=path) as connection:
        houses = [("4", ""), ("5", ""), ("6", ""), ("6", "3"), ("6", "11")]
        connection.executemany(
            "INSERT INTO block VALUES (1, ?, ?, ?, 0, 35.1, 139.1)", [(key("霞台二丁目"), *house) for house in houses]
        )
    text = "\n".join(report(ZoneSet.load(rules, None, Gazetteer.open(path))))
    assert "霞台二丁目 北部: 1 か所（4番）" in text
    assert "霞台二丁目 南部: 2 か所（5番、6番11号）" in text
    assert "霞台二丁目 西部: 1 か所（6番3号）" in text


def test_a_divided_town_is_said_to_be_divided_by_what_divides_it(zones: ZoneSet) -> None:
    assert zones.locate_text("ふじみ市霞台2丁目").because == "霞台二丁目は、番によって北部と南部と西部に分かれます。"
    assert zones.locate_text("ふじみ市霞台2丁目6番").because == "霞台二丁目6番は、号によって南部と西部に分かれます。"


def test_a_venue_known_by_name_alone_is_asked_about_not_called_unreadable(zones: ZoneSet) -> None:
    hall = Geocoded(input="福祉会館", status="matched", city_code=FUJIMI, level=2, method="facility", place="福祉会館")
    found = zones.locate(hall)
    assert (found.status, len(found.candidates)) == ("ambiguous", len(zones.zones))
    assert "福祉会館" in (found.because or "")
    assert found.ask


def test_a_zones_file_that_lacks_something_is_named(gazetteer: Gazetteer, tmp_path: Path) -> None:
    path = tmp_path / "zones.toml"
    path.write_text(ZONES.replace('id = "kita"\n', ""), encoding="utf-8")
    with pytest.raises(PlaceDataBroken, match="id"):
        ZoneSet.load(path, None, gazetteer)


def with_rules(gazetteer: Gazetteer, folder: Path, *rules: str) -> ZoneSet:
    """Zones a, b, … in order, each with a rule text."""
    head = ZONES[: ZONES.index("[[zone]]")]
    desk = '{ name = "窓口", address = "ふじみ市本町1", phone = "000-0000-0001" }'
    zones = (
        f'[[zone]]\nid = "{name}"\nname = "{name}"\nreading = "{name}"\nrule_text = "{rule}"\ndesk = {desk}\n'
        for name, rule in zip("abc", rules, strict=False)
    )
    path = folder / "zones.toml"
    path.write_text(head + "".join(zones), encoding="utf-8")
    return ZoneSet.load(path, None, gazetteer)


def test_the_rest_goes_to_the_zone_that_takes_what_no_other_takes(gazetteer: Gazetteer, tmp_path: Path) -> None:
    zones = with_rules(gazetteer, tmp_path, "霞台1丁目（5番を除く）、本町の一部", "上記以外の区域")
    assert answer(zones.locate_text("ふじみ市三崎町1")) == "b"
    assert answer(zones.locate_text("ふじみ市霞台1-5-1")) == "b"
    assert answer(zones.locate_text("ふじみ市霞台1-6-1")) == "a"
    undecided = zones.locate_text("ふじみ市霞台1丁目")
    assert (undecided.status, len(undecided.candidates), undecided.ask) == ("ambiguous", 2, "番を確認してください")
    assert answer(zones.locate_text("ふじみ市本町1")) == "ambiguous"


def test_a_town_that_a_rule_names_is_not_kept_open_by_names_elsewhere(gazetteer: Gazetteer, tmp_path: Path) -> None:
    zones = with_rules(gazetteer, tmp_path, "霞台1丁目", "みはらし自治会、茅ヶ崎町")
    assert answer(zones.locate_text("ふじみ市霞台1-1")) == "a"
    asked = zones.locate_text("ふじみ市三崎町1")
    assert (asked.zone, asked.ask) == (None, "自治会（または小学校区）を確認してください")


def test_an_estate_against_a_chome_is_asked_about(gazetteer: Gazetteer, tmp_path: Path) -> None:
    zones = with_rules(gazetteer, tmp_path, "霞台1丁目", "霞台2丁目、けやき団地")
    asked = zones.locate_text("ふじみ市霞台1丁目 けやき団地")
    assert (asked.status, len(asked.candidates)) == ("ambiguous", 2)
    assert asked.ask == "団地・建物の名と、丁目・番のどちらが正しいか確認してください"


LAYER = (
    ZONES[: ZONES.index("[[zone]]")]
    + """
[layer]
name = "小学校区"
[[zone]]
id = "kasumi"
name = "霞台小"
reading = "かすみだいしょう"
rule_text = "霞台1・2丁目"
[[zone]]
id = "moto"
name = "本町小"
reading = "もとまちしょう"
rule_text = "霞台3丁目、本町"
"""
)


def test_further_layers_answer_beside_the_zones_each_with_its_own_lists(gazetteer: Gazetteer, tmp_path: Path) -> None:
    (tmp_path / "layers").mkdir()
    (tmp_path / "layers" / "elementary.toml").write_text(LAYER, encoding="utf-8")
    (layer,) = ZoneSet.load_layers(tmp_path, None, gazetteer)
    line = layer.layer_line(Geocoder(gazetteer, scope=FUJIMI).geocode("霞台2-6-1"))
    assert line["layer"] == {"id": "elementary", "name": "小学校区"}
    assert (line["area"], line["desk"]) == ({"id": "kasumi", "name": "霞台小"}, None)
    assert layer.locate_text("ふじみ市霞台").ask == "丁目を確認してください"
    assert "抜け: 茅ヶ崎町、山の根一丁目、山の根二丁目、三崎町は、どの担当地域の文にもありません。" in list(
        report(layer)
    )


def test_the_check_says_what_staff_should_look_at(gazetteer: Gazetteer, tmp_path: Path) -> None:
    zones = with_rules(gazetteer, tmp_path, "本町（国道以北）、みはらし 電話046-000-0000", "三崎町")
    text = "\n".join(report(zones))
    assert "確認: 国道以北 は住所から決められない" in text
    assert "読み飛ばした語: 電話046-000-0000" in text
    assert "町名表にない名" in text
    assert "みはらし" in text


@pytest.mark.national
@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("逗子市桜山5-35-1", "中部"),
        ("逗子市桜山5-38", "東部"),
        ("逗子市桜山五丁目三十五番一号", "中部"),
        ("逗子市桜山5丁目35番地", "ambiguous"),
        ("逗子市桜山5丁目1580番地", "ambiguous"),
        ("逗子市桜山5丁目10番3号 葉桜団地2号棟", "中部"),
        ("逗子市桜山3丁目 葉桜団地", "ambiguous"),
        ("逗子市桜山0丁目", "unknown"),
        ("逗子市沼間7丁目1番", "unknown"),
        ("逗子市逗子", "中部"),
        ("逗子市新宿4-2-28", "中部"),
        ("逗子市新宿4-2-60", "中部"),
        ("逗子市新宿4-6-37", "西部"),
        ("新宿四丁目2の45", "西部"),
        ("逗子市新宿4-99-1", "unknown"),
        ("小坪 亀が岡団地", "西部"),
        ("逗子市久木8丁目 ハイランド", "西部"),
        ("逗子マリーナ", "ambiguous"),
        ("沼間1丁目 葉桜団地", "ambiguous"),
        ("逗子市桜山5-10-1 葉桜団地裏", "東部"),
        ("逗子市沼間1丁目か桜山2丁目", "ambiguous"),
        ("逗子市新宿4丁目1番か2番30号", "ambiguous"),
        ("逗子市新宿4-2-28、046-000-0000", "中部"),
        ("鎌倉市浄明寺6丁目 ハイランド", "outside"),
        ("池子 東逗子第一団地", "東部"),
        ("〒249-0006", "中部"),
        ("249-0005", "ambiguous"),
        ("12345", "unknown"),
    ],
)
def test_harder_addresses_of_zushi(national: Gazetteer, address: str, expected: str) -> None:
    located = ZoneSet.load(ZUSHI, None, national).locate_text(address)
    assert answer(located) == expected
    assert (expected != "ambiguous") or (len(located.candidates) > 1 and located.ask)


@pytest.mark.national
def test_every_area_case_of_zushi_comes_out_right(national: Gazetteer, shared: Path) -> None:
    zones = ZoneSet.load(ZUSHI, None, national)
    by_tag = {"OUT": "outside", "GAP": "unknown", "INVALID": "unknown"}
    wrong = []
    with (shared / "zushi" / "area_cases.tsv").open(encoding="utf-8", newline="") as file:
        for case in csv.DictReader(file, delimiter="\t"):
            tag = case["reason"].partition("]")[0].removeprefix("[")
            expected = case["expected"] if case["expected"] != "ambiguous" else by_tag.get(tag, "ambiguous")
            located = zones.locate_text(case["address"])
            if answer(located) != expected or (expected == "ambiguous" and len(located.candidates) < 2):
                wrong.append((case["address"], expected, answer(located)))
    assert wrong == []


def test_a_point_without_polygons_is_told_from_no_address_at_all(zones: ZoneSet) -> None:
    at_a_point = zones.locate(Geocoded(input="", status="matched", level=8, latitude=35.29, longitude=139.58))
    nothing = zones.locate(Geocoded(input=""))
    assert (at_a_point.status, nothing.status) == ("unknown", "unknown")
    assert "地点だけ" in at_a_point.because
    assert at_a_point.ask
    assert nothing.because == "住所が書かれていません。"


@pytest.mark.parametrize(
    ("kita", "minami", "candidates"),
    [
        ("本町(100~199番地を除く)", "本町100~199番地、霞台", ["北部", "南部"]),
        # What the one leaves out and the other takes in are not the same: something remains.
        ("本町(100~199番地を除く)", "本町100~150番地、霞台", ["北部", "南部", "西部"]),
        ("本町(100~199番を除く)", "本町100~199番地、霞台", ["北部", "南部", "西部"]),
    ],
)
def test_what_two_zones_share_out_between_them_is_not_the_remaining_land(
    gazetteer: Gazetteer, tmp_path: Path, kita: str, minami: str, candidates: list[str]
) -> None:
    path = tmp_path / "zones.toml"
    text = ZONES.replace("霞台1・2丁目(5~9番、けやき団地を除く)、本町", kita)
    text = text.replace("霞台2丁目5~9番(6番1~10号を除く)、けやき団地のみ、3丁目\\n山の根", minami)
    path.write_text(text.replace("霞台2丁目6番1~10号、茅ヶ崎町の一部", "その他の区域"), encoding="utf-8")
    found = ZoneSet.load(path, None, gazetteer).locate_text("ふじみ市本町")
    assert (found.status, [zone.name for zone in found.candidates]) == ("ambiguous", candidates)
