import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.points_in_zones import PointsInZones

HOLED = shapely.Polygon([(0, 0), (4, 0), (4, 4), (0, 4)], [[(1, 1), (3, 1), (3, 3), (1, 3)]])
OVERLAPPING = shapely.box(3, 0, 7, 4)
TWO_PARTS = shapely.MultiPolygon([shapely.box(1.5, 1.5, 2.5, 2.5), shapely.box(8, 8, 9, 9)])
ZONES = [HOLED, OVERLAPPING, TWO_PARTS]


def pairs(zones: list[shapely.Geometry], points: list[tuple[float, float]]) -> list[tuple[int, int]]:
    x, y = np.array(points, dtype=float).reshape(-1, 2).T
    return list(zip(*(part.tolist() for part in PointsInZones(zones).locate(x, y)), strict=True))


def one_by_one(zones: list[shapely.Geometry], points: list[tuple[float, float]]) -> list[tuple[int, int]]:
    return [(p, z) for p, at in enumerate(points) for z, zone in enumerate(zones) if zone.covers(shapely.Point(at))]


@pytest.mark.parametrize(
    ("point", "zones"),
    [
        ((0.5, 0.5), [0]),
        ((3.5, 0.5), [0, 1]),
        ((2, 2), [2]),
        ((2, 1.2), []),
        ((0, 0), [0]),
        ((3, 2), [0, 1]),
        ((9, 9), [2]),
        ((7, 4), [1]),
        ((100, 100), []),
        ((float("nan"), 1), []),
    ],
)
def test_a_point_is_in_every_zone_that_covers_it_border_included(point: tuple[float, float], zones: list[int]) -> None:
    assert pairs(ZONES, [point]) == [(0, zone) for zone in zones]


@settings(max_examples=60)
@given(
    st.lists(st.tuples(st.floats(0, 10), st.floats(0, 10)), min_size=1, max_size=30),
    st.lists(st.tuples(st.floats(0, 8), st.floats(0, 8), st.floats(0.01, 3)), min_size=1, max_size=6),
)
def test_the_grid_answers_as_a_test_of_each_pair_does(
    points: list[tuple[float, float]], discs: list[tuple[float, float, float]]
) -> None:
    zones = [shapely.Point(x, y).buffer(radius) for x, y, radius in discs]
    corners = [tuple(corner) for zone in zones for corner in shapely.get_coordinates(zone)[::7].tolist()]
    assert pairs(zones, [*points, *corners]) == one_by_one(zones, [*points, *corners])


def test_no_zones_and_no_points_give_no_pairs() -> None:
    assert pairs([], [(1, 1)]) == pairs(ZONES, []) == pairs([shapely.Polygon()], [(0, 0)]) == []
