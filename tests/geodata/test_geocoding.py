from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.characters import key
from geodata.gazetteer import Gazetteer
from geodata.gazetteer.schema import written_whole
from geodata.geocoded import Geocoded
from geodata.geocoding import Geocoder
from geodata.places import NamedPlace
from tests.geodata.accounting import unaccounted
from tests.geodata.places_fixture import FUJIMI


@pytest.fixture
def geocoder(gazetteer: Gazetteer) -> Geocoder:
    return Geocoder(gazetteer)


def parts(found: Geocoded) -> tuple[str | None, ...]:
    return found.town, found.block, found.number, found.rest


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("架空県ふじみ市霞台一丁目2番3号", ("霞台一丁目", "2", "3", "")),
        ("架空県ふじみ市霞台1-2-3", ("霞台一丁目", "2", "3", "")),
        ("架空県ふじみ市霞台１－２－３ 平和ビル3階", ("霞台一丁目", "2", "3", "平和ビル3階")),
        ("架空県ふじみ市霞台1丁目2番3階", ("霞台一丁目", "2", None, "3階")),
        ("架空県ふじみ市霞台1-2-305号室", ("霞台一丁目", "2", None, "-305号室")),
        ("架空県ふじみ市大字霞台甲123番地の4", ("霞台", "甲123", "4", "")),
        ("架空県ふじみ市霞台1892-2(保健センター1階)", ("霞台", "1892", "2", "(保健センター1階)")),
        ("架空県ふじみ市茅が崎町5", ("茅ヶ崎町", "5", None, "")),
        ("架空県ふじみ市茅ケ崎5-1", ("茅ヶ崎町", "5", "1", "")),
        ("〒999-0001　架空県ふじみ市霞台一の三", ("霞台一丁目", "3", None, "")),
        ("さくら会館 架空県ふじみ市霞台2丁目", ("霞台二丁目", None, None, "さくら会館")),
        ("架空県東郡ふじみ町字原8", ("大字原", "8", None, "")),
        ("架空県ふじみ町別保1-1", ("別保一丁目", "1", None, "")),
        ("架空県ふじみ市霞台字谷戸12番地", ("霞台", "12", None, "")),
    ],
)
def test_an_address_is_read_into_its_parts(geocoder: Geocoder, text: str, expected: tuple[str | None, ...]) -> None:
    found = geocoder.geocode(text)
    assert (found.status, found.level) == ("matched", 3)
    assert parts(found) == expected


def test_the_town_is_given_in_its_official_form_with_its_point(geocoder: Geocoder) -> None:
    found = geocoder.geocode("架空県ふじみ市霞台3丁目")
    assert (found.prefecture, found.city, found.city_code, found.town) == ("架空県", "ふじみ市", FUJIMI, "霞台三丁目")
    assert (found.latitude, found.longitude) == (35.12, 139.12)


def test_a_koaza_that_the_table_lacks_is_kept(geocoder: Geocoder) -> None:
    assert geocoder.geocode("架空県ふじみ市霞台字谷戸12番地").koaza == "谷戸"


def test_a_chome_that_does_not_exist_is_asked_about_never_taken_for_the_town(geocoder: Geocoder) -> None:
    found = geocoder.geocode("架空県ふじみ市霞台9丁目1番")
    assert (found.status, found.town) == ("ambiguous", None)
    assert [candidate.town for candidate in found.candidates] == ["霞台一丁目", "霞台二丁目", "霞台三丁目"]
    assert found.rest == "霞台9丁目1番"


def test_a_misspelt_town_is_never_bent_into_another(geocoder: Geocoder) -> None:
    found = geocoder.geocode("架空県ふじみ市霧原町1-2")
    assert (found.level, found.town, found.rest) == (2, None, "霧原町1-2")


