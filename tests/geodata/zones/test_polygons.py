import json
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import geopandas
import pytest
import shapely

from geodata.errors import PlaceDataBroken
from geodata.gazetteer import Gazetteer
from geodata.geocoded import Geocoded
from geodata.zones import ZoneSet
from geodata.zones.check import report
from geodata.zones.importing import read_polygons
from geodata.zones.polygons import PolygonEdition, load_edition, save_edition
from tests.geodata.places_fixture import FUJIMI
from tests.geodata.zones.test_zone_set import ZONES

TOWN_SQUARES = {
    "霞台１丁目": (139.0, 35.0),
    "霞台２丁目": (139.1, 35.0),
    "霞台３丁目": (139.2, 35.0),
    "本町": (139.0, 35.1),
    "大海原": (139.3, 35.3),
}


def load(gazetteer: Gazetteer, folder: Path) -> ZoneSet:
    path = folder / "zones.toml"
    path.write_text(ZONES, encoding="utf-8")
    return ZoneSet.load(path, folder / "editions", gazetteer)


def town_squares(folder: Path, suffix: str = "geojson", crs: str = "EPSG:6668") -> Path:
    boxes = [shapely.box(x, y, x + 0.1, y + 0.1) for x, y in TOWN_SQUARES.values()]
    frame = geopandas.GeoDataFrame(
        {"S_NAME": list(TOWN_SQUARES), "HCODE": [8101, 8101, 8101, 8101, 8154]}, geometry=boxes, crs="EPSG:6668"
    )
    path = folder / f"towns.{suffix}"
    frame.to_crs(crs).to_file(path, encoding="cp932" if suffix == "shp" else None)
    path.with_suffix(".cpg").unlink(missing_ok=True)
    return path


def fine(latitude: float, longitude: float) -> Geocoded:
    return Geocoded(
        input="x", status="matched", city_code=FUJIMI, city="ふじみ市", town="三崎町", level=8,
        latitude=latitude, longitude=longitude,
    )  # fmt: skip


def test_towns_are_dissolved_by_the_rules_and_split_towns_are_named(gazetteer: Gazetteer, tmp_path: Path) -> None:
    zones = load(gazetteer, tmp_path)
    imported = read_polygons(town_squares(tmp_path), zones, "2026-04", "2026-04", "試験")
    north = imported.edition.shapes["kita"]
    assert north.covers(shapely.Point(139.05, 35.05))
    assert not north.covers(shapely.Point(139.25, 35.05))
    assert imported.edition.split["kita"] == ("霞台２丁目",)
    assert imported.edition.split_shapes["霞台２丁目"].covers(shapely.Point(139.15, 35.05))
    assert imported.unplaced == []


@pytest.mark.parametrize(("suffix", "crs"), [("gpkg", "EPSG:2451"), ("shp", "EPSG:4612"), ("geojson", "EPSG:4326")])
def test_formats_and_coordinate_systems_come_to_the_same(
    gazetteer: Gazetteer, tmp_path: Path, suffix: str, crs: str
) -> None:
    zones = load(gazetteer, tmp_path)
    imported = read_polygons(town_squares(tmp_path, suffix, crs), zones, "2026-04", "2026-04", "試験")
    assert imported.edition.shapes["minami"].covers(shapely.Point(139.25, 35.05))


def test_an_edition_comes_back_as_it_was_saved(tmp_path: Path) -> None:
    edition = PolygonEdition("2026-04", "2026-04", "試験", {"kita": shapely.box(0, 0, 1, 1)}, {"kita": ("霞台",)})
    assert load_edition(save_edition(tmp_path, edition)) == edition
    split = replace(edition, split_shapes={"霞台": shapely.box(0, 0, 0.5, 1)})
    assert load_edition(save_edition(tmp_path, split)) == split


def test_a_loaded_edition_is_drawn_as_a_boundary_and_decides_where_no_rule_speaks(
    gazetteer: Gazetteer, tmp_path: Path
) -> None:
    zones = load(gazetteer, tmp_path)
    shapes = {"kita": shapely.box(139, 35, 140, 36), "minami": shapely.box(140, 35, 141, 36)}
    save_edition(tmp_path / "editions", PolygonEdition("2026-04", "2026-04", "試験", shapes, {}))
    assert not zones.outline("kita").approximate
    inside = zones.locate(fine(35.5, 139.5))
    assert (inside.status, inside.method, inside.zone and inside.zone.id) == ("assigned", "polygon", "kita")
    border = zones.locate(fine(35.5, 140.0))
    assert (border.status, {zone.id for zone in border.candidates}) == ("ambiguous", {"kita", "minami"})
    assert zones.locate(fine(30.0, 130.0)).status == "unknown"


def test_a_towns_point_is_never_tried_against_polygons(gazetteer: Gazetteer, tmp_path: Path) -> None:
    zones = load(gazetteer, tmp_path)
    save_edition(tmp_path / "editions", PolygonEdition("1", "1", "試験", {"kita": shapely.box(139, 35, 140, 36)}, {}))
    assert zones.locate_text("架空県ふじみ市三崎町1").status == "unknown"


