"""Heights are read from tiles (text, PNG) and GeoTIFF, put on one grid, and looked up; what lacks stays unknown."""

import io
import math
import zipfile
from pathlib import Path

import numpy as np
import pyproj
import pytest
from PIL import Image
from PIL.TiffImagePlugin import ImageFileDirectory_v2

from geodata.errors import PlaceDataBroken
from geodata.ways.elevation import ElevationGrid
from geodata.ways.elevation_reading import Box, gridded, is_heights, rasters_in, read_geotiff

ZOOM = 15
# The tile that holds 35.3 N, 139.61 E at zoom 15, and the degrees of longitude that a tile spans.
X, Y = 29091, 12945
SPAN = 360 / 2**ZOOM
WEST = X * SPAN - 180
RISING = np.tile(np.arange(256, dtype=np.float32), (256, 1))
BOX = Box(35.297, WEST + 0.001, 35.302, WEST + 0.009)


def text_of(heights: np.ndarray) -> str:
    return "\n".join(",".join("e" if math.isnan(h) else f"{h:.2f}" for h in row) for row in heights.tolist()) + "\n"


def png_of(heights: np.ndarray) -> bytes:
    packed = np.where(np.isnan(heights), 1 << 23, np.rint(np.nan_to_num(heights) * 100).astype(np.int64) % (1 << 24))
    packed = packed.astype(np.int64)
    pixels = np.stack([packed >> 16 & 255, packed >> 8 & 255, packed & 255], axis=-1).astype(np.uint8)
    made = io.BytesIO()
    Image.fromarray(pixels, "RGB").save(made, "PNG")
    return made.getvalue()


def tile(folder: Path, content: str | bytes, ending: str = "txt", zoom: int = ZOOM, x: int = X, y: int = Y) -> Path:
    path = folder / str(zoom) / str(x) / f"{y}.{ending}"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode("ascii") if isinstance(content, str) else content)
    return path


def geotiff(path: Path, heights: np.ndarray, left: float, top: float, step: float, code: int, *,
            point: bool = False, nodata: str | None = None, **how: object) -> Path:  # fmt: skip
    projected = not pyproj.CRS.from_epsg(code).is_geographic
    keys = [1, 1, 0, 3, 1024, 0, 1, 1 if projected else 2, 1025, 0, 1, 2 if point else 1,
            3072 if projected else 2048, 0, 1, code]  # fmt: skip
    tags = ImageFileDirectory_v2()
    tags[33550], tags[33922], tags[34735] = (step, step, 0.0), (0.0, 0.0, 0.0, left, top, 0.0), tuple(keys)
    for tag, kind in ((33550, 12), (33922, 12), (34735, 3)):
        tags.tagtype[tag] = kind
    if nodata is not None:
        tags[42113] = nodata
        tags.tagtype[42113] = 2
    Image.fromarray(heights).save(path, "TIFF", tiffinfo=tags, **how)
    return path


def height(grid: ElevationGrid, latitude: float, longitude: float) -> float:
    return float(grid.at(np.array([latitude]), np.array([longitude]))[0])


def along_tile(share: float) -> float:
    return WEST + SPAN * share


@pytest.mark.parametrize("ending", ["txt", "png"])
def test_a_height_is_read_from_the_tile_that_holds_the_point(tmp_path: Path, ending: str) -> None:
    tile(tmp_path, text_of(RISING) if ending == "txt" else png_of(RISING), ending)
    grid = gridded(rasters_in(tmp_path), BOX)
    assert height(grid, 35.3, along_tile(100.5 / 256)) == pytest.approx(100, abs=0.2)
    assert height(grid, 35.3, along_tile(180.5 / 256)) == pytest.approx(180, abs=0.2)
    assert math.isnan(height(grid, 35.3, BOX.east + 0.01))


def test_a_zip_of_tiles_and_a_single_tile_are_read_too(tmp_path: Path) -> None:
    single = tile(tmp_path / "tiles", text_of(RISING))
    packed = tmp_path / "tiles.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        archive.write(single, f"dem5a/{ZOOM}/{X}/{Y}.txt")
    for source in (packed, single):
        assert is_heights(source)
        assert height(gridded(rasters_in(source), BOX), 35.3, along_tile(0.5)) == pytest.approx(127.5, abs=0.3)


@pytest.mark.parametrize("ending", ["txt", "png"])
def test_sea_and_heights_below_it_are_told_apart(tmp_path: Path, ending: str) -> None:
    heights = np.where(RISING < 128, np.float32(-2.5), np.float32(np.nan))
    tile(tmp_path, text_of(heights) if ending == "txt" else png_of(heights), ending)
    grid = gridded(rasters_in(tmp_path), BOX)
    assert height(grid, 35.3, along_tile(0.25)) == pytest.approx(-2.5, abs=0.01)
    assert math.isnan(height(grid, 35.3, along_tile(0.75)))


