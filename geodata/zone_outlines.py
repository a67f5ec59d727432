"""Outlines of 圏域 for maps. Until polygons are loaded: from town points, 概略, never a ground for a decision.

Each town has the land nearer to its point than to another's, within a buffer of the points. Computed in a local plane
(equirectangular about the municipality's middle), given back in JGD2011 longitude/latitude.
"""

import math
from dataclasses import dataclass

import shapely
from shapely.geometry.base import BaseGeometry

from geodata.towns import Town
from geodata.zone_check import zone_ids_of_town
from geodata.zones import ZoneSet

# How far land may lie from a town's point and still be drawn: towns' points are a few hundred metres apart.
REACH_M = 700.0
_METRES_PER_DEGREE = 111_320.0
NOTE = "町丁目の代表点から計算した概略です。境界ではありません。担当は住所で決まります。"


@dataclass(frozen=True, slots=True)
class Outline:
    """`geometry`: shapely polygons, x longitude, y latitude (JGD2011 degrees).

    `split`: towns that a rule divides; they are drawn with every zone that has a part of them.
    """

    zone_id: str
    geometry: BaseGeometry
    approximate: bool
    note: str
    split: tuple[str, ...] = ()
    split_geometry: BaseGeometry | None = None


def outlines(zones: ZoneSet) -> dict[str, Outline]:
    """One outline a zone, empty where no town of it has a point."""
    towns = [t for t in zones.gazetteer.towns(zones.municipality).all() if _has_point(t) and not t.koaza]
    cells = _cells([(t.longitude or 0.0, t.latitude or 0.0) for t in towns])
    whole: dict[str, list[BaseGeometry]] = {zone.id: [] for zone in zones.zones}
    split: dict[str, list[tuple[str, BaseGeometry]]] = {zone.id: [] for zone in zones.zones}
    for town, cell in zip(towns, cells, strict=True):
        ids, is_split = zone_ids_of_town(zones, town)
        for zone_id in ids:
            if is_split:
                split[zone_id].append((town.town, cell))
            else:
                whole[zone_id].append(cell)
    found = {}
    for zone in zones.zones:
        parts = whole[zone.id] + [cell for _, cell in split[zone.id]]
        divided = shapely.unary_union([cell for _, cell in split[zone.id]]) if split[zone.id] else None
        names = tuple(name for name, _ in split[zone.id])
        note = NOTE + (
            f"番や号で分かれる町（{'、'.join(names)}）は、どちらの圏域にも含めて描いています。" if names else ""
        )
        found[zone.id] = Outline(zone.id, shapely.unary_union(parts), True, note, names, divided)
    return found


def _has_point(town: Town) -> bool:
    return town.latitude is not None and town.longitude is not None


def _cells(points: list[tuple[float, float]]) -> list[BaseGeometry]:
    """The cell of each point (x, y degrees), in the points' order."""
    if not points:
        return []
    middle_x = sum(x for x, _ in points) / len(points)
    middle_y = sum(y for _, y in points) / len(points)
    east = _METRES_PER_DEGREE * math.cos(math.radians(middle_y))
    plane = [shapely.Point((x - middle_x) * east, (y - middle_y) * _METRES_PER_DEGREE) for x, y in points]
    # A closing makes one outer shape of neighbouring buffers and fills the small gaps between them.
    land = shapely.unary_union(plane).buffer(REACH_M * 1.6).buffer(-REACH_M * 0.6)
    cells: list[BaseGeometry]
    if len(plane) == 1:
        cells = [land]
    else:
        diagram = shapely.voronoi_polygons(shapely.MultiPoint(plane), extend_to=land)
        tree = shapely.STRtree(list(diagram.geoms))
        cells = []
        for point in plane:
            cell = next((tree.geometries[i] for i in tree.query(point) if tree.geometries[i].covers(point)), point)
            cells.append(cell.intersection(land))

    return [
        shapely.transform(cell, lambda xy: xy / (east, _METRES_PER_DEGREE) + (middle_x, middle_y)).simplify(0.00002)
        for cell in cells
    ]