def test_a_town_written_nearly_like_others_is_asked_about_with_them_as_candidates(geocoder: Geocoder) -> None:
    found = geocoder.geocode("架空県ふじみ市三埼町1-2")
    assert (found.status, found.city, found.town) == ("ambiguous", "ふじみ市", None)
    assert [(c.town, c.block, c.number) for c in found.candidates] == [("三崎町", "1", "2")]


@pytest.mark.parametrize("text", ["霞台町1-2", "霞台村1-2", "山の根町1-2"])
def test_a_word_that_a_towns_name_has_not_makes_a_question_not_a_koaza(gazetteer: Gazetteer, text: str) -> None:
    found = Geocoder(gazetteer, scope=FUJIMI).geocode("架空県ふじみ市" + text)
    assert (found.status, found.town, found.koaza) == ("ambiguous", None, None)
    assert found.error is not None


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("夢想府東郡ふじみ町本町1", "夢想府に東郡ふじみ町は見当たりません"),
        ("夢想府 ふじみ町", "夢想府にふじみ町は見当たりません"),
    ],
)
def test_a_municipality_that_the_prefecture_has_not_is_asked_about(geocoder: Geocoder, text: str, error: str) -> None:
    found = geocoder.geocode(text)
    assert (found.status, found.prefecture, found.city, found.error) == ("ambiguous", None, None, error)
    assert [candidate.city for candidate in found.candidates] == ["東郡ふじみ町"]
    assert unaccounted(found) == ""


@pytest.mark.parametrize(
    ("text", "town", "rest"),
    [
        ("かすみだい1-2-3", "霞台一丁目", ""),
        ("カスミダイ1丁目2番3号 平和ビル", "霞台一丁目", "平和ビル"),
        ("ｶｽﾐﾀﾞｲ2丁目", "霞台二丁目", ""),
        ("霞台 1 丁目 2 番 3 号", "霞台一丁目", ""),
        ("霞台1丁め2-3", "霞台一丁目", ""),
    ],
)
def test_a_town_by_its_reading_and_numbers_set_apart_are_read(
    gazetteer: Gazetteer, text: str, town: str, rest: str
) -> None:
    for found in (Geocoder(gazetteer, FUJIMI).geocode(text), Geocoder(gazetteer).geocode("架空県ふじみ市" + text)):
        assert (found.status, found.town, found.rest) == ("matched", town, rest)


@pytest.mark.parametrize("text", ["かすみだい", "かすみだいサロン", "かすみのさと1-2"])
def test_a_bare_reading_or_another_word_is_no_town(gazetteer: Gazetteer, text: str) -> None:
    assert Geocoder(gazetteer, FUJIMI).geocode(text).status == "unmatched"


def test_two_addresses_in_one_cell_are_both_candidates(geocoder: Geocoder) -> None:
    for text in ("架空県ふじみ市霞台1-2-3、本町4-5", "架空県ふじみ市霞台1-2-3　架空県ふじみ市本町4-5"):
        found = geocoder.geocode(text)
        assert found.status == "ambiguous"
        assert [(c.town, c.block) for c in found.candidates] == [("霞台一丁目", "2"), ("本町", "4")]


def test_two_chome_of_one_town_are_both_candidates(geocoder: Geocoder) -> None:
    found = geocoder.geocode("架空県ふじみ市霞台1丁目・2丁目")
    assert [c.town for c in found.candidates] == ["霞台一丁目", "霞台二丁目"]


def test_a_number_before_the_address_is_no_further_chome_of_it(geocoder: Geocoder) -> None:
    found = geocoder.geocode("2架空県ふじみ市霞台一丁目")
    assert (found.status, found.town, found.rest) == ("matched", "霞台一丁目", "2")


def test_leading_zeros_are_kept(geocoder: Geocoder) -> None:
    assert unaccounted(geocoder.geocode("架空県ふじみ市霞台1~03")) == ""
    assert parts(geocoder.geocode("架空県ふじみ市本町03番007号")) == ("本町", "03", "007", "")


