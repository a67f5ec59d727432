"""`tsunagi check` on an invented town: what it reports, to people and to machines."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from directory.cli.reports import check_command
from directory.instance import Instance
from directory.settings import Settings
from geodata.gazetteer.schema import written_whole


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An instance of the invented town, whose towns its profile brings itself: no national table is needed."""
    folder = tmp_path_factory.mktemp("instance")
    with written_whole(folder / "gazetteer.sqlite"):
        pass
    environment = {"TSUNAGI_INSTANCE": str(folder), "TSUNAGI_PROFILE": "fictional"}
    instance = Instance.set_up(Settings.from_environment(environment))
    assert instance.load_seed() == 200
    instance.engine.dispose()
    return folder


@pytest.fixture
def check(loaded: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("TSUNAGI_INSTANCE", str(loaded))
    monkeypatch.setenv("TSUNAGI_PROFILE", "fictional")
    monkeypatch.delenv("TSUNAGI_DATABASE_URL", raising=False)

    def run(*words: str) -> str:
        result = CliRunner().invoke(check_command, list(words), catch_exceptions=False)
        assert result.exit_code == 0
        return result.stdout

    return run


def test_the_report_says_everything_in_words(check) -> None:
    report = check()
    assert report.startswith("ほしみ市（架空）の名簿の点検")
    for heading in ("登録 200件", "■ 確認", "■ 足りないこと", "■ 場所と圏域", "■ 電話のリスト"):
        assert heading in report
    assert "社協メモ: " in report
    assert "を教えていただけますか" in report


def test_the_json_report_says_the_same(check) -> None:
    report = json.loads(check("--json"))
    assert report["total"] == 200
    assert report["is_fictional"] is True
    assert report["incomplete"]["fees"]["unknown"] == 0
    assert report["incomplete"]["schedule"]["unknown"] > 0
    assert report["never_confirmed"] == []
    assert report["stale"]
    asked = [one for group in report["calls"] for one in group["listings"]]
    assert {one["name"] for one in report["stale"]} <= {one["name"] for one in asked}
    assert all(one["say"] for one in asked)


def test_no_private_place_stands_in_the_report_but_in_staffs_own_notes(check) -> None:
    report = json.loads(check("--json"))
    for group in report["calls"]:
        for one in group["listings"]:
            one.pop("note")
    assert "個人宅" not in json.dumps(report, ensure_ascii=False)
