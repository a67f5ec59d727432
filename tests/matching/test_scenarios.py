"""The shared scenarios of 逗子市 through the command, translated as an outside reader would. Skipped where absent."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Ran

SCENARIOS = Path(__file__).parents[3] / "shared" / "data" / "zushi" / "scenarios.jsonl"
MOBILITY = {
    "徒歩10分・杖": {"mode": "walk", "minutes": 10, "aids": ["杖"]},
    "徒歩・電車可": {"mode": "bus"},
    "団地内のみ": {"mode": "walk", "minutes": 3},
    "健脚": {"mode": "walk", "minutes": 30},
    "外出は近所のみ": {"mode": "walk", "minutes": 10},
    "外出不可(訪問のみ)": {"mode": "homebound"},
    "徒歩・自転車": {"mode": "bicycle"},
} | {f"徒歩{minutes}分": {"mode": "walk", "minutes": minutes} for minutes in (5, 10, 15, 20)}
HOURS = {"午前": ("09:00", "12:00"), "午後": ("13:00", "17:00"), "朝": ("06:00", "10:00"), "夕方": ("16:00", "19:00")}
# What has to be asked, as words that stand in the answer.
FLAGS = {
    "日時": "日時が未登録",
    "自治会館": "会員や団地住民に限られるか",
    "活動内容": "活動内容は名称からの推定",
    "雨天": "雨天時の扱いが未登録",
    "高齢者中心": "高齢者中心の場",
    "適合資源なし": "地域課題として記録",
    "通う場は": "通う場は不適合",
    "開催場所": "開催場所が未登録",
}


def scenarios() -> list[dict[str, object]]:
    if not SCENARIOS.is_file():
        return []
    return [json.loads(line) for line in SCENARIOS.read_text(encoding="utf-8").splitlines()]


def person_of(said: dict[str, object]) -> dict[str, object]:
    hours = next((hours for word, hours in HOURS.items() if word in str(said.get("availability", ""))), None)
    windows = [{"days": ["平日"], "from": hours[0], "to": hours[1]}] if hours else []
    return {
        "age_band": said["age_band"],
        "needs": said["needs"],
        "mobility": MOBILITY[said["mobility"]],
        "availability": windows + ([{"days": ["SA", "SU"]}] if "休日" in str(said.get("availability", "")) else []),
        "preferences": said.get("preferences", []),
        "roles": [said["role"]] if "role" in said else [],
        "place": said.get("area"),
    }


@pytest.fixture(scope="module")
def kept() -> dict[str, dict[str, object]]:
    return {}


@pytest.fixture
def answer(demo: Path, run: Callable[..., Ran]) -> Callable[[dict[str, object]], dict[str, object]]:
    def ask(scenario: dict[str, object]) -> dict[str, object]:
        person = person_of(scenario["person"])
        person["household"] = [person_of(one) for one in scenario.get("household", [])]
        ran = run("match", "-", "--json", "--date", "2026-04-01", stdin=json.dumps(person, ensure_ascii=False))
        assert ran.exit == 0, ran.err
        return json.loads(ran.out)

    return ask


@pytest.mark.skipif(not scenarios(), reason="../shared is not there")
@pytest.mark.parametrize("scenario", scenarios(), ids=lambda scenario: scenario["id"])
def test_a_competent_worker_would_have_said_the_same(scenario, answer) -> None:
    found = answer(scenario)
    ids = [match["resource"]["source_id"] for match in found["matches"]]
    routes = [
        route["resource"]["source_id"] if "resource" in route else route["desk"]["name"]
        for route in found["other_routes"]
    ]
    wanted = {one["id"] for one in scenario["top3_must_include_any"]}
    assert not wanted or wanted & set(ids[:3])
    if some := scenario.get("top3_min_from"):
        assert len(set(some["ids"]) & set(ids[:3])) >= some["n"]
    hard = {one["id"] for one in scenario["exclude"] if one["level"] == "hard"}
    assert not hard & {*ids, *routes}
    assert not {one["id"] for one in scenario["exclude"] if one["level"] == "neg_top3"} & set(ids[:3])
    assert {one["id"] for one in scenario["other_routes"] if "id" in one} <= {*ids, *routes}
    assert {one["name"] for one in scenario["other_routes"] if one.get("name", "").startswith("逗子市")} <= set(routes)
    assert found["no_confident_match"] is scenario["expect_no_confident_match"]
    assert len(ids) <= 5
    said = json.dumps(found, ensure_ascii=False)
    for flag in scenario["must_flag"]:
        assert next(words for begin, words in FLAGS.items() if flag.startswith(begin)) in said
    assert "個人宅" not in said


@pytest.mark.skipif(not scenarios(), reason="../shared is not there")
def test_the_private_home_is_shown_no_finer_than_its_town(answer) -> None:
    found = answer(next(one for one in scenarios() if one["id"] == "C13"))
    home = next(match for match in found["matches"] if match["resource"]["source_id"] == "S04")
    assert home["resource"]["public_place"] == "逗子7丁目・社協に連絡"
    assert any("社協経由" in ask for ask in home["ask"])