def test_a_venue_named_after_a_town_is_not_the_town_even_after_its_city(geocoder: Geocoder) -> None:
    found = geocoder.geocode("架空県ふじみ市本町会館")
    assert (found.level, found.town, found.rest) == (2, None, "本町会館")


def test_a_koaza_needs_no_word_for_it_before_a_number(geocoder: Geocoder) -> None:
    found = geocoder.geocode("架空県ふじみ市三崎町谷戸12")
    assert (found.town, found.koaza, found.block) == ("三崎町", "谷戸", "12")


@pytest.mark.parametrize(
    ("text", "koaza", "block"),
    [
        ("字城之内93", "城之内", "93"),
        ("字谷の上その二", "谷の上その二", None),
        ("東9線31-2", "東9線", "31"),
        ("西2線北25号", "西2線北25号", None),
        ("91部23番地", "91部", "23"),
        ("字東三線238番地", "東三線", "238"),
        ("第23地割27", "第23地割", "27"),
        ("千苅62", "千苅", "62"),
    ],
)
def test_a_koaza_may_hold_numbers_and_particles(geocoder: Geocoder, text: str, koaza: str, block: str) -> None:
    found = geocoder.geocode("架空県ふじみ市三崎町" + text)
    assert (found.town, found.koaza, found.block) == ("三崎町", koaza, block)


def test_a_koaza_that_begins_with_dai_keeps_it(geocoder: Geocoder) -> None:
    assert geocoder.geocode("架空県ふじみ市三崎町大ノ木21番地").koaza == "大ノ木"
    assert geocoder.geocode("架空県ふじみ市三崎町字大ノ木21番地").koaza == "大ノ木"


@pytest.mark.parametrize("text", ["霞台２丁目目大字字十－１７", "三崎町18番大字地"])
def test_no_name_before_an_aza_takes_its_dai_along(geocoder: Geocoder, text: str) -> None:
    found = geocoder.geocode("架空県ふじみ市" + text)
    assert (found.status, found.koaza, unaccounted(found)) == ("matched", None, "")


def test_a_building_before_a_number_is_no_koaza(geocoder: Geocoder) -> None:
    assert parts(geocoder.geocode("架空県ふじみ市三崎町けやき団地12")) == ("三崎町", None, None, "けやき団地12")


def test_a_postcode_beside_an_unread_town_is_asked_about(geocoder: Geocoder) -> None:
    found = geocoder.geocode("〒999-0001 架空県ふじみ市霧原町1-2")
    assert (found.status, found.city, found.town, found.rest) == ("ambiguous", "ふじみ市", None, "霧原町1-2")
    assert [candidate.town for candidate in found.candidates] == ["霞台"]


def test_a_postcode_of_another_prefecture_is_no_answer(geocoder: Geocoder) -> None:
    found = geocoder.geocode("〒999-0001 夢想府どこか")
    assert (found.prefecture, found.city, unaccounted(found)) == ("夢想府", None, "")


def test_a_postcode_of_another_municipality_is_no_answer(geocoder: Geocoder) -> None:
    assert geocoder.geocode("〒999-0001 架空県東郡ふじみ町").city == "東郡ふじみ町"


def test_one_name_in_two_prefectures_is_ambiguous_until_the_town_tells(geocoder: Geocoder) -> None:
    assert geocoder.geocode("ふじみ市").status == "ambiguous"
    assert geocoder.geocode("ふじみ市緑町1").prefecture == "夢想府"


def test_a_town_without_its_city_is_certain_only_where_there_is_one(geocoder: Geocoder) -> None:
    assert geocoder.geocode("霞台1丁目").status == "matched"
    assert {c.city for c in geocoder.geocode("本町3").candidates} == {"ふじみ市", "東郡ふじみ町"}


def test_a_venue_that_begins_with_a_towns_name_is_not_the_town(geocoder: Geocoder) -> None:
    assert geocoder.geocode("本町会館").level == 0


