"""Where a run keeps its places: a folder knows whose it is."""

from pathlib import Path

import pytest

from geodata.errors import Problem
from geodata.gazetteer.schema import written_whole
from geodata.places_of_run import PROFILES, PlacesOfRun, keep_profile


def profile_of(instance: Path, asked: str = "") -> Path:
    return PlacesOfRun.from_environment({"TSUNAGI_INSTANCE": str(instance), "TSUNAGI_PROFILE": asked}).profile


def test_a_new_folder_takes_the_profile_that_is_asked_for(tmp_path: Path) -> None:
    assert profile_of(tmp_path / "new") == PROFILES / "zushi"
    assert profile_of(tmp_path / "new", "fictional") == PROFILES / "fictional"
    assert profile_of(tmp_path / "new", f"{tmp_path}/own") == tmp_path / "own"


@pytest.mark.parametrize("inside", [True, False])
def test_a_folder_that_was_set_up_needs_no_telling(tmp_path: Path, inside: bool) -> None:
    profile = PROFILES / "fictional" if inside else tmp_path / "own"
    keep_profile(tmp_path, profile)
    assert profile_of(tmp_path) == profile
    assert profile_of(tmp_path, str(profile)) == profile


def test_another_municipality_than_the_folders_is_refused(tmp_path: Path) -> None:
    keep_profile(tmp_path, PROFILES / "fictional")
    assert profile_of(tmp_path, "fictional") == PROFILES / "fictional"
    with pytest.raises(Problem, match="「fictional」のもので、「zushi」ではありません"):
        profile_of(tmp_path, "zushi")


def test_a_folder_that_cannot_be_written_is_said_plainly(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder", "utf-8")
    with (
        pytest.raises(Problem, match=r"に書けません.*TSUNAGI_INSTANCE"),
        written_whole(tmp_path / "file" / "towns.sqlite"),
    ):
        pass
