"""What a municipality has loaded about its ways: heights of the ground, bus stops; a network would stand here too.

They lie in the instance's folder `ways`: `heights.json` (it names the .npy beside it) and `stops.json`, each replaced
in one step. Nothing loaded is nothing known: every question is answered all the same, and says so.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from geodata.errors import PlaceDataBroken
from geodata.ways.bus_stops import BusStops, Stop
from geodata.ways.elevation import ElevationGrid, Floats

HEIGHTS, STOPS = "heights.json", "stops.json"


@dataclass(frozen=True, slots=True)
class WaysSource:
    """Where something loaded comes from. `edition`, `licence`, `publisher`: None where nobody stated it."""

    name: str
    publisher: str | None
    edition: str | None
    licence: str | None
    imported_on: str
    used_for: str
    url: str | None = None


class WalkingNetwork(Protocol):
    """A seam: paths and steps as a graph, for a municipality that has one. Nothing implements it yet."""

    def lengths_m(self, latitude: float, longitude: float, latitudes: Floats, longitudes: Floats) -> Floats:
        """Metres on foot from one point to many (JGD2011 degrees), NaN where the network knows no way."""


@dataclass(frozen=True)
class Ways:
    """`version` names what is loaded: the same question may be answered otherwise by another."""

    heights: ElevationGrid | None = None
    stops: BusStops | None = None
    network: WalkingNetwork | None = None
    sources: tuple[WaysSource, ...] = ()
    version: str = ""


class WaysFolder:
    """The folder of one instance; notices when what is loaded has been replaced."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._stamp: tuple[object, ...] | None = None
        self._ways = Ways()

    def current(self) -> Ways:
        """What is loaded now. Raises PlaceDataBroken where it cannot be read."""
        stamp = (_stamp(self.folder / HEIGHTS), _stamp(self.folder / STOPS))
        if stamp != self._stamp:
            self._ways, self._stamp = self._read(), stamp
        return self._ways

    def _read(self) -> Ways:
        heights, stops = _document(self.folder / HEIGHTS), _document(self.folder / STOPS)
        sources: list[WaysSource] = []
        try:
            sources += [WaysSource(**one) for one in (heights or {}).get("sources", ())]
            sources += [WaysSource(**feed["source"]) for feed in (stops or {}).get("feeds", ())]
            grid = None if heights is None else self._grid(heights)
            found = [Stop(*stop) for feed in (stops or {}).get("feeds", ()) for stop in feed["stops"]]
        except (KeyError, TypeError, ValueError, OSError) as error:
            raise PlaceDataBroken(
                f"{self.folder} の標高・停留所を読めませんでした（{error}）。"
                "「tsunagi ways import」で取り込み直してください。"
            ) from error
        said = json.dumps([heights, stops], ensure_ascii=False, sort_keys=True)
        version = hashlib.sha256(said.encode()).hexdigest()[:8] if heights or stops else ""
        return Ways(grid, BusStops(found) if found else None, None, tuple(sources), version)

    def _grid(self, heights: Mapping[str, object]) -> ElevationGrid:
        values = np.load(self.folder / str(heights["data"]), mmap_mode="r")
        south, west, cell = (float(str(heights[name])) for name in ("south", "west", "cell"))
        return ElevationGrid(south, west, values, cell)

    def keep_heights(self, grid: ElevationGrid, sources: tuple[WaysSource, ...]) -> None:
        """Replace the heights in one step; the earlier ones stay until then."""
        self.folder.mkdir(parents=True, exist_ok=True)
        digest = hashlib.sha256(grid.heights_m.tobytes()).hexdigest()[:12]
        data = self.folder / f"heights-{digest}.npy"
        partial = data.with_suffix(".part")
        with partial.open("wb") as file:
            np.save(file, grid.heights_m)
        partial.replace(data)
        _replace(
            self.folder / HEIGHTS,
            {
                "data": data.name, "south": grid.south, "west": grid.west, "cell": grid.cell,
                "sources": [asdict(source) for source in sources],
            },
        )  # fmt: skip
        for old in self.folder.glob("heights-*.npy"):
            if old != data:
                old.unlink()

    def keep_stops(self, source: WaysSource, stops: tuple[Stop, ...]) -> int | None:
        """Replace the stops of the source's name, or add them; returns how many it had before, None where it is new."""
        self.folder.mkdir(parents=True, exist_ok=True)
        feeds = list((_document(self.folder / STOPS) or {}).get("feeds", ()))
        before = next((len(feed["stops"]) for feed in feeds if feed["source"]["name"] == source.name), None)
        others = [feed for feed in feeds if feed["source"]["name"] != source.name]
        points = [[stop.name, stop.latitude, stop.longitude] for stop in stops]
        _replace(self.folder / STOPS, {"feeds": [*others, {"source": asdict(source), "stops": points}]})
        return before

    def remove(self, kind: str) -> bool:
        """Take out the heights or the stops; whether there were any."""
        path = self.folder / {"heights": HEIGHTS, "stops": STOPS}[kind]
        if not path.is_file():
            return False
        path.unlink()
        if kind == "heights":
            for old in self.folder.glob("heights-*.npy"):
                old.unlink()
        return True


def _stamp(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size


def _document(path: Path) -> dict[str, Any] | None:
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return None
    try:
        found = json.loads(text)
    except ValueError as error:
        raise PlaceDataBroken(
            f"{path} を読めませんでした。「tsunagi ways import」で取り込み直してください。"
        ) from error
    return found if isinstance(found, dict) else None


def _replace(path: Path, document: object) -> None:
    partial = path.with_suffix(".part")
    partial.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
    partial.replace(path)
