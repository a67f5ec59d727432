from itertools import combinations

import numpy as np
import pytest

from geodata.errors import Problem
from geodata.map_cells import DEEPEST_ZOOM, MOST_PINS, View, shown

TOWN = "139.55,35.28,139.61,35.32"


def points(count: int, seed: int = 1) -> tuple[np.ndarray, np.ndarray]:
    chance = np.random.default_rng(seed)
    return chance.uniform(35.29, 35.31, count), chance.uniform(139.56, 139.60, count)


def test_few_points_are_drawn_one_by_one_and_only_those_in_view_or_close_to_it() -> None:
    latitudes, longitudes = np.array([35.30, 35.30, 36.0]), np.array([139.58, 139.615, 139.58])
    assert shown(latitudes, longitudes, View.read(TOWN, "14")).rows == (0, 1)


def test_many_points_are_cells_that_count_each_of_them_once() -> None:
    found = shown(*points(20 * MOST_PINS), View.read(TOWN, "14"))
    assert not found.rows
    assert sum(cell.count for cell in found.cells) == 20 * MOST_PINS
    assert 1 < len(found.cells) <= 500
    assert all(cell.south <= cell.north and cell.west <= cell.east for cell in found.cells)


def test_no_two_cells_are_drawn_over_each_other() -> None:
    found = sorted(shown(*points(20 * MOST_PINS), View.read(TOWN, "14")).cells, key=lambda cell: cell.longitude)
    pixel = 360 / (256 << 14)
    for one, other in combinations(found, 2):
        across, up = abs(one.longitude - other.longitude), abs(one.latitude - other.latitude) / np.cos(np.radians(35.3))
        assert max(across, up) / pixel >= 55.9


def test_cells_grow_finer_with_the_zoom() -> None:
    far, near = (len(shown(*points(5000), View.read(TOWN, zoom)).cells) for zoom in ("12", "14"))
    assert far < near


def test_at_the_deepest_zoom_points_of_one_place_are_not_kept_in_a_cell() -> None:
    latitudes, longitudes = np.full(MOST_PINS + 1, 35.3), np.full(MOST_PINS + 1, 139.58)
    assert len(shown(latitudes, longitudes, View.read(TOWN, str(DEEPEST_ZOOM))).rows) == MOST_PINS + 1


def test_a_map_that_shows_more_than_the_globe_is_cut_to_it() -> None:
    assert View.read("-400,-95,400,95", "0") == View(-180, -90, 180, 90, 0)


@pytest.mark.parametrize(
    "box", ["", "1,2,3", "a,b,c,d", "nan,35,140,36", "140,35,139,36", "139,36,140,35", "inf,1,2,3"]
)
def test_what_no_map_sends_is_refused_with_a_sentence(box: str) -> None:
    with pytest.raises(Problem, match="地図の範囲"):
        View.read(box, "14")


@pytest.mark.parametrize("zoom", ["", "-1", "19", "x", "1.5"])
def test_a_zoom_that_no_map_has_is_refused(zoom: str) -> None:
    with pytest.raises(Problem, match="地図の範囲"):
        View.read(TOWN, zoom)
