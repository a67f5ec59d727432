import pytest

from geodata.travel import Mobility, reach, travel_time


def test_walking_says_that_hills_are_not_counted() -> None:
    assert travel_time(500, Mobility("walk", 15, age=78)).basis.startswith("平らな道なら約10分・坂は未確認")


def test_the_older_the_slower() -> None:
    minutes = [travel_time(1000, Mobility("walk", age=age)).minutes for age in (50, 65, 75, 85)]
    assert minutes == sorted(minutes)
    assert minutes[0] < minutes[-1]


@pytest.mark.parametrize("aid", ["cane", "rollator", "wheelchair"])
def test_an_aid_never_makes_faster(aid: str) -> None:
    plain, aided = travel_time(800, Mobility("walk", age=72)), travel_time(800, Mobility("walk", aids=[aid], age=72))
    assert aided.minutes >= plain.minutes


def test_what_is_just_within_reach_takes_just_the_minutes() -> None:
    for mobility in (
        Mobility("walk", 15, age=80),
        Mobility("wheelchair", 20),
        Mobility("bus", 30),
        Mobility("car", 12),
    ):
        distance = reach(mobility).distance_m
        assert distance is not None
        assert travel_time(distance, mobility).minutes == mobility.minutes


def test_unknown_minutes_set_no_limit_and_staying_at_home_reaches_nothing() -> None:
    assert reach(Mobility("walk")).distance_m is None
    assert reach(Mobility("homebound", 15)).distance_m == 0
    assert travel_time(100, Mobility("homebound")).minutes is None
