"""Heights of the ground, and what a straight way between two points climbs: from GSI elevation tiles in text.

Source: 国土地理院 標高タイル (DEM5A・DEM10B, テキスト形式): 256 × 256 heights in metres a tile, `e` where none is;
Web Mercator tiles, as folders Z/X/Y.txt. A way over sea or missing heights is unknown, never flat.
"""

import math
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from geodata.errors import PlaceDataBroken, PlaceDataMissing

_TILE = 256
_STEP_M = 30.0
_METRES_PER_DEGREE = 111_320.0


@dataclass(frozen=True, slots=True)
class Profile:
    """`heights_m` at even steps of `step_m` metres from one point to the other."""

    heights_m: tuple[float, ...]
    step_m: float

    @property
    def climb_m(self) -> float:
        """All upward metres together."""
        return sum(max(0.0, after - before) for before, after in zip(self.heights_m, self.heights_m[1:], strict=False))

    @property
    def slopes(self) -> tuple[float, ...]:
        """Rise over run of each step; negative downhill."""
        pairs = zip(self.heights_m, self.heights_m[1:], strict=False)
        return tuple((after - before) / self.step_m for before, after in pairs)


class ElevationTiles:
    """Tiles of one zoom level in a folder. Raises PlaceDataMissing where the folder has none."""

    def __init__(self, folder: Path, zoom: int) -> None:
        if not any((folder / str(zoom)).glob("*/*.txt")):
            raise PlaceDataMissing(f"{folder} に、標高タイル（{zoom}/X/Y.txt）がありません。")
        self._folder, self._zoom = folder / str(zoom), zoom
        self._tile = lru_cache(maxsize=64)(self._read)

    def height_m(self, latitude: float, longitude: float) -> float | None:
        """Height above sea level at a point (JGD2011 degrees); None where the tiles have none."""
        scale = 2.0**self._zoom * _TILE
        x = (longitude + 180) / 360 * scale
        y = (1 - math.asinh(math.tan(math.radians(latitude))) / math.pi) / 2 * scale
        tile = self._tile(int(x // _TILE), int(y // _TILE))
        height = math.nan if tile is None else float(tile[int(y % _TILE), int(x % _TILE)])
        return None if math.isnan(height) else height

    def between(self, start: tuple[float, float], end: tuple[float, float]) -> Profile | None:
        """The ground under the straight way between two points (latitude, longitude); None where a height lacks."""
        north = (end[0] - start[0]) * _METRES_PER_DEGREE
        east = (end[1] - start[1]) * _METRES_PER_DEGREE * math.cos(math.radians((start[0] + end[0]) / 2))
        length = math.hypot(north, east)
        steps = max(1, round(length / _STEP_M))
        heights = []
        for number in range(steps + 1):
            share = number / steps
            height = self.height_m(start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share)
            if height is None:
                return None
            heights.append(height)
        return Profile(tuple(heights), max(length / steps, 1e-9))

    def _read(self, x: int, y: int) -> NDArray[np.float32] | None:
        path = self._folder / str(x) / f"{y}.txt"
        if not path.is_file():
            return None
        rows = path.read_text(encoding="ascii", errors="replace").split()
        try:
            heights = np.array([[float("nan" if h == "e" else h) for h in row.split(",")] for row in rows], np.float32)
        except ValueError as error:
            raise PlaceDataBroken(f"{path} を標高タイルとして読めませんでした。取得し直してください。") from error
        if heights.shape != (_TILE, _TILE):
            raise PlaceDataBroken(f"{path} の大きさが {_TILE} × {_TILE} ではありません。取得し直してください。")
        return heights
