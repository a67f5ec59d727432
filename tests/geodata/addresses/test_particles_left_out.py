"""ノ and ヶ left out or put in, on made-up towns of which some differ only by them."""

import pytest

from geodata.gazetteer import Gazetteer
from geodata.gazetteer.own_towns import CSV_COLUMNS
from geodata.geocoding import Geocoder
from tests.geodata.accounting import unaccounted
from tests.geodata.places_fixture import small_gazetteer

TOWNS = ["滝ノ上市街地一条通", "山手", "山の手", "桜ヶ丘一丁目", "桜ヶ丘二丁目", "桂町", "木之沢", "木ヶ沢", "あけの町"]


@pytest.fixture(scope="module")
def geocoder(tmp_path_factory: pytest.TempPathFactory) -> Geocoder:
    folder = tmp_path_factory.mktemp("particles")
    table = folder / "towns.csv"
    rows = [f"架空県,滝野市,99401,{town},,,35.{number},139.0" for number, town in enumerate(TOWNS)]
    table.write_text("\n".join([",".join(CSV_COLUMNS), *rows]), encoding="utf-8")
    small_gazetteer(folder / "gazetteer.sqlite")
    return Geocoder(Gazetteer.open(folder / "gazetteer.sqlite", [table]))


@pytest.mark.parametrize(
    ("text", "town", "block", "rest"),
    [
        ("字滝上市街地１条通り", "滝ノ上市街地一条通", None, ""),
        ("滝上市街地一条通5番地", "滝ノ上市街地一条通", "5", ""),
        ("滝ヶ上市街地1条通り 青い家", "滝ノ上市街地一条通", None, "青い家"),
        ("桜丘2-5", "桜ヶ丘二丁目", "5", ""),
        ("桜ノ丘二丁目5番", "桜ヶ丘二丁目", "5", ""),
        ("桂之町8", "桂町", "8", ""),
        # Where a town is spelt so, it is that one.
        ("山手3", "山手", "3", ""),
        ("山ノ手3", "山の手", "3", ""),
        ("木ノ沢3", "木之沢", "3", ""),
        # A venue is no town, and a の that is not between kanji belongs to the name.
        ("桜丘会館", None, None, "桜丘会館"),
        ("桜丘公園前2", None, None, "桜丘公園前2"),
        ("あけ町3", None, None, None),
    ],
)
def test_a_town_is_found_with_its_particles_or_without(
    geocoder: Geocoder, text: str, town: str | None, block: str | None, rest: str | None
) -> None:
    found = geocoder.geocode("架空県滝野市" + text)
    assert (found.town, found.block, unaccounted(found)) == (town, block, "")
    assert rest in (None, found.rest)


def test_several_towns_that_differ_by_what_is_left_out_are_asked_about(geocoder: Geocoder) -> None:
    found = geocoder.geocode("滝野市木沢3")
    assert (found.status, found.city, found.town) == ("ambiguous", "滝野市", None)
    assert [(c.town, c.block) for c in found.candidates] == [("木之沢", "3"), ("木ヶ沢", "3")]
