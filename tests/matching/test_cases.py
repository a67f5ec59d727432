"""Every profile's cases/*.toml through the matcher: what a seasoned worker wrote down before seeing any answer."""

import tomllib
from functools import cache
from pathlib import Path

import pytest

from directory.errors import InputWrong
from directory.settings import PROFILES
from matching.cases import Case, load, suggested
from tests.matching.listings import a_place
from tests.matching.places import rank
from tests.matching.towns import Town

CASES = [(folder.parent.name, case) for folder in sorted(PROFILES.glob("*/cases")) for case in load(folder.parent)]
PERSON = {"age": 78, "needs": ["孤立"], "place": "北一丁目"}


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory):
    @cache
    def opened(profile: str) -> Town:
        return Town.open(profile, tmp_path_factory.mktemp(profile))

    return opened


@pytest.mark.parametrize(("profile", "case"), CASES, ids=lambda one: one.id if isinstance(one, Case) else one)
def test_the_matcher_answers_as_a_seasoned_worker_would(profile, case, town) -> None:
    assert not case.faults(town(profile).answer(case)), f"{case.title}: {case.why}"


@pytest.mark.parametrize(("profile", "case"), CASES, ids=lambda one: one.id if isinstance(one, Case) else one)
def test_a_case_says_why_and_names_only_what_is_listed(profile, case, town) -> None:
    listings = town(profile).listings.values()
    known = {one.source_id for one in listings} | {one.name for one in listings}
    assert case.title
    assert case.why
    named = {*case.best, *case.good, *case.never, *case.not_suggested, *case.not_top3, *case.routes}
    assert named <= known


def test_no_two_cases_share_an_id() -> None:
    ids = [case.id for _, case in CASES]
    assert len(ids) == len(set(ids)) >= 30


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
