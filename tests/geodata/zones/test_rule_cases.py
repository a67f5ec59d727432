"""担当地域 texts in the forms that municipalities use (rule_cases.toml), each judged by addresses."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from geodata.characters import kanji_number, key
from geodata.gazetteer import Gazetteer
from geodata.gazetteer.schema import written_whole
from geodata.geocoding import Geocoder
from geodata.zones.rule_reading import read_rule
from geodata.zones.rules import Rule, TownNames, names_of
from geodata.zones.verdicts import AddressPath, judge

_FILE = tomllib.loads(Path(__file__).with_name("rule_cases.toml").read_text(encoding="utf-8"))
CASES, NARROWED = _FILE["text"] + _FILE["more"], _FILE["narrowed"] + _FILE["unclear"]
CODE = "99101"
CHOME = {"霞台": 9, "西原": 4, "山の根": 3, "中央": 2, "新崎": 3, "白新町": 4, "鵠ノ浜海岸": 3}
CHOME |= {"北一条西": 3, "北二条西": 3, "北三条西": 3, "東一条": 2, "東二条": 2, "東三条": 2}
TOWNS = (
    *("本町", "三崎町", "大沢", "大沢東町", "大沢西町", "原", "東原", "緑町", "ふじみ", "柏木町", "大字上野"),
    *("新崎", "大字熊野", "鵠ノ浜桜が岡", "鵠ノ浜松が岡", "土居甲", "土居乙", "一番町", "不入斗"),
    *(f"{town}{kanji_number(number)}丁目" for town, last in CHOME.items() for number in range(1, last + 1)),
)


@pytest.fixture(scope="module")
def gazetteer(tmp_path_factory: pytest.TempPathFactory) -> Gazetteer:
    path = tmp_path_factory.mktemp("rules") / "gazetteer.sqlite"
    with written_whole(path) as connection:
        connection.execute(
            "INSERT INTO municipality (id, code, prefecture, city, kana) VALUES (1, ?, '架空県', 'ふじみ市', '')",
            (CODE,),
        )
        connection.executemany(
            "INSERT INTO town (municipality_id, key, town, koaza, latitude, longitude) VALUES (1, ?, ?, '', 35, 139)",
            [(key(town), town) for town in TOWNS],
        )
    return Gazetteer.open(path)


@pytest.fixture(scope="module")
def names(gazetteer: Gazetteer) -> TownNames:
    towns = gazetteer.towns(gazetteer.municipalities[0])
    return names_of(towns.by_key, towns.chome, key("ふじみ市"))


def test_there_are_at_least_two_hundred_forms() -> None:
    assert len({case["rule"] for case in CASES + NARROWED}) >= 200


def check(gazetteer: Gazetteer, rule: Rule, case: dict[str, Any]) -> None:
    geocoder = Geocoder(gazetteer, scope=CODE)
    answers = {True: case.get("yes", []), False: case.get("no", []), None: case.get("ask", [])}
    for wanted, addresses in answers.items():
        for address in addresses:
            found = geocoder.geocode("ふじみ市" + address)
            path = AddressPath.of(found, key(" ".join(filter(None, (found.koaza, found.rest)))))
            assert judge(rule, path).inside is wanted, (address, rule.in_words())


@pytest.mark.parametrize("case", CASES, ids=[case["rule"].replace("\n", " ") for case in CASES])
def test_a_form_in_use_is_read_as_staff_mean_it(gazetteer: Gazetteer, names: TownNames, case: dict[str, Any]) -> None:
    rule = read_rule(case["rule"], names)
    check(gazetteer, rule, case)
    assert rule.unread == ()


@pytest.mark.parametrize("case", NARROWED, ids=[case["rule"] for case in NARROWED])
def test_what_no_address_tells_is_asked_about(gazetteer: Gazetteer, names: TownNames, case: dict[str, Any]) -> None:
    check(gazetteer, read_rule(case["rule"], names), case)