def test_within_a_scope_the_city_may_be_left_out(gazetteer: Gazetteer) -> None:
    scoped = Geocoder(gazetteer, scope=FUJIMI)
    assert scoped.geocode("本町3").city == "ふじみ市"
    assert scoped.geocode("東郡ふじみ町本町3").city == "東郡ふじみ町"


def test_a_postcode_alone_gives_its_town(geocoder: Geocoder) -> None:
    found = geocoder.geocode("999-0001")
    assert (found.method, found.town, found.level) == ("postcode", "霞台", 3)


class Names:
    def named(self, key_: str) -> Sequence[NamedPlace]:
        hall = NamedPlace("さくら会館", "facility", FUJIMI, town="霞台一丁目", latitude=35.1, longitude=139.1)
        return [hall] if key_ == key("さくら会館") else []


@pytest.mark.parametrize(
    ("text", "rest", "status"),
    [
        ("さくら会館（霞台1-2-3）", "さくら会館", "matched"),
        ("さくら会館 霞台1-2-3", "さくら会館", "matched"),
        ("さくら会館（ふじみ市霞台1-2-3）2階", "さくら会館 2階", "matched"),
        # Another place than the venue's own is asked about.
        ("さくら会館（本町2-3）", "（本町2-3）", "ambiguous"),
    ],
)
def test_the_address_beside_a_venues_name_is_taken_where_it_does_not_contradict_it(
    gazetteer: Gazetteer, text: str, rest: str, status: str
) -> None:
    found = Geocoder(gazetteer, None, Names()).geocode(text)
    assert (found.status, found.rest, unaccounted(found)) == (status, rest, "")
    assert found.block == ("2" if status == "matched" else None)


@pytest.mark.parametrize(
    ("text", "town", "rest"),
    [
        ("〒999-0001 霞台1-2", "霞台一丁目", ""),
        ("郵便番号999 - 0001 霞台1-2", "霞台一丁目", ""),
        ("（〒999-0001）架空県ふじみ市霞台1-2", "霞台一丁目", ""),
        ("〒999-0001 架空県ふじみ市三崎町1", "三崎町", "〒999-0001"),
        ("ふじみ市立図書館（架空県ふじみ市霞台1-2）", "霞台一丁目", "ふじみ市立図書館"),
        ("ふじみ市役所（霞台1-2）", "霞台一丁目", "ふじみ市役所"),
        ("(福)ふじみ会 架空県ふじみ市霞台1-2", "霞台一丁目", "(福)ふじみ会"),
        ("架空県ふじみ市（霞台1丁目）", "霞台一丁目", ""),
        ("架空県ふじみ市霞台（一丁目2番3号）", "霞台一丁目", ""),
        ("架空県ふじみ市・霞台1丁目", "霞台一丁目", ""),
        ("架空県ふじみ市霞台一丁目ニ番三号", "霞台一丁目", ""),
        ("●架空県ふじみ市霞台1-2", "霞台一丁目", "●"),
        ("①架空県ふじみ市霞台1-2 ※要予約", "霞台一丁目", "① ※要予約"),
        ("住所：架空県ふじみ市霞台1-2", "霞台一丁目", "住所："),
        ("〒999-0001 ■現住所は架空県ふじみ市霞台1-2", "霞台一丁目", "■現住所は"),
        ("【会場】架空県ふじみ市霞台1-2", "霞台一丁目", "【会場】"),
        ("架空県ふじみ市霞台1丁目30~35番", "霞台一丁目", "30~35番"),
        ("架空県ふじみ市霞台1丁目2-3~5", "霞台一丁目", "-3~5"),
        ("架空県霞台1丁目2", "霞台一丁目", ""),
        ("1.架空県ふじみ市霞台1-2", "霞台一丁目", "1."),
        ("ふじみ霞台1丁目2", "霞台一丁目", ""),
        ("架空県ふじみ市霞台5/10", "霞台", "5/10"),
        ("架空県ふじみ市霞台3号棟", "霞台", "3号棟"),
    ],
)
def test_what_stands_around_an_address_is_told_apart_from_it(
    geocoder: Geocoder, text: str, town: str, rest: str
) -> None:
    found = geocoder.geocode(text)
    assert (found.status, found.town, found.rest) == ("matched", town, rest)


