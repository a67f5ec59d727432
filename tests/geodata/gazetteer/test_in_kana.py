"""Municipalities in kana, and wards of a city that was not read."""

import pytest

from geodata.gazetteer import Gazetteer
from geodata.gazetteer.in_kana import names_in_kana
from geodata.gazetteer.towns import Municipality
from geodata.geocoding import Geocoder
from tests.geodata.accounting import unaccounted


@pytest.mark.parametrize(
    ("text", "city", "town"),
    [
        ("ずし市久木4-1", "逗子市", "久木四丁目"),
        ("神奈川県ズシ市小坪2丁目", "逗子市", "小坪二丁目"),
        ("ふちゅう市府川町315", "府中市", "府川町"),
        ("ひろしま市中区大手町1-1", "広島市中区", "大手町一丁目"),
        ("横浜市つづき区茅ケ崎中央32", "横浜市都筑区", "茅ケ崎中央"),
        ("しぶや区神南1-1", "渋谷区", "神南一丁目"),
        ("さくら市氏家2771", "さくら市", "氏家"),
        ("よこはま市", "横浜市", None),
    ],
)
def test_a_municipality_may_be_written_in_kana(national: Gazetteer, text: str, city: str, town: str | None) -> None:
    found = Geocoder(national).geocode(text)
    assert (found.status, found.city, found.town) == ("matched", city, town)
    assert not unaccounted(found)


@pytest.mark.parametrize("text", ["広嶌町市中区本町6-50", "なごや市中区本町6-50", "きようと市西区桜木町1-1"])
def test_a_ward_is_never_that_of_another_city_than_the_one_before_it(national: Gazetteer, text: str) -> None:
    found = Geocoder(national).geocode(text)
    assert found.city_code not in {"14103", "14104"}
    assert all(candidate.city_code not in {"14103", "14104"} for candidate in found.candidates)
    assert not unaccounted(found)


def test_the_reading_of_a_city_is_what_its_wards_have_in_common() -> None:
    def ward(number: int, name: str, kana: str) -> Municipality:
        return Municipality(number, f"9910{number}", "架空県", name, kana, None, None)

    wards = [ward(1, "獅子市中区", "シシシナカク"), ward(2, "獅子市島区", "シシシシマク")]
    named: dict[str, set[str]] = {}
    for name, municipality in names_in_kana(wards):
        named.setdefault(name, set()).add(municipality.city)
    # シマク begins with シ too, ナカク does not: the city ends at the last シ that both have.
    assert named["しし市"] == {"獅子市中区", "獅子市島区"}
    assert named["しし市なが区"] == {"獅子市中区"}
