from pathlib import Path

import pytest

from geodata.elevation import ElevationTiles, Profile
from geodata.errors import PlaceDataBroken, PlaceDataMissing
from geodata.travel import Mobility, travel_time

ZOOM = 15
# The tile that holds 35.3 N, 139.61 E at zoom 15, and the degrees of longitude that a tile spans.
X, Y = 29091, 12945
SPAN = 360 / 2**ZOOM
WEST = X * SPAN - 180


def tiles(folder: Path, rows: list[str]) -> ElevationTiles:
    path = folder / str(ZOOM) / str(X)
    path.mkdir(parents=True)
    (path / f"{Y}.txt").write_text("\n".join(rows) + "\n", encoding="ascii")
    return ElevationTiles(folder, ZOOM)


def rising_eastward(folder: Path) -> ElevationTiles:
    return tiles(folder, [",".join(str(column) for column in range(256))] * 256)


def test_a_height_is_read_from_the_tile_that_holds_the_point(tmp_path: Path) -> None:
    ground = rising_eastward(tmp_path)
    assert ground.height_m(35.3, WEST + SPAN * 100.5 / 256) == 100
    assert ground.height_m(35.3, WEST - SPAN) is None


def test_sea_and_missing_heights_are_unknown_never_flat(tmp_path: Path) -> None:
    row = ",".join(["1.5"] * 128 + ["e"] * 128)
    ground = tiles(tmp_path, [row] * 256)
    west, east = (35.3, WEST + SPAN * 0.25), (35.3, WEST + SPAN * 0.75)
    assert ground.between(west, east) is None
    assert ground.between(west, west) == Profile((1.5, 1.5), 1e-9)


def test_a_way_uphill_climbs_and_the_way_back_does_not(tmp_path: Path) -> None:
    ground = rising_eastward(tmp_path)
    low, high = (35.3, WEST + SPAN * 50.5 / 256), (35.3, WEST + SPAN * 150.5 / 256)
    up, down = ground.between(low, high), ground.between(high, low)
    assert up is not None
    assert down is not None
    assert (up.climb_m, down.climb_m) == (100, 0)


def test_walking_uphill_takes_longer_and_says_so() -> None:
    flat, hill = (travel_time(500, Mobility(age=80), slopes) for slopes in ((0.0, 0.0), (0.1, 0.1)))
    unknown = travel_time(500, Mobility(age=80))
    assert flat.minutes == unknown.minutes == 12
    assert hill.minutes == 17
    assert "坂は未確認" in unknown.basis
    assert "10%" in hill.basis


def test_a_slope_too_steep_for_a_wheelchair_is_named() -> None:
    assert "車いすでは通れない" in travel_time(500, Mobility("wheelchair"), (0.0, 0.1)).basis
    assert "通れない" not in travel_time(500, Mobility("wheelchair"), (0.0, 0.05)).basis


def test_a_folder_without_tiles_and_a_broken_tile_are_named(tmp_path: Path) -> None:
    with pytest.raises(PlaceDataMissing, match="標高タイル"):
        ElevationTiles(tmp_path, ZOOM)
    ground = tiles(tmp_path, ["1,2,3"])
    with pytest.raises(PlaceDataBroken, match="256"):
        ground.height_m(35.3, WEST + SPAN / 2)