@pytest.mark.parametrize(
    "text", ["霞台三井ビル", "霞台二重橋", "霞台千葉ビル", "三崎町三番街", "三崎町一ノ宮会館", "霞台百歳体操"]
)
def test_a_numeral_within_a_word_is_no_number(geocoder: Geocoder, text: str) -> None:
    found = geocoder.geocode("架空県ふじみ市" + text)
    assert (found.block, found.number) == (None, None)
    assert found.town in (None, "霞台", "三崎町")


@pytest.mark.parametrize("text", ["霞台ハイツ201", "霞台団地2-301", "三崎町荘101", "コーポ霞台2-1", "メゾン 霞台201"])
def test_a_building_named_after_a_town_is_not_the_town(gazetteer: Gazetteer, text: str) -> None:
    assert Geocoder(gazetteer, scope=FUJIMI).geocode(text).level < 3
    assert Geocoder(gazetteer).geocode("架空県ふじみ市" + text).level < 3


def test_a_venue_named_after_a_chome_is_asked_about(geocoder: Geocoder) -> None:
    found = geocoder.geocode("架空県ふじみ市霞台1丁目集会所")
    assert (found.status, [c.town for c in found.candidates]) == ("ambiguous", ["霞台一丁目"])


@pytest.mark.parametrize(
    ("text", "towns"),
    [
        ("霞台1・2・3丁目", ["霞台一丁目", "霞台二丁目", "霞台三丁目"]),
        ("霞台1～3丁目", ["霞台一丁目", "霞台二丁目", "霞台三丁目"]),
        ("霞台1丁目から3丁目", ["霞台一丁目", "霞台二丁目", "霞台三丁目"]),
        ("霞台2、3", ["霞台二丁目", "霞台三丁目"]),
        ("霞台1-2&本町4-5", ["霞台一丁目", "本町"]),
        ("霞台1-2と本町4-5", ["霞台一丁目", "本町"]),
        ("霞台1丁目・三崎町", ["霞台一丁目", "三崎町"]),
        ("霞台1丁目34号・三崎町5", ["霞台一丁目", "三崎町"]),
        ("霞台・山の根", ["霞台", "山の根"]),
        ("架空県ふじみ市三崎町、本町", ["三崎町", "本町"]),
        ("霞台1-2→本町4-5", ["霞台一丁目", "本町"]),
        ("霞台1-2 ←本町4-5", ["霞台一丁目", "本町"]),
        ("母は霞台1-2-3、私は本町4-5", ["霞台一丁目", "本町"]),
        ("霞台1-2から本町4-5へ転居", ["霞台一丁目", "本町"]),
        ("転居前：霞台1-2 転居後：本町4-5", ["霞台一丁目", "本町"]),
        ("霞台1-2（転居前は本町4-5）", ["霞台一丁目", "本町"]),
        ("旧住所 霞台1-2 新住所 本町4-5", ["霞台一丁目", "本町"]),
    ],
)
def test_several_places_in_a_cell_are_all_candidates(gazetteer: Gazetteer, text: str, towns: list[str]) -> None:
    found = Geocoder(gazetteer, scope=FUJIMI).geocode(text)
    assert (found.status, [c.town for c in found.candidates]) == ("ambiguous", towns)


@pytest.mark.parametrize(
    ("text", "town"),
    [
        ("福祉会館2階 霞台1-2-3", "霞台一丁目"),
        ("サロン「さくら」霞台1丁目", "霞台一丁目"),
        ("ひまわり会（本町）", "本町"),
        ("入院中（自宅は霞台1-2-3）", "霞台一丁目"),
        ("ふじみ 霞台1-2", "霞台一丁目"),
        ("同市霞台1-2", "霞台一丁目"),
        ("市内 霞台1丁目", "霞台一丁目"),
        ("\x01\x02霞台1-2", "霞台一丁目"),
        ("三崎町谷戸12", "三崎町"),
        ("本町付近", "本町"),
    ],
)
def test_within_a_scope_an_address_may_follow_other_words(gazetteer: Gazetteer, text: str, town: str) -> None:
    found = Geocoder(gazetteer, scope=FUJIMI).geocode(text)
    assert (found.status, found.town) == ("matched", town)


