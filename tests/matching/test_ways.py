"""Heights, bus stops and a network of ways, once loaded, count in matching; without them nobody is left out for it."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from directory.public_view import PublicListing, PublicVenue
from geodata.ways import Ways
from geodata.ways.bus_stops import BusStops, Stop
from geodata.ways.elevation import CELL, ElevationGrid
from matching.answer import Match, Matches
from matching.matcher import Matcher
from matching.person import read
from matching.rules.base import MET, SILENT, UNKNOWN, UNMET
from matching.table import Table
from tests.matching.listings import a_place
from tests.matching.places import DAY, VOCABULARY, matcher

HOME = {"lat": 35.30, "lon": 139.6}
METRE = 1 / 111_195


def land(height: npt.NDArray[np.float64]) -> ElevationGrid:
    """Ground of these heights by degrees east of 139.59, the same from south to north."""
    return ElevationGrid(35.28, 139.58, np.tile(height.astype(np.float32), (401, 1)))


EAST_M = (np.arange(401) * CELL + 139.58 - 139.6) / METRE * np.cos(np.radians(35.3))
FLAT = land(np.zeros(401))
HILL = land(np.clip(EAST_M, 0, None) * 0.15)  # from the home eastward 15 % up
RIDGE = land(np.where(np.abs(EAST_M - 200) < 60, 45.0, 5.0))


def at(metres: float, level: int = 8, **values: object) -> PublicListing:
    """A place so many metres east of the home."""
    longitude = 139.6 + metres * METRE / np.cos(np.radians(35.3))
    venue = PublicVenue(place="会館", town="北一丁目", latitude=35.30, longitude=longitude, point_level=level)
    return replace(a_place("need:isolation", **values), venues=(venue,), place="会館")


def asking(ways: Ways) -> Matcher:
    return replace(matcher(), ways_now=lambda: ways)


def loaded(heights: ElevationGrid | None = None, **more: object) -> Ways:
    return Ways(heights=heights, version="x", **more)


def ranked(ways: Ways, *listings: PublicListing, **stated: object) -> Matches:
    by_id = {listing.id: listing for listing in listings}
    person = {"age": 82, "needs": ["孤立"], "place": HOME} | stated
    table = Table.build(listings, VOCABULARY, 1)
    return asking(ways).rank(read(person, VOCABULARY), table, lambda ids: tuple(by_id[i] for i in ids), DAY)


def verdict(ways: Ways, listing: PublicListing, rule: str, **stated: object) -> int:
    person = {"age": 82, "needs": ["孤立"], "place": HOME} | stated
    judged = asking(ways).judge(read(person, VOCABULARY), Table.build([listing], VOCABULARY, 1), DAY)[0]
    return judged.verdict(rule, 0)


def first(ways: Ways, listing: PublicListing, **stated: object) -> Match:
    return ranked(ways, listing, **stated).matches[0]


WALK = {"mode": "walk", "minutes": 20}


def test_heights_change_minutes_words_and_order() -> None:
    flat, hill = (first(loaded(ground), at(500), mobility=WALK) for ground in (FLAT, HILL))
    unknown = first(Ways(), at(500), mobility=WALK)
    assert flat.travel_minutes == unknown.travel_minutes == 12
    assert hill.travel_minutes > 15
    assert "平らな道なら約12分・坂は未確認" in unknown.travel_basis
    assert "坂を含めて約" in hill.travel_basis
    assert "上り75 m" in hill.travel_basis
    assert unknown.distance_m == hill.distance_m == 500
    uphill, level = at(300, name="坂の上"), at(-330, name="平らな道の先")
    assert [m.listing.name for m in ranked(Ways(), uphill, level, mobility=WALK).matches] == ["坂の上", "平らな道の先"]
    assert [m.listing.name for m in ranked(loaded(HILL), uphill, level, mobility=WALK).matches] == [
        "平らな道の先",
        "坂の上",
    ]


def test_a_climb_that_no_way_can_do_without_leaves_a_place_out_and_a_ridge_does_not() -> None:
    ten = {"mode": "walk", "minutes": 10}
    assert verdict(Ways(), at(350), "reach", mobility=ten) == MET
    assert verdict(loaded(FLAT), at(350), "reach", mobility=ten) == MET
    assert verdict(loaded(HILL), at(400), "reach", mobility=ten) == UNMET
    # The road may go round the ridge: unknown, and asked about.
    assert verdict(loaded(RIDGE), at(380), "reach", mobility=ten) == UNKNOWN
    assert "高いところがあり" in first(loaded(RIDGE), at(380), mobility=ten).travel_basis


def test_where_points_are_only_towns_heights_leave_nothing_out() -> None:
    ten = {"mode": "walk", "minutes": 10}
    assert verdict(loaded(HILL), at(400, level=3), "reach", mobility=ten) == UNKNOWN
    assert verdict(loaded(HILL), at(400), "reach", mobility=ten, place="北一丁目") == UNKNOWN


def test_two_points_of_one_town_say_nothing_of_the_ground_between() -> None:
    near, far = at(30, level=3), at(1200, level=3)
    stated = {"place": "北一丁目", "mobility": {"mode": "walk", "aids": ["歩行器"]}}
    assert "坂は未確認" in first(loaded(HILL), near, **stated).travel_basis
    assert verdict(loaded(HILL), near, "steep_way", **stated) == UNKNOWN
    assert "坂を含めて" in first(loaded(HILL), far, **stated).travel_basis


def test_ground_that_is_not_known_is_never_flat_and_never_steep() -> None:
    sea = ElevationGrid(35.28, 139.58, np.full((401, 401), np.nan, np.float32))
    match = first(loaded(sea), at(500), mobility={"mode": "wheelchair", "minutes": 30})
    assert "坂は未確認" in match.travel_basis
    steep = next(one for one in match.findings if one.rule == "steep_way")
    assert (steep.verdict, steep.points) == ("unknown", 0)
    assert "行き帰りの道に、急な坂や階段はありますか" in [question.text for question in match.questions]


def test_a_narrow_river_is_crossed_and_a_wide_one_is_not() -> None:
    for wide, known in ((40, True), (250, False)):
        water = land(np.where(np.abs(EAST_M - 200) < wide / 2, np.nan, 3.0))
        basis = first(loaded(water), at(450), mobility=WALK).travel_basis
        assert ("坂を含めて" in basis) is known, basis


@pytest.mark.parametrize(
    ("mobility", "wanted"),
    [
        ({"mode": "wheelchair"}, UNMET),
        ({"mode": "walk", "aids": ["歩行器"]}, UNMET),
        ({"mode": "walk", "aids": ["杖"]}, UNMET),
        ({"mode": "walk"}, SILENT),
        ({"mode": "car", "aids": ["杖"]}, SILENT),
    ],
)
def test_a_steep_way_is_said_to_those_with_aids_and_never_hidden(mobility: dict[str, object], wanted: int) -> None:
    assert verdict(loaded(HILL), at(300), "steep_way", mobility=mobility) == wanted
    gentle = {UNMET: MET}.get(wanted, wanted)
    assert verdict(loaded(FLAT), at(300), "steep_way", mobility=mobility) == gentle
    match = first(loaded(HILL), at(300), mobility=mobility)
    said = [finding.reason for finding in match.findings if finding.rule == "steep_way"]
    assert bool(said) is (wanted == UNMET)
    if said:
        assert "急な坂があります（まっすぐにみて、いちばん急なところ約1" in said[0]
        assert any("ゆるやかな道" in question.text for question in match.questions)


def test_bus_stops_count_and_the_bus_stays_unconfirmed() -> None:
    bus = {"mode": "bus", "minutes": 30}
    far = at(2500)
    stops = BusStops([Stop("家の前", 35.3004, 139.6), Stop("会館前", 35.3003, 139.6274), Stop("遠い所", 35.25, 139.6)])
    without, near = first(Ways(), far, mobility=bus), first(loaded(stops=stops), far, mobility=bus)
    assert "便と停留所は未確認" in without.travel_basis
    assert "近くの停留所「家の前」まで直線約44 m、会場は「会館前」" in near.travel_basis
    assert near.travel_minutes < without.travel_minutes
    assert verdict(loaded(stops=stops), far, "reach", mobility=bus) == UNKNOWN
    assert any("バスの時刻" in question.text for question in near.questions)
    nowhere = BusStops([Stop("はるか遠く", 35.33, 139.6)])
    assert verdict(loaded(stops=nowhere), far, "reach", mobility=bus) == UNMET


class Bridge:
    """A network in which everything east of the home is reached by a bridge far off."""

    def lengths_m(self, latitude, longitude, latitudes, longitudes):  # type: ignore[no-untyped-def]
        return np.where(longitudes > longitude + 0.0005, 2_000.0, np.nan)


def test_a_network_of_ways_counts_where_it_knows_a_way() -> None:
    ways = loaded(network=Bridge())
    assert verdict(ways, at(400), "reach", mobility=WALK) == UNMET
    assert verdict(ways, at(-400), "reach", mobility=WALK) == MET
    assert "道のり約2,000 m" in first(ways, at(400), mobility={"mode": "walk"}).travel_basis


@settings(max_examples=60)
@given(
    minutes=st.integers(0, 90),
    further=st.integers(0, 60),
    metres=st.floats(-1500, 1500),
    level=st.sampled_from((3, 8)),
    aids=st.sampled_from(([], ["杖"], ["歩行器"], ["車いす"])),
    age=st.sampled_from((None, 35, 65, 75, 88)),
    ground=st.sampled_from((None, FLAT, HILL, RIDGE)),
    stop=st.none() | st.floats(-0.01, 0.01),
)
def test_getting_about_better_never_loses_a_place(minutes, further, metres, level, aids, age, ground, stop) -> None:  # type: ignore[no-untyped-def]
    stops = None if stop is None else BusStops([Stop("停", 35.3 + stop, 139.6), Stop("終点", 35.3, 139.61)])
    ways = Ways(heights=ground, stops=stops, version="x" if ground or stops else "")
    listing = at(metres, level)
    order = {UNMET: 0, UNKNOWN: 1, MET: 2, SILENT: 2}

    def reached(mode: str, more: int = 0, with_aids: list[str] = aids) -> int:
        stated = {"age": age, "mobility": {"mode": mode, "minutes": minutes + more, "aids": with_aids}}
        return order[verdict(ways, listing, "reach", **stated)]

    for chain in (("walk", "bicycle", "car"), ("walk", "bus", "car")):
        for less, more in pairwise(chain):
            assert reached(less) <= reached(more)
    for mode in ("walk", "wheelchair", "bicycle", "bus", "car"):
        assert reached(mode) <= reached(mode, further)
        assert reached(mode) <= reached(mode, 0, [])


def test_nothing_is_left_out_whose_distance_is_not_known() -> None:
    nowhere = replace(at(100), venues=(), place="", district=None)
    for ways in (Ways(), loaded(HILL), loaded(stops=BusStops([Stop("停", 35.3, 139.6)]))):
        for mode in ("walk", "wheelchair", "bicycle", "bus", "car"):
            assert verdict(ways, nowhere, "reach", mobility={"mode": mode, "minutes": 1}) == UNKNOWN


def test_who_stays_at_home_is_offered_what_comes_whatever_the_ground() -> None:
    stays, visits = at(100), at(900, kind="mutual_aid")
    found = ranked(loaded(HILL), stays, visits, mobility={"mode": "homebound"})
    assert [match.listing.id for match in found.matches] in ([], [visits.id])
    assert [out.rule for out in found.excluded if out.listing.id == stays.id] == ["at_home"]


def test_what_is_loaded_is_part_of_the_version_of_the_rules() -> None:
    versions = {asking(ways).version(ways) for ways in (Ways(), loaded(FLAT), Ways(heights=HILL, version="y"))}
    assert len(versions) == 3


def test_the_sheet_s_age_decides_the_speed() -> None:
    minutes = [
        first(Ways(), at(900, kind="ibasho"), age=None, age_band=band, mobility={"mode": "walk"}).travel_minutes
        for band in ("40-49", "60-64", "75-79", "90+")
    ]
    assert minutes == sorted(minutes)
    assert minutes[0] < minutes[-1]
