"""No public answer tells two private homes of one 町丁目 apart: not by words, distance, minutes, order or map.

Two catalogues differ in nothing but what is private of such homes (names, addresses, points, notes, and what listings
say of them). Every public door is asked the same of both, and answers with the same bytes.
"""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from random import Random
from zlib import crc32

import pytest
from flask.testing import FlaskClient

import app
from directory import store
from directory.assembly import Directory
from directory.database import writing
from directory.identifiers import stable_id
from directory.listing import Listing, Meeting, Telephone, Venue, VenueUse, Word
from directory.publishing.coarsening import PublicView
from directory.settings import Settings
from tests.conftest import Ran
from tests.directory.doors import answers
from tests.matching.listings import chance_of

DAY = date(2026, 4, 1)
# 町丁目 of 逗子市 with a point within; 新宿四丁目 and 桜山五丁目 belong to two 圏域 each, by 番 and 号.
TOWNS = {
    "逗子七丁目": (35.2985, 139.5795),
    "新宿四丁目": (35.2920, 139.5680),
    "桜山五丁目": (35.2920, 139.5900),
    "沼間三丁目": (35.2995, 139.6060),
}
SURNAMES = ("鳳凰寺", "御手洗", "勅使河原", "小鳥遊", "長宗我部", "一尺八寸", "四月一日", "東海林")
GIVEN = ("花子", "太郎", "ヨシ", "久美子", "キヨ")
SETTINGS = ("private_home", "private_room", "consent_pending")
PEOPLE = (
    {
        "age": 82,
        "needs": ["孤立"],
        "interests": ["茶話会"],
        "mobility": {"mode": "walk", "minutes": 15, "aids": ["杖"]},
    },
    {"age": 70, "needs": ["介護予防"], "preferences": ["近所"], "mobility": {"mode": "bus", "minutes": 30}},
    {"age_band": "75-79", "needs": ["孤立"], "mobility": {"mode": "walk", "minutes": 5}},
)
PLACES = ("逗子市逗子7丁目3番5号", "逗子市新宿4丁目2番30号", {"lat": 35.2991, "lon": 139.5801})
TYPED = (
    "茶話会",
    "サロン",
    "逗子市逗子7丁目",
    "新宿4丁目2番30号",
    "桜山五丁目",
    "個人宅",
    "自宅",
    "小鳥遊",
    "ほうおうじ",
)


@dataclass(frozen=True)
class Home:
    """What is private of a home: nothing of it may be told from anything public, but its town."""

    venue: Venue
    telling: str


def a_home(chance: Random, number: int, town: str) -> Home:
    """A home in a town, described in one of the ways in which lists do."""
    surname, given = chance.choice(SURNAMES), chance.choice(GIVEN)
    plain = town.translate(str.maketrans("三四五七", "3457"))
    block, house = chance.randrange(1, 40), chance.randrange(1, 60)
    fine = chance.choice(
        (f"{plain}{block}番{house}号", f"{plain[:-2]}-{block}-{house}", f"{plain}{block}番地の{house}")
    )
    person = f"{surname}{given}"
    name = chance.choice((
        f"{surname}さん宅", f"{person}様方", f"{surname}邸", f"{person}さんのお宅", f"{surname}荘2階", f"{plain}個人宅",
        f"カーサ{surname}101", "ひだまりの家", "さくら荘", plain, None,
    ))  # fmt: skip
    latitude, longitude = TOWNS[town]
    placed = chance.random() < 0.7
    venue = Venue(
        id=stable_id("14208", f"home {number}"),
        name=name,
        name_text=chance.choice((None, name, f"{person}宅（{fine}）")),
        reading=chance.choice((None, "ほうおうじさんたく", "たかなしてい")),
        alternate_names=chance.choice(((), (f"{surname}の家",))),
        privacy=chance.choice(SETTINGS),
        address_text=chance.choice((f"逗子市{fine}", f"神奈川県逗子市{fine}　{surname}荘101", fine)),
        town=chance.choice((town, town, f"{plain}{block}番", None)),
        latitude=latitude + chance.uniform(-0.003, 0.003) if placed else None,
        longitude=longitude + chance.uniform(-0.003, 0.003) if placed else None,
        point_level=8 if placed else 0,
        point_method=chance.choice(("address", "stated")) if placed else None,
        transportation=chance.choice((None, f"駅から歩いて{house}分、{surname}の表札")),
        note=chance.choice((None, "犬がいます", f"鍵は{person}さん")),
    )
    return Home(
        venue, chance.choice((name if name != plain else None, f"{surname}さん宅", fine, "個人宅")) or "代表の自宅"
    )


