"""Heights of the ground as one even grid of latitudes and longitudes, looked up for many points at once.

The grid is what `tsunagi ways import` makes of 国土地理院's tiles or a GeoTIFF (`geodata.ways.elevation_reading`).
It stays on the disk (memory-mapped): processes share it, and only what is asked for is read.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from geodata.ways.slopes import Profiles, shares_along

CELL = 0.0001  # degrees: some 11 m northward, 9 m eastward
Floats = npt.NDArray[np.floating]


@dataclass(frozen=True)
class ElevationGrid:
    """`heights_m`: rows northward from `south`, columns eastward from `west` (cells' middles, JGD2011 degrees).

    NaN where there is no ground or nothing is known of it.
    """

    south: float
    west: float
    heights_m: npt.NDArray[np.float32]
    cell: float = CELL

    def at(self, latitudes: Floats, longitudes: Floats) -> Floats:
        """Heights in metres between the four nearest cells, NaN where one of them lacks; any shape."""
        rows, columns = self.heights_m.shape
        y, x = (latitudes - self.south) / self.cell, (longitudes - self.west) / self.cell
        inside = (y >= 0) & (x >= 0) & (y <= rows - 1) & (x <= columns - 1)
        row = np.clip(np.nan_to_num(y), 0, max(rows - 2, 0)).astype(np.intp)
        column = np.clip(np.nan_to_num(x), 0, max(columns - 2, 0)).astype(np.intp)
        north, east = (y - row).astype(np.float32), (x - column).astype(np.float32)
        above, beside = np.minimum(row + 1, rows - 1), np.minimum(column + 1, columns - 1)
        lower = self.heights_m[row, column] * (1 - east) + self.heights_m[row, beside] * east
        upper = self.heights_m[above, column] * (1 - east) + self.heights_m[above, beside] * east
        found: Floats = np.where(inside, lower * (1 - north) + upper * north, np.nan)
        return found

    def along(
        self, latitude: float, longitude: float, latitudes: Floats, longitudes: Floats, metres: Floats
    ) -> Profiles:
        """The ground under the straight ways from one point to many. `metres`: how long they are."""
        shares = shares_along(metres)
        heights = self.at(
            latitude + (latitudes - latitude)[:, None] * shares, longitude + (longitudes - longitude)[:, None] * shares
        )
        return Profiles(heights, np.diff(shares, axis=1) * metres[:, None])
