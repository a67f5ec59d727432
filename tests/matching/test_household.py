"""Several people in one query: who could go along, and places that meet at the same time."""

import pytest

from matching.answer import ForOne
from tests.matching.listings import a_place, held
from tests.matching.places import rank

MOTHER = {"needs": ["孤立"], "age": 82}
PARENT = {"needs": ["子育て"], "age": 40, "place": "北一丁目"}


def relative(*places: object, main: dict[str, object] = PARENT, other: dict[str, object] = MOTHER) -> ForOne:
    (one,) = rank(list(places), **main, household=[other]).household
    return one


def for_children(**values: object) -> object:
    return a_place("target:anyone", kind="childrearing_centre", name="親子ひろば", **values)


def for_the_old(**values: object) -> object:
    return a_place("target:older", name="茶話会", **values)


def test_two_places_at_the_same_hour_are_a_pair() -> None:
    places = for_children(meetings=held("FREQ=WEEKLY;BYDAY=TU", "10:00", "11:30"))
    (pair,) = relative(places, for_the_old(meetings=held("FREQ=MONTHLY;BYDAY=2TU", "10:30", "12:00"))).same_time
    assert (pair.listing.name, pair.relatives.name, pair.hours) == ("親子ひろば", "茶話会", "10:30〜11:30")
    assert pair.day.weekday() == 1


def test_the_same_day_at_other_hours_is_no_pair() -> None:
    places = for_children(meetings=held("FREQ=WEEKLY;BYDAY=TU", "10:00", "11:30"))
    assert not relative(places, for_the_old(meetings=held("FREQ=WEEKLY;BYDAY=TU", "11:15", "15:00"))).same_time


def test_hours_that_nobody_stated_make_a_pair_to_ask_about() -> None:
    places = for_children(meetings=held("FREQ=WEEKLY;BYDAY=TU", None, None))
    (pair,) = relative(places, for_the_old(meetings=held("FREQ=WEEKLY;BYDAY=TU"))).same_time
    assert pair.hours is None


def test_a_place_for_both_is_not_paired_with_itself() -> None:
    one = a_place("target:anyone", "need:childrearing", kind="ibasho", meetings=held("FREQ=WEEKLY;BYDAY=TU"))
    assert not relative(one).same_time


@pytest.mark.parametrize(
    ("helper", "asked"),
    [
        ({"age": 50}, True),
        ({"age": 50, "needs": ["ひきこもり"]}, False),
        ({"age": 50, "mobility": {"mode": "homebound"}}, False),
        ({"age": 50, "mobility": {"mode": "walk", "aids": ["杖"]}}, False),
        ({"age": 14}, False),
        ({"age": 88}, False),
        ({}, False),
    ],
)
def test_who_could_go_along_is_a_grown_up_who_goes_out_easily(helper: dict[str, object], asked: bool) -> None:
    walker = MOTHER | {"mobility": {"mode": "walk", "aids": ["杖"]}}
    said = relative(for_the_old(), main=helper | {"place": "北一丁目"}, other=walker).accompany
    assert said is not None
    assert ("本人たちの気持ち" in said) is asked
    assert ("見あたりません" in said) is not asked


def test_a_small_child_is_taken_along_and_whoever_walks_well_goes_alone() -> None:
    assert "40歳の方" in (relative(for_children(), other={"age": 6}).accompany or "")
    assert relative(for_children(), other={"age": 15}).accompany is None
    assert relative(for_the_old()).accompany is None