def test_a_file_without_names_or_shapes_is_named(gazetteer: Gazetteer, tmp_path: Path) -> None:
    zones = load(gazetteer, tmp_path)
    path = tmp_path / "points.geojson"
    feature = {"type": "Feature", "properties": {"x": 1}, "geometry": {"type": "Point", "coordinates": [139, 35]}}
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}), encoding="utf-8")
    with pytest.raises(PlaceDataBroken, match="ポリゴン"):
        read_polygons(path, zones, "1", "1", "試験")


def test_the_check_names_towns_where_rules_and_boundaries_disagree(gazetteer: Gazetteer, tmp_path: Path) -> None:
    zones = load(gazetteer, tmp_path)
    # 本町 (139.17, 35.17) is north by the rules; 霞台一丁目 (139.10, 35.10) lies where the rules say.
    shapes = {"kita": shapely.box(139, 35, 139.16, 36), "minami": shapely.box(139.16, 35, 140, 36)}
    save_edition(tmp_path / "editions", PolygonEdition("2026-04", "2026-04", "試験", shapes, {}))
    lines = [line for line in report(zones) if line.startswith("文と境界が違う町")]
    assert "文と境界が違う町: 本町（文では北部、2026-04の境界では南部）。担当は文で決めます。" in lines
    assert not any("霞台一丁目" in line for line in lines)


def test_a_town_of_several_polygons_is_one_town(gazetteer: Gazetteer, tmp_path: Path) -> None:
    zones = load(gazetteer, tmp_path)
    halves = [shapely.box(139.0, 35.0, 139.05, 35.1), shapely.box(139.05, 35.0, 139.1, 35.1)]
    frame = geopandas.GeoDataFrame(
        {"S_NAME": ["本町", "本町"], "KEY_CODE": ["9910101", "9910101"]}, geometry=halves, crs="EPSG:6668"
    )
    frame.to_file(tmp_path / "towns.geojson")
    imported = read_polygons(tmp_path / "towns.geojson", zones, "1", "1", "試験")
    assert imported.edition.shapes["kita"].geom_type == "Polygon"
    assert (imported.polygons, imported.towns) == (2, 1)


def test_a_shapefile_in_a_zip_is_read(gazetteer: Gazetteer, tmp_path: Path) -> None:
    town_squares(tmp_path, "shp")
    with zipfile.ZipFile(tmp_path / "towns.zip", "w") as archive:
        for file in tmp_path.glob("towns.*"):
            if file.suffix != ".zip":
                archive.write(file, f"r2ka/{file.name}")
    imported = read_polygons(tmp_path / "towns.zip", load(gazetteer, tmp_path), "1", "1", "試験")
    assert imported.edition.split["kita"] == ("霞台２丁目",)


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        (lambda path: path.with_suffix(".shx").unlink(), ".shx がありません"),
        (lambda path: path.with_suffix(".dbf").unlink(), ".dbf がありません"),
        (lambda path: path.with_suffix(".prj").unlink(), "--crs"),
        (lambda path: path.write_bytes(b"not a shape"), "読めませんでした"),
        (lambda path: path.with_suffix(".cpg").write_text("UTF-8"), "文字コード"),
    ],
)
def test_what_is_wrong_with_a_file_is_said_with_what_to_do(
    gazetteer: Gazetteer, tmp_path: Path, broken: Callable[[Path], object], said: str
) -> None:
    path = town_squares(tmp_path, "shp")
    broken(path)
    with pytest.raises(PlaceDataBroken, match=said):
        read_polygons(path, load(gazetteer, tmp_path), "1", "1", "試験")


@pytest.mark.parametrize("crs", ["EPSG:2451", "EPSG:6677", "EPSG:4612"])
def test_a_coordinate_system_may_be_told(gazetteer: Gazetteer, tmp_path: Path, crs: str) -> None:
    path = town_squares(tmp_path, "shp", crs)
    path.with_suffix(".prj").unlink()
    imported = read_polygons(path, load(gazetteer, tmp_path), "1", "1", "試験", crs)
    assert imported.edition.shapes["minami"].covers(shapely.Point(139.25, 35.05))


def test_a_wrong_coordinate_system_is_noticed(gazetteer: Gazetteer, tmp_path: Path) -> None:
    path = town_squares(tmp_path, "shp", "EPSG:4326")
    path.with_suffix(".prj").unlink()
    with pytest.raises(PlaceDataBroken, match="座標系の記載"):
        read_polygons(path, load(gazetteer, tmp_path), "1", "1", "試験", "EPSG:2451")


