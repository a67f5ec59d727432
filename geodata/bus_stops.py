"""Bus stops of GTFS-JP files: where the nearest one is. Timetables are not read; that a bus comes stays unconfirmed.

Source: 標準的なバス情報フォーマット (GTFS-JP, 国土交通省), stops.txt: location_type 0 or empty is a stop to board at.
"""

import csv
import io
import math
import zipfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from geodata.errors import PlaceDataBroken

_METRES_PER_DEGREE = 111_320.0


@dataclass(frozen=True, slots=True)
class NearestStop:
    """`distance_m`: straight line."""

    name: str
    distance_m: float


class BusStops:
    """Stops of one or more feeds."""

    def __init__(self, stops: list[tuple[str, float, float]]) -> None:
        """Stops as name, latitude, longitude (JGD2011 degrees; WGS84 is the same here)."""
        self._names = [name for name, _, _ in stops]
        self._points = np.array([(latitude, longitude) for _, latitude, longitude in stops], float).reshape(-1, 2)

    @classmethod
    def read(cls, *feeds: Path) -> "BusStops":
        """Feeds as zip files. Raises PlaceDataBroken where one has no stops.txt that can be read."""
        return cls([stop for feed in feeds for stop in _stops_in(feed)])

    def nearest(self, latitude: float, longitude: float) -> NearestStop | None:
        """The nearest stop; None where there are none."""
        if not self._names:
            return None
        east = math.cos(math.radians(latitude))
        away = np.hypot(self._points[:, 0] - latitude, (self._points[:, 1] - longitude) * east) * _METRES_PER_DEGREE
        first = int(away.argmin())
        return NearestStop(self._names[first], float(away[first]))


def _stops_in(feed: Path) -> list[tuple[str, float, float]]:
    try:
        with zipfile.ZipFile(feed) as archive, archive.open("stops.txt") as opened:
            rows = list(csv.DictReader(io.TextIOWrapper(opened, "utf-8-sig", newline="")))
        return [
            (row["stop_name"], float(row["stop_lat"]), float(row["stop_lon"]))
            for row in rows
            if (row.get("location_type") or "0") == "0"
        ]
    except (OSError, KeyError, ValueError, UnicodeDecodeError, csv.Error, zipfile.BadZipFile) as error:
        raise PlaceDataBroken(f"{feed} の停留所（stops.txt）を読めませんでした: {error}") from error
