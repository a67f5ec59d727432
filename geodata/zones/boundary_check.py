"""What may be wrong with polygons that can be read: broken shapes, another place, zones that lie on one another."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

import geopandas
import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geodata.errors import PlaceDataBroken
from geodata.gazetteer.towns import Town

_SHOWN = 5
# Of the smaller of two zones; less is the width of a drawn border.
_OVERLAP = 0.01


def refuse_broken_shapes(file: str, frame: geopandas.GeoDataFrame) -> None:
    """Raises PlaceDataBroken naming rows without a shape (an open ring, too few points), with NaN in it, or flat."""
    shapes = frame.geometry.to_numpy()
    lacking = [row for row, shape in enumerate(shapes) if shape is None]
    if lacking:
        raise PlaceDataBroken(
            f"{file} の {_rows(frame, lacking)} の形が読めません。輪が閉じていない（最初と最後の点が同じでない）か、"
            "点が足りないか、形が空です。地図ソフトで直すか、その行を除いて、書き出し直してください。"
        )
    infinite = [row for row, shape in enumerate(shapes) if not np.isfinite(shapely.get_coordinates(shape)).all()]
    if infinite:
        raise PlaceDataBroken(
            f"{file} の {_rows(frame, infinite)} の座標に、数でないもの（NaN・無限大）があります。"
            "その形の点を直して、書き出し直してください。"
        )

    flat = [row for row, shape in enumerate(shapes) if "Polygon" in shape.geom_type and _is_flat(shape)]
    if flat:
        raise PlaceDataBroken(
            f"{file} の {_rows(frame, flat)} の形に面積がありません。"
            "点を直すか、その行を除いて、書き出し直してください。"
        )


def _is_flat(shape: BaseGeometry) -> bool:
    """Without any area; the two halves of a shape that crosses itself may only cancel each other out."""
    return not shape.area and not shapely.make_valid(shape).area


def _rows(frame: geopandas.GeoDataFrame, rows: Sequence[int]) -> str:
    """3 番目（東部）: rows by number with the first word that they have."""
    columns = [column for column in frame.columns if column != frame.geometry.name]
    shown = []
    for row in rows[:_SHOWN]:
        words = [value for column in columns if isinstance(value := frame[column].iloc[row], str) and value]
        shown.append(f"{row + 1} 番目" + (f"（{words[0]}）" if words else ""))
    return "、".join(shown) + (f" など {len(rows)} 個" if len(rows) > _SHOWN else "")


def refuse_another_place(file: str, shapes: Sequence[BaseGeometry], towns: Sequence[Town]) -> int:
    """How many towns' points lie in no shape. Raises PlaceDataBroken where none of them lies in any."""
    points = [
        shapely.Point(town.longitude, town.latitude)
        for town in towns
        if town.longitude is not None and town.latitude is not None
    ]
    inside = shapely.STRtree(points).query(shapes, predicate="covers")[1] if points else ()
    if points and not len(inside):
        low_x, low_y, high_x, high_y = shapely.total_bounds(np.asarray(shapes, dtype=object))
        middle = shapely.MultiPoint(points).centroid
        raise PlaceDataBroken(
            f"{file} の形は北緯 {low_y:.3f}〜{high_y:.3f}、東経 {low_x:.3f}〜{high_x:.3f} にあり、町の位置（北緯 "
            f"{middle.y:.3f}、東経 {middle.x:.3f} のあたり）がどの形にも入りません。"
            "座標系（.prj か --crs）と、どの市区町村のファイルかを確かめてください。"
        )
    return len(points) - len(set(map(int, inside)))


def overlaps(shapes: Mapping[str, BaseGeometry], shared: Sequence[BaseGeometry]) -> Iterator[tuple[str, str, float]]:
    """Pairs of zones that lie on one another, with the share of the smaller; `shared`: what both have by the rules."""
    divided = shapely.union_all(list(shared))
    own = {zone_id: shape.difference(divided) for zone_id, shape in shapes.items()} if shared else shapes
    for (one, first), (other, second) in combinations(own.items(), 2):
        if first.is_empty or second.is_empty:
            continue
        share = first.intersection(second).area / min(first.area, second.area)
        if share > _OVERLAP:
            yield one, other, share