def held_at(home: Home, number: int, chance: Random) -> Listing:
    """A salon in the home. What is said of it is the same for every home, but for the words that tell."""
    return Listing(
        id=stable_id("14208", f"salon {number}"),
        source_id=f"P{number:02}",
        name=f"おしゃべり茶話会{number}",
        reading=f"おしゃべりさわかい{number}",
        description=f"お茶とおしゃべりの会です。場所は{home.telling}です。どなたでもどうぞ。",
        status="active",
        district=chance.choice(("逗子", None)),
        fees_text=chance.choice(("100円", None)),
        words=(Word(scheme="type", term="salon"), Word(scheme="need", term="isolation")),
        meetings=(Meeting(text="第1火曜 10時から"),),
        venues=(VenueUse(location_id=home.venue.id, label=f"{home.telling}の離れ"),),
        phones=(Telephone(number="046-000-0000", contact_text=home.telling),),
    )


def open_listings() -> Iterator[tuple[Listing, Venue]]:
    """Public places in the same towns and beside them, which say what stands near them."""
    halls = {
        "桜道会館": "逗子市逗子7丁目2番1号",
        "さくら会館": "逗子市沼間3丁目1番1号",
        "新宿会館": "逗子市新宿4丁目3番1号",
        "福祉会館": "逗子市桜山5丁目32番1号",
        "久木会館": "逗子市久木3丁目1番1号",
    }
    for number, (hall, address) in enumerate(halls.items()):
        venue = Venue(id=stable_id("14208", f"hall {number}"), name=hall, address_text=address)
        yield (
            Listing(
                id=stable_id("14208", f"open {number}"),
                source_id=f"O{number:02}",
                name=("ひだまりサロン", "さくらの会", "逗子7丁目の集い")[number % 3] + str(number),
                description="逗子7丁目11番12号の郵便局の向かいです。",
                application_text="社協（逗子市桜山5丁目12番3号）へ。",
                extents=({"extent": "逗子7丁目"}, {"extent": "沼間三丁目"}),
                status="active",
                words=(Word(scheme="type", term="salon"), Word(scheme="need", term="isolation")),
                venues=(VenueUse(location_id=venue.id),),
            ),
            venue,
        )


def listings_and_venues(homes: list[Home], seed: int) -> tuple[list[Listing], list[Venue]]:
    """The catalogue with these homes: all else follows from the seed alone."""
    chance = chance_of(seed)
    listings = [held_at(home, number, chance) for number, home in enumerate(homes)]
    venues = [home.venue for home in homes]
    for listing, venue in open_listings():
        listings.append(listing)
        venues.append(venue)
    return listings, venues


@dataclass(frozen=True)
class Instance:
    """A municipality's own folder, with a process that serves it from the first question on."""

    directory: Directory
    settings: Settings

    @classmethod
    def empty(cls, folder: Path, gazetteer: Path) -> "Instance":
        folder.mkdir()
        shutil.copy(gazetteer, folder / gazetteer.name)
        environment = {"TSUNAGI_INSTANCE": str(folder), "TSUNAGI_TILES": "off", "TSUNAGI_ACCOUNTS": "off"}
        settings = replace(Settings.from_environment(environment), rate_limits=False)
        return cls(Directory.set_up(settings), settings)

    def save(self, listings: list[Listing], venues: list[Venue]) -> None:
        with writing(self.directory.private().engine) as session:
            store.save_venues(session, venues, actor="花子", action="edit")
            store.save_listings(session, listings, actor="花子", action="edit")
        self.directory.catch_up()

    @cached_property
    def client(self) -> FlaskClient:
        return app.create_app(replace(self.settings, door="public", database_url=None)).test_client()

    def answers(self) -> dict[str, str]:
        people = [person | {"place": place} for person in PEOPLE for place in PLACES]
        return answers(self.directory, self.client, people, TYPED, DAY)


Make = Callable[[str], Instance]


@pytest.fixture
def instance_of(tmp_path: Path, demo_folder: Path) -> Make:
    return lambda name: Instance.empty(tmp_path / name, demo_folder / "gazetteer.sqlite")


def differences(one: dict[str, str], other: dict[str, str]) -> dict[str, tuple[str, str]]:
    """What was answered otherwise, each from the first character that differs."""
    return {
        door: _from_where_they_part(one.get(door, "(none)"), other.get(door, "(none)"))
        for door in sorted({*one, *other})
        if one.get(door) != other.get(door)
    }