def test_records_of_one_town_are_summed_and_other_cities_left_out(gazetteer: Gazetteer, tmp_path: Path) -> None:
    boxes = [shapely.box(139 + n / 10, 35, 139.1 + n / 10, 35.1) for n in range(4)]
    crossed = shapely.Polygon([(139.4, 35), (139.5, 35.1), (139.5, 35), (139.4, 35.1)])
    frame = geopandas.GeoDataFrame(
        {
            "S_NAME": ["本町", "本町", "本町", "山の根一丁目", "霞台三丁目"],
            "KEY_CODE": [f"{FUJIMI}001", f"{FUJIMI}001", "99102001", f"{FUJIMI}002", f"{FUJIMI}003"],
            "JINKO": [10, 5, 1000, 7, 1],
            "SETAI": [4, 2, 500, 3, 1],
        },
        geometry=[*boxes, crossed],
        crs="EPSG:6668",
    )
    frame.to_file(tmp_path / "towns.geojson")
    imported = read_polygons(tmp_path / "towns.geojson", load(gazetteer, tmp_path), "1", "1", "試験")
    assert imported.people == {"kita": (15, 6), "minami": (8, 4)}
    assert imported.mended == 1
    assert imported.edition.shapes["minami"].is_valid
    assert not imported.edition.shapes["kita"].covers(shapely.Point(139.25, 35.05))


def test_towns_are_counted_by_their_whole_names(gazetteer: Gazetteer, tmp_path: Path) -> None:
    frame = geopandas.GeoDataFrame(
        {"town": ["霞台", "霞台", "霞台"], "chome": ["1", "1", "2"]},
        geometry=[shapely.box(139 + n, 35, 140 + n, 36) for n in range(3)],
        crs="EPSG:6668",
    )
    frame.to_file(tmp_path / "towns.geojson")
    imported = read_polygons(tmp_path / "towns.geojson", load(gazetteer, tmp_path), "1", "1", "試験")
    assert (imported.polygons, imported.towns) == (3, 2)


def one_of(folder: Path, names: list[str], shapes: list[shapely.Geometry]) -> Path:
    frame = geopandas.GeoDataFrame({"zone_id": names}, geometry=shapes, crs="EPSG:6668")
    frame.to_file(folder / "zones.geojson")
    return folder / "zones.geojson"


@pytest.mark.parametrize(
    ("ring", "said"),
    [
        ([[139, 35], [139.5, 35], [139.5, 36], [139, 36]], r"1 番目（kita）.*輪が閉じていない"),
        ([[139, 35], [139.5, 35], [139, 35]], "1 番目（kita）"),
        ([[139, 35], [139.5, float("nan")], [139.5, 36], [139, 35]], "1 番目（kita）.*NaN"),
    ],
)
def test_a_shape_that_is_broken_is_named_by_its_row(
    gazetteer: Gazetteer, tmp_path: Path, ring: list[list[float]], said: str
) -> None:
    path = tmp_path / "zones.geojson"
    geometry = {"type": "Polygon", "coordinates": [ring]}
    feature = {"type": "Feature", "properties": {"zone_id": "kita"}, "geometry": geometry}
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}), encoding="utf-8")
    with pytest.raises(PlaceDataBroken, match=said):
        read_polygons(path, load(gazetteer, tmp_path), "1", "1", "試験")


@pytest.mark.parametrize(
    ("names", "boxes", "said"),
    [
        (["x", "y"], [(139, 35), (139.5, 35)], "どの圏域にも当たりません"),
        (["kita", "minami"], [(139, 35), (139, 35)], "北部と南部は、同じ形"),
        (["kita", "minami"], [(130, 33), (130.5, 33)], "座標系"),
    ],
)
def test_shapes_that_cannot_be_the_zones_are_refused(
    gazetteer: Gazetteer, tmp_path: Path, names: list[str], boxes: list[tuple[float, float]], said: str
) -> None:
    path = one_of(tmp_path, names, [shapely.box(x, y, x + 0.5, y + 0.5) for x, y in boxes])
    with pytest.raises(PlaceDataBroken, match=said):
        read_polygons(path, load(gazetteer, tmp_path), "1", "1", "試験")


def test_zones_that_lie_on_one_another_are_told_with_their_share(gazetteer: Gazetteer, tmp_path: Path) -> None:
    path = one_of(tmp_path, ["kita", "minami"], [shapely.box(139, 35, 140, 36), shapely.box(139.5, 35, 141, 36)])
    lines = list(read_polygons(path, load(gazetteer, tmp_path), "1", "1", "試験").in_words())
    assert "重なり: 北部と南部の境界が重なっています（小さいほうの 50%）。重なる所の住所は聞き返します。" in lines


@pytest.mark.parametrize(("crs", "said"), [("EPSG:abc", "分かりません"), ("EPSG:2451", "--crs は EPSG:2451")])
def test_a_told_coordinate_system_must_be_known_and_not_against_the_file(
    gazetteer: Gazetteer, tmp_path: Path, crs: str, said: str
) -> None:
    path = town_squares(tmp_path, "gpkg")
    with pytest.raises(PlaceDataBroken, match=said):
        read_polygons(path, load(gazetteer, tmp_path), "1", "1", "試験", crs)


def test_geojson_in_metres_is_placed_by_what_is_told(gazetteer: Gazetteer, tmp_path: Path) -> None:
    path = town_squares(tmp_path, "geojson", "EPSG:2451")
    bare = json.loads(path.read_text())
    del bare["crs"]
    path.write_text(json.dumps(bare), encoding="utf-8")
    imported = read_polygons(path, load(gazetteer, tmp_path), "1", "1", "試験", "EPSG:2451")
    assert imported.edition.shapes["minami"].covers(shapely.Point(139.25, 35.05))