@pytest.mark.parametrize("text", ["霞台・みなと", "コーポ 霞台201", "ふじみ市外", "霞台一帯会"])
def test_within_a_scope_other_names_are_no_towns(gazetteer: Gazetteer, text: str) -> None:
    assert Geocoder(gazetteer, scope=FUJIMI).geocode(text).status == "unmatched"


def test_a_postcode_that_alone_names_the_city_and_another_town_make_a_question(geocoder: Geocoder) -> None:
    found = geocoder.geocode("〒999-0001 三崎町1")
    assert (found.status, [c.town for c in found.candidates]) == ("ambiguous", ["三崎町", "霞台"])


def test_a_town_that_has_the_name_of_a_municipality_is_not_taken_for_it(tmp_path: Path) -> None:
    path = tmp_path / "gazetteer.sqlite"
    with written_whole(path) as connection:
        connection.executemany(
            "INSERT INTO municipality (id, code, prefecture, city, kana, latitude, longitude)"
            " VALUES (?, ?, '架空県', ?, '', 35, 139)",
            [(1, "99101", "ほしみ市"), (2, "99301", "東郡さかえ町"), (3, "99102", "つきみ市")],
        )
        connection.executemany(
            "INSERT INTO town (municipality_id, key, town, koaza, latitude, longitude) VALUES (?, ?, ?, '', 35, 139)",
            [(1, key("さかえ町"), "さかえ町"), (3, key("さかえ町"), "さかえ町"), (2, key("上野"), "上野")],
        )
    geocoder = Geocoder(Gazetteer.open(path))
    asked = geocoder.geocode("さかえ町1-1")
    assert (asked.status, asked.city) == ("ambiguous", None)
    assert {c.city for c in asked.candidates} == {"東郡さかえ町", "ほしみ市", "つきみ市"}
    assert geocoder.geocode("ほしみ さかえ町1-1").city == "ほしみ市"
    assert geocoder.geocode("さかえ町上野1").city == "東郡さかえ町"


def test_a_name_without_its_shi_is_asked_about(geocoder: Geocoder) -> None:
    assert geocoder.geocode("ふじみ").status == "ambiguous"


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("さくら会館", ""),
        ("ふじみ市さくら会館", ""),
        ("さくら会館（2階）", "（2階）"),
        ("さくら会館2階和室", "2階和室"),
        ("さくら会館 B1F", "B1F"),
        ("会場：さくら会館 大会議室", "会場： 大会議室"),
        ("ふじみ市 さくら 会館 2F", "2F"),
        ("体操の会（さくら会館）", "体操の会"),
        ("体操の会 さくら会館2階", "体操の会 2階"),
    ],
)
def test_a_known_venue_is_found_by_its_name(gazetteer: Gazetteer, text: str, rest: str) -> None:
    found = Geocoder(gazetteer, scope=FUJIMI, places=Names()).geocode(text)
    assert (found.status, found.method, found.town) == ("matched", "facility", "霞台一丁目")
    assert found.rest == rest


@given(st.text(alphabet="架空県ふじみ市霞台本町一二三12-－番地号丁目の 　(〒大字京都通上る", max_size=50))
def test_no_text_raises_and_no_character_is_lost(gazetteer: Gazetteer, text: str) -> None:
    assert unaccounted(Geocoder(gazetteer).geocode(text)) == ""


