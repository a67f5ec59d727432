"""Heights out of the files that municipalities get: 国土地理院 elevation tiles (text or PNG) and GeoTIFF.

Tiles lie as …/Z/X/Y.txt or …/Z/X/Y.png in a folder or a zip: 256 × 256 heights in metres, text with `e` where none
is, PNG in 24 bits of 0.01 m (国土地理院「標高タイルの詳細仕様」). GeoTIFF: one band of metres in any coordinate system
that its EPSG code names. Whatever comes is looked up anew on one even grid of the municipality; where several cover a
place the finest wins.
"""

import io
import math
import warnings
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import numpy as np
import numpy.typing as npt
import pyproj
from PIL import Image, UnidentifiedImageError
from PIL.TiffImagePlugin import TiffImageFile

from geodata.errors import PlaceDataBroken
from geodata.ways.elevation import CELL, ElevationGrid, Floats

TILE = 256
TILES = (".txt", ".csv", ".png")
TIFFS = (".tif", ".tiff")
_MOST_PIXELS = 200_000_000
_NO_PNG_HEIGHT = 1 << 23
_HEIGHTS = (-500.0, 9000.0)  # what is no height on earth is a broken or missing one
_SCALE, _TIEPOINT, _GEO_KEYS, _NO_DATA = 33550, 33922, 34735, 42113
_RASTER_TYPE, _GEOGRAPHIC, _PROJECTED = 1025, 2048, 3072
_USER_DEFINED = 32767
_ROWS_AT_ONCE = 256


@dataclass(frozen=True, slots=True)
class Box:
    """Degrees."""

    south: float
    west: float
    north: float
    east: float


@dataclass(frozen=True)
class Raster:
    """Heights; the middle of pixel (row, column) lies at left + column * step_x, top + row * step_y in `crs`."""

    heights_m: npt.NDArray[np.float32]
    left: float
    top: float
    step_x: float
    step_y: float
    crs: str
    fineness_m: float

    def at(self, latitudes: Floats, longitudes: Floats) -> Floats:
        """Heights between the pixels' middles; the nearest pixel where one of the four lacks."""
        to = pyproj.Transformer.from_crs("EPSG:6668", self.crs, always_xy=True)
        x, y = to.transform(longitudes, latitudes)
        column, row = (np.asarray(x) - self.left) / self.step_x, (np.asarray(y) - self.top) / self.step_y
        rows, columns = self.heights_m.shape
        inside = (row >= -0.5) & (column >= -0.5) & (row <= rows - 0.5) & (column <= columns - 0.5)
        row, column = (np.clip(np.where(inside, v, 0), 0, n - 1) for v, n in ((row, rows), (column, columns)))
        upper, first = np.floor(row).astype(np.intp), np.floor(column).astype(np.intp)
        lower, second = np.minimum(upper + 1, rows - 1), np.minimum(first + 1, columns - 1)
        down, right = row - upper, column - first
        smooth = (self.heights_m[upper, first] * (1 - right) + self.heights_m[upper, second] * right) * (1 - down)
        smooth = smooth + (self.heights_m[lower, first] * (1 - right) + self.heights_m[lower, second] * right) * down
        nearest = self.heights_m[np.rint(row).astype(np.intp), np.rint(column).astype(np.intp)]
        found: Floats = np.where(inside, np.where(np.isnan(smooth), nearest, smooth), np.nan)
        return found


def is_heights(path: Path) -> bool:
    """Whether a file, folder or zip holds tiles or a GeoTIFF."""
    if path.suffix.lower() in TIFFS:
        return True
    return any(True for _ in _tiles_in(path))


def rasters_in(path: Path) -> list[Raster]:
    """Everything of one file, folder or zip. Raises PlaceDataBroken naming the file that cannot be read."""
    if path.suffix.lower() in TIFFS:
        return [read_geotiff(path)]
    by_zoom: dict[int, dict[tuple[int, int], npt.NDArray[np.float32]]] = {}
    for zoom, x, y, name, content in _tiles_in(path):
        read = _png_tile if name.lower().endswith(".png") else _text_tile
        by_zoom.setdefault(zoom, {})[x, y] = read(f"{path} の {name}", content)
    if not by_zoom:
        raise PlaceDataBroken(f"{path} に、標高タイル（Z/X/Y.txt か Z/X/Y.png）も GeoTIFF（.tif）もありません。")
    return [_mosaic(zoom, tiles) for zoom, tiles in by_zoom.items()]