def test_where_two_cover_a_place_the_finer_one_counts_and_the_other_fills_its_gaps(tmp_path: Path) -> None:
    tile(tmp_path, text_of(np.where(RISING < 128, np.float32(10), np.float32(np.nan))))
    tile(tmp_path, text_of(np.full((256, 256), 30.0, np.float32)), zoom=14, x=X // 2, y=Y // 2)
    grid = gridded(rasters_in(tmp_path), BOX)
    assert height(grid, 35.3, along_tile(0.25)) == pytest.approx(10)
    assert height(grid, 35.3, along_tile(0.75)) == pytest.approx(30)


@pytest.mark.parametrize("how", [{}, {"compression": "tiff_adobe_deflate"}, {"compression": "tiff_lzw"}])
@pytest.mark.parametrize("point", [False, True])
def test_a_geotiff_in_degrees_is_read_whichever_way_it_counts_its_pixels(
    tmp_path: Path, how: dict[str, str], point: bool
) -> None:
    heights = np.tile(np.arange(100, dtype=np.float32), (100, 1))
    path = geotiff(tmp_path / "dem.tif", heights, 139.60, 35.31, 0.0002, 6668, point=point, **how)
    grid = gridded([read_geotiff(path)], Box(35.292, 139.601, 35.308, 139.618))
    middle = 50 if point else 49.5
    assert height(grid, 35.30, 139.60 + 50 * 0.0002) == pytest.approx(middle, abs=0.05)


def test_a_geotiff_in_metres_of_a_plane_system_lies_where_it_should(tmp_path: Path) -> None:
    to_plane = pyproj.Transformer.from_crs("EPSG:6668", "EPSG:6677", always_xy=True)
    x, y = to_plane.transform(139.61, 35.30)
    heights = np.zeros((200, 200), np.float32)
    heights[100, 100] = 40
    path = geotiff(tmp_path / "dem.tiff", heights, x - 1005, y + 1005, 10, 6677)
    grid = gridded([read_geotiff(path)], Box(35.295, 139.605, 35.305, 139.615))
    row, column = np.unravel_index(np.nanargmax(grid.heights_m), grid.heights_m.shape)
    assert 35.295 + row * grid.cell == pytest.approx(35.30, abs=0.00015)
    assert 139.605 + column * grid.cell == pytest.approx(139.61, abs=0.00015)


def test_missing_values_of_a_geotiff_are_unknown(tmp_path: Path) -> None:
    heights = np.full((50, 50), 7, np.int32)
    heights[:, 25:] = -9999
    path = geotiff(tmp_path / "dem.tif", heights, 139.60, 35.31, 0.0002, 4326, nodata="-9999")
    grid = gridded([read_geotiff(path)], Box(35.301, 139.601, 35.309, 139.609))
    assert height(grid, 35.305, 139.602) == 7
    assert math.isnan(height(grid, 35.305, 139.608))


def test_what_cannot_be_read_is_named_with_what_to_do(tmp_path: Path) -> None:
    colours, plain = tmp_path / "colour.tif", tmp_path / "plain.tif"
    Image.new("RGB", (10, 10)).save(colours)
    Image.fromarray(np.zeros((5, 5), np.float32)).save(plain)
    (tmp_path / "text.tif").write_text("標高", encoding="utf-8")
    own = geotiff(tmp_path / "own.tif", np.zeros((5, 5), np.float32), 0, 0, 1, 6677)
    tagged = Image.open(own)
    tags = tagged.tag_v2
    tags[34735] = (1, 1, 0, 1, 3072, 0, 1, 32767)
    Image.fromarray(np.zeros((5, 5), np.float32)).save(tmp_path / "custom.tif", tiffinfo=tags)
    for name, said in (
        ("colour", "1 バンド"), ("plain", "位置の記載"), ("text", "読めませんでした"), ("custom", "EPSG の番号"),
    ):  # fmt: skip
        with pytest.raises(PlaceDataBroken, match=said):
            read_geotiff(tmp_path / f"{name}.tif")
    for content, said in (("1,2,3", "256"), ("x", "読めませんでした")):
        tile(tmp_path, content)
        with pytest.raises(PlaceDataBroken, match=said):
            rasters_in(tmp_path)
    tile(tmp_path / "png", b"\x89PNG", "png")
    with pytest.raises(PlaceDataBroken, match="PNG"):
        rasters_in(tmp_path / "png")


def test_ways_are_looked_at_in_even_steps_whatever_their_length() -> None:
    grid = ElevationGrid(35.28, 139.58, np.tile(np.arange(401, dtype=np.float32), (401, 1)))
    metres = np.array([0.0, 45.0, 400.0, 3000.0])
    found = grid.along(
        35.30, 139.60, np.full(4, 35.30), 139.60 + metres / 111_195 / math.cos(math.radians(35.3)), metres
    )
    assert found.heights_m.shape == (4, 17)
    assert found.lengths_m.sum(axis=1) == pytest.approx(metres)
    assert not found.known[3]  # beyond the grid
    assert found.heights_m[2, -1] - found.heights_m[2, 0] == pytest.approx(400 / 9.08, rel=0.01)