@pytest.mark.parametrize(
    ("text", "rest", "lost"),
    [
        ("架空県ふじみ市霞台1-2 平和ビル", "平和", "びる"),
        ("架空県ふじみ市霞台1-2", "三崎", "rest is not of the input: 三崎"),
    ],
)
def test_a_lost_or_invented_character_is_seen(gazetteer: Gazetteer, text: str, rest: str, lost: str) -> None:
    assert unaccounted(replace(Geocoder(gazetteer).geocode(text), rest=rest)) == lost


@pytest.mark.parametrize(
    ("text", "town", "rest"),
    [
        # Right after a 丁目 stand houses, not further 丁目.
        ("架空県ふじみ市霞台１丁目２・３", "霞台一丁目", "２・３"),
        ("架空県ふじみ市霞台１丁目４１・１", "霞台一丁目", "４１・１"),
        # A second 丁目 after a word is of that word.
        ("架空県ふじみ市霞台1中央３丁目２１－１０", "霞台一丁目", "中央３丁目２１－１０"),
        ("架空県ふじみ市霞台二甲３丁目8-1", "霞台二丁目", "甲３丁目8-1"),
        # Two postcodes, neither of the place.
        ("〒999-0001〒999-0001 架空県ふじみ市本町3", "本町", "〒999-0001〒999-0001"),
        ("〒999-0001 / 架空県ふじみ市本町3", "本町", "〒999-0001 /"),
    ],
)
def test_what_was_not_read_stays_as_it_was_written(geocoder: Geocoder, text: str, town: str, rest: str) -> None:
    found = geocoder.geocode(text)
    assert (found.status, found.town, found.rest, unaccounted(found)) == ("matched", town, rest, "")


@pytest.mark.parametrize("text", ["霞台1・2・9丁目", "霞台1丁目、2丁目及び9丁目", "霞台1〜9丁目"])
def test_a_chome_that_the_town_has_not_stays_in_the_rest_of_a_list(geocoder: Geocoder, text: str) -> None:
    found = geocoder.geocode("架空県ふじみ市" + text)
    assert [c.town for c in found.candidates][:2] == ["霞台一丁目", "霞台二丁目"]
    assert "9丁目" in found.rest


def test_a_postcode_does_not_answer_for_another_town_after_a_second_postcode(geocoder: Geocoder) -> None:
    assert geocoder.geocode("〒999-0001〒999-0001 ふじみ市霧台1-2").status == "ambiguous"


def test_a_number_with_a_zero_in_front_is_no_chome_unless_it_says_so(geocoder: Geocoder) -> None:
    assert geocoder.geocode("架空県ふじみ市霞台02").town == "霞台"
    found = geocoder.geocode("架空県ふじみ市霞台02丁目5")
    assert (found.town, found.block, unaccounted(found)) == ("霞台二丁目", "5", "")


def test_a_scope_does_not_answer_for_another_prefecture(gazetteer: Gazetteer) -> None:
    found = Geocoder(gazetteer, scope=FUJIMI).geocode("夢想府どこか（霞台1-2-3）")
    assert (found.city, found.town) == (None, None)


def test_a_municipality_does_not_begin_within_a_number(tmp_path: Path) -> None:
    path = tmp_path / "gazetteer.sqlite"
    with written_whole(path) as connection:
        connection.execute(
            "INSERT INTO municipality (id, code, prefecture, city, kana) VALUES (1, '12221', '千葉県', '八千代市', '')"
        )
        connection.execute("INSERT INTO town (municipality_id, key, town, koaza) VALUES (1, '緑が丘', '緑が丘', '')")
        connection.execute("INSERT INTO postcode VALUES ('2760049', 1, '緑が丘')")
    geocoder = Geocoder(Gazetteer.open(path))
    found = geocoder.geocode("八八千代市緑が丘1")
    assert (found.status, found.rest) == ("unmatched", "八八千代市緑が丘1")
    found = geocoder.geocode("〒276-0049八千代市緑が丘1")
    assert (found.city, found.town, found.postcode, found.rest) == ("八千代市", "緑が丘", "2760049", "")
