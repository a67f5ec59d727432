"""Every profile's cases/*.toml through the matcher: what a seasoned worker wrote down before seeing any answer."""

import tomllib
from pathlib import Path

import pytest

from directory.errors import InputWrong
from directory.settings import PROFILES
from matching.cases import Case, load, suggested
from tests.matching.listings import a_place
from tests.matching.places import rank
from tests.matching.towns import Town

CASES = {folder.parent.name: load(folder.parent) for folder in sorted(PROFILES.glob("*/cases"))}
PERSON = {"age": 78, "needs": ["孤立"], "place": "北一丁目"}


@pytest.mark.parametrize("profile", CASES)
def test_the_matcher_answers_as_a_seasoned_worker_would(profile: str, tmp_path: Path) -> None:
    town = Town.open(profile, tmp_path)
    faults = {case.id: case.faults(town.answer(case)) for case in CASES[profile]}
    assert not {case.title: faults[case.id] for case in CASES[profile] if faults[case.id]}
    known = {name for one in town.listings.values() for name in (one.source_id, one.name)}
    assert not {case.id: named_by(case) - known for case in CASES[profile] if named_by(case) - known}


def named_by(case: Case) -> set[str]:
    return {*case.best, *case.good, *case.never, *case.not_suggested, *case.not_top3, *case.routes}


def test_every_case_has_an_id_of_its_own_and_says_why() -> None:
    cases = [case for of_profile in CASES.values() for case in of_profile]
    assert len({case.id for case in cases}) == len(cases) >= 30
    assert all(case.title and case.why for case in cases)


@pytest.mark.parametrize(
    ("expected", "fault"),
    [
        ({"best": ("S2",)}, "S2 が上位3つにない"),
        ({"not_suggested": ("S1",)}, "S1 が候補にある"),
        ({"not_top3": ("S1",)}, "S1 が候補にある"),
        ({"never": ("D1",)}, "D1 がほかの道にある"),
        ({"routes": ("E9",)}, "E9 が候補にもほかの道にもない"),
        ({"ask": ("雨の日",)}, "「雨の日」と言っていない"),
        ({"near_misses": ("reach",)}, "惜しい候補に reach がない"),
        ({"confident": False}, "はっきり合うと言いすぎ"),
    ],
)
def test_each_expectation_can_fail(expected, fault) -> None:
    desk = a_place("need:isolation", kind="consult_desk", source_id="D1")
    found = rank([a_place(source_id="S1"), desk], **PERSON)
    assert suggested(found) == ["S1"]
    (said,) = Case(id="T", title="T", why="T", person=PERSON, **expected).faults(found)
    assert said.startswith(fault)


def test_an_answer_that_is_not_sure_enough_is_a_fault_too() -> None:
    case = Case(id="T", title="T", why="T", person=PERSON, confident=True)
    assert case.faults(rank([], **PERSON)) == ("合う場があるのに適合なしと言った",)


@pytest.mark.parametrize("text", ['[[case]]\nid = "T"\nbset = []', "[[case]]\nid = 1", "[case", "x = 1"])
def test_a_case_that_cannot_be_read_is_named_with_its_file(text: str, tmp_path: Path) -> None:
    (tmp_path / "cases").mkdir()
    (tmp_path / "cases" / "own.toml").write_text(text, encoding="utf-8")
    with pytest.raises(InputWrong, match=r"own\.toml"):
        load(tmp_path)


def test_the_files_of_cases_say_at_their_head_what_they_are() -> None:
    for path in PROFILES.glob("*/cases/*.toml"):
        text = path.read_text(encoding="utf-8")
        assert text.startswith("# 事例: ")
        assert tomllib.loads(text)["case"]
