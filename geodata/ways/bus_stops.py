"""Bus stops of GTFS-JP feeds: which one is nearest. Timetables are not read; that a bus comes stays unconfirmed.

Source: 標準的なバス情報フォーマット (GTFS-JP, 国土交通省), stops.txt: location_type 0 or empty is a stop to board at.
"""

import csv
import io
import math
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from geodata.errors import PlaceDataBroken

_METRES_PER_DEGREE = 111_195.0
_AT_ONCE = 2_000_000  # distances worked out in one go
_LARGEST = 300 * 1024 * 1024
Floats = npt.NDArray[np.floating]


@dataclass(frozen=True, slots=True)
class Stop:
    """Where one boards; JGD2011 degrees (WGS84 is the same here)."""

    name: str
    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class Feed:
    """What was read of one feed. `publisher`, `edition`, `until` (YYYYMMDD) as it says, None where it does not;
    `broken`: line and reason of rows that could not be read.
    """

    stops: tuple[Stop, ...]
    publisher: str | None
    edition: str | None
    until: str | None
    broken: tuple[str, ...]


class BusStops:
    """Stops of one or more feeds, found by nearness."""

    def __init__(self, stops: Sequence[Stop]) -> None:
        self.stops = tuple(stops)
        self._latitudes = np.array([stop.latitude for stop in stops], float)
        self._longitudes = np.array([stop.longitude for stop in stops], float)

    def nearest(self, latitudes: Floats, longitudes: Floats) -> tuple[npt.NDArray[np.intp], Floats]:
        """For each point the number of the nearest stop, and the straight metres there; NaN for a point that is NaN.

        There must be a stop.
        """
        number = np.zeros(len(latitudes), np.intp)
        metres = np.full(len(latitudes), np.nan)
        step = max(1, _AT_ONCE // len(self.stops))
        for start in range(0, len(latitudes), step):
            part = slice(start, start + step)
            away = self._metres(latitudes[part, None], longitudes[part, None])
            number[part] = away.argmin(axis=1)
            metres[part] = away.min(axis=1)
        return number, metres

    def between_m(self, one: int, others: npt.NDArray[np.intp]) -> Floats:
        """Straight metres from one stop to others, by number."""
        away = self._metres(self._latitudes[one], self._longitudes[one])
        found: Floats = away[others]
        return found

    def _metres(self, latitudes: Floats | float, longitudes: Floats | float) -> Floats:
        east = math.cos(math.radians(float(self._latitudes.mean())))
        found: Floats = _METRES_PER_DEGREE * np.hypot(
            self._latitudes - latitudes, (self._longitudes - longitudes) * east
        )
        return found


def read_feed(path: Path) -> Feed:
    """A feed as a zip, a folder, or its stops.txt alone. Raises PlaceDataBroken where no stop can be read."""
    tables = _Tables(path)
    stops, broken = _stops(path, tables.rows("stops.txt", path))
    info = next(iter(tables.rows("feed_info.txt")), {})
    agency = next(iter(tables.rows("agency.txt")), {})
    publisher = info.get("feed_publisher_name") or agency.get("agency_name") or None
    edition = info.get("feed_version") or info.get("feed_start_date") or None
    return Feed(tuple(stops), publisher, edition, info.get("feed_end_date") or None, tuple(broken))


def has_stops(path: Path) -> bool:
    """Whether a file or folder is a feed: it has a stops.txt."""
    return path.name == "stops.txt" or _Tables(path).holds("stops.txt")


def _stops(path: Path, rows: list[dict[str, str]]) -> tuple[list[Stop], list[str]]:
    stops, broken = [], []
    for line, row in enumerate(rows, 2):
        if (row.get("location_type") or "0").strip() != "0":
            continue
        try:
            name, latitude, longitude = row["stop_name"].strip(), float(row["stop_lat"]), float(row["stop_lon"])
        except (KeyError, ValueError, AttributeError):
            broken.append(f"stops.txt {line}行目: 名前・緯度・経度のどれかがないか、数ではありません。")
            continue
        if not (name and 20 <= latitude <= 46 and 122 <= longitude <= 154):
            broken.append(f"stops.txt {line}行目: 「{name}」の位置（{latitude}, {longitude}）が日本の中にありません。")
            continue
        stops.append(Stop(name, latitude, longitude))
    if not stops:
        why = broken[0] if broken else "停留所の行がありません。"
        raise PlaceDataBroken(f"{path} の停留所（stops.txt）を読めませんでした。{why}")
    return stops, broken


class _Tables:
    """The text tables of a feed, wherever in the zip or folder they lie."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def holds(self, name: str) -> bool:
        try:
            return self._bytes(name) is not None
        except (OSError, zipfile.BadZipFile):
            return False

    def rows(self, name: str, needed: Path | None = None) -> list[dict[str, str]]:
        """The table's rows; none where it is absent. Raises PlaceDataBroken where a needed one cannot be read."""
        try:
            content = self._bytes(name)
            if content is None and needed is not None:
                raise PlaceDataBroken(f"{needed} に {name} がありません。GTFS-JP の zip か確かめてください。")
            return list(csv.DictReader(io.StringIO(_decoded(content or b""), newline="")))
        except (OSError, csv.Error, UnicodeDecodeError, zipfile.BadZipFile) as error:
            if needed is None:
                return []
            raise PlaceDataBroken(f"{needed} の {name} を読めませんでした: {error}") from error

    def _bytes(self, name: str) -> bytes | None:
        path = self._path
        if path.is_dir():
            found = next(iter(sorted(path.rglob(name))), None)
            return found.read_bytes() if found else None
        if not zipfile.is_zipfile(path):
            return path.read_bytes() if path.name == name else None
        with zipfile.ZipFile(path) as archive:
            member = next((m for m in archive.infolist() if m.filename.rpartition("/")[2] == name), None)
            if member is None:
                return None
            if member.file_size > _LARGEST:
                raise PlaceDataBroken(f"{path} の {name} が大きすぎます（{member.file_size:,} バイト）。")
            return archive.read(member)


def _decoded(content: bytes) -> str:
    """UTF-8, as the format says; some feeds are written in CP932."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp932")
