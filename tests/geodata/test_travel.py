from itertools import pairwise, product
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.between import Between, Ride
from geodata.errors import Problem
from geodata.travel import MODES, TRAVEL_FILE, Mobility, Travel
from geodata.ways.slopes import STEPS, Profiles

TRAVEL = Travel.load()
AGES = (None, 4, 12, 35, 59, 60, 69, 70, 79, 80, 99)
AIDS = ((), ("cane",), ("rollator",), ("wheelchair",), ("cane", "rollator"), ("stroller",), ("white_cane", "cane"))
WITHOUT_STAYING = [mode for mode in MODES if mode != "homebound"]


def ground(*heights: float, metres: float = 500) -> Profiles:
    """One way over these heights at even steps."""
    steps = len(heights) - 1
    full = [*heights, *[heights[-1]] * (STEPS - steps)]
    lengths = [metres / steps] * steps + [0.0] * (STEPS - steps)
    return Profiles(np.array([full]), np.array([lengths]))


def test_walking_says_that_hills_are_not_counted() -> None:
    assert TRAVEL.time(500, Mobility("walk", 15, age=78)).basis.startswith("平らな道なら約10分・坂は未確認")


@pytest.mark.parametrize(("age", "aids"), list(product(AGES, AIDS)))
def test_every_age_and_aid_walks_and_says_by_what_speed(age: int | None, aids: tuple[str, ...]) -> None:
    takes = TRAVEL.time(1000, Mobility("walk", aids=aids, age=age))
    assert takes.minutes is not None
    assert 16 <= takes.minutes <= 37
    for said in (f"平らな道なら約{takes.minutes}分・坂は未確認", "の速さ 秒速", "道のりは直線の1.3倍"):
        assert said in takes.basis
    if "rollator" in aids:
        assert "歩行車の速さ 秒速0.6 m" in takes.basis
    if "wheelchair" in aids:
        assert "車いすの速さ" in takes.basis


@pytest.mark.parametrize(("mode", "aids"), list(product(WITHOUT_STAYING, AIDS)))
def test_the_older_the_slower_and_an_unknown_age_never_slower_than_any(mode: str, aids: tuple[str, ...]) -> None:
    minutes = [TRAVEL.time(1500, Mobility(mode, aids=aids, age=age)).minutes for age in (None, 50, 65, 75, 85)]
    assert minutes == sorted(minutes)


@pytest.mark.parametrize(("mode", "age"), list(product(WITHOUT_STAYING, AGES)))
def test_an_aid_less_never_takes_longer(mode: str, age: int | None) -> None:
    for fewer, more in (((), ("cane",)), (("cane",), ("cane", "rollator")), ((), ("wheelchair",)), ((), ("stroller",))):
        less, full = (TRAVEL.time(800, Mobility(mode, aids=aids, age=age)).minutes for aids in (fewer, more))
        assert less <= full


@given(
    minutes=st.floats(0, 180),
    age=st.sampled_from(AGES),
    aids=st.sampled_from(AIDS),
    further=st.floats(0, 60),
)
def test_more_means_and_more_minutes_never_reach_less(
    minutes: float, age: int | None, aids: tuple[str, ...], further: float
) -> None:
    def reach(mode: str, more: float = 0.0) -> tuple[float, float]:
        found = TRAVEL.reach(Mobility(mode, minutes + more, aids, age))
        assert found.sure_m is not None
        assert found.possible_m is not None
        assert found.sure_m <= found.possible_m
        return found.sure_m, found.possible_m

    for chain in (("walk", "bicycle", "car"), ("walk", "bus", "car")):
        for less, more in pairwise(map(reach, chain)):
            assert less[0] <= more[0]
            assert less[1] <= more[1]
    for mode in WITHOUT_STAYING:
        assert reach(mode)[0] <= reach(mode, further)[0]
        assert reach(mode)[1] <= reach(mode, further)[1]


@given(
    distance=st.floats(0, 20_000),
    age=st.sampled_from(AGES),
    aids=st.sampled_from(AIDS),
    heights=st.lists(st.floats(0, 150), min_size=2, max_size=STEPS + 1) | st.none(),
)
def test_more_means_never_take_longer_on_any_ground(
    distance: float, age: int | None, aids: tuple[str, ...], heights: list[float] | None
) -> None:
    known = Between(profile=ground(*heights, metres=max(distance, 1)) if heights else None)
    minutes = {mode: TRAVEL.time(distance, Mobility(mode, None, aids, age), known).minutes for mode in WITHOUT_STAYING}
    assert minutes["car"] <= minutes["bicycle"] <= minutes["walk"]
    assert minutes["car"] <= minutes["bus"] <= minutes["walk"]
    flat = TRAVEL.time(distance, Mobility("walk", None, aids, age)).minutes
    assert flat <= minutes["walk"]


def test_what_is_just_within_reach_takes_just_the_minutes() -> None:
    for mobility in (
        Mobility("walk", 15, age=80),
        Mobility("wheelchair", 20),
        Mobility("bicycle", 9),
        Mobility("car", 9),
    ):
        distance = TRAVEL.reach(mobility).sure_m
        assert distance is not None
        assert TRAVEL.time(distance, mobility).minutes == mobility.minutes


