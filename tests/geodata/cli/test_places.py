import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from geodata.cli.places import area_command, gazetteer_command, geocode_command
from geodata.cli.zones import zones_command
from geodata.errors import Problem
from tests.geodata.places_fixture import small_gazetteer
from tests.geodata.zones.test_zone_set import ZONES


@pytest.fixture
def run_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An instance with the small table and a profile with three zones."""
    small_gazetteer(tmp_path / "instance" / "gazetteer.sqlite")
    (tmp_path / "profile").mkdir()
    (tmp_path / "profile" / "zones.toml").write_text(ZONES, encoding="utf-8")
    monkeypatch.setenv("TSUNAGI_INSTANCE", str(tmp_path / "instance"))
    monkeypatch.setenv("TSUNAGI_PROFILE", str(tmp_path / "profile"))
    return tmp_path


def lines_of(result: Result) -> list[dict[str, object]]:
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_geocode_answers_every_line_in_order_and_goes_on_after_a_bad_one(run_folder: Path) -> None:
    given = "架空県ふじみ市本町1\n".encode() + b"\xff\xfe\n" + "\n霞台2丁目\n".encode()
    answers = lines_of(CliRunner().invoke(geocode_command, ["-"], input=given))
    assert [answer["status"] for answer in answers] == ["matched", "unmatched", "unmatched", "matched"]
    assert answers[1]["error"]
    assert answers[0]["error"] is None


def test_area_answers_with_desk_or_question(run_folder: Path) -> None:
    answers = lines_of(CliRunner().invoke(area_command, ["-"], input="ふじみ市本町1\n霞台2丁目\n"))
    assert answers[0]["area"] == {"id": "kita", "name": "北部"}
    assert (answers[1]["status"], answers[1]["ask"]) == ("ambiguous", "番を確認してください")


def test_a_scope_that_does_not_exist_is_named(run_folder: Path) -> None:
    result = CliRunner().invoke(geocode_command, ["-", "--scope", "12345"], input="本町\n")
    assert result.exit_code == 2
    assert "12345" in result.stderr


def test_the_tables_sources_are_shown(run_folder: Path) -> None:
    result = CliRunner().invoke(gazetteer_command, ["info", "--json"])
    assert json.loads(result.stdout)["sources"][0]["edition"] == "2026-01"


def test_zones_check_reads_the_rules_back(run_folder: Path) -> None:
    result = CliRunner().invoke(zones_command, ["check"])
    assert "北部: 霞台1丁目、霞台2丁目、本町。ただし 霞台2丁目5〜9番、霞台2丁目のけやき団地 を除く。" in result.stdout


def test_an_edition_of_boundaries_comes_counts_and_goes(run_folder: Path) -> None:
    def zones(*words: str) -> str:
        result = CliRunner().invoke(zones_command, list(words), catch_exceptions=False)
        assert result.exit_code == 0, result.output
        return result.stdout

    path = run_folder / "zones.geojson"
    ring = [[139, 35], [140, 35], [140, 36], [139, 36], [139, 35]]
    geometry = {"type": "Polygon", "coordinates": [ring]}
    feature = {"type": "Feature", "properties": {"zone_id": "kita"}, "geometry": geometry}
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}), encoding="utf-8")
    assert "1 圏域の境界を作りました" in zones("import", str(path), "--edition", "2026-04")
    assert "入れかわりました" in zones("import", str(path), "--edition", "2026-04")
    assert "いま使う境界の版は 2026-04" in zones("import", str(path), "--edition", "2025-04")
    assert zones("editions") == "2025-04\n2026-04（いま使う版）\n"
    assert "いま使う境界の版は 2025-04" in zones("remove", "2026-04")
    with pytest.raises(Problem, match="2025-04"):
        zones("remove", "2026-04")
    path.write_text(path.read_text().replace("kita", "どこか"), encoding="utf-8")
    with pytest.raises(Problem, match="どの圏域にも当たりません"):
        zones("import", str(path), "--edition", "2027-04")
    assert zones("editions") == "2025-04（いま使う版）\n"


def test_an_address_does_not_wait_for_the_catalogue_and_a_venue_is_still_found(demo: Path) -> None:
    program = (
        "import atexit, sys; atexit.register(lambda: print(*sys.modules, file=sys.stderr));"
        "from app import main; sys.argv = ['tsunagi', 'geocode', '-']; main()"
    )

    def run(line: str) -> tuple[str, list[str]]:
        done = subprocess.run(
            [sys.executable, "-c", program], input=line, capture_output=True, encoding="utf-8", check=True
        )
        return json.loads(done.stdout)["method"], done.stderr.split()

    method, modules = run("逗子市沼間5-1-1")
    assert method == "address"
    assert not {"pydantic", "numpy", "directory.public_catalogue", "geodata.zones"} & set(modules)
    assert run("桜道会館")[0] == "facility"
