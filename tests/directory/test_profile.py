"""A profile: what a municipality brings as files, and what is said when a file is wrong."""

import shutil
from pathlib import Path

import pytest

from directory.errors import InputWrong
from directory.profile import Profile
from directory.settings import PROFILES


@pytest.fixture
def zushi() -> Profile:
    return Profile.load(PROFILES / "zushi")


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    return Path(shutil.copytree(PROFILES / "zushi", tmp_path / "town"))


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_the_municipality_says_who_and_where_it_is(zushi: Profile) -> None:
    assert (zushi.municipality_code, zushi.prefecture, zushi.city) == ("14208", "神奈川県", "逗子市")
    assert zushi.council.short_name == "社協"
    assert zushi.council.phone is None
    assert not zushi.is_fictional
    assert len(zushi.districts) == 8


@pytest.mark.parametrize(
    ("town", "district"), [("沼間五丁目", "沼間"), ("山の根一丁目", "山の根"), ("池子", "池子"), ("長柄", None)]
)
def test_a_town_belongs_to_the_district_whose_name_it_begins_with(
    zushi: Profile, town: str, district: str | None
) -> None:
    assert zushi.district_of(town) == district


def test_a_place_by_its_common_name_has_a_town_only_where_one_is_given(zushi: Profile) -> None:
    towns = {place.name: place.town for place in zushi.places}
    assert {name for name, town in towns.items() if town} == {"グリーンヒル"}
    assert {"葉桜団地", "東逗子第二団地", "ハイランド", "光明寺団地"} <= set(towns)


def test_the_plans_figures_are_kept_with_the_place_where_they_stand(zushi: Profile) -> None:
    assert {claim.type: claim.figure for claim in zushi.claims} == {
        "salon": 44,
        "mutual_aid": 25,
        "volunteer_group": 64,
        "kodomo_shokudo": 5,
    }
    assert all(claim.quotation and claim.place for claim in zushi.claims)


def test_national_numbers_and_data_sources_come_with_every_profile(zushi: Profile) -> None:
    assert {"119", "110", "189"} <= {number.number for number in zushi.emergency}
    assert "CC BY 4.0" in {source.licence for source in zushi.sources}
    assert zushi.sources[0].publisher == "逗子市・逗子市社会福祉協議会"


def test_ids_are_the_same_each_time_the_lists_are_read(zushi: Profile) -> None:
    first, second = list(zushi.listings()), list(zushi.listings())
    assert first == second
    assert len({listing.id for listing in first}) == len(first)


def test_every_venue_that_a_listing_names_is_among_the_venues(zushi: Profile) -> None:
    venues = {venue.id for venue in zushi.venues()}
    assert {use.location_id for listing in zushi.listings() for use in listing.venues} <= venues


@pytest.mark.parametrize(
    ("file", "old", "new", "named"),
    [
        ("listings.csv", "V04", "V99", "V99"),
        ("listings.csv", ",サロン,", ",さろーん会,", "さろーん会"),
        ("listings.csv", ",サロン,", ",通いの場,", "通いの場（介護予防）"),
        ("listings.csv", "番号,", "ばんごう,", "番号"),
        ("venues.csv", ",個人宅,", ",ひみつ,", "ひみつ"),
        ("profile.toml", 'prefecture = "神奈川県"', "prefectures = 1", "Profile"),
        ("profile.toml", "[council]", "[council", "profile.toml"),
    ],
)
def test_a_mistake_in_a_profiles_file_is_named_with_its_place(
    copied: Path, file: str, old: str, new: str, named: str
) -> None:
    edit(copied / file, old, new)
    with pytest.raises(InputWrong, match=named):
        list(Profile.load(copied).listings())


def test_a_folder_without_lists_is_named(copied: Path) -> None:
    (copied / "listings.csv").unlink()
    with pytest.raises(InputWrong, match=r"listings\.csv"):
        list(Profile.load(copied).listings())
