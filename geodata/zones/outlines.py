"""Outlines of 圏域 for maps. Until polygons are loaded: from town points, 概略, never a ground for a decision.

Each town has the land nearer to its point than to another's, within a buffer of the points. Computed in a local plane
(equirectangular about the municipality's middle), given back in JGD2011 longitude/latitude.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import shapely
from shapely.geometry.base import BaseGeometry

from geodata.gazetteer.towns import Town
from geodata.zones.polygons import PolygonEdition
from geodata.zones.records import TownZones

# How far land may lie from a town's point and still be drawn: towns' points are a few hundred metres apart.
REACH_M = 700.0
_METRES_PER_DEGREE = 111_320.0
NOTE = "町丁目の代表点から計算した概略です。境界ではありません。担当は住所で決まります。"


@dataclass(frozen=True, slots=True)
class Outline:
    """`geometry`: shapely polygons, x longitude, y latitude (JGD2011 degrees).

    `split`: by name, towns that a rule divides; they are drawn with every zone that has a part of them.
    """

    zone_id: str
    geometry: BaseGeometry
    approximate: bool
    note: str
    split: Mapping[str, BaseGeometry] = field(default_factory=dict)


def drawn(edition: PolygonEdition) -> dict[str, Outline]:
    """The outlines of the zones that have a boundary."""
    shapes = edition.split_shapes
    return {
        zone_id: Outline(
            zone_id,
            shape,
            False,
            edition.note,
            {name: shapes[name] for name in edition.split.get(zone_id, ()) if name in shapes},
        )
        for zone_id, shape in edition.shapes.items()
    }


def outlines(zone_ids: Sequence[str], towns: Iterable[TownZones]) -> dict[str, Outline]:
    """One outline a zone, empty where no town of it has a point."""
    placed = [shared for shared in towns if _has_point(shared.town) and not shared.town.koaza]
    cells = _cells([(s.town.longitude or 0.0, s.town.latitude or 0.0) for s in placed])
    whole: dict[str, list[BaseGeometry]] = {zone_id: [] for zone_id in zone_ids}
    split: dict[str, list[tuple[str, BaseGeometry]]] = {zone_id: [] for zone_id in zone_ids}
    for shared, cell in zip(placed, cells, strict=True):
        for zone_id in shared.zone_ids:
            if zone_id not in whole:
                continue
            if shared.is_split:
                split[zone_id].append((shared.town.town, cell))
            else:
                whole[zone_id].append(cell)
    return {zone_id: _outline(zone_id, whole[zone_id], split[zone_id]) for zone_id in zone_ids}


def _outline(zone_id: str, whole: list[BaseGeometry], split: list[tuple[str, BaseGeometry]]) -> Outline:
    divided = dict(split)
    note = NOTE + (
        f"番や号で分かれる町（{'、'.join(divided)}）は、どちらの圏域にも含めて描いています。" if divided else ""
    )
    return Outline(zone_id, shapely.unary_union([*whole, *divided.values()]), True, note, divided)


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
