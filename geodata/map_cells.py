"""Many pins on a map: those in view while they are few, cells of a grid with their counts while they are many."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from geodata.errors import Problem

MOST_PINS = 500
DEEPEST_ZOOM = 18
_CELL_PX = 80
_INNER = (0.35, 0.65)  # of a cell: what is drawn in two of them does not overlap
_TILE_PX = 256
_UNREADABLE = "地図の範囲を読めません。地図を開き直してください。"
_MARGIN = 0.15  # of the view, on each side: what a short move of the map brings in


@dataclass(frozen=True, slots=True)
class View:
    """What a map shows: JGD2011 degrees, and Leaflet's zoom 0..18."""

    west: float
    south: float
    east: float
    north: float
    zoom: int

    @classmethod
    def read(cls, box: str, zoom: str) -> Self:
        """From `box` "west,south,east,north", cut to the globe, and `zoom`. Raises Problem for what no map sends."""
        try:
            west, south, east, north = (float(part) for part in box.split(","))
            view = cls(max(west, -180.0), max(south, -90.0), min(east, 180.0), min(north, 90.0), int(zoom))
        except ValueError as error:
            raise Problem(_UNREADABLE) from error
        if not (view.west < view.east and view.south < view.north and 0 <= view.zoom <= DEEPEST_ZOOM):
            raise Problem(_UNREADABLE)
        return view

    def wider(self) -> "View":
        across, up = (self.east - self.west) * _MARGIN, (self.north - self.south) * _MARGIN
        return View(self.west - across, self.south - up, self.east + across, self.north + up, self.zoom)


@dataclass(frozen=True, slots=True)
class Cell:
    """Points that lie close together on the screen: where to draw them (about their middle), their number, and the box
    round them.
    """

    latitude: float
    longitude: float
    count: int
    west: float
    south: float
    east: float
    north: float


@dataclass(frozen=True, slots=True)
class Shown:
    """`rows`: the points to draw one by one; `cells`: those that stand for many. One of them is empty."""

    rows: tuple[int, ...] = ()
    cells: tuple[Cell, ...] = ()


def shown(latitudes: NDArray[np.float64], longitudes: NDArray[np.float64], view: View) -> Shown:
    """What to draw of the points (two arrays of the same length) in `view` and a little around it.

    At the deepest zoom points are drawn one by one however many: nothing would part a cell there.
    """
    wide = view.wider()
    inside = np.flatnonzero(
        (latitudes >= wide.south) & (latitudes <= wide.north) & (longitudes >= wide.west) & (longitudes <= wide.east)
    )
    if len(inside) <= MOST_PINS or view.zoom == DEEPEST_ZOOM:
        return Shown(rows=tuple(inside.tolist()))
    return Shown(cells=tuple(_cells(latitudes[inside], longitudes[inside], view)))


def _cells(latitudes: NDArray[np.float64], longitudes: NDArray[np.float64], view: View) -> Sequence[Cell]:
    across = 360 / (_TILE_PX << view.zoom) * _CELL_PX
    up = across * math.cos(math.radians((view.south + view.north) / 2))
    keys = np.stack([np.floor(latitudes / up), np.floor(longitudes / across)], axis=1)
    corners, cell, counts = np.unique(keys, axis=0, return_inverse=True, return_counts=True)
    order = np.argsort(cell.ravel(), kind="stable")
    starts = np.concatenate([[0], np.cumsum(counts)[:-1]])
    lat, lon = latitudes[order], longitudes[order]
    columns = (
        np.clip(np.add.reduceat(lat, starts) / counts, *((corners[:, 0] + edge) * up for edge in _INNER)),
        np.clip(np.add.reduceat(lon, starts) / counts, *((corners[:, 1] + edge) * across for edge in _INNER)),
        counts,
        np.minimum.reduceat(lon, starts),
        np.minimum.reduceat(lat, starts),
        np.maximum.reduceat(lon, starts),
        np.maximum.reduceat(lat, starts),
    )
    return [Cell(*row) for row in zip(*(column.tolist() for column in columns), strict=True)]