def test_unknown_minutes_set_no_limit_and_staying_at_home_reaches_nothing() -> None:
    assert TRAVEL.reach(Mobility("walk")).possible_m is None
    assert TRAVEL.reach(Mobility("homebound", 15)).possible_m == 0
    assert TRAVEL.time(100, Mobility("homebound")).minutes is None


def test_a_bus_that_may_not_come_makes_a_place_possible_but_not_sure() -> None:
    bus, walk = TRAVEL.reach(Mobility("bus", 30, age=75)), TRAVEL.reach(Mobility("walk", 30, age=75))
    assert bus.sure_m == walk.sure_m
    assert bus.possible_m > 2 * bus.sure_m
    assert "便は未確認" in bus.basis
    assert TRAVEL.time(4000, Mobility("bus")).basis.startswith("バスで約43分・便と停留所は未確認")


def test_a_known_stop_counts_in_the_way_by_bus_and_is_named() -> None:
    near, far = (
        TRAVEL.time(3000, Mobility("bus", age=82), Between(ride=Ride("本町", metres, "海岸", 90, 2700)))
        for metres in (60, 500)
    )
    assert near.minutes < far.minutes
    assert "近くの停留所「本町」まで直線約60 m、会場は「海岸」から約90 m" in near.basis
    assert "便は未確認" in near.basis


def test_with_a_vehicle_near_places_are_walked_to_and_it_is_said() -> None:
    takes = TRAVEL.time(150, Mobility("car", age=70))
    assert takes.minutes == 3
    assert takes.basis.startswith("車より歩くほうが早く、平らな道なら約3分・坂は未確認")


def test_walking_uphill_takes_longer_and_says_so() -> None:
    flat, hill = (TRAVEL.time(500, Mobility(age=80), Between(profile=ground(*h))) for h in ((5, 5, 5), (5, 30, 55)))
    unknown = TRAVEL.time(500, Mobility(age=80))
    assert flat.minutes == unknown.minutes == 12
    assert hill.minutes == 16
    assert "坂を含めて約16分（行きは上り50 m・下り0 m、いちばん急なところ約8%" in hill.basis
    assert "坂は未確認" not in hill.basis


def test_the_way_back_counts_where_it_is_the_harder_one() -> None:
    up, down = (TRAVEL.time(500, Mobility(age=80), Between(profile=ground(*h))).minutes for h in ((0, 50), (50, 0)))
    assert up == down


def test_a_slope_too_steep_for_a_wheelchair_or_rollator_is_named() -> None:
    steep, slight, even = ((0, 30, 60), (0, 20, 40), (0, 2, 4))
    for mobility in (Mobility("wheelchair"), Mobility("walk", aids=("rollator",))):
        told = TRAVEL.time(500, mobility, Between(profile=ground(*steep)))
        assert "急な坂です（歩道の基準は5%、やむを得ないとき8%まで）" in told.basis
        assert told.steep
        assert "歩道の基準5%をこえる坂" in TRAVEL.time(500, mobility, Between(profile=ground(*slight))).basis
        assert "歩道の基準" not in TRAVEL.time(500, mobility, Between(profile=ground(*even))).basis


def test_a_ridge_between_is_named_for_the_way_may_go_round_it() -> None:
    assert (
        "あいだに35 m高いところがあり、回り道やトンネルかも"
        in TRAVEL.time(600, Mobility(age=70), Between(profile=ground(5, 40, 5, metres=600))).basis
    )


def test_nobody_climbs_a_cliff_straight_on() -> None:
    cliff = TRAVEL.time(60, Mobility(age=70), Between(profile=ground(0, 40, metres=60)))
    assert 4 <= cliff.minutes <= 8


def test_a_network_of_ways_says_how_long_the_way_is() -> None:
    takes = TRAVEL.time(300, Mobility(age=40), Between(length_m=1600))
    assert takes.minutes == 21
    assert "道のり約1,600 m" in takes.basis


def test_every_value_says_its_unit_source_and_day() -> None:
    for one in TRAVEL.values.by_name.values():
        assert len(one.source) >= 5, one.name
        assert one.valid_from.year >= 2000


def test_a_municipality_sets_its_own_values_but_no_car_slower_than_a_bus(tmp_path: Path) -> None:
    own = tmp_path / "travel.toml"
    said = 'unit = "倍", source = "市の調べ", valid_from = 2026-04-01'
    own.write_text(f"[way]\ndetour = {{ value = 1.5, {said} }}\n", encoding="utf-8")
    assert "道のりは直線の1.5倍" in Travel.load(own).time(500, Mobility()).basis
    own.write_text(f"[car]\nspeed = {{ value = 8, {said} }}\n", encoding="utf-8")
    with pytest.raises(Problem, match="遅くできません"):
        Travel.load(own)
    own.write_text("[car]\nspeed = 30\n", encoding="utf-8")
    with pytest.raises(Problem, match="valid_from"):
        Travel.load(own)
    assert TRAVEL_FILE.is_file()
