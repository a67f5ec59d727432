"""圏域 by polygons: editions that staff load, dissolved from 町丁目 polygons by the rules or given a zone each.

An edition is one GeoJSON file (JGD2011, EPSG:6668) in the instance's zones folder, a feature a zone; the file that
sorts last counts. A point on a border belongs to every zone that covers it: it is asked about, never given by chance.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import shapely
from shapely.geometry.base import BaseGeometry

from geodata.errors import PlaceDataBroken, Problem


@dataclass(frozen=True, slots=True)
class PolygonEdition:
    """Shapes of zones by id. `split`: by zone id, towns that a rule divides, drawn with each of their zones;
    `split_shapes`: by name, the shapes of those towns (none in editions that are older than them).
    """

    id: str
    as_of: str
    source: str
    shapes: dict[str, BaseGeometry]
    split: dict[str, tuple[str, ...]]
    split_shapes: dict[str, BaseGeometry] = field(default_factory=dict)

    @property
    def note(self) -> str:
        return f"境界は「{self.source}」（{self.as_of}）による。"

    def covering(self, latitude: float, longitude: float) -> list[str]:
        """Ids of the zones that cover the point, border included, in the edition's order."""
        point = shapely.Point(longitude, latitude)
        return [zone_id for zone_id, shape in self.shapes.items() if shape.covers(point)]


def save_edition(folder: Path, edition: PolygonEdition) -> Path:
    """Write an edition as one file, in one step."""
    folder.mkdir(parents=True, exist_ok=True)
    features = [
        {
            "type": "Feature",
            "properties": {"zone_id": zone_id, "split": list(edition.split.get(zone_id, ()))},
            "geometry": json.loads(shapely.to_geojson(shape)),
        }
        for zone_id, shape in edition.shapes.items()
    ]
    features += [
        {
            "type": "Feature",
            "properties": {"split_town": name},
            "geometry": json.loads(shapely.to_geojson(shape)),
        }
        for name, shape in edition.split_shapes.items()
    ]
    document = {
        "type": "FeatureCollection",
        "edition": {"id": edition.id, "as_of": edition.as_of, "source": edition.source},
        "features": features,
    }
    path = folder / f"{edition.id}.geojson"
    partial = path.with_suffix(".part")
    partial.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
    partial.replace(path)
    return path


def editions_in(folder: Path) -> list[str]:
    """Names of the editions that have been loaded; the last counts."""
    return sorted(path.stem for path in folder.glob("*.geojson"))


def remove_edition(folder: Path, edition: str) -> None:
    """Raises Problem naming the editions that there are, where this is none of them."""
    known = editions_in(folder)
    if edition not in known:
        raise Problem(f"境界の版「{edition}」はありません。あるのは: {'、'.join(known) or 'なし'}")
    (folder / f"{edition}.geojson").unlink()


def load_edition(path: Path) -> PolygonEdition:
    """Raises PlaceDataBroken when the file is not an edition."""
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
        told = document["edition"]
        read = [(f["properties"], shapely.from_geojson(json.dumps(f["geometry"]))) for f in document["features"]]
        split_shapes = {told["split_town"]: shape for told, shape in read if "split_town" in told}
        zones = [(told, shape) for told, shape in read if "split_town" not in told]
        shapes = {told["zone_id"]: shape for told, shape in zones}
        split = {told["zone_id"]: tuple(told["split"]) for told, _ in zones}
    except (OSError, ValueError, KeyError, TypeError, shapely.errors.GEOSException) as error:
        raise PlaceDataBroken(f"圏域の境界 {path} を読めませんでした。取り込み直してください: {error}") from error
    for shape in shapes.values():
        shapely.prepare(shape)
    return PolygonEdition(told["id"], told["as_of"], told["source"], shapes, split, split_shapes)


def dissolved(shapes: Sequence[BaseGeometry]) -> BaseGeometry:
    """One shape of many, small cracks between neighbours' borders closed."""
    return shapely.make_valid(shapely.union_all([shapely.make_valid(shape) for shape in shapes]))