def gridded(rasters: list[Raster], box: Box) -> ElevationGrid:
    """One even grid of the box, each cell from the finest raster that knows it. All NaN where none touches the box."""
    rows = max(2, math.ceil((box.north - box.south) / CELL) + 1)
    columns = max(2, math.ceil((box.east - box.west) / CELL) + 1)
    heights = np.full((rows, columns), np.nan, np.float32)
    longitudes = box.west + np.arange(columns) * CELL
    for raster in sorted(rasters, key=lambda one: one.fineness_m):
        for start in range(0, rows, _ROWS_AT_ONCE):
            part = heights[start : start + _ROWS_AT_ONCE]
            latitudes = box.south + (start + np.arange(len(part))) * CELL
            missing = np.isnan(part)
            if missing.any():
                y, x = np.meshgrid(latitudes, longitudes, indexing="ij")
                part[missing] = raster.at(y[missing], x[missing])
    return ElevationGrid(box.south, box.west, heights)


def _tiles_in(path: Path) -> Iterator[tuple[int, int, int, str, bytes]]:
    """Zoom, x, y, name and content of each tile."""
    if path.is_dir():
        for file in sorted(path.rglob("*")):
            if (place := _place_of(file.as_posix())) and file.is_file():
                yield *place, file.relative_to(path).as_posix(), file.read_bytes()
    elif zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            for member in sorted(archive.namelist()):
                if place := _place_of(member):
                    yield *place, member, archive.read(member)
    elif (place := _place_of(path.absolute().as_posix())) and path.is_file():
        yield *place, path.name, path.read_bytes()


def _place_of(name: str) -> tuple[int, int, int] | None:
    """…/15/29091/12945.txt → zoom, x, y."""
    path = PurePosixPath(name)
    parts = (*path.parts[-3:-1], path.stem)
    if path.suffix.lower() not in TILES or len(parts) < 3 or not all(part.isdecimal() for part in parts):
        return None
    zoom, x, y = map(int, parts)
    return (zoom, x, y) if 1 <= zoom <= 18 and x < 2**zoom and y < 2**zoom else None


def _text_tile(name: str, content: bytes) -> npt.NDArray[np.float32]:
    rows = content.decode("ascii", "replace").split()
    try:
        heights = [[float("nan" if height == "e" else height) for height in row.split(",")] for row in rows]
        return _checked(name, np.array(heights, np.float32))
    except ValueError as error:
        raise PlaceDataBroken(f"{name} を標高タイルとして読めませんでした。取得し直してください。") from error


def _png_tile(name: str, content: bytes) -> npt.NDArray[np.float32]:
    try:
        pixels = np.asarray(Image.open(io.BytesIO(content)).convert("RGBA"), np.int64)
    except (OSError, ValueError, UnidentifiedImageError) as error:
        raise PlaceDataBroken(f"{name} を標高タイル（PNG）として読めませんでした。取得し直してください。") from error
    packed = (pixels[..., 0] << 16) + (pixels[..., 1] << 8) + pixels[..., 2]
    heights = np.where(packed < _NO_PNG_HEIGHT, packed, packed - (1 << 24)) * 0.01
    heights[(packed == _NO_PNG_HEIGHT) | (pixels[..., 3] == 0)] = np.nan
    return _checked(name, heights.astype(np.float32))


