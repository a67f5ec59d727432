"""Many points into zones at once: a grid answers for most points, an exact test for those near a border.

Each cell of the grid is wholly within a zone, wholly without, or near a border; only points of the last kind are tested
against polygons. A point on a border lies in every zone that it touches, as everywhere here (`covers`).
"""

from collections.abc import Sequence

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

_Floats = NDArray[np.float64]
_Ints = NDArray[np.int64]
# Cells a side: few for few zones, so that laying the grid costs less than it saves.
_SIDE_FEWEST, _SIDE_MOST, _SIDE_PER_ZONE = 192, 1200, 24


class PointsInZones:
    """Lays the grid once; `locate` may be called often. Zones may overlap, have holes and several parts."""

    def __init__(self, zones: Sequence[BaseGeometry]) -> None:
        self._zones = np.array([_areas(zone) for zone in zones], dtype=object)
        shapely.prepare(self._zones)
        self._empty = all(zone.is_empty for zone in zones)
        if self._empty:
            return
        bounds = shapely.total_bounds(self._zones)
        side = int(np.clip(_SIDE_PER_ZONE * np.sqrt(len(zones)), _SIDE_FEWEST, _SIDE_MOST))
        self._side = side
        self._low = bounds[:2]
        # A little more than the extent, so that the greatest x and y fall into the last cells.
        self._cell = np.maximum((bounds[2:] - bounds[:2]) * (1 + 1e-9), 1e-12) / side
        cells, numbers, whole = self._lay()
        order = np.argsort(cells, kind="stable")
        self._cells, self._numbers, self._whole = cells[order], numbers[order], whole[order]
        counts = np.bincount(self._cells, minlength=side * side)
        self._starts = np.concatenate(([0], np.cumsum(counts)))
        # The zone of a cell that lies wholly within just one; -1: none; -2: look at the cell's list.
        self._only = np.where(counts == 0, -1, -2)
        single = (counts[self._cells] == 1) & self._whole
        self._only[self._cells[single]] = self._numbers[single]

    def locate(self, x: _Floats, y: _Floats) -> tuple[_Ints, _Ints]:
        """Pairs (number of the point, number of the zone), by point, then zone; none for points in no zone."""
        if self._empty or not len(x):
            return np.empty(0, np.int64), np.empty(0, np.int64)
        column = np.floor((x - self._low[0]) / self._cell[0])
        row = np.floor((y - self._low[1]) / self._cell[1])
        inside = (column >= 0) & (column < self._side) & (row >= 0) & (row < self._side)
        points = np.flatnonzero(inside)
        cells = (row[points] * self._side + column[points]).astype(np.int64)
        only = self._only[cells]
        sure = only >= 0
        near = only == -2
        near_points, near_zones = self._near_borders(points[near], cells[near], x, y)
        found_points = np.concatenate((points[sure], near_points))
        found_zones = np.concatenate((only[sure], near_zones))
        order = np.lexsort((found_zones, found_points))
        return found_points[order], found_zones[order]

    def _near_borders(self, points: _Ints, cells: _Ints, x: _Floats, y: _Floats) -> tuple[_Ints, _Ints]:
        """Every zone of each point's cell: taken where the cell lies within it, tested where it does not."""
        counts = self._starts[cells + 1] - self._starts[cells]
        points = np.repeat(points, counts)
        first = np.repeat(self._starts[cells] - np.concatenate(([0], np.cumsum(counts)[:-1])), counts)
        entries = first + np.arange(len(points))
        zones, taken = self._numbers[entries], self._whole[entries].copy()
        tested = np.flatnonzero(~taken)
        tested = tested[np.argsort(zones[tested], kind="stable")]
        numbers, starts = np.unique(zones[tested], return_index=True)
        for number, chosen in zip(numbers, np.split(tested, starts)[1:], strict=True):
            at = points[chosen]
            taken[chosen] = shapely.intersects_xy(self._zones[number], x[at], y[at])
        return points[taken], zones[taken]

    # -- laying the grid -----------------------------------------------------------------------------------------

    def _lay(self) -> tuple[_Ints, _Ints, NDArray[np.bool_]]:
        """Entries (cell, zone, whether the cell lies wholly within the zone)."""
        cells: list[_Ints] = [np.empty(0, np.int64)]
        numbers: list[_Ints] = [np.empty(0, np.int64)]
        whole: list[NDArray[np.bool_]] = [np.empty(0, np.bool_)]
        for number, zone in enumerate(self._zones):
            if zone.is_empty:
                continue
            border, corner = self._border(zone)
            rows, columns = np.nonzero(~border)
            centre_x = self._low[0] + (columns + corner[0] + 0.5) * self._cell[0]
            centre_y = self._low[1] + (rows + corner[1] + 0.5) * self._cell[1]
            within = shapely.contains_xy(zone, centre_x, centre_y)
            border_rows, border_columns = np.nonzero(border)
            all_rows = np.concatenate((rows[within], border_rows)) + corner[1]
            all_columns = np.concatenate((columns[within], border_columns)) + corner[0]
            kept = (all_rows >= 0) & (all_rows < self._side) & (all_columns >= 0) & (all_columns < self._side)
            flags = np.zeros(len(all_rows), np.bool_)
            flags[: int(within.sum())] = True
            cells.append((all_rows * self._side + all_columns)[kept])
            numbers.append(np.full(int(kept.sum()), number, np.int64))
            whole.append(flags[kept])
        return np.concatenate(cells), np.concatenate(numbers), np.concatenate(whole)

    def _border(self, zone: BaseGeometry) -> tuple[NDArray[np.bool_], _Ints]:
        """Which cells of the zone's extent (a cell wider all round) its border may touch, and the extent's corner.

        Points at most a cell apart along the border mark their cells and the eight around them.
        """
        low, high = np.array(zone.bounds[:2]), np.array(zone.bounds[2:])
        corner = np.floor((low - self._low) / self._cell).astype(np.int64) - 1
        last = np.floor((high - self._low) / self._cell).astype(np.int64) + 1
        line = shapely.segmentize(
            shapely.transform(zone.boundary, lambda points: (points - self._low) / self._cell), 0.9
        )
        columns, rows = (np.floor(shapely.get_coordinates(line)).astype(np.int64) - corner).T
        marked = np.zeros((last[1] - corner[1] + 1, last[0] - corner[0] + 1), np.bool_)
        for down in (-1, 0, 1):
            for right in (-1, 0, 1):
                marked[np.clip(rows + down, 0, None), np.clip(columns + right, 0, None)] = True
        return marked, corner


def _areas(zone: BaseGeometry) -> BaseGeometry:
    """The polygons of a zone: mending a shape may leave lines and points beside them."""
    if zone.geom_type != "GeometryCollection":
        return zone
    parts = [part for part in shapely.get_parts(zone) if part.geom_type in ("Polygon", "MultiPolygon")]
    return shapely.union_all(parts)
