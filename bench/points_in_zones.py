"""A million points into 3, 50 and 3,000 zones, beside geopandas.sjoin in the same run, with the same answers.

    .venv/bin/python bench/points_in_zones.py [POINTS]

The zones are made: cells of random points with ragged borders (about 100 corners each), so nothing need be at hand.
Each way is timed from the zones and the coordinates to the pairs of point and zone, best of three. Laying the
grid counts.
"""

import sys
import time
from collections.abc import Callable

import geopandas
import numpy as np
import shapely
from numpy.typing import NDArray

from geodata.points_in_zones import PointsInZones

Pairs = tuple[NDArray[np.int64], NDArray[np.int64]]
SEED = 20261122
ROUNDS = 3


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    chance = np.random.default_rng(SEED)
    x, y = chance.uniform(139.5, 139.7, count), chance.uniform(35.2, 35.4, count)
    for zones in (3, 50, 3000):
        shapes = _zones(zones, chance)
        ours, pairs = _best(lambda shapes=shapes: PointsInZones(shapes).locate(x, y))
        theirs, joined = _best(lambda shapes=shapes: _sjoin(shapes, x, y))
        same = np.array_equal(pairs[0], joined[0]) and np.array_equal(pairs[1], joined[1])
        print(
            f"{zones:5} zones: {ours:.3f} s, sjoin {theirs:.3f} s, ratio {ours / theirs:.2f},"
            f" {'the same answers' if same else 'DIFFERENT ANSWERS'} ({len(pairs[0]):,} pairs)"
        )


def _zones(count: int, chance: np.random.Generator) -> list[shapely.Geometry]:
    centres = shapely.MultiPoint(
        np.column_stack((chance.uniform(139.52, 139.68, count), chance.uniform(35.22, 35.38, count)))
    )
    cells = shapely.get_parts(shapely.voronoi_polygons(centres, extend_to=shapely.box(139.52, 35.22, 139.68, 35.38)))
    ragged = []
    for cell in cells:
        cell = cell.intersection(shapely.box(139.51, 35.21, 139.69, 35.39))
        fine = shapely.segmentize(cell, max(cell.length / 100, 1e-6))
        moved = shapely.transform(fine, lambda xy: xy + 0.0002 * np.sin(xy[:, ::-1] * 40_000 / 7))
        ragged.append(shapely.make_valid(moved))
    return ragged


def _sjoin(shapes: list[shapely.Geometry], x: NDArray[np.float64], y: NDArray[np.float64]) -> Pairs:
    points = geopandas.GeoDataFrame(geometry=geopandas.points_from_xy(x, y))
    joined = geopandas.sjoin(points, geopandas.GeoDataFrame(geometry=shapes))
    left, right = joined.index.to_numpy(), joined["index_right"].to_numpy()
    order = np.lexsort((right, left))
    return left[order], right[order]


def _best(work: Callable[[], Pairs]) -> tuple[float, Pairs]:
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        answer = work()
        times.append(time.perf_counter() - start)
    return min(times), answer


if __name__ == "__main__":
    main()
