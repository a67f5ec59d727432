"""Reads polygon files (GeoJSON, GeoPackage, Shapefile; e-Stat 小地域, N03) into an edition of 圏域.

A column naming the zones takes each polygon as a zone's. Otherwise polygons are 町丁目, given to zones by the rules; a
town that a rule splits goes to each of its zones and is named as split. Water (HCODE 8154) is dropped; coordinates come
to EPSG:6668 (JGD2011).
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import geopandas
from shapely.geometry.base import BaseGeometry

from geodata.characters import key
from geodata.errors import PlaceDataBroken
from geodata.towns import Town
from geodata.zones.polygons import PolygonEdition, dissolved
from geodata.zones.zone_set import ZoneSet

CRS = "EPSG:6668"
_TOWN_COLUMNS = ("S_NAME", "MOJI", "町丁目名", "大字町丁目名", "town")
_ZONE_COLUMNS = ("zone_id", "zone", "圏域", "日常生活圏域", "area")
_WATER = "8154"


@dataclass(slots=True)
class Imported:
    """`polygons` read, of so many `towns` (one may have several records).

    `unplaced`: names of polygons that no rule takes in; `missing`: zones without any polygon.
    """

    edition: PolygonEdition
    polygons: int = 0
    towns: int = 0
    unplaced: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)

    def in_words(self) -> Iterator[str]:
        made = f"{len(self.edition.shapes)} 圏域の境界を作りました（{self.edition.as_of}）。"
        yield f"{self.polygons} 個の形（{self.towns} の名）から、{made}"
        for zone_id, names in self.edition.split.items():
            if names:
                yield f"番や号で分かれる町（どちらの圏域にも入れた）: {zone_id}: {'、'.join(names)}"
        if self.unplaced:
            yield f"どの担当地域の文にも当たらない形: {'、'.join(self.unplaced)}"
        if self.missing:
            yield f"形が 1 つもない圏域: {'、'.join(self.missing)}"


def read_polygons(path: Path, zones: ZoneSet, edition_id: str, as_of: str, source: str) -> Imported:
    """Raises PlaceDataBroken when the file cannot be read or has neither zones nor towns in its columns."""
    frame = _frame(path)
    zone_column = next((c for c in _ZONE_COLUMNS if c in frame.columns), None)
    town_column = next((c for c in _TOWN_COLUMNS if c in frame.columns), None)
    if zone_column is None and town_column is None:
        wanted = "・".join((*_ZONE_COLUMNS[:3], *_TOWN_COLUMNS))
        raise PlaceDataBroken(f"{path} に、圏域か町の名の列がありません（{wanted} のどれか）。")
    parts: dict[str, list[BaseGeometry]] = {zone.id: [] for zone in zones.zones}
    split: dict[str, list[str]] = {zone.id: [] for zone in zones.zones}
    imported = Imported(PolygonEdition(edition_id, as_of, source, {}, {}))
    for row in frame.itertuples(index=False):
        values = row._asdict()
        imported.polygons += 1
        if zone_column is not None:
            name = str(values[zone_column])
            ids = tuple(z.id for z in zones.zones if name == z.id or key(name) == key(z.name))
            is_split = False
        else:
            name = _town_name(values, town_column or "")
            shared = zones.zones_of_town(Town(name, "", None, None, None))
            ids, is_split = shared.zone_ids, shared.is_split
        if not ids:
            imported.unplaced.append(name)
        for zone_id in ids:
            parts[zone_id].append(values["geometry"])
            if is_split:
                split[zone_id].append(name)
    imported.edition.shapes.update({i: dissolved(shapes) for i, shapes in parts.items() if shapes})
    imported.edition.split.update({i: tuple(dict.fromkeys(names)) for i, names in split.items()})
    imported.towns = frame[zone_column or town_column].nunique()
    imported.missing = [zone.name for zone in zones.zones if not parts[zone.id]]
    return imported


def _frame(path: Path) -> geopandas.GeoDataFrame:
    """The polygons in EPSG:6668, water dropped. A Shapefile without .cpg is CP932."""
    encoding = "cp932" if path.suffix.lower() == ".shp" and not path.with_suffix(".cpg").exists() else None
    try:
        frame = geopandas.read_file(path, encoding=encoding) if encoding else geopandas.read_file(path)
    except (OSError, ValueError, UnicodeError, RuntimeError) as error:
        raise PlaceDataBroken(f"{path} を境界のファイルとして読めませんでした: {error}") from error
    if frame.crs is None:
        raise PlaceDataBroken(f"{path} に座標系の記載がありません（.prj を添えるか、GeoPackage にしてください）。")
    if "HCODE" in frame.columns:
        frame = frame[frame["HCODE"].astype(str).str.removesuffix(".0") != _WATER]
    frame = frame[frame.geometry.notna() & frame.geometry.geom_type.isin(("Polygon", "MultiPolygon"))]
    if frame.empty:
        raise PlaceDataBroken(f"{path} に面の形（ポリゴン）がありません。")
    return frame.to_crs(CRS)


def _town_name(values: dict[str, object], column: str) -> str:
    """The town's name; some files keep the 丁目's number in a column of its own."""
    name, chome = str(values[column] or ""), str(values.get("chome") or "")
    return f"{name}{chome}丁目" if chome.isdecimal() else name