def _checked(name: str, heights: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    if heights.shape != (TILE, TILE):
        raise PlaceDataBroken(f"{name} の大きさが {TILE} × {TILE} ではありません。取得し直してください。")
    return heights


def _mosaic(zoom: int, tiles: dict[tuple[int, int], npt.NDArray[np.float32]]) -> Raster:
    """Web Mercator tiles side by side as one raster."""
    west, north = min(x for x, _ in tiles), min(y for _, y in tiles)
    wide, high = max(x for x, _ in tiles) - west + 1, max(y for _, y in tiles) - north + 1
    if wide * high * TILE * TILE > _MOST_PIXELS:
        raise PlaceDataBroken("標高タイルの範囲が広すぎます。自治体とそのまわりのタイルだけにしてください。")
    heights = np.full((high * TILE, wide * TILE), np.nan, np.float32)
    for (x, y), tile in tiles.items():
        heights[(y - north) * TILE : (y - north + 1) * TILE, (x - west) * TILE : (x - west + 1) * TILE] = tile
    edge = math.pi * 6_378_137.0
    step = 2 * edge / 2**zoom / TILE
    return Raster(
        heights, -edge + (west * TILE + 0.5) * step, edge - (north * TILE + 0.5) * step, step, -step, "EPSG:3857", step
    )


def read_geotiff(path: Path) -> Raster:
    """Raises PlaceDataBroken where it is no single band of heights, or does not say where it lies."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            image = Image.open(path)
            if image.width * image.height > _MOST_PIXELS:
                raise PlaceDataBroken(f"{path} が大きすぎます。自治体のまわりだけを切り出してください。")
            values = np.asarray(image).astype(np.float32)
        if not isinstance(image, TiffImageFile):
            raise PlaceDataBroken(f"{path} は GeoTIFF ではありません（{image.format}）。")
        tags = dict(image.tag_v2.items())
    except (OSError, ValueError, AttributeError, UnidentifiedImageError, Image.DecompressionBombError) as error:
        raise PlaceDataBroken(
            f"{path} を GeoTIFF として読めませんでした（{error}）。"
            "標高の 1 バンドを、32 ビットの数で保存し直してください。"
        ) from error
    if values.ndim != 2:
        raise PlaceDataBroken(f"{path} は標高の 1 バンドではありません（色の画像かもしれません）。")
    if _SCALE not in tags or _TIEPOINT not in tags or _GEO_KEYS not in tags:
        raise PlaceDataBroken(
            f"{path} に位置の記載（GeoTIFF のタグ）がありません。北を上にした GeoTIFF にしてください。"
        )
    keys = _geo_keys(tags[_GEO_KEYS])
    code = keys.get(_PROJECTED) or keys.get(_GEOGRAPHIC)
    if code in (None, _USER_DEFINED):
        raise PlaceDataBroken(f"{path} の座標系に EPSG の番号がありません。EPSG:6668 などに変換してください。")
    step_x, step_y = float(tags[_SCALE][0]), -float(tags[_SCALE][1])
    column, row, _, x, y = (float(value) for value in tags[_TIEPOINT][:5])
    half = 0.0 if keys.get(_RASTER_TYPE) == 2 else 0.5
    values[(values < _HEIGHTS[0]) | (values > _HEIGHTS[1])] = np.nan
    if (missing := _number(tags.get(_NO_DATA))) is not None:
        values[values == np.float32(missing)] = np.nan
    try:
        system = pyproj.CRS.from_epsg(code)
    except pyproj.exceptions.CRSError as error:
        raise PlaceDataBroken(
            f"{path} の座標系 EPSG:{code} が分かりません。EPSG:6668 などに変換してください。"
        ) from error
    fineness = abs(step_y) * (111_195.0 if system.is_geographic else 1.0)
    left, top = x + (half - column) * step_x, y + (half - row) * step_y
    return Raster(values, left, top, step_x, step_y, f"EPSG:{code}", fineness)


def _geo_keys(stated: tuple[int, ...]) -> dict[int, int]:
    """The short keys of the directory: groups of four after its head; location 0: the value stands there."""
    groups = [stated[at : at + 4] for at in range(4, len(stated), 4)]
    return {group[0]: group[3] for group in groups if len(group) == 4 and group[1] == 0}


def _number(text: object) -> float | None:
    try:
        return float(str(text).strip("\0 "))
    except ValueError:
        return None
