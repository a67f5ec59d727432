"""Polygon files as municipalities have them (GeoJSON, GeoPackage, Shapefile, one of them in a zip) → one frame.

The frame is in EPSG:6668 (JGD2011), holds polygons of one municipality only, and no water (e-Stat HCODE 8154).
"""

import tempfile
import warnings
import zipfile
from pathlib import Path

import geopandas
import pyogrio
import pyproj
import shapely

from geodata.errors import PlaceDataBroken
from geodata.zones.boundary_check import refuse_broken_shapes

CRS = "EPSG:6668"
_WATER = "8154"
_GEOJSON = (".geojson", ".json")
_READABLE = (*_GEOJSON, ".gpkg", ".shp")
_AREAS = ("Polygon", "MultiPolygon")


def read_frame(path: Path, municipality_code: str, crs: str | None = None) -> geopandas.GeoDataFrame:
    """`crs`: the coordinate system (EPSG:2451) of a file that does not say it.

    Raises PlaceDataBroken naming the file, what is wrong and what to do.
    """
    if path.suffix.lower() == ".zip":
        with tempfile.TemporaryDirectory() as folder:
            return read_frame(_unpacked(path, Path(folder)), municipality_code, crs)
    frame = _placed(path, _read(path), crs)
    if frame.empty:
        raise PlaceDataBroken(f"{path.name} に形が 1 つもありません（空の層です）。書き出し直してください。")
    refuse_broken_shapes(path.name, frame)
    own = _of_municipality(_land(frame), municipality_code)
    own = own[own.geometry.notna() & own.geometry.geom_type.isin(_AREAS)]
    own = own[~own.geometry.is_empty]
    if own.empty:
        raise PlaceDataBroken(
            f"{path.name} に、{municipality_code} の面の形（ポリゴン）がありません。点や線の列、ほかの市区町村の"
            "ファイルではないか確かめてください。"
        )
    own = own.to_crs(CRS)
    if not _is_plausible(own):
        raise PlaceDataBroken(
            f"{path.name} の位置か大きさがおかしくなりました。"
            "座標系の記載（.prj か --crs）が合っているか確かめてください。"
        )
    return own


def _unpacked(path: Path, folder: Path) -> Path:
    """The one readable file of a zip, unpacked with what belongs to it."""
    try:
        with zipfile.ZipFile(path) as archive:
            archive.extractall(folder)
    except (zipfile.BadZipFile, OSError) as error:
        raise PlaceDataBroken(f"{path.name} を zip として開けませんでした。取得し直してください。") from error
    found = sorted(file for file in folder.rglob("*") if file.suffix.lower() in _READABLE)
    if len(found) != 1:
        names = "、".join(file.name for file in found) or "なし"
        raise PlaceDataBroken(
            f"{path.name} に入れる境界のファイル（.shp・.geojson・.gpkg）は 1 つにしてください（あったもの: {names}）。"
        )
    return found[0]


def _read(path: Path) -> geopandas.GeoDataFrame:
    """A Shapefile without .cpg is CP932. What GDAL remarks on is in English: what matters of it is said otherwise."""
    encoding = _encoding_of_shapefile(path) if path.suffix.lower() == ".shp" else None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            layer = _layer_of_areas(path)
            frame = geopandas.read_file(path, encoding=encoding, layer=layer, on_invalid="ignore")
    except UnicodeError as error:
        raise PlaceDataBroken(
            f"{path.name} の文字コードが読めませんでした。"
            f"{path.stem}.cpg に文字コードの名（UTF-8 など）を書いて添えてください。"
        ) from error
    except (OSError, ValueError, RuntimeError) as error:
        raise PlaceDataBroken(
            f"{path.name} を境界のファイルとして読めませんでした。GeoJSON・GeoPackage・Shapefile が読めます。"
            "中身が途中で切れているか、別の形式です。書き出し直してください。"
        ) from error
    if not isinstance(frame, geopandas.GeoDataFrame):
        raise PlaceDataBroken(f"{path.name} に形（ジオメトリ）がありません。")
    return frame


