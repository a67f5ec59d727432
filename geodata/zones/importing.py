"""Polygons (e-Stat 小地域 and others) → an edition of 圏域.

A column naming the zones takes each polygon as a zone's. Otherwise polygons are 町丁目, given to zones by the rules; a
town that a rule splits goes to each of its zones and is named as split.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import geopandas
from shapely.geometry.base import BaseGeometry

from geodata.characters import key
from geodata.errors import PlaceDataBroken
from geodata.gazetteer.towns import Town
from geodata.zones.boundary_check import overlaps, refuse_another_place
from geodata.zones.boundary_files import read_frame
from geodata.zones.polygons import PolygonEdition, dissolved
from geodata.zones.zone_set import ZoneSet

_TOWN_COLUMNS = ("S_NAME", "MOJI", "町丁目名", "大字町丁目名", "町名", "town")
_ZONE_COLUMNS = ("zone_id", "zone", "圏域", "圏域名", "日常生活圏域", "area")


@dataclass(slots=True)
class Imported:
    """`polygons` read, of so many `towns` (one may have several records).

    `unplaced`: names of polygons that no rule takes in; `missing`: zones without any polygon. `mended`: shapes that
    crossed themselves. `overlaps`: pairs of zones and the share of the smaller that lies in both. `bare`: towns whose
    point lies in no shape. `people`: by zone id, population and households of its undivided towns, where the file has
    them.
    """

    edition: PolygonEdition
    polygons: int = 0
    towns: int = 0
    unplaced: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    mended: int = 0
    bare: int = 0
    overlaps: list[tuple[str, str, float]] = field(default_factory=list)
    people: dict[str, tuple[int, int]] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)

    def in_words(self) -> Iterator[str]:
        made = f"{len(self.edition.shapes)} 圏域の境界を作りました（{self.edition.as_of}）。"
        yield f"{self.polygons} 個の形（{self.towns} の名）から、{made}"
        for zone_id, names in self.edition.split.items():
            if names:
                yield f"番や号で分かれる町（どちらの圏域にも入れた）: {self.names[zone_id]}: {'、'.join(names)}"
        if self.mended:
            yield f"自分と交わる形を {self.mended} 個直しました。地図で見て確かめてください。"
        for one, other, share in self.overlaps:
            pair = f"{self.names[one]}と{self.names[other]}"
            yield f"重なり: {pair}の境界が重なっています（小さいほうの {share:.0%}）。重なる所の住所は聞き返します。"
        if self.bare:
            yield f"どの形にも入らない町: {self.bare}（代表点による。名前は「tsunagi zones check」）。"
        for zone_id, (people, households) in self.people.items():
            yield f"{self.names[zone_id]}: 人口 {people:,}、世帯 {households:,}（JINKO・SETAI の計。分かれる町を除く）"
        if self.unplaced:
            yield f"どの担当地域の文にも当たらない形: {'、'.join(dict.fromkeys(self.unplaced))}"
        if self.missing:
            yield f"形が 1 つもない圏域: {'、'.join(self.missing)}"


def read_polygons(
    path: Path, zones: ZoneSet, edition_id: str, as_of: str, source: str, crs: str | None = None
) -> Imported:
    """Raises PlaceDataBroken when the file cannot be read, has neither zones nor towns in its columns, or makes no
    zone, one zone twice, or lies elsewhere.
    """
    frame = read_frame(path, zones.municipality.code, crs)
    names = {zone.id: zone.name for zone in zones.zones}
    imported = Imported(PolygonEdition(edition_id, as_of, source, {}, {}), names=names)
    _gather(imported, frame, zones, _columns(path, frame))
    if not imported.edition.shapes:
        raise PlaceDataBroken(
            f"{path.name} の形は、どの圏域にも当たりません（形の名: {_few(imported.unplaced)}。"
            f"圏域: {'、'.join(names.values())}）。名の列を確かめてください。何も変えていません。"
        )
    shapes = imported.edition.shapes
    towns = zones.gazetteer.towns(zones.municipality).all()
    imported.bare = refuse_another_place(path.name, list(shapes.values()), towns)
    for one, other, share in overlaps(shapes, list(imported.edition.split_shapes.values())):
        if shapes[one].equals(shapes[other]):
            raise PlaceDataBroken(
                f"{path.name} の{names[one]}と{names[other]}は、同じ形です。どちらかの形か名が違います。"
                "直して書き出し直してください。何も変えていません。"
            )
        imported.overlaps.append((one, other, share))
    return imported


def _columns(path: Path, frame: geopandas.GeoDataFrame) -> tuple[str | None, str | None]:
    """The column that names zones, and the one that names towns."""
    zone_column = next((c for c in _ZONE_COLUMNS if c in frame.columns), None)
    town_column = next((c for c in _TOWN_COLUMNS if c in frame.columns), None)
    if zone_column is None and town_column is None:
        wanted = "・".join((*_ZONE_COLUMNS[:3], *_TOWN_COLUMNS))
        is_n03 = "N03_007" in frame.columns
        why = "（N03 は市区町村の境で、圏域や町の境ではありません）" if is_n03 else ""
        raise PlaceDataBroken(f"{path.name} に、圏域か町の名の列がありません（{wanted} のどれか）。{why}")
    return zone_column, town_column


def _gather(
    imported: Imported, frame: geopandas.GeoDataFrame, zones: ZoneSet, columns: tuple[str | None, str | None]
) -> None:
    """Each polygon to its zones, and the zones' shapes dissolved into the edition."""
    zone_column, town_column = columns
    parts: dict[str, list[BaseGeometry]] = {zone.id: [] for zone in zones.zones}
    split: dict[str, list[str]] = {zone.id: [] for zone in zones.zones}
    split_parts: dict[str, list[BaseGeometry]] = {}
    read: set[str] = set()
    for row in frame.itertuples(index=False):
        values = row._asdict()
        imported.polygons += 1
        if zone_column is not None:
            name = _text(values[zone_column])
            ids = tuple(z.id for z in zones.zones if name == z.id or key(name) == key(z.name))
            is_split = False
        else:
            name = _town_name(values, town_column or "")
            shared = zones.zones_of_town(Town(name, "", None, None, None))
            ids, is_split = shared.zone_ids, shared.is_split
        read.add(name)
        if not ids:
            imported.unplaced.append(name or "名のない形")
        imported.mended += not values["geometry"].is_valid
        if len(ids) == 1 and not is_split and "JINKO" in values:
            people, households = imported.people.get(ids[0], (0, 0))
            imported.people[ids[0]] = (people + _count(values["JINKO"]), households + _count(values.get("SETAI")))
        if is_split:
            split_parts.setdefault(name, []).append(values["geometry"])
        for zone_id in ids:
            parts[zone_id].append(values["geometry"])
            if is_split:
                split[zone_id].append(name)
    imported.edition.shapes.update({i: dissolved(shapes) for i, shapes in parts.items() if shapes})
    imported.edition.split_shapes.update({name: dissolved(shapes) for name, shapes in split_parts.items()})
    imported.edition.split.update({i: tuple(dict.fromkeys(names)) for i, names in split.items()})
    imported.towns = len(read)
    imported.missing = [zone.name for zone in zones.zones if not parts[zone.id]]


def _few(names: list[str]) -> str:
    return "、".join(list(dict.fromkeys(names))[:8])


def _town_name(values: dict[str, object], column: str) -> str:
    """The town's name; some files keep the 丁目's number in a column of its own."""
    name, chome = _text(values[column]), _text(values.get("chome"))
    return f"{name}{chome}丁目" if chome.isdecimal() else name


def _text(value: object) -> str:
    """A cell in words; an empty one is None or NaN."""
    return "" if value is None or value != value else str(value).strip()


def _count(value: object) -> int:
    return int(value) if isinstance(value, int | float) and value == value else 0
