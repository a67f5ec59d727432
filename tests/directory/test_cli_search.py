"""`tsunagi search` and `tsunagi duplicates` answer as the contract says: whole commands on a small public view."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import update

from directory import store
from directory.database import CATALOGUE
from directory.public_view import PublicVenue
from directory.publishing.file import open_to_write
from directory.stewardship.judgements import judge, judgements
from directory.store import reading, writing
from tests.conftest import Ran, set_up
from tests.factories import a_listing, a_public_listing, a_venue

Run = Callable[..., Ran]
A, B, C = (f"00000000-0000-4000-8000-00000000000{n}" for n in "abc")
EAST = PublicVenue(place="東会館", zone_id="tobu")
CAFE = a_public_listing(
    id="cafe",
    source_id="E01",
    name="ほっとカフェ",
    reading="ほっとかふぇ",
    types=("dementia_cafe",),
    status="active",
    district="沼間",
    zone_ids=("tobu",),
    place="東会館",
    venues=(EAST,),
)
SALON = a_public_listing(id="salon", name="あおばサロン", reading="あおばさろん", types=("salon",), zone_ids=("chubu",))
BOTH = a_public_listing(id="both", name="歌の会", reading="うたのかい", zone_ids=("tobu", "chubu"))


@pytest.fixture
def search(instance: Path, run: Run) -> Run:
    with open_to_write(instance / "public.sqlite") as file, file.locked():
        file.write([CAFE, SALON, BOTH])
        file.set_meta({"change_number": "1"})
    return lambda *words: run("search", *words, TSUNAGI_DOOR="public")


def answer(ran: Ran) -> dict[str, object]:
    assert (ran.exit, ran.err) == (0, "")
    parsed: dict[str, object] = json.loads(ran.out)
    return parsed


def test_every_key_of_the_contract_is_there_and_null_is_what_nobody_stated(search: Run) -> None:
    found = answer(search("オレンジカフェ", "--json"))
    assert found["total"] == 1
    (result,) = found["results"]  # type: ignore[misc]
    score = result.pop("score")
    assert score > 0
    assert result == {
        "id": "cafe",
        "source_id": "E01",
        "name": "ほっとカフェ",
        "types": ["dementia_cafe"],
        "status": "active",
        "district": "沼間",
        "area": {"id": "tobu", "name": "東部"},
    }
    assert found["did_you_mean"] is None
    assert found["facets"]["types"] == {"dementia_cafe": 1}  # type: ignore[index]


def test_an_empty_query_lists_everything_by_reading(search: Run) -> None:
    found = answer(search("--json"))
    assert [result["id"] for result in found["results"]] == ["salon", "both", "cafe"]  # type: ignore[attr-defined]
    assert [r["area"] and r["area"]["id"] for r in found["results"]] == ["chubu", None, "tobu"]  # type: ignore[attr-defined]


@pytest.mark.parametrize("kind", ["dementia_cafe", "認知症カフェ", "おれんじカフェ"])
@pytest.mark.parametrize("area", ["tobu", "東部", "とうぶ"])
def test_type_and_area_are_taken_by_any_of_their_names(search: Run, kind: str, area: str) -> None:
    found = answer(search("--type", kind, "--area", area, "--json"))
    assert [result["id"] for result in found["results"]] == ["cafe"]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("words", "known"), [(("--area", "北部"), "東部"), (("--type", "認知症カフエー"), "認知症カフェ")]
)
def test_an_unknown_type_or_area_names_the_known_ones(search: Run, words: tuple[str, ...], known: str) -> None:
    ran = search(*words)
    assert ran.exit == 2
    assert ran.out == ""
    assert known in ran.err


def test_without_json_it_reads_as_a_list_and_offers_the_nearest_word(search: Run) -> None:
    assert search("カフェ").out.splitlines() == ["1件", "・ほっとカフェ　認知症カフェ　東会館　東部"]
    assert search("サロソ").out.splitlines() == ["0件", "もしかして: サロン"]


def test_before_anything_is_published_it_says_what_to_do(run: Run) -> None:
    ran = run("search", "会", TSUNAGI_DOOR="public")
    assert ran.exit == 1
    assert "tsunagi" in ran.err


@pytest.fixture
def twins(instance: Path) -> Path:
    engine = set_up(f"sqlite:///{instance / 'catalogue.sqlite'}")
    hall = a_venue(name="沼間会館")
    with engine.begin() as connection:
        connection.execute(update(CATALOGUE).values(profile="zushi", municipality_code="14208"))
    with writing(engine) as session:
        store.save_venue(session, hall, actor="test", action="create")
        for listing_id, name in ((A, "子ども食堂ひまわり"), (B, "こども食堂 ひまわり"), (C, "将棋の会")):
            listing = a_listing(id=listing_id, name=name, venues=({"location_id": hall.id},))
            store.save_listing(session, listing, actor="test", action="create")
    engine.dispose()
    return instance


def test_duplicates_are_printed_with_their_reasons(twins: Path, run: Run) -> None:
    found = answer(run("duplicates", "--json"))
    assert found["total"] == 1
    (pair,) = found["pairs"]  # type: ignore[misc]
    assert (pair["a"]["id"], pair["b"]["id"]) == (A, B)
    assert "会場が同じです" in pair["reasons"]
    assert "会場が同じです。" in run("duplicates").out


def test_a_pair_that_staff_keep_apart_is_not_named_again(twins: Path, run: Run) -> None:
    engine = store.open_database(f"sqlite:///{twins / 'catalogue.sqlite'}")
    with writing(engine) as session:
        judge(session, B, A, "distinct", actor="staff")
        judge(session, A, B, "distinct", actor="staff")
    with reading(engine) as session:
        assert judgements(session).keys() == {(A, B)}
    engine.dispose()
    assert answer(run("duplicates", "--json")) == {"total": 0, "pairs": []}