def _encoding_of_shapefile(path: Path) -> str | None:
    """None: the .cpg tells. Raises PlaceDataBroken where a part of the Shapefile is lacking."""
    beside = {file.suffix.lower() for file in path.parent.glob(f"{path.stem}.*")}
    lacking = [suffix for suffix in (".shx", ".dbf") if suffix not in beside]
    if lacking:
        raise PlaceDataBroken(
            f"{path.name} と同じ場所に {'・'.join(lacking)} がありません。"
            "Shapefile は .shp・.shx・.dbf・.prj をそろえて置いてください。"
        )
    return None if ".cpg" in beside else "cp932"


def _layer_of_areas(path: Path) -> str | None:
    """The one layer of a file that has areas; None: the first, where none says that it has."""
    layers = pyogrio.list_layers(path)
    found = [str(name) for name, kind in layers if kind is not None and "Polygon" in kind]
    if len(found) > 1:
        raise PlaceDataBroken(
            f"{path.name} に面の層が {len(found)} つあります（{'、'.join(found)}）。"
            "使う層だけを 1 つのファイルに書き出してください。"
        )
    return found[0] if found else None


def _placed(path: Path, frame: geopandas.GeoDataFrame, crs: str | None) -> geopandas.GeoDataFrame:
    """With its coordinate system: its own, or the one that was told where it says none."""
    # GeoJSON has no place to say it: without an old-style member it is taken for degrees.
    says_none = frame.crs is None or (path.suffix.lower() in _GEOJSON and frame.crs.to_epsg() == 4326)
    if crs is None:
        if frame.crs is None:
            raise PlaceDataBroken(
                f"{path.name} に座標系の記載がありません。.prj を添えるか、--crs で指定してください"
                "（緯度経度なら EPSG:6668。平面直角座標の第 N 系なら EPSG:6668＋N（JGD2011）か "
                "EPSG:2442＋N（JGD2000）、たとえば第 IX 系は EPSG:6677 か EPSG:2451）。"
            )
        return frame
    try:
        told = pyproj.CRS.from_user_input(crs)
    except pyproj.exceptions.CRSError as error:
        raise PlaceDataBroken(f"座標系「{crs}」が分かりません。EPSG:6668 のように書いてください。") from error
    if says_none:
        return frame.set_crs(told, allow_override=True)
    own, other = frame.crs.to_epsg(min_confidence=25), told.to_epsg()
    if own is not None and other is not None and own != other:
        raise PlaceDataBroken(
            f"{path.name} には座標系 EPSG:{own} と記載がありますが、--crs は {crs} です。"
            "記載が正しければ --crs を外し、誤りなら .prj を除いてから取り込んでください。"
        )
    return frame


def _land(frame: geopandas.GeoDataFrame) -> geopandas.GeoDataFrame:
    if "HCODE" not in frame.columns:
        return frame
    return frame[frame["HCODE"].astype(str).str.removesuffix(".0") != _WATER]


def _of_municipality(frame: geopandas.GeoDataFrame, code: str) -> geopandas.GeoDataFrame:
    """e-Stat's and N03's files hold whole prefectures: towns of one name in other cities must not come in."""
    for column in ("KEY_CODE", "N03_007", "area_id"):
        if column in frame.columns:
            codes = frame[column].astype(str)
            if codes.str.fullmatch("[0-9]{5,}").all():
                return frame[codes.str.slice(0, 5) == code]
    return frame


def _is_plausible(frame: geopandas.GeoDataFrame) -> bool:
    """In Japan, and larger than a house: degrees taken for metres come to a few metres."""
    low_x, low_y, high_x, high_y = frame.total_bounds
    inside = shapely.box(120, 18, 156, 47).covers(shapely.box(low_x, low_y, high_x, high_y))
    return bool(inside and max(high_x - low_x, high_y - low_y) > 0.0005)
