"""`tsunagi ways`: heights and stops come in by one command, in one step, and are shown; on failure the earlier stay."""

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from geodata.errors import PlaceDataBroken
from geodata.gazetteer.towns import Town
from geodata.ways import WaysFolder
from geodata.ways.importing import Told, import_files
from tests.conftest import Ran
from tests.geodata.ways.test_bus_stops import STOPS, feed
from tests.geodata.ways.test_elevation import geotiff

TOWNS = [Town("北一丁目", "", None, 35.30, 139.60), Town("北二丁目", "", None, 35.31, 139.61)]


def dem(path: Path, height: float = 12.0, west: float = 139.55) -> Path:
    return geotiff(path, np.full((500, 500), height, np.float32), west, 35.35, 0.0002, 6668)


def test_heights_come_in_with_a_report_and_are_found_by_who_asks(tmp_path: Path) -> None:
    folder = WaysFolder(tmp_path / "ways")
    assert folder.current().heights is None
    told = Told(name="市の標高", edition="2026", licence="CC BY 4.0")
    said = import_files(folder, [dem(tmp_path / "dem.tif")], TOWNS, told)
    assert said[0] == "標高を取り込みました: 市の標高"
    assert "2 町のうち 2 町" in said[2]
    now = folder.current()
    assert now.heights is not None
    assert float(now.heights.at(np.array([35.3]), np.array([139.6]))[0]) == 12
    assert [(s.name, s.edition, s.licence) for s in now.sources] == [("市の標高", "2026", "CC BY 4.0")]
    version = now.version
    said = import_files(folder, [dem(tmp_path / "dem.tif", 20)], TOWNS, told)
    assert said[0].startswith("標高を入れかえました")
    assert folder.current().version != version
    assert len(list((tmp_path / "ways").glob("heights-*.npy"))) == 1
    assert folder.remove("heights")
    assert folder.current().heights is None


def test_on_failure_nothing_is_half_kept_and_the_earlier_stay(tmp_path: Path) -> None:
    folder = WaysFolder(tmp_path / "ways")
    import_files(folder, [dem(tmp_path / "dem.tif"), feed(tmp_path / "bus.zip")], TOWNS, Told())
    before = folder.current().version
    elsewhere = dem(tmp_path / "elsewhere.tif", west=141.0)
    broken = tmp_path / "broken.zip"
    broken.write_bytes(b"PK\x03\x04 broken")
    for files, said in (
        ([elsewhere], "この自治体の標高がありません"),
        ([dem(tmp_path / "new.tif", 99), broken], "どれでもありません"),
        (
            [dem(tmp_path / "new.tif", 99), feed(tmp_path / "far.zip", STOPS.replace("35.30", "26.20"))],
            "どれもこの自治体",
        ),
    ):
        with pytest.raises(PlaceDataBroken, match=said):
            import_files(folder, files, TOWNS, Told())
        assert folder.current().version == before


def test_a_feed_of_the_same_name_is_replaced_and_another_is_added(tmp_path: Path) -> None:
    folder = WaysFolder(tmp_path / "ways")
    one = feed(tmp_path / "one.zip", agency="agency_name\nあおバス\n")
    two = feed(tmp_path / "two.zip", agency="agency_name\nみどりバス\n")
    import_files(folder, [one, two], TOWNS, Told())
    assert len(folder.current().stops.stops) == 4
    newer = feed(tmp_path / "one.zip", STOPS + "9,新町,35.302,139.6,0\n", agency="agency_name\nあおバス\n")
    said = import_files(folder, [newer], TOWNS, Told(edition="2026-10", licence="CC BY 4.0"))
    assert said[0] == "停留所を入れかえました（2 → 3 か所）: あおバス の停留所（GTFS-JP）"
    assert not any("記載がありません" in line for line in said)
    assert len(folder.current().stops.stops) == 5
    assert len(folder.current().sources) == 2


def test_a_broken_folder_is_named(tmp_path: Path) -> None:
    folder = WaysFolder(tmp_path)
    (tmp_path / "stops.json").write_text("{", encoding="utf-8")
    with pytest.raises(PlaceDataBroken, match="取り込み直して"):
        folder.current()


@pytest.mark.slow
def test_once_imported_by_command_they_count_in_match_and_stand_on_the_page(
    demo: Path, run: Callable[..., Ran], tmp_path: Path
) -> None:
    person = tmp_path / "person.json"
    stated = {
        "age": 82,
        "needs": ["孤立"],
        "interests": ["お茶"],
        "place": {"lat": 35.2990, "lon": 139.6020},
        "mobility": {"mode": "walk", "aids": ["杖"]},
    }
    person.write_text(json.dumps(stated), encoding="utf-8")
    before = run("match", str(person), "--json", "--date", "2026-04-01")
    assert "平らな道なら約" in before.out
    assert "tsunagi ways import" in run("ways", "info").out
    heights = np.tile(np.linspace(0, 400, 1000, dtype=np.float32), (1000, 1))
    hilly = geotiff(tmp_path / "dem.tif", heights, 139.5, 35.4, 0.0002, 6668)
    bus = feed(tmp_path / "bus.zip", STOPS.replace("35.30", "35.29"), agency="agency_name\n見本バス\n")
    ran = run("ways", "import", str(hilly), str(bus), "--edition", "2026-04", "--licence", "CC BY 4.0")
    assert ran.exit == 0, ran.err
    info = json.loads(run("ways", "info", "--json").out)
    assert (info["heights"], info["stops"]) == (True, 2)
    after = run("match", str(person), "--json", "--date", "2026-04-01")
    assert json.loads(after.out)["rules_version"] != json.loads(before.out)["rules_version"]
    bases = [match["travel_basis"] or "" for match in json.loads(after.out)["matches"]]
    assert any("坂を含めて約" in basis for basis in bases), bases
    missing = run("ways", "import", str(person))
    assert missing.exit == 1
    assert "どれでもありません" in missing.err