def _from_where_they_part(one: str, other: str) -> tuple[str, str]:
    at = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), 0)
    return one[max(0, at - 60) : at + 60], other[max(0, at - 60) : at + 60]


def some_homes(chance: Random, towns: list[str]) -> list[Home]:
    return [a_home(chance, number, town) for number, town in enumerate(towns)]


@pytest.mark.parametrize("seed", range(3))
def test_catalogues_that_differ_only_in_private_facts_are_answered_alike(seed: int, instance_of: Make) -> None:
    chance = chance_of(seed)
    towns = [*TOWNS, *chance.choices(list(TOWNS), k=3)]
    one, other = instance_of("one"), instance_of("other")
    one.save(*listings_and_venues(some_homes(chance, towns), seed))
    other.save(*listings_and_venues(some_homes(chance, towns), seed))
    assert differences(one.answers(), other.answers()) == {}


def test_two_homes_of_one_town_may_change_places(instance_of: Make) -> None:
    chance = chance_of(11)
    first, second = (a_home(chance, number, "逗子七丁目") for number in range(2))
    swapped = [
        replace(first, venue=second.venue.model_copy(update={"id": first.venue.id})),
        replace(second, venue=first.venue.model_copy(update={"id": second.venue.id})),
    ]
    one, other = instance_of("one"), instance_of("other")
    one.save(*listings_and_venues([first, second], 11))
    other.save(*listings_and_venues(swapped, 11))
    assert differences(one.answers(), other.answers()) == {}


def test_a_place_that_becomes_private_and_moves_leaves_nothing_of_where_it_was(instance_of: Make) -> None:
    """Each instance has shown another open place before, to a process that goes on."""
    chance = chance_of(12)
    seen = []
    for name in ("one", "other"):
        instance = instance_of(name)
        was, now = (a_home(chance, 0, "逗子七丁目") for _ in range(2))
        hall = Venue(id=was.venue.id, name=f"{name}会館", address_text=f"逗子市逗子7丁目{len(name)}番9号")
        instance.save(*listings_and_venues([replace(was, venue=hall)], 12))
        while_open = instance.answers()
        instance.save([], [hall.model_copy(update={"privacy": "private_home"})])
        instance.save([], [now.venue])
        seen.append((while_open, instance.answers()))
    (open_one, one), (open_other, other) = seen
    assert differences(open_one, open_other)
    # Scores still count the words of what stood there openly; they order alike.
    told = differences(one, other)
    assert {door: parts for door, parts in told.items() if not door.startswith("scores")} == {}


def test_these_tests_notice_a_point_that_is_too_fine(instance_of: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(PublicView, "_coarse", lambda view, venue, listing, say: view._fine(replace_name(venue)))
    chance = chance_of(14)
    seen = []
    for name in ("one", "other"):
        instance = instance_of(name)
        home = replace(a_home(chance, 0, "逗子七丁目"), telling="個人宅")
        instance.save(*listings_and_venues([home], 14))
        seen.append(instance.answers())
    told = differences(*seen)
    assert {"GET /", "GET /areas/chubu", "export geojson", "match 0", "POST /match 0"} <= told.keys()


def replace_name(venue: Venue) -> Venue:
    """Only the point tells."""
    chance = chance_of(crc32(str(venue.address_text).encode()))
    point = {"latitude": 35.2985 + chance.uniform(-0.003, 0.003), "longitude": 139.5795, "point_level": 8}
    return Venue(id=venue.id, name="民家", town="逗子七丁目", **point)


LIST = (
    "資源番号,名称,会場,住所,開催日時\n"
    "T1,朝の会,{surname}さん宅,逗子市逗子7丁目{house},毎週火曜 10時\n"
    "T2,夕べの会,カーサ{surname}（個人宅）,逗子市新宿4丁目{house},毎週木曜 10時\n"
)


def test_lists_that_differ_only_in_private_addresses_leave_the_public_side_alike(
    instance_of: Make, run: Callable[..., Ran], tmp_path: Path
) -> None:
    seen = []
    for name, surname, house in (("one", "御手洗", "3番5号"), ("other", "小鳥遊", "21番40号")):
        instance = instance_of(name)
        instance.save(*listings_and_venues([], 13))
        file = instance.settings.instance / "list.csv"
        file.write_text(LIST.format(surname=surname, house=house), encoding="utf-8")
        ran = run("import", str(file), TSUNAGI_INSTANCE=str(file.parent))
        assert ran.exit == 0, ran.err
        assert "朝の会" in [listing.name for listing in instance.directory.catalogue.all()]
        seen.append(instance.answers())
    assert differences(*seen) == {}
