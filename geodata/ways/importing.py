"""Taking heights and bus stops into an instance: read, cut to the municipality, kept in one step, and reported."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np

from geodata.errors import PlaceDataBroken
from geodata.gazetteer.towns import Town
from geodata.ways import WaysFolder, WaysSource
from geodata.ways.bus_stops import Feed, has_stops, read_feed
from geodata.ways.elevation_reading import TIFFS, Box, gridded, is_heights, rasters_in

NAMED = 10
AROUND = 0.02  # degrees beside the towns' points, some two kilometres
GSI, GSI_LICENCE = "国土地理院", "国土地理院コンテンツ利用規約"
GSI_URL = "https://maps.gsi.go.jp/development/ichiran.html"
HEIGHTS_USED_FOR, STOPS_USED_FOR = "坂（道のりの時間と、急な坂のことわり）", "バスの停留所までの歩き"


@dataclass(frozen=True, slots=True)
class Told:
    """What whoever imports says of the files; None: take what they say themselves."""

    name: str | None = None
    edition: str | None = None
    licence: str | None = None
    publisher: str | None = None


Points = Sequence[tuple[float, float, str]]  # latitude, longitude, town
Made = tuple[Callable[[], str], list[str]]  # keeps what was read and says so; what else the report says


def import_files(folder: WaysFolder, files: Sequence[Path], towns: Sequence[Town], told: Told) -> list[str]:
    """Take in files: heights together make one grid, each feed its stops. Returns the report, in Japanese sentences.

    Everything is read before anything is kept: on failure what was there stays. Raises PlaceDataBroken.
    """
    points = [
        (town.latitude, town.longitude, town.town)
        for town in towns
        if town.latitude is not None and town.longitude is not None and not town.koaza
    ]
    if not points:
        raise PlaceDataBroken("町名表にこの自治体の町の位置がないので、取り込む範囲を決められません。")
    box = Box(
        min(p[0] for p in points) - AROUND, min(p[1] for p in points) - AROUND,
        max(p[0] for p in points) + AROUND, max(p[1] for p in points) + AROUND,
    )  # fmt: skip
    feeds = [file for file in files if file.suffix.lower() not in TIFFS and has_stops(file)]
    heights = [file for file in files if file not in feeds]
    if strange := next((file for file in heights if not is_heights(file)), None):
        raise PlaceDataBroken(
            f"{strange} は、標高タイル（Z/X/Y.txt・png のフォルダか zip）、GeoTIFF（.tif）、GTFS-JP（zip）の"
            "どれでもありません。"
        )
    made = [_heights(folder, heights, box, points, told)] if heights else []
    made += [_stops(folder, file, read_feed(file), box, told) for file in feeds]
    lines = []
    for keep, said in made:
        lines.append(keep())
        lines += said
    return lines


def _heights(folder: WaysFolder, files: Sequence[Path], box: Box, points: Points, told: Told) -> Made:
    rasters = [raster for file in files for raster in rasters_in(file)]
    grid = gridded(rasters, box)
    at_towns = grid.at(np.array([p[0] for p in points]), np.array([p[1] for p in points]))
    without = [point[2] for point, height in zip(points, at_towns, strict=True) if np.isnan(height)]
    if len(without) == len(points):
        where = f"北緯{box.south:.3f}〜{box.north:.3f}、東経{box.west:.3f}〜{box.east:.3f}"
        raise PlaceDataBroken(
            f"{'、'.join(file.name for file in files)} に、この自治体の標高がありません（要る範囲: {where}）。"
        )
    tiles = any(raster.crs == "EPSG:3857" for raster in rasters)
    source = WaysSource(
        name=told.name or ("地理院タイル（標高タイル）" if tiles else files[0].name),
        publisher=told.publisher or (GSI if tiles else None),
        edition=told.edition,
        licence=told.licence or (GSI_LICENCE if tiles else None),
        imported_on=date.today().isoformat(),
        used_for=HEIGHTS_USED_FOR,
        url=GSI_URL if tiles and told.name is None else None,
    )
    before = folder.current().heights

    def keep() -> str:
        folder.keep_heights(grid, (source,))
        return f"標高を{'入れかえました' if before is not None else '取り込みました'}: {source.name}"

    known = grid.heights_m[~np.isnan(grid.heights_m)]
    said = [
        f"  {grid.heights_m.shape[0]:,} × {grid.heights_m.shape[1]:,} の格子、{known.min():.1f}〜{known.max():.1f} m。"
        f"もとの細かさ 約{min(raster.fineness_m for raster in rasters):.0f} m",
        f"  {len(points)} 町のうち {len(points) - len(without)} 町の代表点で標高が分かります。",
    ]
    if without:
        said.append(f"  分からない町（坂は未確認のまま）: {'、'.join(without[:NAMED])}{_more(len(without))}")
    return keep, [*said, *_unstated(source)]


def _stops(folder: WaysFolder, file: Path, feed: Feed, box: Box, told: Told) -> Made:
    inside = tuple(
        stop
        for stop in feed.stops
        if box.south <= stop.latitude <= box.north and box.west <= stop.longitude <= box.east
    )
    if not inside:
        raise PlaceDataBroken(f"{file} の停留所 {len(feed.stops)} か所は、どれもこの自治体とそのまわりにありません。")
    name = told.name or (f"{feed.publisher} の停留所（GTFS-JP）" if feed.publisher else file.name)
    source = WaysSource(
        name=name,
        publisher=told.publisher or feed.publisher,
        edition=told.edition or feed.edition,
        licence=told.licence,
        imported_on=date.today().isoformat(),
        used_for=STOPS_USED_FOR,
    )

    def keep() -> str:
        before = folder.keep_stops(source, inside)
        changed = f"入れかえました（{before} → {len(inside)} か所）" if before is not None else "取り込みました"
        return f"停留所を{changed}: {name}"

    said = [f"  {len(feed.stops)} か所のうち、この自治体とまわり約2 kmの {len(inside)} か所。便と時刻は使いません。"]
    if feed.until and feed.until < date.today().strftime("%Y%m%d"):
        said.append(f"  このデータの期間は {feed.until} までで、過ぎています。新しい版がないか確かめてください。")
    said += [f"  読めなかった行 {line}" for line in feed.broken[:NAMED]]
    if len(feed.broken) > NAMED:
        said.append(f"  読めなかった行は、ほかに {len(feed.broken) - NAMED} 行")
    return keep, [*said, *_unstated(source)]


def _unstated(source: WaysSource) -> Iterator[str]:
    """What /about/data will lack."""
    lacking = [word for word, value in (("版", source.edition), ("ライセンス", source.licence)) if value is None]
    if lacking:
        options = "、".join("--edition" if word == "版" else "--licence" for word in lacking)
        yield f"  {'と'.join(lacking)}の記載がありません。{options} を付けて取り込み直すと、出典のページに出ます。"


def _more(count: int) -> str:
    return f" ほか{count - NAMED}町" if count > NAMED else ""
